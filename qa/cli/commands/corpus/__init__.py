"""The commands that keep a corpus: what is loaded, and keeping it so."""
