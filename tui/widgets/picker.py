"""Choose from a list that typing filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qa.render import clean
from tui.content.wording import say
from tui.widgets.field import Field
from tui.widgets.keyturns import take_in_turn
from tui.widgets.oneline import FAINT, OneLine
from tui.widgets.passage import Passage


class Item(NamedTuple):
    """One of the list."""

    id: str
    label: str
    words: str = ""
    """What it is found by besides its label."""
    dim: str = ""
    """What stands behind the label, stepping back."""
    hidden: bool = False
    """Whether it is listed only if it is looked for."""


class Choices(OptionList):
    """The list; what is typed here goes into the filter."""

    SPACE = ""
    """What a space does, in the filter too; if empty, it is typed there."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    async def on_key(self, event: events.Key) -> None:
        """Let typing filter; a space is a key of its own."""
        await take_in_turn(self, event)
        if isinstance(self.parent, Picker) and event.is_printable and event.character != " ":
            event.stop()
            self.parent.type(event.character or "")

    @property
    def chosen(self) -> str:
        """The id under the cursor; empty if there is none."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""


class Filter(Field):
    """What is typed to filter; Down goes to the list."""

    BINDINGS = [Binding("down", "app.focus_next", show=False)]  # noqa: RUF012

    async def on_key(self, event: events.Key) -> None:
        """A space is for the list, where it does something."""
        choices = self.parent.choices if isinstance(self.parent, Picker) else None
        if choices and choices.SPACE and event.character == " ":
            event.stop()
            event.prevent_default()
            await choices.run_action(choices.SPACE)


class Picker(Vertical):
    """The filter above the list."""

    @dataclass
    class Picked(Message):
        """The reader wants one of the list."""

        id: str

    def __init__(
        self, items: Sequence[Item] = (), *, choices: Choices | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id, classes="picker")
        self.items = items
        self.choices = choices or Choices()

    def compose(self) -> ComposeResult:
        """Filter, list, and what is said if nothing fits."""
        yield Filter(placeholder=say("filter"))
        yield self.choices
        yield Passage(say("no-match"), classes="remark nothing")

    def on_mount(self) -> None:
        """Show what there is."""
        self.show(self.items)

    def show(self, items: Sequence[Item]) -> None:
        """Show other items; the cursor stays on what it was on, if that is still there."""
        self.items = items
        at, before = self.choices.highlighted, self.choices.chosen
        words = self.query_one(Filter).value.lower().split()
        fitting = [item for item in items if _fits(item, words)]
        self.choices.clear_options()
        self.choices.add_options(Option(_prompt(item), item.id) for item in fitting)
        self.set_class(not fitting, "-empty")
        if fitting:
            ids = [item.id for item in fitting]
            last = len(ids) - 1
            stays = before in ids and at
            self.choices.highlighted = ids.index(before) if stays else min(at or 0, last)

    def type(self, text: str) -> None:
        """Type into the filter."""
        filter_ = self.query_one(Filter)
        filter_.insert_text_at_cursor(text)
        filter_.focus()
        self.show(self.items)  # an Enter may be on its way

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self.show(self.items)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.choices.chosen:
            self.post_message(self.Picked(self.choices.chosen))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(event.option_id or ""))


def _fits(item: Item, words: Sequence[str]) -> bool:
    searched = f"{item.label} {item.dim} {item.words}".lower()
    return all(word in searched for word in words) if words else not item.hidden


def _prompt(item: Item) -> OneLine:
    dim = (f"  {clean(item.dim)}", FAINT) if item.dim else ""
    return OneLine(Content.assemble(clean(item.label), dim))
