"""Each way in which sending fails has its rule, and nobody else suffers from it."""

from typing import Any

import pytest

from tests.bots.conftest import Start
from tests.bots.process import FAULTY
from tests.bots.test_durability import unmarked
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World

ASK = "云乐镇有几名法律顾问"
FLOOD: dict[str, Any] = {
    "code": 429,
    "words": "Too Many Requests: retry after 1",
    "parameters": {"retry_after": 1},
}


@pytest.fixture
def told(api: FakeBotApi, start: Start) -> World:
    """The world of a bot that is ready."""
    start().ready()
    return api.world


ONCE: list[tuple[str, dict[str, Any]]] = [
    ("429", FLOOD),
    ("429 three times", {**FLOOD, "times": 3}),
    ("deleted question", {"code": 400, "words": "Bad Request: message to be replied not found"}),
    ("our markup", {"code": 400, "words": "Bad Request: can't parse entities: oh"}),
]


@pytest.mark.parametrize(("name", "rule"), ONCE)
def test_one_answer_arrives(name: str, rule: dict[str, Any], told: World) -> None:
    told.rules.append(Rule("sendMessage", chat=1, **rule))
    message, other = told.say(ASK), told.say(ASK, user=2)
    told.reply(other)
    told.wait(lambda: told.to(1))
    told.reply(told.say("/help"))
    assert "1名法律顾问" in told.to(1)[0]["text"]
    assert len(told.to(1)) == 2
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
def test_what_may_have_arrived_is_sent_once_more_and_marked(kind: str, told: World) -> None:
    told.rules.append(Rule("sendMessage", kind, code=502, body=b"<html>"))
    message = told.say(ASK)
    told.wait(lambda: any(m["text"].startswith("(重发)") for m in told.replies(message)))
    told.reply(told.say("/help"))
    assert len(unmarked(told.replies(message))) == (kind == "drop_after")
    assert len(told.replies(message)) == 1 + (kind == "drop_after")


def test_what_may_have_arrived_is_sent_until_it_is_known_to_have(told: World) -> None:
    told.rules.append(Rule("sendMessage", "drop_after", times=3))
    message = told.say(ASK)
    told.reply(told.say("/help"))
    assert len(told.replies(message)) == 4
    assert len(unmarked(told.replies(message))) == 1


GIVEN_UP = [
    ("blocked", {"code": 403, "words": "Forbidden: bot was blocked by the user"}),
    ("kicked", {"code": 403, "words": "Forbidden: bot was kicked from the supergroup chat"}),
    ("gone", {"code": 400, "words": "Bad Request: chat not found"}),
    ("no rights", {"code": 400, "words": "Bad Request: not enough rights to send text messages"}),
]


@pytest.mark.parametrize(("name", "rule"), GIVEN_UP)
def test_what_cannot_arrive_is_given_up_quietly(
    name: str, rule: dict[str, Any], told: World
) -> None:
    told.rules.append(Rule("sendMessage", chat=1, times=-1, **rule))
    told.say(ASK)
    told.say(ASK + "呢")
    told.wait(lambda: len(told.made("sendMessage")) == 2)
    told.reply(told.say(ASK, user=2))
    assert len([c for c in told.made("sendMessage") if c.params["chat_id"] == "1"]) == 2


def test_the_topic_is_gone(told: World) -> None:
    told.say("/ask " + ASK, chat=-100, is_topic_message=True, message_thread_id=404)
    told.wait(lambda: told.to(-100))
    assert "message_thread_id" not in told.to(-100)[0]


def test_a_group_that_moved_gets_its_answer_once(told: World) -> None:
    told.migrated[-100] = -200
    told.say("/ask " + ASK, chat=-100)
    told.wait(lambda: told.to(-200))
    told.reply(told.say(ASK))
    assert len(told.to(-200)) == 1


def test_plain_text_has_the_same_words(told: World) -> None:
    first = told.reply(told.say(ASK))["text"]
    words = "Bad Request: can't parse entities: unmatched"
    told.rules.append(Rule("sendMessage", code=400, words=words))
    second = told.reply(told.say(ASK + "?", user=2))
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
