"""The engine of a corpus that several machines hold: OpenSearch."""
