"""Buttons and what they say when pressed: `verb:number:number:word`, at most 64 bytes.

What comes back is the client's word, so it is read like any input.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.storage.turns import Turn

_CLICK = re.compile(r"([a-z]{1,2}):(\d{1,15})(?::(\d{1,6})(?::([a-z]{0,3})(\d{0,6}))?)?")
LEVELS = {"s": "context-sentence", "p": "context-paragraph", "x": "context-section"}


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed."""

    verb: str
    id: int
    number: int = 0
    word: str = ""
    page: int = 0

    @classmethod
    def parse(cls, data: str) -> "Press | None":
        """What a button says; None if none of ours says it."""
        match = _CLICK.fullmatch(data)
        if not match or not data.isascii():
            return None
        verb, id, number, word, page = match.groups()
        return cls(verb, int(id), int(number or 0), word or "", int(page or 0))

    def __str__(self) -> str:
        return f"{self.verb}:{self.id}:{self.number}:{self.word}{self.page or ''}"


def button(text: str, click: Press) -> InlineKeyboardButton:
    """A button that says the click."""
    return InlineKeyboardButton(text, callback_data=str(click))


def rows(*lines: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """A keyboard of the lines that hold a button."""
    kept = [list(line) for line in lines if line]
    return InlineKeyboardMarkup(kept) if kept else None


def under_answer(saved: Turn, lang: str) -> InlineKeyboardMarkup | None:
    """The buttons of an answer."""
    look = []
    if saved.passages:
        count = len(saved.passages)
        look.append(button(say("button-sources", lang, count=count), Press("s", saved.id)))
        look.append(button(say("button-context", lang), Press("c", saved.id, 0, "p")))
    others = [
        button(say(f"button-other-{word}", lang), Press("o", saved.id, 0, word[0]))
        for word in ("years", "places")
        if not saved.html and (saved.places or saved.years or saved.text)
    ]
    return rows(look, others, _verdicts(saved.id, 0))


def under_source(saved: Turn, number: int, page: int, pages: int, lang: str) -> InlineKeyboardMarkup | None:  # fmt: skip  # noqa: E501
    """The buttons of one source: turn over, its context, back, a verdict on it."""
    turn = _turning("s", saved.id, number, len(saved.passages))
    leaf = _leafing(Press("s", saved.id, number), page, pages)
    back = [
        button(say("button-context", lang), Press("c", saved.id, number, "p")),
        button(say("button-back", lang), Press("a", saved.id)),
    ]
    return rows(turn, leaf, back, _verdicts(saved.id, number + 1))


def under_context(click: Press, pages: int, lang: str) -> InlineKeyboardMarkup | None:
    """The buttons of a context: narrower, wider, turn over, back."""
    levels = [
        button(say(code, lang), Press("c", click.id, click.number, word))
        for word, code in LEVELS.items()
        if word != click.word
    ]
    back = [button(say("button-back", lang), Press("a", click.id))]
    return rows(levels, _leafing(click, click.page, pages), back)


def turning(verb: str, id: int, number: int, count: int) -> InlineKeyboardMarkup | None:
    """Buttons for the page before and the page after."""
    return rows(_turning(verb, id, number, count))


def _turning(verb: str, id: int, number: int, count: int) -> list[InlineKeyboardButton]:
    steps = (("◀", number - 1), (f"{number + 1}/{count}", number), ("▶", number + 1))
    return [button(sign, Press(verb, id, to)) for sign, to in steps if 0 <= to < count > 1]


def _leafing(click: Press, page: int, pages: int) -> list[InlineKeyboardButton]:
    steps = (("«", page - 1), ("»", page + 1))
    return [
        button(sign, Press(click.verb, click.id, click.number, click.word, to))
        for sign, to in steps
        if 0 <= to < pages
    ]


def _verdicts(id: int, number: int) -> list[InlineKeyboardButton]:
    return [
        button(sign, Press("r", id, number, word)) for sign, word in (("👍", "up"), ("👎", "dn"))
    ]
