"""Refusals: that there is no answer, and why.

A wrong answer costs more than a refusal, so an answer must rest on absolute evidence: the place
and year are covered, the type asked for is there, and enough of the question is spoken of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from qa.answering.citations import cite
from qa.answering.finding import Finding
from qa.answering.scope import Scope
from qa.extraction import Candidate
from qa.extraction.term_matching import strength_in
from qa.model import (
    LONGEST_QUESTION,
    Answer,
    Citation,
    Kind,
    Query,
    Question,
    Reason,
    ReasonCode,
    Searched,
    Status,
)
from qa.query import cues
from qa.query.conversation import phrases
from qa.render import label
from qa.retrieval.passages import Passage
from qa.wording import join, lang_of, say

_NEAREST = 3  # passages shown beside a refusal


def abstain(
    question: Question,
    query: Query,
    code: ReasonCode,
    nearest: Sequence[Citation] = (),
    confidence: float = 0.0,
    searched: Searched | None = None,
    **values: object,
) -> Answer:
    """The answer that there is none, with the reason in the words of the question's language.

    Args:
        question: As it came in.
        query: As it was read.
        code: Of the reason.
        nearest: The closest passages.
        confidence: What the best of them would have had.
        searched: What was looked through, if anything was.
        **values: What the wording of the reason names.
    """
    lang = question.lang or lang_of(question.text)
    told = say(code, lang, **values) + (_told(searched, lang) if searched else "")
    reason = Reason(code, told, tuple(nearest), searched)
    return Answer(question, Status.ABSTAINED, "", query, confidence=confidence, reason=reason)


def _told(searched: Searched, lang: str) -> str:
    """What was looked through, in words."""
    counts = {"reports": searched.reports, "sentences": searched.sentences}
    told = say("searched", lang, **counts)
    absent = join(searched.absent, lang)
    return told + (say("searched-absent", lang, words=absent) if absent else "")


def refuse_unread(question: Question) -> Answer | None:
    """The refusal of what is too long to be read."""
    if len(question.text) <= LONGEST_QUESTION:
        return None
    short = Query(question.text[:LONGEST_QUESTION], lang_of(question.text), Kind.WHAT)
    return abstain(question, short, ReasonCode.TOO_LONG, limit=LONGEST_QUESTION)


def refuse_unasked(question: Question, query: Query, scope: Scope) -> Answer | None:
    """The refusal that needs no look into the reports."""
    lang = question.lang or lang_of(question.text)
    if query.unknown_places and not query.places:
        places, known = join(query.unknown_places, lang), _known(scope, lang)
        return abstain(question, query, ReasonCode.UNKNOWN_PLACE, places=places, known=known)
    if code := _guides(query):
        return _guide(question, query, code, scope)
    if phrases.has("chatter", query.text):
        thanked = abstain(question, query, ReasonCode.NOT_A_QUESTION)
        return replace(thanked, reason=Reason(ReasonCode.NOT_A_QUESTION, say("thanked", lang)))
    if strange := scope.strange_seats(query):
        places, known = join(strange, lang), _known(scope, lang)
        return abstain(question, query, ReasonCode.UNKNOWN_PLACE, places=places, known=known)
    odd = cues.has("other_script", query.text) or cues.has("prompt_injection", query.text)
    if odd or not query.terms:
        return abstain(question, query, ReasonCode.NOT_A_QUESTION)
    wanted, covered = query.report_years or query.years, scope.covered_years(query)
    if wanted and not covered & set(wanted):
        filed = _join(sorted(scope.own_years(query)), lang) or say("undated", lang)
        years, known = _join(wanted, lang), filed
        return abstain(question, query, ReasonCode.UNKNOWN_YEAR, years=years, known=known)
    return None


def refuse(question: Question, finding: Finding, confidence: float, searched: Searched) -> Answer:
    """The answer that the reports do not say, with the nearest passages.

    Args:
        question: As it came in.
        finding: What was found for it.
        confidence: What the best of it would have had.
        searched: What was looked through.
    """
    nearest = [cite(passage, i) for i, passage in enumerate(_nearest(finding), 1)]
    if not nearest:
        return abstain(question, finding.query, ReasonCode.NO_EVIDENCE, searched=searched)
    return abstain(question, finding.query, ReasonCode.NOT_STATED, nearest, confidence, searched)


def _nearest(finding: Finding) -> Sequence[Passage]:
    """The sentences nearest to an answer; where no clause is one, those that speak of a term."""
    if finding.candidates:
        best = best_of_each_sentence(finding.candidates)
        return [candidate.passage for candidate in best[:_NEAREST]]
    speaking = (p for p in finding.passages if any(strength_in(t, p.folded) for t in finding.terms))
    return list(islice(speaking, _NEAREST))


def best_of_each_sentence(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate of each sentence, best first."""
    return list({c.passage.number: c for c in reversed(candidates)}.values())[::-1]


def _guides(query: Query) -> ReasonCode | None:
    """The code of what is said to a greeting and to questions about the program itself."""
    if phrases.has("asks_for_help", query.text):
        return ReasonCode.HELP
    return ReasonCode.REPORTS if phrases.has("asks_for_reports", query.text) else None


def _guide(question: Question, query: Query, code: ReasonCode, scope: Scope) -> Answer:
    """What can be asked, and of which reports."""
    known = list(dict.fromkeys(label(r.holder, r.year) for r in scope.reports))
    place = next(iter(scope.known_places), known[0] if known else "")
    listed = join(known, question.lang or lang_of(question.text))
    return abstain(question, query, code, count=len(scope.reports), known=listed, place=place)


def _known(scope: Scope, lang: str) -> str:
    """Whose reports there are; by their ids if none says whose it is."""
    return join(scope.known_places or scope.places, lang)


def _join(years: Iterable[int], lang: str) -> str:
    return join(tuple(map(str, years)), lang)
