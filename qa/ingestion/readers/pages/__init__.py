"""Formats with pages: lines and rules put together to paragraphs and tables."""
