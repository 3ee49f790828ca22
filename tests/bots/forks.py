"""Bots as forks of a process that has imported them already: each is a process of its own.

Importing takes several times longer than the bot itself takes to start.
"""

import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bots.telegram_bot.main", "bots.telegram_bot.service"])


class Fork:
    """A process as the library's own for commands has it."""

    def __init__(
        self, module: str, arguments: Sequence[str], environ: Mapping[str, str], folder: Path,
        log: Path,
    ) -> None:  # fmt: skip
        parts = (module, arguments, environ, folder, log)
        self._process = _FORKS.Process(target=_become, args=parts)
        self._process.start()
        self.pid = int(self._process.pid or 0)

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int:
        """The exit code once it has ended; fails if that takes longer."""
        self._process.join(seconds)
        code = self._process.exitcode
        assert code is not None, f"still runs after {seconds} s"
        return code

    def send_signal(self, number: int) -> None:
        """As the operating system does."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as a power cut does."""
        self.send_signal(signal.SIGKILL)


def _become(
    module: str, arguments: Sequence[str], environ: Mapping[str, str], folder: Path, log: Path
) -> None:
    """Go on as `python -m` does with a module."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    file = os.open(log, os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(file, stream)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
