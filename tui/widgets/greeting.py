"""What an empty conversation shows: which reports there are, and questions to begin with.

If the reports cannot be opened, it shows why, and a way on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from qa.model import Report
from tui.content.wording import say
from tui.keys import bind
from tui.widgets.passage import Line, Passage

_NAMED = 6
"""Places that are named."""
_WAYS_ON = ("retry", "add", "shipped")


class Example(Line):
    """A line that Enter or a click picks: a question, or a way on after a failure."""

    BINDINGS = bind("example")
    HELP = say("help-example")

    @dataclass
    class Picked(Message):
        """The reader wants it asked."""

        text: str

    @dataclass
    class WayOn(Message):
        """The reader wants to open the reports after all."""

        code: str
        """retry, add, or shipped for the reports that come with the program."""

    def __init__(self, text: str, *, way_on: str = "") -> None:
        super().__init__(text, classes="example")
        self._way_on = way_on

    def action_pick(self) -> None:
        """Ask it, or go on."""
        self.post_message(self.WayOn(self._way_on) if self._way_on else self.Picked(self.text))


class Greeting(Vertical):
    """Shows what there is to ask."""

    reports: reactive[tuple[Report, ...]] = reactive(())
    examples: reactive[tuple[str, ...]] = reactive(())
    fault: reactive[str] = reactive("")
    """Why the reports cannot be opened."""

    def compose(self) -> ComposeResult:
        """The name, the reports or the fault, the questions or the ways on, the keys."""
        yield Passage(say("motto"), classes="motto")
        yield Passage(classes="known")
        yield Passage(classes="failure")
        yield Passage(say("try"), classes="try")
        yield Vertical(classes="examples")
        yield Passage(say("first-keys"), classes="remark")

    def watch_reports(self) -> None:
        """Say which reports there are."""
        self.query_one(".known", Passage).update(_known(self.reports))

    def watch_fault(self) -> None:
        """Say what is wrong."""
        self.query_one(".failure", Passage).update(self.fault)
        self.set_class(bool(self.fault), "-failed")
        self.watch_examples()

    def watch_examples(self) -> None:
        """Say what may be asked, or how to go on."""
        head = self.query_one(".try", Passage)
        head.update(say("ways" if self.fault else "try"))
        head.display = bool(self.examples or self.fault)
        box = self.query_one(".examples", Vertical)
        box.remove_children()
        box.mount_all(self._lines())

    def _lines(self) -> Iterator[Example]:
        if self.fault:
            return (Example(say(f"way-{code}"), way_on=code) for code in _WAYS_ON)
        return map(Example, self.examples)

    def focus_first(self) -> bool:
        """Put the focus on the first line; gives whether there is one."""
        found = list(self.query(Example))[:1]
        for example in found:
            example.focus()
        return bool(found)


def _known(reports: Sequence[Report]) -> str:
    places = list(dict.fromkeys(report.holder for report in reports))
    code = "known-more" if len(places) > _NAMED else "known"
    names = say("list-mark").join(places[:_NAMED])
    return say(code, count=len(reports), places=names) if places else ""
