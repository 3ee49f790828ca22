"""What is quoted comes back exact through Telegram's own rules of markup, and fits."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.telegram_bot.messages import markup, views
from bots.telegram_bot.storage.turns import Turn
from qa.engine import Engine
from qa.model import Citation, Sentence
from qa.settings import load
from tests.fake_bot_api.markup import parse, slice_units, units

ODD = [
    "<b>", "</blockquote>", "&nbsp;&lt;", "\u202e右到左\u202c", "𠮷" * 5000, "字" * 4096,
    "字" * 4097, "a\nb\n\nc", "<a href='x'>y</a>", "@someone /start #tag", "&", "<", ">", "\u0000x",
]  # fmt: skip


def citation(text: str, highlights: tuple[tuple[int, int], ...] = ()) -> Citation:
    section = ("一、<总则>", "(二)&")
    return Citation(
        1, "r-2023", "云<乐>镇", 2023, "标题&", section, 3, text, 0, len(text), highlights
    )


def quotation(pages: list[str]) -> str:
    """What stands in the quotations of the messages, put together."""
    whole = ""
    for page in pages:
        text, entities = parse(page)
        assert units(text) <= 4096
        assert len(entities) <= 100
        (quote,) = [e for e in entities if e["type"] == "expandable_blockquote"]
        whole += slice_units(text, quote)
    return whole


def test_every_sentence_of_every_report_comes_back_exact() -> None:
    with Engine.open(load({}, os.environ, Path.cwd())) as engine:
        count = 0
        for report in engine.reports:
            for piece in engine.sentences(report.id):
                if piece.text.strip():
                    count += 1
                    pages = views.source_pages(quoted(piece), "zh")
                    assert quotation(pages) == piece.text
                    check(views.answer(saved(quoted(piece)), "zh"))
        assert count > 300


def quoted(piece: Sentence) -> Citation:
    end = len(piece.text)
    marks = ((end // 3, end // 2), (end // 3 + 1, end))
    return replace(citation(piece.text, marks), section=piece.section)


def saved(*passages: Citation) -> Turn:
    return Turn(1, "<问>&", "答<案>&" * 900, passages=passages, remarks=("a<b → c",))


def check(html: str) -> None:
    text, entities = parse(html)
    assert units(text) <= 4096
    assert len(entities) <= 100


@pytest.mark.parametrize("text", ODD)
def test_odd_text_comes_back_exact(text: str) -> None:
    pages = views.source_pages(citation(text, ((0, 1), (1, len(text)))), "en")
    assert quotation(pages) == text
    check(views.answer(saved(*[citation(text)] * 150), "en"))
    check(views.answer(Turn(1, text, "", "unknown-place", text, (citation(text),) * 150), "zh"))
    check(views.table(text, [views.Row(text, 1, text, citation(text))] * 150, "zh", 3))
    check(views.history([saved(citation(text))] * 50, "zh") or "x")


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_any_text_comes_back_exact(text: str, marks: list[tuple[int, int]]) -> None:
    inner, _ = parse(markup.highlighted(text, marks))
    assert inner == text
    assert markup.plain(markup.highlighted(text, marks)) == text


@given(st.text(), st.integers(2, 40))
def test_cuts_make_up_the_text_and_fit(text: str, most: int) -> None:
    stretches = list(markup.cut(text, most))
    assert "".join(text[a:b] for a, b in stretches) == text
    assert all(markup.units(text[a:b]) <= most for a, b in stretches)
    assert markup.units(markup.shorten(text, most)) <= most
