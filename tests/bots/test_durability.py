"""Nothing is lost, nothing is answered twice without being marked."""

import time
from pathlib import Path

import pytest

from tests.bots.conftest import Start
from tests.bots.crashing import MODES, Messages, crash, unmarked, what_became
from tests.bots.process import FAULTY
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi, post
from tests.fake_bot_api.world import World

ASK = "云乐镇有几名法律顾问"


def hold_of(world: World, asked: Messages) -> None:
    """Every question answered, in order within its chat, a second answer only if marked."""
    found = what_became(world, asked)
    del found["asked"], found["doubled, marked"]
    assert not any(found.values()), found


@pytest.mark.parametrize("mode", MODES)
def test_six_crashes_lose_nothing(mode: str, api: FakeBotApi, start: Start) -> None:
    world = api.world
    asked = [world.say(f"{ASK}({n})", user=500 + n % 12) for n in range(120)]
    bot = crash(api, start, mode, 6, asked)
    hold_of(world, asked)
    assert bot.stop() == 0


def test_an_answer_that_was_not_confirmed_is_not_given_twice(api: FakeBotApi, start: Start) -> None:
    world = api.world
    world.rules.append(Rule("getUpdates", "drop_before", times=-1, skip=1))
    first = world.say(ASK)
    bot = start()
    world.reply(first)
    time.sleep(0.3)  # the answer is noted as given right after it is given
    bot.kill()
    world.rules.clear()
    assert world.updates, "the server still holds the update"
    start().ready()
    world.reply(world.say(ASK))
    assert len(world.replies(first)) == 1


def test_the_same_update_twice_is_one_question(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start().ready()
    message = world.say(ASK)
    id = 100
    world.reply(message)
    world.push("message", message, update_id=id)
    world.reply(world.say(ASK))
    assert len(world.replies(message)) == 1


def test_a_crash_while_sending_marks_the_second_answer(api: FakeBotApi, start: Start) -> None:
    world = api.world
    world.rules.append(Rule("sendMessage", "delay", seconds=1.0, contains="法律顾问"))
    bot = start()
    message = world.say(ASK)
    world.wait(lambda: world.made("sendMessage"))
    bot.kill()
    world.reply(message)
    start()
    world.wait(lambda: len(world.replies(message)) == 2)
    assert len(unmarked(world.replies(message))) == 1


def test_sigterm_finishes_or_keeps(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(module=FAULTY)
    asked = [world.say(f"慢 {ASK} {n}", user=600 + n % 5) for n in range(20)]
    world.wait(lambda: world.sent)
    assert bot.stop() == 0
    given = len(world.sent)
    assert given < 20
    start()
    world.wait(lambda: all(world.replies(m) for m in asked))
    hold_of(world, asked)
    assert all(len(world.replies(m)) == 1 for m in asked)


def test_a_stuck_core_cannot_hold_the_stop(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(module=FAULTY, patience="50", grace="1").ready()
    world.say("卡住")
    world.wait(lambda: world.made("sendChatAction"))
    began = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - began < 10  # the law is about the time
    assert "left for the next start" in bot.words()


def test_a_server_that_is_away_cannot_hold_the_stop(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(module=FAULTY, grace="0.5").ready()
    message = world.say("慢" + ASK)
    world.wait(lambda: [c for c in world.made("getUpdates") if c.params.get("offset") != "0"])
    api.stop()
    bot.saw("polling: ", 3)  # from here on it pauses for longer than the grace
    assert bot.stop() == 0
    assert "1 messages wait for the next start" in bot.words()
    api.start()
    start()
    world.reply(message)


def test_two_bots_on_one_folder_refuse(api: FakeBotApi, start: Start) -> None:
    first = start().ready()
    second = start()
    assert second.process.wait(20) == 2
    assert "another bot is running on this data folder" in second.words()
    assert first.running


def test_memory_holds_no_words_of_what_waits(api: FakeBotApi, start: Start) -> None:
    """A day's backlog is taken onto disk; what stands in memory is a number an update."""
    world = api.world
    bot = start(module=FAULTY, slots="4").ready()
    before = resident(bot.process.pid)
    for n in range(3000):
        world.say("慢" + ASK + "。" * 500, user=700 + n % 3)
    world.wait(lambda: not world.updates or world.updates[0]["update_id"] > 2900, 60)
    assert resident(bot.process.pid) - before < 60_000


def resident(pid: int) -> int:
    """KiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


HOOK = "http://127.0.0.1:{port}/telegram"
BAD_CALLS = [
    ("no secret", b'{"update_id": 1}', None, "POST", 403),
    ("wrong secret", b'{"update_id": 1}', "s3creT", "POST", 403),
    ("bad JSON", b"{", "s3cret", "POST", 400),
    ("no update", b"[1, 2]", "s3cret", "POST", 400),
    ("a huge id", b'{"update_id": 9223372036854775808}', "s3cret", "POST", 400),
    ("not text", b"\xff\xfe\x00", "s3cret", "POST", 400),
    ("10 MB", b'{"update_id": 1, "x": "' + b"a" * 10_000_000 + b'"}', "s3cret", "POST", 400),
    ("GET", b"", "s3cret", "GET", 405),
]


def test_the_webhook_takes_nothing_but_telegrams_own(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(webhook="https://bot.example/", secret="s3cret", listen="127.0.0.1:0").ready()
    bot.saw("listen at ")
    port = bot.words().rsplit("listen at 127.0.0.1:", 1)[1].split()[0]
    url = HOOK.format(port=port)
    for name, body, secret, verb, status in BAD_CALLS:
        assert post(url, body, secret, verb) in (status, 0 if name == "10 MB" else status), name
    assert post(url + "/else", b"{}", "s3cret") == 404
    assert not world.sent
    message = world.say(ASK)
    world.wait(lambda: world.webhook)
    assert world.webhook == {"url": "https://bot.example/telegram", "secret": "s3cret"}
    update = world.updates[0]
    assert [post(url, update, "s3cret") for _ in range(2)] == [200, 200]
    world.reply(message)
    later = world.say(ASK)
    assert post(url, world.updates[-1], "s3cret") == 200
    world.reply(later)
    assert len(world.replies(message)) == 1
