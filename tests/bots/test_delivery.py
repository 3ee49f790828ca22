"""Whatever sending meets: nothing is lost, nothing doubled unmarked, and nobody else waits."""

import json
import time
from typing import Any

import pytest

from tests.bots.conftest import Start, people
from tests.bots.crashing import unmarked
from tests.bots.process import BotProcess
from tests.bots.talking import ASK, FIGURE, buttons, press
from tests.bots.test_durability import hold_of
from tests.bots.test_sending_faults import FLOOD
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World

HTML = b"<html>Bad Gateway</html>"
TRUNCATED = b'{"ok": true, "result": {"mess'
LONG: dict[str, Any] = {**FLOOD, "parameters": {"retry_after": 60}}
FAULTS: list[tuple[str, dict[str, Any], bool]] = [
    ("500", {"code": 500, "words": "Internal Server Error"}, True),
    ("502 HTML", {"kind": "raw", "code": 502, "body": HTML}, True),
    ("504", {"code": 504, "words": "Gateway Timeout"}, True),
    ("dropped", {"kind": "drop_before"}, True),
    ("200 HTML, not done", {"kind": "raw", "code": 200, "body": HTML}, True),
    ("200 HTML, done", {"kind": "raw_after", "code": 200, "body": HTML}, True),
    ("200 truncated", {"kind": "raw_after", "code": 200, "body": TRUNCATED}, True),
    ("200 empty", {"kind": "raw_after", "code": 200, "body": b""}, True),
    ("200 of nothing", {"kind": "raw_after", "code": 200, "body": b'{"ok": true}'}, True),
    ("cut", {"kind": "cut_after"}, True),
    ("403 of a proxy", {"kind": "raw", "code": 403, "body": HTML}, True),
    ("400 of a proxy", {"kind": "raw", "code": 400, "body": b""}, True),
    ("429 of no length", {"code": 429, "words": "Too Many Requests"}, False),
    ("429 of the past", {**FLOOD, "parameters": {"retry_after": -9}}, False),
    ("429 of a word", {**FLOOD, "parameters": {"retry_after": "soon"}}, True),
    ("a wrong shape", {"kind": "raw_after", "code": 200, "body": b'{"ok":true,"result":7}'}, True),
    (
        "not its number",
        {"kind": "raw_after", "code": 200, "body": b'{"ok":true,"result":{"message_id":"x"}}'},
        True,
    ),
    ("401", {"code": 401, "words": "Unauthorized"}, False),
    ("404", {"code": 404, "words": "Not Found"}, False),
    ("409", {"code": 409, "words": "Conflict"}, False),
]


Outcomes = dict[str, tuple[list[dict[str, Any]], int]]


@pytest.fixture(scope="module")
def outcomes(shared: BotProcess) -> Outcomes:
    """Two questions for each fault, in a chat of its own, all at the same time; and the chat."""
    world = shared.api.world
    found: Outcomes = {}
    for name, rule, _ in FAULTS:
        chat = next(people)
        world.rules.append(Rule("sendMessage", chat=chat, times=3, **rule))
        found[name] = ([world.say(f"{ASK} {n}", chat) for n in range(2)], chat)
    for asked, chat in found.values():
        world.wait(lambda asked=asked: all(world.replies(message) for message in asked), 120)
        world.reply(world.say("/help", chat))
    return found


