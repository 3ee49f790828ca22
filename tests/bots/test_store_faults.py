"""A disk that fails for a while holds confirmations back; one that fails for good ends the bot."""

import resource
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.bots.conftest import Start
from tests.bots.faulty import CLOSED
from tests.bots.process import FAULTY
from tests.bots.talking import ASK
from tests.fake_bot_api.server import FakeBotApi


def test_a_locked_disk_holds_the_confirmation_back(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start().ready()
    world.reply(world.say(ASK))
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite", isolation_level=None)) as file:
        file.execute("begin immediate")
        message = world.say(ASK + "?")
        bot.saw("database is locked; trying again")
        time.sleep(1)  # polls may come and go; the update must stay
        assert world.updates
        assert not world.replies(message)
        file.execute("rollback")
    world.reply(message)
    world.reply(world.say(ASK + "??"))
    assert len(world.replies(message)) == 1


def test_a_row_that_cannot_be_read_back_stops_nobody(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start().ready()
    world.reply(world.say(ASK))
    assert bot.stop() == 0
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite")) as file, file:
        row = (1, "chat 1", 0, '{"update_id": 1, "message": 3}', "waiting", 0)
        columns = "id, queue, quick, body, state, at"
        file.execute(f"insert into inbox({columns}) values(?, ?, ?, ?, ?, ?)", row)
    again = start()
    world.reply(world.say(ASK + "?"))
    assert "cannot be read back" in again.words()


def test_a_disk_that_never_comes_back_ends_it(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start(store_patience="1", grace="1").ready()
    world.reply(world.say(ASK))
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite", isolation_level=None)) as file:
        file.execute("begin immediate")
        message = world.say(ASK + "?")
        assert bot.process.wait(30) == 1
        assert "bot.sqlite: cannot be written: database is locked" in bot.words()
    start()
    world.reply(message)


def test_a_disk_that_is_read_only_for_a_while_loses_nothing(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start(module=FAULTY).ready()
    slow = world.say("慢" + ASK)
    world.wait(lambda: [c for c in world.made("getUpdates") if c.params.get("offset") != "0"])
    (tmp_path / "data" / CLOSED).touch()
    asked = [world.say(f"{ASK} {n}", user=n) for n in range(2, 5)]
    bot.saw("attempt to write a readonly database; trying again")
    time.sleep(1)  # several attempts to write
    assert not world.sent
    assert len(world.updates) >= 3, "they stay with the server"
    (tmp_path / "data" / CLOSED).unlink()
    world.wait(lambda: all(world.replies(message) for message in (slow, *asked)))
    assert all(len(world.replies(message)) == 1 for message in (slow, *asked))
    assert bot.words().count("cannot be written") == 1, "said once"


def test_a_disk_that_stays_read_only_ends_it(api: FakeBotApi, start: Start, tmp_path: Path) -> None:
    world = api.world
    bot = start(module=FAULTY, store_patience="1", grace="1").ready()
    slow = world.say("慢" + ASK)
    world.wait(lambda: [c for c in world.made("getUpdates") if c.params.get("offset") != "0"])
    (tmp_path / "data" / CLOSED).touch()
    message = world.say(ASK, user=2)
    assert bot.process.wait(30) == 1
    assert "stopping: " in bot.words()
    assert "Traceback" not in bot.words()
    assert not world.sent
    (tmp_path / "data" / CLOSED).unlink()
    start()
    world.wait(lambda: world.replies(slow) and world.replies(message))
    world.reply(world.say(ASK + "?"))
    assert len(world.replies(slow)) == len(world.replies(message)) == 1


def garble(path: Path, size: int = 0) -> None:
    """Write rubbish over a file, from its second page on or over all of it."""
    content = path.read_bytes() if path.exists() else b""
    path.write_bytes(content[:size] + b"\xa5" * max(9000, len(content) - size))


def test_a_store_that_is_damaged_is_named(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "data" / "bot.sqlite"
    path.parent.mkdir()
    garble(path)
    bot = start()
    assert bot.process.wait(30) == 3
    (line,) = [line for line in bot.words().splitlines() if " ERROR " in line]
    assert f"{path}: is damaged" in line
    assert "Traceback" not in bot.words()
    sick = start(command="doctor")
    assert sick.process.wait(30) == 1
    assert f"FAIL  folder: {path}: is damaged" in sick.words()


def test_a_store_that_breaks_while_it_runs_ends_it(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start(grace="1").ready()
    world.reply(world.say(ASK))
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite")) as file:
        file.execute("pragma wal_checkpoint(truncate)")
    garble(tmp_path / "data" / "bot.sqlite", 4096)
    message = world.say(ASK + "?")
    assert bot.process.wait(30) == 1
    assert "is damaged" in bot.words()
    assert not world.replies(message)


def test_a_full_disk_loses_nothing(api: FakeBotApi, start: Start) -> None:
    """A limit on the size of files stands for the disk that is full."""
    world = api.world
    bot = start(log="ERROR").ready_by(world)
    world.reply(world.say(ASK))
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
    asked = [world.say(f"{ASK} {n}", user=n) for n in range(3)]
    time.sleep(1.5)  # several attempts to write
    assert not any(world.replies(message) for message in asked)
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, unlimited)
    world.wait(lambda: all(world.replies(message) for message in asked))
    assert all(len(world.replies(message)) == 1 for message in asked)
