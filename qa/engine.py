"""The engine: the one place where the stages of a question are wired.

read, retrieve, extract, answer: once per question. What happens once per corpus is in `building`.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from qa.answering import answers, comparison, of_answer, refusals, thresholds
from qa.answering.breath import tell_together
from qa.answering.citations import cite
from qa.answering.confidence import threshold as fitted_threshold
from qa.answering.editions import newest_first
from qa.answering.figure_list import list_figures
from qa.answering.finding import Finder, Finding
from qa.answering.scope import Scope
from qa.answering.verdicts import whole_first
from qa.errors import YinjuError
from qa.extraction.cells.several import several_cells
from qa.extraction.multi_sentence import list_items, spans_of
from qa.index.cluster import gaps
from qa.index.sqlite import Index
from qa.index.vocabulary import Vocabulary
from qa.model import (
    EVERY,
    Answer,
    Citation,
    FigureFilter,
    Query,
    Question,
    ReasonCode,
    Report,
    Sentence,
    StatedFigure,
)
from qa.query.bilingual_dictionary import Glosses
from qa.query.conversation.followups import Followups
from qa.query.conversation.state import Times
from qa.query.lexicon import Lexicon, open_lexicon
from qa.query.parser import QueryParser
from qa.query.places import Places
from qa.query.spelling import SpellingCorrector
from qa.query.synonyms import Synonyms
from qa.resting import collector_at_rest
from qa.retrieval import reranking
from qa.retrieval.context import Context
from qa.retrieval.passages import PassageStore
from qa.retrieval.retriever import Rerank, Retriever
from qa.settings import Settings
from qa.wording import lang_of, say

if TYPE_CHECKING:
    from qa.explaining import Explanation

_TURNS = 512  # readings of questions that are kept


class Engine:
    """Asks the reports of one corpus. A context manager; threads may share it."""

    def __init__(
        self,
        index: Index,
        lexicon: Lexicon,
        threshold: float | None = None,
        rerank: Rerank | None = None,
    ) -> None:
        """Wires an open index; `open` is the way in.

        Args:
            index: Of the corpus.
            lexicon: The user's own included.
            threshold: The confidence that an answer needs; the fitted one if left out.
            rerank: What ranks sentences for questions with English in them; BM25 if left out.
        """
        self._threshold = fitted_threshold() if threshold is None else threshold
        self._index = index
        self._passages = PassageStore(index.store)
        self._context = Context(self._passages)
        compiled = index.compiled
        self._scope = Scope(index.store.reports, compiled.years())
        vocabulary = Vocabulary(index.postings, index.store)
        retriever = Retriever(index.postings, self._passages, rerank)
        self._finder = Finder(
            self._scope, retriever, self._context, vocabulary.df, len(index.postings)
        )
        parser = QueryParser(
            Places(compiled.places, compiled.names, compiled.sounding),
            Synonyms(lexicon),
            Glosses(compiled.glosses),
            lexicon,
            vocabulary.__contains__,
            SpellingCorrector(compiled.beginning, compiled.ending),
            frozenset(report.id for report in index.store.reports if not report.place),
        )
        # The turns of a conversation are read again with every question that follows them.
        self._reading = lru_cache(_TURNS)(parser.parse)
        recall = lru_cache(_TURNS)(self._recall)
        self._followups = Followups(self._reading, recall, self._scope.covers, self._times)
        self._follow = self._followups.read
        self._forget = (vocabulary.forget, self._reading.cache_clear, recall.cache_clear)

    @classmethod
    def open(
        cls,
        settings: Settings,
        progress: Callable[[int, int], None] | None = None,
        notify: Callable[[YinjuError], None] | None = None,
        threshold: float | None = None,
    ) -> "Engine":
        """The engine of a corpus; its index is built if there is none or the corpus has changed.

        Args:
            settings: Where corpus, index and lexicons lie, and whether vectors may be used.
            progress: Told, while an index is built, how many sentences of how many are done.
            notify: Told why an index is built anew.
            threshold: The confidence that an answer needs; the fitted one if left out.

        Raises:
            CorpusError: The reports cannot be read.
            IndexFault: The index cannot be written.
            SettingsError: A lexicon file is malformed.
        """
        from qa.building import open_index

        lexicon = open_lexicon(settings.lexicons)
        index = open_index(settings, progress, notify)
        wanted = settings.semantic and reranking.version()
        return cls(index, lexicon, threshold, reranking.reranker(index) if wanted else None)

    @property
    def index(self) -> Index:
        """What is asked, open."""
        return self._index

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports by id."""
        return self._index.store.reports

    def sentences(self, report: str) -> tuple[Sentence, ...]:
        """All pieces of a report in order and verbatim, headings and page furniture included.

        Raises:
            KeyError: There is no such report.
        """
        store = self._index.store
        text = store.report(report).text
        pieces = map(store.sentence, store.numbers(report))
        return tuple(replace(piece, text=text[piece.start : piece.end]) for piece in pieces)

    def figures(self, wanted: FigureFilter = EVERY) -> Iterator[StatedFigure]:
        """The figures of the reports with where they stand, by report and offset."""
        return list_figures(self._index.store, self._passages.get, wanted)

    def search(self, question: Question, limit: int = 10) -> tuple[Citation, ...]:
        """The sentences that speak most of what a question names, best first, unanswered.

        Args:
            question: Or only words.
            limit: At most so many.
        """
        query = self._follow(question)
        found = self._finder.retriever.retrieve(query, self._scope.within(query), limit)
        return tuple(cite(passage, i) for i, passage in enumerate(found, 1))

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
        refusal = refusals.refuse_unread(question)
        if refusal:
            return refusal
        with gaps.watched() as seen, collector_at_rest():
            answer = self._ask_each(question, top)[0]
        return self._mark(answer) if seen.met else answer

    def explain(self, question: Question) -> "Explanation":
        """How the question was read, what was found and what was decided."""
        from qa.explaining import explain

        answer, findings = self._ask_each(question, top=3)
        several = len(self._followups.asked_in(question)) > 1
        query = answer.query if several else self._follow(question)
        # What is refused unread is looked for here all the same: it shows what there would be.
        return explain(query, findings or [self._finder.find(query)], answer)

    def features(self, question: Question) -> dict[str, float] | None:
        """What the confidence of the answer rests on; None if nothing was found."""
        return self._finder.find(self._follow(question)).features or None

    def _ask_each(self, question: Question, top: int) -> tuple[Answer, list[Finding]]:
        """The answer to all that is asked in one breath, each question after the ones before it."""
        if asked := self._followups.of_answer(question):
            before, findings = self._ask(question, asked.query, top)
            return of_answer.tell(question, asked, before, self.sentences), findings
        if sides := self._followups.gap_sides(question):
            replies = [self._ask(side, self._follow(side), 1) for side in sides]
            return of_answer.set_apart(question, replies), replies[1][1]
        parts = self._followups.asked_in(question)
        queries = list(map(self._follow, parts))
        found = self._find_together(queries) if parts[1:] else {}
        replies = [
            self._ask(part, query, 1 if parts[1:] else top, found.get(at))
            for at, (part, query) in enumerate(zip(parts, queries, strict=True))
        ]
        told = [answer for answer, _ in replies]
        if parts[1:] and not all(map(answers.goes_together, (told[0], *told), told)):
            # One sentence may tell all of it together.
            whole = self._ask(question, self._follow(question), top)
            replies = [whole] if answers.tells_more(whole[0], told) else replies
        findings = [finding for _, found in replies for finding in found]
        return answers.join_parts(question, [answer for answer, _ in replies]), findings

    def _find_together(self, queries: Sequence[Query]) -> dict[int, Finding]:
        """What is found for those questions of one breath that ask of one place, by number."""
        plain = [
            at
            for at, query in enumerate(queries)
            if not comparison.is_comparison(query) and len(self._scope.by_seat(query)) == 1
        ]
        found = [self._finder.find(self._scope.by_seat(queries[at])[0]) for at in plain]
        return dict(zip(plain, tell_together(found, self._finder.judge), strict=True))

    def _ask(
        self, question: Question, query: Query, top: int, found: Finding | None = None
    ) -> tuple[Answer, list[Finding]]:
        refusal = refusals.refuse_unasked(question, query, self._scope)
        if refusal:
            return answers.note_heard(refusal), []
        compares = comparison.is_comparison(query)
        parts = comparison.part(query, self._scope) if compares else self._scope.by_seat(query)
        findings = [found] if found else self._finder.find_each(parts)
        if compares or len(parts) > 1:
            answer = self._compare(question, query, findings)
        else:
            finding = newest_first(findings[0], self._finder.judge)
            finding = whole_first(finding, self._finder.judge)
            answer = self._answer(question, finding, top)
        if answer.text and not answers.is_supported(answer):
            # Pieces are cut from what is cited, so this says that composing went wrong.
            answer = refusals.abstain(question, query, ReasonCode.NOT_STATED)
        return answers.note_heard(answer), findings

    def _compare(self, question: Question, query: Query, findings: list[Finding]) -> Answer:
        cells = comparison.cells_of(query, findings, self._finder.judge)
        least = thresholds.CELL * self._threshold
        sure = comparison.drop_unconfident(query, cells, least)
        answer = comparison.compose(question, query, sure)
        searched = self._finder.searched(query) if answer is None else None
        return answer or refusals.abstain(question, query, ReasonCode.NOT_STATED, searched=searched)

    def _answer(self, question: Question, finding: Finding, top: int) -> Answer:
        share, items = list_items(finding.query, finding.candidates, finding.terms, self._context)
        # A heading that says what was asked for vouches for the items under it.
        vouched = thresholds.HEADING * share if share > thresholds.HEADING else 0.0
        confidence = max(finding.confidence, vouched)
        several = several_cells(finding.query, finding.candidates, self._context)
        if several and max(confidence, thresholds.SEVERAL) >= self._threshold:
            return answers.compose_several(
                question, finding, several, max(confidence, thresholds.SEVERAL)
            )
        if not finding.candidates or confidence < self._threshold:
            searched = self._finder.searched(finding.query)
            return refusals.refuse(question, finding, confidence, searched)
        pieces = spans_of(finding.query, finding.candidates, items, self._context)
        return answers.compose(question, finding, pieces, confidence, top)

    def _mark(self, answer: Answer) -> Answer:
        """The answer with a note that a part of the cluster was away, all of which is forgotten."""
        for forget in self._forget:
            forget()
        lang = answer.question.lang or lang_of(answer.question.text)
        return replace(answer, notes=(*answer.notes, say("part-away", lang)))

    def _times(self, citation: Citation) -> Times:
        """When the facts of a cited sentence hold."""
        numbers = self._passages.numbers(citation.report)
        sentence = self._index.store.sentence
        at = bisect_left(numbers, citation.start, key=lambda number: sentence(number).start)
        period = self._passages.get(numbers[at]).analysis.period
        return Times(() if period.several else period.years, period.plan)

    def _recall(self, query: Query) -> Answer:
        """What an earlier question of a conversation was answered."""
        return self._ask(Question(query.text), query, top=1)[0]
