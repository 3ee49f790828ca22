"""A run summed up: the verdict in one line, and all of it as text or Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from qa.evaluation.judging import Outcome
from qa.evaluation.runs.gates import Shortfall
from qa.evaluation.runs.metrics import Rate, Tally
from qa.evaluation.runs.results import Entry, Ledger
from qa.render import clean
from qa.render.tables import Table, escape_markdown, lines, write_markdown
from qa.wording import say

_SHOWN = 20
"""Entries of a list that a person is shown at once."""
LISTS = ("broken", "fixed", "changed")


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended."""

    suite: str
    tally: Tally
    ledger: Ledger
    shortfalls: Sequence[Shortfall]
    compared: bool
    """Whether there was a run before to compare with."""
    unstable: int = 0
    """Records that were not the same when asked again."""
    timed: int = 0
    """Questions asked in this run, not in one before."""
    seconds: float = 0.0
    """That they took; stands in no output but the timings."""

    @property
    def passed(self) -> bool:
        """Whether every gate was reached and nothing broke."""
        return not (self.shortfalls or self.unstable or self.tally.outcomes[Outcome.ERROR])


def verdict(result: Result, lang: str) -> str:
    """The one line that says whether the run passed, and why not."""
    tally = result.tally
    if result.passed:
        head = "suite-passed" if tally.checked else "suite-unchecked"
    else:
        head = "suite-failed"
    rate = tally.rates().get("all")
    parts = [
        _share(rate, lang) if rate else "",
        _count("suite-unchecked-too", tally.outcomes[Outcome.UNCHECKED] if rate else 0, lang),
        _count("suite-errors", tally.outcomes[Outcome.ERROR], lang),
        _count("suite-unstable", result.unstable, lang),
        *(_shortfall(one, lang) for one in result.shortfalls),
    ]
    told = say("suite-stop", lang).join(filter(None, parts))
    return say(head, lang, told=told, asked=tally.asked)


def text(result: Result, lang: str) -> Iterator[str]:
    """The run for a terminal, line by line: rates, outcomes and what is new."""
    if result.tally.checked:
        yield from (line.rstrip("\n") for line in lines(rate_table(result.tally, lang), "table"))
        yield "  ".join(
            f"{say(f'outcome-{one}', lang)}: {n}" for one, n in result.tally.outcomes.items() if n
        )
    for name in LISTS if result.compared else ("failed",):
        entries = islice(result.ledger.listed(name), _SHOWN)
        yield from _listed(name, result.ledger.count(name), entries, lang)


def markdown(result: Result, lang: str) -> Iterator[str]:
    """The run as Markdown, line by line with line ends."""
    yield f"# {escape_markdown(result.suite)}\n\n{verdict(result, lang)}\n\n"
    yield from lines(rate_table(result.tally, lang), "markdown")
    yield "\n"
    yield from lines(_outcome_table(result.tally, lang), "markdown")
    for name in (*LISTS, "failed") if result.compared else ("failed",):
        yield from _section(name, result.ledger, lang)
    if result.compared and (gone := result.ledger.gone()):
        yield f"\n{say('suite-gone', lang, count=gone)}\n"


def rate_table(tally: Tally, lang: str) -> Table:
    """Every rate as name, count, per cent and 95 % interval."""
    names = ("what", "count", "percent", "interval")
    return Table(names, tuple(map(_row, tally.rates().values())), _heads(names, lang))


def _outcome_table(tally: Tally, lang: str) -> Table:
    counts = tally.outcomes.items()
    rows = tuple((say(f"outcome-{outcome}", lang), count) for outcome, count in counts)
    names = ("outcome", "count")
    return Table(names, rows, _heads(names, lang))


def _heads(names: Iterable[str], lang: str) -> dict[str, str]:
    return {name: say(f"suite-column-{name}", lang) for name in names}


def _section(name: str, ledger: Ledger, lang: str) -> Iterator[str]:
    yield f"\n## {_title(name, lang)} ({ledger.count(name)})\n"
    if ledger.count(name):
        heads = _heads(("id", "question", "outcome", "answer"), lang)
        entries = ledger.listed(name)
        rows = ((one.id, one.question, _change(one, lang), one.answer) for one in entries)
        yield "\n"
        yield from write_markdown(tuple(heads.values()), rows)


def _listed(name: str, count: int, shown: Iterable[Entry], lang: str) -> Iterator[str]:
    if count:
        yield f"{_title(name, lang)} ({count}):"
        for one in shown:
            yield clean(f"  {one.id}  {_change(one, lang)}  {one.question}")
        if count > _SHOWN:
            yield f"  … {say('suite-more', lang, count=count - _SHOWN)}"


def _change(entry: Entry, lang: str) -> str:
    now = say(f"outcome-{entry.outcome}", lang)
    if entry.was in (None, entry.outcome):
        return now
    return f"{say(f'outcome-{entry.was}', lang)} → {now}"


def _row(rate: Rate) -> tuple[str, str, str, str]:
    """Name, count, per cent and interval."""
    interval = rate.interval
    between = f"{100 * interval[0]:.1f}–{100 * interval[1]:.1f}" if interval else ""
    count = f"{rate.right:.2f}/{rate.of}" if rate.shares else f"{rate.right:.0f}/{rate.of}"
    return rate.name, count, f"{100 * rate.value:.1f}", between


def _share(rate: Rate, lang: str) -> str:
    _, _, percent, between = _row(rate)
    values = {"right": f"{rate.right:.0f}", "of": rate.of, "percent": percent, "between": between}
    return say("suite-share", lang, **values)


def _shortfall(one: Shortfall, lang: str) -> str:
    if one.rate is None:
        return say("suite-too-many", lang, found=f"{one.found:.0f}", most=f"{one.wanted:.0f}")
    if not one.rate.of:
        return say("suite-none-of", lang, name=one.name)
    values = {"name": one.name, "found": f"{100 * one.found:.1f}", "least": f"{100 * one.wanted:g}"}
    return say("suite-too-few", lang, **values)


def _count(code: str, count: int, lang: str) -> str:
    return say(code, lang, count=count) if count else ""


def _title(name: str, lang: str) -> str:
    return say("suite-failed-list" if name == "failed" else f"suite-{name}", lang)
