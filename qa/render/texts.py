"""An answer as text for a person."""

import unicodedata
from collections.abc import Iterable, Iterator

from qa.language.cues import Cues
from qa.language.patterns import lazy_pattern
from qa.model import Answer, Citation, Query, Reason, ReasonCode
from qa.render.english import is_plain, readings_of
from qa.wording import join, lang_of, say

_ESCAPE = lazy_pattern(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
# Control characters and turns of the writing direction: a report may not steer a terminal.
_UNSAFE = lazy_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS = Cues("language/list-marks.toml")
_SHORT = 12
_SEARCHABLE = frozenset((ReasonCode.NOT_STATED, ReasonCode.NO_EVIDENCE))
"""Reasons after which a look for the words may still help."""
_UNASKED = frozenset(
    (ReasonCode.NOT_A_QUESTION, ReasonCode.TOO_LONG, ReasonCode.HELP, ReasonCode.REPORTS)
)
"""Reasons for which nothing was looked for in the reports."""
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def text(answer: Answer, *, lang: str | None = None, color: bool = False) -> str:
    """The answer for a person: the answer, its quotations and places, and how words were read.

    Args:
        answer: What the engine said.
        lang: zh or en for the words around the answer; None follows the question.
        color: Whether to mark with ANSI bold and dim.
    """
    lang = lang or answer.question.lang or lang_of(answer.question.text)
    blocks = [_refusal(answer.reason, lang, color) if answer.reason else _mark(answer.text, color)]
    rests, others = _part(answer)
    blocks.extend(passage(citation, lang, color) for citation in rests)
    if others:
        blocks.append(_style(say("see-also", lang), _DIM, color))
        blocks.extend(passage(citation, lang, color) for citation in others)
    told = (*remarks(answer, lang), *_way_out(answer, lang))
    blocks.append("\n".join(_style(line, _DIM, color) for line in told))
    return "\n\n".join(block for block in blocks if block)


def passage(citation: Citation, lang: str, color: bool) -> str:
    """One quotation with its number, and below it where it stands."""
    number = f"[{citation.number}] "
    where = _style(f"{source(citation, lang)} · {clean(citation_id(citation))}", _DIM, color)
    return f"{number}「{_quotation(citation, color)}」\n{' ' * len(number)}{where}"


def citation_id(citation: Citation) -> str:
    """The id that `yinju show` opens: report and number of the sentence, yunle-2023:38."""
    return f"{citation.report}:{citation.ordinal}"


def source(citation: Citation, lang: str) -> str:
    """Where a quotation stands, short: 云乐镇 2023 · 一、(五) · 第58句."""
    report = label(citation.holder, citation.year)
    ordinal = say("sentence", lang, ordinal=citation.ordinal)
    parts = (report, enumerators(citation.section), _page(citation, lang), ordinal)
    return clean(" · ".join(filter(None, parts)))


def _page(citation: Citation, lang: str) -> str:
    """The page in the file, with the number printed on it where that is another one."""
    if citation.page is None:
        return ""
    code = "page-printed" if citation.printed_page else "page"
    return say(code, lang, page=citation.page, printed=citation.printed_page)


def pieces(quote: str, highlights: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The quotation cut where a highlight begins or ends; each piece with whether it is in one."""
    at = 0
    for start, end in sorted(highlights):
        yield quote[at:start], False
        yield quote[max(at, start) : end], True
        at = max(at, end)
    yield quote[at:], False


def label(place: str, year: int | None) -> str:
    """Whose report and of which year: 云乐镇 2023."""
    return f"{place} {year}" if year else place


def enumerators(section: tuple[str, ...]) -> str:
    """The numbers of the headings, 一、(五); a heading without one by its first words."""
    marks = [_MARKS["heading"].match(heading.lstrip()) for heading in section]
    return "".join(
        mark.group().rstrip(",，") if mark else f" {_shorten(heading)} "
        for mark, heading in zip(marks, section, strict=True)
    ).strip()


def remarks(answer: Answer, lang: str) -> Iterator[str]:
    """What is said below an answer: its figures in English, how it was read, what else to know."""
    yield from _in_english(answer)
    if not is_reply(answer):
        yield from readings(answer.query, lang)
    yield from map(clean, answer.notes)


def is_reply(answer: Answer) -> bool:
    """Whether it is a word to the reader: nothing was looked for, so no reading of it matters."""
    return answer.reason is not None and answer.reason.code in _UNASKED


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


def _part(answer: Answer) -> tuple[list[Citation], list[Citation]]:
    """The quotations that say what the answer says, and those that come close to it."""
    rests = [one for one in answer.citations if _says(one, answer)]
    return rests, [one for one in answer.citations if one not in rests]


def _says(citation: Citation, answer: Answer) -> bool:
    taken = (citation.text[start:end] for start, end in citation.highlights)
    return not citation.highlights or any(piece in answer.text for piece in taken)


def _in_english(answer: Answer) -> Iterator[str]:
    """The figures of the answer once more, where that tells a reader of English something."""
    read = ((figure, told) for figure, told in readings_of(answer) if not is_plain(figure))
    if told := [f"{figure.text} = {reading}" for figure, reading in read]:
        yield clean(say("in-english", "en", readings="; ".join(told)))


def _way_out(answer: Answer, lang: str) -> Iterator[str]:
    """What may still help after a refusal: a look for the words themselves."""
    words = " ".join(term.words[0] for term in answer.query.terms if term.words)
    if words and answer.reason and answer.reason.code in _SEARCHABLE:
        yield clean(say("try-search", lang, words=words))


def _refusal(reason: Reason, lang: str, color: bool) -> str:
    blocks = [_mark(reason.message, color)]
    if reason.nearest:
        blocks.append(_style(say("nearest", lang), _DIM, color))
        blocks.extend(passage(citation, lang, color) for citation in reason.nearest)
    return "\n\n".join(filter(None, blocks))


def _quotation(citation: Citation, color: bool) -> str:
    return "".join(
        _style(clean(piece), _BOLD, color and marked)
        for piece, marked in pieces(citation.text, citation.highlights)
    )


def _mark(value: str, color: bool) -> str:
    return "\n".join(_style(clean(line), _BOLD, color) for line in value.split("\n"))


def _shorten(heading: str) -> str:
    heading = heading.strip()
    return heading if len(heading) <= _SHORT else heading[:_SHORT] + "…"


def width_of(text: str) -> int:
    """Terminal columns of a text; a Chinese character takes two."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


def bold(value: str, color: bool) -> str:
    """The text in bold, if colours are wanted."""
    return _style(value, _BOLD, color)


def dim(value: str, color: bool) -> str:
    """The text dimmed, if colours are wanted."""
    return _style(value, _DIM, color)


def _style(value: str, code: str, color: bool) -> str:
    return f"{code}{value}{_PLAIN}" if color and value else value
