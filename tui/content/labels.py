"""Short lines about a record: where a quotation stands, how a question was read.

No mark of ambiguous width stands in them: what follows on the same row would shift in terminals
that draw such marks two cells wide.
"""

from pathlib import Path

from rich.cells import cell_len, set_cell_size

from qa.errors import YinjuError
from qa.model import Citation, Query, Report
from qa.render import clean, label, readings, source
from qa.wording import tell
from tui.content.scoping import Scope
from tui.content.wording import lang, say

GAP = "  "
DOTS = "..."
_ROMAN = {"·": "/", "→": "=", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "—": "-"}
_NARROW = str.maketrans(_ROMAN)


def narrow(text: str) -> str:
    """The text with marks of ambiguous width replaced by plain ones; not for quotations."""
    return text.translate(_NARROW)


def cut(text: str, cells: int) -> str:
    """The text on one line of so many cells, with dots if something of it is left out."""
    line = " ".join(text.split())
    if cell_len(line) <= cells:
        return line
    return set_cell_size(line, max(0, cells - len(DOTS))).rstrip() + DOTS


def where(citation: Citation) -> str:
    """Where a quotation stands: 云乐镇 2023 / 一、(五) / 第58句."""
    return narrow(source(citation, lang()))


def name_of(report: Report) -> str:
    """A report by place and year: 云乐镇 2023."""
    return clean(label(report.holder, report.year))


def reading(query: Query) -> str:
    """How the question was read, on one line: 读作: 数量  云乐镇  legal advisers = 法律顾问."""
    parts = [
        say(f"kind-{query.kind}"),
        *query.places,
        *map(str, query.years),
        *(narrow(line) for line in readings(query, lang())),
    ]
    return say("read-as", reading=clean(GAP.join(parts)))


def told(scope: Scope) -> str:
    """What questions are narrowed to: 数量  云乐镇  2023; empty if to nothing."""
    kind = [say(f"kind-{scope.kind}")] if scope.kind else []
    return clean(GAP.join([*kind, *scope.places, *map(str, scope.years)]))


def error(fault: Exception) -> str:
    """What went wrong and what to do about it, on one line in the reader's language."""
    told = tell(fault, lang()) if isinstance(fault, YinjuError) else str(fault)
    return narrow(clean(told)) or type(fault).__name__


def unreadable(path: Path, why: OSError) -> str:
    """That a file cannot be read, and why."""
    return error(YinjuError("{path}: cannot be read: {why}", path=path, why=why))


def unwritable(path: Path, why: OSError) -> str:
    """That a file cannot be written, and why."""
    return error(YinjuError("{path}: cannot be written: {why}", path=path, why=why))
