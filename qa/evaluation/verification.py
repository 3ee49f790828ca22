"""Verification: whether a record's quotations and figures are what the reports say.

Nothing is searched and no index is asked: a record is held against the text of the reports.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from qa.analysis.cells import figures_of
from qa.analysis.figures import find_figures
from qa.answering.citations import tell_cell
from qa.language.normalization import fold
from qa.language.reflow import reflow
from qa.model import Cell, Kind, Report
from qa.wording import say

_NUMERAL = re.compile(r"\d+(?:\.\d+)?")
_HEAD = re.compile(r"^[^:\n]* \d{4}: ", re.MULTILINE)  # the place and year of a comparison's line
_COMPARED = frozenset((Kind.COMPARE, Kind.ACROSS))
_NOT_STATED = frozenset(say("not-stated-cell", lang) for lang in ("zh", "en"))
_EXACT = Decimal("0.000001")  # a record keeps six decimals


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a record."""

    code: str
    """bad-record, unknown-report, changed-report, moved-quotation, lost-quotation, bad-highlight,
    lost-figure, other-value, loose-number, loose-words or wrong-label."""
    detail: str
    """What it is about, with its offsets where there are any."""


def check_record(record: Mapping[str, Any], reports: Mapping[str, Report]) -> list[Problem]:
    """All that is wrong with a record, its nearest passages included.

    Args:
        record: As `yinju ask --json` or `yinju batch` wrote it.
        reports: By id.
    """
    try:
        nearest = (record["reason"] or {"nearest": ()})["nearest"]
        quotations = [p for c in (*record["citations"], *nearest) for p in _check(c, reports)]
        return [*dict.fromkeys(quotations), *check_figures(record), *check_words(record)]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return [Problem("bad-record", f"{type(error).__name__}: {error}")]


