"""Of the answer: questions that point into the last answer and need no look into the reports."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.language import resources
from qa.language.reflow import reflow
from qa.model import Answer, Citation, Kind, Query, Status
from qa.query import cues
from qa.query.conversation import phrases
from qa.query.conversation.reader import Reader
from qa.query.conversation.state import Turn

_POINTING = ("position", "other_items", "more_told", "any_others", "of_what_time")


class Item(NamedTuple):
    """One of the items that an answer lists."""

    citation: Citation
    start: int
    end: int
    """Where it stands in the sentence."""

    @property
    def text(self) -> str:
        """Its words, as the answer tells them."""
        return reflow(self.citation.text[self.start : self.end])


class OfAnswer(NamedTuple):
    """What is asked of the last answer."""

    query: Query
    """That was answered."""
    what: str
    """item, more or time."""
    items: tuple[Item, ...] = ()
    """Those that are asked for; none if there are not so many."""
    among: int = 0
    """How many the answer lists."""


def of_answer(reader: Reader, text: str, before: Turn, asked: Sequence[str]) -> OfAnswer | None:
    """What a text asks of the last answer; None if it asks something of the reports.

    Args:
        reader: Reads and answers single questions.
        text: Normalised.
        before: The talk so far.
        asked: The texts asked before, oldest first: one may have singled out an item.
    """
    if phrases.has("of_what_time", text):
        return OfAnswer(before.query, "time")
    if not points(text):
        return None
    answer = reader.answering(before.query)
    across = answer.rows or before.query.kind in (Kind.COMPARE, Kind.ACROSS)
    if across or before.query.extreme or answer.status is not Status.ANSWERED:
        return None
    items = items_of(answer)
    if phrases.has("position", text) or phrases.has("other_items", text):
        chosen = _chosen(text, items, asked)
        return OfAnswer(before.query, "item", chosen, len(items)) if len(items) > 1 else None
    if before.query.kind.wants_figure:
        return None  # after a figure that asks for others of its sort
    return OfAnswer(before.query, "more", (), len(items))


def points(text: str) -> bool:
    """Whether a text may point into the last answer, by its words alone."""
    return any(phrases.has(cue, text) for cue in _POINTING)


def before_gap(text: str) -> str:
    """What is asked in one breath with how it differs from the figure before; empty if it is not.

    Args:
        text: As it was typed.
    """
    match = phrases.CUES["and_the_gap"].search(text)
    return text[: match.start()] if match else ""


def _chosen(text: str, items: Sequence[Item], asked: Sequence[str]) -> tuple[Item, ...]:
    """The items that a text asks for; none if there are not so many."""
    if match := phrases.CUES["position"].search(text):
        at = _position(match, len(items))
        return tuple(items[at : at + 1]) if 0 <= at < len(items) else ()
    match = phrases.CUES["other_items"].search(text)
    pointed = phrases.CUES["position"].search(asked[-1]) if asked else None
    out = _position(pointed, len(items)) if pointed else 0
    others = tuple(item for at, item in enumerate(items) if at != out)
    return others if match and cues.number_of(match["n"]) == len(others) else ()


def _position(match: re.Match[str], count: int) -> int:
    """The place in a list, from 0, that a match of `position` names."""
    said = match.groupdict()
    if said["last"]:
        return count - 1
    ordinals = resources.read_toml(cues.NUMBERS)["ordinals"]
    number = ordinals.get((said.get("word") or "").lower()) or cues.number_of(said["n"] or "1")
    return count - int(number) if said.get("back") else int(number) - 1


def items_of(answer: Answer) -> tuple[Item, ...]:
    """What an answer lists: its sentences, or the items that stops part in its only one."""
    pieces = [Item(c, *c.highlights[0]) for c in answer.citations if c.highlights]
    pieces = [piece for piece in pieces if piece.text in answer.text]
    if len(pieces) != 1:
        return tuple(pieces)
    return tuple(_parted("between_items", pieces[0]) or _words_in(pieces[0]) or pieces)


def _parted(cue: str, piece: Item) -> list[Item]:
    """A stretch parted where a cue stands; nothing if it stands nowhere."""
    text = piece.citation.text
    gaps = [match.span() for match in phrases.CUES[cue].matches(text, piece.start, piece.end)]
    gaps.sort()
    starts = [piece.start, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), piece.end]
    parts = [piece._replace(start=s, end=e) for s, e in zip(starts, ends, strict=True) if s < e]
    return parts if len(parts) > 1 else []


def _words_in(piece: Item) -> list[Item]:
    """The words of the longest list in a stretch; nothing if there is none."""
    clauses = _parted("between_clauses", piece) or [piece]
    parts = max((_parted("between_words", clause) for clause in clauses), key=len)
    return [_bare(part, at == len(parts) - 1) for at, part in enumerate(parts)]


def _bare(part: Item, is_last: bool) -> Item:
    """A word of a list without what leads to it or, behind the last one, sums the list up."""
    text = part.citation.text
    if quoted := phrases.CUES["quoted"].search(text, part.start, part.end):
        return part._replace(start=quoted.start(), end=quoted.end())
    lead = phrases.CUES["leads_items"].match(text, part.start, part.end)
    tail = phrases.CUES["ends_items"].search(text, part.start + 1, part.end) if is_last else None
    start, end = lead.end() if lead else part.start, tail.start() if tail else part.end
    return part._replace(start=start, end=end)
