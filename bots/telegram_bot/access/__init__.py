"""Who may ask, whom he speaks to, and how much."""
