"""A core that breaks, a crowd that comes: people are told, and nobody is taken along."""

import json
import re
import time
from pathlib import Path

import pytest

from tests.bots.conftest import Start
from tests.bots.process import CORPUS, FAULTY
from tests.bots.talking import ASK, FIGURE, buttons, press
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi

_CROWD = 100
NUMBER = re.compile(r"编号([0-9a-f]{6})")


def test_a_core_that_raises_is_told_by_number(api: FakeBotApi, start: Start) -> None:
    bot = start(module=FAULTY)
    reply = api.world.reply(api.world.say("出错"))["text"]
    found = NUMBER.search(reply)
    assert found
    assert "on purpose" not in reply
    assert f"({found.group(1)})" in bot.words()
    assert FIGURE in api.world.reply(api.world.say(ASK))["text"]


def test_a_comparison_that_breaks_is_no_table_of_silence(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(module=FAULTY).ready()
    assert NUMBER.search(world.reply(world.say("/compare 出错"))["text"])
    answer = world.reply(world.say("坏 " + ASK))
    press(world, answer, buttons(answer)["其他地方"], 1)
    assert NUMBER.search(answer["text"])
    press(world, answer, buttons(answer)["返回"], 1)
    assert FIGURE in answer["text"]


def test_stuck_questions_take_nobody_with_them(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(module=FAULTY, patience="0.7", workers="2").ready()
    stuck = [world.say("卡住", user=n) for n in range(5)]
    assert all(NUMBER.search(world.reply(message)["text"]) for message in stuck)
    assert FIGURE in world.reply(world.say(ASK))["text"]
    assert json.loads(world.reactions[0]["reaction"]) == [{"type": "emoji", "emoji": "👀"}]
    assert world.made("sendChatAction")
    assert bot.stop() == 0


def test_an_index_that_changes_keeps_old_pages_whole(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world, corpus = api.world, tmp_path / "reports"
    corpus.mkdir()
    for name in ("yunle-2023.txt", "hetang-2019.txt"):
        (corpus / name).write_bytes((CORPUS / name).read_bytes())
    start(module=FAULTY, corpus=str(corpus), admins="7").ready()
    answer, slow = world.reply(world.say(ASK)), world.say("慢" + ASK, user=2)
    changed = (corpus / "yunle-2023.txt").read_text(encoding="utf-8").replace("1名法律", "9名法律")
    (corpus / "yunle-2023.txt").write_text(changed, encoding="utf-8")
    assert "2份" in world.reply(world.say("/reload", 7))["text"]
    assert "名法律顾问" in world.reply(slow)["text"]
    press(world, answer, buttons(answer)["来源(2)"], 1)
    assert FIGURE in answer["text"]
    press(world, answer, buttons(answer)["上下文"], 1)
    assert "已经改动" in answer["text"]
    assert "9名法律顾问" in world.reply(world.say(ASK + "呢", user=3))["text"]


def test_reports_that_cannot_be_read_anew_leave_the_old_ones(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    corpus = tmp_path / "reports"
    corpus.mkdir()
    (corpus / "yunle-2023.txt").write_bytes((CORPUS / "yunle-2023.txt").read_bytes())
    start(corpus=str(corpus), admins="7").ready()
    (corpus / "yunle-2023.txt").unlink()
    assert NUMBER.search(api.world.reply(api.world.say("/reload", 7))["text"])
    assert FIGURE in api.world.reply(api.world.say(ASK))["text"]


def test_a_crowd_is_answered_or_told_to_wait(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(per_minute="8", log="WARNING").ready_by(world)
    base = int(time.time())
    asked = [
        world.say(f"{ASK} {n}", user=10_000 + u, date=base + n)
        for n in range(10)
        for u in range(_CROWD)
    ]
    world.wait(lambda: len(world.sent) > 100)
    hello = world.say("/start", user=99_999)
    world.reply(hello)
    waiting = len(asked) - len(world.sent)
    assert waiting > 200, "the greeting went ahead of the crowd"
    world.wait(lambda: sum(1 for m in world.sent if "reply_to_message" in m) > len(asked), 300)
    for user in range(_CROWD):
        texts = [m["text"] for m in world.to(10_000 + user) if "reply_to_message" in m]
        assert sum(FIGURE in text for text in texts) == 8
        assert sum("请等" in text for text in texts) == 2
    assert bot.stop() == 0


def test_being_busy_is_told_once(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(module=FAULTY, slots="2", workers="1").ready()
    for n in range(60):
        world.say(f"慢 {ASK} {n}", user=2000 + n)
    world.say(f"慢 {ASK} 又", user=2059)
    busy = world.wait(lambda: [m for m in world.sent if "前面还有" in m["text"]])
    world.wait(lambda: len([m for m in world.sent if "前面还有" in m["text"]]) >= 15)
    told = [m["chat"]["id"] for m in world.sent if "前面还有" in m["text"]]
    assert busy
    assert len(told) == len(set(told))
    assert 2000 not in told


def test_a_stranger_is_not_told_that_it_is_busy(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(module=FAULTY, slots="2", workers="1", users="1").ready()
    for n in range(60):
        world.say(f"慢 {ASK} {n}", user=1)
    world.say(ASK, user=66)
    refused = world.wait(lambda: world.to(66))
    assert "名单" in refused[0]["text"]
    assert not any("前面还有" in m["text"] for m in world.to(66))


@pytest.mark.parametrize("seconds", [-86400 * 3, 86400 * 3])
def test_a_clock_that_jumps_is_no_harm(seconds: int, api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(per_minute="2").ready()
    world.reply(world.say(ASK))
    message = world.say(ASK + "?", date=int(time.time()) + seconds)
    assert FIGURE in world.reply(message)["text"]
    assert FIGURE in world.reply(world.say(ASK + "??"))["text"]


def test_a_file_that_is_refused_is_told_at_once(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(module=FAULTY).ready()
    world.reply(world.say(ASK))
    world.rules.append(Rule("sendDocument", code=400, words="Bad Request: file must be non-empty"))
    world.say("/export")
    world.wait(lambda: "没能送到" in world.to(1)[-1].get("text", ""))


def test_what_is_not_answered_yet_can_be_cancelled(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(module=FAULTY, patience="50").ready()
    stuck = world.say("/ask 卡住", chat=-5)
    world.wait(lambda: world.made("sendChatAction"))
    mine = [world.say(f"/ask {ASK} {n}", chat=-5) for n in range(3)]
    theirs = world.say(f"/ask {ASK}", user=2, chat=-5)
    world.reply(world.say("/help", user=3))  # by now they are all taken in
    assert "4个" in world.reply(world.say("/cancel", chat=-5))["text"]
    assert FIGURE in world.reply(theirs)["text"]
    assert FIGURE in world.reply(world.say(f"/ask {ASK}", chat=-5))["text"]
    assert "没有" in world.reply(world.say("/cancel", chat=-5))["text"]
    assert bot.stop() == 0
    start().ready()
    world.reply(world.say("/help", user=3))
    assert not any(world.replies(message) for message in (stuck, *mine))
