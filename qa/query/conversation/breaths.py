"""Breaths: the questions that are asked in one."""

from collections.abc import Callable
from itertools import pairwise

from qa.model import Kind, Query, Question
from qa.query.conversation import phrases
from qa.query.conversation.things import repeats, things
from qa.wording import say


def questions_in(text: str, reading: Callable[[Question], Query]) -> tuple[str, ...]:
    """The questions that a text asks in one breath; the text itself if it is one question.

    Each must ask in words of its own for a thing of its own; what asks for nothing goes with the
    question behind it. Questions of one thing, such as those of a comparison, stay together.

    Args:
        text: As it was typed.
        reading: Reads one question by itself.
    """
    if (match := phrases.CUES["two_things"].search(text)) and len(
        reading(Question(text)).mentions
    ) < 2:
        lang = "en" if match["of"].isascii() and match["one"].isascii() else "zh"
        both = (match["one"], match["other"])
        return tuple(say("how-many", lang, of=match["of"], thing=thing) for thing in both)
    pieces: list[str] = []
    kinds: list[Kind] = []
    open_ = ""
    joints = [match.start() for match in phrases.CUES["next_question"].matches(text)]
    for start, end in pairwise([0, *joints, len(text)]):
        open_ += text[start:end]
        query = reading(Question(open_))
        asks = query.asks or (phrases.has("asks_the_same", open_) and (pieces or end < len(text)))
        told = (
            things(query)
            or query.mentions
            or (pieces and _asks_on(query, kinds[-1]))
            or _is_whole(open_, query)
        )
        if asks and told and (pieces or not phrases.has("leads", open_)):
            kinds.append(query.kind)
            pieces, open_ = [*pieces, open_.strip()], ""
    read = [reading(Question(piece)) for piece in pieces]
    neighbours = pairwise(zip(pieces, read, strict=True))
    apart = not any(
        repeats(a, b) and not _is_elsewhere(one, a, b) for (one, a), (_, b) in neighbours
    )
    alone = not any(query.kind in (Kind.COMPARE, Kind.ACROSS) for query in read)
    return tuple(pieces) if len(pieces) > 1 and apart and alone and not open_.strip() else (text,)


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
