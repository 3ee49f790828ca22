"""Paths in the place of a question: a terminal types them for files that are dropped on it."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SURE = re.compile(r"(?:~|\.\.?)[\\/]|file://|" + _DRIVE.pattern)
"""How a path begins and nothing else does."""
_ROOTED = re.compile(r"[/~]|" + _SURE.pattern)


def paths_in(text: str, *, blind: bool = False) -> tuple[Path, ...]:
    """The files and folders that a text names and nothing else; none if it is no such text.

    Args:
        text: What was typed in the place of a question.
        blind: Whether nothing is to be learnt of what there is on the disk.
    """
    names = _names(text, blind)
    one = len(names) == 1 and len(text.split()) == 1
    meant = names and all(_is_path(name, one, blind) for name in names)
    return tuple(map(_path, names)) if meant else ()


def paths_of(line: str) -> tuple[Path, ...]:
    """The files and folders that a line names, where nothing else is asked for."""
    return tuple(map(_path, _names(line, blind=False)))


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a NUL
        return False


def _names(line: str, blind: bool) -> Sequence[str]:
    whole = line.strip()
    try:
        words = [] if _DRIVE.match(whole.strip("\"'")) else shlex.split(whole)
    except ValueError:  # a quotation mark of its own
        words = []
    if len(words) > 1 and not (blind or is_there(_path(whole))) and all(map(_ROOTED.match, words)):
        return words
    return words if len(words) == 1 else [whole.strip("\"'")]


def _is_path(name: str, one: bool, blind: bool) -> bool:
    from qa.adding import accepts  # brings much that questions do not need

    if "\n" in name or not (one or _ROOTED.match(name)):
        return False
    if accepts(re.split(r"[\\/]", name)[-1]) or (one and _SURE.match(name)):
        return True
    return bool(_ROOTED.match(name)) and not blind and is_there(_path(name))


def _path(name: str) -> Path:
    path = Path(unquote(urlsplit(name).path) if name.startswith("file://") else name)
    try:
        return path.expanduser()
    except RuntimeError:  # of nobody
        return path
