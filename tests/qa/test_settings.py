from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.settings import Cluster, Settings, default_index, load, packaged_corpus


def test_the_defaults_ask_the_packaged_reports(tmp_path: Path) -> None:
    settings = load({}, {}, tmp_path)
    assert settings == Settings()
    assert settings.packaged
    assert len(list(settings.corpus.glob("*.txt"))) == 5


def test_each_corpus_folder_has_an_index_of_its_own(tmp_path: Path) -> None:
    ours = Settings(corpus=tmp_path)
    assert ours.index == default_index(tmp_path) != Settings().index
    assert default_index(tmp_path / "x" / "..") == ours.index


def test_the_order_is_flag_environment_folder_user_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    user = tmp_path / "config" / "yinju" / "yinju.toml"
    user.parent.mkdir(parents=True)
    user.write_text('top = 4\nlang = "en"\ncolor = "never"\n', encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    (work / "yinju.toml").write_text('top = 5\nlang = "zh"\n', encoding="utf-8")

    def chosen(flags: dict[str, object], environ: dict[str, str]) -> tuple[int, str | None, str]:
        settings = load(flags, environ, work)
        return settings.top, settings.lang, settings.color

    assert chosen({"top": "7"}, {"YINJU_TOP": "6"}) == (7, "zh", "never")
    assert chosen({"top": None}, {"YINJU_TOP": "6"}) == (6, "zh", "never")
    assert chosen({}, {"YINJU_TOP": ""}) == (5, "zh", "never")


@pytest.mark.parametrize(
    ("flags", "environ", "wanted"),
    [
        ({"corpus": "a"}, {}, {"corpus": "a"}),
        ({}, {"YINJU_CORPUS": "a", "YINJU_INDEX": "b"}, {"corpus": "a", "index": "b"}),
        ({"lexicons": ["a", "b"]}, {}, {"lexicons": ["a", "b"]}),
        ({}, {"YINJU_LEXICONS": "a:b"}, {"lexicons": ["a", "b"]}),
    ],
)
def test_paths_count_from_the_working_folder(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    flags: dict[str, object],
    environ: dict[str, str],
    wanted: dict[str, object],
) -> None:
    monkeypatch.setattr("os.pathsep", ":")
    settings = load(flags, environ, tmp_path)
    for key, value in wanted.items():
        expected = tuple(map(tmp_path.joinpath, value)) if isinstance(value, list) else None
        assert getattr(settings, key) == (expected or tmp_path / str(value))


def test_paths_in_a_file_count_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "yinju.toml").write_text('corpus = "texts"\nlexicons = ["w.tsv"]', encoding="utf-8")
    settings = load({}, {}, tmp_path)
    assert settings.corpus == tmp_path / "texts"
    assert settings.lexicons == (tmp_path / "w.tsv",)


@pytest.mark.parametrize(
    ("flag", "variable", "line", "wanted"),
    [
        (None, "", "", True),
        (None, "", "semantic = false", False),
        (None, "true", "semantic = false", True),
        (False, "true", "semantic = true", False),
    ],
)
def test_vectors_are_used_unless_they_are_switched_off(
    tmp_path: Path, flag: bool | None, variable: str, line: str, wanted: bool
) -> None:
    (tmp_path / "yinju.toml").write_text(line, encoding="utf-8")
    settings = load({"semantic": flag}, {"YINJU_SEMANTIC": variable}, tmp_path)
    assert settings.semantic is wanted


@pytest.mark.parametrize(
    "content",
    [
        "colour = 'always'",
        "top = 0",
        "top = true",
        "top = 'x'",
        "top = 1.5",
        "lang = 'fr'",
        "lang = 1",
        "corpus = ''",
        "corpus = 3",
        "lexicons = 'a'",
        "lexicons = [1]",
        "color = 'blue'",
        "index = ['a']",
        "semantic = 'no'",
        "semantic = 0",
        "[corpus]\npath = 'a'",
    ],
)
def test_a_wrong_entry_is_named_with_its_file_and_key(tmp_path: Path, content: str) -> None:
    file = tmp_path / "yinju.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load({}, {}, tmp_path)
    key = content.strip("[").split(" ")[0].split("]")[0]
    assert str(caught.value).startswith(f"{file}: {key}: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"top = ", "cannot be read"),
        (b"\xff\xfe", "not UTF-8 text"),
        (b"top = 1\ntop = 2", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "yinju.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=rf"yinju\.toml: {said}"):
        load({}, {}, tmp_path)


@pytest.mark.parametrize(
    ("flags", "environ", "named"),
    [
        ({"top": "many"}, {}, "--top"),
        ({"lang": "de"}, {}, "--lang"),
        ({}, {"YINJU_TOP": "-1"}, "YINJU_TOP"),
        ({}, {"YINJU_COLOR": "blue"}, "YINJU_COLOR"),
        ({"corpus": "a\0b"}, {}, "--corpus"),
        ({}, {"YINJU_SEMANTIC": "off"}, "YINJU_SEMANTIC"),
    ],
)
def test_a_wrong_flag_or_variable_is_named(
    tmp_path: Path, flags: dict[str, object], environ: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(flags, environ, tmp_path)
    assert str(caught.value).startswith(f"{named}: expected ")


def test_the_packaged_corpus_is_known_by_any_way_to_it() -> None:
    assert Settings(corpus=packaged_corpus() / ".." / "reports").packaged
    assert Settings(corpus=packaged_corpus().parent).packaged


def test_what_is_set_of_a_cluster_comes_together(tmp_path: Path) -> None:
    (tmp_path / "yinju.toml").write_text(
        'cluster_hosts = ["https://a:9200", "https://b:9200"]\ncluster_ca = "ca.pem"\n'
    )
    environ = {"YINJU_CLUSTER_USER": "asker", "YINJU_CLUSTER_REPLICAS": "0"}
    found = load({}, environ, tmp_path).cluster
    hosts = ("https://a:9200", "https://b:9200")
    assert found == Cluster(hosts, user="asker", ca=tmp_path / "ca.pem", replicas=0)
    named = load({}, {"YINJU_CLUSTER_HOSTS": "https://a:9200, https://b:9200"}, tmp_path)
    assert named.cluster.hosts == hosts


@pytest.mark.parametrize("hosts", ["", "a:9200", "ftp://a", [], ["https://a", 5], 7])
def test_hosts_that_make_no_sense_are_refused(tmp_path: Path, hosts: object) -> None:
    with pytest.raises(SettingsError, match="expected hosts such as"):
        load({"cluster_hosts": hosts}, {}, tmp_path)
