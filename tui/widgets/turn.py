"""One turn on the screen: question, reading, answer or refusal, citations, remarks."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from tui.content import tables
from tui.content.blocks import Comparison, Quotation, Words, blocks
from tui.content.labels import narrow
from tui.content.quoting import spot_of
from tui.content.turns import Turn
from tui.content.wording import say
from tui.keys import bind
from tui.widgets.bars import Bars
from tui.widgets.citation import CitationLine
from tui.widgets.compare import CompareTable
from tui.widgets.passage import Line, Marked, Passage
from tui.widgets.sheet import Mark


class ReadingLine(Line):
    """How the question was read; Enter or a click mends it."""

    BINDINGS = bind("reading")
    HELP = say("help-reading")

    async def action_pick(self) -> None:
        """Ask for the dialog."""
        await self.run_action("screen.let('talk', 'correct')")


class TurnView(Vertical):
    """Shows a turn; a changed turn is shown anew."""

    def __init__(self, turn: Turn) -> None:
        super().__init__()
        self.turn = turn

    def show(self, turn: Turn) -> None:
        """Show what has become of the turn; a rating leaves the rest as it is, and in focus."""
        before, self.turn = self.turn, turn
        if (turn.answer, turn.error) != (before.answer, before.error):
            self.refresh(recompose=True)
            return
        self.query(".rating").remove()
        words = (block for block in blocks(turn) if isinstance(block, Words))
        self.mount_all(self._words(block) for block in words if block.role == "rating")

    def focus_first(self) -> None:
        """Put the focus on the first citation, else on the reading, else on all of the turn."""
        lines = (self.query(kind) for kind in (CitationLine, ReadingLine))
        first = next((found.first() for found in lines if found), self)
        self.can_focus = first is self
        first.focus(scroll_visible=False)  # the turn was brought into view

    def on_blur(self) -> None:
        """Let the keys that walk from line to line pass by."""
        self.can_focus = False

    def citation_line(self, number: int) -> CitationLine | None:
        """The line of a citation."""
        lines = self.query(CitationLine)
        return next((line for line in lines if line.citation.number == number), None)

    def compose(self) -> ComposeResult:
        """The parts, from the question down; the rows of a comparison hold their citations."""
        parts = blocks(self.turn)
        compared = any(isinstance(part, Comparison) for part in parts)
        for part in parts:
            match part:
                case Words():
                    yield self._words(part)
                case Comparison(answer):
                    kind = Bars if tables.is_across(answer) else CompareTable
                    yield kind(self.turn.id, answer)
                case Quotation(citation) if not compared:
                    yield CitationLine(self.turn.id, citation, spot_of(self.turn, citation).figure)

    def _words(self, block: Words) -> Widget:
        if block.role == "reading":
            return ReadingLine(block.text, classes="reading")
        text = narrow(block.text) if block.role == "note" else block.text
        marks = [Mark(start, end, "mark--number") for start, end in block.marks]
        return (Marked if marks else Passage)(text, marks, classes=block.role)
