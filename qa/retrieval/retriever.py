"""Retrieval: the sentences that may hold the answer.

Places and years are filters. What is left is ranked by BM25 over characters, pairs and words, the
wordings of one term counting as one; for a question with English in it the best may be scored anew.
The rest of the flow looks at them closely.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import sqrt
from operator import itemgetter

from qa.index.protocol import Alternative, SearchIndex
from qa.language.normalization import is_han
from qa.language.tokenization import short_tokens
from qa.model import Query
from qa.retrieval.passages import Passage, PassageStore

DEPTH = 24
"""How many sentences are looked at closely."""
_EACH = 3
"""How many of each report are looked at in a survey."""
_NAMED_BESIDE = 0.65
"""How much of what the first sentence of a report names another one must name to be looked at."""
_NAMED_OF_ALL = 0.3
"""The same of what the first one of all reports names."""
_SYNONYM = 0.8  # another wording against the question's own
_LOOSE = 0.4  # a pair of characters or a figure of the question that no term holds

Weighed = tuple[Sequence[tuple[str, float]], float]
"""The wordings of a term, folded, with what each counts, and what the term weighs."""
Rerank = Callable[[str, Mapping[int, float]], Mapping[int, float]]
"""From a question and the scores of sentences by number to those that they are ranked by."""


class Retriever:
    """Finds passages in an index."""

    def __init__(
        self, index: SearchIndex, passages: PassageStore, rerank: Rerank | None = None
    ) -> None:
        """Searches this index.

        Args:
            index: Of the corpus.
            passages: Where what is found is read from.
            rerank: What ranks sentences for questions with English in them; BM25 if left out.
        """
        self._index, self._passages, self._rerank = index, passages, rerank

    def retrieve(self, query: Query, within: Sequence[str], limit: int = DEPTH) -> list[Passage]:
        """The best passages of some reports, best first; ties in the order of the corpus.

        Args:
            query: The question as it was read.
            within: Ids of the reports to search.
            limit: How many at most.
        """
        if self._rerank is None or query.lang == "zh":
            return self._find(query, within, limit)
        found = self._find(query, within, 2 * limit)
        scores = self._rerank(query.text, {p.number: p.score for p in found})
        ranked = (passage._replace(score=scores[passage.number]) for passage in found)
        return sorted(ranked, key=lambda p: (-p.score, p.number))[:limit]

    def survey(
        self,
        query: Query,
        terms: Sequence[Weighed],
        within: Sequence[str],
        worth: Callable[[str], float] | None,
    ) -> Mapping[str, Sequence[Passage]]:
        """The few passages of each of many reports that name most of a question, by their report.

        Args:
            query: The question as it was read.
            terms: Its terms.
            within: Ids of the reports to look in.
            worth: How well a figure of a unit may answer; None if what answers needs no figure.
        """
        named = self._naming(terms)
        if worth:
            stating = self._passages.stating(within, worth)
            named = {n: named[n] * value for n, value in stating.items() if n in named}
        least = _NAMED_OF_ALL * max(named.values(), default=0.0)
        order = sorted(named)
        best = {id: _first(named, order, self._passages.numbers(id), least) for id in within}
        numbers = [number for of_report in best.values() for number in of_report]
        scores = self._index.rate(list(_groups(query)), numbers)
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage, score in zip(self._passages.get_all(numbers), scores, strict=True):
            found[passage.report.id].append(passage._replace(score=score))
        return found

    def _naming(self, terms: Sequence[Weighed]) -> dict[int, float]:
        """The sentences that name terms whole, with what these weigh together."""
        named: dict[int, float] = defaultdict(float)
        for wordings, weight in terms:
            best: dict[int, float] = {}
            for word, strength in sorted(wordings, key=itemgetter(1)):
                if tokens := _pieces(word):
                    _, holding = self._index.holding(tokens, len(self._index))
                    best.update(dict.fromkeys(holding, strength))
            for number, strength in best.items():
                named[number] += strength * weight
        return named

    def _narrowed(self, within: Sequence[str]) -> Sequence[str] | None:
        """The reports to search in, None for all of them."""
        return None if len(within) == self._passages.reports else within

    def _find(self, query: Query, within: Sequence[str], limit: int) -> list[Passage]:
        """The best passages by BM25, those of other years left out."""
        deeper = limit * 3 if query.years or query.plan is False else limit
        found = self._index.search(list(_groups(query)), self._narrowed(within), deeper)
        read = self._passages.get_all([number for number, _ in found])
        scored = (p._replace(score=score) for p, (_, score) in zip(read, found, strict=True))
        return list(islice(timely(query, scored), limit))


def _first(
    named: Mapping[int, float], order: Sequence[int], numbers: range, least: float
) -> list[int]:
    """Those sentences of a report that name most, none that names much less than the first."""
    inside = order[bisect_left(order, numbers.start) : bisect_left(order, numbers.stop)]
    found = sorted((-named[number], number) for number in inside)
    enough = min(-least, _NAMED_BESIDE * found[0][0]) if found else 0.0
    return [number for worth, number in found[:_EACH] if worth <= enough]


def timely(query: Query, passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages that may tell of the years of a question, and of what was if it asks that."""
    return (p for p in passages if _in_years(p, query.years) and not _only_planned(p, query))


def _in_years(passage: Passage, years: Sequence[int]) -> bool:
    """Whether the sentence tells of one of the years; a sentence of no known year tells of any."""
    told = passage.analysis.period.years
    return not years or not told or any(year in told for year in years)


def _only_planned(passage: Passage, query: Query) -> bool:
    """Whether what really happened is asked for and the sentence tells of plans."""
    return query.plan is False and passage.analysis.period.plan


def _groups(query: Query) -> Iterable[list[Alternative]]:
    """The search groups: one a term, its wordings tied together; then what no term holds.

    A word has more tokens the longer it is. Divided by the root of their number, a long name
    leaves the other words of the question their say.
    """
    searched: set[str] = set()
    for term in query.terms:
        weights = term.weights or (1.0,) * len(term.words)
        group: list[Alternative] = []
        for place, (word, weight) in enumerate(zip(term.words, weights, strict=True)):
            tokens = _pieces(word)
            searched.update(tokens)
            own = weight * _SYNONYM if place else 1.0
            group.append((tokens, own / sqrt(len(tokens) or 1)))
        yield group
    for token in short_tokens(query.text):
        # A border of words may err, and a year is a filter but stands in sentences too.
        if token not in searched and (token[0].isdigit() or (len(token) == 2 and is_han(token[0]))):
            searched.add(token)
            yield [(token, _LOOSE)]


def _pieces(word: str) -> tuple[str, ...]:
    """The tokens a wording is looked for by: pairs, and characters where a word has but two."""
    tokens = list(dict.fromkeys(short_tokens(word)))
    longer = [t for t in tokens if len(t) > 1]
    return tuple(longer if len(word) > 2 and longer else tokens)
