"""The command palette: every key of the chat, the theme, and every report.

Commands are found by their words in either language and by pinyin; so are reports.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from heapq import nlargest
from typing import Any, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher
from textual.markup import escape

from qa.render import clean
from tui.content.labels import name_of
from tui.content.quoting import Spot
from tui.content.spelling import spelled
from tui.content.wording import say
from tui.keys import KEYS
from tui.screens.chat import ChatScreen

_SHOWN = 20
"""Reports that are listed while nothing is typed."""
_MOST = 100
"""Hits that are listed; who wants another types on."""


class Row(NamedTuple):
    """What is listed: its words, its help, what else it is found by and what it does."""

    text: str
    about: str
    words: str
    run: Callable[[], Any]


class Commands(Provider):
    """What the keys do, then the reports."""

    @property
    def _chat(self) -> ChatScreen:
        assert isinstance(self.screen, ChatScreen)
        return self.screen

    @cached_property
    def _commands(self) -> list[Row]:
        keys = {key.code: key for key in KEYS if key.code not in ("palette", "cite")}
        rows = [
            self._row(code, f"  {key.shown}", partial(self._chat.run_action, key.action))
            for code, key in keys.items()
        ]
        return [*rows, self._row("theme", "", self.app.action_change_theme)]

    @staticmethod
    def _row(code: str, shown: str, run: Callable[[], Any]) -> Row:
        words, about = say(f"do-{code}"), say(f"about-{code}")
        return Row(words + shown, about, f"{code} {spelled(words)} {about}", run)

    @cached_property
    def _reports(self) -> list[Row]:
        chat = self._chat
        return [
            Row(
                f"{name_of(report)}  {clean(report.id)}",
                clean(report.title),
                chat.spellings.get(report.holder, ""),
                partial(chat.open, Spot(report.id)),
            )
            for report in chat.reports
        ]

    async def discover(self) -> Hits:
        """The commands and the first reports, before anything is typed."""
        for text, about, _, run in (*self._commands, *self._reports[:_SHOWN]):
            yield DiscoveryHit(Content(text), run, text, escape(about))

    async def search(self, query: str) -> Hits:
        """What fits, the best first."""
        matcher = self.matcher(query)
        for score, (text, about, _, run) in best(matcher, (*self._commands, *self._reports)):
            yield Hit(score, highlight(matcher, text), run, text, escape(about))


def best(matcher: Matcher, rows: Sequence[Row]) -> list[tuple[float, Row]]:
    """The rows that fit best, with how well they do."""
    # Fuzzy matching is slow; all that can fit hold the letters in their order.
    letters = re.compile(".*?".join(map(re.escape, matcher.query)), re.IGNORECASE | re.DOTALL)
    scored = (
        (max(matcher.match(row.text), 0.9 * matcher.match(row.words)), row)
        for row in rows
        if letters.search(row.text) or letters.search(row.words)
    )
    return nlargest(_MOST, (pair for pair in scored if pair[0] > 0), key=lambda pair: pair[0])


def highlight(matcher: Matcher, text: str) -> Content:
    """The text with what fits marked; Textual's own would read it as markup."""
    content = Content(text)
    for at in matcher.fuzzy_search.match(matcher.query, text)[1]:
        content = content.stylize(matcher.match_style, at, at + 1)
    return content
