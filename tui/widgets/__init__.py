"""The widgets of the chat, one a file; report text goes through none that reads markup."""
