"""Batch: questions in, records out, in the same order, by one process or by several.

Nothing is held but a window of questions, so that a batch may be as long as one likes.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from time import perf_counter

from qa.errors import YinjuError
from qa.model import Answer, Asker, Kind, Query, Question, Reason, ReasonCode, Status
from qa.render import to_json
from qa.render.rows import answer_rows
from qa.render.tables import Cell
from qa.settings import Settings
from qa.wording import lang_of, say

_CHUNK = 16
"""Questions handed to a process at a time."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A record as it is written, and how long it took."""

    line: str
    seconds: float
    stable: bool = True
    """Whether asking again gave the same bytes."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """The same as the rows of a table."""


def run(asker: Asker, questions: Iterable[Question], top: int = 3) -> Iterator[Reply]:
    """The replies to questions, each as soon as it is there."""
    return (_reply(asker, question, top) for question in questions)


def run_parallel(
    settings: Settings, questions: Iterable[Question], jobs: int, seed: int | None = None
) -> Iterator[Reply]:
    """The replies to questions, asked by processes of their own.

    Args:
        settings: Of the engine that each process opens; its index must be there.
        questions: In the order of the replies.
        jobs: How many processes.
        seed: How Python lays out sets and dictionaries in them; None leaves it to chance.
    """
    source = iter(questions)
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (settings,))
    pending: deque[Future[list[Reply]]] = deque()
    try:
        while chunk := list(islice(source, _CHUNK)):
            with _hash_seed(seed):
                pending.append(pool.submit(_answer, chunk, settings.top))
            if len(pending) > 2 * jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _reply(asker: Asker, question: Question, top: int) -> Reply:
    start = perf_counter()
    try:
        answer = asker.ask(question, top)
    except YinjuError:
        raise  # the corpus or the index, not this question
    except Exception as error:  # a question that breaks something must not stop the others
        answer = _broken(question, f"{type(error).__name__}: {error}")
    line, seconds = to_json(answer), perf_counter() - start
    return Reply(line, seconds, rows=tuple(answer_rows(answer)))


def _broken(question: Question, detail: str) -> Answer:
    lang = lang_of(question.text)
    reason = Reason(ReasonCode.INTERNAL, say("internal", lang, detail=detail))
    query = Query(question.text, lang, Kind.WHAT)
    return Answer(question, Status.ERROR, "", query, reason=reason)


@contextmanager
def _hash_seed(seed: int | None) -> Iterator[None]:
    """The environment in which a process starts with this seed."""
    before = os.environ.get("PYTHONHASHSEED")
    if seed is not None:
        os.environ["PYTHONHASHSEED"] = str(seed)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("PYTHONHASHSEED", None)
        else:
            os.environ["PYTHONHASHSEED"] = before


_engine: Asker | None = None
"""Of a process that `run_parallel` has started."""


def _start(settings: Settings) -> None:
    """Open the engine; leave Ctrl-C to the parent and end with it."""
    import signal
    from threading import Thread

    from qa.engine import Engine

    global _engine  # noqa: PLW0603  # how a pool hands its processes what they keep
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _engine = Engine.open(settings)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(questions: list[Question], top: int) -> list[Reply]:
    if _engine is None:
        raise RuntimeError("the process has no engine")
    return [_reply(_engine, question, top) for question in questions]
