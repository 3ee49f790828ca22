"""Adding a report to the corpus, and what was read in it."""

from collections.abc import Sequence
from pathlib import Path

from qa.adding import add_files
from qa.errors import YinjuError
from qa.model import Report, Sentence
from qa.render import clean
from qa.settings import Settings
from tui.content import labels
from tui.content.wording import say


def add_report(path: Path, settings: Settings) -> tuple[bool, str]:
    """Whether a report is new in the corpus, and why it could not be added; empty if it was."""
    try:
        added = add_files(settings, [path])
    except (YinjuError, OSError) as error:
        return False, labels.error(error)
    return any(added.values()), ""


def describe(report: Report, pieces: Sequence[Sentence]) -> str:
    """What was read in a new report."""
    roles = [piece.role for piece in pieces]
    return say(
        "was-read",
        id=clean(report.id),
        place=clean(report.place) or "?",
        year=report.year or "?",
        title=clean(report.title),
        sentences=roles.count("body"),
        headings=roles.count("heading"),
    )
