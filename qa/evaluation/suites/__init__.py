"""Question suites: read, selected, linted, begun."""
