"""The conversation at work: questions are asked, answers shown, turns rated, copied, gone through.

Workers carry a description because Textual would make one of all their arguments.
"""

from contextlib import ExitStack
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.worker import get_current_worker

from qa.model import Answer, Question, Report
from tui.content import finding, labels, scoping
from tui.content.conversations import Conversation
from tui.content.library import Closed
from tui.content.quoting import Spot
from tui.content.scoping import Scope
from tui.content.session import Session
from tui.content.turns import Turn
from tui.content.wording import say
from tui.messages import Answered
from tui.widgets.citation import CitationLine
from tui.widgets.greeting import Greeting
from tui.widgets.transcript import Transcript
from tui.widgets.turn import TurnView

_REMEMBERED = 8
"""Earlier questions that go along with the next."""
_AT_ONCE = 0.02
"""Seconds within which the empty prompt and the answer are one paint."""
_SOON = 0.15
"""Seconds within which an answer comes without the question being shown before it."""
_WIDEST = 3
"""Sentences on either side that the context of a citation grows to."""


class Talk(Vertical):
    """Shows the conversation and asks."""

    conversation: reactive[Conversation | None] = reactive(None)
    scope: reactive[Scope] = reactive(Scope())
    spot: reactive[Spot | None] = reactive(None)
    reports: reactive[tuple[Report, ...]] = reactive(())
    examples: reactive[tuple[str, ...]] = reactive(())
    fault: reactive[str] = reactive("")

    class Asked(Message):
        """A question is being asked, or waits for the reports to be open."""

    @dataclass
    class Settled(Message):
        """A turn has its answer, or its error."""

        conversation: Conversation
        turn: Turn

    def __init__(self, session: Session) -> None:
        super().__init__(id="talk", classes="-shown")
        self._session = session
        self._calm = ExitStack()
        self.current = 0
        """The turn that keys act on, from 1; 0 if there is none."""

    def compose(self) -> ComposeResult:
        """The turns."""
        greeting = Greeting(id="greeting").data_bind(Talk.reports, Talk.examples, Talk.fault)
        yield Transcript(greeting)

    def watch_conversation(self) -> None:
        """Show another conversation."""
        if self.conversation:
            self.current = len(self.conversation.turns)
            self.query_one(Transcript).show(self.conversation.turns)

    def watch_fault(self) -> None:
        """Show how to go on where the reports cannot be opened."""
        self.query_one(Transcript).fail(bool(self.fault))

    def watch_spot(self) -> None:
        """Pick out the citation that the source shows."""
        for line in self.query(CitationLine):
            self._mark(line)

    @on(CitationLine.Placed)
    def _placed(self, event: CitationLine.Placed) -> None:
        event.stop()
        self._mark(event.line)

    def _mark(self, line: CitationLine) -> None:
        spot = self.spot
        shown = spot is not None and not spot.place and spot.cited == line.spot.cited
        line.set_class(shown, "-open")

    # ---- asking

    def ask(self, text: str) -> None:
        """Ask a question within what is in force."""
        if self.conversation:
            self._begin(Question(text, history=self.conversation.history[-_REMEMBERED:]))

    def ask_again(self, turn: Turn, scope: Scope) -> None:
        """Ask the question of a turn as the reader set it right."""
        self._begin(Question(turn.question.text, "", turn.question.history, *scope), corrected=True)

    def _begin(self, question: Question, *, corrected: bool = False) -> None:
        assert self.conversation
        turn = self.conversation.ask(question, corrected=corrected)
        self.current = turn.id
        self.post_message(self.Asked())
        self._calm.enter_context(self.app.batch_update())
        self.set_timer(_AT_ONCE, self._calm.close)
        self.set_timer(_SOON, lambda: self._show_awaited(turn))
        self.ask_awaited()

    def ask_awaited(self) -> None:
        """Ask the last turn, if it awaits its answer and the reports are open."""
        turn = self.conversation.awaited if self.conversation else None
        if turn and self.conversation and self._session.library.is_open:
            self.post_message(self.Asked())
            self._ask(self.conversation, turn, self._standing(turn))

    def _standing(self, turn: Turn) -> Scope:
        """What the question is narrowed to unless it names places or years itself."""
        if turn.corrected or not self.conversation:
            return Scope()
        before = self.conversation.turns[turn.id - 2] if turn.id > 1 else None
        if before and before.corrected and not self.scope.places:
            return Scope(before.question.places, before.question.years)
        return self.scope

    async def _show_awaited(self, turn: Turn) -> None:
        """Show the question alone, if the answer takes its time."""
        if self.conversation and self.conversation.awaited == turn:
            await self.query_one(Transcript).put(turn)

    @work(thread=True, exclusive=True, exit_on_error=False, group="ask", description="ask")
    def _ask(self, conversation: Conversation, turn: Turn, standing: Scope) -> None:
        library = self._session.library
        try:
            question = scoping.narrowed(turn.question, standing, library.ask)
            answer: Answer | str = library.ask(question, self._session.settings.top)
        except Closed:
            return  # it is asked again at the next start
        except Exception as error:
            answer = labels.error(error)
        if not get_current_worker().is_cancelled:
            self.post_message(Answered(conversation, turn.id, answer))

    @on(Answered)
    async def _answered(self, event: Answered) -> None:
        event.stop()
        conversation, said = event.conversation, event.answer
        if isinstance(said, str):
            turn = conversation.fail(event.turn, said)
        else:
            turn = conversation.answer(event.turn, said)
        if conversation is self.conversation:
            await self.query_one(Transcript).put(turn)
        self._calm.close()
        self.post_message(self.Settled(conversation, turn))
        self._sync(conversation)

    @work(thread=True, exit_on_error=False, group="sync", description="sync")
    def _sync(self, conversation: Conversation) -> None:
        # A disk takes its time; the screen need not wait for it.
        conversation.sync()

    # ---- turns

    @property
    def turn(self) -> Turn | None:
        """The turn in focus, else the current one."""
        focused = self.screen.focused
        for node in focused.ancestors_with_self if focused else ():
            if isinstance(node, TurnView):
                self.current = node.turn.id
        turns = self.conversation.turns if self.conversation else []
        return turns[self.current - 1] if 0 < self.current <= len(turns) else None

    async def goto(self, by: int) -> bool:
        """Go to the turn before or after; gives False beyond the last."""
        count = len(self.conversation.turns) if self.conversation else 0
        transcript = self.query_one(Transcript)
        focused = self.screen.focused
        inside = focused is not None and self in focused.ancestors and self.turn is not None
        number = (self.current + by) if inside else (count if by == -1 else count + by + 1)
        if by < 0 and not inside and transcript.greeting.display:
            return transcript.greeting.focus_first()
        view = await transcript.goto(max(1, number))
        if view:
            self.current = view.turn.id
            view.focus_first()
        return view is not None

    async def goto_number(self, number: int) -> None:
        """Go to a turn by its number."""
        if view := await self.query_one(Transcript).goto(number):
            self.current = number
            view.focus_first()

    def rate(self, rating: int) -> None:
        """Rate the turn; the same again takes it back."""
        turn = self.turn
        if turn is None or turn.pending or not self.conversation:
            self._want_turn()
            return
        changed = self.conversation.rate(turn.id, 0 if turn.rating == rating else rating)
        self.query_one(Transcript).change(changed)

    def copy(self) -> None:
        """Copy what is selected, else the answer of the turn with its citations."""
        from tui.content.exporting import to_text

        turn = self.turn
        said = to_text(turn) if turn and turn.answer else ""
        if copied := self.screen.get_selected_text() or said:
            self.app.copy_to_clipboard(copied)
            self.notify(say("copied"))
        else:
            self._want_turn()

    def _want_turn(self) -> None:
        self.notify(say("no-turn"))

    def citation_line(self, number: int = 0) -> CitationLine | None:
        """The citation of a number of the current turn; 0: the one in focus, else the first."""
        focused = self.screen.focused
        if isinstance(focused, CitationLine) and not number:
            return focused
        view = self.query_one(Transcript).view(self.turn.id) if self.turn else None
        return view.citation_line(number or 1) if view else None

    def cite(self, number: int) -> None:
        """Open the report at a citation of the current turn."""
        if line := self.citation_line(number):
            line.action_pick()
        else:
            self.notify(say("no-citation", number=number))

    def widen(self) -> None:
        """Show more sentences around the citation."""
        line = self.citation_line()
        report = self._session.library.find(line.citation.report) if line else None
        if line and report:
            line.steps = (line.steps + 1) % (_WIDEST + 1)
            self._widen(line, line.steps, report)
        else:
            self.notify(say("no-citation", number=1) if self.turn else say("no-turn"))

    @work(thread=True, exit_on_error=False, group="source", description="widen")
    def _widen(self, line: CitationLine, steps: int, report: Report) -> None:
        cited = line.citation
        try:
            pieces = self._session.library.pieces(report.id)
        except Closed:
            return
        start, end = finding.widen(pieces, cited.start, cited.end, steps)
        self.app.call_from_thread(line.widen, report.text[start:end], cited.start - start)

    @work
    async def correct(self) -> None:
        """Let the reader say what the question of the turn means, and ask it again."""
        from tui.dialogs.correct import CorrectDialog

        turn = self.turn
        if turn is None or not self.reports:
            self._want_turn()
            return
        places = tuple(dict.fromkeys(report.holder for report in self.reports))
        years = tuple(sorted({report.year for report in self.reports if report.year}))
        read = turn.answer.query if turn.answer else turn.question
        before = Scope(read.places, read.years, read.kind)
        dialog = CorrectDialog(turn.question.text, Scope(places, years), before)
        scope = await self.app.push_screen_wait(dialog)
        if scope is not None:
            # A kind that was left as it was read is no wish.
            kind = turn.question.kind if scope.kind == before.kind else scope.kind
            self.ask_again(turn, scope._replace(kind=kind))
