"""Finding: what the reports have on one question, and how sure its best candidate is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from qa.answering.confidence import (
    borne_out,
    confidence_of,
    features_of,
    goes_on,
    measured,
    named,
    of_sort,
    trust,
    vouched,
)
from qa.answering.measures import differing
from qa.answering.scope import Scope
from qa.extraction import Candidate, find_candidates
from qa.extraction.term_matching import WeightedTerm, weigh
from qa.extraction.things.contrasts import contrasts_of, is_denied
from qa.extraction.things.units import worth_of_units
from qa.model import Query, Searched
from qa.retrieval.context import Context
from qa.retrieval.passages import Passage
from qa.retrieval.retriever import Retriever, timely

_MANY = 50
"""Reports, or parts of a comparison, from which on they are not looked through one by one."""
_FIRST = 6  # candidates that may be of a table
_READ = 50
"""Reports whose texts are read for a refusal."""


class Finding(NamedTuple):
    """What was found for a query."""

    query: Query
    terms: tuple[WeightedTerm, ...]
    passages: tuple[Passage, ...]
    """What retrieval found, best first."""
    candidates: tuple[Candidate, ...]
    """Best first."""
    features: dict[str, float]
    """What the confidence rests on; empty if there is no candidate."""
    confidence: float
    """In the best candidate; 0 if there is none."""

    def led_by(self, best: Candidate) -> "Finding":
        """The same with another of its candidates first; how sure that is is to be judged."""
        rest = (c for c in self.candidates if c is not best)
        return self._replace(candidates=(best, *rest))


class Finder(NamedTuple):
    """Retrieves and extracts for one query; threads may share it."""

    scope: Scope
    retriever: Retriever
    context: Context
    df: Callable[[str], int]
    """In how many sentences a wording stands."""
    sentences: int
    """How many sentences there are."""

    def find(self, query: Query) -> Finding:
        """What the reports have on a query."""
        query, within = _contrasted(query), self.scope.within(query)
        if query.byline and len(within) < _MANY:
            passages = [p for report in within for p in self.context.preamble(report)]
        else:
            passages = self.retriever.retrieve(query, within)
            self.context.prepare(passages)
        return self._look(query, self._weigh(query), passages)

    def find_each(self, parts: Sequence[Query]) -> list[Finding]:
        """What the reports have on each part of a comparison, which differ in places and years."""
        if len(parts) < _MANY or parts[0].byline:
            return list(map(self.find, parts))
        return self._survey(parts)

    def _survey(self, parts: Sequence[Query]) -> list[Finding]:
        """The same of many reports, in a few searches of all of them together."""
        asked = _contrasted(parts[0])
        terms, withins = self._weigh(asked), list(map(self.scope.within, parts))
        every = tuple(dict.fromkeys(chain(*withins)))
        weighed = [(term.forms, term.weight) for term in terms]
        found = self.retriever.survey(asked, weighed, every, worth_of_units(asked))
        self.context.prepare([passage for of_report in found.values() for passage in of_report])
        findings = []
        for part, within in zip(parts, withins, strict=True):
            query = replace(part, contrasts=asked.contrasts) if asked.contrasts else part
            passages = [p for id in within for p in timely(query, found.get(id, ()))]
            findings.append(self._look(query, terms, passages, far=False))
        return findings

    def _weigh(self, query: Query) -> tuple[WeightedTerm, ...]:
        affirmed = query.kind.wants_figure and not is_denied(query)
        return weigh(query.terms, self.df, self.sentences, affirmed)

    def _look(
        self,
        query: Query,
        terms: tuple[WeightedTerm, ...],
        passages: Sequence[Passage],
        far: bool = True,
    ) -> Finding:
        """What passages have on a query."""
        candidates = find_candidates(query, passages, terms, self.context.around, far)
        found = self.judge(Finding(query, terms, tuple(passages), tuple(candidates), {}, 0.0))
        beside = next((c for c in candidates if goes_on(c)), None)
        return (
            max(found, self.judge(found.led_by(beside)), key=attrgetter("confidence"))
            if beside
            else found
        )

    def searched(self, query: Query) -> Searched:
        """What was looked through for a query, and which of its words stand nowhere there."""
        within = self.scope.within(query)
        many = len(within) > _READ  # so many are not read to say what they lack
        texts = [] if many else [report.text for report in self.scope.named(within)]

        def stands(word: str) -> bool:
            return self.df(word) > 0 if many else any(word in text for text in texts)

        asked = (term for term in query.terms if term.origin != "implied")
        absent = tuple(term.source for term in asked if not any(map(stands, term.words)))
        return Searched(len(within), self.context.count(within), absent)

    def judge(self, finding: Finding) -> Finding:
        """The finding with how sure the first of its candidates is."""
        if not finding.candidates:
            return finding._replace(features={}, confidence=0.0)
        query, places = finding.query, len(self.scope.known_places)
        features = features_of(
            query, finding.candidates, finding.terms, places, _noted(query, finding.candidates)
        )
        best = finding.candidates[0]
        confidence = trust(query) * named(best, features, confidence_of(features))
        left = borne_out(query, best, finding.terms) * measured(query, best) * of_sort(query, best)
        confidence = vouched(best, finding.terms, confidence) * left
        return finding._replace(features=features, confidence=confidence)


def _noted(query: Query, candidates: Sequence[Candidate]) -> Candidate | None:
    """Another figure for the same that will be told beside the answer, where tables are read."""
    of_table = any(c.passage.sentence.cells for c in candidates[:_FIRST])
    return differing(query, candidates) if of_table else None


def _contrasted(query: Query) -> Query:
    """The query with what it sets apart from what it asks, if it asks for a figure."""
    return replace(query, contrasts=contrasts_of(query)) if query.kind.wants_figure else query
