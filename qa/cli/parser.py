"""The command line's grammar; nothing here loads the engine."""

import argparse
from collections.abc import Sequence

from qa import __version__
from qa.cli import checks
from qa.model import Kind
from qa.settings import add_flags

_EPILOG = """\
examples:
  yinju ask "how many legal advisers does 云乐镇 have"
  yinju ask "哪些地方配备了法律顾问" --json
  yinju batch suite.jsonl -o answers.jsonl
  yinju verify answers.jsonl
  yinju add my-report.txt --corpus my-reports

exit codes: 0 done (also when the reports do not say), 1 a check failed, 2 usage,
3 corpus or index unreadable, 130 interrupted
"""


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command and its options; exits with 2 on a misuse, as argparse does."""
    return build().parse_args(argv)


def build() -> argparse.ArgumentParser:
    """The parser of all commands."""
    common, without_lang = _common(), _common(lang=False)
    parser = argparse.ArgumentParser(
        prog="yinju",
        description="Ask Chinese government reports a question, in Chinese or English.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"yinju {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        # batch has a --lang of its own: the language of the questions.
        parents = [without_lang if name == "batch" else common]
        return commands.add_parser(name, help=summary, description=summary, parents=parents)

    _ask(command("ask", "Answer a question, with the sentence it rests on."))
    checks.add_batch(command("batch", "Answer a suite of questions and check the answers."))
    checks.add_verify(command("verify", "Hold records against the reports, without an index."))
    checks.add_suite(command("suite", "Write a suite from the reports, or check one."))
    _hints(command("chat", "Ask question after question; the conversation is remembered."))
    _json(command("reports", "List the reports that are loaded."))
    _add(command("add", "Read reports and keep them in the --corpus folder."))
    _remove(command("remove", "Delete reports from the --corpus folder."))
    command("index", "Build the index, or rebuild it where the reports have changed.")
    _explain(command("explain", "Show how a question was read, and what was found and dropped."))
    return parser


def _common(lang: bool = True) -> argparse.ArgumentParser:
    # SUPPRESS lets these stand before or after the command.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("settings")
    add_flags(group)
    if lang:
        group.add_argument("--lang", metavar="zh|en", help="language of messages")
    group.add_argument("--color", metavar="WHEN", help="auto, always or never")
    group.add_argument("--debug", action="store_true", help="show where an error came from")
    return common


def _ask(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    _json(parser)


def _explain(parser: argparse.ArgumentParser) -> None:
    _question(parser)


def _question(parser: argparse.ArgumentParser) -> None:
    help_ = "the question; - or none reads questions from stdin, one a line"
    parser.add_argument("question", metavar="QUESTION", nargs="*", help=help_)
    _hints(parser)
    help_ = "an earlier question, oldest first; may be repeated"
    parser.add_argument("--history", metavar="Q", action="append", default=[], help=help_)


def _hints(parser: argparse.ArgumentParser) -> None:
    help_ = "only reports of this place; may be repeated"
    parser.add_argument("--place", metavar="P", action="append", default=[], help=help_)
    help_ = "only reports of this year; may be repeated"
    parser.add_argument("--year", metavar="Y", action="append", default=[], type=int, help=help_)
    kinds = [str(kind) for kind in Kind]
    help_ = "what is asked for, if the question is misread: " + ", ".join(kinds)
    parser.add_argument("--kind", metavar="K", type=str.lower, choices=kinds, help=help_)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON record a line")


def _add(parser: argparse.ArgumentParser) -> None:
    help_ = "a report (PDF, DOCX, HTML, TXT and others), a folder or a ZIP of them"
    parser.add_argument("paths", metavar="PATH", nargs="+", help=help_)
    help_ = "let a file take the place of another one of its name"
    parser.add_argument("--replace", action="store_true", help=help_)
    help_ = "add reports that all but repeat one of the same place and year"
    parser.add_argument("--similar", action="store_true", help=help_)
    _json(parser)


def _remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="+", help="id of a report, see yinju reports")
