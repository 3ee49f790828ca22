"""The grammar of the commands that check: batch, verify and suite."""

import argparse

from qa.cli.grammar import Parser, count, whole
from qa.wording import told

_SUITES = ("jsonl", "csv", "txt")
_ANSWERS = ("json", "table", "csv", "markdown")
_FILES = ("csv", "junit", "md", "html", "trec-run", "qrels", "timings")


def add_batch(parser: Parser) -> None:
    """The options of `yinju batch`."""
    lang = parser.lang
    parser.add_argument("suite", metavar="SUITE", help=told("batch.suite", lang))
    _suite_format(parser)
    parser.add_argument("--jobs", metavar="N", type=count, default=1, help=told("jobs", lang))
    parser.add_argument("--repeat", metavar="N", type=count, default=1, help=told("repeat", lang))
    _outputs(parser.add_argument_group(told("outputs", lang)), lang)
    _gates(parser.add_argument_group(told("gates", lang), told("gates.about", lang)), lang)
    _selection(parser.add_argument_group(told("selection", lang)), lang)


def add_verify(parser: Parser) -> None:
    """The options of `yinju verify`."""
    parser.add_argument("answers", metavar="ANSWERS", help=told("verify.answers", parser.lang))
    parser.add_argument("--json", action="store_true", help=told("verify.json", parser.lang))


def add_suite(parser: Parser) -> None:
    """The actions of `yinju suite` and their options."""
    lang = parser.lang
    help_ = told("suite.action", lang)
    parser.add_argument("action", metavar="new|lint", choices=("new", "lint"), help=help_)
    help_ = told("suite.suite", lang)
    parser.add_argument("suite", metavar="SUITE", nargs="?", default="-", help=help_)
    _suite_format(parser)
    parser.add_argument("--limit", metavar="N", type=count, help=told("suite.limit", lang))
    parser.add_argument("--force", action="store_true", help=told("force", lang))


def _suite_format(parser: Parser) -> None:
    help_ = told("suite.format", parser.lang)
    parser.add_argument("--suite-format", choices=_SUITES, help=help_)


def _outputs(group: argparse._ArgumentGroup, lang: str) -> None:
    help_ = told("batch.output", lang)
    group.add_argument("-o", "--output", metavar="OUT", default="-", help=help_)
    help_ = told("batch.format", lang)
    group.add_argument("--format", choices=_ANSWERS, default="json", help=help_)
    group.add_argument("--resume", action="store_true", help=told("resume", lang))
    for name in _FILES:
        group.add_argument(f"--{name}", metavar="FILE", help=told(name, lang))


def _gates(group: argparse._ArgumentGroup, lang: str) -> None:
    group.add_argument("--min-pass", metavar="RATE", help=told("min-pass", lang))
    help_ = told("min", lang)
    group.add_argument("--min", metavar="ROW:RATE", action="append", default=[], help=help_)
    group.add_argument("--baseline", metavar="FILE", help=told("baseline", lang))
    help_ = told("max-new-failures", lang)
    group.add_argument("--max-new-failures", metavar="N", type=whole, help=help_)
    group.add_argument("--update-baseline", action="store_true", help=told("update-baseline", lang))
    group.add_argument("--force", action="store_true", help=told("batch.force", lang))


def _selection(group: argparse._ArgumentGroup, lang: str) -> None:
    for name, meta in (("id", "ID"), ("kind", "KIND"), ("lang", "LANG")):
        dest = "langs" if name == "lang" else name
        help_ = told(f"only.{name}", lang)
        group.add_argument(
            f"--{name}", metavar=meta, dest=dest, action="append", default=[], help=help_
        )
    group.add_argument("--grep", metavar="REGEX", help=told("grep", lang))
    group.add_argument("--failed-in", metavar="BASELINE", help=told("failed-in", lang))
    group.add_argument("--shard", metavar="I/N", help=told("shard", lang))
