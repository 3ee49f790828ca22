"""The operator's side: settings, files, exit codes, unit, logs, a store that goes away."""

import configparser
import re
import sqlite3
import stat
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from bots.telegram_bot.settings import load
from bots.telegram_bot.storage.schema import STEPS
from bots.telegram_bot.storage.store import Store
from qa.errors import SettingsError
from tests.bots.conftest import Start
from tests.bots.process import ROOT
from tests.bots.talking import ASK, FIGURE
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi


def test_a_misspelt_setting_is_refused_with_the_right_name(tmp_path: Path) -> None:
    environ = {"YINJU_BOT_TOKEN": "1:a", "YINJU_BOT_USER": "5"}
    with pytest.raises(SettingsError, match="YINJU_BOT_USER; did you mean YINJU_BOT_USERS"):
        load(None, environ, tmp_path)


def test_an_open_bot_says_so(api: FakeBotApi, start: Start) -> None:
    assert "WARNING bots.telegram_bot.service: open to everyone" in start().ready().words()
    assert "open to everyone" not in start(users="1", data="other").ready().words()


def test_what_is_kept_is_for_the_owner_only(api: FakeBotApi, start: Start, tmp_path: Path) -> None:
    start().ready()
    api.world.reply(api.world.say(ASK))
    folder = tmp_path / "data"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = [path for path in folder.iterdir() if path.name.startswith("bot.sqlite")]
    assert len(files) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_token_that_others_can_read_is_remarked_on(start: Start, tmp_path: Path) -> None:
    token = tmp_path / "token.txt"
    token.write_text("4242:hidden", encoding="ascii")
    token.chmod(0o644)
    bot = start(token="", token_file=str(token), command="doctor")
    bot.process.wait(60)
    assert "chmod 600" in bot.words()
    assert "hidden" not in bot.words()


def test_a_full_disk_at_the_start_is_tried_again_by_the_unit(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bot.sqlite").mkdir()  # stands for whatever cannot be written
    bot = start()
    assert bot.process.wait(60) == 1
    assert "cannot be written" in bot.words()
    unit = read_unit()
    assert unit["Service"]["Restart"] == "on-failure"
    assert "1" not in unit["Service"]["RestartPreventExitStatus"].split()


def read_unit() -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # names as they are written
    unit.read(ROOT / "examples" / "yinju-bot.service", encoding="utf-8")
    return unit


def test_the_unit_lets_its_user_write_the_reports() -> None:
    service = read_unit()["Service"]
    corpus = re.search(r"--corpus (\S+)", service["ExecStart"])
    own = [f"/var/lib/{name}" for name in service["StateDirectory"].split()]
    assert corpus
    assert corpus.group(1) in own
    assert service["DynamicUser"] == "yes"
    assert service["UMask"] == "0077"


def test_no_token_goes_into_an_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored[0] == "*"
    assert not any("token" in line for line in ignored if line.startswith("!"))
    assert "token.txt" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_a_store_that_is_deleted_is_written_back(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start(grace="1").ready()
    world.rules.append(Rule("sendMessage", times=-1, code=429, parameters={"retry_after": 60}))
    message = world.say(ASK)
    world.wait(lambda: world.made("sendMessage"))
    for path in (tmp_path / "data").iterdir():
        path.unlink()
    (tmp_path / "data").rmdir()
    assert bot.process.wait(60) == 1
    assert "was deleted, and has been written back" in bot.words()
    world.rules.clear()
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite")) as file, file:
        file.execute("update outbox set due=0")
    start()
    assert FIGURE in world.reply(message)["text"]


def test_a_store_that_is_replaced_ends_it(api: FakeBotApi, start: Start, tmp_path: Path) -> None:
    bot = start(grace="1").ready()
    path = tmp_path / "data" / "bot.sqlite"
    other = tmp_path / "data" / "other.sqlite"
    other.write_bytes(b"")
    # In one step: a store that is missing for a moment is one that was deleted.
    other.replace(path)
    assert bot.process.wait(60) == 1
    assert "has been replaced" in bot.words()


def test_a_store_of_the_first_release_is_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(STEPS[0])
        file.execute("insert into inbox values(900, 'chat 1', 0, '{}', 'sending', 5)")
        file.execute("insert into turns values(700, '1:0', 1, 5, 'q', '{}')")
        file.execute("insert into breaks values('1:0', 800)")
    store = Store(path, 1)
    assert store.read("select id, queue, state from inbox") == [(900, "chat 1", "waiting")]
    assert store.read("select id, conversation, person from turns") == [(700, "1:0", 1)]
    assert store.read("select after from breaks") == [(700,)]
    assert next(store.numbers("turns")) == 701
    store.close()


def test_logs_hold_no_words_of_people_and_no_traceback(api: FakeBotApi, start: Start) -> None:
    world = api.world
    secret = "云乐镇绝密事项"
    bot = start(log="INFO").ready()
    world.rules += [
        Rule("sendMessage", code=429, parameters={"retry_after": 1}),
        Rule("sendMessage", "raw", code=200, body=b"<html>"),
        Rule("getUpdates", "raw", code=200, body=b"<html>", skip=2),
        Rule("getUpdates", code=429, parameters={"retry_after": 1}, skip=2),
        Rule("getMe", code=502, times=-1),
    ]
    first = world.say(f"{secret}有几项")
    world.push("message", {"message_id": 1, "date": 1, "chat": {"id": 1}, "text": secret})
    world.push("message", {"message_id": 2, "date": "soon", "chat": [], "text": secret})
    world.wait(lambda: world.replies(first))
    world.reply(world.say(f"{secret}呢"))
    bot.saw("passed over")
    assert bot.stop() == 0
    assert "Traceback" not in bot.words()
    assert secret not in bot.words()


def test_the_end_of_a_terminal_is_a_stop(api: FakeBotApi, start: Start) -> None:
    import signal

    bot = start().ready()
    bot.process.send_signal(signal.SIGHUP)
    assert bot.process.wait(60) == 0


def test_counters_outlive_a_restart_and_tell_how_long_answers_took(
    api: FakeBotApi, start: Start
) -> None:
    world = api.world
    bot = start(health="127.0.0.1:0").ready()
    world.reply(world.say(ASK))
    world.reply(world.say("/help"))
    assert bot.stop() == 0
    text = metrics(start(health="127.0.0.1:0").ready())
    assert "yinju_bot_answered_total 1" in text
    assert "yinju_bot_answer_seconds_count 2" in text
    buckets = re.findall(r'answer_seconds_bucket{le="([^"]+)"} (\d+)', text)
    counts = [int(count) for _, count in buckets]
    assert buckets[-1] == ("+Inf", "2")
    assert counts == sorted(counts)


def metrics(bot: object) -> str:
    words = bot.words()  # type: ignore[attr-defined]  # a BotProcess
    port = int(words.split("health at 127.0.0.1:")[1].split()[0])
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        return str(answer.read().decode())
