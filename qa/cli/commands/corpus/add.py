"""`yinju add`: reports put into a corpus folder of one's own, each whole or not at all."""

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from qa.adding import Outcome, files_in, take_in
from qa.cli import diagnostics, outcomes
from qa.cli.exits import Exit
from qa.ingestion.intake.sources import Source
from qa.settings import Settings
from qa.wording import lang_of_locale, say


def run(arguments: Namespace, settings: Settings) -> int:
    """Read and keep each file; say of each what was read or why it was skipped."""
    lang = settings.lang or lang_of_locale(os.environ)
    found: list[Outcome] = []
    passed: list[Source] = []
    sources = _aside(files_in([Path(name) for name in arguments.paths]), passed)
    taking = take_in(
        settings,
        sources,
        replace=arguments.replace,
        similar=arguments.similar,
        progress=diagnostics.progress,
    )
    try:
        for outcome in taking:
            found.append(outcome)
            if arguments.json:
                print(outcomes.to_json(outcome), flush=True)
    finally:  # what was added before the disk was full stays
        diagnostics.clear()
        for line in () if arguments.json else outcomes.tell(found, lang):
            print(line)
    if passed:
        diagnostics.note(say("files-passed", lang, count=len(passed)))
    elif not found:
        diagnostics.note(say("no-files", lang))
    refused = any(outcome.status == "refused" for outcome in found)
    return Exit.UNREADABLE if refused or not found else Exit.DONE


def _aside(sources: Iterable[Source], passed: list[Source]) -> Iterator[Source]:
    """Yield the sources; those that are no reports by their names are put aside."""
    for source in sources:
        if source.passed:
            passed.append(source)
        else:
            yield source
