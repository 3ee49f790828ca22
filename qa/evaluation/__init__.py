"""Whether answers are right: suites, runs, outputs, verification."""
