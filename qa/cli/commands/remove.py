"""`yinju remove`: reports deleted from a corpus folder of one's own."""

from argparse import Namespace

from qa.adding import texts, writable_folder
from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.errors import CorpusError, SettingsError
from qa.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Delete each report; none, if one of the ids is unknown."""
    folder = writable_folder(settings)
    files = {file.stem: file for file in texts(folder)}
    unknown = [id for id in arguments.ids if id not in files]
    if unknown:
        known = ", ".join(sorted(files)) or "none"
        raise SettingsError(f"no report {', '.join(unknown)} in {folder}; it holds: {known}")
    for id in dict.fromkeys(arguments.ids):
        try:
            files[id].unlink()
        except OSError as error:
            raise CorpusError(f"{files[id]}: cannot be deleted: {error.strerror}") from error
        diagnostics.note(f"removed {id}")
    return Exit.DONE
