"""Checks of the data that ships, for whoever changes it."""
