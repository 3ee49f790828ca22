"""The judging rules, as docs/suites.md has them."""

from typing import Any

import pytest

from qa.errors import SuiteError
from qa.evaluation.judging import Expectation, Outcome, judge, normalise, read_expectation
from qa.render import record
from tests.fakes import ABSTAINED, ANSWERED

TEXT = "我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问。"


def answered(answer: str, *citations: tuple[str, str]) -> dict[str, Any]:
    """A record with an answer that rests on these reports and quotations."""
    return {
        "status": "answered",
        "answer": answer,
        "figures": [],
        "citations": [
            {"number": n, "report": report, "text": text, "place": "", "year": 2023}
            for n, (report, text) in enumerate(citations, 1)
        ],
        "reason": None,
        "query": {"years": []},
    }


def expect(answer: str, evidence: str = "", reports: str = "") -> Expectation:
    """`;` sets groups apart and `|` alternatives."""
    groups = [
        tuple(tuple(group.split("|")) for group in part.split(";") if group)
        for part in (answer, evidence)
    ]
    return Expectation(False, groups[0], groups[1], tuple(reports.split()))


@pytest.mark.parametrize(
    ("answer", "groups", "right"),
    [
        ("4次", "4次", True),
        ("24次", "4次", False),
        ("2.4次", "4次", False),
        ("共4次", "4", True),
        ("共42次", "4", False),
        ("１，２０３ 件", "1203件", True),
        ("1,203件", "1203件", True),
        ("1名和5个村", "1名;5个村", True),
        ("1名", "1名;5个村", False),
        ("律师", "法律顾问|律师", True),
        ("1件2次3户", "1", True),
        ("1件2次3户4人", "1", False),
        ("2023年1件2次3户", "1", True),
        ("1" + "啊" * 80, "1", False),
    ],
)
def test_a_right_answer_holds_every_group_and_little_else(
    answer: str, groups: str, right: bool
) -> None:
    verdict = judge("count", expect(groups), answered(answer, ("a", answer)))
    assert (verdict.answer, verdict.right) == (right, right)


@pytest.mark.parametrize(
    ("kind", "length", "right"),
    [("count", 80, True), ("count", 81, False), ("why", 400, True), ("why", 401, False)],
)
def test_an_answer_is_as_long_as_its_kind_allows(kind: str, length: int, right: bool) -> None:
    text = "啊" * length
    assert judge(kind, expect("啊"), answered(text, ("a", text))).right is right


@pytest.mark.parametrize(
    ("kind", "evidence", "reports", "cited", "outcome", "precise"),
    [
        ("count", "配备1名法律顾问", "a", [("a", TEXT)], Outcome.RIGHT, True),
        ("count", "配备1名法律顾问", "", [("b", TEXT)], Outcome.RIGHT, None),
        ("count", "配备1名法律顾问", "a", [("b", TEXT)], Outcome.WRONG_CITATION, False),
        ("count", "配备1名法律顾问", "a", [("b", ""), ("a", TEXT)], Outcome.RIGHT, False),
        ("count", "没有|5个村", "a", [("a", TEXT)], Outcome.RIGHT, True),
        ("count", "没有;5个村", "a", [("a", TEXT)], Outcome.WRONG_CITATION, True),
        ("count", "5个村", "a", [("a", "")] * 3 + [("a", TEXT)], Outcome.WRONG_CITATION, True),
        ("list", "5个村", "a", [("a", "")] * 7 + [("a", TEXT)], Outcome.RIGHT, True),
        ("list", "5个村", "a", [("a", "")] * 8 + [("a", TEXT)], Outcome.WRONG_CITATION, True),
    ],
)
def test_a_right_citation_holds_the_evidence_of_the_right_report(
    kind: str,
    evidence: str,
    reports: str,
    cited: list[tuple[str, str]],
    outcome: Outcome,
    precise: bool | None,
) -> None:
    verdict = judge(kind, expect("顾问", evidence, reports), answered("顾问", *cited))
    assert (verdict.outcome, verdict.precise) == (outcome, precise)


ABSTAIN = Expectation(abstain=True)


@pytest.mark.parametrize(
    ("expected", "found", "outcome", "refusal"),
    [
        (ABSTAIN, ABSTAINED, Outcome.RIGHT, True),
        (ABSTAIN, ANSWERED, Outcome.MISSED_REFUSAL, False),
        (expect("1名"), ABSTAINED, Outcome.FALSE_REFUSAL, False),
        (expect("1名"), ANSWERED, Outcome.RIGHT, None),
        (expect("2名"), ANSWERED, Outcome.WRONG_ANSWER, None),
        (None, ANSWERED, Outcome.UNCHECKED, None),
        (None, ABSTAINED, Outcome.UNCHECKED, None),
    ],
)
def test_every_outcome_has_its_name(
    expected: Expectation | None, found: Any, outcome: Outcome, refusal: bool | None
) -> None:
    verdict = judge("count", expected, record(found))
    assert (verdict.outcome, verdict.refusal) == (outcome, refusal)
    assert verdict.right == (outcome is Outcome.RIGHT)


def test_an_error_is_no_refusal() -> None:
    assert judge("none", ABSTAIN, {"status": "error"}).outcome is Outcome.ERROR


def test_a_refused_question_counts_in_every_part() -> None:
    verdict = judge("count", expect("1名", "x", "a"), record(ABSTAINED))
    assert (verdict.answer, verdict.citation) == (False, False)


@pytest.mark.parametrize(("low", "verified"), [(1, True), (2, False)])
def test_figures_are_verified(low: int, verified: bool) -> None:
    found: Any = record(ANSWERED)
    found["figures"][0]["low"] = low
    assert judge("count", None, found).figures is verified


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"abstain": True}, ABSTAIN),
        ({"answer": [["a", "b"], "c"]}, Expectation(answer=(("a", "b"), ("c",)))),
        ({"answer": [["a"]], "reports": ["r"]}, Expectation(answer=(("a",),), reports=("r",))),
    ],
)
def test_expectations_are_read(given: dict[str, Any], wanted: Expectation) -> None:
    assert read_expectation(given) == wanted


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "either"),
        ({"abstain": False}, "either"),
        ({"abstain": True, "answer": [["a"]]}, "either"),
        ({"abstain": "yes"}, '"abstain"'),
        ({"answer": "a"}, '"answer" must be a list'),
        ({"answer": [[]]}, '"answer" must be a list'),
        ({"answer": [[1]]}, '"answer" must be a list'),
        ({"answer": [[" , "]]}, '"answer" holds an empty text'),
        ({"answer": [["a"]], "evidence": {}}, '"evidence" must be a list'),
        ({"answer": [["a"]], "reports": "r"}, '"reports"'),
    ],
)
def test_a_wrong_expectation_is_told(given: dict[str, Any], said: str) -> None:
    with pytest.raises(SuiteError, match=said):
        read_expectation(given)


def test_normalising_drops_what_does_not_matter() -> None:
    assert normalise(" １，２０３\n件") == "1203件"
