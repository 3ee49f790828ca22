"""Tables in text: their rows, and what the numbers in them mean."""
