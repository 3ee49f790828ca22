"""The real engine over the shipped reports, its index built once for all tests."""

from collections.abc import Iterator

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
