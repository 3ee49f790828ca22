"""A question that kills the process is set aside; everybody else is answered."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.bots.conftest import Start
from tests.bots.process import FAULTY
from tests.bots.talking import ASK, FIGURE
from tests.fake_bot_api.server import FakeBotApi


def test_a_question_that_kills_is_set_aside(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start(module=FAULTY, admins="7").ready()
    killer = world.say("崩溃")
    others = [world.say(f"{ASK} {n}", user=2 + n) for n in range(5)]
    behind = world.say(ASK)
    assert bot.process.wait(60) == 9
    again = start(module=FAULTY, admins="7")
    world.wait(lambda: all(world.replies(m) for m in (*others, behind, killer)), 120)
    assert "已经放下" in world.replies(killer)[0]["text"]
    assert all(FIGURE in world.replies(m)[0]["text"] for m in (*others, behind))
    assert "搁置" in world.wait(lambda: world.to(7))[0]["text"]
    assert again.running
    world.say("/review", 7)
    (call,) = world.wait(lambda: world.made("sendDocument"))
    assert '"question": "崩溃", "kind": "aside"' in next(iter(call.files.values())).decode()
    assert again.stop() == 0
    start(module=FAULTY)
    world.reply(world.say(ASK + "?"))
    assert len(world.replies(killer)) == 1


def test_an_innocent_question_at_work_when_it_died_is_answered(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start(module=FAULTY).ready()
    slow = world.say(f"慢 {ASK}")
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite")) as file:
        until = time.monotonic() + 60
        while not file.execute("select 1 from inbox where state='asking'").fetchall():
            assert time.monotonic() < until
    bot.kill()
    start(module=FAULTY).ready().kill()
    start(module=FAULTY)
    assert FIGURE in world.reply(slow)["text"]


def test_stuck_questions_leave_room_for_others(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(module=FAULTY, patience="50", grace="1").ready()
    for n in range(12):
        world.say(f"卡住 {n}", user=100 + n)
    world.wait(lambda: world.made("sendChatAction"))
    assert FIGURE in world.reply(world.say(ASK), 40)["text"]  # 12 stuck for 50 s each would be 300


def test_where_processes_answer_the_bot_outlives_a_question_that_kills(
    api: FakeBotApi, start: Start
) -> None:
    world = api.world
    bot = start(module=FAULTY, admins="7", processes="1", patience="4").ready()
    killer, stuck = world.say("崩溃"), world.say("卡住", user=9)
    others = [world.say(f"{ASK} {n}", user=2 + n) for n in range(3)]
    world.wait(lambda: all(world.replies(m) for m in (*others, killer)), 120)
    assert "已经放下" in world.replies(killer)[0]["text"]
    assert all(FIGURE in world.replies(m)[0]["text"] for m in others)
    assert "编号" in world.reply(stuck, 120)["text"]
    assert "重新载入" in world.reply(world.say("/reload", 7))["text"]
    assert FIGURE in world.reply(world.say(ASK + "?"))["text"]
    assert bot.stop() == 0
    assert "Traceback" not in bot.words()


def test_a_process_that_answers_ends_with_the_bot(api: FakeBotApi, start: Start) -> None:
    bot = start(module=FAULTY, processes="1", patience="50").ready()
    api.world.say("卡住")
    api.world.wait(lambda: api.world.made("sendChatAction"))
    own = Path(f"/proc/{bot.process.pid}/task/{bot.process.pid}/children")
    (*_, answering) = own.read_text(encoding="ascii").split()
    assert b"spawn_main" in command_of(answering)
    bot.kill()
    until = time.monotonic() + 30
    while b"spawn_main" in command_of(answering):
        assert time.monotonic() < until


def command_of(pid: str) -> bytes:
    """The words that began a process; nothing once it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
