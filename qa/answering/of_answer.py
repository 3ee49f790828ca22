"""Of the answer: what is said to a question that points into the answer before it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, islice

from qa.answering.answers import join_parts
from qa.answering.finding import Finding
from qa.answering.refusals import abstain
from qa.answering.verdicts import gap_within
from qa.model import Answer, Citation, Figure, Question, Reason, ReasonCode, Sentence, Status
from qa.query.conversation import phrases
from qa.query.conversation.of_answer import Item, OfAnswer
from qa.wording import lang_of, say

_OPENING = 4  # sentences at the beginning of a report that may say of what time it tells


def tell(
    question: Question,
    asked: OfAnswer,
    answer: Answer,
    sentences: Callable[[str], Sequence[Sentence]],
) -> Answer:
    """What an answer tells of what is asked of it, or that it tells no more.

    Args:
        question: As it came in.
        asked: What of the answer is asked.
        answer: The one before.
        sentences: Gives those of a report.
    """
    if asked.items:
        return _of_items(question, answer, asked.items)
    if asked.what == "time":
        told = _time_in(answer) or _time_of_report(answer, sentences)
        return (
            _of_items(question, answer, told) if told else _refuse(question, asked, "time-untold")
        )
    if asked.what == "item":
        return _refuse(question, asked, "fewer-listed")
    near = [
        c for c in answer.citations if not all(c.text[s:e] in answer.text for s, e in c.highlights)
    ]
    return _refuse(question, asked, "nothing-more", near)


def _refuse(
    question: Question, asked: OfAnswer, code: str, near: Sequence[Citation] = ()
) -> Answer:
    """The answer that no more is told, and why, with what was cited beside what was told."""
    told = say(code, question.lang or lang_of(question.text), count=asked.among)
    nearest = tuple(replace(c, number=number) for number, c in enumerate(near, 1))
    refusal = abstain(question, asked.query, ReasonCode.NOT_STATED)
    return replace(refusal, reason=Reason(ReasonCode.NOT_STATED, told, nearest))


def _of_items(question: Question, answer: Answer, items: Sequence[Item]) -> Answer:
    """An answer cut down to some stretches of its sentences."""
    cited = [
        _marked(number, list(group))
        for number, (_, group) in enumerate(
            groupby(items, lambda i: (i.citation.report, i.citation.start)), 1
        )
    ]
    numbers = {(c.report, c.start): c.number for c in cited}
    old = {c.number: (c.report, c.start) for c in answer.citations}
    told = "；".join(item.text for item in items)
    figures = tuple(
        (figure, numbers[old[number]])
        for figure, number in answer.figures
        if old.get(number) in numbers and figure.text in told
    )
    return replace(
        answer, question=question, text=told, figures=figures, citations=tuple(cited), notes=()
    )


def _marked(number: int, items: Sequence[Item]) -> Citation:
    """The sentence of some items, with these marked in it."""
    spans = tuple((item.start, item.end) for item in items)
    return replace(items[0].citation, number=number, highlights=spans)


def _time_in(answer: Answer) -> list[Item]:
    """The words of the cited sentence that say of what time it tells; none if there are none.

    Of several the last before what was answered counts, or one within that.
    """
    if answer.rows or answer.status is not Status.ANSWERED:
        return []
    cited = answer.citations[0]
    within = cited.highlights[0] if cited.highlights else (0, len(cited.text))
    found = [m.span() for m in phrases.CUES["time_told"].matches(cited.text, 0, within[1])]
    return [Item(cited, *max(found))] if found else []


def _time_of_report(answer: Answer, sentences: Callable[[str], Sequence[Sentence]]) -> list[Item]:
    """The words by which a report says at its beginning of what time all of it tells."""
    if answer.rows or answer.status is not Status.ANSWERED:
        return []
    said = (piece for piece in sentences(answer.citations[0].report) if piece.text.strip())
    for piece in islice(said, _OPENING):
        if match := phrases.CUES["report_time"].search(piece.text):
            cited = replace(
                answer.citations[0],
                text=piece.text,
                section=piece.section,
                ordinal=piece.ordinal,
                start=piece.start,
                end=piece.end,
                cells=(),
            )
            return [Item(cited, *match.span())]
    return []


def set_apart(question: Question, replies: Sequence[tuple[Answer, Sequence[Finding]]]) -> Answer:
    """Two answers with the difference of their figures; the refusal, if there is one.

    Args:
        question: As it came in.
        replies: The two answers, with what was found for each.
    """
    parts = [answer for answer, _ in replies]
    for part in parts:
        if part.status is not Status.ANSWERED:
            return replace(part, question=question)
    told = join_parts(question, parts)
    figures = [figure for reply in replies if (figure := _asked_for(*reply))]
    sentences = {(part.citations[0].report, part.citations[0].start) for part in parts}
    if len(figures) > 1 and figures[0] == figures[1] and len(sentences) == 1:
        return abstain(question, parts[1].query, ReasonCode.NOT_STATED)  # no side of its own
    lang = question.lang or lang_of(question.text)
    return replace(told, notes=(*gap_within(figures, lang), *told.notes))


def _asked_for(answer: Answer, findings: Sequence[Finding]) -> Figure | None:
    """The figure that answers a question, not one told beside it."""
    if len(answer.figures) == 1:
        return answer.figures[0][0]
    best = findings[0].candidates[0].figure if findings and findings[0].candidates else None
    return next((figure for figure, _ in answer.figures if best and figure == best), None)
