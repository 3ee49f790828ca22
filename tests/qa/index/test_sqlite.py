"""The index gives back what was put in, ranks by the contract, and says when it cannot."""

import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qa.errors import IndexFault
from qa.index.bm25 import ContractBM25
from qa.index.contract import Contract
from qa.index.sqlite import Index
from qa.language.tokenization import tokenize
from qa.model import Report, Sentence
from tests.qa.index.corpora import STAMP, analyse, build, corpus, shipped

QUESTIONS = [
    "云乐镇有多少名法律顾问",
    "调解矛盾纠纷多少件",
    "全年开展法治宣传活动几场",
    "行政复议案件受理情况",
    "2024年的工作计划是什么",
    "12345热线 66.64 WeChat",
    "问题与不足",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("index") / "index.sqlite3"
    with build(path, *shipped(), analyse, STAMP) as built:
        yield built


@cache
def shipped_oracle() -> "Oracle":
    return Oracle(*shipped())


class Oracle:
    """The same ranking, worked out by rank_bm25 from the sentences themselves."""

    def __init__(self, reports: Sequence[Report], pieces: Mapping[str, Sequence[Sentence]]) -> None:
        numbered = [piece for id in sorted(pieces) for piece in pieces[id]]
        by_id = {one.id: one for one in reports}
        self.numbers = [n for n, piece in enumerate(numbered) if piece.role == "body"]
        bodies = [numbered[n] for n in self.numbers]
        self.body = ContractBM25([tokenize(piece.text) for piece in bodies])
        self.context = ContractBM25(
            [tokenize("\n".join(context(by_id[piece.report], piece))) for piece in bodies]
        )

    def scores(self, group: Sequence[tuple[Sequence[str], float]]) -> dict[int, float]:
        """The best of all wordings, in the sentence or its context, and a part of the others."""
        parts = [
            factor * weight * np.array(side.get_scores(list(tokens)))
            for tokens, factor in group
            for side, weight in ((self.body, 1.0), (self.context, Contract.context))
        ]
        total = (1 - Contract.tie) * np.max(parts, axis=0) + Contract.tie * np.sum(parts, axis=0)
        return dict(zip(self.numbers, map(float, total), strict=True))

    def sum(self, tokens: Sequence[str]) -> dict[int, float]:
        """The scores of groups of one token each."""
        found = [self.scores([([token], 1.0)]) for token in tokens]
        return {number: sum(part[number] for part in found) for number in self.numbers}


def context(report: Report, piece: Sentence) -> tuple[str, ...]:
    return report.title, report.place, str(report.year or ""), *piece.section


def assert_ranked(found: Sequence[tuple[int, float]], wanted: Mapping[int, float]) -> None:
    """Same scores, and in this order but for sentences whose scores differ by rounding only."""
    positive = {number: score for number, score in wanted.items() if score > 0}
    assert dict(found) == pytest.approx(positive, rel=1e-9)
    rounded = [(-round(score, 9), number) for number, score in found]
    assert [score for score, _ in rounded] == sorted(score for score, _ in rounded)
    ranks = sorted(positive, key=lambda number: (-round(positive[number], 9), number))
    assert sorted(rounded) == [(-round(dict(found)[n], 9), n) for n in ranks]


def test_it_gives_back_what_was_put_in(index: Index) -> None:
    reports, pieces = shipped()
    by_id = sorted(reports, key=lambda one: one.id)
    assert list(index.store.reports) == by_id
    for one in by_id:
        assert index.store.report(one.id) == one
        assert hash(index.store.report(one.id)) == hash(one)
        numbers = index.store.numbers(one.id)
        assert tuple(map(index.store.sentence, numbers)) == pieces[one.id]
        assert [index.store.analysis(n) for n in numbers] == [
            analyse(one, s) for s in pieces[one.id]
        ]
        assert list(index.store.texts(numbers)) == [piece.text for piece in pieces[one.id]]
    bodies = [piece for id in pieces for piece in pieces[id] if piece.role == "body"]
    assert len(index.postings) == len(bodies)


def test_unknown_names_are_told_apart_from_damage(index: Index) -> None:
    for ask in (index.store.report, index.store.numbers):
        with pytest.raises(KeyError):
            ask("none")
    for ask_number in (index.store.sentence, index.store.analysis):
        with pytest.raises(KeyError):
            ask_number(10**6)
    assert index.vector(0) is None
    assert index.postings.df("none") == 0


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_scores_as_the_oracle_says(index: Index, question: str) -> None:
    tokens = list(dict.fromkeys(tokenize(question)))
    wanted = shipped_oracle().sum(tokens)
    found = index.postings.search(dict.fromkeys(tokens, 1.0), limit=10**6)
    assert_ranked(found, wanted)
    assert index.postings.search(dict.fromkeys(tokens, 1.0), limit=5) == found[:5]


def test_a_question_of_very_many_tokens_is_read_in_parts(index: Index) -> None:
    unknown = {f"w{number}": 1.0 for number in range(1200)}
    found = index.postings.search(unknown | {"法律": 1.0})
    assert found == index.postings.search({"法律": 1.0}) != []


def test_alternatives_count_as_one_term(index: Index) -> None:
    group = [(tuple(tokenize("法律顾问")), 1.0), (tuple(tokenize("律师")), 0.5)]
    found = index.postings.search([group], limit=10**6)
    assert_ranked(found, shipped_oracle().scores(group))


def test_reports_filter_and_changes_no_score(index: Index) -> None:
    terms = dict.fromkeys(tokenize(QUESTIONS[1]), 1.0)
    everything = index.postings.search(terms, limit=10**6)
    within = ["yunle-2023", "hetang-2019"]
    allowed = {number for id in within for number in index.store.numbers(id)}
    wanted = [(number, score) for number, score in everything if number in allowed]
    assert index.postings.search(terms, within, 10**6) == wanted
    assert index.postings.search(terms, [*within, *within], 10**6) == wanted
    assert index.postings.search(terms, [], 10**6) == []
    every = [report.id for report in index.store.reports]
    assert index.postings.search(terms, every[::-1], 10**6) == everything


def test_the_best_are_the_first_of_all_even_among_equals(tmp_path: Path) -> None:
    texts = {"a": "法治。法治政府。" * 5, "b": "法治。" * 5}
    with build(tmp_path / "x", *corpus(texts), analyse, STAMP) as index:
        everything = index.postings.search({"法治": 1.0}, limit=10**6)
        for limit in range(len(everything) + 2):
            assert index.postings.search({"法治": 1.0}, limit=limit) == everything[:limit]


def test_headings_are_kept_and_never_found(index: Index) -> None:
    _, pieces = shipped()
    headings = {piece.text for id in pieces for piece in pieces[id] if piece.role == "heading"}
    assert headings
    found = index.postings.search(dict.fromkeys(tokenize("".join(headings)), 1.0), limit=10**6)
    assert {index.store.sentence(number).role for number, _ in found} == {"body"}


def test_df_and_vocabulary_count_sentences_by_their_own_words(index: Index) -> None:
    _, pieces = shipped()
    numbered = [piece for id in sorted(pieces) for piece in pieces[id]]
    holding: dict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(numbered):
        for token in set(tokenize(piece.text)) if piece.role == "body" else ():
            holding[token].append(number)
    assert dict(index.postings.vocabulary()) == {
        token: len(found) for token, found in holding.items()
    }
    assert index.postings.holding(["法治"], 10**6) == (len(holding["法治"]), holding["法治"])
    assert index.postings.df("法治") == len(holding["法治"]) > 0


def test_reports_and_numbers_meet_at_their_borders(tmp_path: Path) -> None:
    sizes = {"a": 300, "b": 2, "c": 1, "d": 301, "e": 4}
    texts = {id: "法治。" * size for id, size in sizes.items()}
    with build(tmp_path / "x", *corpus(texts), analyse, STAMP) as index:
        for within in (["b"], ["c", "b"], ["e", "b", "e"], ["a", "d"]):
            wanted = sorted({n for id in within for n in index.store.numbers(id)})
            found = index.postings.search({"法治": 1.0}, within, 10**6)
            assert sorted(number for number, _ in found) == wanted
        assert len(index.postings.search({"法治": 1.0}, limit=10**6)) == sum(sizes.values())


def test_the_same_reports_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    reports, pieces = shipped()
    for name, order in (("one", reports), ("two", reports[::-1])):
        build(tmp_path / name, order, pieces, analyse, STAMP).close()
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_was_worked_out_of_the_corpus_is_looked_up(tmp_path: Path) -> None:
    texts = {"a": "法治。", "b": "法制。治理。"}
    with build(tmp_path / "x", *corpus(texts), analyse, STAMP) as index:
        compiled = index.compiled
        assert compiled.places == "云乐镇".encode()
        assert compiled.years() == {"a": [[2023], []], "b": [[2023], []]}
        assert list(compiled.beginning("法")) == [("法制", 1), ("法治", 1)]
        assert list(compiled.ending("治")) == [("法治", 1)]
        assert compiled.names(hex(ord("法"))) == ["法制", "法治"]
        assert compiled.names("none") == []
        assert compiled.glosses("法") == {"法制": 1.0, "法治": 1.0}
        assert compiled.glosses("none") == {}


def test_names_are_looked_up_by_their_sound(tmp_path: Path) -> None:
    texts = {"a": "段小龙来到刘庄。", "b": "法治。刘庄法治。留庄。小说。"}
    with build(tmp_path / "x", *corpus(texts), analyse, STAMP) as index:
        assert index.compiled.sounding("liuzhuang") == ["刘庄", "留庄"]
        assert index.compiled.sounding("duanxiaolong") == ["段小龙"]
        # One is a common word, of one there is but a half.
        assert index.compiled.sounding("fazhi") == index.compiled.sounding("duanxiaoma") == []


@pytest.mark.parametrize("texts", [{}, {"a": "。"}, {"a": "标题"}], ids=["none", "bare", "heading"])
def test_a_corpus_without_a_word_can_be_asked(tmp_path: Path, texts: dict[str, str]) -> None:
    with build(tmp_path / "x", *corpus(texts), analyse, STAMP) as index:
        assert index.postings.search({"标题": 1.0}) == []


def test_threads_get_the_same_answers(index: Index) -> None:
    def ask(question: str) -> list[Sentence]:
        found = index.postings.search(dict.fromkeys(tokenize(question), 1.0))
        return [index.store.sentence(number) for number, _ in found]

    alone = [ask(question) for question in QUESTIONS]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, QUESTIONS * 5)) == alone * 5


