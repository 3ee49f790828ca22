"""The chat screen: its state, and what each key does."""

from pathlib import Path

from textual import on, work
from textual._callback import invoke
from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import reactive

from qa.model import Report
from qa.render import clean
from qa.settings import Settings
from tui import messages
from tui.content import panes
from tui.content.conversations import Conversation
from tui.content.panes import HELP, SIDEBAR, SOURCE, TALK
from tui.content.quoting import Spot, spot_of
from tui.content.scoping import Scope
from tui.content.session import Session
from tui.content.wording import say
from tui.keys import bind
from tui.loading import Loader
from tui.screens.painting import SeldomPainted
from tui.widgets.greeting import Example
from tui.widgets.head import Head, ScopeLine
from tui.widgets.keyline import KeyLine
from tui.widgets.panes import Panes
from tui.widgets.prompt import Prompt
from tui.widgets.talk import Talk

_TYPED = {"quit": "app.quit", "new": "new", "help": f"let('main', 'go_to', '{HELP}')"}
"""What is done when its word stands in the place of a question."""
_FURNITURE = Path(__file__).parents[1] / "furniture.tcss"


class ChatScreen(SeldomPainted):
    """Head, panes, prompt; they watch the state that stands here.

    Dialogs are loaded where they are wanted: what they bring would put off the first paint.
    """

    HORIZONTAL_BREAKPOINTS = list(panes.WIDTHS)  # noqa: RUF012
    AUTO_FOCUS = "#prompt"
    BINDINGS = bind("", strong=True)
    HELP = say("help-chat")

    conversation: reactive[Conversation | None] = reactive(None)
    called: reactive[str] = reactive("")
    """What the conversation is called."""
    reports: reactive[tuple[Report, ...]] = reactive(())
    spellings: reactive[dict[str, str]] = reactive({})
    examples: reactive[tuple[str, ...]] = reactive(())
    fault: reactive[str] = reactive("")
    """Why the reports cannot be opened."""
    status: reactive[str] = reactive("")
    """What is being done."""
    scope: reactive[Scope] = reactive(Scope())
    spot: reactive[Spot | None] = reactive(None, always_update=True)
    locked: reactive[bool] = reactive(False)
    """Whether a question is being asked."""

    def __init__(self, session: Session, size: Size) -> None:
        # If its size were not known from the start, all would be styled twice.
        super().__init__(classes=panes.classes_of(*size))
        self.session = session

    def compose(self) -> ComposeResult:
        """The state goes down by bindings; what the reader does comes up by messages."""
        cls = ChatScreen
        yield Head(id="head").data_bind(cls.called, cls.reports, cls.status)
        with Panes(self.session.memory).data_bind(cls.spot):
            yield Talk(self.session).data_bind(
                cls.conversation, cls.scope, cls.spot, cls.reports, cls.examples, cls.fault
            )
        yield ScopeLine(id="scope").data_bind(cls.scope)
        yield Prompt().data_bind(cls.reports, cls.spellings, cls.locked)
        yield KeyLine()
        yield Loader(self.session)

    def on_mount(self) -> None:
        """Show what was there, and open the reports meanwhile."""
        self.status = say("opening", share=0)
        self.switch(self.session.store.new())
        # Whatever else there is to do, the first paint comes first.
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        """Add the panes that are out of sight at first, and open the reports."""
        from tui.widgets.help import Help
        from tui.widgets.sidebar import Sidebar
        from tui.widgets.source import SourcePane

        self.app.stylesheet.read(_FURNITURE)
        cls = ChatScreen
        sidebar = Sidebar(id=SIDEBAR).data_bind(cls.reports, cls.scope, cls.spellings)
        source = SourcePane(self.session).data_bind(cls.spot)
        await self.query_one(Panes).furnish(sidebar, source, Help(id=HELP))
        self.post_message(messages.Furnished())
        self.query_one(Loader).restore()

    # ---- what the keys do

    async def action_let(self, box: str, deed: str, *values: str | int) -> None:
        """Let the panes, the conversation or the source, by its id, do one of its methods."""
        await invoke(getattr(self.query_one(f"#{box}"), deed), *values)

    def action_prompt(self) -> None:
        """Go back to the prompt and the conversation."""
        box = self.query_one(Panes)
        box.full = False
        box.turn_to(TALK)
        self.query_one(Prompt).focus()

    @on(Panes.Changing)
    def _changing(self) -> None:
        self.paint_once()

    # ---- the reports

    @on(messages.Restored)
    def _restored(self, event: messages.Restored) -> None:
        if event.conversation:
            self.switch(event.conversation)
        else:
            self.notify(say("elsewhere-new"))

    @on(messages.Doing)
    def _doing(self, event: messages.Doing) -> None:
        self.status = event.words or (say("unopened") if self.fault else "")

    @on(messages.Opened)
    def _opened(self) -> None:
        self.fault = self.status = ""
        self.reports = self.session.library.reports
        self._let_go()
        question, self.session.start_question = self.session.start_question, ""
        if question:
            self.query_one(Talk).ask(question)
        else:
            self.query_one(Talk).ask_awaited()

    def _let_go(self) -> None:
        """Let go of what is no longer there: the report that is open, places asked alone."""
        if not set(self.scope.places) <= {report.holder for report in self.reports}:
            self.scope = Scope()
        if self.spot and self.session.library.find(self.spot.report) is None:
            self.spot = None
            self.query_one(Panes).leave(SOURCE)

    @on(messages.Unopened)
    def _unopened(self, event: messages.Unopened) -> None:
        self.fault, self.status = event.error, say("unopened")
        self.locked = False

    @on(messages.Prepared)
    def _prepared(self, event: messages.Prepared) -> None:
        self.examples, self.spellings = event.examples, event.spellings

    @on(Example.WayOn)
    def _way_on(self, event: Example.WayOn) -> None:
        if event.code == "add":
            self.query_one(Loader).add()
            return
        if event.code == "shipped":
            self.session.settings = Settings()
        self.query_one(Loader).open(self.session.settings)

    # ---- the conversation

    def switch(self, conversation: Conversation) -> None:
        """Go on with another conversation."""
        self.conversation, self.spot = conversation, None
        self.called = conversation.title
        self.query_one(Panes).leave(SOURCE)
        prompt = self.query_one(Prompt)
        prompt.remember([turn.question.text for turn in conversation.turns])
        prompt.focus()

    def action_new(self) -> None:
        """Begin a new conversation."""
        self.switch(self.session.store.new())

    @work
    async def action_conversations(self) -> None:
        """Choose another conversation, or look for a turn in any."""
        from tui.dialogs.conversations import choose

        chosen = await choose(self.app, self.session.store)
        if chosen:
            conversation, turn = chosen
            self.switch(conversation)
            talk = self.query_one(Talk)
            talk.ask_awaited()
            if turn:
                self.call_after_refresh(talk.goto_number, turn)

    @work
    async def action_rename(self) -> None:
        """Give the conversation a name."""
        from tui.dialogs.text import TextDialog

        dialog = TextDialog(say("rename-title"), self.called)
        name = await self.app.push_screen_wait(dialog)
        if name and self.conversation:
            self.conversation.rename(name)
            self.called = self.conversation.title

    @work
    async def action_export(self) -> None:
        """Write the conversation into a file."""
        from tui.dialogs.export import export

        if self.conversation:
            await export(self.app, self.conversation)

    @on(Prompt.Asked)
    async def _asked(self, event: Prompt.Asked) -> None:
        """Ask, unless it is the path of a report, or a command as other programs have."""
        from tui.content.paths import paths_in
        from tui.content.typed import command_in

        # A browser's visitor is not to learn what there is on the server.
        paths = paths_in(event.text, blind=self.app.is_web)
        command = command_in(event.text)
        if paths:
            if not self.query_one(Loader).add(paths):
                self.query_one(Prompt).put(event.text)
        elif command in _TYPED:
            await self.run_action(_TYPED[command])
        elif command or self.fault:
            why = say("unopened-asked") if self.fault else say("typed-unknown", text=event.text)
            self.notify(why, severity="error")
            self.query_one(Prompt).put(event.text)
        else:
            self.query_one(Panes).turn_to(TALK)
            self.query_one(Talk).ask(event.text)

    @on(Example.Picked)
    def _picked_example(self, event: Example.Picked) -> None:
        prompt = self.query_one(Prompt)
        prompt.focus()
        prompt.submit(event.text)

    @on(Talk.Asked)
    def _being_asked(self) -> None:
        conversation = self.conversation
        self.locked = not self.fault
        if conversation:
            self.called = conversation.title
            if conversation.fault and not conversation.told:
                conversation.told = True
                self.notify(say("unsaved", error=conversation.fault), severity="error")

    @on(Talk.Settled)
    def _settled(self, event: Talk.Settled) -> None:
        self.locked = False
        turn, prompt = event.turn, self.query_one(Prompt)
        if turn.error and not prompt.text:
            prompt.put(turn.question.text)
        if event.conversation is self.conversation and turn.answer:
            for citation in turn.answer.citations[:1]:
                # The answer comes first; only then may the source take its room.
                self.call_after_refresh(self.open, spot_of(turn, citation), quietly=True)

    # ---- the source

    @on(messages.Wanted)
    def _wanted(self, event: messages.Wanted) -> None:
        self.open(event.spot)

    def open(self, spot: Spot, *, quietly: bool = False) -> None:
        """Show a spot of a report, and bring the source to the front unless that would disturb."""
        if self.session.library.find(spot.report) is None:
            self.notify(say("not-loaded", report=clean(spot.report)), severity="warning")
            return
        self.spot = spot
        self.query_one(Panes).bring(SOURCE, quietly=quietly)

    @on(messages.Narrowed)
    def _narrowed(self, event: messages.Narrowed) -> None:
        report = self.session.library.find(event.report)
        years = (report.year,) if report and report.year else ()
        scope = Scope((report.holder,), years) if report else Scope()
        self.scope = Scope() if scope == self.scope else scope

    @work
    async def action_find_all(self) -> None:
        """Find in all reports."""
        from tui.dialogs.search import SearchDialog

        place = await self.app.push_screen_wait(SearchDialog(self.reports))
        if place:
            self.open(Spot(place.report, place=place))

    # ---- turns

    async def action_turn(self, by: int) -> None:
        """Go to the turn before or after; after the last comes the prompt."""
        self.query_one(Panes).turn_to(TALK)
        if not await self.query_one(Talk).goto(by):
            self.query_one(Prompt).focus()
