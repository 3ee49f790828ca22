"""Keeping conversations: new, other, renamed, exported; copying, rating, correcting, adding.

Dialogs are loaded where they are wanted: what they bring would put off the first paint.
"""

from collections.abc import Sequence
from pathlib import Path

from textual import on, work

from qa.render import text
from tui.asking import Unopened
from tui.content.conversations import Conversation
from tui.content.labels import Scope
from tui.content.turns import Turn
from tui.content.wording import say
from tui.screens.base import ChatBase
from tui.widgets.prompt import Prompt
from tui.widgets.transcript import Transcript
from tui.widgets.turn import ReadingLine

_NAMED = 6
"""Places that the greeting names."""


class Keeping(ChatBase):
    """What has to do with turns as a whole and with conversations."""

    examples: Sequence[str] = ()
    """Questions to begin with."""
    known: frozenset[str] = frozenset()
    """The reports before one was added; empty if none was."""

    def ask(self, text: str, scope: Scope, history: tuple[str, ...] | None = None) -> None:
        """Ask a question as a new turn."""
        raise NotImplementedError

    def open_reports(self) -> object:
        """Open the reports."""
        raise NotImplementedError

    # ---- conversations

    def show_conversation(self) -> None:
        """Show the conversation in force."""
        conversation = self.chat.conversation
        self.current = len(conversation.turns)
        self.query_one(Transcript).show(conversation.turns)
        self.query_one(Prompt).remember([turn.question.text for turn in conversation.turns])
        self.greet()
        self.show_head()

    def greet(self) -> None:
        """Say which reports there are and what may be asked."""
        reports = self.chat.asker.reports if self.chat.asker else ()
        places = list(dict.fromkeys(report.place for report in reports if report.place))
        code = "known-more" if len(places) > _NAMED else "known"
        names = say("list-mark", self.lang).join(places[:_NAMED])
        known = say(code, self.lang, count=len(reports), places=names) if places else ""
        self.query_one(Transcript).greeting.show(known, self.examples)

    def switch(self, conversation: Conversation) -> None:
        """Go on with another conversation."""
        self.chat.conversation = conversation
        self.query_one("#source").display = False
        self.show_conversation()
        self.query_one(Prompt).focus()

    def action_new(self) -> None:
        """Begin a new conversation."""
        self.switch(self.chat.store.new(say("unnamed", self.lang)))

    @work
    async def action_conversations(self) -> None:
        """Choose another conversation."""
        from tui.dialogs.choice import ChoiceDialog

        kept = self.chat.store.all()
        rows = [(c.path.stem, self._row(c)) for c in kept]
        dialog = ChoiceDialog(say("choose-conversation", self.lang), rows, self.lang)
        stem = await self.app.push_screen_wait(dialog)
        path = next((c.path for c in kept if c.path.stem == stem), None)
        if path is None:
            return
        if chosen := self.chat.store.resume(path):
            self.switch(chosen)
        else:
            self.warn(say("elsewhere", self.lang))

    def _row(self, conversation: Conversation) -> str:
        turns = conversation.turns
        last = turns[-1].question.text if turns else ""
        return f"{conversation.name}  ({len(turns)})  {last}"

    @work
    async def action_rename(self) -> None:
        """Give the conversation a name."""
        from tui.dialogs.text import TextDialog

        title, name = say("rename-title", self.lang), self.chat.conversation.name
        dialog = TextDialog(title, name, self.lang)
        wanted = await self.app.push_screen_wait(dialog)
        if wanted:
            self.chat.conversation.rename(wanted)
            self.show_head()

    @work
    async def action_export(self) -> None:
        """Write the conversation into a file."""
        from tui.content.exporting import FORMATS
        from tui.dialogs.choice import ChoiceDialog
        from tui.dialogs.text import TextDialog

        formats = [(code, say(f"format-{code}", self.lang)) for code in FORMATS]
        dialog = ChoiceDialog(say("export-title", self.lang), formats, self.lang)
        code = await self.app.push_screen_wait(dialog)
        if code is None:
            return
        conversation = self.chat.conversation
        suffix, write = FORMATS[code]
        start = str(Path.cwd() / f"yinju-{conversation.path.stem}{suffix}")
        ask = TextDialog(say("export-path", self.lang), start, self.lang)
        path = await self.app.push_screen_wait(ask)
        if path:
            content = write(conversation.name, conversation.turns, self.lang)
            self._write(Path(path).expanduser(), content)

    def _write(self, path: Path, content: str) -> None:
        temporary = path.with_name(f".{path.name}.part")
        try:
            temporary.write_text(content, encoding="utf-8", errors="backslashreplace")
            temporary.replace(path)
        except OSError as error:
            self.warn(say("unwritten", self.lang, path=path, error=error.strerror))
        else:
            self.tell(say("written", self.lang, path=path))

    # ---- turns

    def action_copy_answer(self) -> None:
        """Copy what is selected, else the answer with its citations."""
        turn = self.turn()
        selected = self.get_selected_text()
        if selected:
            self.app.copy_to_clipboard(selected)
        elif turn and turn.answer:
            self.app.copy_to_clipboard(text(turn.answer, lang=self.lang))
        else:
            return
        self.tell(say("copied", self.lang))

    def action_rate(self, rating: int) -> None:
        """Rate the turn; the same again takes it back."""
        turn = self.turn()
        if turn is None or turn.pending:
            return
        changed = self.chat.conversation.rate(turn.id, 0 if turn.rating == rating else rating)
        self.query_one(Transcript).change(changed)

    @on(ReadingLine.Mend)
    def _mend(self, event: ReadingLine.Mend) -> None:
        self.current = event.turn
        self.action_correct()

    @work
    async def action_correct(self) -> None:
        """Ask the question again, of other places or years or for something else."""
        from tui.dialogs.correct import CorrectDialog

        turn, asker = self.turn(), self.chat.asker
        if turn is None or asker is None:
            return
        places = tuple(dict.fromkeys(report.place for report in asker.reports if report.place))
        years = tuple(sorted({report.year for report in asker.reports if report.year}))
        read = _read(turn)
        dialog = CorrectDialog(turn.question.text, Scope(places, years), read, self.lang)
        scope = await self.app.push_screen_wait(dialog)
        if scope is not None:
            # A kind that was left as it was read is no wish.
            kind = turn.question.kind if scope.kind == read.kind else scope.kind
            self.ask(turn.question.text, scope._replace(kind=kind), turn.question.history)

    # ---- reports

    @work
    async def action_add(self) -> None:
        """Add a report to the corpus."""
        from tui.dialogs.file import FileDialog

        path = await self.app.push_screen_wait(FileDialog(Path.cwd(), self.lang))
        if path:
            self.show_head(say("adding", self.lang, path=path.name))
            self._add(path)

    @work(thread=True, exclusive=True, exit_on_error=False, group="add", description="add")
    def _add(self, path: Path) -> None:
        from tui import adding

        error = adding.add_report(path, self.chat.settings)
        if error:
            self.post_message(Unopened(error))
            return
        asker = self.chat.asker
        self.known = frozenset(report.id for report in asker.reports) if asker else frozenset()
        self.app.call_from_thread(self.open_reports)

    def describe_added(self) -> None:
        """Say what was read in the reports that are new."""
        from tui import adding

        known, self.known = self.known, frozenset()
        asker = self.chat.asker
        for report in asker.reports if asker and known else ():
            if report.id not in known:
                pieces = asker.sentences(report.id) if asker else ()
                self.notify(adding.describe(report, pieces, self.lang), markup=False, timeout=12)


def _read(turn: Turn) -> Scope:
    """What a question was taken to mean."""
    read = turn.answer.query if turn.answer else turn.question
    return Scope(read.places, read.years, read.kind)
