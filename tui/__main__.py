"""`yinju-tui`: the terminal chat, or the same in a browser."""

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import MutableMapping, Sequence
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from qa.errors import SettingsError
from qa.settings import Settings, load
from qa.wording import lang_of_locale, tell
from tui import gc_tuning
from tui.content import wording
from tui.options import parse

if TYPE_CHECKING:
    from tui.app import YinjuApp


def main(argv: Sequence[str] | None = None) -> int:
    """Run the chat; gives the exit code."""
    # What keys and helps say stands in class bodies, so the language comes before all imports.
    wording.use(lang_of_locale(os.environ))
    widen(sys.__stderr__)
    options = parse(argv)
    guard_iterm(os.environ)
    quicken(os.environ)
    try:
        settings = load(vars(options), os.environ, Path.cwd())
    except SettingsError as error:
        return _refuse(tell(error, wording.lang()))
    wording.use(settings.lang or wording.lang())
    if find_spec("textual") is None:
        return _refuse(wording.say("needs-extra", extra="tui"))
    if options.serve:
        if find_spec("textual_serve") is None:
            return _refuse(wording.say("needs-extra", extra="web"))
        from tui.serving import serve

        return serve(options)
    if not has_terminal():
        return _refuse(wording.say("no-terminal"))
    return _run(options, settings)


def widen(screen: TextIO | None) -> None:
    """Send UTF-8 to a terminal whose locale knows no Chinese; all but the oldest can show it."""
    try:
        "引据".encode(screen.encoding if screen else "utf-8")
    except UnicodeEncodeError:
        if isinstance(screen, TextIOWrapper):
            screen.reconfigure(encoding="utf-8")


def guard_iterm(environ: MutableMapping[str, str]) -> None:
    """Keep Chinese input alive in iTerm2, which drops it in the key protocol Textual asks for.

    Textual reads the variable when it is first imported; a value of the user's own is kept.
    """
    if environ.get("TERM_PROGRAM") == "iTerm.app":
        environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def quicken(environ: MutableMapping[str, str]) -> None:
    """Halve the wait of a change for its frame, to 8 ms; nothing is drawn without a change."""
    environ.setdefault("TEXTUAL_FPS", "120")


def has_terminal() -> bool:
    """Whether keys come from a terminal and the screen, which is stderr, goes to one.

    A process that serves a browser has neither: Textual's driver for that speaks over pipes.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    return all(stream and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__))


def _refuse(why: str) -> int:
    print(f"yinju-tui: {why}", file=sys.stderr)  # noqa: T201
    return 2


def _run(options: Namespace, settings: Settings) -> int:
    gc_tuning.put_off()
    from platformdirs import user_config_path, user_state_path

    from tui.app import make_app, open_engine
    from tui.content.session import Start

    state = Path(options.state).expanduser() if options.state else None
    start = Start(
        state=state or user_state_path("yinju", appauthor=False),
        question=" ".join(options.question),
        fresh=options.new,
        theme=options.theme or "",
        config=user_config_path("yinju", appauthor=False),
    )
    app = make_app(open_engine, settings, start)
    asyncio.run(_run_and_leave(app))
    return app.return_code or 0


async def _run_and_leave(app: "YinjuApp") -> None:
    """Run, and leave at once: threads that still load what questions need would hold it up."""
    await app.run_async()
    if not app.return_code:
        app.session.library.rest(1.0)
        sys.stdout.flush()
        os._exit(0)  # what was asked and answered is on the disk


if __name__ == "__main__":
    sys.exit(main())
