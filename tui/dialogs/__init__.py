"""The dialogs of the chat."""
