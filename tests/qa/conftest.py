"""The real engine over the shipped reports, its index built once for all tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.settings import Settings
from tests.batches import Breaking
from tests.fakes import FakeEngine


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    index = tmp_path_factory.mktemp("engine") / "index.sqlite"
    with Engine.open(Settings(index=index)) as opened:
        yield opened


@pytest.fixture
def breaking(fake: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake, "ask", Breaking().ask)


Telling = Callable[[str], Engine]


@pytest.fixture
def telling(tmp_path: Path) -> Iterator[Telling]:
    """Opens an engine over one report of 云乐镇 that says no more than what it is given."""
    with ExitStack() as opened:

        def open_engine(said: str) -> Engine:
            text = f"云乐镇2023年工作报告\n一、主要工作\n{said}\n"
            (tmp_path / "r.txt").write_text(text, encoding="utf-8")
            settings = Settings(corpus=tmp_path, index=tmp_path / "i.sqlite")
            return opened.enter_context(Engine.open(settings))

        yield open_engine
