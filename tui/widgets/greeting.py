"""What an empty conversation shows: which reports there are, and questions to begin with."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tui.content.wording import say
from tui.keys import EXAMPLE_KEYS, teach
from tui.widgets.passage import Passage


class Example(Passage, can_focus=True):
    """A question that Enter or a click asks."""

    @dataclass
    class Picked(Message):
        """The reader wants it asked."""

        text: str

    def __init__(self, text: str, lang: str) -> None:
        super().__init__(text, classes="example")
        teach(self, lang, "help-example", EXAMPLE_KEYS)

    def action_pick(self) -> None:
        """Ask it."""
        self.post_message(self.Picked(self.text))

    def on_click(self, event: events.Click) -> None:
        """As Enter."""
        event.stop()
        self.action_pick()


class Greeting(Vertical):
    """Shows what there is to ask."""

    def __init__(self, lang: str) -> None:
        super().__init__(id="greeting")
        self._lang = lang

    def compose(self) -> ComposeResult:
        """The name, the reports, the questions, the keys."""
        yield Passage(say("motto", self._lang), classes="motto")
        yield Passage(classes="known")
        yield Passage(say("try", self._lang), classes="try")
        yield Vertical(classes="examples")
        yield Passage(say("first-keys", self._lang), classes="remark")

    def show(self, known: str, examples: Sequence[str]) -> None:
        """Say which reports there are, and what may be asked."""
        self.query_one(".known", Passage).update(known)
        self.query_one(".try").display = bool(examples)
        box = self.query_one(".examples", Vertical)
        if [line.text for line in box.query(Example)] != list(examples):
            box.remove_children()
            box.mount_all(Example(text, self._lang) for text in examples)

    def focus_first(self) -> bool:
        """Put the focus on the first question; gives whether there is one."""
        found = list(self.query(Example))[:1]
        for example in found:
            example.focus()
        return bool(found)
