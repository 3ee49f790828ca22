"""What is asked for: of which measure words a figure, of which body, of a place alone."""
