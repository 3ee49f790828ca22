"""The grammar of `yinju-tui`; nothing here loads the screen or the engine."""

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from qa import __version__
from qa.settings import add_flags
from qa.wording import legible, told
from tui.content.wording import lang, say


class _Formatter(argparse.HelpFormatter):
    """Begins in the language in force."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or told("usage", lang()) + " ")


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The options; exits with 2 on a misuse, as argparse does."""
    return build().parse_args(argv)


def build() -> argparse.ArgumentParser:
    """The parser, whose help is in the language in force."""
    parser = argparse.ArgumentParser(
        prog="yinju-tui",
        description=say("option-program"),
        formatter_class=_Formatter,
        add_help=False,
    )
    parser._positionals.title = told("positionals", lang())
    parser._optionals.title = told("options", lang())
    help_ = say("option-question")
    parser.add_argument("question", metavar="QUESTION", nargs="*", type=legible, help=help_)
    parser.add_argument("-h", "--help", action="help", help=told("help", lang()))
    version = f"yinju {__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=told("version", lang())
    )
    parser.add_argument("--new", action="store_true", help=say("option-new"))
    parser.add_argument("--theme", metavar="NAME", help=say("option-theme"))
    group = parser.add_argument_group(say("options-settings"))
    add_flags(group, lang())
    group.add_argument("--lang", metavar="zh|en", help=say("option-lang"))
    group.add_argument("--state", metavar="DIR", help=say("option-state"))
    _serving(parser.add_argument_group(say("options-browser")))
    return parser


def _serving(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--serve", action="store_true", help=say("option-serve"))
    group.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help=say("option-host"))
    group.add_argument("--port", metavar="PORT", type=int, default=8000, help=say("option-port"))
