"""What the answer to the last question told, and where."""

from collections.abc import Sequence
from itertools import pairwise

from qa.analysis.entities import find_spans
from qa.language.normalization import is_han
from qa.language.units import are_alike
from qa.model import Answer, Citation, Kind, Query, Status, Term
from qa.query.conversation import phrases
from qa.query.conversation.needs import counts_anything, fits_anything
from qa.query.conversation.reader import Reader
from qa.query.conversation.state import Turn


def told_year(reader: Reader, before: Turn) -> int | None:
    """The year in talk: the last one named, else that of which the last answer tells."""
    if named := before.scope.years or before.scope.report_years:
        return named[-1]
    told = last_told(reader, before)
    if told is None:
        return None
    years = reader.times(told).years
    return years[0] if len(years) == 1 else told.year


def last_told(reader: Reader, before: Turn) -> Citation | None:
    """The sentence that answered the last question of the place in talk that was answered."""
    here = (q for q in before.earlier if q.mentions == before.scope.mentions)
    answers = map(reader.answering, (before.query, *here))
    return next((answer.citations[0] for answer in answers if answer.citations), None)


def units_of_talk(reader: Reader, own: Query, query: Query, before: Turn) -> tuple[str, ...]:
    """The measure words of the thing in talk, where a question for a figure has none of its own.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        query: The same, written out.
        before: The talk so far.
    """
    if any(is_han(t.source[0]) and t.source not in own.text for t in own.terms):
        return ()  # 放了多少款 asks for 放款, not for firms
    if counts_anything(query) and not fits_anything(before.query.units):
        return before.query.units
    says_none = all(phrases.is_only("makes", t.source) or t.target for t in own.terms)
    makes = own.kind is Kind.COUNT and not own.strict and says_none
    of_part = query.kind is Kind.COUNT and phrases.has("of_part", before.query.text)
    other_part = of_part and not own.asks
    if not own.terms or not (counts_anything(query) or makes or other_part):
        return ()
    told = reader.answering(before.query)
    unit = told.figures[0][0].unit if told.figures and told.status is Status.ANSWERED else ""
    return (unit,) if unit and fits_anything(before.query.units) else before.query.units


def told_entities(answer: Answer, kinds: Sequence[str]) -> str:
    """What an answer named of some kinds: laws, bodies, offices, persons."""
    if answer.status is not Status.ANSWERED:
        return ""
    return " ".join(s.text.strip("《》“”") for s in find_spans(answer.text) if s.kind in kinds)


def told_at(answer: Answer) -> tuple[str, int, int] | None:
    """Where an answer stands, as in `Query.beside`."""
    if answer.status is not Status.ANSWERED or not answer.citations:
        return None
    first = answer.citations[0]
    starts = [f.start for f, number in answer.figures if number == first.number]
    starts += [start for start, _ in first.highlights]
    return first.report, first.start, next(iter(starts), 0)


def place_told(reader: Reader, before: Turn) -> tuple[str, ...]:
    """The place whose report alone answered the last question answered; none if several did."""
    answers = map(reader.answering, (before.query, *before.earlier))
    answer = next((answer for answer in answers if answer.status is Status.ANSWERED), None)
    if answer is None or answer.rows:
        return ()
    return tuple(citation.place for citation in answer.citations[:1] if citation.place)


def speaks_of(terms: Sequence[Term], answer: Answer) -> bool:
    """Whether the first sentence of an answer has two characters in a row of some term's words."""
    told = "".join(citation.text for citation in answer.citations[:1])
    words = (word for term in terms for word in term.words)
    return any("".join(pair) in told for word in words for pair in pairwise(word))


def told_two(answer: Answer) -> bool:
    """Whether an answer told two figures of one sort, and no others."""
    figures = [figure for figure, _ in answer.figures]
    return len(figures) == 2 and are_alike(figures[0].unit, figures[1].unit)
