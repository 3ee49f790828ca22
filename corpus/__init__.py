"""The reports that ship with the program; README.md is their data card."""
