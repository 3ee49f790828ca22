"""What every record promises, on the shipped reports and the real engine."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.settings import packaged_corpus

QUESTIONS = (
    "how many legal advisers does 云乐镇 have",
    "彭浦镇聘请了几名律师",
    "哪些地方配备了法律顾问",
    "which reports mention disputes",
    "云乐镇和莒镇谁的网格员多",
    "周村区为什么要加强行政执法",
    "荷塘镇存在哪些问题",
    "云乐镇有多少名医生",
    "云南镇有几名法律顾问",
    "2023年召开了几次会议",
    "矛盾纠纷",
    "hello",
)


def answered(corpus: Path, seed: str) -> str:
    """The records of a fresh process whose sets and dicts of text are laid out by the seed."""
    suite = "".join(json.dumps({"question": question}) + "\n" for question in QUESTIONS)
    done = subprocess.run(
        [sys.executable, "-m", "qa", "batch", "-", "--corpus", str(corpus)],
        input=suite,
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return done.stdout


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in answered(packaged_corpus(), "1").splitlines()]


def citations(records: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for record in records:
        yield from record["citations"]
        yield from (record["reason"] or {"nearest": ()})["nearest"]


def test_the_same_reports_and_question_give_the_same_bytes(
    records: list[dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "copy").mkdir()
    for report in sorted(packaged_corpus().glob("*.txt"), reverse=True):
        shutil.copy(report, tmp_path / "copy")
    lines = answered(tmp_path / "copy", "2").splitlines()
    assert [json.loads(line) for line in lines] == records
    assert lines == [json.dumps(record, ensure_ascii=False) for record in records]


def test_every_question_has_its_record(records: list[dict[str, Any]]) -> None:
    assert [record["question"] for record in records] == list(QUESTIONS)
    assert {record["status"] for record in records} == {"answered", "abstained"}


def test_quotations_are_the_reports_own(records: list[dict[str, Any]]) -> None:
    texts = {
        file.stem: file.read_text(encoding="utf-8") for file in packaged_corpus().glob("*.txt")
    }
    found = list(citations(records))
    assert found
    for one in found:
        assert texts[one["report"]][one["start"] : one["end"]] == one["text"]
        assert all(0 <= start < end <= len(one["text"]) for start, end in one["highlights"])


def test_figures_stand_in_their_citation_and_in_the_answer(records: list[dict[str, Any]]) -> None:
    found = [(record, figure) for record in records for figure in record["figures"]]
    assert found
    for record, figure in found:
        cited = {one["number"]: one["text"] for one in record["citations"]}
        assert figure["text"] in cited[figure["citation"]]
        assert figure["text"] in record["answer"]


def test_a_record_has_an_answer_or_a_reason(records: list[dict[str, Any]]) -> None:
    for record in records:
        is_answer = record["status"] == "answered"
        assert bool(record["answer"]) == bool(record["citations"]) == is_answer
        assert (record["reason"] is None) == is_answer
        assert 0 <= record["confidence"] <= 1
