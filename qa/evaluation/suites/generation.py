"""Drafts: a suite made from the figures that stand in the reports, one question a figure.

The question is the clause of the figure, with the number asked for; what is expected is the figure
and its clause. So a new corpus has a net that tells when something breaks.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from qa.analysis.figures import find_figures
from qa.language import resources
from qa.language.normalization import han_runs
from qa.language.units import kinds
from qa.model import Asker, Figure, Report, Sentence


@cache
def _words() -> Mapping[str, Any]:
    return resources.read_toml("evaluation/drafts.toml")


@cache
def _counted() -> frozenset[str]:
    """Measure words of what is counted one by one."""
    return frozenset(unit for kind in _words()["counted"] for unit in kinds()[kind])


def draft(asker: Asker, limit: int | None = None) -> Iterator[str]:
    """The lines of the suite, each with its line end.

    Args:
        asker: Whoever has the reports.
        limit: The most questions of a report; None sets no limit.
    """
    for report in asker.reports:
        found = _of_report(report, asker.sentences(report.id))
        for number, (question, entry) in enumerate(islice(found.items(), limit), 1):
            head = {"id": f"{report.id}-{number:03}", "question": question, "lang": "zh"}
            yield json.dumps({**head, **entry}, ensure_ascii=False) + "\n"


def _of_report(report: Report, pieces: tuple[Sentence, ...]) -> dict[str, dict[str, Any]]:
    """Kind and expectation by question; where one question has two answers, either is right."""
    found: dict[str, dict[str, Any]] = {}
    for piece in pieces:
        for figure in find_figures(piece.text) if piece.role == "body" else ():
            question = _phrase(report, piece.text, figure)
            if question:
                clause = piece.text[slice(*figure.clause)]
                entry = found.setdefault(question, _empty(report, figure))
                _add(entry["expect"]["answer"][0], figure.text)
                _add(entry["expect"]["evidence"][0], clause.strip())
    return found


def _empty(report: Report, figure: Figure) -> dict[str, Any]:
    kind = "count" if figure.unit in _counted() else "amount"
    return {"kind": kind, "expect": {"answer": [[]], "evidence": [[]], "reports": [report.id]}}


def _add(group: list[str], text: str) -> None:
    if text not in group:
        group.append(text)


def _phrase(report: Report, text: str, figure: Figure) -> str:
    """The question for a figure; empty if its clause does not say what is counted."""
    start, end = figure.clause
    parts = text[start : figure.start], text[figure.end : end]
    before, after = (" ".join(part.split()) for part in parts)
    if sum(map(len, han_runs(before + after))) < _words()["least"]:
        return ""
    wordings = _words()["asked"]
    asked = wordings.get(figure.unit, wordings["other"]).format(unit=figure.unit)
    year = "" if report.year is None else _words()["year"].format(year=report.year)
    question: str = _words()["question"]
    # What the clause says itself is not said twice.
    place, year = ("" if word in before else word for word in (report.place, year))
    return question.format(place=place, year=year, before=before, asked=asked, after=after)
