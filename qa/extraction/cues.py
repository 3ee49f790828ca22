"""Cues of reports: what the words of a clause tell of its figure and of what stands around it.

The phrases lie in data/extraction/cues.toml; they are looked for in folded text.
"""

from collections.abc import Iterable

from qa.language.cues import Cues

cue = Cues("extraction/cues.toml").__getitem__
"""A cue by its name."""


def tells_shortcomings(headings: Iterable[str]) -> bool:
    """Whether one of the headings leads to shortcomings: not 补齐短板, which makes them good."""
    return any(cue("weakness").search(h) and not cue("amended").search(h) for h in headings)
