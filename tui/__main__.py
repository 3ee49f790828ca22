"""`yinju-tui`: the terminal chat, or the same in a browser."""

import os
import sys
from argparse import Namespace
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from qa.errors import SettingsError
from qa.settings import Settings, load
from qa.wording import lang_of_locale
from tui import gc_tuning
from tui.options import parse


def main(argv: Sequence[str] | None = None) -> int:
    """Run the chat; gives the exit code."""
    options = parse(argv)
    guard_iterm(os.environ)
    quicken(os.environ)
    try:
        settings = load(vars(options), os.environ, Path.cwd())
    except SettingsError as error:
        print(f"yinju-tui: {error}", file=sys.stderr)  # noqa: T201
        return 2
    if options.serve:
        from tui.serving import serve

        return serve(options)
    return _run(options, settings)


def guard_iterm(environ: MutableMapping[str, str]) -> None:
    """Keep Chinese input alive in iTerm2, which drops it in the key protocol Textual asks for.

    Textual reads the variable when it is first imported; a value of the user's own is kept.
    """
    if environ.get("TERM_PROGRAM") == "iTerm.app":
        environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def quicken(environ: MutableMapping[str, str]) -> None:
    """Halve the wait of a change for its frame, to 8 ms; nothing is drawn without a change."""
    environ.setdefault("TEXTUAL_FPS", "120")


def _run(options: Namespace, settings: Settings) -> int:
    gc_tuning.put_off()
    from tui.app import Start, make_app, open_engine

    start = Start(
        state=Path(options.state).expanduser() if options.state else _state(),
        lang=settings.lang or lang_of_locale(os.environ),
        question=options.question or "",
        fresh=options.new,
        theme=options.theme or "",
    )
    app = make_app(open_engine(settings), settings, start)
    app.run()
    return app.return_code or 0


def _state() -> Path:
    from platformdirs import user_state_path

    return user_state_path("yinju", appauthor=False)


if __name__ == "__main__":
    sys.exit(main())
