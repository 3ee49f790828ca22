"""What is wrong with a record, each trouble told apart; and the command."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation.verification import check_record
from qa.render import record
from tests.conftest import Command
from tests.fakes import ABSTAINED, ANSWERED, CITATION, REPORT

HELD = replace(REPORT, text="。" * CITATION.start + CITATION.text)
Change = Callable[[dict[str, Any]], object]


def citation(**changes: object) -> Change:
    return lambda found: found["citations"][0].update(changes)


def figure(**changes: object) -> Change:
    return lambda found: found["figures"][0].update(changes)


def compared(answer: str) -> Change:
    def change(found: dict[str, Any]) -> None:
        found["answer"] = answer
        found["query"] |= {"kind": "compare", "places": ["云乐镇", "荷塘镇"], "years": []}

    return change


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda found: None, []),
        (citation(sha256="1" * 64), ["changed-report"]),
        (citation(report="none"), ["unknown-report"]),
        (citation(start=1892), ["moved-quotation"]),
        (citation(start=0, end=5), ["moved-quotation"]),
        (citation(text="我镇配备1名法律顾问。"), ["lost-quotation"]),
        (
            citation(text="我镇配备2名法律顾问。"),
            ["lost-quotation", "lost-figure", "loose-number", "loose-words"],
        ),
        (citation(highlights=[[0, 99]]), ["bad-highlight"]),
        (citation(highlights=[[5, 5]]), ["bad-highlight"]),
        (figure(text="9名"), ["lost-figure"]),
        (figure(citation=2), ["lost-figure"]),
        (figure(low=2), ["other-value"]),
        (figure(high=2), ["other-value"]),
        (figure(unit="人"), ["other-value"]),
        (figure(high=None), []),
        (lambda found: found.update(answer="我镇配备1名,共7处"), ["loose-number", "loose-words"]),
        (lambda found: found.update(answer="我镇配备百分之一"), ["lost-figure", "loose-words"]),
        (lambda found: found.update(answer="我镇配备1名法律顾问；辖区5个村"), []),
        (compared("云乐镇 2023: 我镇配备1名法律顾问"), []),
        (compared("云乐镇 2023: 我镇配备1名法律顾问\n荷塘镇: 未写明"), []),
        (compared("云乐镇 2019: 我镇配备1名法律顾问"), ["wrong-label"]),
        (compared("荷塘镇 2023: 我镇配备1名法律顾问"), ["wrong-label"]),
        (compared("云乐镇 2023: 我镇配备1名法律专家"), ["loose-words"]),
        (lambda found: found.pop("citations"), ["bad-record"]),
        (lambda found: found.update(citations=[3]), ["bad-record"]),
        (lambda found: found.update(reason=[3]), ["bad-record"]),
    ],
)
def test_troubles_are_told_apart(change: Change, codes: list[str]) -> None:
    found: Any = json.loads(json.dumps(record(ANSWERED)))
    change(found)
    assert [one.code for one in check_record(found, {HELD.id: HELD})] == codes


def test_nearest_passages_are_checked_too() -> None:
    (problem,) = check_record(record(ABSTAINED), {HELD.id: replace(HELD, text="x")})
    assert problem.code == "lost-quotation"


@pytest.fixture
def answers(yinju: Command, tmp_path: Path) -> Path:
    """The records of two questions over a corpus of one's own."""
    (tmp_path / "own").mkdir()
    report = "桃花镇2024年法治政府建设工作报告\n一、主要成效\n全镇配备3名法律顾问。\n"
    (tmp_path / "own" / "taohua-2024.txt").write_text(report, encoding="utf-8")
    done = yinju("batch", "-", "--corpus", "own", "-o", "a.jsonl", "--suite-format", "txt",
                 stdin=["桃花镇有几名法律顾问", "桃花镇有几只猫"])  # fmt: skip
    assert done.code == 0
    return tmp_path / "a.jsonl"


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "own" / "taohua-2024.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_what_holds_is_told_and_exits_with_0(yinju: Command, answers: Path) -> None:
    done = yinju("verify", "a.jsonl", "--corpus", "own")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("yinju: PASSED: records: 2, quotations: 1, figures: 1")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("一、主要成效", "一、成效", {"changed-report", "moved-quotation"}),
        ("3名", "4名", {"changed-report", "lost-quotation"}),
        ("顾问。\n", "顾问。\n。\n", {"changed-report"}),
    ],
)
def test_a_changed_report_exits_with_1(
    yinju: Command, answers: Path, old: str, new: str, codes: set[str]
) -> None:
    rewrite(answers.parent, old, new)
    done = yinju("verify", "a.jsonl", "--corpus", "own", "--json")
    assert done.code == 1
    found = [json.loads(line) for line in done.out.splitlines()]
    assert {one["problem"] for one in found} == codes
    assert {one["id"] for one in found} >= {"1"}
    told = yinju("verify", "a.jsonl", "--corpus", "own")
    assert told.out.startswith("a.jsonl:1: changed-report: taohua-2024 ")
    assert told.err.startswith("yinju: FAILED: ")


def test_a_lost_figure_exits_with_1(yinju: Command, answers: Path) -> None:
    answers.write_text(
        answers.read_text(encoding="utf-8").replace('"text": "3名"', '"text": "8名"'),
        encoding="utf-8",
    )
    done = yinju("verify", "a.jsonl", "--corpus", "own")
    assert done.code == 1
    assert "a.jsonl:1: lost-figure: 8名 is not in citation 1" in done.out


def test_no_index_is_needed(yinju: Command, answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("an index was asked for")

    monkeypatch.setattr("qa.building.open_index", refuse)
    assert yinju("verify", "a.jsonl", "--corpus", "own").code == 0
    assert yinju("verify", "-", "--corpus", "own", stdin=["{}"]).code == 1


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["none.jsonl"], 2, "none.jsonl: cannot be read"),
        (["bad.jsonl"], 2, "bad.jsonl:2: not a JSON object"),
        (["bad.jsonl", "--corpus", "none"], 3, "no folder"),
    ],
)
def test_what_cannot_be_read_is_told(
    yinju: Command, tmp_path: Path, argv: list[str], code: int, said: str
) -> None:
    (tmp_path / "bad.jsonl").write_text("\n{\n", encoding="utf-8")
    done = yinju("verify", *argv)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_the_shipped_answers_hold(yinju: Command) -> None:
    questions = ["云乐镇和莒镇谁的网格员多", "哪些地方配备了法律顾问", "荷塘镇存在哪些问题"]
    yinju("batch", "-", "-o", "a.jsonl", "--suite-format", "txt", stdin=questions)
    done = yinju("verify", "a.jsonl")
    assert (done.code, done.err[:27]) == (0, "yinju: PASSED: records: 3, ")
