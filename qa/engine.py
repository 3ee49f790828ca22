"""The engine: the one place where the stages are wired.

read, split, analyse, index: once per corpus.
ask: read the question, retrieve, extract, compose: once per question.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from qa.answering import answers, comparison
from qa.answering.alignment import align
from qa.answering.confidence import confidence_of, features, threshold, trust
from qa.extraction import Candidate, find_candidates, raise_beside
from qa.extraction.multi_sentence import items_of, pieces_of
from qa.extraction.term_matching import Weighted, weigh
from qa.index.sqlite import Index
from qa.index.vocabulary import Vocabulary
from qa.model import Answer, Citation, Kind, Query, Question, Report, Sentence
from qa.query import cues, english_terms, followups
from qa.query.bilingual_dictionary import Glosses
from qa.query.parser import Reader
from qa.query.places import Places
from qa.query.spelling import Mender
from qa.query.synonyms import Synonyms
from qa.retrieval import reranking
from qa.retrieval.context import Context
from qa.retrieval.retriever import Passages, Rescore
from qa.settings import Settings
from qa.wording import join, lang_of

_TURNS = 512  # readings of questions that are kept
_HEADING = 0.85  # how much of a question a heading must speak of to vouch for its items
_CELL = 0.7  # a cell of a comparison may be less sure than an answer: its place was asked of
LONGEST_QUESTION = 2000
"""Characters; what is longer is not a question."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was read and what became of it."""

    query: Query
    hits: tuple[tuple[Citation, float], ...]
    candidates: tuple[tuple[str, Citation, float, str], ...]
    """Text, citation, score and kind of evidence of the best candidates."""
    decision: str


