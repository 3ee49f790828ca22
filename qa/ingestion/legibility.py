"""Legibility: whether a text is Chinese that somebody wrote, or bytes read in the wrong way."""

import re
from functools import cache

from qa.language.normalization import fold, is_han

LEAST = 0.8
"""Share of common characters below which a text is garbage; in real reports it is over 0.99."""
_ODD = 0.02
_LONGEST = 200_000
_NO_TEXT = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]+")


def is_legible(text: str) -> bool:
    """Return whether most Han characters are common ones and few characters are no text at all."""
    sample = text[:_LONGEST]
    if count_odd(sample) > _ODD * len(sample):
        return False
    return share_of_common(sample) >= LEAST


def share_of_common(text: str) -> float:
    """Return what part of the Han characters are in level 1 of GB 2312; 1 if there are few."""
    han = [char for char in fold(text) if is_han(char)]
    return sum(map(_is_common, han)) / len(han) if len(han) >= 8 else 1.0


def count_odd(text: str) -> int:
    """Return how many characters are none of a text: control, replacement or private use."""
    return sum(map(len, _NO_TEXT.findall(text)))


@cache
def _is_common(char: str) -> bool:
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
