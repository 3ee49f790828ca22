"""Suites: questions with what is expected of their answers, run as a check."""
