"""Where questions are typed: history, completion, and a lock while one is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import TextArea

from qa.model import Report
from tui.content.completion import completions
from tui.content.wording import say
from tui.content.wrapping import last_unit
from tui.keys import bind
from tui.widgets.keyturns import take_in_turn

_MOST = 10_000
"""Characters up to which a paste is taken, to be shortened; with more, each key would take long."""


class Prompt(TextArea):
    """Enter asks, up and down walk the history, Tab completes and then cycles."""

    BINDINGS = bind("prompt")
    HELP = say("help-prompt")
    reports: reactive[tuple[Report, ...]] = reactive(())
    spellings: reactive[Mapping[str, str]] = reactive({})
    locked: reactive[bool] = reactive(False)
    """Whether a question is being asked; what is typed meanwhile stays."""

    @dataclass
    class Asked(Message):
        """The reader asks."""

        text: str

    def __init__(self) -> None:
        super().__init__(id="prompt", placeholder=say("ask"), highlight_cursor_line=False)
        # Whatever repaints makes the candidate window of an input method flicker.
        self.cursor_blink = False
        self.earlier: list[str] = []
        self._names: Sequence[str] = ()
        self._at = 0
        self._draft = ""
        self._cycle: list[str] = []

    def on_resize(self, _: events.Resize) -> None:
        """Keep toasts off what is typed."""
        below = self.screen.size.height - self.region.y
        self.screen.query("ToastRack").set_styles(margin=(0, 0, below, 0))

    def watch_reports(self) -> None:
        """Complete their names."""
        self._names = sorted({n for r in self.reports for n in (r.place, r.title) if n})

    def candidates(self, value: str) -> list[str]:
        """How the text may go on."""
        return completions(value, self._names, reversed(self.earlier), self.spellings)

    def remember(self, questions: Sequence[str]) -> None:
        """Take these as the history."""
        self.earlier = list(dict.fromkeys(questions))
        self._at = len(self.earlier)

    def put(self, text: str) -> None:
        """Show a text with the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    def update_suggestion(self) -> None:
        """Show how the text may go on, while the cursor stands at its end."""
        at_end = self.cursor_location == self.document.end and "\n" not in self.text
        found = self.candidates(self.text) if at_end else []
        self.suggestion = next((c[len(self.text) :] for c in found if c.startswith(self.text)), "")

    def on_paste(self, event: events.Paste) -> None:
        """Refuse what can be no question."""
        from qa.model import LONGEST_QUESTION

        count = len(event.text)
        if count + len(self.text) > _MOST:
            event.prevent_default()
            words = say("not-pasted", count=count, limit=LONGEST_QUESTION)
            self.notify(words, severity="error")

    async def on_key(self, event: events.Key) -> None:
        """A question and its Enter may come at once."""
        await take_in_turn(self, event)

    def action_submit(self) -> None:
        """Ask what was typed; the text stays for later if a question is being asked."""
        if self.submit(self.text.strip()):
            self.put("")

    def submit(self, text: str) -> bool:
        """Ask a question; gives whether that can be done now."""
        from qa.model import LONGEST_QUESTION

        if len(text) > LONGEST_QUESTION:
            words = say("too-long", count=len(text), limit=LONGEST_QUESTION)
            self.notify(words, severity="error")
            return False
        if not text or self.locked:
            self.app.bell()
            return False
        self.remember([one for one in self.earlier if one != text] + [text])
        # Straight to the screen: on its way up the paint of the empty line would overtake it.
        self.screen.post_message(self.Asked(text))
        return True

    def action_clear(self) -> None:
        """Empty the prompt; ^z brings the text back."""
        self.clear()

    def action_newline(self) -> None:
        """Begin another line."""
        self.insert("\n")

    async def action_recall(self, by: int) -> None:
        """Show an earlier or a later question; the draft waits at the end."""
        row, last = self.cursor_location[0], self.document.line_count - 1
        if 0 <= row + by <= last:
            self.move_cursor_relative(rows=by)
            return
        if not self.earlier and by < 0:
            await self.run_action("screen.turn(-1)")
        if self._at == len(self.earlier):
            self._draft = self.text
        if 0 <= self._at + by <= len(self.earlier):
            self._at += by
            self.put([*self.earlier, self._draft][self._at])

    async def action_complete(self) -> None:
        """Take the next candidate; from an empty prompt Tab goes to the last answer."""
        if not self.text:
            await self.run_action("screen.turn(-1)")
        elif self.text in self._cycle:
            self.put(self._cycle[(self._cycle.index(self.text) + 1) % len(self._cycle)])
        elif found := self.candidates(self.text):
            self._cycle = [*found, self.text]
            self.put(found[0])
        else:
            self.app.bell()

    def action_delete_unit(self) -> None:
        """Delete one word or figure, or one character of Chinese."""
        row, column = self.cursor_location
        if not column:
            self.action_delete_left()
            return
        start = last_unit(self.document.get_line(row)[:column])
        self.delete((row, start), (row, column))
