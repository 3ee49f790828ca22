"""Retrieval: the sentences that may hold the answer.

Places and years are filters. What is left is ranked by BM25 over characters, pairs and words, the
wordings of one term counting as one; the rest of the flow looks at the best of them closely.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from qa.analysis import Analysis, load
from qa.index import Index
from qa.model import Query, Report, Sentence
from qa.text import fold
from qa.tokens import tokenize

DEPTH = 28
"""How many sentences are looked at closely."""
_REMEMBERED = 4096
_SYNONYM = 0.6  # a token of another wording against one of the question itself


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that may hold the answer, with what was read from it."""

    number: int
    """Of the sentence in the index, from 0."""
    report: Report
    sentence: Sentence
    analysis: Analysis
    folded: str
    """The text of the sentence, folded."""
    score: float = 0.0


class Passages:
    """The sentences of an index as passages, the last few thousand remembered."""

    def __init__(self, index: Index) -> None:
        """Reads from this index."""
        self.index = index
        self.read = lru_cache(_REMEMBERED)(self._read)
        self._report = lru_cache(256)(index.report)

    def _read(self, number: int) -> Passage:
        """The passage of a sentence number, with no score."""
        sentence = self.index.sentence(number)
        analysis = load(self.index.analysis(number), sentence.text)
        report = self._report(sentence.report)
        return Passage(number, report, sentence, analysis, fold(sentence.text))

    def retrieve(self, query: Query, within: Sequence[str], limit: int = DEPTH) -> list[Passage]:
        """The best passages of some reports, best first; ties in the order of the corpus.

        Args:
            query: The question as it was read.
            within: Ids of the reports to search.
            limit: How many at most.
        """
        ranges = [self.index.numbers(report) for report in within]
        deeper = limit * 3 if query.years or query.plan is False else limit
        found = self.index.search(list(_groups(query)), ranges, deeper)
        passages = (replace(self.read(number), score=score) for number, score in found)
        timely = (p for p in passages if _in_years(p, query.years) and not _only_planned(p, query))
        return list(islice(timely, limit))


def _in_years(passage: Passage, years: Sequence[int]) -> bool:
    """Whether the sentence tells of one of the years; a sentence of no known year tells of any."""
    told = passage.analysis.period.years
    return not years or not told or any(year in told for year in years)


def _only_planned(passage: Passage, query: Query) -> bool:
    """Whether what really happened is asked for and the sentence tells of plans."""
    return query.plan is False and passage.analysis.period.plan


def _groups(query: Query) -> Iterable[list[tuple[str, float]]]:
    """The search groups: each token of a wording, wordings of one term tied together.

    The question's own words search with their pieces; other wordings only as a whole, because
    their pieces would bring in everything.
    """
    for term in query.terms:
        own, others = term.words[0], term.words[1:]
        weights = term.weights[1:] or (1.0,) * len(others)
        background = 0.3 if term.origin == "history" else 1.0
        alternatives = [
            (token, _SYNONYM * weight * background)
            for word, weight in zip(others, weights, strict=True)
            for token in _whole(word)
        ]
        pieces = dict.fromkeys(tokenize(own))
        first = True
        for token in pieces:
            # The wordings join the group of the longest piece once, not once for every piece.
            joined = alternatives if first and len(token) == min(2, len(own)) else []
            first = first and not joined
            yield [(token, background), *joined]


def _whole(word: str) -> list[str]:
    """The tokens of a wording without its single characters, unless it is one."""
    tokens = list(dict.fromkeys(tokenize(word)))
    return [t for t in tokens if len(t) > 1] or tokens
