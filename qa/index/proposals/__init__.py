"""What engines share that propose sentences with scores of their own."""
