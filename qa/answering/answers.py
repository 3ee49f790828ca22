"""Answers: what is said to a question, composed of pieces of cited sentences."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answering import thresholds
from qa.answering.citations import cite, told
from qa.answering.editions import other_years
from qa.answering.finding import Finding
from qa.answering.measures import differing
from qa.answering.refusals import best_of_each_sentence
from qa.answering.verdicts import gap_within
from qa.extraction import Candidate
from qa.extraction.answer_spans import span_of
from qa.extraction.cells.saying import Several
from qa.extraction.multi_sentence import Piece
from qa.language.normalization import plain
from qa.language.patterns import lazy_pattern
from qa.language.reflow import reflow
from qa.model import Answer, Citation, Figure, Kind, Query, Question, Status
from qa.retrieval.passages import Passage, figures_in
from qa.wording import join, lang_of, say

_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?")


def compose(
    question: Question,
    finding: Finding,
    pieces: Sequence[Piece],
    confidence: float,
    top: int,
) -> Answer:
    """The answer that the best candidate gives.

    Args:
        question: As it came in.
        finding: With at least one candidate.
        pieces: What the answer takes, from one sentence or several.
        confidence: How sure it is.
        top: The most citations beside those of the pieces.
    """
    citations = [cite(passage, i, [span]) for i, (passage, span) in enumerate(pieces, 1)]
    used = {passage.number for passage, _ in pieces}
    for candidate in _close(finding.candidates):
        if len(citations) < max(1, top) and candidate.passage.number not in used:
            span = span_of(finding.query, candidate)
            citations.append(cite(candidate.passage, len(citations) + 1, [span]))
    other = differing(finding.query, finding.candidates)
    other = None if other and other.passage.number in used else other
    differs = _differing(question, finding, other, citations)
    figures = tuple((f, i) for i, p in enumerate(pieces, 1) for f in figures_in(*p))
    gap = _gap(question, finding.query, [figure for figure, _ in figures])
    return Answer(
        question,
        Status.ANSWERED,
        "；".join(told(passage, span) for passage, span in pieces),
        finding.query,
        figures=figures,
        citations=tuple(citations),
        confidence=confidence,
        notes=(*gap, *differs, *_edition(question, finding)),
    )


def compose_several(
    question: Question, finding: Finding, several: Several, confidence: float
) -> Answer:
    """The answer that cells of a table give together, with which is the greatest if so asked.

    Args:
        question: As it came in.
        finding: With at least one candidate.
        several: The cells.
        confidence: How sure it is.
    """
    answer = compose(question, finding, several.places, confidence, 0)
    if not several.way or len(several.places) < 2:
        return answer
    lang = question.lang or lang_of(question.text)
    code = "greatest" if several.way > 0 else "least"
    tied = "-tied" if len(several.first) > 1 else ""
    note = say(code + tied, lang, place=join(list(several.first), lang))
    return replace(answer, notes=(note, *answer.notes))


def note_heard(answer: Answer) -> Answer:
    """The answer with a note of each place that was taken for another one than was typed."""
    question, query = answer.question, answer.query
    lang, typed = question.lang or lang_of(question.text), plain(question.text)
    # Of a name in an earlier question of the talk it was noted there.
    heard = [(n, place) for n, place in query.heard if n in typed and place in query.places]
    told = (say("place-heard", lang, typed=name, place=place) for name, place in heard)
    return replace(answer, notes=(*told, *answer.notes))


def _gap(question: Question, query: Query, figures: Sequence[Figure]) -> tuple[str, ...]:
    """The difference of the two figures of an answer, if it is asked for."""
    return gap_within(figures, question.lang or lang_of(question.text)) if query.gap else ()


def _differing(
    question: Question, finding: Finding, other: Candidate | None, citations: list[Citation]
) -> tuple[str, ...]:
    """That the reports give another figure for the same, which is cited too."""
    if other is None or other.figure is None:
        return ()
    passage, lang = other.passage, question.lang or lang_of(question.text)
    cited = (c for c in citations if (c.report, c.start) == _place(passage))
    number = next((c.number for c in cited), len(citations) + 1)
    if number > len(citations):
        citations.append(cite(passage, number, [span_of(finding.query, other)]))
    return (say("figures-differ", lang, figure=other.figure.text, number=number),)


def _place(passage: Passage) -> tuple[str, int]:
    return passage.report.id, passage.sentence.start


def _edition(question: Question, finding: Finding) -> tuple[str, ...]:
    """Of which report an answer is, where others of the place tell the same of other years."""
    others = other_years(finding)
    if not others:
        return ()
    lang = question.lang or lang_of(question.text)
    year = finding.candidates[0].passage.report.year
    return (say("newest-report", lang, year=year, others=join(list(map(str, others)), lang)),)


def goes_together(before: Answer, answer: Answer) -> bool:
    """Whether a question of a breath is answered, what asks on of the one before beside its answer.

    Args:
        before: The answer to the question before; that to the question itself, if it is the first.
        answer: That to the question.
    """
    if answer.status is not Status.ANSWERED:
        return False
    taken = set(answer.query.taken)
    if answer is before or not {("thing", "kept"), ("year", "kept"), ("place", "kept")} <= taken:
        return True
    told, near = before.citations[0], answer.citations[0]
    return told.report == near.report and abs(told.ordinal - near.ordinal) < 2


def tells_more(whole: Answer, parts: Sequence[Answer]) -> bool:
    """Whether the answer to a whole breath tells more than the parts of it that have one do.

    What tells no more is told part by part, so that it is said which of them has no answer. A
    comparison tells nothing of parts that ask of several places, each for a thing of its own.
    """
    if whole.rows and len({part.query.mentions for part in parts}) > 1:
        return False
    untold = any(part.status is not Status.ANSWERED for part in parts)
    alike = any(whole.text == part.text for part in parts)
    return whole.status is Status.ANSWERED and not (untold and alike)


def join_parts(question: Question, parts: Sequence[Answer]) -> Answer:
    """The answer to a question that asks for several things, from the answers to each.

    What has no answer is told among the notes; the confidence is that of the least sure part.

    Args:
        question: As it came in.
        parts: At least one, in the order they were asked.
    """
    told = [part for part in parts if part.status is Status.ANSWERED]
    # Whether there is one at all decides what more can be asked of it: 有没有积分榜,几个小区在用.
    denied = parts[0].query.kind is Kind.YESNO and parts[0] not in told
    if not told or not parts[1:] or denied:
        return replace(parts[0], question=question)
    lang = question.lang or lang_of(question.text)
    citations: dict[tuple[str, int], Citation] = {}
    figures: list[tuple[Figure, int]] = []
    for part in told:
        cited = {c.number: _add(citations, c) for c in part.citations}
        figures += [(figure, cited[number]) for figure, number in part.figures]
    untold = [say("untold-part", lang, part=p.question.text) for p in parts if p not in told]
    return Answer(
        question,
        Status.ANSWERED,
        "；".join(_said_once([part.text for part in told])),
        told[0].query,
        tuple(figures),
        tuple(citations.values()),
        min(part.confidence for part in told),
        notes=(*untold, *(note for part in told for note in part.notes)),
    )


def _said_once(texts: Sequence[str]) -> list[str]:
    """The texts in their order, but for those that another one holds: 12个部门共220项."""
    kept = dict.fromkeys(texts)
    return [text for text in kept if not any(text in other for other in kept if other != text)]


def _add(citations: dict[tuple[str, int], Citation], new: Citation) -> int:
    """The number under which a sentence is cited, be it for another part already."""
    place = new.report, new.start
    old = citations.get(place, replace(new, number=len(citations) + 1, highlights=(), cells=()))
    highlights = dict.fromkeys((*old.highlights, *new.highlights))
    cells = tuple(dict.fromkeys((*old.cells, *new.cells)))
    citations[place] = replace(old, highlights=tuple(sorted(highlights)), cells=cells)
    return old.number


def is_supported(answer: Answer) -> bool:
    """Whether every number of an answer stands in a cited sentence or names a place and year."""
    cells = [(c, cell) for c in answer.citations for cell in c.cells]
    # Figures of a table may stand in its text without a blank between them.
    parted = (c.text[cell.start : cell.end] for c, cell in cells)
    named = (*parted, *(w for _, cell in cells for w in (*cell.labels, *cell.heads)))
    quoted = (f"{reflow(c.text)} {c.place} {c.year}" for c in answer.citations)
    cited = " ".join((*quoted, *named))
    asked = " ".join(map(str, answer.query.years))
    held = set(_NUMBER.findall(f"{cited} {asked}"))
    return set(_NUMBER.findall(answer.text)) <= held


def _close(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate of every sentence that comes close to the best one."""
    best = candidates[0]
    place = best.passage.report.holder
    ranked = sorted(best_of_each_sentence(candidates), key=lambda c: (-c.score, c.passage.number))
    return [
        c
        for c in ranked
        if c.score >= thresholds.CLOSE * best.score and c.passage.report.holder == place
    ]
