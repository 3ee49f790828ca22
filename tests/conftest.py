"""What every test stands on: no settings of the developer's own, and caches that go away."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import hypothesis
import pytest

from tests.fakes import FakeEngine

# No test is timed: the first example may load a dictionary, on a machine that does other work too.
# The same tests find the same each time; `--hypothesis-profile search` looks for what is new.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Caches and settings of this run only, shared by its tests so that each is built once."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        for name in [name for name in os.environ if name.startswith("YINJU_")]:
            patch.delenv(name)
        for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("COLUMNS", "80")
        yield


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """The engine that commands open in this test."""
    engine = FakeEngine()
    opener = SimpleNamespace(open=lambda *_, **__: engine)
    monkeypatch.setitem(sys.modules, "qa.engine", SimpleNamespace(Engine=opener))
    return engine


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


def _encode(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.fixture
def yinju(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """Run a command in this process, in an empty folder."""
    from qa.cli import main

    monkeypatch.chdir(tmp_path)

    def run(*argv: str, stdin: Sequence[str] | bytes | None = None) -> Done:
        source = tmp_path / "stdin"
        lines = stdin if isinstance(stdin, bytes) else _encode(stdin or ())
        source.write_bytes(lines)
        with source.open(encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            try:
                code = main(argv)
            except SystemExit as stop:  # argparse
                code = int(stop.code or 0)
        return Done(code, *capsys.readouterr())

    return run
