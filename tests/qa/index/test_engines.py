"""Every engine counts alike and ranks alike, to the last bit: the built-in one is the yardstick."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import IndexFault, SettingsError
from qa.index import engines
from qa.index.protocol import Group, SearchIndex, Terms
from qa.index.sqlite import Index
from qa.language.tokenization import tokenize
from tests.qa.index.corpora import STAMP, Corpus, analyse, build, corpus, shipped

pytest.importorskip("tantivy", reason="the extra scale is not installed")

OTHERS = [engines.TANTIVY]
"""The tests of opensearch, which ask the same, stand in tests/cluster."""
QUESTIONS = 200
SEED = 11
AWKWARD = {
    "nothing": {},
    "unknown": {"火箭": 1.0},
    "partly unknown": {"火箭": 1.0, "法治": 1.0},
    "in every sentence": {"法治": 1.0},
    "figures": {"81.5": 1.0, "2021": 1.0, "12345": 0.4},
    "counts nothing": {"法治": 0.0},
    "an empty group": [[]],
    "an empty wording": [[((), 1.0)], [("法治", 1.0)]],
    "repeated": [[(("法治", "法治", "政府"), 0.7)], [("法治", 1.0)]],
    "uneven": [[("法治", 1e-3), (("行政", "复议"), 0.8)], [("云乐", 5.0), ("法律", 0.32)]],
}


def repeated(copies: int) -> Corpus:
    """The shipped reports several times with other places: a corpus full of equals."""
    texts = {}
    for one in shipped()[0]:
        for copy in range(copies):
            texts[f"{one.id}-{copy}"] = one.text.replace("2023", str(2010 + copy))
    reports, pieces = corpus(texts)
    moved = tuple(replace(r, place=f"{'甲乙丙丁'[i % 4]}河镇") for i, r in enumerate(reports))
    return moved, pieces


@cache
def long_sentences() -> Corpus:
    """Sentences about as long as lengths are kept exactly, and far longer."""
    words = "法治政府行政复议云乐镇法律顾问调解矛盾纠纷"
    sizes = (1, 2, 12, 13, 14, 20, 21, 40, 41, 66, 200, 999)
    texts = {f"r{i}": "".join(words[i : i + n] + "。" for n in sizes) * 2 for i in range(12)}
    return corpus({id: text.replace("顾", "顾 81.5 a1,") for id, text in texts.items()})


@pytest.fixture(scope="module")
def yardstick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("yardstick") / "x"
    with build(path, *repeated(4), analyse, STAMP, engine=engines.BUILTIN) as built:
        yield built


@pytest.fixture(scope="module", params=OTHERS)
def other(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("other") / "x"
    with build(path, *repeated(4), analyse, STAMP, engine=request.param) as built:
        yield built


def questions(index: Index) -> list[list[Group]]:
    """Groups of alternatives cut out of sentences, as questions have them."""
    draw = random.Random(SEED)
    numbers = [n for report in index.store.reports for n in index.store.numbers(report.id)]
    asked = []
    for _ in range(QUESTIONS):
        text = index.store.sentence(draw.choice(numbers)).text
        groups: list[Group] = []
        for _ in range(draw.randint(1, 6)):
            start = draw.randrange(max(len(text) - 4, 1))
            wordings = (text[start : start + size] for size in (draw.randint(2, 5), 2))
            weights = (1.0, draw.choice((0.8, 0.32)))
            groups.append([(tuple(tokenize(w)), x) for w, x in zip(wordings, weights, strict=True)])
        asked.append(groups)
    return asked


def filters(index: Index) -> list[Sequence[str] | None]:
    ids = [report.id for report in index.store.reports]
    place = [report.id for report in index.store.reports if report.place == "乙河镇"]
    return [None, [], ids[:1], ids[3:9], place, ids[::-1], [ids[2], ids[2]]]


def assert_alike(
    one: SearchIndex, other: SearchIndex, terms: Terms, within: Sequence[str] | None
) -> None:
    found = one.search(terms, within, 10**6)
    for limit in (0, 1, 24, 72, len(found) + 1):
        assert other.search(terms, within, limit) == found[:limit]


def test_they_count_alike(yardstick: Index, other: Index) -> None:
    one, two = yardstick.postings, other.postings
    assert len(two) == len(one) > 500
    tokens = list(one.vocabulary())
    assert list(two.vocabulary()) == tokens
    assert [two.df(token) for token, _ in tokens] == [df for _, df in tokens]
    pairs = [("法治", "政府"), ("法治",), ("火箭", "法治"), ("云", "乐", "镇"), ("法治", "法治")]
    for pair in pairs:
        for limit in (0, 1, 10, 10**6):
            assert two.holding(pair, limit) == one.holding(pair, limit)


def test_they_rank_alike(yardstick: Index, other: Index) -> None:
    narrowed = filters(yardstick)
    for i, groups in enumerate(questions(yardstick)):
        for within in (None, narrowed[i % len(narrowed)]):
            found = yardstick.postings.search(groups, within, 24)
            assert other.postings.search(groups, within, 24) == found


def test_they_rate_alike(yardstick: Index, other: Index) -> None:
    for groups in questions(yardstick)[::10]:
        found = yardstick.postings.search(groups, None, 10**6)
        numbers, scores = [n for n, _ in found[::-3]], [score for _, score in found[::-3]]
        for index in (yardstick, other):
            assert index.postings.rate(groups, numbers) == scores


@pytest.mark.parametrize("terms", AWKWARD.values(), ids=AWKWARD)
def test_they_treat_what_is_awkward_alike(yardstick: Index, other: Index, terms: Terms) -> None:
    for within in filters(yardstick):
        assert_alike(yardstick.postings, other.postings, terms, within)
    numbers = [number for number, _ in yardstick.postings.search({"法治": 1.0}, None, 50)]
    for some in ([], numbers):
        assert other.postings.rate(terms, some) == yardstick.postings.rate(terms, some)


@pytest.mark.parametrize("engine", OTHERS)
def test_lengths_of_any_size_count_alike(tmp_path: Path, engine: str) -> None:
    with (
        build(tmp_path / "1", *long_sentences(), analyse, STAMP, engine="builtin") as one,
        build(tmp_path / "2", *long_sentences(), analyse, STAMP, engine=engine) as two,
    ):
        for token, _ in one.postings.vocabulary():
            assert_alike(one.postings, two.postings, {token: 1.0}, None)


WORDS = st.text("法治政府云乐。，1aA \0\x01", max_size=12)
TEXTS = st.dictionaries(st.text("abc", min_size=1, max_size=2), st.lists(WORDS).map("。".join))
GROUPS = st.lists(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["法", "治", "法治", "云乐", "乐", "1", "aa"])).map(tuple),
            st.floats(0, 4, width=16),
        ),
        max_size=3,
    ),
    max_size=3,
)


@pytest.mark.parametrize("engine", OTHERS)
@settings(max_examples=15, deadline=None)
@given(texts=TEXTS, groups=GROUPS)
def test_any_corpus_ranks_alike(
    tmp_path_factory: pytest.TempPathFactory,
    engine: str,
    texts: dict[str, str],
    groups: list[Group],
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with (
        build(folder / "1", *corpus(texts), analyse, STAMP, engine="builtin") as one,
        build(folder / "2", *corpus(texts), analyse, STAMP, engine=engine) as two,
    ):
        assert_alike(one.postings, two.postings, groups, None)


@pytest.mark.parametrize("engine", [engines.BUILTIN, *OTHERS])
def test_a_new_index_takes_the_folder_of_the_old_one_away(tmp_path: Path, engine: str) -> None:
    path, texts = tmp_path / "x", {"a": "法治政府。"}
    for _ in range(3):
        build(path, *corpus(texts), analyse, STAMP, engine=engines.TANTIVY).close()
    assert len(list(tmp_path.iterdir())) == 2
    build(path, *corpus(texts), analyse, STAMP, engine=engine).close()
    assert len(list(tmp_path.iterdir())) == 1 + (engine != engines.BUILTIN)


@pytest.mark.parametrize("engine", OTHERS)
def test_a_build_that_fails_leaves_nothing_and_the_old_index_whole(
    tmp_path: Path, engine: str
) -> None:
    path = tmp_path / "x"
    build(path, *corpus({"a": "法治政府。"}), analyse, STAMP, engine=engine).close()
    before = sorted(tmp_path.rglob("*"))

    def fail(*_: object) -> str:
        raise OSError(28, "no space left")

    with pytest.raises(IndexFault, match="no space left"):
        build(path, *corpus({"a": "新。"}), fail, STAMP, engine=engine)
    assert sorted(tmp_path.rglob("*")) == before
    with Index.open(path, STAMP, engine) as index:
        index.check()
        assert len(index.postings.search({"法治": 1.0})) == 1


@pytest.mark.parametrize("engine", OTHERS)
def test_what_is_lost_or_damaged_beside_the_file_is_a_fault_of_the_index(
    tmp_path: Path, engine: str
) -> None:
    path = tmp_path / "x"
    build(path, *corpus({"a": "法治政府。行政复议。"}), analyse, STAMP, engine=engine).close()
    (folder,) = (entry for entry in tmp_path.iterdir() if entry.is_dir())
    for entry in folder.iterdir():
        entry.write_bytes(b"")
    with pytest.raises(IndexFault, match="damaged"):
        Index.open(path, STAMP)
    for entry in folder.iterdir():
        entry.unlink()
    folder.rmdir()
    with pytest.raises(IndexFault, match="damaged"):
        Index.open(path, STAMP)


def test_the_engine_is_chosen_by_size_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engines.choose(engines.AUTO, engines.LARGE - 1) == engines.BUILTIN
    assert engines.choose(engines.AUTO, engines.LARGE) == engines.TANTIVY
    assert engines.hint(engines.AUTO, engines.LARGE) is None
    path, texts = tmp_path / "x", {"a": "法治政府。"}
    build(path, *corpus(texts), analyse, STAMP, engine=engines.TANTIVY).close()
    with Index.open(path, STAMP) as index:
        assert index.engine == engines.TANTIVY
    with pytest.raises(IndexFault, match="made with the engine tantivy"):
        Index.open(path, STAMP, engines.BUILTIN)

    monkeypatch.setattr(engines, "is_installed", lambda *_: False)
    assert engines.choose(engines.AUTO, engines.LARGE) == engines.BUILTIN
    assert engines.INSTALL[engines.TANTIVY] in str(engines.hint(engines.AUTO, engines.LARGE))
    assert engines.hint(engines.BUILTIN, engines.LARGE) is None
    with pytest.raises(SettingsError, match="not installed"):
        engines.choose(engines.TANTIVY, 1)
    with pytest.raises(IndexFault, match="not installed"):
        Index.open(path, STAMP)
