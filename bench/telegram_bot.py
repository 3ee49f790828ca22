"""The Telegram bot against the fake server: under load, beside busy chats, killed again and again.

Questions of nine kinds, from chats of their own; the bot is a process as people start it. Prints
Markdown tables. POSIX only.

    python -m bench.telegram_bot load|busy|kills [QUESTIONS OR SEEDS [PROCESSES THAT ANSWER]]
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from tests.bots.crashing import MODES, crash, what_became
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
"""Figures, English, lists, persons, names, a place without report, a survey."""
_CHATS = 200
_BUSY, _PER_SECOND, _TIMES = 50, 24, 60  # chats beside, their questions a second, ours


def load(count: int = 5000, processes: int = 0) -> None:
    """Answers a second and memory, all questions waiting from the start."""
    with FakeBotApi() as api, _bot(api, processes) as bot:
        world = bot.ready_by(api.world).api.world
        world.reply(world.say(ASKED[0]))
        print("| answers | a second | CPU ms an answer | memory MB |\n| --- | --- | --- | --- |")
        print(f"| 1 | | | {_megabytes(bot)} |")
        for n in range(count):
            world.say(f"{ASKED[n % len(ASKED)]} {n}", user=1000 + n % _CHATS)
        began, cpu = time.monotonic(), _seconds(bot)
        for goal in (count // 5, count):
            world.wait(lambda goal=goal: _answers(world) > goal, 3600)
            spent, worked = time.monotonic() - began, _seconds(bot) - cpu
            each = 1000 * worked / goal
            print(f"| {goal} | {goal / spent:.0f} | {each:.1f} | {_megabytes(bot)} |", flush=True)


def busy(times: int = _TIMES, processes: int = 0) -> None:
    """How long one chat waits for an answer, alone and beside fifty others."""
    with FakeBotApi() as api, _bot(api, processes) as bot:
        world = bot.ready_by(api.world).api.world
        world.reply(world.say(ASKED[0]))
        alone = [_wait(world, n) for n in range(times)]
        beside = []
        for n in range(times):
            for other in range(_PER_SECOND):
                asked = ASKED[other % len(ASKED)]
                world.say(f"{asked} {n}", user=1000 + (n * _PER_SECOND + other) % _BUSY)
                if other == n % _PER_SECOND:
                    beside.append(_wait(world, times + n))
                time.sleep(1 / _PER_SECOND)
    print("| | p50 ms | p95 ms | against alone |\n| --- | --- | --- | --- |")
    for name, found in (("alone", alone), ("beside fifty busy chats", beside)):
        p50, p95 = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        ratio = p50 / statistics.median(alone)
        print(f"| {name} | {1000 * p50:.0f} | {1000 * p95:.0f} | {ratio:.1f} × |")


def kills(seeds: int = 4, processes: int = 0) -> None:
    """What comes of 120 questions over which six bots are killed."""
    print("| | " + " | ".join(what_became(World(), [])) + " |\n|" + " --- |" * 6)
    for mode in MODES:
        total: dict[str, int] = {}
        for seed in range(seeds):
            for name, value in _killed(mode, seed, processes).items():
                total[name] = total.get(name, 0) + value
        print(f"| {mode} | " + " | ".join(map(str, total.values())) + " |", flush=True)


def _killed(mode: str, seed: int, processes: int) -> dict[str, int]:
    with FakeBotApi() as api, tempfile.TemporaryDirectory() as folder, ExitStack() as stack:

        def start(**settings: str) -> BotProcess:
            return stack.enter_context(
                closing(BotProcess(api, Path(folder), processes=str(processes), **settings))
            )

        world = api.world
        asked = [world.say(f"{ASKED[n % 9]} {n}", user=500 + n % 12) for n in range(120)]
        crash(api, start, mode, seed, asked).stop()
        return what_became(world, asked)


@contextmanager
def _bot(api: FakeBotApi, processes: int) -> Iterator[BotProcess]:
    """A bot in a folder that goes away."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(
            BotProcess(api, Path(folder), alone="yes", log="WARNING", processes=str(processes))
        ) as bot,
    ):
        yield bot


def _wait(world: World, n: int) -> float:
    """Seconds until a question of ours is answered."""
    at, message = time.monotonic(), world.say(f"{ASKED[n % len(ASKED)]} {n}", user=9)

    def answered() -> bool:
        return any(m.get("reply_to_message") is message for m in world.sent[-300:])

    world.wait(answered)
    return time.monotonic() - at


def _answers(world: World) -> int:
    """How many messages answer one; notes that it is busy do not."""
    return sum("reply_to_message" in message for message in world.sent)


def _family(bot: BotProcess) -> list[Path]:
    """What the system tells of the bot and the processes that answer for it."""
    own = Path(f"/proc/{bot.process.pid}")
    children = (own / f"task/{own.name}/children").read_text(encoding="ascii").split()
    return [own, *(own.with_name(child) for child in children)]


def _seconds(bot: BotProcess) -> float:
    """Processor time."""
    stats = [(one / "stat").read_text(encoding="ascii").split() for one in _family(bot)]
    return sum(int(ticks) for stat in stats for ticks in stat[13:15]) / os.sysconf("SC_CLK_TCK")


def _megabytes(bot: BotProcess) -> int:
    """Memory that is resident; what processes share counts for each."""
    told = [(one / "status").read_text(encoding="ascii").splitlines() for one in _family(bot)]
    sizes = [line.split()[1] for lines in told for line in lines if line.startswith("VmRSS")]
    return sum(map(int, sizes)) // 1024


if __name__ == "__main__":
    measure = {"load": load, "busy": busy, "kills": kills}[sys.argv[1]]
    measure(*map(int, sys.argv[2:]))
