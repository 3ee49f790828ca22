"""Text without meaning: one spelling, tokens, clauses, numbers, units."""
