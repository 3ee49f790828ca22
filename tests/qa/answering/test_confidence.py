"""Confidence: a probability that grows with the evidence."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answering.confidence import confidence_of, threshold, trust
from qa.engine import Engine
from qa.language.resources import read_numbers
from qa.model import Kind, Query, Question

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
