"""Features and weights: what a score is made of, so that each number can fail by itself."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.analysis.annotations import analyse
from qa.analysis.periods import timeline_of
from qa.engine import Engine
from qa.extraction.score_features import (
    Features,
    features_of_clause,
    features_of_sentence,
    shares_of,
)
from qa.extraction.weights import FEATURES, TABLES
from qa.language.normalization import fold
from qa.model import Query, Question, Report, Sentence
from qa.retrieval.passages import Passage
from tests.cases import read_marked


@pytest.mark.parametrize("table", TABLES, ids=lambda table: type(table).__name__)
def test_every_weight_says_what_it_means_and_where_it_comes_from(table: object) -> None:
    for weight in fields(table):  # type: ignore[arg-type]  # each of them is a dataclass
        assert weight.metadata["meaning"]
        assert weight.metadata["origin"] in {"fitted", "tried", "guessed"}


def test_every_feature_has_a_weight() -> None:
    assert {weight.name for weight in fields(FEATURES)} == set(Features._fields)


@given(st.lists(st.floats(-1, 1), min_size=len(Features._fields), max_size=len(Features._fields)))
def test_the_shares_of_the_features_add_up_to_the_score(values: list[float]) -> None:
    features = Features(*values)
    assert sum(share for _, share in shares_of(features)) == features.score


@pytest.mark.parametrize("row", read_marked("features.tsv"))
def test_of_two_sentences_a_feature_prefers_the_one_in_the_table(
    engine: Engine, row: list[str]
) -> None:
    question, *sentences, feature = row
    query = engine.explain(Question(question)).query
    found = [features_of(query, text) for text in sentences]
    better, worse = (getattr(FEATURES, feature) * getattr(each, feature) for each in found)
    assert better > worse


def features_of(query: Query, text: str) -> Features:
    """The features of a sentence of one clause that rest on no term of the question."""
    clause = features_of_clause(query, passage(text), (0, len(text)))
    return Features(**features_of_sentence(query, passage(text)), **clause)


def passage(text: str) -> Passage:
    """A sentence of a report of 2023 as a passage."""
    report = Report("r", "云乐镇", "乡镇", 2023, "云乐镇2023年法治政府建设年度报告", "", text, "")
    sentence = Sentence("r", 1, 0, len(text), text)
    analysis = analyse(sentence, report, timeline_of(report, ()))
    return Passage(0, report, sentence, analysis, fold(text), text)
