"""The engine of the cluster counts and ranks as the others do, in one shard and in three."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from opensearchpy import OpenSearch

from qa.errors import ClusterFault, IndexFault
from qa.index import engines
from qa.index.cluster.writing import OpenSearchWriter
from qa.index.protocol import Group
from qa.index.sqlite import Index
from qa.settings import Cluster
from tests.cluster.conftest import At
from tests.conftest import Command
from tests.qa.index.corpora import STAMP, Analyse, Corpus, analyse, corpus
from tests.qa.index.corpora import build as build_one
from tests.qa.index.test_changes import change, told
from tests.qa.index.test_engines import (  # noqa: F401  # the tests of every engine, with this one
    GROUPS,
    TEXTS,
    long_sentences,
    questions,
    repeated,
    test_they_count_alike,
    test_they_rank_alike,
    test_they_rate_alike,
    test_they_treat_what_is_awkward_alike,
)

EXAMPLES = 4
SUITES = Path(__file__).parents[2] / "corpus" / "suites"


def build(path: Path, made_of: Corpus, cluster: Cluster, analyse: Analyse = analyse) -> Index:
    return build_one(path, *made_of, analyse, STAMP, engines.OPENSEARCH, cluster)


def names(client: OpenSearch) -> list[str]:
    return sorted(client.indices.get(index="yinju-*"))


@pytest.fixture(scope="module", params=[1, 3], ids=["one shard", "three shards"])
def other(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, at: At
) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("cluster") / "x"
    with build(path, repeated(4), at(shards=request.param)) as built:
        yield built


def test_nothing_is_lost_or_twice(other: Index) -> None:
    other.check()


def test_without_the_counts_of_all_shards_they_would_rank_otherwise(
    yardstick: Index, other: Index, at: At
) -> None:
    """What three shards hold differs: that the engine takes them together is no chance."""
    client = OpenSearch(hosts=list(at().hosts))
    name = max(names(client), key=lambda name: int(name.rpartition("-")[2]))
    shards = len(client.search_shards(index=name)["shards"])
    asked = {"query": {"term": {"body": "法治"}}, "size": 1}
    scores = {
        kind: client.search(index=name, body=asked, search_type=kind)["hits"]["max_score"]
        for kind in ("query_then_fetch", "dfs_query_then_fetch")
    }
    ((_, best),) = yardstick.postings.search({"法治": 1.0}, limit=1)
    assert scores["dfs_query_then_fetch"] == pytest.approx(best, rel=1e-4)
    assert (scores["query_then_fetch"] == pytest.approx(best, rel=1e-4)) == (shards == 1)


def test_lengths_of_any_size_count_alike(tmp_path: Path, at: At) -> None:
    with (
        build_one(tmp_path / "1", *long_sentences(), analyse, STAMP) as one,
        build(tmp_path / "2", long_sentences(), at(shards=2)) as two,
    ):
        for token, _ in one.postings.vocabulary():
            found = one.postings.search({token: 1.0}, None, 1000)
            assert two.postings.search({token: 1.0}, None, len(found) + 1) == found


def test_a_token_longer_than_the_server_takes_is_found(tmp_path: Path, at: At) -> None:
    digits = "7" * 300
    texts = {"a": f"共{digits}件。共{digits[:-1]}件。", "b": "共7件。"}
    with build(tmp_path / "x", corpus(texts), at()) as index:
        ((number, _),) = index.postings.search({digits: 1.0})
        assert digits in index.store.sentence(number).text
        index.check()


@settings(max_examples=EXAMPLES)
@given(texts=TEXTS, groups=GROUPS)
def test_any_corpus_ranks_alike(
    tmp_path_factory: pytest.TempPathFactory, at: At, texts: dict[str, str], groups: list[Group]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with (
        build_one(folder / "1", *corpus(texts), analyse, STAMP) as one,
        build(folder / "2", corpus(texts), at(shards=2, replicas=0)) as two,
    ):
        found = one.postings.search(groups, None, 1000)
        assert two.postings.search(groups, None, 1000) == found


def test_records_are_the_same_bytes(yinju: Command, tmp_path: Path, at: At) -> None:
    hosts = ", ".join(f'"{host}"' for host in at().hosts)
    own = f'index = "x"\ncluster_hosts = [{hosts}]\ncluster_shards = 3\n'
    records: dict[str, list[bytes]] = {}
    for engine, more in ((engines.OPENSEARCH, own), (engines.BUILTIN, "")):
        (tmp_path / "yinju.toml").write_text(f'engine = "{engine}"\n{more}')
        for suite, part in (("example", "1/12"), ("everyday", "1/40")):
            asked = (str(SUITES / f"{suite}.jsonl"), "--shard", part, "--min-pass", "0")
            done = yinju("batch", *asked, "--no-semantic", "-o", "records.jsonl", "--force")
            assert done.code == 0, done.err
            records.setdefault(suite, []).append((tmp_path / "records.jsonl").read_bytes())
    assert all(one == two for one, two in records.values())
    assert all(len(one.splitlines()) > 10 for one, _ in records.values())


def test_the_alias_leads_to_the_newest_and_who_reads_the_one_before_reads_on(
    tmp_path: Path, at: At
) -> None:
    client, path = OpenSearch(hosts=list(at().hosts)), tmp_path / "x"
    strange = set(names(client))
    with build(path, corpus({"a": "法治政府。"}), at()) as before:
        for text in ("行政复议。", "云乐镇。"):
            path.unlink()  # as `yinju index --force` does
            build(path, corpus({"a": text}), at()).close()
            if text == "行政复议。":
                assert len(before.postings.search({"法治": 1.0})) == 1
    ours = sorted(set(names(client)) - strange)
    assert len(ours) == 2
    (aliased,) = (n for n in ours if client.indices.get_alias(index=n)[n]["aliases"])
    assert aliased == max(ours, key=lambda name: int(name.rpartition("-")[2]))
    with Index.open(path, STAMP, engines.OPENSEARCH, at()) as index:
        assert len(index.postings.search({"云乐": 1.0})) == 1
    client.indices.delete(index=aliased)
    with pytest.raises(IndexFault, match="not in the cluster"):
        Index.open(path, STAMP, engines.OPENSEARCH, at())


def test_it_changes_with_its_corpus_and_who_reads_the_one_before_reads_on(
    tmp_path: Path, at: At
) -> None:
    client, path = OpenSearch(hosts=list(at().hosts)), tmp_path / "x"
    texts = {"a": "法治政府。", "b": "行政复议。火箭。", "e": "法治。法治云乐。"}
    comes = texts | {"c": "云乐镇火箭。", "d": ""}
    goes = {"b": "行政复议。法治。", "c": "云乐镇火箭。"}  # one has changed, two are gone
    strange = set(names(client))
    build(path, corpus(texts), at(shards=2)).close()
    for changed in (comes, goes, {"c": "云乐镇火箭。"}):
        with (
            Index.open(path, STAMP, cluster=at()) as before,
            build_one(tmp_path / "1", *corpus(changed), analyse, STAMP) as anew,
        ):
            held = told(before)
            with change(path, changed, at()) as after:
                after.check()
                assert told(after) == told(anew)
            assert told(before) == held
        assert len(set(names(client)) - strange) == 2


def test_a_change_that_fails_leaves_nothing_and_the_old_index_whole(
    tmp_path: Path, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, path = OpenSearch(hosts=list(at().hosts)), tmp_path / "x"
    build(path, corpus({"a": "法治政府。", "b": "行政复议。"}), at()).close()
    before = names(client)
    copy = OpenSearchWriter._copy

    def fail(self: OpenSearchWriter, one: str, other: str) -> None:
        if one.endswith("-draft"):
            raise ClusterFault("the cluster {hosts} is away", hosts="")
        copy(self, one, other)

    monkeypatch.setattr(OpenSearchWriter, "_copy", fail)
    with pytest.raises(ClusterFault):
        change(path, {"a": "法治政府。"}, at())
    assert names(client) == before
    with Index.open(path, STAMP, cluster=at()) as index:
        index.check()


def test_a_build_that_fails_leaves_nothing_and_the_old_index_whole(tmp_path: Path, at: At) -> None:
    client, path = OpenSearch(hosts=list(at().hosts)), tmp_path / "x"
    build(path, corpus({"a": "法治政府。"}), at()).close()
    before = names(client)

    def fail(*_: object) -> str:
        raise OSError(28, "no space left")

    with pytest.raises(IndexFault, match="no space left"):
        build(path, corpus({"a": "新。"}), at(), fail)
    assert names(client) == before
    with Index.open(path, STAMP, engines.OPENSEARCH, at()) as index:
        index.check()
        assert len(index.postings.search({"法治": 1.0})) == 1
