"""DOCX: the text of a Word file as it is shown, tracked changes accepted, numbers counted.

The package is read with the standard library: what is shown hangs on the XML itself (insertions,
content controls, text boxes, automatic numbers), and libraries over it lose one or the other.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.readers.parts.docx_numbering import Numbering
from qa.ingestion.readers.parts.grids import Spans, to_lines
from qa.ingestion.readers.parts.packages import Package, holds
from qa.ingestion.readers.parts.xml_names import attribute, find, name

_BODY = "word/document.xml"
_HIDDEN = frozenset(("del", "moveFrom", "instrText", "Fallback", "pPr", "sectPr", "rPr", "tblPr"))
_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
_PARTS = ("word/numbering.xml", "word/styles.xml")
_DEPTH = 200


def accepts(data: bytes) -> bool:
    """Return whether the bytes are a package with the body of a Word file; macros do not matter."""
    return holds(data, _BODY.encode())


def read(data: bytes) -> Document:
    """Return the text of a Word file without headers, footers and what is hidden or deleted."""
    package = Package(data)
    root = package.xml(_BODY)
    numbering = Numbering(
        *(package.xml(name) if name in package.names else None for name in _PARTS)
    )
    lines = list(_Blocks(numbering, dict(_notes(package))).read(root, 0))
    text = "\n".join(lines) + "\n"
    if not text.strip():
        raise Unreadable("is-pictures")
    changes = sum(name(e) in ("ins", "del", "moveTo") for e in root.iter())
    return Document(text, notes=(("note-changes", str(changes)),) if changes else ())


def _notes(package: Package) -> Iterator[tuple[tuple[str, str], ET.Element]]:
    """Yield the notes at the foot or the end by what refers to them."""
    for reference, part in _NOTES.items():
        for note in package.xml(part) if part in package.names else ():
            yield (reference, attribute(note, "id")), note


class _Blocks:
    """Writes out paragraphs and tables in order, a line each; a note follows its paragraph."""

    def __init__(self, numbering: Numbering, notes: Mapping[tuple[str, str], ET.Element]) -> None:
        self._numbering, self._notes = numbering, notes

    def read(self, parent: ET.Element, depth: int) -> Iterator[str]:
        """Yield the lines of what stands in a part of the body."""
        if depth > _DEPTH:
            raise Unreadable("damaged")
        for child in parent:
            match name(child):
                case "p":
                    yield from self._paragraph(child, depth)
                case "tbl":
                    yield from to_lines(self._grid(child, depth))
                case other if other not in _HIDDEN:
                    yield from self.read(child, depth + 1)

    def _paragraph(self, paragraph: ET.Element, depth: int) -> Iterator[str]:
        boxes: list[ET.Element] = []
        pieces = "".join(_runs(paragraph, boxes, depth))
        marker = self._numbering.marker(paragraph) if pieces.strip() else ""
        # A tab in running text is an indent or a leader, not the border of a cell.
        for line in (marker + pieces.replace("\t", " ")).split("\n"):
            if line.strip():
                yield " ".join(line.split())
        for box in boxes:
            note = self._notes.get((name(box), attribute(box, "id")))
            yield from self.read(box if note is None else note, depth + 1)

    def _grid(self, table: ET.Element, depth: int) -> list[list[str]]:
        spans, above = Spans(), dict[int, str]()
        for row in _inside(table, "tr"):
            spans.begin_row()
            column = int(attribute(find(row, "trPr", "gridBefore"), "val") or 0)
            if column:
                spans.add("", column)
            for cell in _inside(row, "tc"):
                text = "\n".join(self.read(cell, depth + 1))
                width = int(attribute(find(cell, "tcPr", "gridSpan"), "val") or 1)
                merge = find(cell, "tcPr", "vMerge")
                if merge is not None and attribute(merge, "val") != "restart":
                    text = above.get(column, "")
                above[column] = text
                spans.add(text, width)
                column += width
        return spans.grid()


def _inside(parent: ET.Element, wanted: str) -> Iterator[ET.Element]:
    """Yield rows or cells, those inside content controls and insertions too."""
    for child in parent:
        if name(child) == wanted:
            yield child
        elif name(child) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _inside(child, wanted)


def _runs(parent: ET.Element, boxes: list[ET.Element], depth: int) -> Iterator[str]:
    """Yield the text inside a paragraph; text boxes and notes are put aside for after it."""
    if depth > _DEPTH:
        raise Unreadable("damaged")
    for child in parent:
        kind = name(child)
        if kind == "t":
            yield child.text or ""
        elif kind in _TEXT:
            yield _TEXT[kind]
        elif kind == "txbxContent" or kind in _NOTES:
            boxes.append(child)
        elif kind not in _HIDDEN and not (kind == "r" and _is_hidden(child)):
            yield from _runs(child, boxes, depth + 1)


def _is_hidden(run: ET.Element) -> bool:
    mark = find(run, "rPr", "vanish")
    return mark is not None and attribute(mark, "val") not in ("0", "false")
