"""The line where questions are typed: history, completion, and a lock while one is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from tui.content.completion import completions
from tui.content.wording import say
from tui.keys import teach
from tui.wrapping import last_unit


class _Names(Suggester):
    """Suggests the likeliest completion."""

    def __init__(self, prompt: "Prompt") -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._prompt = prompt

    async def get_suggestion(self, value: str) -> str | None:
        found = self._prompt.candidates(value)
        return next((one for one in found if one.startswith(value)), None)


class Prompt(Input):
    """Enter asks, up and down walk the history, Tab completes and then cycles."""

    BINDINGS = [  # noqa: RUF012
        Binding("up", "recall(-1)", show=False),
        Binding("down", "recall(1)", show=False),
        Binding("tab", "complete", show=False),
        Binding("ctrl+w", "delete_unit", show=False),
    ]

    @dataclass
    class Asked(Message):
        """The reader asks."""

        text: str

    def __init__(self, lang: str) -> None:
        super().__init__(placeholder=say("ask", lang), id="prompt", suggester=_Names(self))
        teach(self, lang, "help-prompt", ())
        # Whatever repaints makes the candidate window of an input method flicker.
        self.cursor_blink = False
        self.locked = False
        self.names: Sequence[str] = ()
        self.history: list[str] = []
        self._at = 0
        self._draft = ""
        self._cycle: list[str] = []

    def candidates(self, value: str) -> list[str]:
        """How the line may go on."""
        return completions(value, self.names, reversed(self.history))

    def remember(self, questions: Sequence[str]) -> None:
        """Take these as the history."""
        self.history = list(dict.fromkeys(questions))
        self._at = len(self.history)

    async def action_submit(self) -> None:
        """Ask what was typed; the text stays for later if a question is being asked."""
        if self.submit(self.value.strip()):
            self.value = ""

    def submit(self, text: str) -> bool:
        """Ask a question; gives whether that can be done now."""
        if not text or self.locked:
            self.app.bell()
            return False
        self.remember([one for one in self.history if one != text] + [text])
        # Straight to the screen: on its way up the paint of the empty line would overtake it.
        self.screen.post_message(self.Asked(text))
        return True

    async def action_recall(self, by: int) -> None:
        """Show an earlier or a later question; the draft waits at the end."""
        if not self.history and by < 0:
            await self.run_action("screen.turn(-1)")
        if self._at == len(self.history):
            self._draft = self.value
        at = self._at + by
        if not 0 <= at <= len(self.history):
            return
        self._at = at
        self.value = [*self.history, self._draft][at]
        self.cursor_position = len(self.value)

    def action_complete(self) -> None:
        """Take the next candidate; with none Tab goes on to the next widget."""
        if self.value in self._cycle:
            found = self._cycle
            value = found[(found.index(self.value) + 1) % len(found)]
        else:
            found = self.candidates(self.value)
            self._cycle = [*found, self.value] if found else []
            value = found[0] if found else ""
        if not found:
            self.screen.focus_next()
            return
        self.value = value
        self.cursor_position = len(value)

    def action_delete_unit(self) -> None:
        """Delete one word or figure, or one character of Chinese."""
        before = self.value[: self.cursor_position]
        self.delete(last_unit(before), self.cursor_position)
