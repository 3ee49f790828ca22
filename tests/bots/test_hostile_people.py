"""What people may send to try the bot: it answers in its own words, once, and goes on."""

import sqlite3
import time
from contextlib import closing
from typing import Any

import pytest

from tests.bots.conftest import Start
from tests.bots.process import BotProcess
from tests.bots.talking import ASK, FIGURE
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World

ODD = [
    ("zero width", "云\u200b乐\u200d镇有\ufeff几名法律顾问?", FIGURE),
    ("turned around", "\u202e云乐镇有几名法律顾问?\u202c", FIGURE),
    ("a tag", "<b>云乐镇</b>有几名法律顾问?", FIGURE),
    ("markup that never ends", "<blockquote expandable><b>&lt;&#x", "问"),
    ("only marks", "\u200f\u200e\u2066\u2069", "问"),
    ("half a character", "云乐镇有几名法律顾问\U000e0067?", FIGURE),
    ("letters in piles", "云乐镇" + "\u0301" * 500 + "有几名法律顾问?", "云乐镇"),
    ("full width", "云乐镇有几名法律顾问?/start", FIGURE),
    ("another's command", "/ask@other_bot 云乐镇有几名法律顾问", "没有这个命令"),
    ("a path", "../../etc/passwd", "passwd"),
    ("a query", "'; drop table turns; --", "问"),
]


@pytest.mark.parametrize(("text", "holds"), [row[1:] for row in ODD], ids=[row[0] for row in ODD])
def test_odd_words_are_answered(text: str, holds: str, world: World, user: int) -> None:
    message = world.say(text, user)
    world.reply(world.say("/help", user))
    told = "".join(reply["text"] for reply in world.replies(message))
    assert holds in told
    assert bool(told) == bool(holds)
    assert not set("\u202e\u202c\u2066\u2069") & set(told)


def test_a_text_beyond_all_measure_is_refused_and_not_kept(
    shared: BotProcess, world: World, user: int
) -> None:
    message = world.say("云乐镇" * 700_000, user)
    assert "太长" in world.reply(message)["text"]
    world.reply(world.say("/help", user))
    with closing(sqlite3.connect(shared.folder / "data" / "bot.sqlite")) as file:
        ((longest,),) = file.execute("select max(length(body)) from inbox")
        ((turn,),) = file.execute("select max(length(body)) from turns")
    assert longest < 100_000
    assert turn < 100_000


FORWARDED: dict[str, Any] = {
    "forward_origin": {"type": "hidden_user", "date": 5, "sender_user_name": "某人"},
}


def test_a_forwarded_question_is_a_question(world: World, user: int) -> None:
    assert FIGURE in world.reply(world.say(ASK, user, **FORWARDED))["text"]


@pytest.mark.parametrize("text", ["云", "a", "?", "\u200b", "😀"])
def test_one_character_inline_is_answered(text: str, world: World, user: int) -> None:
    id = world.type_inline(text, user)
    assert "results" in world.wait(lambda: world.answers.get(id))


def test_two_hundred_questions_in_a_second_hold_up_nobody_else(
    api: FakeBotApi, start: Start
) -> None:
    world = api.world
    start(per_minute="20").ready()
    world.reply(world.say(ASK, 2))
    asked = [world.say(f"{ASK} {n}", 1) for n in range(200)]
    other = world.say(ASK + "?", 2)
    world.reply(other)
    given = len(world.to(1))
    assert given < 150, "the other one came long before the last of the flood"
    world.wait(lambda: all(world.replies(message) for message in asked), 120)
    texts = [world.replies(message)[0]["text"] for message in asked]
    assert sum(FIGURE in text for text in texts) == 20
    assert sum("请等" in text for text in texts) == 180


def test_a_question_edited_while_its_answer_waits_is_answered_as_it_is_now(
    world: World, user: int
) -> None:
    slow = Rule("sendMessage", chat=user, code=429, parameters={"retry_after": 2})
    world.rules.append(slow)
    message = world.say(ASK, user)
    world.wait(lambda: not slow.times)
    text = "周村区受理了多少矛盾纠纷?"
    edited = {**message, "text": text, "edit_date": message["date"] + 1}
    world.push("edited_message", edited)
    world.wait(lambda: any("问题改了" in told["text"] for told in world.to(user)))
    assert "周村区" in world.to(user)[-1]["text"]


def test_who_edits_too_often_is_told_so(closed: World) -> None:
    now = int(time.time())
    message = closed.say("云乐镇有几名法律顾问", 1, date=now)
    closed.reply(message)
    for n in range(4):
        edited = {**message, "text": f"云乐镇有几名法律顾问{'?' * (n + 1)}", "edit_date": now + n}
        closed.push("edited_message", edited)
    closed.wait(lambda: any("请等" in told["text"] for told in closed.replies(message)))


NOISE: list[tuple[str, dict[str, Any]]] = [
    ("callback_query", {"id": "1", "chat_instance": "1", "data": "x" * 64}),
    ("callback_query", {"id": "2", "chat_instance": "1", "game_short_name": "g"}),
    ("callback_query", {"id": "3", "chat_instance": "1", "inline_message_id": "m", "data": "a:1"}),
    ("inline_query", {"id": "4", "query": "\u202e" * 256, "offset": "-1"}),
]


def test_presses_and_queries_from_nowhere_are_passed_over(world: World, user: int) -> None:
    for kind, payload in NOISE:
        world.push(kind, {**payload, "from": world.person(user)})
    assert FIGURE in world.reply(world.say(ASK, user))["text"]
