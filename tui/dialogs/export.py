"""Export a conversation: the format, then where to; in a browser, a download."""

import io
import re
from pathlib import Path

from textual.app import App

from qa import files
from qa.errors import YinjuError
from qa.render import clean
from tui.content import labels
from tui.content.conversations import Conversation
from tui.content.exporting import FORMATS
from tui.content.wording import say
from tui.dialogs.choice import ChoiceDialog
from tui.dialogs.text import TextDialog
from tui.widgets.picker import Item

_UNFIT = re.compile(r'[\x00-\x1f/\\:*?"<>|.\s]+')
"""What file names of one system or another cannot hold."""


async def export(app: App[None], conversation: Conversation) -> None:
    """Ask for format and path, and write the file; must run in a worker."""
    if not conversation.turns:
        app.notify(say("no-turn"))
        return
    formats = [Item(code, say(f"format-{code}")) for code in FORMATS]
    code = await app.push_screen_wait(ChoiceDialog(say("export-title"), formats))
    if code is None:
        return
    suffix, write = FORMATS[code]
    content = write(conversation.title, conversation.turns)
    name = file_name(conversation, suffix)
    if app.is_web:  # whose names of downloads are ASCII
        name = f"yinju-{conversation.path.stem}{suffix}"
        app.deliver_text(io.StringIO(content), save_filename=name)
    elif chosen := await _path(app, Path.cwd() / name):
        _write(app, *chosen, content)


def file_name(conversation: Conversation, suffix: str) -> str:
    """A file name after the conversation."""
    words = _UNFIT.sub("-", clean(conversation.title)).strip("-")
    return f"{words or f'yinju-{conversation.path.stem}'}{suffix}"


async def _path(app: App[None], path: Path) -> tuple[Path, bool] | None:
    """The path that the reader wants, and whether a file that is there may be replaced."""
    while True:
        line = await app.push_screen_wait(TextDialog(say("export-path"), str(path)))
        if line is None:
            return None
        path = Path(line).expanduser()
        if not path.exists():
            return path, False
        ways = [Item(code, say(code)) for code in ("other-name", "replace")]
        way = await app.push_screen_wait(ChoiceDialog(say("is-there", path=path), ways))
        if way != "other-name":
            return (path, True) if way else None


def _write(app: App[None], path: Path, replaces: bool, content: str) -> None:
    try:
        files.write(path, content.encode("utf-8", "backslashreplace"), replaces=replaces)
    except OSError as error:
        message = "{path}: cannot be written: {why}; make room or write elsewhere"
        fault = YinjuError(message, path=path, why=error)
        app.notify(labels.error(fault), severity="error")
    else:
        app.notify(say("written", path=path))
