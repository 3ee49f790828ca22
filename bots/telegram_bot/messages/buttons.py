"""Buttons and what they say when pressed: `verb:number:number:word`, at most 64 bytes.

What comes back is the client's word, so it is read like any input.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.telegram_bot.messages.wording import LANGS, say
from bots.telegram_bot.storage.turns import Turn

_PRESS = re.compile(r"([a-z]{1,2}):(\d{1,15})(?::(\d{1,6})(?::([a-z]{0,3})(\d{0,6}))?)?")
LEVELS = {"s": "context-sentence", "p": "context-paragraph", "x": "context-section"}
Keyboard = InlineKeyboardMarkup | None
Page = tuple[str, Keyboard]
"""HTML and what stands below it."""


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
        match = _PRESS.fullmatch(data)
        if not match or not data.isascii():
            return None
        verb, id, number, word, page = match.groups()
        return cls(verb, int(id), int(number or 0), word or "", int(page or 0))

    def __str__(self) -> str:
        return f"{self.verb}:{self.id}:{self.number}:{self.word}{self.page or ''}"


def button(text: str, press: Press) -> InlineKeyboardButton:
    """A button that says the press."""
    return InlineKeyboardButton(text, callback_data=str(press))


def rows(*lines: Sequence[InlineKeyboardButton]) -> Keyboard:
    """A keyboard of the lines that hold a button."""
    kept = [list(line) for line in lines if line]
    return InlineKeyboardMarkup(kept) if kept else None


def under_answer(
    turn: Turn, lang: str, has_other: tuple[bool, bool] = (False, False), page: int = 0
) -> Keyboard:
    """The buttons of an answer.

    Args:
        turn: What was answered.
        lang: Of the buttons.
        has_other: Whether other years, and other places, can be asked for.
        page: The page of a comparison that is shown.
    """
    look = []
    if turn.passages:
        count = len(turn.passages)
        look.append(button(say("button-sources", lang, count=count), Press("s", turn.id)))
        look.append(button(say("button-context", lang), Press("c", turn.id, 0, "p")))
    others = [
        button(say(f"button-other-{word}", lang), Press("o", turn.id, 0, word[0]))
        for word, there in zip(("years", "places"), has_other, strict=True)
        if there
        and not turn.html
        and turn.is_of_reports
        and (turn.places or turn.years or turn.text)
    ]
    instead = [[button(s, Press("q", turn.id, n))] for n, s in enumerate(turn.suggestions)]
    turning = _turning(Press("g", turn.id, page), turn.pages)
    verdicts = _verdicts(turn.id) if turn.is_of_reports else []
    return rows(turning, look, others, *instead, verdicts)


def under_source(turn: Turn, number: int, page: int, pages: int, lang: str) -> Keyboard:
    """The buttons of one source: turn over, its context, its report, back, a verdict on it."""
    leaf = _leafing(Press("s", turn.id, number), page, pages)
    back = [
        button(say("button-context", lang), Press("c", turn.id, number, "p")),
        button(say("button-file", lang), Press("f", turn.id, number)),
        button(say("button-back", lang), Press("a", turn.id)),
    ]
    turning = _turning(Press("s", turn.id, number), len(turn.passages))
    return rows(turning, leaf, back, _verdicts(turn.id, number + 1))


def under_context(press: Press, pages: int, lang: str) -> Keyboard:
    """The buttons of a context: narrower, wider, turn over, back."""
    levels = [
        button(say(code, lang), Press("c", press.id, press.number, word))
        for word, code in LEVELS.items()
        if word != press.word
    ]
    back = [button(say("button-back", lang), Press("a", press.id))]
    return rows(levels, _leafing(press, press.page, pages), back)


def under_others(press: Press, pages: int, lang: str) -> Keyboard:
    """The buttons under what other reports say: turn over, back."""
    back = [button(say("button-back", lang), Press("a", press.id))]
    return rows(_turning(press, pages), back)


def languages() -> Keyboard:
    """The languages to choose from."""
    return rows([button(say("lang-name", lang), Press("l", n)) for n, lang in enumerate(LANGS)])


def places(names: Sequence[str], page: int, per_page: int) -> Keyboard:
    """A button for each place of a page, and buttons to turn over."""
    start = page * per_page
    shown = list(enumerate(names))[start : start + per_page]
    buttons = [button(name, Press("p", number)) for number, name in shown]
    pages = -(-len(names) // per_page)
    pairs = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    return rows(*pairs, _turning(Press("b", 0, page), pages))


def reports(ids: Sequence[tuple[int, str]], press: Press, pages: int, lang: str) -> Keyboard:
    """A button for the file of each report of a page, to turn over, and from one place to all."""
    files = [[button(f"📄 {name}", Press("d", number))] for number, name in ids]
    back = [button(say("button-back", lang), Press("b", 0))] if press.verb == "p" else []
    return rows(*files, _turning(press, pages), back)


def confirm(label: str, press: Press) -> Keyboard:
    """One button, for what is not to be done by a slip."""
    return rows([button(label, press)])


def _turning(here: Press, count: int) -> list[InlineKeyboardButton]:
    number = here.number
    steps = (("◀", number - 1), (f"{number + 1}/{count}", number), ("▶", number + 1))
    return [button(sign, replace(here, number=to)) for sign, to in steps if 0 <= to < count > 1]


def _leafing(press: Press, page: int, pages: int) -> list[InlineKeyboardButton]:
    steps = (("«", page - 1), ("»", page + 1))
    return [button(sign, replace(press, page=to)) for sign, to in steps if 0 <= to < pages]


def _verdicts(id: int, number: int = 0) -> list[InlineKeyboardButton]:
    return [
        button(sign, Press("r", id, number, word)) for sign, word in (("👍", "up"), ("👎", "dn"))
    ]
