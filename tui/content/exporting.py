"""A conversation as Markdown, JSON lines or HTML; no clock and no path in any of them."""

import html
import json
import re
from collections.abc import Callable, Sequence

from qa.model import Citation
from qa.render import clean, record, source
from tui.content.turns import Turn
from tui.content.wording import say

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&])")
_STYLE = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;line-height:1.7;"
    "font-family:'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif}"
    "blockquote{margin:.5em 0;padding:.2em 1em;border-left:3px solid #8aa}"
    "cite{color:#666;font-size:.9em}pre{white-space:pre-wrap;font-family:inherit;font-weight:bold}"
)


def to_markdown(name: str, turns: Sequence[Turn], lang: str) -> str:
    """The conversation as Markdown; report text cannot turn into markup."""
    blocks = [f"# {_plain(name)}"]
    for turn in turns:
        blocks.append(f"## {_plain(turn.question.text)}")
        blocks.extend(f"**{_plain(line)}**" for line in said(turn, lang).split("\n") if line)
        blocks.extend(
            f"> {c.number}\\. {_marked(c, _plain, '**', '**')}\n>\n> {_plain(source(c, lang))}"
            for c in turn.citations
        )
    return "\n\n".join(blocks) + "\n"


def to_json_lines(_name: str, turns: Sequence[Turn], _lang: str) -> str:
    """The public record of each answer, one a line."""
    records = [record(turn.answer) for turn in turns if turn.answer]
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def to_html(name: str, turns: Sequence[Turn], lang: str) -> str:
    """The conversation as one page that asks for nothing from elsewhere."""
    title = html.escape(name)
    body = "\n".join(_section(turn, lang) for turn in turns)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>{title}</h1>\n{body}\n</html>\n"
    )


def said(turn: Turn, lang: str) -> str:
    """The answer, the refusal or the error, in words."""
    if turn.answer is None:
        return say("failed", lang, error=turn.error) if turn.error else say("pending", lang)
    reason = turn.answer.reason
    return reason.message if reason else turn.answer.text


def _section(turn: Turn, lang: str) -> str:
    quotes = "\n".join(
        f"<blockquote>{_marked(c, html.escape, '<mark>', '</mark>')}<br>"
        f"<cite>[{c.number}] {html.escape(source(c, lang))}</cite></blockquote>"
        for c in turn.citations
    )
    question, answer = html.escape(clean(turn.question.text)), html.escape(said(turn, lang))
    return f"<section>\n<h2>{question}</h2>\n<pre>{answer}</pre>\n{quotes}\n</section>"


def _marked(citation: Citation, plain: Callable[[str], str], before: str, after: str) -> str:
    """The quotation with its highlights marked."""
    parts, at = [], 0
    text = citation.text
    for first, end in sorted(citation.highlights):
        start = max(first, at)
        if start < end:
            parts += [plain(text[at:start]), before, plain(text[start:end]), after]
            at = end
    return "".join([*parts, plain(text[at:])])


def _plain(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    return _SPECIAL.sub(r"\\\1", clean(text))


FORMATS: dict[str, tuple[str, Callable[[str, Sequence[Turn], str], str]]] = {
    "markdown": (".md", to_markdown),
    "jsonl": (".jsonl", to_json_lines),
    "html": (".html", to_html),
}
"""Suffix and writer of each format."""