def check_figures(record: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the figures of an answer, by its own quotations.

    A figure must stand in the answer and in the quotation it names, with the value that the
    quotation gives it; a number in the answer must stand in a quotation or name a report's year.
    """
    cells = {one["number"]: _cells(one) for one in record["citations"]}
    texts = {
        one["number"]: one["text"] if cells[one["number"]] else reflow(one["text"])
        for one in record["citations"]
    }
    read = cache(
        lambda number: (*find_figures(texts[number]), *figures_of(texts[number], cells[number]))
    )
    for figure in record["figures"]:
        text, number = figure["text"], figure["citation"]
        if text not in texts.get(number, "") or text not in record["answer"]:
            yield Problem("lost-figure", f"{text} is not in citation {number} and the answer")
        elif not any(_same(figure, found) for found in read(number)):
            yield Problem("other-value", f"{text} does not mean {figure['low']} {figure['unit']}")
    known = " ".join(
        fold(str(value))
        for one in record["citations"]
        for value in (reflow(one["text"]), _holder(one), one["year"], *_names(cells[one["number"]]))
    )
    held = set(_NUMERAL.findall(known)) | set(map(str, record["query"]["years"]))
    for numeral in dict.fromkeys(_NUMERAL.findall(_HEAD.sub("", fold(record["answer"])))):
        if numeral not in held:
            yield Problem("loose-number", f"{numeral} is in no quotation")


def _cells(citation: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The cells of a table that a citation names; records from before there were any have none."""
    found = (dict(cell) for cell in citation.get("cells", ()))
    return tuple(
        Cell(**cell | {"labels": tuple(cell["labels"]), "heads": tuple(cell["heads"])})
        for cell in found
    )


def _said(citation: Mapping[str, Any]) -> list[str]:
    """What a quotation says: as it is read, and each cell of a table behind what it counts."""
    text = citation["text"]
    cells = (tell_cell(cell, text[cell.start : cell.end]) for cell in _cells(citation))
    return [reflow(text), text, *cells]


def _names(cells: Sequence[Cell]) -> Iterator[str]:
    return (word for cell in cells for word in (*cell.labels, *cell.heads))


def _holder(citation: Mapping[str, Any]) -> str:
    """Whose report is cited; one that does not say is called by its id."""
    return str(citation["place"] or citation["report"])


def check_words(record: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with the words of an answer, by its own quotations.

    Every piece of an answer must stand in a quotation; the label of a comparison's row must name
    place and year of the quotation that holds its piece, or a year that was asked for.
    """
    quotations, answer = record["citations"], record["answer"]
    query = record["query"]
    compares = query["kind"] in _COMPARED or len(query.get("places", ())) > 1
    rows = list(_rows(record)) if compares else []
    for place, year, piece in rows:
        if piece in _NOT_STATED:
            continue
        holding = [one for one in quotations if any(piece in said for said in _said(one))]
        years = {str(year) for year in record["query"]["years"]}
        if not holding:
            yield Problem("loose-words", f"{piece} is in no quotation")
        elif not any(
            place == _holder(one) and year in {"", str(one["year"])} | years for one in holding
        ):
            yield Problem("wrong-label", f"{place} {year} is not where {piece} stands")
    if (
        answer
        and not rows
        and not _is_quoted(answer, [said for one in quotations for said in _said(one)])
    ):
        yield Problem("loose-words", f"{answer} is in no quotation")


def _rows(record: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Place, year and piece of each row of a comparison; the pieces may run over lines."""
    quoted = {_holder(one) for one in record["citations"]}
    places = sorted(quoted | set(record["query"]["places"]), key=lambda place: (-len(place), place))
    label = re.compile(rf"^({'|'.join(map(re.escape, places))})(?: (\d{{4}}))?: ", re.MULTILINE)
    labels = list(label.finditer(record["answer"])) if places else []
    ends = [match.start() for match in labels[1:]] + [len(record["answer"])]
    for match, end in zip(labels, ends, strict=False):
        yield match[1], match[2] or "", record["answer"][match.end() : end].rstrip("\n")


def _is_quoted(answer: str, texts: Sequence[str]) -> bool:
    """Whether an answer is made of pieces of the texts, joined by ；."""
    if any(answer in text for text in texts):
        return True
    joints = (match.start() for match in re.finditer("；", answer))
    return any(
        any(answer[:joint] in text for text in texts) and _is_quoted(answer[joint + 1 :], texts)
        for joint in joints
    )


def _same(figure: Mapping[str, Any], found: Any) -> bool:
    """Whether a figure of a record says what one read from its quotation says.

    Versions may differ in whether 近 of 近两年 belongs to it, not in its value.
    """
    low, high = figure["low"], figure["high"]
    return (
        (found.text in figure["text"] or figure["text"] in found.text)
        and found.unit == figure["unit"]
        and (low is None or abs(found.low - Decimal(str(low))) <= _EXACT)
        and (high is None or abs(found.high - Decimal(str(high))) <= _EXACT)
    )


def _check(citation: Mapping[str, Any], reports: Mapping[str, Report]) -> Iterator[Problem]:
    """What is wrong with one quotation."""
    report = reports.get(citation["report"])
    if report is None:
        yield Problem("unknown-report", f"there is no report {citation['report']}")
        return
    if citation.get("sha256", report.sha256) != report.sha256:
        yield Problem("changed-report", f"{report.id} is not the file that was quoted")
    start, end, text = citation["start"], citation["end"], citation["text"]
    if report.text[start:end] != text:
        where = f"{report.id} {start}-{end}"
        at = report.text.find(text)
        if at < 0:
            yield Problem("lost-quotation", f"{where}: the report does not hold it")
        else:
            yield Problem("moved-quotation", f"{where}: it stands at {at}-{at + len(text)}")
    if not _are_within(citation["highlights"], len(text)):
        yield Problem("bad-highlight", f"{report.id} {start}-{end}: a highlight leaves the text")


def _are_within(highlights: Sequence[Sequence[int]], length: int) -> bool:
    return all(0 <= start < end <= length for start, end in highlights)
