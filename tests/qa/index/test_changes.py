"""An index that changes with its corpus is told from one built of the corpus anew by nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import IndexFault
from qa.index import engines
from qa.index.parts.part import Part
from qa.index.protocol import Terms
from qa.index.sqlite import Index
from qa.settings import LOCAL_CLUSTER, Cluster
from tests.qa.index.corpora import STAMP, analyse, build, corpus, part, recipe

ENGINES = [engines.BUILTIN]
if engines.is_installed():
    ENGINES.append(engines.TANTIVY)
WORDS = st.sampled_from(
    ["法治", "法", "治", "政府", "云乐", "1", "aa", "法治法治", "政府云乐。法", ""]
)
TEXT = st.lists(WORDS, max_size=6).map("。".join)
CORPUS = st.dictionaries(st.sampled_from("abcd"), TEXT, max_size=4)
CORPORA = st.lists(CORPUS, min_size=2, max_size=4)
TERMS: list[Terms] = [
    {"法治": 1.0},
    {"法": 1.0, "治": 0.5, "aa": 2.0, "1": 1.0},
    [[(("法治", "政府"), 1.0), (("云", "乐"), 0.8)], [("政府", 1.0)], [("报告", 0.3)]],
    [[("治", 1.0)], [("aa", 0.25)], [(("府", "云"), 1.0), ("法", 0.32)]],
]
BEFORE, AFTER = {"a": "法治。", "b": "政府。"}, {"b": "政府。", "c": "法治云乐。"}
TABLES = ("term", "word", "name", "gloss", "extra", "stamp")


def change(path: Path, texts: Mapping[str, str], cluster: Cluster = LOCAL_CLUSTER) -> Index:
    """The index at the path with the reports of these texts."""
    reports, pieces = corpus(texts)
    parts = {one.id: part(one, pieces[one.id], recipe()) for one in reports}
    with Index(path, cluster) as index:
        held = index.digests()
    coming = [parts[id] for id in sorted(parts) if held.get(id) != parts[id].digest]
    digests = {id: one.digest for id, one in parts.items()}
    return Index.change(path, coming, digests, recipe(), STAMP, cluster)


def told(index: Index) -> list[object]:
    """All that an index tells, but for what it knows reports by within."""
    store, postings = index.store, index.postings
    ids = [report.id for report in store.reports]
    numbers = [number for id in ids for number in store.numbers(id)]
    narrowed: list[Sequence[str] | None] = [None, ids[:1], ids[1:], ids[::-2]]
    return [
        store.reports,
        [(store.read(n), index.vector(n)) for n in numbers],
        [(report.text, store.has_headings(report.id)) for report in store.reports],
        (len(postings), list(postings.vocabulary()), index.compiled.years()),
        [postings.holding(tokens, 3) for tokens in (["法"], ["法治", "政府"])],
        [postings.search(terms, ids, k) for terms in TERMS for ids in narrowed for k in (1, 3, 99)],
        [postings.rate(terms, [n for n, _ in postings.search(TERMS[0])]) for terms in TERMS],
        dict(store.units(ids)),
    ]


def tables(path: Path) -> list[list[tuple[object, ...]]]:
    """What was worked out of the whole corpus."""
    with closing(sqlite3.connect(path)) as file:
        sums = file.execute("SELECT * FROM meta WHERE key != 'folder' ORDER BY key").fetchall()
        return [sums, *(sorted(file.execute(f"SELECT * FROM {table}")) for table in TABLES)]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=8, deadline=None)
@given(corpora=CORPORA)
def test_after_any_changes_it_tells_what_one_built_anew_tells(
    tmp_path_factory: pytest.TempPathFactory, engine: str, corpora: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("changes")
    path = folder / "changing"
    build(path, *corpus(corpora[0]), analyse, STAMP, engine).close()
    for texts in corpora[1:]:
        with (
            change(path, texts) as changed,
            build(folder / "anew", *corpus(texts), analyse, STAMP, engine) as anew,
        ):
            changed.check()
            assert changed.engine == engine
            assert told(changed) == told(anew)
            assert tables(path) == tables(folder / "anew")


@pytest.mark.parametrize("engine", ENGINES)
def test_many_that_come_and_go_leave_lists_and_scores_as_they_are_anew(
    tmp_path: Path, engine: str
) -> None:
    # Long against short ones: what tantivy still counts of those that went is far from the truth.
    long = {f"l{i}": "法治政府云乐。" + "云乐政府法治报告。" * (20 + i) for i in range(12)}
    short = {f"s{i}": f"法治{i}。云乐。aa政府。" * 3 for i in range(12)}
    path = tmp_path / "x"
    build(path, *corpus(long), analyse, STAMP, engine).close()
    for texts in (long | short, short, {**short, "l3": long["l3"]}):
        with (
            change(path, texts) as changed,
            build(tmp_path / "anew", *corpus(texts), analyse, STAMP, engine) as anew,
        ):
            assert told(changed) == told(anew)


@pytest.mark.parametrize("engine", ENGINES)
def test_who_has_it_open_reads_on_in_what_it_was(tmp_path: Path, engine: str) -> None:
    path = tmp_path / "x"
    with build(path, *corpus({"a": "法治。", "b": "政府。"}), analyse, STAMP, engine) as before:
        with change(path, {"b": "法治政府。", "c": "法治。"}) as after:
            assert [report.id for report in after.store.reports] == ["b", "c"]
        wanted = build(
            tmp_path / "y", *corpus({"a": "法治。", "b": "政府。"}), analyse, STAMP, engine
        )
        with wanted:
            assert told(before) == told(wanted)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_change_that_fails_leaves_the_index_as_it_was(tmp_path: Path, engine: str) -> None:
    path, texts = tmp_path / "x", {"a": "法治。", "b": "政府。"}
    build(path, *corpus(texts), analyse, STAMP, engine).close()
    before, files = path.read_bytes(), sorted(tmp_path.rglob("*"))

    def fail(_: str) -> Part:
        raise OSError(28, "no space left")

    with pytest.raises(IndexFault, match="no space left"):
        Index.change(path, map(fail, "a"), {"a": "other"}, recipe(), STAMP)
    assert path.read_bytes() == before
    assert sorted(tmp_path.rglob("*")) == files
    with Index.open(path, STAMP) as index:
        index.check()


def test_reports_that_are_not_those_that_were_wanted_are_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "x"
    build(path, *corpus({"a": "法治。"}), analyse, STAMP).close()
    before = path.read_bytes()
    with pytest.raises(IndexFault, match="another process"):
        Index.change(path, [], {"b": "never came"}, recipe(), STAMP)
    assert path.read_bytes() == before


KILLED = """
import os, sys
from pathlib import Path
from unittest import mock
from tests.qa.index.test_changes import AFTER, change

