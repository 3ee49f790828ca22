"""The bot as a process of its own, and what is held against its every word."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.bots.forks import Fork
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus" / "reports"
REAL, FAULTY = "bots.telegram_bot", "tests.bots.faulty"
"""The bot, and the bot around a core that can be told to fail."""


class BotProcess:
    """A running bot; what it writes lands in a file."""

    def __init__(self, api: FakeBotApi, folder: Path, module: str = REAL, **settings: str) -> None:
        """Starts it; with `alone` as people do, so that it weighs what it weighs with them."""
        folder.mkdir(parents=True, exist_ok=True)
        self.api, self.folder = api, folder
        self.log = folder / f"log-{len(list(folder.glob('log-*')))}.txt"
        self.log.touch()
        environ = {key: value for key, value in os.environ.items() if "YINJU" not in key}
        environ |= {
            "YINJU_BOT_TOKEN": api.world.token,
            "YINJU_BOT_BASE_URL": api.url,
            "YINJU_BOT_DATA": str(folder / "data"),
            "YINJU_BOT_PER_MINUTE": "0",
            "YINJU_BOT_PER_SECOND": "0",
            "PYTHONPATH": str(ROOT),
        }
        corpus = settings.pop("corpus", "")
        level = settings.pop("log", "DEBUG")
        begin = _command if settings.pop("alone", "") else Fork
        arguments = settings.pop("command", "").split()
        environ |= {f"YINJU_BOT_{key.upper()}": value for key, value in settings.items()}
        environ |= {"YINJU_CORPUS": corpus} if corpus else {}
        arguments = ["--log", level, *arguments]
        self.process = begin(module, arguments, environ, folder, self.log)

    def ready(self) -> "BotProcess":
        """Itself, once it listens."""
        self.saw("ready as @", seconds=180)  # an index may have to be built first
        return self

    def ready_by(self, world: World) -> "BotProcess":
        """Itself, once it asks for updates; for bots that log too little to say so."""
        world.wait(lambda: world.made("getUpdates"), 60)
        return self

    def saw(self, words: str, times: int = 1, seconds: float = 60.0) -> None:
        """Wait until the log holds the words."""
        until = time.monotonic() + seconds
        while self.words().count(words) < times:
            assert time.monotonic() < until, f"never said {words!r}: {self.words()[-3000:]}"
            assert self.running or self.words().count(words) >= times, self.words()[-3000:]
            time.sleep(0.02)

    def words(self) -> str:
        """All that it has written."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = 20.0) -> int:
        """The exit code after SIGTERM."""
        if self.running:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def close(self) -> None:
        """End it if need be."""
        if self.running:
            self.kill()


def _command(
    module: str, arguments: list[str], environ: dict[str, str], folder: Path, log: Path
) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", module, *arguments]
    with log.open("ab") as out:
        return subprocess.Popen(command, cwd=folder, env=environ, stdout=out, stderr=out)


def leaks(world: World, *texts: str) -> list[str]:
    """Where the token's secret can be read: in logs, or in what was sent."""
    secret = world.token.partition(":")[2]
    sent = [str(call.params) for call in world.calls]
    return [
        text[max(0, text.find(secret) - 80) :][:200] for text in (*texts, *sent) if secret in text
    ]
