"""Bots that ask the reports for their chats; each sits on the core's front door only."""
