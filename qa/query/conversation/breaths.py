"""Breaths: the questions that are asked in one."""

from collections.abc import Callable
from itertools import pairwise

from qa.model import Kind, Query, Question
from qa.query.conversation import phrases
from qa.query.conversation.things import repeats, things
from qa.wording import say


def questions_in(text: str, reading: Callable[[Question], Query]) -> tuple[str, ...]:
    """The questions that a text asks in one breath; the text itself if it is one question.

    Each must ask for a thing of its own, or ask on of that of the one before; what asks for nothing
    goes with the question behind it. Questions of one thing, such as those of a comparison, stay
    together.

    Args:
        text: As it was typed.
        reading: Reads one question by itself.
    """
    if both := _of_two_things(text, reading):
        return both
    pieces = _pieces(text, reading)
    apart = not any(
        repeats(before, query) and not _is_elsewhere(one, before, query)
        for (one, before), (_, query) in pairwise(pieces)
    )
    alone = not any(query.kind in (Kind.COMPARE, Kind.ACROSS) for _, query in pieces)
    return tuple(piece for piece, _ in pieces) if len(pieces) > 1 and apart and alone else (text,)


def _of_two_things(text: str, reading: Callable[[Question], Query]) -> tuple[str, ...]:
    """The two questions of which is more of two things of one place; none if it is no such one."""
    match = phrases.CUES["two_things"].search(text)
    if match is None or len(reading(Question(text)).mentions) > 1:
        return ()
    lang = "en" if match["of"].isascii() and match["one"].isascii() else "zh"
    both = (match["one"], match["other"])
    return tuple(say("how-many", lang, of=match["of"], thing=thing) for thing in both)


def _pieces(text: str, reading: Callable[[Question], Query]) -> list[tuple[str, Query]]:
    """The text cut where one question ends, each piece as it is read; none if words are left."""
    pieces: list[tuple[str, Query]] = []
    begin = 0
    joints = [match.span() for match in phrases.CUES["next_question"].matches(text)]
    for end, beyond in (*joints, (len(text), len(text))):
        piece = text[begin:end].strip()
        query = reading(Question(piece))
        begun = bool(pieces)
        asks = query.asks or (phrases.has("asks_the_same", piece) and (begun or end < len(text)))
        told = things(query) or query.mentions or _is_whole(piece, query)
        leads = not begun and phrases.has("leads", piece)
        if asks and not leads and (told or (begun and _asks_on(query, pieces[-1][1].kind))):
            pieces.append((piece, query))
            begin = beyond
        elif not piece:
            begin = beyond
    return [] if text[begin:].strip() else pieces


def _is_elsewhere(text: str, query: Query, following: Query) -> bool:
    """Whether a sentence of its own is followed by one of other places: 通过了几个?云乐镇呢?"""
    return text.endswith("?") and query.mentions != following.mentions


def _is_whole(text: str, query: Query) -> bool:
    """Whether a text is a sentence that asks in words of its own: 通过了几个?"""
    return text.rstrip().endswith("?") and not all(term.measure for term in query.terms)


def _asks_on(query: Query, before: Kind) -> bool:
    """Whether a question asks on of what the one before is about: of 2022, 其中几名, 分别是谁."""
    own = not all(term.measure for term in query.terms)
    return bool(query.years) or own or (query.kind is not before and query.asks)
