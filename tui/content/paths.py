"""A path in the place of a question: a terminal types one for a file that is dropped on it."""

import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

_BEGINNINGS = ("/", "~", "./", "../", "file://")


def path_in(text: str) -> Path | None:
    """The file or folder that a text names and nothing else; None if it is no such text."""
    try:
        words = shlex.split(text)
    except ValueError:  # a quotation mark of its own
        words = []
    return _path(words[0] if len(words) == 1 else text.strip())


def _path(name: str) -> Path | None:
    if not name.startswith(_BEGINNINGS) or "\n" in name:
        return None
    if name.startswith("file://"):
        name = unquote(urlsplit(name).path)
    from qa.adding import accepts  # brings much that questions do not need

    try:
        path = Path(name).expanduser()
        return path if accepts(path.name) or path.exists() else None
    except (OSError, RuntimeError, ValueError):  # too long, of nobody, or with a NUL
        return None
