"""What the parts of the chat screen share."""

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from qa.model import Report
from qa.render import clean
from tui.content.turns import Turn
from tui.content.wording import say
from tui.widgets.citation import CitationLine
from tui.widgets.passage import Passage
from tui.widgets.transcript import Transcript
from tui.widgets.turn import TurnView

if TYPE_CHECKING:
    from tui.app import YinjuApp


class ChatBase(Screen[None]):
    """The app, the current turn, and words to the reader."""

    lang = "zh"
    current = 0
    """The turn that keys act on, from 1; 0 if there is none."""
    asked_first = False

    @property
    def chat(self) -> "YinjuApp":
        """The app."""
        return cast("YinjuApp", self.app)

    @property
    def is_narrow(self) -> bool:
        """Whether the source has no room beside the conversation."""
        return self.size.width < 100

    def turn(self) -> Turn | None:
        """The turn in focus, else the current one."""
        for node in self.focused.ancestors_with_self if self.focused else ():
            if isinstance(node, TurnView):
                self.current = node.turn.id
        turns = self.chat.conversation.turns
        return turns[self.current - 1] if 0 < self.current <= len(turns) else None

    def citation_line(self) -> CitationLine | None:
        """The citation in focus, else the first of the current turn."""
        if isinstance(self.focused, CitationLine):
            return self.focused
        turn = self.turn()
        view = self.query_one(Transcript).view(turn.id) if turn else None
        return next(iter(view.query(CitationLine)), None) if view else None

    def report(self, report: str) -> Report | None:
        """The report of an id, if it is loaded."""
        reports = self.chat.asker.reports if self.chat.asker else ()
        return next((one for one in reports if one.id == report), None)

    def show_head(self, status: str = "") -> None:
        """The line at the top: program, conversation, how many reports."""
        asker = self.chat.asker
        status = status or (
            say("loaded", self.lang, count=len(asker.reports))
            if asker
            else say("opening", self.lang, share=0)
        )
        name = clean(self.chat.conversation.name)
        self.query_one("#head", Passage).update(f"引据 yinju  |  {name}  |  {clean(status)}")

    def tell(self, text: str) -> None:
        """Say something in passing."""
        self.notify(clean(text), markup=False)

    def warn(self, text: str) -> None:
        """Say what went wrong."""
        self.notify(clean(text), severity="error", markup=False, timeout=8)

    def complain_unsaved(self) -> None:
        """Say, once, that the conversation cannot be kept."""
        conversation = self.chat.conversation
        if conversation.fault and not conversation.told:
            conversation.told = True
            self.warn(say("unsaved", self.lang, error=conversation.fault))
