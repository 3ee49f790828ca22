"""Evaluation: whether a record answers a question of a suite as it should.

An entry of a suite says what a right answer holds (`expect.answer`, groups of alternatives), which
words its citations hold (`expect.evidence`) and from which reports they come (`expect.reports`),
or that there is none (`expect.abstain`).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SHORT_KINDS = frozenset(("count", "amount", "who", "what", "when", "yesno", "followup"))
WIDE_KINDS = frozenset(("list", "compare", "across"))
SHORT, LONG = 80, 400
"""Characters an answer may have after normalising, by kind."""
CITATIONS, WIDE_CITATIONS = 3, 8
"""How many citations count, by kind."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?!\d*年度?)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right about a record."""

    right: bool
    """Answer and citation are right, or the refusal is."""
    answer: bool | None
    """None for a question that has no answer."""
    citation: bool | None


def judge(entry: Mapping[str, Any], record: Mapping[str, Any]) -> Verdict:
    """The verdict on a record.

    Args:
        entry: The question as its suite has it, with `kind` and `expect`.
        record: What `yinju batch` wrote for it.
    """
    expect = entry["expect"]
    if expect.get("abstain"):
        return Verdict(record["status"] == "abstained", None, None)
    if record["status"] != "answered":
        return Verdict(False, False, False)
    answer = _right_answer(entry["kind"], expect["answer"], record["answer"])
    citation = _right_citation(entry["kind"], expect, record["citations"])
    return Verdict(answer and citation, answer, citation)


def _right_answer(kind: str, groups: Sequence[Sequence[str]], answer: str) -> bool:
    """Whether an answer holds every group, is short enough and not a heap of figures."""
    text = normalise(answer)
    if len(text) > (SHORT if kind in SHORT_KINDS else LONG):
        return False
    if kind in ("count", "amount") and len(set(_NUMBER.findall(text))) > len(groups) + 2:
        return False
    return all(any(holds(text, a) for a in group) for group in groups)


def _right_citation(
    kind: str, expect: Mapping[str, Any], citations: Sequence[Mapping[str, Any]]
) -> bool:
    """Whether the first citations, from the right reports, hold every group of the evidence."""
    reports = expect.get("reports")
    first = citations[: WIDE_CITATIONS if kind in WIDE_KINDS else CITATIONS]
    texts = [normalise(c["text"]) for c in first if not reports or c["report"] in reports]
    groups: Iterable[Sequence[str]] = expect.get("evidence", ())
    return all(any(normalise(a) in text for a in group for text in texts) for group in groups)


def normalise(text: str) -> str:
    """The text in NFKC without blanks and commas."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and c not in ",，")


def holds(text: str, alternative: str) -> bool:
    """Whether a normalised text holds an alternative; a figure only whole: 4次 is not in 24次."""
    wanted = re.escape(normalise(alternative))
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + wanted + after, text) is not None
