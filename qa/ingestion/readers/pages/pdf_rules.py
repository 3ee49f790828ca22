"""Rules of a PDF page: the straight lines that are drawn on it, level and upright ones apart."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2.raw as raw

from qa.ingestion.readers.pages.turned import Point, Turn

OBJECTS = 50_000
"""Drawn objects of a page that are looked at."""
_DEPTH = 8
_STRAIGHT, _NEAR = 1.0, 3.0  # points: off the axis, and apart and still one
_LEAST = 6.0
_TALL, _CLOSE = 0.85, 40.0  # part of the page that a frame spans, points to what it frames

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line along an axis: where it lies, and from where to where it goes."""

    at: float
    low: float
    high: float

    def covers(self, place: float) -> bool:
        """Return whether it goes past a place."""
        return self.low - _NEAR <= place <= self.high + _NEAR


def find_rules(page: ctypes.c_void_p, turn: Turn) -> tuple[list[Rule], list[Rule]]:
    """Return the level and the upright rules of a page, from its top left corner."""
    level: list[Rule] = []
    upright: list[Rule] = []
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, at) for at in range(min(count, OBJECTS)))
    for first, second in _segments(objects, _UNIT, 0):
        (ax, ay), (bx, by) = turn.place(*first), turn.place(*second)
        if abs(ay - by) <= _STRAIGHT < abs(ax - bx):
            level.append(Rule(ay, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) <= _STRAIGHT < abs(ay - by):
            upright.append(Rule(ax, min(ay, by), max(ay, by)))
    upright = [rule for rule in upright if rule.low < turn.height and rule.high > 0]
    return _without_frame(_merged(level), _merged(upright), turn.height)


def _without_frame(
    level: list[Rule], upright: list[Rule], height: float
) -> tuple[list[Rule], list[Rule]]:
    """Return the rules without those of a frame around the whole page.

    A table as high as the page has sides as long, but none close beside them.
    """
    rules = sorted(upright, key=lambda rule: rule.at)
    if len(rules) < 4:  # two of the frame, two in it
        return level, upright
    left, *inner, right = rules
    tall = min(left.high - left.low, right.high - right.low) >= _TALL * height
    close = max(inner[0].at - left.at, right.at - inner[-1].at) <= _CLOSE
    alike = abs(left.low - right.low) <= _NEAR and abs(left.high - right.high) <= _NEAR
    if not (tall and close and alike):
        return level, upright
    across = (abs(rule.low - left.at) + abs(rule.high - right.at) for rule in level)
    return [r for r, off in zip(level, across, strict=True) if off > _STRAIGHT], inner


def _segments(
    objects: Iterator[ctypes.c_void_p], outer: Matrix, depth: int
) -> Iterator[tuple[Point, Point]]:
    """Yield the straight strokes of paths, those inside forms too."""
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            count = min(raw.FPDFFormObj_CountObjects(item), OBJECTS)
            inner = (raw.FPDFFormObj_GetObject(item, at) for at in range(count))
            yield from _segments(inner, _product(_matrix(item), outer), depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _strokes(item, _product(_matrix(item), outer))


def _strokes(path: ctypes.c_void_p, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for at in range(min(raw.FPDFPath_CountSegments(path), OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, first


def _matrix(item: ctypes.c_void_p) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _UNIT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules with those made one that lie on each other or go on; stubs are dropped."""
    merged: list[Rule] = []
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.low)):
        if not lanes or rule.at - lanes[-1][0].at > _NEAR:
            lanes.append([])
        lanes[-1].append(rule)
    for lane in lanes:
        start = len(merged)
        for rule in sorted(lane, key=lambda rule: rule.low):
            last = merged[-1] if len(merged) > start else None
            if last and rule.low <= last.high + _NEAR:
                merged[-1] = Rule(last.at, last.low, max(last.high, rule.high))
            else:  # of another table, which stands but nearly in line
                merged.append(rule)
    return [rule for rule in merged if rule.high - rule.low > _LEAST]
