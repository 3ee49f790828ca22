"""`yinju explain`: how a question was read, what was found, and what was decided."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qa.cli.opening import open_engine
from qa.cli.questions import asked, exit_of
from qa.model import Answer, Query, Term
from qa.render import clean, source
from qa.settings import Settings
from qa.wording import join, lang_of, say

if TYPE_CHECKING:
    from qa.explaining import ExplainedCandidate, Explanation


def run(arguments: Namespace, settings: Settings) -> int:
    """Write each question's explanation on stdout."""
    questions = asked(arguments, settings.lang)
    answers = []
    with open_engine(settings) as engine:
        for question in questions:
            lang = settings.lang or lang_of(question.text)
            explanation = engine.explain(question)
            print("\n".join(_lines(explanation, lang)), flush=True)
            answers.append(explanation.answer)
    return exit_of(answers)


def _lines(explanation: "Explanation", lang: str) -> Iterator[str]:
    yield from _query(explanation.query, lang)
    yield say("explain-hits", lang) + ":"
    for citation in explanation.passages:
        yield f"  {citation.score:7.2f}  {source(citation, lang)}  {clean(citation.text)}"
    yield say("explain-candidates", lang) + ":"
    for candidate in explanation.candidates:
        yield from _candidate(candidate, lang)
    yield f"{say('explain-confidence', lang)}: {_features(explanation.confidence_features)}"
    yield f"{say('explain-decision', lang)}: {_decision(explanation.answer)}"


def _candidate(candidate: "ExplainedCandidate", lang: str) -> Iterator[str]:
    where = source(candidate.citation, lang)
    yield f"  {candidate.score:7.2f}  {clean(candidate.text)}  ({where})"
    yield f"           {_features(candidate.shares)}"


def _features(features: Iterable[tuple[str, float]]) -> str:
    return "  ".join(f"{name} {value:+.2f}" for name, value in features)


def _decision(answer: Answer) -> str:
    if answer.reason:
        return f"{answer.status}: {answer.reason.code}"
    return f"{answer.status}, {answer.confidence:.2f}"


def _query(query: Query, lang: str) -> Iterator[str]:
    yield f"{say('explain-read', lang)}: {clean(query.text)} ({query.lang})"
    yield f"{say('explain-kind', lang)}: {query.kind}"
    yield f"{say('explain-places', lang)}: {_list(query.places, lang, 'any')}"
    yield f"{say('explain-years', lang)}: {_list(query.years, lang, 'any')}"
    yield f"{say('explain-terms', lang)}:"
    yield from (f"  {_term(term)}" for term in query.terms)
    if taken := [rule for rule in query.taken if rule[1] != "own"]:
        parts = (f"{say(f'talk-{part}', lang)} {say(f'talk-{rule}', lang)}" for part, rule in taken)
        yield f"{say('explain-talk', lang)}: {_list(parts, lang)}"
    if query.unread or query.unknown_places:
        yield f"{say('explain-unread', lang)}: {_list(query.unknown_places + query.unread, lang)}"


def _term(term: Term) -> str:
    return clean(f"{term.source} → {' | '.join(term.words)}  ({term.origin})")


def _list(values: Iterable[object], lang: str, empty: str = "none") -> str:
    return clean(join(tuple(map(str, values)), lang)) or say(empty, lang)
