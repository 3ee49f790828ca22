"""A suite asked and judged: results, metrics, gates, baselines."""
