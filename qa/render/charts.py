"""Rows as a bar chart: an SVG file that stands alone, with the sources under the bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from qa.render.texts import clean, width_of

_BAR, _GAP, _EDGE = 22, 10, 16
_LENGTH = 420  # pixels of the longest bar
_CELL = 7.5  # pixels of a terminal column, which text is measured in
_STYLE = (
    "text{font:14px system-ui,'Noto Sans CJK SC','PingFang SC',sans-serif;fill:#222}"
    ".title{font-weight:600;font-size:16px}.source{font-size:11px;fill:#666}rect{fill:#3b6ea5}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, how long it is, what is written at its end, and where that stands."""

    label: str
    value: float
    text: str
    source: str


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """The chart as SVG; same bars, same bytes. All values are of one unit.

    Args:
        title: Stands above.
        bars: In order; a value below zero has no length.
    """
    left = _EDGE + _CELL * max((width_of(bar.label) for bar in bars), default=0) + _GAP
    right = _CELL * max((width_of(bar.text) for bar in bars), default=0) + _GAP
    sources = list(dict.fromkeys(bar.source for bar in bars))
    texts = _CELL * max(map(width_of, (title, *sources)), default=0)
    width = max(left + _LENGTH + right, _EDGE + texts) + _EDGE
    height = 3 * _EDGE + _BAR + len(bars) * (_BAR + _GAP) + len(sources) * _EDGE
    return "".join(
        line + "\n"
        for line in (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
            f' viewBox="0 0 {width:g} {height:g}" role="img">',
            f"<title>{_text(title)}</title><desc>yinju</desc><style>{_STYLE}</style>",
            f'<rect width="{width:g}" height="{height:g}" style="fill:#fff"/>',
            f'<text class="title" x="{_EDGE}" y="{_EDGE + 14}">{_text(title)}</text>',
            *_bars(bars, left),
            *_sources(sources, height),
            "</svg>",
        )
    )


def _bars(bars: Sequence[Bar], left: float) -> Iterator[str]:
    longest = max((bar.value for bar in bars), default=0) or 1
    for number, bar in enumerate(bars):
        top = 2 * _EDGE + _GAP + number * (_BAR + _GAP)
        length = max(0.0, bar.value) / longest * _LENGTH
        base = top + _BAR - 6
        yield (
            f'<text x="{left - _GAP:g}" y="{base}" text-anchor="end">{_text(bar.label)}</text>'
            f'<rect x="{left:g}" y="{top}" width="{length:.2f}" height="{_BAR}"/>'
            f'<text x="{left + length + 6:.2f}" y="{base}">{_text(bar.text)}</text>'
        )


def _sources(sources: Sequence[str], height: float) -> Iterator[str]:
    for number, one in enumerate(reversed(sources)):
        y = height - _EDGE * (number + 0.75)
        yield f'<text class="source" x="{_EDGE}" y="{y:g}">{_text(one)}</text>'


def _text(value: str) -> str:
    return escape(clean(value))
