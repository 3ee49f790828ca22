"""The command line's commands and their options; nothing here loads the engine."""

import argparse
from collections.abc import Callable, Sequence

from qa import __version__
from qa.cli import checks
from qa.cli.grammar import Parser, count, whole, wrap
from qa.model import Kind
from qa.settings import ENGINES, add_flags
from qa.wording import legible, told

_EXAMPLES = (
    'ask "{question}"',
    'ask "哪些地方配备了法律顾问" --format table',
    "figures --place 云乐镇 --unit 名",
    "batch suite.jsonl -o answers.jsonl",
    "verify answers.jsonl",
    "add my-report.txt --corpus my-reports",
)
_COLUMNS = 82  # of the lines below the help of all commands
_ANSWERS = ("text", "json", "table", "csv", "markdown")
_TEXTS = ("table", "csv", "json", "jsonl", "markdown")
_ROWS = (*_TEXTS, "xlsx")
_SENTENCES = ("text", *_TEXTS)


def parse(argv: Sequence[str], lang: str) -> argparse.Namespace:
    """The command and its options.

    Raises:
        SettingsError: They make no sense.
    """
    parser = build(lang, argv)
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        # The command's own parser knows what may have been meant.
        commands(parser)[arguments.command].error(f"unrecognized arguments: {' '.join(unknown)}")
    return arguments


def commands(parser: Parser) -> dict[str, Parser]:
    """The parsers of the commands by name."""
    (choices,) = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(choices)


def build(lang: str = "en", named: Sequence[str] | None = None) -> Parser:
    """The parser of all commands.

    Args:
        lang: zh or en: the language of help and faults.
        named: The words of a command line: commands that are not among them get no options, and
            where one comes first, there are no others: all take longer than all else of a start.
    """
    common = _common(lang)
    parser = Parser(
        prog="yinju",
        description=told("about", lang),
        epilog=_epilog(lang),
        parents=[common],
        lang=lang,
    )
    version = f"yinju {__version__}"
    parser.add_argument("--version", action="version", version=version, help=told("version", lang))
    actions = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    every = _commands()
    first = named[0] if named and named[0] in every else ""
    for name, add_options in {first: every[first]}.items() if first else every.items():
        about = told(name, lang)
        if named is None or name in named:
            # batch has a --lang of its own: the language of the questions.
            parents = [_common(lang, with_lang=False) if name == "batch" else common]
            add_options(
                actions.add_parser(name, help=about, description=about, parents=parents, lang=lang)
            )
        else:
            actions.add_parser(name, help=about, add_help=False, lang=lang)
    return parser


def _commands() -> dict[str, Callable[[Parser], None]]:
    """What adds the options of each command, in the order of the help."""
    return {
        "ask": _ask,
        "batch": checks.add_batch,
        "verify": checks.add_verify,
        "suite": checks.add_suite,
        "chat": _hints,
        "figures": _figures,
        "search": _search,
        "show": _show,
        "reports": _reports,
        "add": _add,
        "remove": _remove,
        "index": _index,
        "watch": _watch,
        "explain": _question,
        "doctor": lambda _: None,
        "completion": _completion,
    }


def _epilog(lang: str) -> str:
    question = told("examples.question", lang)
    examples = (f"  yinju {one.format(question=question)}" for one in _EXAMPLES)
    return "\n".join((told("examples", lang), *examples, "", *wrap(told("exits", lang), _COLUMNS)))


def _common(lang: str, with_lang: bool = True) -> Parser:
    # SUPPRESS lets these stand before or after the command.
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS, lang=lang)
    group = common.add_argument_group(told("settings", lang))
    add_flags(group, lang)
    if with_lang:
        group.add_argument("--lang", metavar="zh|en", help=told("lang", lang))
    group.add_argument("--color", metavar="WHEN", help=told("color", lang))
    group.add_argument("--debug", action="store_true", help=told("debug", lang))
    return common


def _ask(parser: Parser) -> None:
    _question(parser)
    _json_or_format(parser, _ANSWERS, "text", "ask.format")
    _chart(parser)


def _question(parser: Parser) -> None:
    help_ = told("question", parser.lang)
    parser.add_argument("question", metavar="QUESTION", nargs="*", type=legible, help=help_)
    _hints(parser)
    _repeated(parser, "history", "Q", "history")


