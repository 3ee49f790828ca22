"""What is told beside: deeds by plans, sums by what was added, things by a row of signs."""
