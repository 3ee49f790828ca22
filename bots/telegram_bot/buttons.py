"""Buttons and what they say when pressed: `verb:number:number:word`, at most 64 bytes.

What comes back is the client's word, so it is read like any input.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.telegram_bot.turns import Saved
from bots.telegram_bot.wording import say

_CLICK = re.compile(r"([a-z]{1,2}):(\d{1,15})(?::(\d{1,6})(?::([a-z]{0,3})(\d{0,6}))?)?")
LEVELS = {"s": "context-sentence", "p": "context-paragraph", "x": "context-section"}


@dataclass(frozen=True, slots=True)
class Click:
    """A button that was pressed."""

    verb: str
    id: int
    number: int = 0
    word: str = ""
    page: int = 0

    @classmethod
    def parse(cls, data: str) -> "Click | None":
        """What a button says; None if none of ours says it."""
        match = _CLICK.fullmatch(data)
        if not match or not data.isascii():
            return None
        verb, id, number, word, page = match.groups()
        return cls(verb, int(id), int(number or 0), word or "", int(page or 0))

    def __str__(self) -> str:
        return f"{self.verb}:{self.id}:{self.number}:{self.word}{self.page or ''}"


def button(text: str, click: Click) -> InlineKeyboardButton:
    """A button that says the click."""
    return InlineKeyboardButton(text, callback_data=str(click))


def rows(*lines: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """A keyboard of the lines that hold a button."""
    kept = [list(line) for line in lines if line]
    return InlineKeyboardMarkup(kept) if kept else None


def under_answer(saved: Saved, lang: str) -> InlineKeyboardMarkup | None:
    """The buttons of an answer."""
    look = []
    if saved.passages:
        count = len(saved.passages)
        look.append(button(say("button-sources", lang, count=count), Click("s", saved.id)))
        look.append(button(say("button-context", lang), Click("c", saved.id, 0, "p")))
    others = [
        button(say(f"button-other-{word}", lang), Click("o", saved.id, 0, word[0]))
        for word in ("years", "places")
        if not saved.html and (saved.places or saved.years or saved.text)
    ]
    return rows(look, others, _verdicts(saved.id, 0))


def under_source(saved: Saved, number: int, page: int, pages: int, lang: str) -> InlineKeyboardMarkup | None:  # fmt: skip  # noqa: E501
    """The buttons of one source: turn over, its context, back, a verdict on it."""
    turn = _turning("s", saved.id, number, len(saved.passages))
    leaf = _leafing(Click("s", saved.id, number), page, pages)
    back = [
        button(say("button-context", lang), Click("c", saved.id, number, "p")),
        button(say("button-back", lang), Click("a", saved.id)),
    ]
    return rows(turn, leaf, back, _verdicts(saved.id, number + 1))


def under_context(click: Click, pages: int, lang: str) -> InlineKeyboardMarkup | None:
    """The buttons of a context: narrower, wider, turn over, back."""
    levels = [
        button(say(code, lang), Click("c", click.id, click.number, word))
        for word, code in LEVELS.items()
        if word != click.word
    ]
    back = [button(say("button-back", lang), Click("a", click.id))]
    return rows(levels, _leafing(click, click.page, pages), back)


def turning(verb: str, id: int, number: int, count: int) -> InlineKeyboardMarkup | None:
    """Buttons for the page before and the page after."""
    return rows(_turning(verb, id, number, count))


def _turning(verb: str, id: int, number: int, count: int) -> list[InlineKeyboardButton]:
    steps = (("◀", number - 1), (f"{number + 1}/{count}", number), ("▶", number + 1))
    return [button(sign, Click(verb, id, to)) for sign, to in steps if 0 <= to < count > 1]


def _leafing(click: Click, page: int, pages: int) -> list[InlineKeyboardButton]:
    steps = (("«", page - 1), ("»", page + 1))
    return [
        button(sign, Click(click.verb, click.id, click.number, click.word, to))
        for sign, to in steps
        if 0 <= to < pages
    ]


def _verdicts(id: int, number: int) -> list[InlineKeyboardButton]:
    return [
        button(sign, Click("r", id, number, word)) for sign, word in (("👍", "up"), ("👎", "dn"))
    ]
