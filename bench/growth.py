"""How cost grows, as a table and as a chart: what was measured at three sizes, and 40 million.

Reads `bench/growth.tsv`, a row a measure: its name, its unit and its value at each of the sizes of
the first row. What 40 million sentences would take is worked out from the last two of them in two
ways: with the power of the size that it grew by between them, and in a straight line, as what
touches every report grows in the end. Prints the table in Markdown and writes the chart of all that
is told in milliseconds, where the line goes on to the second, the more careful one.

    python -m bench.growth
"""

from collections.abc import Iterator, Sequence
from html import escape
from math import log10
from pathlib import Path
from typing import NamedTuple

FIGURES = Path(__file__).with_suffix(".tsv")
CHART = Path(__file__).parents[1] / "docs" / "pictures" / "growth.svg"
LARGEST = 40_000_000
_AHEAD = (1e6, 2e6, 4e6, 8e6, 16e6, LARGEST)
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 440, 64, 232, 46, 44
_LINE = 16  # pixels between two labels at least
_COLOURS = ("#1f6fb4", "#c4501b", "#2e8540", "#7a4fb5", "#8a6d00", "#b0307a")
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#333}.title{font-weight:600;font-size:15px}"
    ".grid{stroke:#e3e3e3}.line{fill:none;stroke-width:2}.ahead{stroke-dasharray:5 4}"
)
_TIMES = {
    1: "1 ms",
    10: "10 ms",
    100: "0.1 s",
    1e3: "1 s",
    1e4: "10 s",
    1e5: "100 s",
    1e6: "1,000 s",
}
_COUNTS = {1e4: "10,000", 1e5: "100,000", 1e6: "1 million", 4e7: "40 million"}


class Measure(NamedTuple):
    """What something takes at each size."""

    name: str
    unit: str
    values: tuple[float, ...]

    def at(self, size: float, sizes: Sequence[float]) -> float:
        """What it would take at a larger size, in a straight line on through the last two."""
        before, last = self.values[-2:]
        steep = (last - before) / (sizes[-1] - sizes[-2])
        return last + steep * (size - sizes[-1])

    def exponent(self, sizes: Sequence[float]) -> float:
        """With which power of the size it grows between the last two."""
        return log10(self.values[-1] / self.values[-2]) / log10(sizes[-1] / sizes[-2])

    def by_power(self, size: float, sizes: Sequence[float]) -> float:
        """What it would take at a larger size if it goes on growing with that power."""
        return self.values[-1] * float((size / sizes[-1]) ** self.exponent(sizes))


def read() -> tuple[list[float], list[Measure]]:
    """The sizes and the measures."""
    head, *rows = (
        line.split("\t") for line in FIGURES.read_text(encoding="utf-8").splitlines() if line
    )
    measures = [Measure(name, unit, tuple(map(float, values))) for name, unit, *values in rows]
    return [float(size) for size in head[2:]], measures


def table(sizes: Sequence[float], measures: Sequence[Measure]) -> Iterator[str]:
    """The lines of the table."""
    heads = [_COUNTS[size] for size in sizes]
    estimates = f"{_COUNTS[LARGEST]}, by the power | in a line"
    yield f"| | {' | '.join(heads)} | power | {estimates} |"
    yield "| --- |" + " ---: |" * (len(heads) + 3)
    for measure in measures:
        told = " | ".join(f"{value:,g}" for value in measure.values)
        ahead = measure.by_power(LARGEST, sizes), measure.at(LARGEST, sizes)
        estimates = " | ".join(f"{float(f'{value:.2g}'):,g}" for value in ahead)
        power = f"{measure.exponent(sizes):.2f}"
        yield f"| {measure.name}, {measure.unit} | {told} | {power} | {estimates} |"


def chart(sizes: Sequence[float], measures: Sequence[Measure]) -> Iterator[str]:
    """The lines of the chart, of measures in milliseconds."""
    ends = [measure.at(LARGEST, sizes) for measure in measures]
    top = max(value for m, end in zip(measures, ends, strict=True) for value in (*m.values, end))
    title = "Processor time as the corpus grows, in sentences; dashed: estimated"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}"'
        f' viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
    )
    yield f"<title>{escape(title)}</title><style>{_STYLE}</style>"
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    yield f'<text class="title" x="{_LEFT}" y="24">{escape(title)}</text>'
    yield from _grid(sizes, top)
    places = _spread([_y(end, top) for end in ends])
    for number, measure in enumerate(measures):
        colour = f'stroke="{_COLOURS[number % len(_COLOURS)]}"'
        measured = list(zip(sizes, measure.values, strict=True))
        yield f'<path class="line" {colour} d="{_path(measured, top)}"/>'
        ahead = _path([(size, measure.at(size, sizes)) for size in _AHEAD], top)
        yield f'<path class="line ahead" {colour} d="{ahead}"/>'
        yield (
            f'<text x="{_WIDTH - _RIGHT + 10}" y="{places[number] + 4:.1f}"'
            f' style="fill:{_COLOURS[number % len(_COLOURS)]}">{escape(measure.name)}</text>'
        )
    yield "</svg>"


def _grid(sizes: Sequence[float], top: float) -> Iterator[str]:
    for time, told in _TIMES.items():
        if time <= top * 2:
            y = _y(time, top)
            yield f'<path class="grid" d="M{_LEFT},{y:.1f}H{_WIDTH - _RIGHT}"/>'
            yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{told}</text>'
    for size in (*sizes, LARGEST):
        x, low = _x(size), _HEIGHT - _BOTTOM
        yield f'<path class="grid" d="M{x:.1f},{_TOP}V{low}"/>'
        yield f'<text x="{x:.1f}" y="{low + 20}" text-anchor="middle">{_COUNTS[size]}</text>'


def _path(points: Sequence[tuple[float, float]], top: float) -> str:
    return "M" + "L".join(f"{_x(size):.1f},{_y(value, top):.1f}" for size, value in points)


def _x(size: float) -> float:
    least, most = 4.0, log10(LARGEST)
    return _LEFT + (log10(size) - least) / (most - least) * (_WIDTH - _LEFT - _RIGHT)


def _y(value: float, top: float) -> float:
    share = log10(max(value, 1.0)) / log10(top * 1.5)
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _spread(places: Sequence[float]) -> list[float]:
    """The places of labels, moved down where two would touch."""
    found, last = [0.0] * len(places), float("-inf")
    for number in sorted(range(len(places)), key=places.__getitem__):
        last = found[number] = max(places[number], last + _LINE)
    return found


def main() -> None:
    """Prints the table and writes the chart."""
    sizes, measures = read()
    print("\n".join(table(sizes, measures)))
    lines = chart(sizes, [measure for measure in measures if measure.unit == "ms"])
    CHART.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
