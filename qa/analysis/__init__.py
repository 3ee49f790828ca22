"""What a sentence says, read once and kept: figures, entities, periods."""
