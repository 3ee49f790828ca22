"""Each way in which sending fails has its rule, and nobody else suffers from it."""

from typing import Any

import pytest

from tests.bots.conftest import Start
from tests.bots.crashing import unmarked
from tests.bots.process import FAULTY
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import Call, World

ASK = "云乐镇有几名法律顾问"
FLOOD: dict[str, Any] = {
    "code": 429,
    "words": "Too Many Requests: retry after 1",
    "parameters": {"retry_after": 1},
}


ONCE: list[tuple[str, dict[str, Any]]] = [
    ("429", FLOOD),
    ("429 three times", {**FLOOD, "times": 3}),
    ("deleted question", {"code": 400, "words": "Bad Request: message to be replied not found"}),
    ("our markup", {"code": 400, "words": "Bad Request: can't parse entities: oh"}),
]


@pytest.mark.parametrize(("name", "rule"), ONCE)
def test_one_answer_arrives(name: str, rule: dict[str, Any], world: World, user: int) -> None:
    world.rules.append(Rule("sendMessage", chat=user, **rule))
    message, other = world.say(ASK, user), world.say(ASK, user + 500_000)
    world.reply(other)
    world.wait(lambda: world.to(user))
    world.reply(world.say("/help", user))
    assert "1名法律顾问" in world.to(user)[0]["text"]
    assert len(world.to(user)) == 2
    assert message


def test_one_answer_arrives_within_telegrams_own_limits(api: FakeBotApi, start: Start) -> None:
    """Here as operators run it: with the limit a second that other tests leave out."""
    world = api.world
    start(per_second="30").ready()
    world.rules.append(Rule("sendMessage", times=2, **FLOOD))
    asked = [world.say("/ask " + ASK, user=n, chat=-n) for n in range(1, 6)]
    world.wait(lambda: all(world.replies(message) for message in asked))
    world.reply(world.say("/help"))
    assert all(len(world.replies(message)) == 1 for message in asked)


MAYBE = ["drop_before", "drop_after", "raw"]


@pytest.mark.parametrize("kind", MAYBE)
def test_what_may_have_arrived_is_sent_once_more_and_marked(
    kind: str, world: World, user: int
) -> None:
    world.rules.append(Rule("sendMessage", kind, chat=user, code=502, body=b"<html>"))
    message = world.say(ASK, user)
    world.wait(lambda: any(m["text"].startswith("(重发)") for m in world.replies(message)))
    world.reply(world.say("/help", user))
    assert len(unmarked(world.replies(message))) == (kind == "drop_after")
    assert len(world.replies(message)) == 1 + (kind == "drop_after")


def test_what_may_have_arrived_is_sent_until_it_is_known_to_have(world: World, user: int) -> None:
    world.rules.append(Rule("sendMessage", "drop_after", chat=user, times=3))
    message = world.say(ASK, user)
    world.reply(world.say("/help", user))
    assert len(world.replies(message)) == 4
    assert len(unmarked(world.replies(message))) == 1


GIVEN_UP = [
    ("blocked", {"code": 403, "words": "Forbidden: bot was blocked by the user"}),
    ("kicked", {"code": 403, "words": "Forbidden: bot was kicked from the supergroup chat"}),
    ("gone", {"code": 400, "words": "Bad Request: chat not found"}),
    ("no rights", {"code": 400, "words": "Bad Request: not enough rights to send text messages"}),
]


@pytest.mark.parametrize(("name", "rule"), GIVEN_UP)
def test_what_cannot_arrive_is_given_up_quietly(
    name: str, rule: dict[str, Any], world: World, user: int
) -> None:
    world.rules.append(Rule("sendMessage", chat=user, times=-1, **rule))
    world.say(ASK, user)
    world.say(ASK + "呢", user)
    world.wait(lambda: len(calls_to(world, user)) == 2)
    world.reply(world.say(ASK, user + 500_000))
    assert len(calls_to(world, user)) == 2


def calls_to(world: World, chat: int) -> list[Call]:
    return [c for c in world.made("sendMessage") if c.params["chat_id"] == str(chat)]


def test_the_topic_is_gone(world: World, user: int) -> None:
    world.say("/ask " + ASK, user, chat=-user, is_topic_message=True, message_thread_id=404)
    world.wait(lambda: world.to(-user))
    assert "message_thread_id" not in world.to(-user)[0]


def test_a_group_that_moved_gets_its_answer_once(world: World, user: int) -> None:
    there = -user - 500_000
    world.migrated[-user] = there
    world.say("/ask " + ASK, user, chat=-user)
    world.wait(lambda: world.to(there))
    world.reply(world.say(ASK, user))
    assert len(world.to(there)) == 1


def test_plain_text_has_the_same_words(world: World, user: int) -> None:
    first = world.reply(world.say(ASK, user))["text"]
    words = "Bad Request: can't parse entities: unmatched"
    world.rules.append(Rule("sendMessage", code=400, words=words))
    second = world.reply(world.say(ASK + "?", user + 500_000))
    assert second["text"] == first
    assert not second["entities"]


def test_no_connection_means_one_answer_later(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(module=FAULTY).ready()
    message = world.say("慢 " + ASK)
    world.wait(lambda: [c for c in world.made("getUpdates") if c.params.get("offset")])
    api.stop()
    bot.saw("polling: ")
    api.start()
    world.reply(message)
    world.reply(world.say("/help"))
    assert len(world.replies(message)) == 1
    assert "重发" not in world.replies(message)[0]["text"]
