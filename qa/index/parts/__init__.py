"""What an index holds of each report, put in and taken out a report at a time."""
