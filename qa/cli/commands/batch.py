"""`yinju batch`: a suite of questions asked, and held against what it expects."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.cli.writing import check_place, keep_others, write_table
from qa.errors import SettingsError
from qa.evaluation.batch import run as ask
from qa.evaluation.batch import run_parallel
from qa.evaluation.judging import Outcome
from qa.evaluation.outputs import files
from qa.evaluation.outputs.summary import Result, text, verdict
from qa.evaluation.runs.baselines import differences, read_baseline, read_failed, stamp, write_lines
from qa.evaluation.runs.gates import ALL_RIGHT, Gates, Minimum, read_minimum, read_rate, shortfalls
from qa.evaluation.runs.records import keep_whole_lines, kept_lines
from qa.evaluation.runs.results import Ledger
from qa.evaluation.runs.runner import Ask, Check
from qa.evaluation.suites.cases import Suite, open_suite
from qa.evaluation.suites.linting import lint
from qa.evaluation.suites.relevance import Sources
from qa.evaluation.suites.selection import Selection, read_pattern, read_shard
from qa.render.rows import case_table
from qa.render.tables import Cell
from qa.settings import Settings
from qa.wording import lang_of_locale, say, tell

if TYPE_CHECKING:
    from qa.engine import Engine

_OUTPUTS = ("output", "csv", "junit", "md", "html", "trec_run", "qrels", "timings")
_FAULTS = 20
"""Lines of a bad suite that are named."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Write one record a line, then the other outputs; the verdict goes to stderr."""
    _refuse_nonsense(arguments)
    selection, gates = _selection(arguments), _gates(arguments)
    lang = settings.lang or lang_of_locale(os.environ)
    with (
        open_suite(arguments.suite, arguments.suite_format) as suite,
        open_engine(settings) as engine,
        closing(_ledger(arguments, settings)) as ledger,
    ):
        sources = Sources(engine)
        if _tell_faults(suite, sources, lang):
            return Exit.USAGE
        check = Check(suite, selection, sources, ledger)
        if not check.count:
            raise SettingsError("{name}: no question is left to ask", name=suite.name)
        result = _ask(arguments, check, _asks(arguments, settings, engine), gates, lang)
        if arguments.update_baseline and not result.tally.outcomes[Outcome.ERROR]:
            with files.create(Path(arguments.baseline)) as file:
                file.writelines(write_lines(stamp(settings), ledger))
        diagnostics.show(text(result, lang))
        diagnostics.note(verdict(result, lang))
    return Exit.DONE if result.passed else Exit.FAILED


def _ask(arguments: Namespace, check: Check, asks: list[Ask], gates: Gates, lang: str) -> Result:
    """How the run ended; its records and other outputs are written."""
    kept = kept_lines(Path(arguments.output)) if arguments.resume else iter(())
    rows: list[tuple[Cell, ...]] = []
    with (
        _records(arguments) as records,
        files.Outputs(_outputs(arguments, Path(check.suite.name).name, lang)) as others,
    ):
        for done, one in enumerate(check.run(kept, asks), 1):
            if arguments.format != "json":
                head = one.case.id, str(one.entry.outcome)
                rows.extend((*head, *row) for row in one.reply.rows)
            elif not one.kept:
                print(one.reply.line, file=records, flush=True)
            others.add(one)
            diagnostics.progress(done, check.count)
        diagnostics.clear()
        new_failures = check.ledger.count("broken")
        result = check.conclude(
            tuple(shortfalls(gates, check.tally, new_failures)), bool(arguments.baseline)
        )
        others.finish(result)
    if arguments.format != "json":
        write_table(case_table(rows, lang), arguments.format, arguments.output)
    return result


def _asks(arguments: Namespace, settings: Settings, engine: "Engine") -> list[Ask]:
    """Who asks: this process or several, and for --repeat others that lay out memory anew."""
    jobs: int = arguments.jobs
    first: Ask = partial(ask, engine, top=settings.top)
    if jobs > 1:
        first = partial(run_parallel, settings, jobs=jobs)
    seeds = range(1, arguments.repeat)
    return [first, *(partial(run_parallel, settings, jobs=jobs, seed=seed) for seed in seeds)]


