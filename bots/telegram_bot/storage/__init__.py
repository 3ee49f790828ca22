"""What outlives the process: one SQLite file, and the lock on its folder."""
