"""A conversation as Markdown, HTML, JSON lines or CSV; no clock and no path in any of them."""

import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qa.model import Answer, Citation
from qa.render import clean, label, pieces, record, source
from tui.content.blocks import Block, Comparison, Quotation, Words, blocks
from tui.content.spreadsheet import to_csv
from tui.content.turns import Turn
from tui.content.wording import lang, say

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&])")
_STYLE = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;line-height:1.7;"
    "font-family:'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif}"
    "blockquote{margin:.5em 0;padding:.2em 1em;border-left:3px solid #8aa}"
    "cite,.reading,.note,.caveat,.rating{color:#595959;font-size:.9em}"
    ".answer,.refusal,.failure{white-space:pre-wrap;font-weight:bold}"
    "td,th{padding:.2em .8em;text-align:left;vertical-align:top;border-bottom:1px solid #ccc}"
)


class Markup(NamedTuple):
    """How a kind of document writes what a turn is made of."""

    plain: Callable[[str], str]
    """Text that must not turn into markup."""
    strong: tuple[str, str]
    words: Callable[[str, str], str]
    """A paragraph of a role, its text already plain."""
    table: Callable[[Sequence[Sequence[str]]], str]
    quotation: Callable[[int, str, str], str]
    """Number, marked quotation and the place where it stands."""


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", clean(text))


def _markdown_words(role: str, text: str) -> str:
    if role == "question":
        return f"## {text}"
    strong = role in ("answer", "refusal", "failure")
    return "\n\n".join(f"**{line}**" if strong else line for line in text.split("\n") if line)


def _markdown_table(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _html_words(role: str, text: str) -> str:
    return f"<h2>{text}</h2>" if role == "question" else f'<p class="{role}">{text}</p>'


def _html_table(rows: Sequence[Sequence[str]]) -> str:
    lines = (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return "<table>\n" + "\n".join(lines) + "\n</table>"


MARKDOWN = Markup(
    _plain,
    ("**", "**"),
    _markdown_words,
    _markdown_table,
    lambda number, words, where: f"> {number}\\. {words}\n>\n> {where}",
)
HTML = Markup(
    lambda text: html.escape(clean(text)),
    ("<mark>", "</mark>"),
    _html_words,
    _html_table,
    lambda number, words, where: (
        f"<blockquote>{words}<br>\n<cite>[{number}] {where}</cite></blockquote>"
    ),
)
TEXT = Markup(
    clean,
    ("", ""),
    lambda _, text: text,
    lambda rows: "\n".join("  ".join(filter(None, row)) for row in rows[1:]),
    lambda number, words, where: f"[{number}] 「{words}」\n    {where}",
)


def to_markdown(name: str, turns: Sequence[Turn]) -> str:
    """The conversation as Markdown; report text cannot turn into markup."""
    written = [part for turn in turns for part in _written(blocks(turn), MARKDOWN)]
    return "\n\n".join([f"# {_plain(name)}", *written]) + "\n"


def to_html(name: str, turns: Sequence[Turn]) -> str:
    """The conversation as one page that asks for nothing from elsewhere."""
    title = html.escape(clean(name))
    body = "\n".join(
        "<section>\n" + "\n".join(_written(blocks(turn), HTML)) + "\n</section>" for turn in turns
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang()}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>{title}</h1>\n{body}\n</html>\n"
    )


def to_text(turn: Turn) -> str:
    """What a turn says, for the clipboard: the answer first, how it was read last."""
    said = [b for b in blocks(turn) if not isinstance(b, Words) or b.role not in _BESIDE]
    read = [b for b in blocks(turn) if isinstance(b, Words) and b.role == "reading"]
    return "\n\n".join(_written([*said, *read], TEXT))


_BESIDE = ("question", "reading", "rating")


def to_json_lines(_name: str, turns: Sequence[Turn]) -> str:
    """The public record of each answer, one a line."""
    records = [record(turn.answer) for turn in turns if turn.answer]
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def _written(parts: Sequence[Block], markup: Markup) -> Iterator[str]:
    for block in parts:
        match block:
            case Words(role, text):
                yield markup.words(role, "\n".join(map(markup.plain, text.split("\n"))))
            case Comparison(answer):
                yield markup.table(_rows(answer, markup))
            case Quotation(citation):
                where = markup.plain(source(citation, lang()))
                yield markup.quotation(citation.number, _marked(citation, markup), where)


def _rows(answer: Answer, markup: Markup) -> list[list[str]]:
    rows = [[say("head-place"), say("head-says"), ""]]
    for row in answer.rows:
        number = f"[{row.citation}]" if row.citation else ""
        rows.append([label(row.place, row.year), row.text, number])
    return [list(map(markup.plain, row)) for row in rows]


def _marked(citation: Citation, markup: Markup) -> str:
    """The quotation with its highlights marked."""
    before, after = markup.strong
    cut = pieces(citation.text, citation.highlights)
    plain = ((markup.plain(part), taken) for part, taken in cut)
    return "".join(before + part + after if taken and part else part for part, taken in plain)


Writer = Callable[[str, Sequence[Turn]], str]
FORMATS: dict[str, tuple[str, Writer]] = {
    "markdown": (".md", to_markdown),
    "html": (".html", to_html),
    "csv": (".csv", to_csv),
    "jsonl": (".jsonl", to_json_lines),
}
"""Suffix and writer of each format."""
