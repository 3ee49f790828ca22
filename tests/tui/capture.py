"""The screen as it stands, as runs of text and style: for snapshots and for pictures."""

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.app import App

_FONTS = "'Noto Sans Mono CJK SC','Sarasa Mono SC','WenQuanYi Zen Hei Mono',monospace"
_PAGE = (
    "<!DOCTYPE html><meta charset=utf-8><style>body{{margin:0}}"
    "pre{{margin:0;font:20px/26px {fonts};font-variant-ligatures:none}}"
    "i{{display:inline-block;font-style:inherit;overflow:hidden;vertical-align:top;height:26px}}"
    "i.a{{font-family:'DejaVu Sans Mono','Noto Sans Mono',monospace}}"
    "</style><pre>{rows}</pre>"
)


class Run(NamedTuple):
    """A stretch of a row in one style."""

    text: str
    color: str
    background: str
    bold: bool
    dim: bool
    marked: bool = False
    """Whether it is reversed or underlined."""


def rows_of(app: App[Any]) -> list[list[Run]]:
    """The rows of the screen, the top one first."""
    update = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    assert isinstance(update, LayoutUpdate)
    return [
        [_run(part.text, part.style or Style()) for strip in row for part in strip if part.text]
        for row in update.strips
    ]


def text_of(app: App[Any]) -> str:
    """The characters on the screen, without the gaps at the ends of rows."""
    rows = ("".join(run.text for run in row).rstrip() for row in rows_of(app))
    return "\n".join(rows) + "\n"


def _run(text: str, style: Style) -> Run:
    color, back = (c.name if c else "" for c in (style.color, style.bgcolor))
    if style.reverse:
        color, back = back, color
    marked = bool(style.reverse or style.underline)
    return Run(text, color, back, bool(style.bold), bool(style.dim), marked)


def html_of(app: App[Any]) -> str:
    """The screen as a page in fonts of the machine; ten pixels a cell, 26 a row."""
    rows = ("".join(_spans(row)) for row in rows_of(app))
    return _PAGE.format(fonts=_FONTS, rows="\n".join(rows))


def _spans(row: list[Run]) -> Iterator[str]:
    for run in row:
        css = f"color:{run.color};background:{run.background}"
        css += ";font-weight:bold" * run.bold + ";opacity:.7" * run.dim
        yield f'<span style="{css}">{"".join(map(_cell, run.text))}</span>'


def _cell(char: str) -> str:
    """The character; one outside ASCII in a box of its width in cells."""
    if char.isascii():
        return escape(char)
    # Chinese fonts draw marks of ambiguous width across two cells.
    kind = "a" if cell_len(char) == 1 else "w"
    return f'<i class={kind} style="width:{10 * cell_len(char)}px">{char}</i>'
