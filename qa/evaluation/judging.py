"""Evaluation: whether a record answers a question of a suite as it should.

A suite says what a right answer holds (`answer`, groups of alternatives), which words its citations
hold (`evidence`) and from which reports they come (`reports`), or that there is no answer
(`abstain`). The rules are in docs/suites.md.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qa.errors import SuiteError
from qa.evaluation.verification import check_figures

SHORT_KINDS = frozenset(("count", "amount", "who", "what", "when", "yesno", "followup"))
WIDE_KINDS = frozenset(("list", "compare", "across"))
SHORT, LONG = 80, 400
"""Characters an answer may have after normalising, by kind."""
CITATIONS, WIDE_CITATIONS = 3, 8
"""How many citations count, by kind."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?!\d*年度?)")

Groups = tuple[tuple[str, ...], ...]
"""Of every group one alternative is wanted."""


class Outcome(StrEnum):
    """How a question of a suite went; the first is the only good one, the last is none."""

    RIGHT = "right"
    WRONG_ANSWER = "wrong-answer"
    WRONG_CITATION = "wrong-citation"
    FALSE_REFUSAL = "false-refusal"
    MISSED_REFUSAL = "missed-refusal"
    ERROR = "error"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a right answer is."""

    abstain: bool = False
    answer: Groups = ()
    evidence: Groups = ()
    reports: tuple[str, ...] = ()
    """Where the citations come from; empty means anywhere."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right about a record; None where a part does not apply."""

    outcome: Outcome
    answer: bool | None = None
    citation: bool | None = None
    precise: bool | None = None
    """Whether no cited passage is from another report than expected."""
    refusal: bool | None = None
    """Whether a refusal that was given or due was both."""
    figures: bool | None = None
    """Whether the figures stand in the quotations with the values that they have there."""

    @property
    def right(self) -> bool:
        """Whether answer and citation are right, or the refusal is."""
        return self.outcome is Outcome.RIGHT


def judge(kind: str, expect: Expectation | None, record: Mapping[str, Any]) -> Verdict:
    """The verdict on a record.

    Args:
        kind: Of the question, as its suite has it.
        expect: What is expected; None if nothing is.
        record: What `yinju batch` wrote.
    """
    status = record["status"]
    if status == "error":
        return Verdict(Outcome.ERROR)
    figures = not any(check_figures(record)) if status == "answered" else None
    if expect is None:
        return Verdict(Outcome.UNCHECKED, figures=figures)
    if status == "abstained":
        outcome = Outcome.RIGHT if expect.abstain else Outcome.FALSE_REFUSAL
        missing = None if expect.abstain else False
        return Verdict(outcome, missing, missing, refusal=expect.abstain)
    if expect.abstain:
        return Verdict(Outcome.MISSED_REFUSAL, refusal=False, figures=figures)
    answer = _right_answer(kind, expect.answer, record["answer"])
    citation = _right_citation(kind, expect, record["citations"])
    precise = _precise(expect.reports, record["citations"])
    right = Outcome.RIGHT if citation else Outcome.WRONG_CITATION
    outcome = right if answer else Outcome.WRONG_ANSWER
    return Verdict(outcome, answer, citation, precise, None, figures)


def read_expectation(given: Mapping[str, Any]) -> Expectation:
    """The expectation in a suite's `expect`.

    Raises:
        SuiteError: It is not made as it should be; the message names the part.
    """
    abstain = given.get("abstain", False)
    if not isinstance(abstain, bool):
        raise SuiteError('"{key}" must be true or false', key="abstain")
    reports = given.get("reports", [])
    if not _are_texts(reports):
        raise SuiteError('"{key}" must be a list of report ids', key="reports")
    answer, evidence = (_groups(key, given.get(key, [])) for key in ("answer", "evidence"))
    if abstain == bool(answer):
        raise SuiteError('"{key}" must have either "answer" or "abstain": true', key="expect")
    return Expectation(abstain, answer, evidence, tuple(reports))


def _groups(key: str, given: object) -> Groups:
    """Groups of alternatives; a text stands for a group of one."""
    groups = [[one] if isinstance(one, str) else one for one in _list(given)]
    if not isinstance(given, list) or not all(_are_texts(group) and group for group in groups):
        raise SuiteError(
            '"{key}" must be a list of lists of texts, each a group of alternatives', key=key
        )
    if not all(map(normalise, (text for group in groups for text in group))):
        raise SuiteError('"{key}" holds an empty text', key=key)
    return tuple(tuple(group) for group in groups)


def _list(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


def _are_texts(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


def _right_answer(kind: str, groups: Groups, answer: str) -> bool:
    """Whether an answer holds every group, is short enough and not a heap of figures."""
    text = normalise(answer)
    if len(text) > (SHORT if kind in SHORT_KINDS else LONG):
        return False
    if kind in ("count", "amount") and len(set(_NUMBER.findall(text))) > len(groups) + 2:
        return False
    return all(any(holds(text, one) for one in group) for group in groups)


def _right_citation(kind: str, expect: Expectation, citations: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the first citations, from the right reports, hold every group of the evidence."""
    reports = expect.reports
    first = citations[: WIDE_CITATIONS if kind in WIDE_KINDS else CITATIONS]
    texts = [normalise(c["text"]) for c in first if not reports or c["report"] in reports]
    return all(
        any(normalise(one) in text for one in group for text in texts) for group in expect.evidence
    )


def _precise(reports: Sequence[str], citations: Sequence[Mapping[str, Any]]) -> bool | None:
    return all(one["report"] in reports for one in citations) if reports else None


def normalise(text: str) -> str:
    """The text in NFKC without blanks and commas."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "")


def holds(text: str, alternative: str) -> bool:
    """Whether a normalised text holds an alternative; a figure only whole: 4次 is not in 24次."""
    wanted = re.escape(normalise(alternative))
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + wanted + after, text) is not None
