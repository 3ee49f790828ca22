"""Where the reports and the index lie and how answers are shown, in one frozen record.

A value comes from the first of these that has it: a flag, the environment (`YINJU_*`),
`yinju.toml` in the working folder, the user's own `yinju.toml`, the default.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import SettingsError
from qa.wording import told

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

FILE = "yinju.toml"
ENGINES = ("auto", "builtin", "tantivy", "opensearch")
"""What may find the sentences; auto takes what suits the size of the corpus."""
PREFIX = "YINJU_"


@cache
def packaged_corpus() -> Path:
    """The folder of the reports that ship with the program."""
    import corpus

    # importlib.resources would find the same folder and cost every question 20 ms.
    return Path(corpus.__path__[0]).resolve() / "reports"


def default_index(corpus: Path) -> Path:
    """The index file of a corpus folder: one file per folder in the user's cache."""
    from hashlib import sha256

    from platformdirs import user_cache_path

    name = sha256(os.fsencode(corpus.resolve())).hexdigest()[:16]
    return user_cache_path("yinju", appauthor=False) / f"{name}.sqlite"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the engine opensearch finds; each of it is a setting whose key begins `cluster_`."""

    hosts: tuple[str, ...] = ("http://localhost:9200",)
    user: str = ""
    password_file: Path | None = None
    """Holds the password, if the environment does not; the password itself is no setting."""
    ca: Path | None = None
    """The certificate of the authority that vouches for the hosts; the system's if left out."""
    partial: str = "refuse"
    """What to do when a part is away: refuse to answer, or mark the answer."""
    shards: int = 1
    """Into how many parts a new index is cut."""
    replicas: int = 1
    """Of how many nodes each may be lost."""


LOCAL_CLUSTER = Cluster()


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set; the defaults ask the shipped reports."""

    corpus: Path = field(default_factory=packaged_corpus)
    """Folder of the reports."""
    index: Path = Path()
    """The index file; left out, it is the corpus folder's own file in the user's cache."""
    lang: str | None = None
    """zh or en: the language of messages; None follows the question, else the locale."""
    top: int = 3
    """Most citations, or nearest passages, of one answer."""
    color: str = "auto"
    """auto, always or never."""
    lexicons: tuple[Path, ...] = ()
    """The user's lexicon files, read after the shipped ones."""
    semantic: bool = True
    """Whether sentence vectors are used if the extra is installed."""
    engine: str = "auto"
    """One of `ENGINES`: what finds the sentences; auto keeps what an index was built with."""
    cluster: Cluster = LOCAL_CLUSTER

    def __post_init__(self) -> None:
        if self.index == Path():
            object.__setattr__(self, "index", default_index(self.corpus))

    @property
    def packaged(self) -> bool:
        """Whether the reports are those that ship with the program."""
        return self.corpus.resolve() in (packaged_corpus(), packaged_corpus().parent)


def add_flags(group: "_ArgumentGroup", lang: str = "en") -> None:
    """Adds the flags that every command line has; what `load` finds of them is under their key.

    Args:
        group: That they are shown in.
        lang: zh or en: the language of their help.
    """
    group.add_argument("--corpus", metavar="DIR", help=told("corpus", lang))
    group.add_argument("--index", metavar="FILE", help=told("index-file", lang))
    group.add_argument(
        "--lexicon", metavar="FILE", dest="lexicons", action="append", help=told("lexicon", lang)
    )
    group.add_argument("--top", metavar="N", help=told("top", lang))
    # Not store_false: that would be given, as True, where it is not.
    group.add_argument(
        "--no-semantic",
        dest="semantic",
        action="store_const",
        const=False,
        help=told("no-semantic", lang),
    )


def load(flags: Mapping[str, object], environ: Mapping[str, str], folder: Path) -> Settings:
    """The settings in force.

    Args:
        flags: By key, as parsed; None counts as not given, and what is no setting is left alone.
        environ: Where `YINJU_*` may stand.
        folder: The working folder.

    Raises:
        SettingsError: A key is unknown or its value makes no sense; the message names both the
            key and where it stands.
    """
    return settle(flags, surroundings(environ, folder), folder)


def surroundings(environ: Mapping[str, str], folder: Path) -> dict[str, object]:
    """What is set by files and variables.

    Raises:
        SettingsError: As `load` has it.
    """
    return dict(item for _, found in _layers(environ, folder) for item in found.items())


def settle(flags: Mapping[str, object], around: Mapping[str, object], folder: Path) -> Settings:
    """The settings in force, from the flags and what `surroundings` gave.

    Raises:
        SettingsError: The value of a flag makes no sense.
    """
    read = {**around, **_from_flags(flags, folder)}
    keys = [key for key in Cluster.__dataclass_fields__ if f"cluster_{key}" in read]
    of_cluster = {key: read.pop(f"cluster_{key}") for key in keys}
    return Settings(cluster=Cluster(**of_cluster), **read)  # type: ignore[arg-type]  # as read


