"""Tables in every format, and charts: what a cell holds is what comes out."""

import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.render.charts import Bar, bar_chart
from qa.render.html import html
from qa.render.tables import Table, lines, records
from qa.render.texts import width_of
from tests.fakes import ABSTAINED, ANSWERED, CITATION

TABLE = Table(
    ("id", "place", "value", "quote"),
    (("a:1", "云乐镇", 3, "一|二\n三"), ("b:22", "荷塘", None, "=1+1\x1b[31m")),
    {"place": "地方", "value": "数值"},
    ("id", "place", "value"),
)


def shown(form: str, table: Table = TABLE) -> str:
    return "".join(lines(table, form))


def test_a_terminal_shows_the_brief_columns_in_line() -> None:
    assert shown("table") == (
        "id    地方    数值\n"
        "a:1   云乐镇     3\n"
        "b:22  荷塘\n"
    )  # fmt: skip


def test_markdown_keeps_a_cell_in_its_cell() -> None:
    table = Table(("quote", "value"), (("一|二\n三", 3),))
    assert shown("markdown", table) == (
        "| quote | value |\n"
        "| --- | ---: |\n"
        "| 一\\|二 三 | 3 |\n"
    )  # fmt: skip


def test_a_long_cell_is_cut_by_columns() -> None:
    line = shown("table", Table(("q",), (("云" * 50,),))).splitlines()[1]
    assert line.endswith("…")
    assert width_of(line) <= 44


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_has_all_columns_and_types(form: str) -> None:
    text = shown(form)
    rows = json.loads(text) if form == "json" else list(map(json.loads, text.splitlines()))
    assert rows[0] == {"id": "a:1", "place": "云乐镇", "value": 3, "quote": "一|二\n三"}
    assert rows[1]["value"] is None


def test_a_notebook_shows_the_brief_columns() -> None:
    assert Table(("a", "b"), (("<b>", 1),), brief=("a",))._repr_html_() == (
        "<table><tr><th>a</th></tr><tr><td>&lt;b&gt;</td></tr></table>"
    )


def test_an_answer_in_html_marks_what_it_takes_and_is_no_markup() -> None:
    hostile = replace(CITATION, text="<i>" + CITATION.text, highlights=((3, 13),))
    shown = html(replace(ANSWERED, citations=(hostile,)))
    assert "「&lt;i&gt;<mark>我镇配备1名法律顾问</mark>" in shown
    assert "yunle-2023:58" in shown
    assert "报告里找不到" in html(ABSTAINED)


def test_rows_are_a_frame_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(records(TABLE))
    assert list(frame.columns) == list(TABLE.columns)
    assert len(frame) == 2


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_csv_gives_every_cell_back(rows: list[tuple[str, str]]) -> None:
    text = shown("csv", Table(("a", "b"), tuple(rows)))
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:] == rows


def bar(value: float, label: str = "云乐镇 2023", source: str = "s") -> Bar:
    return Bar(label, value, f"{value}件", source)


def widths(svg: str) -> list[float]:
    space = "{http://www.w3.org/2000/svg}"
    bars = ElementTree.fromstring(svg).findall(f"{space}rect")[1:]
    return [float(one.attrib["width"]) for one in bars]


def test_bars_are_as_long_as_their_values() -> None:
    first, second, third = widths(bar_chart("t", [bar(200), bar(100), bar(-3)]))
    assert (second / first, third) == (0.5, 0)


def test_a_chart_names_its_sources_once_and_shows_no_markup() -> None:
    svg = bar_chart('<b>"&', [bar(1, "<script>", "a:1"), bar(2, source="a:1")])
    assert svg.count(">a:1<") == 1
    assert "<script" not in svg
    assert "".join(ElementTree.fromstring(svg).itertext()).strip().startswith('<b>"&')


def test_a_chart_of_nothing_is_still_one() -> None:
    assert widths(bar_chart("t", [])) == []