WORDS = st.text("法治政府云乐。，1aA \0", max_size=12)
TEXTS = st.dictionaries(st.text("abc", min_size=1, max_size=2), st.lists(WORDS).map("。".join))


@settings(max_examples=50)
@given(texts=TEXTS, query=st.lists(st.text("法治政府云乐1a", max_size=3), max_size=4))
def test_any_corpus_comes_back_and_ranks_as_the_oracle_says(
    texts: dict[str, str], query: list[str]
) -> None:
    reports, pieces = corpus(texts)
    with (
        TemporaryDirectory() as folder,
        build(Path(folder) / "x", reports, pieces, analyse, STAMP) as index,
    ):
        assert sorted(reports, key=lambda one: one.id) == list(index.store.reports)
        for id in pieces:
            assert tuple(map(index.store.sentence, index.store.numbers(id))) == pieces[id]
        found = index.postings.search(dict.fromkeys(query, 1.0), limit=10**6)
        assume(any(tokenize(s.text) for id in pieces for s in pieces[id] if s.role == "body"))
        assert_ranked(found, Oracle(reports, pieces).sum(list(dict.fromkeys(query))))


@cache
def sound() -> bytes:
    """A small index as it should be."""
    with TemporaryDirectory() as folder:
        build_small(Path(folder) / "x")
        return (Path(folder) / "x").read_bytes()


