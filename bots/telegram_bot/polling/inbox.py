"""The durable inbox: an update is on disk before Telegram may forget it.

waiting ──> sending ──> done
An update found `sending` after a crash may have been answered: its answer is sent again, marked.
"""

import json
import re
import time
from collections.abc import Iterable, Sequence

from telegram import Message, Update

from bots.telegram_bot.polling.chat_queues import Item
from bots.telegram_bot.storage.store import Statement, Store

_KEPT_DAYS = 7  # Telegram itself keeps an update for one day
_INSERT = "insert or ignore into inbox values(?, ?, ?, ?, 'waiting', ?)"
_SLOW_COMMAND = re.compile(r"/(ask|compare)\b", re.IGNORECASE)
_CANCEL = re.compile(r"/cancel\b", re.IGNORECASE)
_SLOW_CLICK = re.compile(r"[oe]:")


class Inbox:
    """Updates by their id, so that one that is delivered twice is taken in once."""

    def __init__(self, store: Store) -> None:
        """Uses the tables of the store."""
        self._store = store
        self.resumed = {id for (id,) in store.read("select id from inbox where state='sending'")}
        """Those that may have been answered before the last crash."""

    async def add(self, updates: Sequence[Update]) -> list[Item]:
        """Those that were not there before, as items to line up, now on disk in one step.

        Raises:
            StoreLost: They could not be written; none is.
        """
        by_id = {update.update_id: update for update in updates}
        items = [Item(id, lane_of(update), is_quick(update)) for id, update in by_id.items()]
        now = int(time.time())
        added = await self._store.write_all(
            [(_INSERT, (i.id, i.lane, i.quick, by_id[i.id].to_json(), now)) for i in items]
        )
        return [item for item, is_new in zip(items, added, strict=True) if is_new]

    def open_items(self) -> list[Item]:
        """What a former run left, oldest first."""
        rows = self._store.read(
            "select id, lane, quick from inbox where state in ('waiting', 'sending') order by id"
        )
        return [Item(id, lane, bool(quick)) for id, lane, quick in rows]

    def body(self, id: int) -> dict[str, object]:
        """The update as Telegram sent it."""
        ((body,),) = self._store.read("select body from inbox where id=?", id)
        return dict(json.loads(body))

    def waits_for(self, id: int, user: int) -> bool:
        """Whether an update is a message of this person whose answer is not on its way yet."""
        rows = self._store.read(
            "select 1 from inbox where id=? and state='waiting'"
            " and json_extract(body, '$.message.from.id')=?",
            id, user,
        )  # fmt: skip
        return bool(rows)

    def marking(self, id: int, state: str) -> Statement:
        """What notes how far an update is; what is done needs its words no more."""
        body = "''" if state == "done" else "body"
        return f"update inbox set state=?, body={body} where id=?", (state, id)

    async def mark(self, ids: Iterable[int], state: str) -> None:
        """Note how far updates are."""
        await self._store.write_all([self.marking(id, state) for id in ids])

    def counts(self) -> dict[str, int]:
        """How many updates are in each state."""
        return dict(self._store.read("select state, count(*) from inbox group by state"))

    async def sweep(self) -> None:
        """Forget what Telegram cannot send again."""
        old = int(time.time()) - _KEPT_DAYS * 86400
        await self._store.write("delete from inbox where body='' and at < ?", old)


def lane_of(update: Update) -> str:
    """Updates of one lane are handled in order: those of a chat, else of a person.

    What cancels may not wait for what it cancels.
    """
    if update.effective_chat and update.message and _CANCEL.match(update.message.text or ""):
        return f"cancel {update.effective_chat.id}"
    if update.effective_chat:
        return f"chat {update.effective_chat.id}"
    if update.effective_user:
        return f"user {update.effective_user.id}"
    return "none"


def is_quick(update: Update) -> bool:
    """Whether handling it needs no search: commands, buttons, what is no message at all."""
    if update.callback_query:
        return not _SLOW_CLICK.match(update.callback_query.data or "")
    message = update.effective_message
    if isinstance(message, Message) and message.text:
        return message.text.startswith("/") and not _SLOW_COMMAND.match(message.text)
    return not (update.inline_query or (message and message.document))
