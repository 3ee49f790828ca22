"""Opening the engine for a command, with its notes and progress on stderr."""

import os
from typing import TYPE_CHECKING

from qa.cli import diagnostics
from qa.errors import YinjuError
from qa.settings import Settings
from qa.wording import lang_of_locale, tell

if TYPE_CHECKING:
    from qa.engine import Engine


def open_engine(settings: Settings) -> "Engine":
    """The engine over the reports of the settings; builds the index where that is needed."""
    from qa.engine import Engine

    lang = settings.lang or lang_of_locale(os.environ)

    def notify(fault: YinjuError) -> None:
        diagnostics.note(tell(fault, lang))

    return Engine.open(settings, progress=diagnostics.progress, notify=notify)
