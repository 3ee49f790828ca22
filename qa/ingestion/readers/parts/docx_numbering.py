"""Automatic numbers of Word: 一、（一）1. that stand nowhere in the text and are counted."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from qa.ingestion.readers.parts.xml_names import attribute, find, name
from qa.language.numerals import written

_LEVELS = 9
_CHINESE = ("chinese", "japaneseCounting", "taiwanese", "ideographDigital")
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    """How it is written, with %1 for the number of the first level."""
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, numbering: ET.Element | None, styles: ET.Element | None) -> None:
        """Read the definitions of a document; either part may be missing."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._styles = dict(_read_styles(styles))
        self._counts: dict[str, list[int]] = {}
        for element in numbering if numbering is not None else ():
            if name(element) == "abstractNum":
                self._levels[attribute(element, "abstractNumId")] = dict(_read_levels(element))
            elif name(element) == "num":
                number, target = attribute(element, "numId"), find(element, "abstractNumId")
                self._lists[number] = attribute(target, "val")

    def marker(self, paragraph: ET.Element) -> str:
        """Return what stands before a paragraph; it counts as met. Empty if it has no number."""
        properties = find(paragraph, "pPr")
        number, depth = self._place(properties)
        target = self._lists.get(number, "")
        level = self._levels.get(target, {}).get(depth)
        if level is None or level.form in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(target, [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return re.sub(r"%(\d)", lambda m: self._write(target, int(m[1]) - 1), level.text)

    def _place(self, properties: ET.Element | None) -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own or those of its style."""
        own = find(properties, "numPr")
        style = self._styles.get(attribute(find(properties, "pStyle"), "val"), ("", 0))
        if own is None:
            return style
        number = attribute(find(own, "numId"), "val") or style[0]
        depth = attribute(find(own, "ilvl"), "val")
        return number, min(int(depth), _LEVELS - 1) if depth.isdecimal() else style[1]

    def _write(self, target: str, depth: int) -> str:
        level = self._levels[target].get(depth)
        count = self._counts[target][depth] or 1
        if level is not None and level.form.startswith(_CHINESE) and count < 100:
            return written(count)
        if level is not None and level.form in _CIRCLED and count <= 20:
            return chr(ord("①") + count - 1)
        return str(count)


def _read_levels(abstract: ET.Element) -> Iterator[tuple[int, _Level]]:
    for element in abstract:
        depth = attribute(element, "ilvl")
        if name(element) == "lvl" and depth.isdecimal() and int(depth) < _LEVELS:
            form, text, start = (
                attribute(find(element, part), "val") for part in ("numFmt", "lvlText", "start")
            )
            yield int(depth), _Level(form, text, int(start) if start.isdecimal() else 1)


def _read_styles(styles: ET.Element | None) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the list and level that each style gives, its own or those of what it is based on."""
    found = {attribute(e, "styleId"): e for e in (styles if styles is not None else ())}
    for key in found:
        element: ET.Element | None = found[key]
        for _ in range(_LEVELS):
            numbers = find(find(element, "pPr"), "numPr")
            if element is None or numbers is not None:
                break
            element = found.get(attribute(find(element, "basedOn"), "val"))
        else:
            numbers = None
        if numbers is not None and (number := attribute(find(numbers, "numId"), "val")):
            depth = attribute(find(numbers, "ilvl"), "val")
            yield key, (number, min(int(depth), _LEVELS - 1) if depth.isdecimal() else 0)
