"""Cells of tables: what they count or tell, and how well they answer."""
