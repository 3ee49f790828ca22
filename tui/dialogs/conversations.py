"""Find a conversation, or a turn in any of them; put conversations away."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from textual.app import App
from textual.binding import Binding

from qa.render import clean
from tui.content import labels
from tui.content.conversations import Conversation, Store, written
from tui.content.exporting import to_text
from tui.content.wording import say
from tui.dialogs.base import Dialog
from tui.widgets.picker import Choices, Item, Picker


class Chosen(NamedTuple):
    """A conversation, and the turn in it that was looked for."""

    path: Path
    turn: int = 0
    """From 1; 0 if the conversation as a whole."""


async def choose(app: App[None], store: Store) -> tuple[Conversation, int] | None:
    """The conversation to go on with and the turn that was looked for, 0 for none.

    Must run in a worker. One that is open in another program is refused, and that is said.
    """
    chosen = await app.push_screen_wait(ConversationDialog(store))
    if chosen is None:
        return None
    try:
        conversation = store.resume(store.take_back(chosen.path))
    except OSError as error:
        app.notify(labels.unreadable(chosen.path, error), severity="error")
        return None
    if conversation is None:
        app.notify(say("elsewhere"), severity="error")
        return None
    return conversation, chosen.turn


class ConversationDialog(Dialog[Chosen]):
    """Gives what was chosen, or None; what is typed is looked for in all questions and answers."""

    BINDINGS = [Binding("delete,ctrl+d", "put_away", show=False)]  # noqa: RUF012

    def __init__(self, store: Store) -> None:
        title = say("choose-conversation")
        super().__init__(title, Picker(), hint="conversations-hint", large=True)
        self._store = store
        self._sure: Path | None = None

    def on_mount(self) -> None:
        """Read them, and begin in the list."""
        self._fill()
        self.query_one(Choices).focus()

    def _fill(self) -> None:
        self.query_one(Picker).show([row for c in self._store.all() for row in self._rows(c)])

    def _rows(self, conversation: Conversation) -> Iterator[Item]:
        path = conversation.path
        when = datetime.fromtimestamp(written(path))
        away = f"{say('archived')}  " if path.parent == self._store.archive else ""
        title = clean(conversation.title or say("unnamed"))
        label = f"{when:%Y-%m-%d %H:%M}  ({len(conversation.turns)})  {away}{title}"
        yield Item(str(path), label)
        for turn in conversation.turns:
            # Only to be found: a list of all turns would bury the conversations.
            yield Item(
                f"{path}:{turn.id}", f"    {clean(turn.question.text)}", to_text(turn), hidden=True
            )

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """That one."""
        self.dismiss(_chosen(event.id))

    def action_put_away(self) -> None:
        """Archive a conversation; in the archive, delete it when asked twice."""
        chosen = self.query_one(Choices).chosen
        if not chosen:
            return
        path = _chosen(chosen).path
        if path.parent == self._store.archive and self._sure != path:
            self._sure = path
            self.notify(say("delete-sure"))
            return
        try:
            self._store.put_away(path)
        except BlockingIOError:
            self.notify(say("elsewhere"), severity="error")
        except OSError as error:
            self.notify(labels.unwritable(path, error), severity="error")
        self._fill()


def _chosen(code: str) -> Chosen:
    path, _, turn = code.rpartition(":")
    return Chosen(Path(path), int(turn)) if path and turn.isdecimal() else Chosen(Path(code))
