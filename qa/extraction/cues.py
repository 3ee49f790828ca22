"""Cues of reports: what the words of a clause tell of its figure and of what stands around it.

The phrases lie in data/extraction/cues.toml.
"""

import re
from functools import cache

from qa.language.patterns import read_patterns


def cue(name: str) -> re.Pattern[str]:
    """The pattern of a cue, over folded text.

    Raises:
        KeyError: There is no such cue.
    """
    return _cues()[name]


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return read_patterns("extraction/cues.toml", re.IGNORECASE)
