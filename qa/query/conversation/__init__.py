"""Conversation: the state of a talk, and the moves by which a question leans on it."""
