"""`python -m tests.fake_bot_api.load`: how many answers a second the bot gives here."""

import os
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.bots.process import BotProcess
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World

ASKED = (
    "云乐镇有几名法律顾问",
    "周村区受理了多少矛盾纠纷",
    "荷塘镇开展了多少场宣传",
    "how many legal advisers does 云乐镇 have",
    "彭浦镇存在哪些问题",
    "莒镇由谁担任法律顾问",
    "云乐镇的调解志愿队叫什么",
    "北京市有几名法律顾问",
    "各地有几名法律顾问",
)
"""One of each kind: figures, English, lists, persons, names, a place without report, a survey."""


def main() -> int:
    """Ask 200 people's 10 questions each, with a greeting now and then."""
    with (
        FakeBotApi() as api,
        tempfile.TemporaryDirectory() as folder,
        closing(BotProcess(api, Path(folder), alone="yes", log="WARNING")) as bot,
    ):
        world = bot.ready_by(api.world).api.world
        world.reply(world.say(ASKED[0]))
        for n in range(10):
            for user in range(200):
                world.say(f"{ASKED[(n + user) % len(ASKED)]} {n}", user=1000 + user)
        began, before = time.monotonic(), _answers(world)
        greetings: list[float] = []
        while _answers(world) - before - len(greetings) < 2000:
            time.sleep(0.3)
            greetings.append(_greet(world))
        given = _answers(world) - before - len(greetings)
        spent = time.monotonic() - began
        print(f"{given} answers in {spent:.1f} s: {given / spent:.0f} a second")
        print(f"/start meanwhile: median {statistics.median(greetings):.3f} s", end=", ")
        print(f"at most {max(greetings):.3f} s, {len(greetings)} times")
        ticks = Path(f"/proc/{bot.process.pid}/stat").read_text(encoding="ascii").split()[13:15]
        cpu = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        print(f"the bot's own CPU time: {cpu:.1f} s, {1000 * cpu / given:.1f} ms an answer")
        status = Path(f"/proc/{bot.process.pid}/status").read_text(encoding="ascii")
        print(next(line for line in status.splitlines() if line.startswith("VmHWM")))
        bot.stop()
    return 0


def _answers(world: World) -> int:
    """How many messages answer one; notes that it is busy do not."""
    return sum("reply_to_message" in message for message in world.sent)


def _greet(world: World) -> float:
    """Seconds until a greeting was answered."""
    at = time.monotonic()
    message = world.say("/start", user=9)
    with world.changed:
        while not any(m.get("reply_to_message") is message for m in world.sent[-300:]):
            world.changed.wait(5)
    return time.monotonic() - at


if __name__ == "__main__":
    sys.exit(main())
