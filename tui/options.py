"""The grammar of `yinju-tui`; nothing here loads the screen or the engine."""

import argparse
from collections.abc import Sequence

from qa import __version__
from qa.settings import add_flags


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The options; exits with 2 on a misuse, as argparse does."""
    return build().parse_args(argv)


def build() -> argparse.ArgumentParser:
    """The parser."""
    parser = argparse.ArgumentParser(
        prog="yinju-tui", description="Ask Chinese government reports on a full screen."
    )
    parser.add_argument("question", metavar="QUESTION", nargs="?", help="asked at once")
    parser.add_argument("--version", action="version", version=f"yinju {__version__}")
    parser.add_argument("--new", action="store_true", help="begin a new conversation")
    parser.add_argument("--theme", metavar="NAME", help="such as textual-light or ansi-dark")
    group = parser.add_argument_group("settings")
    add_flags(group)
    group.add_argument("--lang", metavar="zh|en", help="language of the screen")
    group.add_argument("--state", metavar="DIR", help="where conversations are kept")
    _serving(parser.add_argument_group("in a browser"))
    return parser


def _serving(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--serve", action="store_true", help="serve the chat to browsers")
    help_ = "address to listen on (default: 127.0.0.1, this machine only)"
    group.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help=help_)
    group.add_argument("--port", metavar="PORT", type=int, default=8000, help="default: 8000")
