"""Lines of pages, as readers of formats with pages find them."""

from dataclasses import dataclass

from qa.ingestion.readers.parts.grids import to_line


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line with wide gaps around it."""

    text: str
    left: float
    right: float
    words: tuple["Piece", ...] = ()
    """What blanks part it into."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page, or a row of a table; distances grow to the right and downwards."""

    written: str
    """Its text; empty for a row."""
    page: int
    """From 1."""
    left: float
    right: float
    top: float
    bottom: float
    cells: tuple[str, ...] = ()
    """Of a row, the empty ones too."""
    open: tuple[bool, ...] = ()
    """Whether the text of each cell comes to its edge, so that it may go on; empty if unknown."""
    pieces: tuple[Piece, ...] = ()
    """What wide gaps part it into; empty if unknown."""
    edges: tuple[float, ...] = ()
    """Of a row, where its columns begin and the last one ends; empty if unknown."""

    @property
    def text(self) -> str:
        """The text, of a row with tabs between its cells."""
        return to_line(self.cells) if self.cells else self.written

    @property
    def height(self) -> float:
        """How high its characters are."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its lines in reading order."""

    number: int
    height: float
    lines: tuple[Line, ...]
