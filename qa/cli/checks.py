"""The grammar of the commands that check: batch, verify and suite."""

import argparse

_FORMATS = ("jsonl", "csv", "txt")


def add_batch(parser: argparse.ArgumentParser) -> None:
    """The options of `yinju batch`."""
    help_ = "JSON lines, .csv, or .txt with a question a line; - is stdin"
    parser.add_argument("suite", metavar="SUITE", help=help_)
    _format(parser)
    parser.add_argument("--jobs", metavar="N", type=_count, default=1, help="ask in N processes")
    help_ = "ask each question N times in different processes; the bytes must agree"
    parser.add_argument("--repeat", metavar="N", type=_count, default=1, help=help_)
    _outputs(parser.add_argument_group("outputs"))
    _gates(parser.add_argument_group("gates", "Without one, every checked question must be right."))
    _selection(parser.add_argument_group("selection"))


def add_verify(parser: argparse.ArgumentParser) -> None:
    """The options of `yinju verify`."""
    help_ = "records of yinju ask --json or yinju batch; - is stdin"
    parser.add_argument("answers", metavar="ANSWERS", help=help_)
    parser.add_argument("--json", action="store_true", help="one JSON object a problem")


def add_suite(parser: argparse.ArgumentParser) -> None:
    """The actions of `yinju suite` and their options."""
    help_ = "new: write a question for every figure of the reports; lint: check a suite"
    parser.add_argument("action", choices=("new", "lint"), help=help_)
    parser.add_argument("suite", metavar="SUITE", nargs="?", default="-", help="- is stdin, stdout")
    _format(parser)
    help_ = "new: at most N questions a report"
    parser.add_argument("--limit", metavar="N", type=_count, help=help_)


def _format(parser: argparse.ArgumentParser) -> None:
    help_ = "format of the suite, whatever its name says"
    parser.add_argument("--format", choices=_FORMATS, help=help_)


def _outputs(group: argparse._ArgumentGroup) -> None:
    help_ = "where the records go, line by line; - is stdout"
    group.add_argument("-o", "--output", metavar="OUT", default="-", help=help_)
    help_ = "go on where a run that wrote OUT was stopped"
    group.add_argument("--resume", action="store_true", help=help_)
    group.add_argument("--junit", metavar="FILE", help="JUnit XML")
    group.add_argument("--md", metavar="FILE", help="summary in Markdown")
    group.add_argument("--html", metavar="FILE", help="page to look at")
    group.add_argument("--trec-run", metavar="FILE", help="what was cited, as a TREC run")
    group.add_argument("--qrels", metavar="FILE", help="what should be cited, as TREC qrels")
    group.add_argument("--timings", metavar="FILE", help="milliseconds a question, JSON lines")


def _gates(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--min-pass", metavar="RATE", help="share that must be right: 0.9 or 90%%")
    help_ = "least share of a row of the table: kind=count:0.95, citation:0.9; may be repeated"
    group.add_argument("--min", metavar="ROW:RATE", action="append", default=[], help=help_)
    help_ = "compare with the outcomes of a run before"
    group.add_argument("--baseline", metavar="FILE", help=help_)
    help_ = "failures allowed that the baseline does not have (default 0)"
    group.add_argument("--max-new-failures", metavar="N", type=_whole, help=help_)
    help_ = "write the outcomes of this run into the baseline"
    group.add_argument("--update-baseline", action="store_true", help=help_)
    help_ = "compare with a baseline of other reports, words or another version"
    group.add_argument("--force", action="store_true", help=help_)


def _selection(group: argparse._ArgumentGroup) -> None:
    for name, meta in (("id", "ID"), ("kind", "KIND"), ("lang", "LANG")):
        help_ = f"only questions of this {name}; may be repeated"
        dest = "langs" if name == "lang" else name
        group.add_argument(
            f"--{name}", metavar=meta, dest=dest, action="append", default=[], help=help_
        )
    group.add_argument("--grep", metavar="REGEX", help="only questions that match")
    group.add_argument("--failed-in", metavar="BASELINE", help="only what failed there")
    group.add_argument("--shard", metavar="I/N", help="the I-th of N equal parts")


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value


def _whole(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError
    return value
