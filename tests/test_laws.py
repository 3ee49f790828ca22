"""What holds for every question: a valid record, true quotations, covered figures, same bytes."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.analysis.figures import find_figures
from qa.engine import Engine
from qa.model import Answer, Question
from qa.render import to_json
from qa.settings import Settings, packaged_corpus
from qa.wording import say
from tests.cases import read_cases

QUESTIONS = [row[0] for row in read_cases("questions.tsv")]
WORDS = (
    "云乐镇 彭浦镇 周村 Hetang Beijing 2023年 去年 几名 多少 谁 为什么 哪些 哪个镇 最多 和 "
    "法律顾问 网格员 how many which legal advisers 100% ， ? “ 《 \u202e \ufdfa 𠀀 镇 一 万亿 12"
)
PIECES = st.sampled_from([*WORDS.split(), "\0", "\n", "；"])
LABEL = re.compile(r"^[一-鿿]+(?: \d{4})?: ")  # what a comparison puts before a quotation
ASKED = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(" ".join),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    index = tmp_path_factory.mktemp("laws") / "index.sqlite"
    with Engine.open(Settings(index=index)) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(engine: Engine) -> Mapping[str, str]:
    return {report.id: report.text for report in engine.reports}


def check(answer: Answer, texts: Mapping[str, str]) -> None:
    """Holds the answer to its promises."""
    record: dict[str, Any] = json.loads(to_json(answer))
    assert record["status"] in ("answered", "abstained")
    answered = record["status"] == "answered"
    assert bool(record["answer"]) == bool(record["citations"]) == answered
    assert (record["reason"] is None) == answered
    assert 0 <= record["confidence"] <= 1
    nearest = () if answered else record["reason"]["nearest"]
    for cited in (*record["citations"], *nearest):
        assert texts[cited["report"]][cited["start"] : cited["end"]] == cited["text"]
        assert all(0 <= a < b <= len(cited["text"]) for a, b in cited["highlights"])
    assert [c["number"] for c in record["citations"]] == list(
        range(1, len(record["citations"]) + 1)
    )
    for line in answer.text.splitlines():
        for found in find_figures(LABEL.sub("", line)):
            assert any(found.text in cited["text"] for cited in record["citations"])
    for figure in record["figures"]:
        assert figure["text"] in record["citations"][figure["citation"] - 1]["text"]
        assert figure["text"] in record["answer"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ASKED)
def test_any_text_gets_a_true_record(engine: Engine, texts: Mapping[str, str], text: str) -> None:
    check(engine.ask(Question(text)), texts)


@settings(max_examples=40)
@given(
    history=st.lists(st.sampled_from(QUESTIONS) | ASKED, max_size=3),
    text=st.sampled_from(QUESTIONS),
)
def test_any_conversation_gets_a_true_record(
    engine: Engine, texts: Mapping[str, str], history: list[str], text: str
) -> None:
    check(engine.ask(Question(text, history=tuple(history))), texts)


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_questions_of_the_table_get_true_records(
    engine: Engine, texts: Mapping[str, str], text: str
) -> None:
    check(engine.ask(Question(text)), texts)


@pytest.mark.parametrize("text", QUESTIONS[::3])
def test_an_answer_holds_only_the_words_of_its_citations(engine: Engine, text: str) -> None:
    answer = engine.ask(Question(text))
    quoted = [citation.text for citation in answer.citations]
    for line in answer.text.splitlines():
        own = LABEL.sub("", line)
        if own not in (say("not-stated-cell", "zh"), say("not-stated-cell", "en")):
            assert all(any(part in text for text in quoted) for part in own.split("；"))


def test_two_engines_say_the_same_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    said = []
    for name, backwards in (("one", False), ("two", True)):
        corpus = tmp_path / name
        corpus.mkdir()
        for file in sorted(packaged_corpus().glob("*.txt"), reverse=backwards):
            shutil.copyfile(file, corpus / file.name)
        with Engine.open(Settings(corpus=corpus, index=tmp_path / f"{name}.sqlite")) as engine:
            said.append([to_json(engine.ask(Question(text))) for text in QUESTIONS[:40]])
    assert said[0] == said[1]


def test_the_order_of_questions_does_not_matter(engine: Engine) -> None:
    asked = QUESTIONS[::4]
    forth = {text: to_json(engine.ask(Question(text))) for text in asked}
    back = {text: to_json(engine.ask(Question(text))) for text in reversed(asked)}
    assert forth == back
