"""Kinds: what a question asks for, by its turns of phrase.

The phrases lie in data/query/kinds-zh.toml and data/query/kinds-en.tsv.
"""

import re
from collections.abc import Mapping
from functools import cache

from qa.language import resources
from qa.language.cues import Cues
from qa.language.patterns import lazy_pattern
from qa.model import Kind

_CHINESE = Cues("query/kinds-zh.toml")


def kind_of(text: str, lang: str, placed: bool, single: bool) -> Kind:
    """What a question asks for; what, if nothing tells.

    Args:
        text: The folded question, place names blanked out.
        lang: zh, en or mixed; English words decide where both are spoken.
        placed: Whether it names a place, so that it does not ask which places.
        single: Whether there is but one thing, so that there is nothing to compare.
    """
    han = _chinese_kind(text, placed, single) if lang != "en" else None
    latin = _english_kind(text, placed, single) if lang != "zh" or not han else None
    return latin or han or Kind.WHAT


def _chinese_kind(text: str, placed: bool, single: bool) -> Kind | None:
    """What a text asks for in Chinese; the first pattern that fits decides."""
    text = "".join(text.split())
    for kind in _CHINESE:
        if (kind == "across" and placed) or (kind == "compare" and single):
            continue
        if _CHINESE.has(kind, text):
            return Kind(kind.removeprefix("default_").removesuffix("_first"))
    return None


def _english_kind(text: str, placed: bool, single: bool) -> Kind | None:
    """What a text asks for in English; the first row that fits decides."""
    plain = " ".join(text.lower().replace("’", "'").split())
    for kind, hint, pattern in _english_kinds():
        if (kind == "across" and placed) or (kind == "compare" and single):
            continue
        if (hint == "-" or hint in plain) and pattern.search(plain):
            return Kind(kind.removesuffix("_first"))
    return None


@cache
def _english_kinds() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Kind, a word that must be there (- for none), pattern."""
    rows = list(resources.read_rows("query/kinds-en.tsv", 2))
    parts = {row[0][1:]: row[1] for row in rows if row[0].startswith("@")}
    return tuple((r[0], r[1], lazy_pattern(_fill(r[2], parts))) for r in rows if len(r) == 3)


def _fill(pattern: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace("{" + name + "}", part)
    return pattern
