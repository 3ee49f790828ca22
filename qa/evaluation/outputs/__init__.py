"""What a run tells, in the formats that others read."""
