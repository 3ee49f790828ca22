"""Whatever getUpdates does, the next question is answered."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, cast

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bots.telegram_bot.polling.poller import Poller
from tests.bots.conftest import Start
from tests.bots.process import FAULTY, BotProcess, leaks
from tests.fake_bot_api.faults import CONFLICT, Rule
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World

ASK = "云乐镇有几名法律顾问"
GARBAGE = b"<html>502</html>"
PASSING: list[tuple[str, dict[str, Any]]] = [
    ("401", {"code": 401, "words": "Unauthorized"}),
    ("404", {"code": 404, "words": "Not Found"}),
    ("409", {"code": 409, "words": CONFLICT.words, "times": 3}),
    ("429", {"code": 429, "words": "Too Many Requests", "parameters": {"retry_after": 1}}),
    ("502 HTML", {"kind": "raw", "code": 502, "body": GARBAGE}),
    ("200 garbage", {"kind": "raw", "code": 200, "body": GARBAGE}),
    ("cut body", {"kind": "cut"}),
    ("dropped", {"kind": "drop_before", "times": 2}),
    ("dropped after", {"kind": "drop_after"}),
]


@pytest.mark.parametrize("rule", [row[1] for row in PASSING], ids=[row[0] for row in PASSING])
def test_polling_goes_on(rule: dict[str, Any], world: World, user: int) -> None:
    met = Rule("getUpdates", **rule)
    world.rules.append(met)
    world.reply(world.say(ASK, user))
    world.wait(lambda: not met.times)
    assert "法律顾问" in world.reply(world.say(ASK + "?", user))["text"]


ENDING = [
    ("401", 401, "Unauthorized", "does not accept the token"),
    ("409", 409, CONFLICT.words, "another program"),
]


@pytest.mark.parametrize(("name", "code", "words", "told"), ENDING)
def test_what_never_passes_ends_it(
    name: str, code: int, words: str, told: str, api: FakeBotApi, start: Start
) -> None:
    api.world.rules.append(Rule("getUpdates", code=code, words=words, times=-1))
    bot = start(server_patience="1.5")
    assert bot.process.wait(30) == 1
    assert told in bot.words()
    assert "left for the next start" not in bot.words(), "for none is"


def test_while_the_network_is_away_it_waits(api: FakeBotApi, start: Start) -> None:
    bot = start(silence="3", grace="1", health="127.0.0.1:0").ready()
    api.world.reply(api.world.say(ASK))
    api.stop()
    unwell(bot, 4)
    assert bot.running
    api.start()
    api.world.reply(api.world.say(ASK + "?"))


def test_no_pause_is_longer_than_a_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    paused: list[float] = []

    class Away:
        async def get_updates(self, *_: object, **__: object) -> None:
            raise NetworkError("away")

    async def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 8:
            raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", pause)
    poller = Poller(cast(Bot, Away()), (), 2, 60.0, lambda _: None)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(poller.run(lambda _: pytest.fail("nothing came")))
    assert (paused[0], max(paused)) == (0.5, 2)


def unwell(bot: BotProcess, seconds: float) -> None:
    """Wait until its health page says that it has heard nothing for so long."""
    until, status, silence = time.monotonic() + 20, 200, 0.0
    while status == 200 or silence < seconds:
        assert time.monotonic() < until
        time.sleep(0.1)
        status, line = health(bot)
        silence = float(line.split("polled=")[1].split("s")[0])


def health(bot: BotProcess) -> tuple[int, str]:
    """The status and the line of its health page."""
    port = int(bot.words().split("health at 127.0.0.1:")[1].split()[0])
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_a_wrong_token_ends_it_at_once(api: FakeBotApi, start: Start) -> None:
    api.world.rules.append(Rule("getMe", code=401, words="Unauthorized", times=-1))
    bot = start()
    assert bot.process.wait(30) == 1
    assert "check the token" in bot.words()


def test_a_webhook_that_telegram_does_not_want_ends_it(api: FakeBotApi, start: Start) -> None:
    words = "Bad Request: bad webhook: HTTPS url must be provided for webhook"
    api.world.rules.append(Rule("setWebhook", code=400, words=words, times=-1))
    bot = start(webhook="http://bot.example", secret="s3cret", listen="127.0.0.1:0")
    assert bot.process.wait(30) == 1
    assert "check the token and the webhook" in bot.words()


def test_a_webhook_needs_a_secret(start: Start) -> None:
    bot = start(webhook="https://bot.example")
    assert bot.process.wait(30) == 2
    assert "needs a secret" in bot.words()


@pytest.mark.parametrize(("key", "host"), [("health", "127.0.0.1"), ("listen", "nowhere.invalid")])
def test_an_address_that_cannot_be_had_is_named(
    key: str, host: str, api: FakeBotApi, start: Start
) -> None:
    address = f"{host}:{api.port}"
    hook = {"webhook": "https://bot.example", "secret": "s3cret"} if key == "listen" else {}
    bot = start(**{key: address}, **hook)
    assert bot.process.wait(30) == 2
    assert f"{key}: {address} cannot be listened at: " in bot.words()
    assert "Traceback" not in bot.words()


def test_a_server_that_comes_late(api: FakeBotApi, start: Start) -> None:
    world = api.world
    first = start(module=FAULTY)
    asked = [world.say(f"慢 {ASK} {n}") for n in range(6)]
    world.wait(lambda: world.sent)
    first.kill()
    api.stop()
    bot = start()
    bot.saw("cannot be reached", 2)
    api.start()
    world.wait(lambda: all(world.replies(m) for m in asked))


def test_a_bot_that_still_waits_for_the_server_can_be_stopped(
    api: FakeBotApi, start: Start
) -> None:
    api.stop()
    bot = start()
    bot.saw("cannot be reached")
    assert bot.stop() == 0


def test_a_server_that_goes_away(api: FakeBotApi, start: Start) -> None:
    go_away(start(module=FAULTY), 1)


@pytest.mark.slow
def test_what_takes_long_is_waited_for_side_by_side(tmp_path: Path) -> None:
    short = {"silence": "3", "grace": "1", "health": "127.0.0.1:0"}
    slow_down = Rule("getUpdates", code=429, parameters={"retry_after": 1}, times=-1)
    hang = Rule("getUpdates", "delay", seconds=60, times=-1)
    cases: list[tuple[Callable[[BotProcess], None], dict[str, str]]] = [
        (lambda bot: go_away(bot, 15), {}),
        (never_come_back, {"silence": "24"}),
        (answer_slowly, {}),
        (drip, {"silence": "24"}),
        (lambda bot: hear_nothing(bot, slow_down, "not to polling"), short),
        (lambda bot: hear_nothing(bot, hang, "not to polling"), short),
    ]
    with ThreadPoolExecutor(len(cases)) as pool:
        running = [
            pool.submit(alone, tmp_path / str(n), case, settings)
            for n, (case, settings) in enumerate(cases)
        ]
        for done in running:
            done.result()


def alone(folder: Path, case: Callable[[BotProcess], None], settings: dict[str, str]) -> None:
    with (
        FakeBotApi() as api,
        closing(BotProcess(api, folder, module=FAULTY, **settings)) as bot,
    ):
        case(bot.ready())
        assert not leaks(api.world, bot.words())


def hear_nothing(bot: BotProcess, rule: Rule, told: str) -> None:
    world = bot.api.world
    world.wait(lambda: len(world.made("getUpdates")) > 5)  # quiet for longer than that is no harm
    world.reply(world.say(ASK))
    world.rules.append(rule)
    unwell(bot, 1.5)
    asked = world.say(ASK)
    assert bot.process.wait(30) == 1
    assert told in bot.words()
    assert int(bot.words().split("stopping: for ")[1].split()[0]) <= 2 * 3, "of 3 s of silence"
    world.rules.clear()
    with closing(BotProcess(bot.api, bot.folder)):
        world.reply(asked)


def go_away(bot: BotProcess, seconds: int) -> None:
    world = bot.api.world
    asked = [world.say(f"慢 {ASK} {n}") for n in range(4)]
    world.wait(lambda: world.sent)
    bot.api.stop()
    bot.saw("polling: ", 1)
    time.sleep(seconds - 1)
    bot.api.start()
    asked.append(world.say(ASK))
    world.wait(lambda: all(world.replies(m) for m in asked), 40)
    assert all(len(world.replies(m)) == 1 for m in asked)


def never_come_back(bot: BotProcess) -> None:
    world = bot.api.world
    world.rules.append(Rule("getUpdates", "delay", seconds=300))
    world.wait(lambda: not world.rules[0].times, 20)
    world.reply(world.say(ASK), seconds=25)


def drip(bot: BotProcess) -> None:
    """The library's time limits hold for each piece of an answer, not for all of it."""
    world, rule = bot.api.world, Rule("getUpdates", "drip", seconds=90)
    world.rules.append(rule)
    world.wait(lambda: not rule.times)
    world.reply(world.say(ASK))


