"""The durable inbox: an update is on disk before Telegram may forget it.

waiting ──> asking ──> done
An update found `asking` was with the engine when the process died: it may be what killed it, and
is asked again in a process of its own. If it kills that one too it is `aside`, for the operator.
"""

import json
import re
import time
from collections.abc import Sequence

from telegram import Message, Update

from bots.telegram_bot.polling.chat_queues import Item
from bots.telegram_bot.storage.store import Statement, Store

_KEPT_DAYS = 7  # Telegram itself keeps an update for one day
_INSERT = "insert or ignore into inbox(id, queue, quick, body, state, at) values(?,?,?,?,?,?)"
_SLOW_COMMAND = re.compile(r"/(ask|compare)\b", re.IGNORECASE)
_CANCEL = re.compile(r"/cancel\b", re.IGNORECASE)
_SLOW_PRESS = re.compile(r"[oegq]:")


class Inbox:
    """Updates by their id, so that one that is delivered twice is taken in once."""

    def __init__(self, store: Store) -> None:
        """Uses the tables of the store."""
        self._store = store
        self.suspects = {id for (id,) in store.read("select id from inbox where state='asking'")}
        """Those that may have killed the process before."""
        self._closed: set[int] = set()

    async def add(self, updates: Sequence[Update]) -> list[Item]:
        """Those that were not there before, as items to line up, now on disk in one step.

        Raises:
            StoreLost: They could not be written; none is.
        """
        now = time.time()
        by_id = {update.update_id: update for update in updates}
        items = [Item(id, queue_of(one), is_quick(one), now) for id, one in by_id.items()]
        added = await self._store.write_all(
            [
                (_INSERT, (i.id, i.queue, i.quick, by_id[i.id].to_json(), "waiting", now))
                for i in items
            ]
        )
        return [item for item, is_new in zip(items, added, strict=True) if is_new]

    def open_items(self) -> list[Item]:
        """What a former run left, in the order in which it came."""
        rows = self._store.read(
            "select id, queue, quick, at from inbox where state in ('waiting', 'asking')"
            " order by seq"
        )
        return [Item(id, queue, bool(quick), at) for id, queue, quick, at in rows]

    def body(self, id: int) -> dict[str, object]:
        """The update as Telegram sent it."""
        ((body,),) = self._store.read("select body from inbox where id=?", id)
        return dict(json.loads(body))

    def waits_for(self, id: int, user: int) -> bool:
        """Whether an update is a message of this person whose answer is not on its way yet."""
        rows = self._store.read(
            "select 1 from inbox where id=? and state in ('waiting', 'asking')"
            " and json_extract(body, '$.message.from.id')=?",
            id, user,
        )  # fmt: skip
        return bool(rows)

    async def ask(self, id: int) -> None:
        """Note that the engine is about to be asked for an update."""
        await self._store.write("update inbox set state='asking' where id=?", id)

    def closing(self, id: int) -> Statement:
        """What closes an update, in one step with what answers it; its words go."""
        self._closed.add(id)
        return "update inbox set state='done', body='' where id=? and state<>'aside'", (id,)

    async def set_aside(self, id: int) -> None:
        """Ask an update no more, and keep its words for the operator."""
        await self._store.write("update inbox set state='aside' where id=?", id)

    async def finish(self, id: int) -> None:
        """Close an update that nothing has closed yet."""
        if id not in self._closed:
            await self._store.write_all([self.closing(id)])
        self._closed.discard(id)

    async def drop(self, ids: Sequence[int]) -> None:
        """Close updates that are not to be handled any more."""
        await self._store.write_all([self.closing(id) for id in ids])
        self._closed.difference_update(ids)

    def counts(self) -> dict[str, int]:
        """How many updates are in each state."""
        return dict(self._store.read("select state, count(*) from inbox group by state"))

    async def sweep(self) -> None:
        """Forget what Telegram cannot send again."""
        old = time.time() - _KEPT_DAYS * 86400
        await self._store.write("delete from inbox where state='done' and at < ?", old)


def queue_of(update: Update) -> str:
    """Updates of one queue are handled in order: those of a chat, else of a person.

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
        return not _SLOW_PRESS.match(update.callback_query.data or "")
    message = update.effective_message
    if isinstance(message, Message) and message.text:
        return message.text.startswith("/") and not _SLOW_COMMAND.match(message.text)
    return not (update.inline_query or (message and (message.document or message.caption)))
