"""Cues of reports: what the words of a clause tell of its figure and of what stands around it.

The phrases lie in data/extraction/cues.toml; they are looked for in folded text.
"""

from qa.language.cues import Cues

cue = Cues("extraction/cues.toml").__getitem__
"""A cue by its name."""
