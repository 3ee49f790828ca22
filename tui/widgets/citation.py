"""A citation as a line that takes the focus: Enter or a click opens the report there."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from qa.model import Answer, Citation, Row
from tui.content import labels
from tui.content.quoting import Spot
from tui.content.tables import cited
from tui.content.wording import say
from tui.keys import bind
from tui.messages import Wanted
from tui.widgets.passage import Marked, Passage
from tui.widgets.sheet import Mark


class CitationLine(Marked, can_focus=True):
    """[1] the quotation with its highlights, and below it where it stands."""

    BINDINGS = bind("citation")
    HELP = say("help-citation")

    @dataclass
    class Placed(Message):
        """A line is there to be seen."""

        line: "CitationLine"

    def __init__(self, turn: int, citation: Citation, figure: str) -> None:
        self.turn, self.citation = turn, citation
        self.spot = Spot(citation.report, turn, citation, figure)
        super().__init__(*_compose(citation, citation.text, 0), classes="citation")
        self.steps = 0

    def on_mount(self) -> None:
        """Say so, for the line may come after the source shows its citation."""
        self.post_message(self.Placed(self))

    def widen(self, text: str, before: int) -> None:
        """Show a longer stretch of the report, which begins `before` characters earlier."""
        self.update(*_compose(self.citation, text, before))

    def action_pick(self) -> None:
        """Open the report at the citation."""
        self.post_message(Wanted(self.spot))

    def on_click(self, event: events.Click) -> None:
        """A click that selects no text opens the report."""
        if not self.screen.get_selected_text():
            event.stop()
            self.action_pick()


class Cell(CitationLine):
    """What one place says in a comparison, with the number of its citation."""

    def __init__(self, turn: int, row: Row, citation: Citation) -> None:
        super().__init__(turn, citation, row.figure.text if row.figure else "")
        self.remove_class("citation").add_class("cell")
        number = f"[{citation.number}]"
        marks = [Mark(len(row.text) + 1, len(row.text) + 1 + len(number), "mark--dim")]
        if row.figure and (at := row.text.find(row.figure.text)) >= 0:
            marks.append(Mark(at, at + len(row.figure.text), "mark--number"))
        self.update(f"{row.text} {number}", marks)


def cell_of(turn: int, row: Row | None, answer: Answer) -> Passage:
    """What stands in a comparison for a row, or for one that is missing."""
    citation = row and cited(row, answer)
    if row and citation:
        return Cell(turn, row, citation)
    return Passage(row.text if row else say("hole"), classes="hole")


def _compose(citation: Citation, text: str, before: int) -> tuple[str, list[Mark]]:
    head = f"[{citation.number}] "
    body = head + text.strip("\n")
    place = labels.where(citation)
    shift = len(head) + before
    marks = [Mark(0, len(head), "mark--number")]
    if before or len(text) > len(citation.text):
        marks += [
            Mark(len(head), shift, "mark--dim"),
            Mark(shift + len(citation.text), len(body), "mark--dim"),
        ]
    marks += [Mark(shift + s, shift + e, "mark--strong") for s, e in citation.highlights]
    marks.append(Mark(len(body), len(body) + 1 + len(place), "mark--dim"))
    return f"{body}\n{place}", marks
