"""A fake Bot API for each test that wants one, and bots that run against it."""

import itertools
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.bots.process import CORPUS, BotProcess, leaks
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World

# Without the extra `telegram` there is no bot to test.
collect_ignore_glob = [] if find_spec("telegram") else ["test_*.py"]
Start = Callable[..., BotProcess]
people = itertools.count(1000)
"""Numbers of persons whom no test knows yet."""


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """A server of this test's own."""
    with FakeBotApi() as server:
        yield server


@pytest.fixture
def start(api: FakeBotApi, tmp_path: Path) -> Iterator[Start]:
    """Start bots against this test's server; none may ever show the token."""
    bots: list[BotProcess] = []

    def run(**settings: str) -> BotProcess:
        bots.append(BotProcess(api, tmp_path, **settings))
        return bots[-1]

    yield run
    for bot in bots:
        bot.close()
    assert not leaks(api.world, *(bot.words() for bot in bots))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """One bot with plain settings for all tests that do it no harm."""
    with FakeBotApi() as server:
        bot = BotProcess(server, tmp_path_factory.mktemp("bot"), admins="7", health="127.0.0.1:0")
        try:
            yield bot.ready()
            code = bot.stop()
        finally:
            bot.close()
    assert code == 0
    assert not leaks(server.world, bot.words())
    assert "Traceback" not in bot.words()


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world of a bot for user 1, admin 7 and group -100, with reports of its own."""
    corpus = tmp_path_factory.mktemp("corpus")
    for path in sorted(CORPUS.glob("*.txt"))[:2]:
        (corpus / path.name).write_bytes(path.read_bytes())
    with FakeBotApi() as server:
        folder = tmp_path_factory.mktemp("bot")
        bot = BotProcess(
            server, folder, users="1", chats="-100", admins="7", corpus=str(corpus), per_minute="3",
            upload_limit="200000",
        )  # fmt: skip
        yield bot.ready().api.world
        bot.close()
        assert not leaks(server.world, bot.words())
        assert "Traceback" not in bot.words()


@pytest.fixture
def world(shared: BotProcess) -> World:
    """The world of the shared bot."""
    return shared.api.world


@pytest.fixture
def user() -> int:
    """A person whom no other test knows."""
    return next(people)
