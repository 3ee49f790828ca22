"""The command palette: every key of the chat, and every report."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from qa.render import clean
from tui.keys import KEYS
from tui.labels import name_of
from tui.wording import say

if TYPE_CHECKING:
    from tui.app import YinjuApp
    from tui.screens.chat import ChatScreen

_MOST = 200
"""Reports that are tried before the fuzzy search takes too long."""


class _Table(Provider):
    """Hits from rows of text, help and what to do."""

    @property
    def _app(self) -> "YinjuApp":
        return cast("YinjuApp", self.app)

    @property
    def _chat(self) -> "ChatScreen":
        return cast("ChatScreen", self.app.screen_stack[0])

    def rows(self) -> list[tuple[str, str, Callable[[], Any]]]:
        """All there is, in the order of discovery."""
        raise NotImplementedError

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for text, about, run in self.rows():
            yield DiscoveryHit(Content(text), run, text, escape(about))

    async def search(self, query: str) -> Hits:
        """What fits, the best first."""
        matcher = self.matcher(query)
        for text, about, run in self.rows():
            score = matcher.match(text)
            if score > 0:
                yield Hit(score, matcher.highlight(text), run, text, escape(about))


class Commands(_Table):
    """What the keys do."""

    def rows(self) -> list[tuple[str, str, Callable[[], Any]]]:
        """One row a key."""
        lang = self._app.lang
        return [
            (
                f"{say(f'do-{key.code}', lang)}  {key.shown}",
                say(f"about-{key.code}", lang),
                partial(self._chat.run_action, key.action),
            )
            for key in KEYS
            if key.code != "palette"
        ]


class Reports(_Table):
    """Reports to open; their id is searched too, so pinyin finds them."""

    def rows(self) -> list[tuple[str, str, Callable[[], Any]]]:
        """One row a report."""
        reports = self._app.asker.reports[:_MOST] if self._app.asker else ()
        return [
            (
                f"{name_of(report)}  {clean(report.id)}",
                clean(report.title),
                partial(self._chat.open_report, report.id),
            )
            for report in reports
        ]
