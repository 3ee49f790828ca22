"""A server that answers what no server should: the bot keeps its pace, its order and its head."""

import asyncio
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from tornado.web import Application

from bots.telegram_bot import web
from tests.bots.conftest import Start
from tests.bots.talking import ASK, FIGURE
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World


def test_groups_that_move_in_circles_are_answered_at_an_easy_pace(world: World, user: int) -> None:
    here, there = -user, -user - 500_000
    circle = [
        Rule("sendMessage", chat=a, code=400, words="Bad Request: group chat was upgraded",
             parameters={"migrate_to_chat_id": b}, times=2)
        for a, b in ((here, there), (there, here))
    ]  # fmt: skip
    world.rules += circle
    world.say(f"/ask {ASK}", user, chat=here)
    (answer,) = world.wait(lambda: world.to(here) + world.to(there))
    assert FIGURE in answer["text"]
    both = {str(here), str(there)}
    tried = [call.at for call in world.made("sendMessage") if call.params["chat_id"] in both]
    assert len(tried) == 5
    assert tried[-1] - tried[0] > 2, "it rests between attempts"


def test_a_server_that_does_not_wait_is_not_run_down(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start().ready()
    world.reply(world.say(ASK))
    nothing = Rule("getUpdates", "raw", code=200, body=b'{"ok": true, "result": []}', times=-1)
    world.rules.append(nothing)
    world.reply(world.say(ASK + "!"))  # which ends the poll that waits
    world.wait(lambda: nothing.times < -1)
    polls, began = len(world.made("getUpdates")), time.monotonic()
    world.wait(lambda: nothing.times < -4)
    assert (len(world.made("getUpdates")) - polls) / (time.monotonic() - began) < 5
    world.rules.clear()
    world.reply(world.say(ASK + "?"))
    assert bot.stop() == 0


def test_a_server_that_tells_the_same_again_and_again_is_answered_once(
    api: FakeBotApi, start: Start
) -> None:
    world = api.world
    start().ready()
    first = world.reply(world.say(ASK))
    same = Rule("getUpdates", "raw", code=200, times=-1)
    message = world.make_message(ASK + "?", world.chat(1), world.person(1))
    told = [{"update_id": 101, "message": message}, {"update_id": 100, "message": first}]
    same.body = json.dumps({"ok": True, "result": told}).encode()
    world.rules.append(same)
    assert world.push("message", message) == 101
    world.wait(lambda: same.times < -4)
    world.rules.clear()
    world.reply(world.say("/help"))
    assert len(world.replies(message)) == 1


def test_a_clock_that_was_set_back_silences_nobody(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start().ready()
    slow = Rule("sendMessage", code=429, parameters={"retry_after": 60})
    world.rules.append(slow)
    message = world.say(ASK)
    world.wait(lambda: not slow.times)
    assert bot.stop() == 0
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite")) as file, file:
        file.execute("update outbox set at=at+86400, due=at+86401")
    start()
    world.reply(message)


HALF_A_BODY = b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"


def test_half_a_call_to_the_webhook_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_IDLE", 0.2)
    halves = [b"", b"POST /telegram HTTP/1.1\r\nHost: x\r\n", HALF_A_BODY]
    assert asyncio.run(ends(halves)) == [b""] * len(halves)


async def ends(beginnings: list[bytes]) -> list[bytes]:
    """What comes back for each beginning of a call that is never finished."""
    server = web.serve(Application(), "listen", "127.0.0.1:0")
    port = next(iter(server._sockets.values())).getsockname()[1]
    found = []
    for beginning in beginnings:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(beginning)
        found.append(await asyncio.wait_for(reader.read(), 30))
        writer.close()
    server.stop()
    return found


def test_a_greeting_that_drips_can_be_stopped(api: FakeBotApi, start: Start) -> None:
    api.world.rules.append(Rule("getMe", "drip", seconds=120, times=-1))
    bot = start(grace="1")
    api.world.wait(lambda: api.world.made("getMe"))
    assert bot.stop(40) == 0
