"""The engine, off the loop: asked on threads or in processes, given up when stuck, swapped."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from functools import partial
from typing import TypeVar

from bots.telegram_bot.engine_process import START, EngineDied, EngineProcess, EngineTimeout
from qa.engine import Engine
from qa.model import Answer, Asker, Question, Report, Sentence
from qa.settings import Settings

_LOG = logging.getLogger(__name__)
_HELD = 1.0  # seconds for which a question holds its place; a stuck one makes room for others then
_THREADS = 32  # the most that run at once, stuck ones included
_T = TypeVar("_T")


class EnginePool:
    """Asks the engine; few questions begin at a time."""

    def __init__(
        self, settings: Settings, workers: int, patience: float, processes: int = 0
    ) -> None:
        """Opens nothing yet; `open` does.

        Args:
            settings: Of the core.
            workers: Questions that are answered at a time, on threads.
            patience: Seconds for one.
            processes: That answer in their stead, as many at a time; 0 for none.
        """
        self.settings = settings
        self._patience = patience
        self._places = asyncio.Semaphore(processes or workers)
        self._processes = processes
        self._spare: list[EngineProcess] = []
        self._threads = ThreadPoolExecutor(_THREADS, "engine")
        self._engine: Asker | None = None
        self._uses: dict[Asker, int] = {}
        self._changes = 0
        self._apart = asyncio.Lock()
        self.reports: tuple[Report, ...] = ()
        """All reports, by place and year."""
        self.years: dict[str, set[int | None]] = {}
        """The years of the reports of each place."""
        self.stuck = 0
        """Threads that were given up and have not come back."""

    async def open(self) -> None:
        """Opens the engine, or a fresh one in place of it; answers under way keep the old one.

        Raises:
            YinjuError: The reports or the index cannot be read; the old engine stays.
        """
        fresh = await self.change(partial(Engine.open, self.settings, None, _LOG.warning))
        old, self._engine = self._engine, fresh
        self._uses[fresh] = 0
        key = lambda report: (report.place, report.year or 0, report.id)  # noqa: E731
        self.reports = tuple(sorted(fresh.reports, key=key))
        self.years = {}
        for report in self.reports:
            self.years.setdefault(report.holder, set()).add(report.year)
        spare, self._spare = self._spare, []
        for process in spare:
            process.close()
        self._spare += [self._begin() for _ in range(self._processes)]
        if old is not None:
            self._retire(old)

    def _begin(self) -> EngineProcess:
        return EngineProcess(self.settings, self._patience)

    async def change(self, work: Callable[[], _T]) -> _T:
        """What a work on the files gives, for which no question waits, nor does the end."""
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        self._changes += 1
        future.add_done_callback(self._changed)
        return await asyncio.shield(future)

    def _changed(self, _: object) -> None:
        self._changes -= 1

    def _retire(self, engine: Asker) -> None:
        if engine is not self._engine and not self._uses.get(engine):
            self._uses.pop(engine, None)
            engine.close()

    @property
    def engine(self) -> Asker:
        """The engine in use."""
        if self._engine is None:
            raise RuntimeError("open the engine first")
        return self._engine

    async def ask(
        self, question: Question, top: int, begin: Callable[[], Awaitable[None]] | None = None
    ) -> Answer:
        """The answer to a question.

        Args:
            question: As it was asked.
            top: The most citations.
            begin: Called right before the engine is asked in this very process, which it may kill.

        Raises:
            EngineDied: It has killed two processes that answer.
            EngineTimeout: It took too long.
        """
        if not self._processes:
            return await self._run(lambda engine: engine.ask(question, top), begin)
        try:
            return await self._run(lambda _: self._ask_process(question, top), more=START)
        except EngineDied:
            return await self.ask_apart(question, top)

    def _ask_process(self, question: Question, top: int) -> Answer:
        """The answer of a process that has nothing to do, or of a fresh one; waits for it."""
        spare = self._spare
        try:
            process = spare.pop()
        except IndexError:
            process = self._begin()
        try:
            return process.ask(question, top)
        finally:
            if process.is_open and spare is self._spare and len(spare) < self._processes:
                spare.append(process)
            else:  # the reports have changed, or it was begun while others were stuck
                process.close()

    async def ask_apart(self, question: Question, top: int) -> Answer:
        """The answer of a process of its own, for what may have killed this one before.

        Raises:
            EngineDied: It has killed that process.
            EngineTimeout: It took too long.
        """
        async with self._apart:  # one at a time: each such process opens the reports anew
            return await asyncio.to_thread(self._ask_once, question, top)

    def _ask_once(self, question: Question, top: int) -> Answer:
        with closing(self._begin()) as process:
            return process.ask(question, top)

    async def sentences(self, report: str) -> tuple[Sentence, ...]:
        """All pieces of a report.

        Raises:
            KeyError: There is no such report.
            EngineTimeout: It took too long.
        """
        return await self._run(lambda engine: engine.sentences(report))

    async def _run(
        self,
        work: Callable[[Asker], _T],
        begin: Callable[[], Awaitable[None]] | None = None,
        more: float = 0.0,
    ) -> _T:
        async with self._place():  # waiting for a place is not being stuck
            if begin:
                await begin()
            engine, loop = self.engine, asyncio.get_running_loop()
            self._uses[engine] += 1
            future = loop.run_in_executor(self._threads, work, engine)
            try:
                return await asyncio.wait_for(asyncio.shield(future), self._patience + more)
            except (TimeoutError, asyncio.CancelledError) as error:
                self._abandon(future)
                if isinstance(error, TimeoutError):
                    raise EngineTimeout from None
                raise
            finally:
                self._uses[engine] -= 1
                if future.done():
                    self._retire(engine)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """A place among those who ask, given back at the end or after a while."""
        await self._places.acquire()
        held = [self._places]

        def free() -> None:
            if held:
                held.pop().release()

        timer = asyncio.get_running_loop().call_later(_HELD, free)
        try:
            yield
        finally:
            timer.cancel()
            free()

    def _abandon(self, work: "asyncio.Future[_T]") -> None:
        """Work with new threads; a thread cannot be stopped from outside."""
        self.stuck += 1
        work.add_done_callback(self._come_back)
        self._threads.shutdown(wait=False)
        self._threads = ThreadPoolExecutor(_THREADS, "engine")
        _LOG.error("a question has been given up; its thread is left behind")

    def _come_back(self, _: object) -> None:
        self.stuck -= 1

    @property
    def busy(self) -> int:
        """Questions and changes under way."""
        return sum(self._uses.values()) + self._changes

    def close(self) -> None:
        """Closes the engine; threads that are stuck are left to the end of the process."""
        self._threads.shutdown(wait=False)
        for process in self._spare:
            process.close()
        if self._engine is not None and not self._uses.get(self._engine):
            self._engine.close()