def _hints(parser: Parser) -> None:
    _scope(parser)
    kinds = [str(kind) for kind in Kind]
    help_ = told("kind", parser.lang) + ", ".join(kinds)
    parser.add_argument("--kind", metavar="K", type=str.lower, choices=kinds, help=help_)


def _scope(parser: Parser) -> None:
    _repeated(parser, "place", "P", "place")
    help_ = told("year", parser.lang)
    parser.add_argument("--year", metavar="Y", action="append", default=[], type=int, help=help_)


def _repeated(parser: Parser, name: str, metavar: str, key: str) -> None:
    help_ = told(key, parser.lang)
    parser.add_argument(
        f"--{name}", metavar=metavar, action="append", default=[], type=legible, help=help_
    )


def _json_or_format(parser: Parser, formats: Sequence[str], default: str, key: str) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help=told("json", parser.lang))
    group.add_argument("--format", choices=formats, default=default, help=told(key, parser.lang))


def _format(parser: Parser, formats: Sequence[str], default: str | None, key: str) -> None:
    help_ = told(key, parser.lang)
    parser.add_argument("--format", choices=formats, default=default, help=help_)


def _chart(parser: Parser) -> None:
    parser.add_argument("--chart", metavar="FILE", help=told("chart", parser.lang))
    _force(parser)


def _force(parser: Parser) -> None:
    parser.add_argument("--force", action="store_true", help=told("force", parser.lang))


def _index(parser: Parser) -> None:
    _force(parser)
    parser.add_argument("--engine", choices=ENGINES, help=told("index.engine", parser.lang))
    parser.add_argument("--stats", action="store_true", help=told("index.stats", parser.lang))
    parser.add_argument("--check", action="store_true", help=told("index.check", parser.lang))


def _figures(parser: Parser) -> None:
    _scope(parser)
    for name, metavar in (("unit", "U"), ("of", "THING"), ("report", "ID"), ("section", "WORDS")):
        _repeated(parser, name, metavar, f"figures.{name}")
    help_ = told("figures.compare", parser.lang)
    parser.add_argument("--compare", action="store_true", help=help_)
    _format(parser, _ROWS, None, "figures.format")
    help_ = told("output", parser.lang)
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help=help_)
    _chart(parser)


def _search(parser: Parser) -> None:
    help_ = told("search.words", parser.lang)
    parser.add_argument("words", metavar="WORDS", nargs="+", type=legible, help=help_)
    _scope(parser)
    help_ = told("search.limit", parser.lang)
    parser.add_argument("--limit", metavar="N", type=count, default=10, help=help_)
    _format(parser, _SENTENCES, "text", "search.format")


def _show(parser: Parser) -> None:
    lang = parser.lang
    parser.add_argument("id", metavar="ID", help=told("show.id", lang))
    parser.add_argument("--sentence", metavar="N", type=count, help=told("show.sentence", lang))
    help_ = told("show.context", lang)
    parser.add_argument("--context", metavar="K", type=whole, default=2, help=help_)
    parser.add_argument("--section", action="store_true", help=told("show.section", lang))


def _reports(parser: Parser) -> None:
    _json_or_format(parser, _TEXTS, "table", "reports.format")


def _add(parser: Parser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help=told("add.path", parser.lang))
    for name in ("replace", "similar"):
        help_ = told(f"add.{name}", parser.lang)
        parser.add_argument(f"--{name}", action="store_true", help=help_)
    parser.add_argument("--json", action="store_true", help=told("json", parser.lang))


def _watch(parser: Parser) -> None:
    lang = parser.lang
    parser.add_argument("paths", metavar="PATH", nargs="*", help=told("watch.path", lang))
    help_ = told("watch.every", lang)
    parser.add_argument("--every", metavar="SECONDS", type=count, default=5, help=help_)
    parser.add_argument("--once", action="store_true", help=told("watch.once", lang))


def _remove(parser: Parser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="+", help=told("remove.id", parser.lang))


def _completion(parser: Parser) -> None:
    shells = ("bash", "zsh", "fish")
    help_ = told("completion.shell", parser.lang)
    parser.add_argument("shell", metavar="|".join(shells), choices=shells, help=help_)
