"""Updates come in, are kept on disk and wait for their turn."""
