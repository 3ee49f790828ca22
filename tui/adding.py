"""Adding a report to the corpus, by the core's own command; and what was read in it."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from qa.model import Report, Sentence
from qa.render import clean
from qa.settings import Settings
from tui.wording import say


def add_report(path: Path, settings: Settings) -> str:
    """Why the report could not be added, in the words of `yinju add`; empty if it was."""
    command = [sys.executable, "-m", "qa", "add", str(path), "--corpus", str(settings.corpus)]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL
    )
    lines = [clean(line).removeprefix("yinju: ") for line in done.stderr.splitlines() if line]
    return (lines[-1] if lines else str(done.returncode)) if done.returncode else ""


def describe(report: Report, pieces: Sequence[Sentence], lang: str) -> str:
    """What was read in a new report."""
    roles = [piece.role for piece in pieces]
    return say(
        "was-read",
        lang,
        id=clean(report.id),
        place=clean(report.place) or "?",
        year=report.year or "?",
        title=clean(report.title),
        sentences=roles.count("body"),
        headings=roles.count("heading"),
    )
