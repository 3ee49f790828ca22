"""A question, read: kind, places, years, terms."""
