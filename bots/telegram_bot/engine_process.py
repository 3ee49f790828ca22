"""An engine in a process of its own: on another core, and where a question kills nobody else."""

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from qa.engine import Engine
from qa.model import Answer, Question
from qa.settings import Settings

START = 20.0
"""Seconds that opening the reports may take, on top of what a question may."""


class EngineDied(Exception):
    """The question has killed the process that answered it."""


class EngineTimeout(Exception):
    """The engine took longer than anyone should wait."""


class EngineProcess:
    """Answers one question after the other, for one thread at a time, until it fails or is closed.

    It ends with the process that began it.
    """

    def __init__(self, settings: Settings, patience: float) -> None:
        """Begins the process, which opens the reports; `patience` is the seconds for a question."""
        # A fork of a process with threads may stop at a lock that nobody will open.
        context = multiprocessing.get_context("spawn")
        self._pipe, its = context.Pipe()
        self._process = context.Process(target=_serve, args=(its, settings), daemon=True)
        self._process.start()
        its.close()
        self._patience, self._is_ready = patience, False
        self.is_open = True
        """Whether it can be asked; a failure ends it."""

    def ask(self, question: Question, top: int) -> Answer:
        """The answer; waits for it.

        Raises:
            EngineDied: The process ended without one.
            RuntimeError: The engine raised an error, which is told.
            EngineTimeout: It took too long.
        """
        try:
            answer, fault = self._exchange(question, top)
        except (EngineDied, EngineTimeout):
            self.close()
            raise
        if fault:
            raise RuntimeError(fault)
        return answer

    def _exchange(self, question: Question, top: int) -> tuple[Answer, str]:
        try:
            if not self._is_ready:
                self._is_ready = self._receive(START)
            self._pipe.send((question, top))
            found: tuple[Answer, str] = self._receive(self._patience)
        except (EOFError, OSError):
            self._process.join()
            if self._process.exitcode in (-signal.SIGINT, -signal.SIGTERM):  # told to, as we were
                raise EngineTimeout from None
            raise EngineDied from None
        return found

    def _receive(self, seconds: float) -> Any:
        if not self._pipe.poll(seconds):
            raise EngineTimeout
        return self._pipe.recv()

    def close(self) -> None:
        """Ends the process, whatever it does."""
        self.is_open = False
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection, settings: Settings) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    with Engine.open(settings) as engine, suppress(EOFError, OSError):  # the other one has ended
        pipe.send(True)
        while True:
            question, top = pipe.recv()
            try:
                pipe.send((engine.ask(question, top), ""))
            except Exception as error:
                pipe.send((None, type(error).__name__))


def _end_with_the_other() -> None:
    """A question that is stuck hears of no end; nobody waits for its answer then."""
    if other := multiprocessing.parent_process():
        other.join()
        os._exit(0)
