"""Opening the engine for a command, with its notes and progress on stderr."""

from typing import TYPE_CHECKING

from qa.cli import diagnostics
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.engine import Engine


def open_engine(settings: Settings) -> "Engine":
    """The engine over the reports of the settings; builds the index where that is needed."""
    from qa.engine import Engine

    return Engine.open(settings, progress=diagnostics.progress, notify=diagnostics.note)
