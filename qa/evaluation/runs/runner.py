"""Checking: a suite's questions asked and judged one by one, in the suite's order."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import tee
from pathlib import Path
from typing import Any

from qa.errors import SettingsError
from qa.evaluation.batch import Reply
from qa.evaluation.judging import judge
from qa.evaluation.outputs.summary import Result
from qa.evaluation.runs.gates import Shortfall
from qa.evaluation.runs.metrics import Tally
from qa.evaluation.runs.records import is_record_of
from qa.evaluation.runs.results import Entry, Ledger, cited_passages
from qa.evaluation.suites.cases import Case, Suite
from qa.evaluation.suites.relevance import Sources
from qa.evaluation.suites.selection import Selection
from qa.model import Question

Ask = Callable[[Iterator[Question]], Iterator[Reply]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A question of a suite that was asked and judged."""

    case: Case
    entry: Entry
    record: Mapping[str, Any]
    relevant: frozenset[str]
    """Names of the passages that hold evidence."""
    cited: Sequence[str]
    reply: Reply
    kept: bool
    """Whether the record is one of a run before."""


class Check:
    """Asks and judges what is selected of a suite; `tally` and `ledger` hold what comes of it."""

    def __init__(
        self, suite: Suite, selection: Selection, sources: Sources, ledger: Ledger
    ) -> None:
        self.suite = suite
        self.tally = Tally()
        self.ledger = ledger
        self.count = sum(1 for _ in selection.pick(suite.cases()))
        self._selection = selection
        self._sources = sources
        self._unstable = self._timed = 0
        self._seconds = 0.0

    def run(self, kept: Iterable[str], asks: Sequence[Ask]) -> Iterator[Checked]:
        """Every question judged, each as soon as it is answered.

        Args:
            kept: Records of a run before, which are those of the first questions.
            asks: Each asks all other questions; the replies of the first count, and those of the
                others must be the same.

        Raises:
            SettingsError: A kept record is not that of its question.
        """
        source = self._selection.pick(self.suite.cases())
        yield from self._keep(source, kept, asks[0])
        left, right = tee(source)
        for case, reply in zip(left, _ask_all(asks, right), strict=True):
            self._timed += 1
            self._seconds += reply.seconds
            yield self._judge(case, reply, kept=False)

    def _keep(self, source: Iterator[Case], kept: Iterable[str], ask: Ask) -> Iterator[Checked]:
        """The first questions as a run before answered them; the last is asked again to be sure."""
        last = None
        for number, line in enumerate(kept, 1):
            case = next(source, None)
            if case is None or not is_record_of(line, case):
                raise SettingsError(
                    "--resume: line {number} is not the record of this suite's question;"
                    " leave --resume out to begin anew",
                    number=number,
                )
            yield self._judge(case, Reply(line, 0.0), kept=True)
            last = case, line
        if last and next(ask(iter((last[0].asked,)))).line != last[1]:
            raise SettingsError(
                "--resume: the reports or the program have changed since;"
                " leave --resume out to begin anew"
            )

    def conclude(self, shortfalls: Sequence[Shortfall], compared: bool) -> Result:
        """How the run ended."""
        counts = self._unstable, self._timed, self._seconds
        name = Path(self.suite.name).name  # outputs are the same wherever the suite lies
        return Result(name, self.tally, self.ledger, shortfalls, compared, *counts)

    def _judge(self, case: Case, reply: Reply, kept: bool) -> Checked:
        record = json.loads(reply.line)
        verdict = judge(case.kind, case.expect, record)
        relevant = self._sources.passages(case.expect) if case.expect else frozenset()
        cited = cited_passages(record)
        self.tally.add(case, verdict, relevant, cited)
        self._unstable += not reply.stable
        entry = self.ledger.add(case, record, verdict)
        return Checked(case, entry, record, relevant, cited, reply, kept)


def _ask_all(asks: Sequence[Ask], cases: Iterator[Case]) -> Iterator[Reply]:
    """The replies of the first, told whether all others said the same."""
    askers = zip(asks, tee(cases, len(asks)), strict=True)
    streams = [ask(case.asked for case in part) for ask, part in askers]
    for first, *others in zip(*streams, strict=True):
        stable = all(other.line == first.line for other in others)
        yield first if stable else replace(first, stable=False)
