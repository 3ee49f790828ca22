"""A suite's answers as rows: the columns of `yinju ask`, behind the question and its outcome."""

import csv
import io
from pathlib import Path

import pytest

from tests.batches import DUE, RIGHT, suite
from tests.conftest import Command
from tests.fakes import FakeEngine

COLUMNS = "case,outcome,question,status,place,year,text,"


def test_a_suite_is_answered_as_rows(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    done = yinju("batch", suite(tmp_path, RIGHT, DUE), "--format", "csv")
    assert done.out.startswith(COLUMNS)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["case"], row["outcome"], row["text"], row["id"]) for row in rows] == [
        ("right", "right", "我镇配备1名法律顾问", "yunle-2023:58"),
        ("due", "right", "", ""),
    ]
    asked = yinju("ask", "顾问", "--format", "csv").out
    assert [line.split(",", 2)[2] for line in done.out.splitlines()[:2]] == asked.splitlines()


@pytest.mark.parametrize(
    ("form", "lang", "begins"),
    [
        ("table", "en", "question  outcome  place "),
        ("table", "zh", "题目   结果   地方 "),
        ("markdown", "en", "| question | outcome | place | year | answer | id |\n"),
        ("markdown", "zh", "| 题目 | 结果 | 地方 | 年份 | 答案 | 编号 |\n"),
        ("json", "en", '{"id": "right", '),
    ],
)
def test_rows_are_told_in_two_languages_and_written_again(
    yinju: Command, fake: FakeEngine, tmp_path: Path, form: str, lang: str, begins: str
) -> None:
    name, wanted = suite(tmp_path, RIGHT, DUE), []
    for _ in range(2):  # its own may be replaced
        done = yinju("--lang", lang, "batch", name, "--format", form, "-o", "out")
        assert (done.code, done.out) == (0, "")
        wanted.append((tmp_path / "out").read_text(encoding="utf-8"))
    assert wanted[0] == wanted[1]
    assert wanted[0].startswith(begins)
    assert yinju("--lang", lang, "batch", name, "--format", form).out == wanted[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_table_is_not_gone_on_with(
    yinju: Command, fake: FakeEngine, tmp_path: Path, lang: str
) -> None:
    name = suite(tmp_path, RIGHT)
    done = yinju("--lang", lang, "batch", name, "--format", "csv", "-o", "out", "--resume")
    assert (done.code, "--format" in done.err) == (2, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", ["nowhere/rows.csv", "."])
def test_where_rows_cannot_go_is_told_before_anything_is_asked(
    yinju: Command, fake: FakeEngine, tmp_path: Path, place: str
) -> None:
    done = yinju("batch", suite(tmp_path, RIGHT), "--format", "csv", "-o", place)
    assert (done.code, fake.asked) == (2, [])
    assert done.err.startswith(f"yinju: {place}")
