"""The figures of the reports: all of them, each where it says, and nothing else."""

import csv
import io
import json
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from qa.settings import packaged_corpus
from tests.cases import read_cases
from tests.conftest import Command

Rows = list[dict[str, str]]
LEAST = 0.98


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The reports as files, read without the program."""
    return {path.stem: path.read_text(encoding="utf-8") for path in packaged_corpus().glob("*.txt")}


@pytest.fixture
def listed(yinju: Command) -> Rows:
    return list(csv.DictReader(io.StringIO(yinju("figures", "--format", "csv").out)))


def test_every_figure_stands_where_it_says(listed: Rows, texts: dict[str, str]) -> None:
    assert len(listed) > 150
    for row in listed:
        text = texts[row["report"]]
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
        assert text[int(row["quote_start"]) : int(row["quote_end"])] == row["quote"]
        assert row["text"] in row["quote"]


def test_the_figures_are_those_that_a_reader_finds(listed: Rows) -> None:
    wanted = Counter((report, text) for report, _, text in read_cases("quantities.tsv"))
    reports = {report for report, _ in wanted}
    found = Counter((row["report"], row["text"]) for row in listed if row["report"] in reports)
    right = (wanted & found).total()
    assert right / found.total() >= LEAST, sorted((found - wanted).elements())
    assert right / wanted.total() >= LEAST, sorted((wanted - found).elements())


def test_what_a_reader_found_does_stand_there(texts: dict[str, str]) -> None:
    for report, rows in groupby(read_cases("quantities.tsv"), key=lambda row: row[0]):
        at = 0
        for _, clause, figure in rows:
            at = texts[report].index(figure, at) + len(figure)
            assert clause in texts[report][max(0, at - 80) : at + 80]


NARROWED = [
    (("--place", "云乐镇"), "place", {"云乐镇"}),
    (("--year", "2024", "--year", "2019"), "year", {"2024", "2019"}),
    (("--unit", "人", "--unit", "万元"), "unit", {"人", "元"}),
    (("--of", "法律顾问"), "of", {"法律顾问"}),
    (("--report", "hetang-2019"), "report", {"hetang-2019"}),
]


@pytest.mark.parametrize(("options", "column", "values"), NARROWED)
def test_figures_can_be_narrowed(
    yinju: Command, options: tuple[str, ...], column: str, values: set[str]
) -> None:
    rows = json.loads(yinju("figures", *options, "--format", "json").out)
    assert rows
    assert {str(row[column]) for row in rows} <= values


def test_figures_can_be_narrowed_to_a_section(yinju: Command) -> None:
    lines = yinju("figures", "--section", "公共法律服务", "--format", "jsonl").out.splitlines()
    assert lines
    assert all("公共法律服务" in json.loads(line)["section"] for line in lines)


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "markdown", "table", "xlsx"])
def test_the_same_figures_give_the_same_bytes(yinju: Command, tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        assert yinju("figures", "--format", form, "-o", name).code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert yinju("figures", "--format", form, "-o", "one").code == 0  # its own may be replaced


def test_a_workbook_holds_the_rows_of_the_csv(yinju: Command, tmp_path: Path, listed: Rows) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    yinju("figures", "--format", "xlsx", "-o", "out.xlsx")
    head, *rows = openpyxl.load_workbook(tmp_path / "out.xlsx").active.values
    assert list(head) == list(listed[0])
    assert [[str("" if c is None else c) for c in row] for row in rows] == [
        [" ".join(cell.split("\n")) for cell in row.values()] for row in listed
    ]


REPORT = "桃花镇{}年工作报告\n一、成效\n全镇共调解矛盾纠纷{}件。投入资金{}。满意率{}。\n"


def test_changes_are_of_the_same_thing_in_the_same_unit(yinju: Command, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    for year, *told in ((2022, 200, "3万元", "90%"), (2023, 250, "4万人", "92%")):
        text = REPORT.format(year, *told)
        (tmp_path / "own" / f"a-{year}.txt").write_text(text, encoding="utf-8")
    done = yinju("figures", "--corpus", "own", "--compare", "--format", "json")
    rows = {row["of"]: row for row in json.loads(done.out)}
    assert {row["unit"] for row in rows.values()} == {"件", "%"}
    (disputes,) = (row for of, row in rows.items() if "纠纷" in of)
    assert (disputes["year"], disputes["value"], disputes["id"]) == (2022, 200, "a-2022:3")
    assert (disputes["later_year"], disputes["later_value"]) == (2023, 250)
    assert (disputes["difference"], disputes["growth"]) == (50, 25)
    (share,) = (row for row in rows.values() if row["unit"] == "%")
    assert (share["difference"], share["growth"]) == (2, None)
