"""`yinju show`: a report, opened where a quotation stands."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from qa.cli.diagnostics import in_color
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.cli.writing import show
from qa.errors import SettingsError
from qa.model import Report, Sentence
from qa.render.texts import bold, clean, dim
from qa.settings import Settings
from qa.wording import lang_of_locale, say


def run(arguments: Namespace, settings: Settings) -> int:
    """Write the sentence with what stands around it, its section, or the whole report."""
    lang = settings.lang or lang_of_locale(os.environ)
    color = in_color(settings.color, sys.stdout)
    with open_engine(settings) as engine:
        report, number = _target(arguments, engine.reports)
        pieces = [one for one in engine.sentences(report.id) if not one.is_furniture]
        chosen = _chosen(report, pieces, number)
    head = say("showing", lang, title=clean(report.title or report.id), id=clean(report.id))
    shown = _around(pieces, chosen, arguments) if chosen else pieces
    show([dim(head, color) + "\n\n", *_lines(shown, chosen, color)])
    return Exit.DONE


def _target(arguments: Namespace, reports: Sequence[Report]) -> tuple[Report, int | None]:
    """The report and the number of the sentence in it, if one is named.

    Raises:
        SettingsError: There is no such report, or two sentences are named.
    """
    known = {report.id: report for report in reports}
    id, number = arguments.id, arguments.sentence
    if id not in known and (mark := id.rpartition(":"))[2].isdecimal():
        id, named = mark[0], int(mark[2])
        if number not in (None, named):
            raise SettingsError(
                "name one sentence, not both {one} and {other}", one=named, other=number
            )
        number = named
    if id not in known:
        raise SettingsError(
            "no report {id}; there are {known}", id=id, known=", ".join(sorted(known))
        )
    return known[id], number


def _chosen(report: Report, pieces: Sequence[Sentence], number: int | None) -> Sentence | None:
    """The sentence with this number; None if none is named.

    Raises:
        SettingsError: The report does not have so many.
    """
    found = next((one for one in pieces if one.ordinal == number), None)
    if number is not None and found is None:
        last = pieces[-1].ordinal if pieces else 0
        raise SettingsError(
            "{report} has no sentence {number}; it has {last}",
            report=report.id,
            number=number,
            last=last,
        )
    return found


def _around(
    pieces: Sequence[Sentence], chosen: Sentence, arguments: Namespace
) -> Sequence[Sentence]:
    if arguments.section:
        return [one for one in pieces if one.section == chosen.section]
    at = pieces.index(chosen)
    return pieces[max(0, at - arguments.context) : at + arguments.context + 1]


def _lines(pieces: Sequence[Sentence], chosen: Sentence | None, color: bool) -> Iterator[str]:
    """Each piece behind its number, the chosen one marked."""
    width = max((len(str(one.ordinal)) for one in pieces), default=0)
    for one in pieces:
        mark = ">" if one is chosen else " "
        text = clean(one.text.strip())
        shown = bold(text, color) if one is chosen or one.role == "heading" else text
        yield f"{mark} {one.ordinal:>{width}}  {shown}\n"
