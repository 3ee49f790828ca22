"""The command palette: every key of the chat, the theme, leaving, and every report."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from heapq import nlargest
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher
from textual.markup import escape

from qa.render import clean
from tui.content.labels import name_of
from tui.content.wording import say
from tui.keys import KEYS

if TYPE_CHECKING:
    from tui.app import YinjuApp
    from tui.screens.chat import ChatScreen

_SHOWN = 20
"""Reports that are listed while nothing is typed."""
_MOST = 100
"""Hits that are listed; who wants another types on."""


class Row(NamedTuple):
    """What is listed: its words, its help and what it does."""

    text: str
    about: str
    run: Callable[[], Any]


class Commands(Provider):
    """What the keys do, then the reports; their id is searched too, so pinyin finds them."""

    @property
    def _app(self) -> "YinjuApp":
        return cast("YinjuApp", self.app)

    @property
    def _chat(self) -> "ChatScreen":
        return cast("ChatScreen", self.app.screen_stack[0])

    @cached_property
    def _commands(self) -> list[Row]:
        lang = self._app.lang
        rows = [
            Row(
                f"{say(f'do-{key.code}', lang)}  {key.shown}",
                say(f"about-{key.code}", lang),
                partial(self._chat.run_action, key.action),
            )
            for key in KEYS
            if key.code != "palette"
        ]
        own = (("theme", self._app.search_themes), ("quit", self._app.action_quit))
        return rows + [Row(say(f"do-{c}", lang), say(f"about-{c}", lang), run) for c, run in own]

    @cached_property
    def _reports(self) -> list[Row]:
        return [
            Row(
                f"{name_of(report)}  {clean(report.id)}",
                clean(report.title),
                partial(self._chat.open_report, report.id),
            )
            for report in (self._app.asker.reports if self._app.asker else ())
        ]

    async def discover(self) -> Hits:
        """The commands and the first reports, before anything is typed."""
        for text, about, run in (*self._commands, *self._reports[:_SHOWN]):
            yield DiscoveryHit(Content(text), run, text, escape(about))

    async def search(self, query: str) -> Hits:
        """What fits, the best first."""
        matcher = self.matcher(query)
        for score, (text, about, run) in best(matcher, (*self._commands, *self._reports)):
            yield Hit(score, highlight(matcher, text), run, text, escape(about))


def best(matcher: Matcher, rows: Sequence[Row]) -> list[tuple[float, Row]]:
    """The rows that fit best, with how well they do."""
    # Fuzzy matching is slow; all that can fit hold the letters in their order.
    letters = re.compile(".*?".join(map(re.escape, matcher.query)), re.IGNORECASE | re.DOTALL)
    scored = ((matcher.match(row.text), row) for row in rows if letters.search(row.text))
    return nlargest(_MOST, (pair for pair in scored if pair[0] > 0), key=lambda pair: pair[0])


def highlight(matcher: Matcher, text: str) -> Content:
    """The text with what fits marked; Textual's own would read it as markup."""
    content = Content(text)
    for at in matcher.fuzzy_search.match(matcher.query, text)[1]:
        content = content.stylize(matcher.match_style, at, at + 1)
    return content
