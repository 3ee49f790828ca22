"""What goes out: kept on disk, in order, until Telegram has it."""
