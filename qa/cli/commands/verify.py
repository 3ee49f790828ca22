"""`yinju verify`: records held against the reports, without an index."""

import json
import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.errors import SettingsError
from qa.render import clean
from qa.settings import Settings
from qa.wording import lang_of_locale, say


def run(arguments: Namespace, settings: Settings) -> int:
    """Write one problem a line; the verdict goes to stderr."""
    from qa.evaluation.verification import check_record
    from qa.ingestion.reports import read_reports

    reports = {report.id: report for report in read_reports(settings.corpus)}
    counts = dict.fromkeys(("records", "quotations", "figures", "bad"), 0)
    for number, record in _records(arguments.answers):
        problems = check_record(record, reports)
        counts["records"] += 1
        counts["bad"] += bool(problems)
        for key, part in (("quotations", "citations"), ("figures", "figures")):
            counts[key] += _length(record.get(part))
        for one in problems:
            found = {"line": number, "id": record.get("id"), "problem": one.code}
            told = f"{arguments.answers}:{number}: {one.code}: {one.detail}"
            whole = json.dumps({**found, "detail": one.detail}, ensure_ascii=False)
            print(whole if arguments.json else clean(told), flush=True)
    if not counts["records"]:
        raise SettingsError("{name}: holds no record", name=arguments.answers)
    head = "verify-failed" if counts["bad"] else "verify-passed"
    diagnostics.note(say(head, settings.lang or lang_of_locale(os.environ), **counts))
    return Exit.FAILED if counts["bad"] else Exit.DONE


def _records(name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The records of a file with their line numbers.

    Raises:
        SettingsError: A line is no record.
    """
    from qa.evaluation.runs.records import read_record
    from qa.evaluation.suites.cases import open_lines

    with open_lines(name) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                record = read_record(line.decode("utf-8", "replace"))
                if record is None:
                    raise SettingsError("{name}: not a JSON object", name=f"{name}:{number}")
                yield number, record


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0
