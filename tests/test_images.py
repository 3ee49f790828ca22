"""The Dockerfiles, as far as they can be held against the project without building an image."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from importlib import import_module
from json import loads
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "examples").glob("*.Dockerfile"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def steps(file: Path) -> Iterator[tuple[str, str]]:
    """Each instruction and what follows it."""
    text = re.sub(r"\\\n", " ", file.read_text(encoding="utf-8"))
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            yield name, rest


def of(file: Path, name: str) -> list[str]:
    """What follows an instruction, wherever it stands."""
    return [rest for found, rest in steps(file) if found == name]


@pytest.fixture(scope="module")
def context() -> list[str]:
    """What goes along to whoever builds an image."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored[0] == "*"
    return [line.removeprefix("!") for line in ignored if line.startswith("!")]


def test_what_an_image_is_made_of_is_there(context: list[str]) -> None:
    project = PROJECT["project"]
    built = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    needed = {"pyproject.toml", project["readme"], *project["license-files"], *built}
    assert needed == set(context)
    assert all((ROOT / name).exists() for name in context)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_image_takes_what_there_is(file: Path, context: list[str]) -> None:
    for copied in of(file, "COPY"):
        *sources, _ = shlex.split(copied)
        assert all(one == "." or one in context for one in sources)
    (run,) = of(file, "RUN")
    (extras,) = re.findall(r"'\.\[(.*?)\]'", run)
    assert set(extras.split(",")) <= PROJECT["project"]["optional-dependencies"].keys()
    (base,) = of(file, "FROM")
    version = re.fullmatch(r"python:(3\.\d+)-slim", base)
    assert version
    assert f"Programming Language :: Python :: {version[1]}" in PROJECT["project"]["classifiers"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_image_begins_with_a_command_of_the_project(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (entry,) = of(file, "ENTRYPOINT")
    command, *options = loads(entry)
    module, _, function = PROJECT["project"]["scripts"][command].partition(":")
    with pytest.raises(SystemExit) as ended:
        getattr(import_module(module), function)([*options, "--help"])
    assert not ended.value.code
    told = capsys.readouterr().out
    assert all(word in told for word in [command, *options] if not word[0].isdigit())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_image_is_run_by_a_user_who_owns_what_is_kept(file: Path) -> None:
    (user,), (run,), (kept,) = of(file, "USER"), of(file, "RUN"), of(file, "VOLUME")
    assert f"useradd --create-home {user} && install -d -o {user} {kept}" in run
    folders = re.findall(r"=(/\S+)", " ".join(of(file, "ENV")))
    assert folders
    assert all(PurePosixPath(one).is_relative_to(kept) for one in folders)
    names = [name for name, _ in steps(file)]
    assert names.index("RUN") < names.index("USER") < names.index("ENTRYPOINT")
