"""Citations: a sentence of a report, quoted whole."""

from bisect import bisect_right
from collections.abc import Sequence

from qa.language.reflow import to_raw
from qa.model import Cell, Citation, Page, Report
from qa.retrieval.passages import Passage, cell_at


def cite(passage: Passage, number: int, highlights: Sequence[tuple[int, int]] = ()) -> Citation:
    """The citation of a passage.

    Args:
        passage: To be quoted whole.
        number: From 1.
        highlights: What the answer takes from it, as offsets in the sentence.
    """
    report, sentence = passage.report, passage.sentence
    raw = passage.raw
    is_row = sentence.role == "row"
    page = page_at(report, sentence.start)
    return Citation(
        number=number,
        report=report.id,
        place=report.place,
        year=report.year,
        title=report.title,
        section=sentence.section,
        ordinal=sentence.ordinal,
        text=raw,
        start=sentence.start,
        end=sentence.end,
        highlights=tuple(span if is_row else to_raw(raw, *span) for span in highlights),
        score=round(passage.score, 4),
        sha256=report.sha256,
        page=page.number if page else None,
        printed_page=page.printed if page else "",
        cells=tuple(cell for cell in sentence.cells if (cell.start, cell.end) in highlights),
    )


def told(passage: Passage, span: tuple[int, int]) -> str:
    """What an answer says of a stretch: its words, those of a cell behind what it counts."""
    text = passage.sentence.text[slice(*span)]
    cell = cell_at(passage, span)
    return tell_cell(cell, text) if cell else text


def tell_cell(cell: Cell, text: str) -> str:
    """A cell behind what it counts, in the words of its table: 行政处罚 | 处理决定数量：2113."""
    name = " | ".join((*cell.labels, *cell.heads)) or cell.caption
    unit = f"（{cell.unit}）" if cell.unit and cell.unit not in name + text else ""
    return f"{name}{unit}：{text}"


def page_at(report: Report, offset: int) -> Page | None:
    """The page on which a character of a report's text stands; None if it has no pages."""
    at = bisect_right(report.pages, offset, key=lambda page: page.start)
    return report.pages[max(0, at - 1)] if report.pages else None
