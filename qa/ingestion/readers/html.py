"""HTML: the main text of a page without its menus, its tables as rows."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from qa.ingestion.charsets import decode
from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.legibility import is_legible
from qa.ingestion.readers.parts.grids import Spans, to_lines
from qa.language.normalization import is_han
from qa.language.resources import read_toml

_BEGINNING = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:\?xml[^>]*>\s*<(?:!doctype\s+)?html|!doctype\s+html|html|head|body"
    rb"|meta|title|table|div|p|h\d|style|script)\b",
    re.I | re.DOTALL,
)
_LOOKED_AT = 3000
_TAGS, _DEPTH = 400_000, 400
_STOPS, _HAN = 0.8, 0.6  # how much of the page a part must hold to stand for it
_BIG5 = re.compile(rb"charset\s*=\s*[\"']?big5", re.I)
_BLANK = re.compile(r"[ \t\r\n\f\xa0\u3000]+")
_BREAK = "\n"


def accepts(data: bytes) -> bool:
    """Return whether the bytes begin as a web page does."""
    return bool(_BEGINNING.match(data.removeprefix(b"\xef\xbb\xbf")[:_LOOKED_AT]))


def read(data: bytes) -> Document:
    """Return the main text of a page, its title on the first line."""
    if data.count(b"<") > _TAGS:
        raise Unreadable("unfolds-too-large")
    tree = LexborHTMLParser(_decode(data))
    page = _Page(tree)
    lines = list(page.lines())
    text = "\n".join(lines) + "\n"
    if not is_legible(text):
        raise Unreadable("not-text")
    if not any(map(is_han, text)):
        raise Unreadable("no-text")
    title = page.title()
    known = not title or _squeeze(title) in _squeeze("".join(lines[:5]))
    head = "" if known else f"{title}\n"
    return Document(head + text, title=title, date=page.meta("date"), issuer=page.meta("issuer"))


def _squeeze(text: str) -> str:
    return _BLANK.sub("", text)


def _decode(data: bytes) -> str:
    # A page that is damaged by a NUL is read all the same.
    if _BIG5.search(data[:_LOOKED_AT]):
        return data.decode("big5", "replace")
    return decode(data.replace(b"\0", b""))


@cache
def _rules() -> Mapping[str, Any]:
    return read_toml("ingestion/html.toml")


@cache
def _blocks() -> frozenset[str]:
    return frozenset(_rules()["blocks"].split())


class _Page:
    """One page; its furniture is taken out when it is made."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self._meta = {
            str(node.attributes.get("name") or node.attributes.get("property")): value
            for node in tree.css("meta")
            if (value := (node.attributes.get("content") or "").strip())
        }
        self._title = _text(tree.css_first("title"))
        self._heading = _text(tree.css_first("h1"))
        for node in tree.css(_rules()["drop"]):
            node.decompose()

    def meta(self, kind: str) -> str:
        """Return what the page says of its title, date or issuer."""
        return next((self._meta[name] for name in _rules()[kind] if name in self._meta), "")

    def title(self) -> str:
        """Return the title of the page without the name of its site."""
        named = self.meta("title") or self._heading
        if not named:
            site = re.split(_rules()["parts"], self._title)[0]
            named = site if re.fullmatch(_rules()["report"], site) else self._above() or site
        return _BLANK.sub(" ", named).strip()

    def _above(self) -> str:
        """Return the line nearest above the main text that reads as the title of a report."""
        first = next(self.lines(), "")
        above = list(takewhile(lambda line: line != first, _lines_of(self._tree.body)))
        return next((x for x in reversed(above) if re.fullmatch(_rules()["report"], x)), "")

    def lines(self) -> Iterator[str]:
        """Yield the lines of the main text."""
        yield from _lines_of(_main_node(self._tree))


def _lines_of(part: LexborNode | None) -> Iterator[str]:
    for line in _Lines().read(part).split(_BREAK) if part is not None else ():
        if kept := line.strip(" "):
            yield kept


def _text(node: LexborNode | None) -> str:
    return _BLANK.sub(" ", node.text()).strip() if node is not None else ""


_TABLED = frozenset(("table", "tbody", "tr"))


def _main_node(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the smallest part that holds most sentences of the page; it errs to the larger."""
    node = safe = tree.body or tree.root
    for _ in range(_DEPTH):
        if node is None or not (whole := _weigh(node))[1]:
            break
        parts = ((child, _weigh(child)) for child in node.iter())
        best = next(
            (c for c, w in parts if w[0] >= _STOPS * whole[0] and w[1] >= _HAN * whole[1]), None
        )
        if best is None or best.tag == "p":
            break
        node = best
        # Half a table is none: of one that places text the cell with the text is taken.
        safe = safe if best.tag in _TABLED else best
    return safe


def _weigh(node: LexborNode) -> tuple[int, int]:
    """Return how many stops and how many Han characters a part holds, links left out."""
    own, linked = node.text(), "".join(link.text() for link in node.css("a"))
    stops = sum(own.count(stop) - linked.count(stop) for stop in _rules()["stops"])
    return stops, sum(map(is_han, own)) - sum(map(is_han, linked))


class _Lines:
    """Writes out a part of a page, a line a block; keeps its own stack, for pages nest deep."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def read(self, node: LexborNode) -> str:
        """Return the text of a part with a line end at each border of a block."""
        stack: list[LexborNode | str] = [node]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                self._pieces.append(item)
            elif item.tag == "table" and not _holds_table(item):
                self._table(item)
            elif item.tag == "-text":
                self._pieces.append(_BLANK.sub(" ", item.text()))
            else:
                border = [_BREAK] if item.tag in _blocks() else []
                stack += [*border, *reversed(list(item.iter(include_text=True))), *border]
        return "".join(self._pieces)

    def _table(self, table: LexborNode) -> None:
        spans = Spans()
        for row in table.css("tr"):
            spans.begin_row()
            for cell in row.css("td, th"):
                columns, rows = (_span(cell, name) for name in ("colspan", "rowspan"))
                spans.add(_Lines().read(cell).strip(), columns, rows)
        caption = _text(table.css_first("caption"))
        lines = (line + _BREAK for line in to_lines(spans.grid()))
        self._pieces += [_BREAK, caption, _BREAK, *lines]


def _holds_table(table: LexborNode) -> bool:
    return any(found.mem_id != table.mem_id for found in table.css("table"))


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return int(value) if value.isdecimal() and len(value) < 6 else 1
