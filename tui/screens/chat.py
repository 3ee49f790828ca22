"""The chat: conversation on the left, source on the right, prompt below."""

from contextlib import ExitStack
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import get_current_worker

from qa.model import Question
from qa.render import clean
from tui import asking, gc_tuning
from tui.content import examples, labels
from tui.content.conversations import Conversation
from tui.content.labels import Scope
from tui.content.turns import Turn
from tui.content.wording import say
from tui.keys import KEYS, Key, teach
from tui.screens.keeping import Keeping
from tui.screens.reading import Reading
from tui.widgets.greeting import Example
from tui.widgets.outline import Outline
from tui.widgets.passage import Passage
from tui.widgets.prompt import Prompt
from tui.widgets.sidebar import ReportList, Sidebar
from tui.widgets.source import SourcePane
from tui.widgets.transcript import Transcript

_REMEMBERED = 8
"""Earlier questions that go along with the next."""
_AT_ONCE = 0.02
"""Seconds within which the empty prompt and the answer are one paint."""
_SOON = 0.15
"""Seconds within which an answer comes without the question being shown before it."""


class ChatScreen(Reading, Keeping):
    """Asks, and shows what comes back; what to do with that stands in its bases.

    Workers carry a description because Textual would make one of all their arguments.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-huge")]  # noqa: RUF012

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang
        self.scope = Scope()
        self._calm = ExitStack()
        teach(self, lang, "help-chat", KEYS, strong=True)
        # Not strong: a find bar or a dialog may want the key first.
        teach(self, lang, "", (Key("escape", "prompt", "prompt", "Esc"),))

    def compose(self) -> ComposeResult:
        """Head, the three columns, footer."""
        from textual.widgets import Footer

        yield Passage(id="head")
        with Horizontal(id="main"):
            yield Sidebar(self.lang)
            with Vertical(id="talk"):
                yield Transcript(self.lang)
                yield Passage(id="scope")
                yield Prompt(self.lang)
            yield SourcePane(self.lang, id="source")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what was there, and open the reports meanwhile."""
        remembered = self.chat.remembered
        self.query_one(Sidebar).display = remembered.sidebar
        self.query_one("#source").display = False
        self.query_one(Outline).display = remembered.outline
        self.narrow_to(Scope())
        self.resize_source(remembered.share)
        self.show_conversation()
        prompt = self.query_one(Prompt)
        prompt.locked = True
        prompt.focus()
        # Whatever else there is to do, the first paint comes first.
        self.call_after_refresh(self.restore)

    @work(thread=True, exit_on_error=False, group="restore", description="restore")
    def restore(self) -> None:
        """Read the last conversation, then open the reports."""
        gc_tuning.take_up()
        last = None if self.chat.start.fresh else self.chat.store.last()
        if last:
            conversation = self.chat.store.resume(last)
            done = asking.Restored(conversation) if conversation else asking.Elsewhere()
            self.post_message(done)
        self.app.call_from_thread(self.open_reports)

    @on(asking.Restored)
    def _restored(self, event: asking.Restored) -> None:
        self.chat.conversation = event.conversation
        self.show_conversation()

    @on(asking.Elsewhere)
    def _elsewhere(self) -> None:
        self.tell(say("elsewhere-new", self.lang))

    @work(thread=True, exclusive=True, exit_on_error=False, group="open", description="open")
    def open_reports(self) -> None:
        """Open the reports, building their index where that is needed."""
        try:
            asker = self.chat.opening(
                lambda done, total: void(self.post_message(asking.Progressed(done, total))),
                lambda text: void(self.post_message(asking.Noted(text))),
            )
        except Exception as error:
            self.post_message(asking.Unopened(_words(error)))
        else:
            self.post_message(asking.Opened(asker))
            # The first question in either language loads what reading it needs, and the first
            # misspelt one pinyin, up to half a second; let it not be the reader's.
            for lang in ("zh", "en"):
                asker.ask(Question(say("warm-up", lang)))
            places = (report.place for report in asker.reports)
            found = examples.answered(asker.ask, places, self.lang)
            self.post_message(asking.Suggested(found))
            gc_tuning.take_up()

    @on(asking.Suggested)
    def _suggested(self, event: asking.Suggested) -> None:
        self.examples = event.examples
        self.greet()

    @on(asking.Progressed)
    def _progressed(self, event: asking.Progressed) -> None:
        share = 100 * event.done // max(event.total, 1)
        self.show_head(say("opening", self.lang, share=share))

    @on(asking.Opened)
    def _opened(self, event: asking.Opened) -> None:
        if self.chat.asker:
            self.chat.asker.close()
        self.chat.asker = event.asker
        prompt = self.query_one(Prompt)
        prompt.locked = False
        prompt.names = sorted({n for r in event.asker.reports for n in (r.place, r.title) if n})
        self.query_one(Sidebar).show(event.asker.reports)
        self.greet()
        self.show_head()
        self.describe_added()
        if self.chat.start.question and not self.asked_first:
            self.asked_first = True
            self.ask(self.chat.start.question, self.scope)

    @on(asking.Unopened)
    def _unopened(self, event: asking.Unopened) -> None:
        self.show_head(event.error)
        self.warn(event.error)

    @on(asking.Noted)
    def _noted(self, event: asking.Noted) -> None:
        self.tell(event.text)

    @on(Prompt.Asked)
    def _asked(self, event: Prompt.Asked) -> None:
        self.ask(event.text, self.scope)

    @on(Example.Picked)
    def _picked_example(self, event: Example.Picked) -> None:
        prompt = self.query_one(Prompt)
        prompt.focus()
        prompt.submit(event.text)

    def ask(self, text: str, scope: Scope, history: tuple[str, ...] | None = None) -> None:
        """Ask a question as a new turn."""
        conversation = self.chat.conversation
        history = conversation.history if history is None else history
        number = str(len(conversation.turns) + 1)
        question = Question(text, number, history[-_REMEMBERED:], *scope)
        turn = conversation.ask(question)
        self.complain_unsaved()
        self.query_one(Prompt).locked = True
        self.current = turn.id
        self._calm.enter_context(self.app.batch_update())
        self.set_timer(_AT_ONCE, self._calm.close)
        self.set_timer(_SOON, lambda: self._show_pending(turn, conversation))
        self._ask(turn)

    async def _show_pending(self, turn: Turn, conversation: Conversation) -> None:
        """Show the question alone, if the answer takes its time."""
        pending = conversation.turns[turn.id - 1].pending
        if pending and conversation is self.chat.conversation:
            await self.query_one(Transcript).put(turn)

    @work(thread=True, exclusive=True, exit_on_error=False, group="ask", description="ask")
    def _ask(self, turn: Turn) -> None:
        conversation, asker = self.chat.conversation, self.chat.asker
        try:
            if asker is None:
                raise RuntimeError(say("closed", self.lang))
            answer = asker.ask(turn.question, self.chat.settings.top)
        except Exception as error:
            done: Any = asking.Failed(conversation, turn.id, _words(error))
        else:
            done = asking.Answered(conversation, turn.id, answer)
        if not get_current_worker().is_cancelled:
            self.post_message(done)

    @on(asking.Answered)
    async def _answered(self, event: asking.Answered) -> None:
        await self._settle(event.conversation.answer(event.turn, event.answer), event.conversation)
        self._sync(event.conversation)

    @work(thread=True, exit_on_error=False, group="sync", description="sync")
    def _sync(self, conversation: Conversation) -> None:
        # A disk takes its time; the screen need not wait for it.
        conversation.sync()

    @on(asking.Failed)
    async def _failed(self, event: asking.Failed) -> None:
        turn = event.conversation.fail(event.turn, event.error)
        prompt = self.query_one(Prompt)
        prompt.value = prompt.value or turn.question.text
        await self._settle(turn, event.conversation)

    async def _settle(self, turn: Turn, conversation: object) -> None:
        self.query_one(Prompt).locked = False
        if conversation is not self.chat.conversation:
            return
        await self.query_one(Transcript).put(turn)
        self._calm.close()
        if turn.answer and turn.answer.citations and not self.is_narrow:
            # The answer comes first; only then may the source take its room.
            self.call_after_refresh(self.open_citation, turn, turn.answer.citations[0])

    def narrow_to(self, scope: Scope) -> None:
        """Ask the next questions of these places and years only."""
        self.scope = scope
        line = self.query_one("#scope", Passage)
        line.update(say("only", self.lang, scope=labels.told(scope, self.lang)))
        line.display = bool(scope.places or scope.years)
        self.query_one(Sidebar).choose(scope.places, scope.years)

    @on(ReportList.Narrowed)
    def _narrowed(self, event: ReportList.Narrowed) -> None:
        report = self.report(event.report)
        if report and report.place:
            scope = Scope((report.place,), (report.year,) if report.year else ())
            self.narrow_to(Scope() if scope == self.scope else scope)


def void(_: object) -> None:
    """Nothing: a callback of the engine gives nothing back."""


def _words(error: Exception) -> str:
    """An error on one line."""
    return clean(str(error)) or type(error).__name__
