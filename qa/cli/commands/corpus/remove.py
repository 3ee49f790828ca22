"""`yinju remove`: reports deleted from a corpus folder of one's own."""

import os
from argparse import Namespace

from qa.adding import remove
from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.settings import Settings
from qa.wording import lang_of_locale, say


def run(arguments: Namespace, settings: Settings) -> int:
    """Delete each report; none, if one of the ids is unknown."""
    remove(settings, arguments.ids)
    for id in dict.fromkeys(arguments.ids):
        diagnostics.note(say("removed", settings.lang or lang_of_locale(os.environ), id=id))
    return Exit.DONE