def build_small(path: Path) -> None:
    build(path, *corpus({"a": "法治政府。", "b": "法律顾问1名。"}), analyse, STAMP).close()


def test_a_missing_index_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(IndexFault, match="yinju index"):
        Index.open(tmp_path / "x", STAMP)


@pytest.mark.parametrize("stamp", [{"corpus": "abc"}, {**STAMP, "corpus": "b"}, {**STAMP, "x": ""}])
def test_an_index_made_for_something_else_is_refused(tmp_path: Path, stamp: dict[str, str]) -> None:
    build_small(tmp_path / "x")
    Index.open(tmp_path / "x", STAMP).close()
    with pytest.raises(IndexFault, match=r"made for another (corpus|lexicon|x) "):
        Index.open(tmp_path / "x", stamp)


@given(place=st.floats(0, 1, exclude_max=True), junk=st.binary(min_size=1, max_size=600))
def test_a_changed_byte_anywhere_is_noticed(place: float, junk: bytes) -> None:
    start = int(place * len(sound()))
    changed = sound()[:start] + junk + sound()[start + len(junk) :]
    assume(changed != sound())
    assert_refused(changed)


@given(share=st.floats(0, 1, exclude_max=True))
def test_a_truncated_file_is_noticed(share: float) -> None:
    assert_refused(sound()[: int(share * len(sound()))])


def assert_refused(damaged: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(damaged)
        with pytest.raises(IndexFault):
            Index.open(path, STAMP)


def test_a_page_that_rots_while_open_is_a_fault_of_the_index(tmp_path: Path) -> None:
    path = tmp_path / "x"
    build_small(path)
    with Index.open(path, STAMP) as index:
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (path.stat().st_size - 4096))
        with pytest.raises(IndexFault, match="damaged"):
            index.postings.search({"法治": 1.0})


def test_a_build_that_fails_leaves_the_old_index_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "x"
    build_small(path)

    def fail(report: Report, piece: Sentence) -> str:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(IndexFault, match=r"disk is full.*make room"):
        build(path, *corpus({"a": "新。"}), fail, STAMP)
    assert path.read_bytes() == sound()
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexFault, match="another folder"):
        build_small(tmp_path / "file" / "x")


def test_drafts_of_the_dead_go(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as done:
        done.wait()
    (tmp_path / f".x.{done.pid}-1.part").touch()
    build_small(tmp_path / "x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]


def test_builders_at_the_same_time_leave_one_whole_index(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(build_small, [path] * 8))
    with Index.open(path, STAMP) as index:
        assert len(index.postings) == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]
