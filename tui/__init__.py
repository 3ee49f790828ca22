"""The terminal chat over the reports; it sits on the core's front door only."""
