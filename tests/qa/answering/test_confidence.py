"""Confidence: a probability that grows with the evidence."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answering.confidence import confidence_of, threshold, trust
from qa.engine import Engine
from qa.language.resources import read_numbers
from qa.model import Kind, Query, Question
from tests.made import engine_over

MODEL = read_numbers("answering/confidence.json")
FEATURES = sorted(MODEL.keys() - {"intercept", "threshold"})
VALUES = st.fixed_dictionaries({name: st.floats(0, 1) for name in FEATURES})


def test_the_model_weighs_just_what_is_measured(engine: Engine) -> None:
    measured = engine.features(Question("云乐镇有几名法律顾问"))
    assert measured is not None
    assert sorted(measured) == FEATURES
    assert all(value >= 0 and math.isfinite(value) for value in measured.values())


@given(VALUES)
def test_a_confidence_is_a_probability(values: dict[str, float]) -> None:
    assert 0 < confidence_of(values) < 1


@given(VALUES, st.sampled_from(FEATURES), st.floats(0, 1))
def test_a_feature_moves_the_confidence_the_way_of_its_weight(
    values: dict[str, float], name: str, other: float
) -> None:
    less, more = sorted((values[name], other))
    low, high = (confidence_of({**values, name: value}) for value in (less, more))
    assert (high >= low) if MODEL[name] >= 0 else (high <= low)


def test_the_threshold_lies_between_none_and_all() -> None:
    assert 0 < threshold() < 1
    assert confidence_of(dict.fromkeys(FEATURES, 0.0)) < threshold()


@pytest.mark.parametrize("text", ["云乐镇有几名法律顾问", "彭浦镇审核合同多少份"])
def test_an_answer_carries_the_confidence_of_its_features(engine: Engine, text: str) -> None:
    measured = engine.features(Question(text))
    assert measured is not None
    assert math.isclose(engine.ask(Question(text)).confidence, confidence_of(measured))


def test_a_refusal_for_want_of_evidence_lies_below_the_threshold(engine: Engine) -> None:
    answer = engine.ask(Question("云乐镇有多少名医生"))
    assert answer.reason is not None
    assert answer.reason.code == "not-stated"
    assert answer.confidence < threshold()


@pytest.mark.parametrize(
    ("text", "unread", "strange"),
    [
        ("How many visitors came to Disneyland?", ("Disneyland",), True),
        ("Broadbandly, how many visitors came?", ("Broadbandly",), False),
        ("How many visitors came to the gizmo?", ("gizmo",), False),
        ("How many visitors came?", (), False),
    ],
)
def test_a_name_that_no_report_holds_is_distrusted(
    text: str, unread: tuple[str, ...], strange: bool
) -> None:
    assert (trust(Query(text, "en", Kind.COUNT, unread=unread)) < 1) is strange


def test_a_cell_that_says_what_a_sentence_says_is_no_rival_of_it(tmp_path: Path) -> None:
    said = "全镇整改隐患35处。\n隐患整改\n| 类别 | 已整改(处) |\n| 消防 | {} |\n| 合计 | {} |\n"
    leads = []
    for number, total in enumerate((35, 38)):
        (folder := tmp_path / str(number)).mkdir()
        text = "青禾镇2023年工作报告\n一、主要工作\n" + said.format(7, total)
        with engine_over(folder, text) as opened:
            features = opened.features(Question("青禾镇整改隐患多少处"))
            leads.append(features["margin"] if features else 0.0)
    assert leads[0] > leads[1]