def origins(
    flags: Mapping[str, object], environ: Mapping[str, str], folder: Path
) -> dict[str, str]:
    """Where each setting that is not the default comes from: a file, a variable or an option."""
    layers = (*_layers(environ, folder), ("option", _from_flags(flags, folder)))
    return {key: source.format(KEY=key.upper()) for source, found in layers for key in found}


def _layers(environ: Mapping[str, str], folder: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """What each place sets, the strongest last, behind the name of the place."""
    for path in (_user_file(), folder / FILE):
        yield str(path).replace("{", "{{").replace("}", "}}"), _from_file(path)
    yield PREFIX + "{KEY}", _from_environ(environ, folder)


def _from_flags(flags: Mapping[str, object], folder: Path) -> dict[str, object]:
    return {
        key: _read(key, flags[key], "--lexicon" if key == "lexicons" else f"--{key}", folder)
        for key in _READERS
        if flags.get(key) is not None
    }


def _user_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("yinju", appauthor=False) / FILE


def _from_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError("{path}: not UTF-8 text; save it as UTF-8", path=path) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("{path}: cannot be read: {why}", path=path, why=error) from error
    return {key: _read(key, value, f"{path}: {key}", path.parent) for key, value in table.items()}


def _from_environ(environ: Mapping[str, str], folder: Path) -> dict[str, object]:
    # Other YINJU_ variables may belong to the front ends; an empty one counts as not set.
    found = {key: environ.get(PREFIX + key.upper(), "") for key in _READERS}
    if found["lexicons"]:
        lexicons = found.pop("lexicons").split(os.pathsep)
        split = {"lexicons": _read("lexicons", lexicons, PREFIX + "LEXICONS", folder)}
    else:
        split = {}
    return split | {
        key: _read(key, value, PREFIX + key.upper(), folder)
        for key, value in found.items()
        if value
    }


def _read(key: str, value: object, source: str, folder: Path) -> object:
    if key not in _READERS:
        raise SettingsError(
            "{source}: unknown key; known are {known}", source=source, known=", ".join(_READERS)
        )
    reader, wanted = _READERS[key]
    try:
        return reader(value, folder)
    except (TypeError, ValueError, RuntimeError) as error:  # the last of a ~ that is nobody's
        raise SettingsError(
            "{source}: expected {wanted}, found {value!r}",
            source=source,
            wanted=wanted,
            value=value,
        ) from error


def _path(value: object, folder: Path) -> Path:
    if not isinstance(value, (str, Path)) or not str(value) or "\0" in str(value):
        raise ValueError
    return folder / Path(value).expanduser()


def _paths(value: object, folder: Path) -> tuple[Path, ...]:
    if not isinstance(value, (list, tuple)):
        raise TypeError
    return tuple(_path(one, folder) for one in value)


def _number(least: int) -> Callable[[object, Path], int]:
    def read(value: object, _folder: Path) -> int:
        number = int(value) if isinstance(value, str) else value
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= 100:
            raise ValueError
        return number

    return read


def _switch(value: object, _folder: Path) -> bool:
    named = {"true": True, "false": False}.get(value) if isinstance(value, str) else value
    if not isinstance(named, bool):
        raise TypeError
    return named


def _hosts(value: object, _folder: Path) -> tuple[str, ...]:
    named = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(named, (list, tuple)) or not named:
        raise TypeError
    for host in named:
        if "@" in host:  # a password would be shown with it
            raise SettingsError(
                "cluster_hosts: name the user as cluster_user, the password apart from it"
            )
        if not host.startswith(("http://", "https://")):
            raise ValueError
    return tuple(named)


def _text(*choices: str) -> Callable[[object, Path], str]:
    def read(value: object, _folder: Path) -> str:
        if not isinstance(value, str) or (choices and value not in choices):
            raise ValueError
        return value

    return read


_READERS: dict[str, tuple[Callable[[object, Path], object], str]] = {
    "corpus": (_path, "a folder"),
    "index": (_path, "a file"),
    "lang": (_text("zh", "en"), "zh or en"),
    "top": (_number(1), "a whole number from 1 to 100"),
    "color": (_text("auto", "always", "never"), "auto, always or never"),
    "lexicons": (_paths, "a list of files"),
    "semantic": (_switch, "true or false"),
    "engine": (_text(*ENGINES), "auto, builtin, tantivy or opensearch"),
    "cluster_hosts": (_hosts, "hosts such as https://a:9200, without user and password"),
    "cluster_user": (_text(), "a name"),
    "cluster_password_file": (_path, "a file"),
    "cluster_ca": (_path, "a file"),
    "cluster_partial": (_text("refuse", "mark"), "refuse or mark"),
    "cluster_shards": (_number(1), "a whole number from 1 to 100"),
    "cluster_replicas": (_number(0), "a whole number from 0 to 100"),
}
