"""Figures read in English, by a table of cases."""

from dataclasses import replace

import pytest

from qa.analysis.figures import find_figures
from qa.language.units import kinds
from qa.model import Question
from qa.render.english import is_plain, reading, readings_of
from qa.render.texts import text
from tests.cases import read_cases
from tests.fakes import ANSWERED


@pytest.mark.parametrize("row", read_cases("english-readings.tsv"), ids=lambda row: row[0])
def test_a_figure_reads_as_the_table_says(row: list[str]) -> None:
    chinese, english, *plain = row
    (figure,) = find_figures(f"共{chinese}。")
    assert reading(figure) == english
    assert is_plain(figure) is bool(plain)


def test_an_answer_leaves_out_the_readings_that_tell_nothing() -> None:
    (plain,), (rough,) = find_figures("共12人。"), find_figures("共18.6余万元。")
    answer = replace(ANSWERED, figures=((plain, 1), (rough, 1)))
    assert "in English: 18.6余万元 = over 186,000 yuan" in text(answer)
    assert "in English" not in text(replace(answer, figures=((plain, 1),)))


def test_a_unit_that_is_not_known_has_no_reading() -> None:
    (figure,) = find_figures("共3名。")
    assert reading(replace(figure, unit="缸")) == ""


def test_every_unit_of_a_reading_is_one_that_figures_have() -> None:
    from qa.render.english import _units

    known = {unit.lstrip("万亿") for found in kinds().values() for unit in found} | {"∶"}
    assert set(_units()) <= known


def test_only_an_english_question_is_answered_with_readings() -> None:
    assert [told for _, told in readings_of(ANSWERED)] == ["1 person"]
    chinese = replace(ANSWERED, question=Question("云乐镇有几名法律顾问"))
    assert readings_of(chinese) == ()
