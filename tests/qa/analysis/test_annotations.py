"""Analyses: what is kept of a sentence is read back as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysis.annotations import analyse, dump, load
from qa.analysis.periods import Timeline
from qa.engine import Engine
from qa.model import Report, Sentence

REPORT = Report("r", "", "", 2024, "", "", "", "")
TIMELINE = Timeline(2023, frozenset())
TEXTS = st.text("0123456789.,，。:年月日名件元万亿%《》“”一二三至—()将继续 ", max_size=80)


def sentence(text: str, *section: str) -> Sentence:
    return Sentence("r", 1, 0, len(text), text, section)


@given(st.one_of(TEXTS, st.text(max_size=80)))
def test_an_analysis_is_read_back_as_it_was_written(text: str) -> None:
    analysis = analyse(sentence(text, "一、2023年工作回顾"), REPORT, TIMELINE)
    assert load(dump(analysis), text) == analysis


@pytest.mark.parametrize("report", ["yunle-2023", "zhoucun-2024", "hetang-2019"])
def test_analyses_of_shipped_reports_are_read_back(engine: Engine, report: str) -> None:
    whole = next(found for found in engine.reports if found.id == report)
    for piece in engine.sentences(report):
        analysis = analyse(piece, whole, Timeline(whole.year, frozenset()))
        assert load(dump(analysis), piece.text) == analysis


def test_an_analysis_holds_figures_spans_and_period() -> None:
    text = "2023年7月，镇司法所调解18.6余万元纠纷。"
    analysis = analyse(sentence(text, "一、2023年工作回顾"), REPORT, TIMELINE)
    assert [figure.text for figure in analysis.figures] == ["18.6余万元"]
    assert [span.text for span in analysis.spans] == ["2023年7月", "镇司法所"]
    assert (analysis.period.years, analysis.period.plan) == ((2023,), False)


def test_what_is_kept_is_one_line_of_json() -> None:
    kept = dump(analyse(sentence("调解7件，\n“一站式”办理。"), REPORT, TIMELINE))
    assert "\n" not in kept
    assert len(json.loads(kept)) == 3


def test_a_number_in_the_name_of_the_place_counts_nothing() -> None:
    report = Report("r", "三门县司法局", "", 2023, "", "", "", "")
    found = analyse(sentence("三门县获评先进县,建成三门课程"), report, TIMELINE)
    assert [figure.text for figure in found.figures] == ["三门"]