with mock.patch(sys.argv[2], lambda *_, **__: os.kill(os.getpid(), 9)):
    change(Path(sys.argv[1]), AFTER)
"""


@pytest.mark.skipif(os.name == "nt", reason="nothing is killed so here")
@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("qa.index.sqlite.write_changes", BEFORE),
        ("qa.index.sqlite_writing._seal", BEFORE),
        ("pathlib.Path.replace", BEFORE),
        ("qa.index.folders.rmtree", AFTER),
    ],
)
def test_a_builder_that_is_killed_leaves_the_index_whole(
    tmp_path: Path, moment: str, holds: dict[str, str]
) -> None:
    path, engine = tmp_path / "x", ENGINES[-1]
    build(path, *corpus(BEFORE), analyse, STAMP, engine).close()
    with subprocess.Popen([sys.executable, "-c", KILLED, str(path), moment]) as builder:
        ended = builder.wait()
    if engine == engines.BUILTIN and holds is AFTER:
        pytest.skip("there is no folder to remove")
    assert ended == -signal.SIGKILL
    with (
        Index.open(path, STAMP) as found,
        build(tmp_path / "anew", *corpus(holds), analyse, STAMP, engine) as anew,
    ):
        found.check()
        assert told(found) == told(anew)
    with change(path, {**AFTER, "d": "aa。"}) as changed:
        assert [report.id for report in changed.store.reports] == ["b", "c", "d"]
    assert not list(tmp_path.glob(f"*.{builder.pid}-*"))
