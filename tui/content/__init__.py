"""What the chat shows and keeps; nothing here knows a screen."""