def _outputs(arguments: Namespace, name: str, lang: str) -> Iterator[files.Output]:
    if arguments.csv:
        yield files.rows(arguments.csv)
    if arguments.junit:
        yield files.junit(arguments.junit)
    if arguments.md:
        yield files.summary(arguments.md, lang)
    if arguments.html:
        yield files.html(arguments.html, name, lang)
    if arguments.trec_run:
        yield files.trec_run(arguments.trec_run)
    if arguments.qrels:
        yield files.qrels(arguments.qrels)
    if arguments.timings:
        yield files.timings(arguments.timings)


@contextmanager
def _records(arguments: Namespace) -> Iterator[TextIO]:
    """Where the records go: they stay there whatever happens; a table goes out at the end."""
    if arguments.output == "-" or arguments.format != "json":
        yield sys.stdout
        return
    path = Path(arguments.output)
    if arguments.resume:
        keep_whole_lines(path)
    with files.open_text(path, "a" if arguments.resume else "w") as file:
        yield file


def _tell_faults(suite: Suite, sources: Sources, lang: str) -> bool:
    """Whether the suite cannot be used; says where and why."""
    faults = (one for one in lint(suite, sources) if one.error)
    found = list(islice(faults, _FAULTS + 1))
    for one in found[:_FAULTS]:
        diagnostics.note(f"{suite.name}:{one.line}: {tell(one.detail, lang)}")
    if len(found) > _FAULTS:
        diagnostics.note(say("suite-more-faults", lang))
    return bool(found)


def _ledger(arguments: Namespace, settings: Settings) -> Ledger:
    """An empty ledger that knows the baseline, which must rest on what this run does."""
    if not arguments.baseline:
        return Ledger()
    path = Path(arguments.baseline)
    if arguments.update_baseline and not path.exists():
        return Ledger()
    other = differences(path, stamp(settings))
    if other and not (arguments.force or arguments.update_baseline):
        raise SettingsError(
            "{path}: made with another {what};"
            " --update-baseline makes it anew, --force compares all the same",
            path=path,
            what=" and ".join(other),
        )
    return Ledger(read_baseline(path))


def _selection(arguments: Namespace) -> Selection:
    return Selection(
        frozenset(arguments.id),
        frozenset(arguments.kind),
        frozenset(arguments.langs),
        read_pattern(arguments.grep),
        read_failed(Path(arguments.failed_in)) if arguments.failed_in else None,
        read_shard(arguments.shard) if arguments.shard else (1, 1),
    )


def _gates(arguments: Namespace) -> Gates:
    minimums = tuple(map(read_minimum, arguments.min))
    if arguments.min_pass is not None:
        minimums = (Minimum("all", read_rate(arguments.min_pass, "--min-pass")), *minimums)
    if arguments.update_baseline:
        return Gates(minimums)
    if arguments.baseline:
        return Gates(minimums, arguments.max_new_failures or 0)
    return Gates(minimums or (ALL_RIGHT,))


def _refuse_nonsense(arguments: Namespace) -> None:
    """Raises SettingsError for options that make no sense together."""
    _refuse_overwriting(arguments)
    if arguments.resume and arguments.output == "-":
        raise SettingsError("--resume: name the file to go on with: -o FILE")
    if arguments.resume and arguments.format != "json":
        raise SettingsError("--resume: a table is not gone on with; leave out --format")
    if not arguments.baseline and (arguments.update_baseline or arguments.max_new_failures):
        raise SettingsError("--update-baseline, --max-new-failures: name the --baseline")
    if arguments.update_baseline and not _selection(arguments).whole:
        raise SettingsError("--update-baseline: a baseline is made from a whole suite")


def _refuse_overwriting(arguments: Namespace) -> None:
    """Raises SettingsError if two files are one, or one that is written is of something else."""
    named = [getattr(arguments, name) for name in ("suite", *_OUTPUTS, "baseline")]
    paths = [Path(name).resolve() for name in named if name and name != "-"]
    twice = {
        path for path in paths if paths.count(path) > 1 and (path.is_file() or not path.exists())
    }
    if twice:
        raise SettingsError(
            "{name}: named twice; each output needs a file of its own", name=min(twice).name
        )
    rows = arguments.format != "json"
    if rows and arguments.output != "-":
        check_place(Path(arguments.output))  # it is written when all is answered
    for name in _OUTPUTS:
        path = getattr(arguments, name)
        if path and path != "-" and not arguments.force:
            keep_others(Path(path), "rows" if name == "output" and rows else name)
