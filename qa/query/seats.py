"""Seats: where a body sits, and how a name is put together of words no dictionary joins."""

from collections.abc import Sequence

from qa.language.patterns import lazy_pattern
from qa.language.tokenization import is_proper, known_words, pos
from qa.query.place_names import cut_seat, forms, short_name

_NO_NAMES = ("c", "d", "e", "k", "o", "p", "q", "r", "u", "v", "x", "y")
"""First letters of the tags of words that are in no name of a place."""
_LONGEST = 4
"""Characters of a name without its ending."""


def is_elsewhere(text: str, start: int, name: str, places: Sequence[str]) -> bool:
    """Whether a body is named as that of another seat than its own: 青山县民政局.

    Args:
        text: The question.
        start: Where the body begins.
        name: Of the body as the question says it; with its seat it is surely meant.
        places: Those that may be so called.
    """
    seats = [cut_seat(place)[0] for place in places]
    alone = all(seat and not name.startswith(short_name(seat)) for seat in seats)
    before = text[:start]
    own = before.endswith(tuple(n for seat in seats for n in (seat, short_name(seat)) if n))
    return alone and not own and ends_seat(before)


def ends_seat(text: str) -> bool:
    """Whether a text ends with the name of a seat: 青山县, but not 全县."""
    if not text.endswith(tuple(forms()["bodies"]["seat_endings"])):
        return False
    run = lazy_pattern("[一-鿿]*$").search(text)
    generic = tuple(word for word in forms()["generic"]["words"] if len(word) > 1)
    return len(run[0] if run else "") > 2 and not text.endswith(generic)


def seat_at(text: str) -> str:
    """The seat that a text ends with, in which what is known is blank; empty if it is known."""
    ending = next((e for e in forms()["bodies"]["seat_endings"] if text.endswith(e)), "")
    words = list(known_words(text.removesuffix(ending))) if ending else []
    return whole_name(words, ending) if words and words[-1].strip() else ""


def may_end(word: str, ending: str) -> bool:
    """Whether a word before an ending may end a name: no 的 does, nor 老旧 where it is 街道."""
    may_be_name = len(ending) == 1 or len(word) == 1 or is_proper(word)
    return may_be_name and not (pos(word) or "").startswith(_NO_NAMES)


def whole_name(words: Sequence[str], ending: str) -> str:
    """The name that ends so, which a dictionary that does not know it cuts up: 云, 乐, 镇."""
    name = ""
    for word in reversed(words):
        tag = pos(word) or "n"
        whole = len(name) > 1 and (len(word) > 1 or tag[0] != "n")
        if not word.strip() or tag.startswith(_NO_NAMES) or whole or len(name + word) > _LONGEST:
            break
        name = word + name
    return (name or words[-1].strip()) + ending
