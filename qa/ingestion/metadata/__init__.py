"""What reports say about themselves: title, place, year, issuer."""
