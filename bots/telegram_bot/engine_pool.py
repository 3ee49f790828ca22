"""The engine, off the loop: asked on threads, given up when stuck, swapped while running."""

import asyncio
import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from qa.engine import Engine
from qa.model import Answer, Question, Report, Sentence
from qa.settings import Settings

_LOG = logging.getLogger(__name__)
_TURN = 0.0005  # seconds
_T = TypeVar("_T")


class EngineTimeout(Exception):
    """The engine took longer than anyone should wait."""


class EnginePool:
    """Asks the engine; at most `workers` questions at a time."""

    def __init__(self, settings: Settings, workers: int, patience: float) -> None:
        """Opens nothing yet; `open` does."""
        self.settings = settings
        self._workers, self._patience = workers, patience
        # Each time the loop lets go of the interpreter it waits this long behind a busy thread.
        sys.setswitchinterval(_TURN)
        self._places = asyncio.Semaphore(workers)
        self._pool = ThreadPoolExecutor(workers, "core")
        self._engine: Engine | None = None
        self._uses: dict[Engine, int] = {}
        self.stuck = 0
        """Threads that were given up and have not come back."""

    async def open(self) -> None:
        """Opens the engine, or a fresh one in place of it; answers under way keep the old one.

        Raises:
            YinjuError: The reports or the index cannot be read; the old engine stays.
        """
        loop = asyncio.get_running_loop()
        fresh = await loop.run_in_executor(None, Engine.open, self.settings, None, _LOG.warning)
        old, self._engine = self._engine, fresh
        self._uses[fresh] = 0
        if old is not None:
            self._retire(old)

    def _retire(self, engine: Engine) -> None:
        if engine is not self._engine and not self._uses.get(engine):
            self._uses.pop(engine, None)
            engine.close()

    @property
    def engine(self) -> Engine:
        """The engine in use."""
        if self._engine is None:
            raise RuntimeError("open the core first")
        return self._engine

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports, by place and year."""
        key = lambda report: (report.place, report.year or 0, report.id)  # noqa: E731
        return tuple(sorted(self.engine.reports, key=key))

    async def ask(self, question: Question, top: int) -> Answer:
        """The answer to a question.

        Raises:
            EngineTimeout: It took too long.
        """
        return await self._run(lambda engine: engine.ask(question, top))

    async def sentences(self, report: str) -> tuple[Sentence, ...]:
        """All pieces of a report.

        Raises:
            KeyError: There is no such report.
            EngineTimeout: It took too long.
        """
        return await self._run(lambda engine: engine.sentences(report))

    async def _run(self, work: Callable[[Engine], _T]) -> _T:
        async with self._places:  # waiting for a thread is not being stuck
            engine, loop = self.engine, asyncio.get_running_loop()
            self._uses[engine] += 1
            future = loop.run_in_executor(self._pool, work, engine)
            try:
                return await asyncio.wait_for(asyncio.shield(future), self._patience)
            except (TimeoutError, asyncio.CancelledError) as error:
                self._abandon(future)
                if isinstance(error, TimeoutError):
                    raise EngineTimeout from None
                raise
            finally:
                self._uses[engine] -= 1
                if future.done():
                    self._retire(engine)

    def _abandon(self, work: "asyncio.Future[_T]") -> None:
        """Work with new threads; a thread cannot be stopped from outside."""
        self.stuck += 1
        work.add_done_callback(self._come_back)
        self._pool.shutdown(wait=False)
        self._pool = ThreadPoolExecutor(self._workers, "core")
        _LOG.error("a question has been given up; its thread is left behind")

    def _come_back(self, _: object) -> None:
        self.stuck -= 1

    @property
    def busy(self) -> int:
        """Questions under way."""
        return sum(self._uses.values())

    def close(self) -> None:
        """Closes the engine; threads that are stuck are left to the end of the process."""
        self._pool.shutdown(wait=False)
        if self._engine is not None and not self._uses.get(self._engine):
            self._engine.close()