def answer_slowly(bot: BotProcess) -> None:
    world = bot.api.world
    world.rules.append(Rule("sendMessage", "delay", seconds=7))
    message = world.say(ASK)
    world.reply(message)
    world.reply(world.say("/help"))
    assert len(world.replies(message)) == 1


def test_an_update_that_cannot_be_read_is_passed_over(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start().ready()
    before, began = len(world.made("getUpdates")), time.monotonic()
    world.push("message", {"message_id": 1, "date": 1, "chat": {"id": 1}, "text": ASK})
    world.push("message", {"message_id": 2, "date": "soon", "chat": []})
    bot.saw("passed over", 2)
    assert "PTBUserWarning" not in bot.words()
    message = world.say(ASK)
    world.reply(message)
    polls = len(world.made("getUpdates")) - before
    assert polls <= 5 * (time.monotonic() - began + 1)
    assert not any(u["update_id"] < 102 for u in world.updates)


def test_what_nobody_knows_yet_is_ignored(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start().ready()
    world.push("teleported_message", {"from": "future"})
    world.push("channel_post", world.make_message(ASK, world.chat(-5, "channel"), None))
    world.push("edited_message", world.make_message(ASK, world.chat(9), world.person(9)))
    message = world.say(ASK, hologram={"depth": 3})
    world.reply(message)
    assert len(world.sent) == 1


def test_a_late_answer_says_so(api: FakeBotApi, start: Start) -> None:
    world = api.world
    yesterday = int(time.time()) - 23 * 3600
    old = world.say(ASK, date=yesterday)
    start()
    assert world.reply(old)["text"].startswith("(这是对")
    assert not world.reply(world.say(ASK))["text"].startswith("(")


def test_a_menu_that_cannot_be_set_is_no_disaster(api: FakeBotApi, start: Start) -> None:
    api.world.rules.append(Rule("setMyCommands", times=-1))
    bot = start()
    api.world.reply(api.world.say(ASK))
    bot.saw("the menu could not be set")


def test_the_menu_is_set_once_for_each_language_and_place(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start().ready()
    world.wait(lambda: len(world.made("setMyShortDescription")) == 2)
    calls = [
        (c.params.get("language_code"), "scope" in c.params) for c in world.made("setMyCommands")
    ]
    assert sorted(calls, key=str) == [("zh", False), ("zh", True), (None, False), (None, True)]
    time.sleep(0.2)  # until the last of them has been noted
    bot.stop()
    start().ready()
    world.reply(world.say(ASK))
    assert len(world.made("setMyCommands")) == 4
