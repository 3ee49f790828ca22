"""What an update makes the bot do."""