@pytest.mark.parametrize(
    ("name", "may_be_there"), [row[::2] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_an_answer_outlasts_what_its_sending_meets(
    name: str, may_be_there: bool, world: World, outcomes: Outcomes
) -> None:
    asked, chat = outcomes[name]
    assert all(not rule.times for rule in world.rules if rule.chat == chat)
    hold_of(world, asked)
    marked = [m for m in world.to(chat) if m["text"].startswith("(重发)")]
    assert bool(marked) == may_be_there
    assert not any("出了点问题" in m["text"] for m in world.to(chat))


def test_a_stream_of_questions_outlasts_a_bad_gateway(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(log="INFO").ready()
    bad = Rule("sendMessage", "raw", code=502, body=HTML, times=-1)
    asked = []
    for n in range(60):
        if n == 20:
            world.rules.append(bad)
        if n == 40:
            world.wait(lambda: bad.times < -20)
            world.rules.remove(bad)
        asked.append(world.say(f"{ASK} {n}", user=500 + n % 6))
        world.wait(lambda n=n: len(world.made("sendMessage")) > n // 2)
    world.wait(lambda: all(world.replies(message) for message in asked), 120)
    hold_of(world, asked)


def test_a_flood_limit_in_many_chats_holds_up_nobody_else(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start().ready()
    world.reply(world.say(ASK, user=99))
    world.rules += [Rule("sendMessage", chat=chat, times=-1, **LONG) for chat in range(1, 17)]
    for chat in range(1, 17):
        world.say(ASK, user=chat)
    world.wait(lambda: len(world.made("sendMessage")) == 17)
    began = time.monotonic()
    world.reply(world.say(ASK + "?", user=99))
    world.reply(world.say("/start", user=98))
    assert time.monotonic() - began < 30  # the law is that it is not the 60 s of the others


def test_a_black_hole_holds_up_nobody_else(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start().ready()
    world.reply(world.say(ASK, user=99))
    world.rules += [Rule("sendMessage", "delay", chat=c, seconds=25) for c in range(1, 17)]
    for chat in range(1, 17):
        world.say(ASK, user=chat)
    world.wait(lambda: len(world.made("sendMessage")) == 17)
    began = time.monotonic()
    world.reply(world.say(ASK + "?", user=99))
    assert time.monotonic() - began < 20


def test_what_has_to_wait_is_sent_after_a_restart(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start().ready()
    world.rules.append(Rule("sendMessage", times=-1, **{**FLOOD, "parameters": {"retry_after": 2}}))
    message = world.say(ASK)
    world.wait(lambda: world.made("sendMessage"))
    time.sleep(0.3)
    bot.kill()
    world.rules.clear()
    start()
    world.reply(message)
    world.reply(world.say("/help"))
    assert [m["text"][0] for m in world.replies(message)] == [world.replies(message)[0]["text"][0]]
    assert not world.replies(message)[0]["text"].startswith("(重发)")


def test_what_is_given_up_is_told_and_can_be_sent_again(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(delivery_patience="1", admins="7").ready()
    failing = Rule("sendMessage", chat=1, times=-1, code=500)
    world.rules.append(failing)
    message = world.say(ASK)
    bot.saw("an answer was given up (unknown)")
    notice = world.wait(lambda: world.to(7))[0]
    assert "/undelivered" in notice["text"]
    world.rules.clear()
    assert "有1条答复没能送到" in world.reply(world.say("/help"))["text"]
    assert "没能送到" not in world.reply(world.say("/help"))["text"]
    listed = world.reply(world.say("/undelivered", 7))
    assert "(unknown)" in listed["text"]
    press(world, listed, buttons(listed)["1 再发"], 7)
    assert FIGURE in world.reply(message)["text"]
    assert "没有未送到" in world.reply(world.say("/undelivered", 7))["text"]


TURNED = [
    ("429", {**FLOOD, "times": 2}),
    ("502", {"kind": "raw", "code": 502, "body": HTML, "times": 2}),
    ("200 empty", {"kind": "raw", "code": 200, "body": b""}),
    ("401", {"code": 401, "words": "Unauthorized"}),
]


@pytest.mark.parametrize("rule", [row[1] for row in TURNED], ids=[row[0] for row in TURNED])
def test_a_page_is_turned_whatever_the_first_attempt_meets(
    rule: dict[str, Any], world: World, user: int
) -> None:
    answer = world.reply(world.say(ASK, user))
    world.rules += [Rule("editMessageText", **rule), Rule("answerCallbackQuery", **rule)]
    id = world.click(answer, buttons(answer)["来源(2)"], user)
    world.wait(lambda: "返回" in buttons(answer))
    world.wait(lambda: id in world.answers)
    assert not any("重发" in m["text"] for m in world.to(user))


@pytest.mark.parametrize("rule", [row[1] for row in TURNED], ids=[row[0] for row in TURNED])
def test_a_file_arrives_whatever_the_first_attempt_meets(
    rule: dict[str, Any], world: World, user: int
) -> None:
    world.reply(world.say(ASK, user))
    world.rules.append(Rule("sendDocument", **rule))
    world.say("/export", user)
    world.wait(lambda: [m for m in world.to(user) if "document" in m])


@pytest.mark.parametrize("rule", [row[1] for row in TURNED], ids=[row[0] for row in TURNED])
def test_inline_results_arrive_whatever_the_first_attempt_meets(
    rule: dict[str, Any], world: World, user: int
) -> None:
    world.rules.append(Rule("answerInlineQuery", **rule))
    id = world.type_inline(ASK, user)
    found = world.wait(lambda: world.answers.get(id))
    assert FIGURE in json.dumps(found["results"], ensure_ascii=False)


def test_of_many_pages_turned_in_trouble_the_last_is_shown(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start().ready()
    answer = world.reply(world.say("彭浦镇存在哪些问题"))
    world.rules.append(Rule("editMessageText", times=3, code=502))
    for n in range(6):
        world.click(answer, f"s:1:{n % 2}")
    world.click(answer, "s:1:2")
    world.wait(lambda: answer["text"].count("[3]"))
    world.reply(world.say("/help"))
    assert "[3]" in answer["text"]
    assert len(world.made("editMessageText")) < 3 + 7


def test_everything_refused_for_a_while_loses_nothing(api: FakeBotApi, start: Start) -> None:
    """A supervisor starts it anew each time that it gives up."""
    world = api.world
    bot: BotProcess = start(server_patience="1").ready()
    message = world.say(ASK)
    world.wait(lambda: [c for c in world.made("getUpdates") if c.params.get("offset")])
    world.rules.append(Rule("*", code=401, words="Unauthorized", times=-1))
    later = world.say(ASK + "?", user=2)
    for _ in range(2):
        assert bot.process.wait(60) == 1
        assert "0 answers" not in bot.words()
        bot = start(server_patience="1")
    assert bot.process.wait(60) == 1
    world.rules.clear()
    start(server_patience="1")
    world.wait(lambda: world.replies(message) and world.replies(later))
    assert len(unmarked(world.replies(message))) == 1
