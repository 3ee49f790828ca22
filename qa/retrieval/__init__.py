"""The sentences that may hold the answer."""
