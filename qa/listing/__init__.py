"""Listing: what stands in the reports, laid out without a question."""
