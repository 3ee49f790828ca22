"""Turned pages: where things stand on a page whose text runs up, down or upside down."""

import math
from collections import Counter
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_LOOKED_AT = 400  # characters of a page that tell how it runs
_QUARTERS = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is held to be read; places are told from its top left corner then."""

    quarters: int
    """Of a full turn, clockwise, by which its text is turned."""
    across: float
    """How wide the page is as it is stored."""
    down: float
    """How high it is as it is stored."""

    @property
    def height(self) -> float:
        """How high the page is as it is read."""
        return self.across if self.quarters % 2 else self.down

    def place(self, x: float, y: float) -> Point:
        """Return how far right and how far down a stored point stands."""
        match self.quarters:
            case 1:
                return self.down - y, self.across - x
            case 2:
                return self.across - x, y
            case 3:
                return y, x
        return x, self.down - y


def find_turn(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Turn:
    """Return how a page is turned, as most of its characters say."""
    count = text.count_chars()
    step = max(1, count // _LOOKED_AT)
    angles = (raw.FPDFText_GetCharAngle(text, at) for at in range(0, count, step))
    # A negative angle is that of what PDFium put in.
    told = Counter(round(a * 2 / math.pi) % _QUARTERS for a in angles if a >= 0)
    quarters = max(told, key=lambda quarter: told[quarter], default=0)
    shown = page.get_width(), page.get_height()
    return Turn(quarters, *(reversed(shown) if page.get_rotation() % 180 else shown))