class Engine:
    """Asks the reports of one corpus. A context manager; threads may share it."""

    def __init__(
        self,
        index: Index,
        synonyms: Synonyms,
        least: float | None = None,
        rescore: Rescore | None = None,
    ) -> None:
        """Wires an open index; `open` is the way in.

        Args:
            index: Of the corpus.
            synonyms: The user's own included.
            least: The confidence that an answer needs; the fitted one if left out.
            rescore: What ranks sentences for questions with English in them; BM25 if left out.
        """
        self._least = threshold() if least is None else least
        self._index = index
        self._passages = Passages(index, rescore)
        self._context = Context(self._passages)
        self._vocabulary = Vocabulary(index)
        self._reports = index.reports
        self._years: dict[str, list[int]] = json.loads(index.extra("years") or b"{}")
        self._places = Places(index.extra("places") or b"{}")
        reader = Reader(
            self._places,
            synonyms,
            Glosses.load(index.extra("glosses") or b""),
            english_terms.Lexicon.load(index.extra("lexicon") or b""),
            self._vocabulary.__contains__,
            Mender(index.extra("words") or b""),
        )
        # The turns of a conversation are read again with every question that follows them.
        self._follow = followups.Followups(
            lru_cache(_TURNS)(reader.read), lru_cache(_TURNS)(self._tell), self._covers
        ).read

    @classmethod
    def open(
        cls,
        settings: Settings,
        progress: Callable[[int, int], None] | None = None,
        notify: Callable[[str], None] | None = None,
        least: float | None = None,
    ) -> "Engine":
        """The engine of a corpus; its index is built if there is none or the corpus has changed.

        Args:
            settings: Where corpus, index and lexicons lie, and whether vectors may be used.
            progress: Told, while an index is built, how many sentences of how many are done.
            notify: Told in a line why an index is built anew.
            least: The confidence that an answer needs; the fitted one if left out.

        Raises:
            CorpusError: The reports cannot be read.
            IndexFault: The index cannot be written.
            SettingsError: A lexicon file is malformed.
        """
        from qa.building import open_index

        synonyms = Synonyms.load(settings.lexicons)
        index = open_index(settings, progress, notify)
        wanted = settings.semantic and reranking.version()
        return cls(index, synonyms, least, reranking.rescorer(index) if wanted else None)

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports by id."""
        return self._reports

    def sentences(self, report: str) -> tuple[Sentence, ...]:
        """All pieces of a report in order, headings and page furniture included.

        Raises:
            KeyError: There is no such report.
        """
        return tuple(self._index.sentence(n) for n in self._index.numbers(report))

    def close(self) -> None:
        """Closes the index."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: Question, top: int = 3) -> Answer:
        """The answer to a question, or the reason why there is none.

        Args:
            question: As a person typed it.
            top: The most citations.
        """
        if len(question.text) > LONGEST_QUESTION:
            short = Query(question.text[:LONGEST_QUESTION], lang_of(question.text), Kind.WHAT)
            return answers.abstain(question, short, "too-long", limit=LONGEST_QUESTION)
        query = self._follow(question)
        answer = self._refuse(question, query) or self._answer(question, query, top)
        if answer.text and not answers.is_supported(answer):
            # Pieces are cut from what is cited, so this says that composing went wrong.
            return answers.abstain(question, query, "not-stated")
        return answer

    def _refuse(self, question: Question, query: Query) -> Answer | None:
        """The refusal that needs no look into the reports."""
        lang = question.lang or lang_of(question.text)
        if query.unknown_places and not query.places:
            places, known = join(query.unknown_places, lang), join(self._places.all, lang)
            return answers.abstain(question, query, "unknown-place", places=places, known=known)
        odd = cues.has("other_script", query.text) or cues.has("prompt_injection", query.text)
        if odd or not query.terms:
            return answers.abstain(question, query, "not-a-question")
        wanted = query.years or query.report_years
        scope = self._scope(replace(query, report_years=()))
        covered = {year for report in scope for year in self._years[report]}
        if query.report_years:
            covered = {r.year for r in self._reports if r.id in scope and r.year}
        if wanted and not covered & set(wanted):
            years = join(tuple(map(str, wanted)), lang)
            known = join(tuple(map(str, sorted(covered))), lang)
            return answers.abstain(question, query, "unknown-year", years=years, known=known)
        return None

    def _answer(self, question: Question, query: Query, top: int) -> Answer:
        if query.kind is Kind.ACROSS or (query.kind is Kind.COMPARE and self._is_table(query)):
            cells = comparison.settle(query, self._cells(query), _CELL * self._least)
            return comparison.compose(question, query, cells)
        terms = self._weigh(query)
        candidates = self._candidates(query, terms)
        sure = self._sure(query, candidates, terms)
        share, items = items_of(query, candidates, terms, self._context)
        # A heading that says what was asked for vouches for the items under it.
        sure = max(sure, _HEADING * share) if share > _HEADING else sure
        if not candidates or sure < self._least:
            return answers.refuse(question, query, candidates, sure)
        pieces = pieces_of(query, candidates, items, self._context)
        return answers.compose(question, query, candidates, pieces, sure, top)

    def _tell(self, query: Query) -> Answer:
        """What an earlier question of a conversation was answered."""
        question = Question(query.text)
        return self._refuse(question, query) or self._answer(question, query, 1)

    def _covers(self, places: Sequence[str], year: int) -> bool:
        """Whether the reports of some places tell of a year."""
        return any(year in self._years[r.id] for r in self._reports if r.place in places)

    @staticmethod
    def _is_table(query: Query) -> bool:
        """Whether there are several things to set side by side."""
        return len(query.mentions) != 1 or max(len(query.years), len(query.report_years)) > 1

    def _cells(self, query: Query) -> list[comparison.Cell]:
        """One cell for each place and year asked of; all places if none is named.

        Years alone are set side by side wherever they are told of. A name that may mean several
        bodies stands for whichever of them tells.
        """
        groups = query.mentions
        if query.kind is Kind.ACROSS or (
            not groups and max(map(len, (query.years, query.report_years))) < 2
        ):
            places = query.places or tuple(dict.fromkeys(r.place for r in self._reports))
            groups = tuple((place,) for place in places)
        if len(query.report_years) > 1:
            dated = [replace(query, report_years=(year,)) for year in query.report_years]
        else:
            dated = [replace(query, years=(year,)) for year in query.years] or [query]
        parts = [
            replace(apart, places=places, mentions=(places,))
            for places in groups or ((),)
            for apart in dated
        ]
        if query.kind is Kind.ACROSS:
            parts = [apart for part in parts for apart in self._by_report(part)]
        terms = [self._weigh(part) for part in parts]
        ranked = [self._candidates(*asking) for asking in zip(parts, terms, strict=True)]
        if query.kind is Kind.COMPARE or query.extreme or query.units:
            ranked = align(ranked)
        return list(map(self._cell, parts, terms, ranked))

    def _by_report(self, part: Query) -> list[Query]:
        """The part once for each year of which its place has a report."""
        scope = self._scope(part)
        dated = sorted({r.year for r in self._reports if r.id in scope and r.year})
        return [replace(part, report_years=(y,)) for y in dated] if len(dated) > 1 else [part]

    def _cell(
        self, part: Query, terms: Sequence[Weighted], candidates: Sequence[Candidate]
    ) -> comparison.Cell:
        best = candidates[0] if candidates else None
        sure = self._sure(part, candidates, terms)
        place = best.passage.report.place if best else part.places[0] if part.places else ""
        year = part.years[0] if part.years else (best.passage.report.year if best else None)
        return comparison.Cell(place, year, best, sure)

    def _scope(self, query: Query) -> tuple[str, ...]:
        """The ids of the reports that a question is about."""
        return tuple(
            r.id
            for r in self._reports
            if (not query.places or r.place in query.places)
            and (not query.report_years or r.year in query.report_years)
        )

    def _weigh(self, query: Query) -> tuple[Weighted, ...]:
        return weigh(query.terms, self._vocabulary.df, len(self._index))

    def _candidates(self, query: Query, terms: Sequence[Weighted]) -> list[Candidate]:
        scope = self._scope(query)
        if query.byline:
            passages = [p for report in scope for p in self._context.preamble(report)]
        else:
            passages = self._passages.retrieve(query, scope)
        return raise_beside(query, find_candidates(query, passages, terms, self._context.around))

    def features(self, question: Question) -> dict[str, float] | None:
        """What the confidence of the answer rests on; None if nothing was found."""
        query = self._follow(question)
        terms = self._weigh(query)
        candidates = self._candidates(query, terms)
        return self._features(query, candidates, terms) if candidates else None

    def _sure(
        self, query: Query, candidates: Sequence[Candidate], terms: Sequence[Weighted]
    ) -> float:
        """The confidence in the best candidate, 0 if there is none."""
        if not candidates:
            return 0.0
        return trust(query) * confidence_of(self._features(query, candidates, terms))

    def _features(
        self, query: Query, candidates: Sequence[Candidate], terms: Sequence[Weighted]
    ) -> dict[str, float]:
        return features(query, candidates, terms, len(self._places.all))

    def explain(self, question: Question) -> Explanation:
        """How the question was read, what was found and what was decided."""
        query = self._follow(question)
        passages = self._passages.retrieve(query, self._scope(query))
        candidates = self._candidates(query, self._weigh(query))
        answer = self.ask(question)
        decision = str(answer.status)
        if answer.reason:
            decision += f": {answer.reason.code}"
        return Explanation(
            query,
            tuple((answers.cite(p, i), p.score) for i, p in enumerate(passages[:10], 1)),
            tuple(
                (
                    c.passage.sentence.text[slice(*c.span)],
                    answers.cite(c.passage, i, [c.span]),
                    c.score,
                    f"cover {c.cover:.2f}, missing {c.missing:.2f}, evidence {c.evidence:.2f}",
                )
                for i, c in enumerate(candidates[:10], 1)
            ),
            decision,
        )
