"""Characters: one spelling for matching, and the runs of script in a text.

What is folded is for matching only; quotations keep their own spelling. `fold` keeps every
character in its place, so an offset into the folded text is an offset into the text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from qa.language import resources
from qa.language.patterns import lazy_pattern

_HAN = r"〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HAN_RUN = lazy_pattern(f"[{_HAN}]+")
_RADICALS = "language/radicals.tsv"
_RADICAL = lazy_pattern("[\u2e80-\u2fdf]")
_NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_BLANK = lazy_pattern(r"[ \xa0\u2009\u202f]")
_GROUPED = lazy_pattern(r"[-+−]?[1-9]\d{0,2}(?:[ \xa0\u2009\u202f]\d{3})+(?:\.\d+)?[^\d\s]{0,6}")


class _Fold(dict[str, str]):
    """Character → its folded one, worked out when first met."""

    def __missing__(self, char: str) -> str:
        # One for one: ㎡ and … would grow, and every offset behind them would be wrong.
        for form in (_radicals().get(ord(char)) or unicodedata.normalize("NFKC", char), char):
            lower = form.lower()
            if len(lower) == 1:
                return self.setdefault(char, lower)
        return self.setdefault(char, char)


@cache
def _radicals() -> dict[int, str]:
    """Radicals → the characters they stand in for; those of Kangxi are known to NFKC."""
    table = {ord(radical): char for radical, char in resources.read_rows(_RADICALS, 2)}
    kangxi = range(0x2F00, 0x2FD6)
    return table | {code: unicodedata.normalize("NFKC", chr(code)) for code in kangxi}


def unify_radicals(text: str) -> str:
    """The text with radicals, as PDFs hold them, made the characters they stand in for."""
    return text.translate(_radicals()) if _RADICAL.search(text) else text


_REMEMBERED = 300
"""Characters of the longest text whose folded form is kept."""
_FOLDED = _Fold()
_FOLDABLE = re.compile("[^\u4e00-\u9fffa-z0-9、。 \n]")
"""Any character but those that most of a text is made of, which stay as they are."""


@cache
def _traditional() -> frozenset[str]:
    """Every character that t2s changes: asking this set is far cheaper than loading OpenCC."""
    return frozenset("".join(resources.read_lines("lexicon/traditional.txt")))


@cache
def _simplifier() -> Callable[[str], str]:
    from opencc import OpenCC  # 30 ms, and few texts need it

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _simplify(run: re.Match[str]) -> str:
    convert = _simplifier()
    whole = convert(run[0])
    return whole if len(whole) == len(run[0]) else "".join(map(convert, run[0]))


def fold(text: str) -> str:
    """The text for matching: compatible forms, lower case and traditional script made one.

    Offsets: the result has one character for each character of `text`.
    """
    # Sentences and words come again and again; a whole report comes once.
    return _fold_known(text) if len(text) <= _REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    folded = _FOLDABLE.sub(lambda match: _FOLDED[match[0]], text)
    return folded if _traditional().isdisjoint(folded) else _HAN_RUN.sub(_simplify, folded)


_fold_known = lru_cache(16384)(_fold)


@lru_cache(8192)
def is_han(char: str) -> bool:
    """Whether one character is Chinese script; punctuation is not."""
    return _HAN_RUN.fullmatch(char) is not None


def han_runs(text: str) -> list[str]:
    """The unbroken runs of Chinese characters, in order of appearance."""
    return _HAN_RUN.findall(text)


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with stretches overwritten by blanks, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def plain(text: str) -> str:
    """A question in plain forms: folded characters, Latin case kept, single spaces.

    What takes no room on a screen is left out. A line that ends without a mark gets one.
    """
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    folded = fold(text)
    kept = "".join(
        o if o.isascii() and o.lower() == f else f for o, f in zip(text, folded, strict=True)
    )
    return re.sub(r"\s+", " ", re.sub(r"(?<=[^\s,.;:?!。])\s*\n\s*", "。", kept.strip()))


def plain_number(cell: str) -> str:
    """A number of a table with narrow digits and with commas for the blanks in it: 38 620.

    What is more than a number stays but for its digits. One character comes back for each.
    """
    narrow = cell.translate(_NARROW)
    return _BLANK.sub(",", narrow) if _GROUPED.fullmatch(narrow) else narrow
