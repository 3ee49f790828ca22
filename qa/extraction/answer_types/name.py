"""Names: persons, bodies, documents, brands."""

from collections.abc import Mapping, Sequence

from qa.analysis.entities import is_office
from qa.extraction.candidate import Candidate
from qa.extraction.cells.words import fit_of_words
from qa.extraction.clause_runs import fits, run, tell, with_more
from qa.extraction.cues import cue
from qa.extraction.weights import FIT
from qa.language.normalization import fold
from qa.model import Kind, Query, Span
from qa.retrieval.passages import Passage

_PERSON = {"person": 1.0}
_WHO = {"person": 1.0, "organisation": FIT.office, "role": FIT.office}
_WHAT = {"brand": 1.0, "document": 1.0, "organisation": FIT.body}
_IN_A_ROW = {
    Kind.WHAT: frozenset(("brand", "document")),
    Kind.WHO: frozenset(("person", "role", "organisation")),
}
_QUOTED = frozenset(("brand", "document"))
_LONGEST_ROW = 48  # characters of a run of clauses that hold the same type of entity


class Name:
    """A clause that names somebody or something."""

    def accepts(self, query: Query) -> bool:
        """Questions for a name, and those for who holds an office."""
        return query.person or query.kind in (Kind.WHO, Kind.WHAT)

    def fit(self, query: Query, passage: Passage, clause: tuple[int, int]) -> float:
        """The worth of the best entity in a clause; one that the question names is no answer."""
        cell = fit_of_words(query, passage, clause)
        if cell is not None:
            return cell if not query.person or _row_tells_holder(query, passage) else 0.0
        if query.person:
            holds = _names_holder(query, passage, clause)
            return _best(query, passage, clause, _PERSON, 0.0) if holds else 0.0
        if query.kind is Kind.WHO:
            # Who gave a report is told by a name or not at all.
            worth, least = (_PERSON, 0.0) if query.byline else (_WHO, FIT.no_name_who)
            return _best(query, passage, clause, worth, least)
        if query.named and _names_what_is_asked(query, passage, clause):
            return 1.0
        least = FIT.no_name_named if query.named else FIT.no_name_what
        return _best(query, passage, clause, _WHAT, least)

    def widen(self, query: Query, candidate: Candidate) -> tuple[int, int]:
        """The clause, with those beside it that name more of the kind or tell more of it."""
        first, last = beside(candidate, _IN_A_ROW.get(query.kind, frozenset()))
        last = max(last, with_more(candidate))
        first -= first == candidate.at and _follows_subject(candidate, last)
        return tell(candidate, first, last)


def _follows_subject(candidate: Candidate, last: int) -> bool:
    """Whether the clause only says what became of what the one before names: 成为国家公园."""
    begins = cue("lacks_subject").match(candidate.passage.folded, candidate.span[0])
    return candidate.at > 0 and bool(begins) and fits(candidate, candidate.at - 1, last)


def beside(candidate: Candidate, kinds: frozenset[str]) -> tuple[int, int]:
    """The run of clauses that hold entities of these kinds, such as two dates in a row."""
    entities = [s for s in candidate.passage.analysis.spans if s.kind in kinds]

    def holds(at: int) -> bool:
        start, end = candidate.clauses[at]
        return any(start <= s.start and s.end <= end for s in entities)

    if not holds(candidate.at):
        return candidate.at, candidate.at
    return run(candidate, holds, _LONGEST_ROW)


def _names_holder(query: Query, passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether a person stands beside the office asked for: 镇长李明, 李明任镇长.

    Who made the report is told by its head or its end, not beside an office.
    """
    offices = _offices(query)
    people = [s for s in passage.analysis.spans if s.kind == "person"]
    inside = [s for s in people if clause[0] <= s.start and s.end <= clause[1]]
    return query.byline or any(_holds(passage.folded, span, offices) for span in inside)


def _offices(query: Query) -> list[str]:
    """The offices that a question names, in all wordings."""
    return [
        word
        for term in query.terms
        for word in term.words
        # A deputy holds another office.
        if is_office(word) and ("副" in word) == ("副" in term.words[0])
    ]


def _row_tells_holder(query: Query, passage: Passage) -> bool:
    """Whether a row of a table names the office asked for, or its head does: 姓名, 职务."""
    heads = (head for cell in passage.sentence.cells for head in cell.heads)
    said = [passage.folded, *map(fold, heads)]
    offices = _offices(query)
    return not offices or any(
        at >= 0 and text[at - 1 : at] != "副"
        for text in said
        for office in offices
        for at in (text.find(office),)
    )


def _holds(text: str, person: Span, offices: Sequence[str]) -> bool:
    before = text[: person.start].rstrip(" :：")
    behind = cue("takes_office").match(text, person.end)
    for office in offices:
        at = len(before) - len(office)
        if before.endswith(office) and not cue("compound").match(text, at - 1, at + len(office)):
            return True
        if behind and behind[1].endswith(office):
            return True
    return False


def _names_what_is_asked(query: Query, passage: Passage, clause: tuple[int, int]) -> bool:
    """Whether a name stands behind a thing asked for or ends with it: “东姐调解室”."""
    things = tuple(fold(word) for term in query.terms for word in term.words if len(word) > 1)
    said = cue("apposition").search(passage.folded, *clause)
    if said and said["thing"].endswith(things):
        return True
    quoted = (
        span.text.strip("“”《》")
        for span in passage.analysis.spans
        if span.kind in _QUOTED and clause[0] <= span.start and span.end <= clause[1]
    )
    # A name that the question gives is no answer to it.
    return any(name.endswith(things) and fold(name) not in fold(query.text) for name in quoted)


def _best(
    query: Query,
    passage: Passage,
    clause: tuple[int, int],
    worth: Mapping[str, float],
    least: float,
) -> float:
    asked = [word for term in query.terms for word in term.words]
    best = least
    inside = [s for s in passage.analysis.spans if clause[0] <= s.start and s.end <= clause[1]]
    named = {(s.kind, s.start) for s in inside if _is_named(s.text, asked)}
    for span in inside:
        # 镇党委 right before 法治建设委员会 only says whose committee it is.
        if (span.kind, span.start) not in named and (span.kind, span.end) not in named:
            best = max(best, worth.get(span.kind, 0.0))
    return best


def _is_named(text: str, asked: Sequence[str]) -> bool:
    """Whether words of the question make up most of an entity."""
    covered = set()
    for word in asked:
        at = text.find(word)
        covered |= set(range(at, at + len(word))) if at >= 0 else set()
    return 2 * len(covered) > len(text.strip("“”《》"))
