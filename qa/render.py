"""An answer as a record (the public contract) and as text for a person.

The record holds neither clock nor path and keeps its key order: same question, same bytes.
"""

import json
import math
from collections.abc import Iterator

from qa.language.patterns import lazy_pattern
from qa.model import Answer, Citation, Figure, Query, Reason
from qa.wording import join, lang_of, say

_ESCAPE = lazy_pattern(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
# Control characters and turns of the writing direction: a report may not steer a terminal.
_UNSAFE = lazy_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ENUMERATOR = lazy_pattern(
    r"第?[一二三四五六七八九十百]+(?:、|[,，.．是])|第[一二三四五六七八九十百]+|"
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:、|[.．](?!\d)|[)）])"
)
_SHORT = 12
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def record(answer: Answer) -> dict[str, object]:
    """The answer as the public record, ready for JSON; its key order is part of the contract."""
    return {
        "id": answer.question.id,
        "question": answer.question.text,
        "status": str(answer.status),
        "answer": answer.text,
        "figures": [_figure(figure, number) for figure, number in answer.figures],
        "citations": [_citation(citation) for citation in answer.citations],
        "confidence": _number(round(answer.confidence, 2)),
        "reason": _reason(answer.reason) if answer.reason else None,
        "query": _query(answer.query),
    }


def to_json(answer: Answer) -> str:
    """The record on one line, without a line end."""
    return json.dumps(record(answer), ensure_ascii=False, allow_nan=False)


def _figure(figure: Figure, citation: int) -> dict[str, object]:
    return {
        "text": figure.text,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "unit": figure.unit,
        "relation": figure.relation,
        "of": figure.of,
        "citation": citation,
    }


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "report": citation.report,
        "place": citation.place,
        "year": citation.year,
        "title": citation.title,
        "section": list(citation.section),
        "text": citation.text,
        "start": citation.start,
        "end": citation.end,
        "highlights": [list(pair) for pair in citation.highlights],
        "score": _number(round(citation.score, 2)),
        "sha256": citation.sha256,
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "code": reason.code,
        "message": reason.message,
        "nearest": [_citation(citation) for citation in reason.nearest],
    }


def _query(query: Query) -> dict[str, object]:
    return {
        "lang": query.lang,
        "kind": str(query.kind),
        "places": list(query.places),
        "years": list(query.years),
        "terms": [[term.source, term.words[0]] for term in query.terms if term.words],
    }


def _number(value: float) -> float | int | None:
    """The value as JSON has it: whole numbers without a point, an open bound as None."""
    if not math.isfinite(value):
        return None
    value = round(value, 6)
    return int(value) if value == int(value) else value


def text(answer: Answer, *, lang: str | None = None, color: bool = False) -> str:
    """The answer for a person: the answer, its quotations and places, and how words were read.

    Args:
        answer: What the engine said.
        lang: zh or en for the words around the answer; None follows the question.
        color: Whether to mark with ANSI bold and dim.
    """
    lang = lang or answer.question.lang or lang_of(answer.question.text)
    blocks = [_refusal(answer.reason, lang, color) if answer.reason else _mark(answer.text, color)]
    blocks.extend(passage(citation, lang, color) for citation in answer.citations)
    remarks = [*readings(answer.query, lang), *map(clean, answer.notes)]
    blocks.append("\n".join(_style(line, _DIM, color) for line in remarks))
    return "\n\n".join(block for block in blocks if block)


def passage(citation: Citation, lang: str, color: bool) -> str:
    """One quotation with its number, and below it where it stands."""
    number = f"[{citation.number}] "
    where = _style(source(citation, lang), _DIM, color)
    return f"{number}「{_quotation(citation, color)}」\n{' ' * len(number)}{where}"


def source(citation: Citation, lang: str) -> str:
    """Where a quotation stands, short: 云乐镇 2023 · 一、(五) · 第58句."""
    report = label(citation.place or citation.report, citation.year)
    parts = (report, enumerators(citation.section), say("sentence", lang, ordinal=citation.ordinal))
    return clean(" · ".join(filter(None, parts)))


def label(place: str, year: int | None) -> str:
    """Whose report and of which year: 云乐镇 2023."""
    return f"{place} {year}" if year else place


def enumerators(section: tuple[str, ...]) -> str:
    """The numbers of the headings, 一、(五); a heading without one by its first words."""
    marks = [_ENUMERATOR.match(heading.lstrip()) for heading in section]
    return "".join(
        mark.group().rstrip(",，") if mark else f" {_shorten(heading)} "
        for mark, heading in zip(marks, section, strict=True)
    ).strip()


def readings(query: Query, lang: str) -> Iterator[str]:
    """How words were read, a line each: legal advisers → 法律顾问; last, which could not be."""
    for term in query.terms:
        shown = not term.earlier and (term.source.isascii() or term.origin == "typo")
        if term.words and shown and term.source.lower() != term.words[0].lower():
            yield clean(f"{term.source} → {term.words[0]}")
    if query.unread:
        yield clean(f"{say('explain-unread', lang)}: {join(query.unread, lang)}")


def clean(value: str) -> str:
    """The text without what could steer a terminal, on one line."""
    return " ".join(_UNSAFE.sub("", _ESCAPE.sub("", value)).split("\n")).replace("\t", " ")


def _refusal(reason: Reason, lang: str, color: bool) -> str:
    blocks = [_mark(reason.message, color)]
    if reason.nearest:
        blocks.append(_style(say("nearest", lang), _DIM, color))
        blocks.extend(passage(citation, lang, color) for citation in reason.nearest)
    return "\n\n".join(filter(None, blocks))


def _quotation(citation: Citation, color: bool) -> str:
    pieces, at = [], 0
    for start, end in sorted(citation.highlights):
        pieces.append(clean(citation.text[at:start]))
        pieces.append(_style(clean(citation.text[max(at, start) : end]), _BOLD, color))
        at = max(at, end)
    return "".join([*pieces, clean(citation.text[at:])])


def _mark(value: str, color: bool) -> str:
    return "\n".join(_style(clean(line), _BOLD, color) for line in value.split("\n"))


def _shorten(heading: str) -> str:
    heading = heading.strip()
    return heading if len(heading) <= _SHORT else heading[:_SHORT] + "…"


def _style(value: str, code: str, color: bool) -> str:
    return f"{code}{value}{_PLAIN}" if color and value else value
