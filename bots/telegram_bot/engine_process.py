"""One question in a process of its own, which it may kill without harm to anybody else."""

import multiprocessing
import signal
from multiprocessing.connection import Connection

from qa.engine import Engine
from qa.model import Answer, Question
from qa.settings import Settings

_START = 20.0  # seconds that opening the reports may take on top


class EngineDied(Exception):
    """The question has killed the process that answered it."""


class EngineTimeout(Exception):
    """The engine took longer than anyone should wait."""


def ask_apart(settings: Settings, question: Question, top: int, patience: float) -> Answer:
    """The answer; waits for it.

    Raises:
        EngineDied: The process ended without one.
        RuntimeError: The engine raised an error, which is told.
        EngineTimeout: It took longer than `patience` seconds.
    """
    # A fork of a process with threads may stop at a lock that nobody will open.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, settings, question, top), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(patience + _START):
            raise EngineTimeout
        found = receiver.recv()
    except EOFError:
        process.join()
        if process.exitcode in (-signal.SIGINT, -signal.SIGTERM):  # it was told to, as we were
            raise EngineTimeout from None
        raise EngineDied from None
    finally:
        process.kill()
        process.join()
        receiver.close()
    answer, fault = found
    if fault:
        raise RuntimeError(fault)
    return answer  # type: ignore[no-any-return]  # what came over the pipe


def _answer(sender: Connection, settings: Settings, question: Question, top: int) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    with Engine.open(settings) as engine:
        try:
            sender.send((engine.ask(question, top), ""))
        except Exception as error:
            sender.send((None, type(error).__name__))
