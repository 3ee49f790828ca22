"""One turn on the screen: question, reading, answer or refusal, citations, remarks."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from qa.model import Answer, Status
from qa.render import clean
from tui.content import labels, tables
from tui.content.turns import Turn
from tui.content.wording import say
from tui.keys import READING_KEYS, teach
from tui.widgets.bars import Bars
from tui.widgets.citation import CitationLine
from tui.widgets.compare import CompareTable
from tui.widgets.passage import Passage
from tui.widgets.sheet import Mark


class ReadingLine(Passage, can_focus=True):
    """How the question was read; Enter or a click mends it."""

    @dataclass
    class Mend(Message):
        """The reader wants the question read otherwise."""

        turn: int

    def __init__(self, turn: int, text: str, lang: str) -> None:
        super().__init__(text, classes="reading")
        self.turn = turn
        teach(self, lang, "help-reading", READING_KEYS)

    def action_mend(self) -> None:
        """Ask for the dialog."""
        self.post_message(self.Mend(self.turn))

    def on_click(self) -> None:
        """As Enter."""
        self.action_mend()


class TurnView(Vertical):
    """Shows a turn; a changed turn is shown anew."""

    DEFAULT_CSS = "TurnView { height: auto; }"

    def __init__(self, turn: Turn, lang: str) -> None:
        super().__init__()
        self.turn, self._lang = turn, lang

    def show(self, turn: Turn) -> None:
        """Show what has become of the turn; a rating leaves the rest as it is, and in focus."""
        before, self.turn = self.turn, turn
        if (turn.answer, turn.error) == (before.answer, before.error):
            self._rated(self.query_one(".rating", Passage))
        else:
            self.refresh(recompose=True)

    def focus_first(self) -> None:
        """Put the focus on the first citation, or on the reading if there is none."""
        for kind in (CitationLine, ReadingLine):
            if found := list(self.query(kind)):
                found[0].focus(scroll_visible=False)  # the turn was brought into view
                return

    def compose(self) -> ComposeResult:
        """The parts, from the question down."""
        question = self.turn.question
        scope = labels.told(
            labels.Scope(question.places, question.years, question.kind), self._lang
        )
        text = question.text + (f"  [{scope}]" if scope else "")
        yield Passage(text, classes="question")
        if self.turn.answer:
            yield from self._answer(self.turn.answer)
        elif self.turn.error:
            yield Passage(say("failed", self._lang, error=self.turn.error), classes="failure")
        else:
            yield Passage(say("pending", self._lang), classes="remark")
        yield self._rated(Passage(classes="remark rating"))

    def _rated(self, line: Passage) -> Passage:
        rating = self.turn.rating
        line.update(say("rated-good" if rating > 0 else "rated-bad", self._lang) if rating else "")
        line.display = bool(rating)
        return line

    def _answer(self, answer: Answer) -> Iterator[Widget]:
        yield ReadingLine(self.turn.id, labels.reading(answer.query, self._lang), self._lang)
        if answer.rows and tables.is_across(answer):
            yield Bars(self.turn.id, answer, self._lang)
        elif answer.rows:
            yield CompareTable(self.turn.id, answer, self._lang)
        else:
            yield from self._said(answer)
        for note in answer.notes:
            yield Passage(labels.narrow(clean(note)), classes="remark")
        if not answer.rows:
            for citation in self.turn.citations:
                yield CitationLine(self.turn.id, citation, self._lang)

    def _said(self, answer: Answer) -> Iterator[Widget]:
        if answer.status is Status.ANSWERED:
            yield Passage(answer.text, list(_figures(answer)), classes="answer")
            return
        message = answer.reason.message if answer.reason else ""
        yield Passage(message, classes="refusal")
        if self.turn.citations:
            yield Passage(say("nearest", self._lang), classes="remark")


def _figures(answer: Answer) -> Iterator[Mark]:
    """Where the figures stand in the answer, in their order."""
    at = 0
    for figure, _ in answer.figures:
        start = answer.text.find(figure.text, at)
        if start >= 0:
            at = start + len(figure.text)
            yield Mark(start, at, "mark--number")
