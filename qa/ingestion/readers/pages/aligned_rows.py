"""Aligned rows: tables of a page that no upright rules part, only gaps that stand one over another.

Without them the cells of a row run together, and the rows to a paragraph.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.ingestion.headings import read_marker
from qa.ingestion.paragraphs import FINAL
from qa.ingestion.readers.pages.page_lines import Line, Piece
from qa.ingestion.readers.parts.grids import is_number

_NUMBERED = 2  # rows with numbers that make a table
_LONE = 30  # characters of a label that may stand alone in its row


@dataclass(frozen=True, slots=True)
class _Band:
    """The lines that stand at one height, side by side."""

    lines: tuple[Line, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(sorted((p for ln in self.lines for p in ln.pieces), key=lambda p: p.left))

    @property
    def is_row(self) -> bool:
        return len(self.pieces) > 1 and not any(line.cells for line in self.lines)

    def is_label_under(self, above: "_Band") -> bool:
        """Return whether it is but the label of a row, whose other cells are empty."""
        (piece, *others) = self.pieces or (None,)
        if piece is None or others or not above.is_row or self.lines[0].cells:
            return False
        short = len(piece.text) <= _LONE and piece.text[-1:] not in FINAL
        return short and piece.right < above.pieces[1].left


def align_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with those that are rows of a table as such."""
    found: list[Line] = []
    run: list[_Band] = []
    for band in _bands(lines):
        if band.is_row or (run and band.is_label_under(run[-1])):
            run.append(band)
            continue
        found += [*_settle_with_heading(run), *band.lines]
        run = []
    return [*found, *_settle_with_heading(run)]


def _settle_with_heading(run: Sequence[_Band]) -> list[Line]:
    """Return the bands as rows if they are a table; a heading below it is none of them."""
    heads = bool(run) and not run[-1].is_row and read_marker(run[-1].lines[0].text, 0) is not None
    below = run[-1:] if heads else run[:0]
    return [*_settle(run[:-1] if heads else run), *(line for band in below for line in band.lines)]


def _bands(lines: Iterable[Line]) -> Iterator[_Band]:
    held: list[Line] = []
    for line in lines:
        if held and not line.cells and not held[-1].cells and _is_beside(held[-1], line):
            held.append(line)
            continue
        if held:
            yield _Band(tuple(held))
        held = [line]
    if held:
        yield _Band(tuple(held))


def _is_beside(one: Line, other: Line) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    apart = one.right < other.left or other.right < one.left
    return apart and 2 * common > min(one.height, other.height)


def _settle(run: Sequence[_Band]) -> list[Line]:
    """Return the bands as rows if they are a table, else as they were."""
    plain = [line for band in run for line in band.lines]
    columns = _columns(run)
    if not columns:
        return plain
    rows = [_cells(band.pieces, columns) for band in run]
    numbered = sum(any(map(is_number, cells[1:])) for cells in rows)
    headed = not any(map(is_number, rows[0])) or len(columns) > 2
    if numbered < _NUMBERED or not headed:
        return plain
    place = (
        plain[0].page,
        min(line.left for line in plain),
        max(line.right for line in plain),
        min(line.top for line in plain),
        max(line.bottom for line in plain),
    )
    return [Line("", *place, cells) for cells in rows]


def _columns(run: Sequence[_Band]) -> list[tuple[float, float]]:
    """Return the columns that the fullest rows stand in; none if they overlap."""
    most = max((len(band.pieces) for band in run), default=0)
    full = [band.pieces for band in run if len(band.pieces) == most]
    columns = [
        (min(pieces[at].left for pieces in full), max(pieces[at].right for pieces in full))
        for at in range(most)
    ]
    apart = all(one[1] < other[0] for one, other in pairwise(columns))
    return columns if apart and most > 1 else []


def _cells(pieces: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    """Return what stands in each column; what reaches over several stands in each of them."""
    cells = [""] * len(columns)
    for piece in (part for whole in pieces for part in _parts(whole, columns)):
        over = _under(piece, columns)
        middle = (piece.left + piece.right) / 2
        near = min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))
        for at in over or [near]:
            cells[at] += piece.text
    return tuple(cells)


def _parts(piece: Piece, columns: Sequence[tuple[float, float]]) -> tuple[Piece, ...]:
    """Return the words of a piece if each stands over one column: heads that come close."""
    over = [_under(word, columns) for word in piece.words]
    apart = all(len(at) == 1 for at in over) and len({at[0] for at in over if at}) == len(over)
    spelled = all(len(word.text) > 1 for word in piece.words)
    return piece.words if len(over) > 1 and apart and spelled else (piece,)


def _under(piece: Piece, columns: Sequence[tuple[float, float]]) -> list[int]:
    """Return the columns that a piece stands over."""
    return [
        at for at, (left, right) in enumerate(columns) if piece.left < right and left < piece.right
    ]
