"""The durable outbox: what goes out is on disk until Telegram has it, or it was given up.

waiting ──> sending ──> gone from the table, or given up under a word that says why
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from bots.telegram_bot.storage.store import Statement, Store

_KEPT_DAYS = 90
_OPEN = "state in ('waiting', 'sending')"
_REPLACE = (
    "delete from outbox where queue=? and state='waiting' and json_extract(body, '$.edits')=?"
)
_INSERT = "insert into outbox values(?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '')"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing that goes to a chat."""

    chat: int
    html: str
    keyboard: str = ""
    """As JSON; empty for none."""
    thread: int | None = None
    reply_to: int | None = None
    edits: int | None = None
    """The message that this takes the place of."""
    filename: str = ""
    """Of the file that goes along; the text is its caption."""
    again: str = ""
    """What stands before it if it may be there already."""
    may_be_there: bool = False
    is_plain: bool = False
    turn: int | None = None
    """The turn that it shows."""
    person: int = 0
    """Whom it answers; 0 for nobody."""
    came_at: float | None = None
    """When it was asked for, in seconds since the epoch."""
    is_news: bool = False
    """Whether nobody asked for it: it lets answers go first and is given up without a word."""

    @property
    def queue(self) -> str:
        """What is in one queue goes out in order."""
        return f"{'news' if self.is_news else 'chat'} {self.chat}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A parcel in the outbox."""

    id: int
    parcel: Parcel
    file: bytes
    is_sending: bool
    """Whether it is noted that it is on its way."""
    at: float
    """When it was put in, in seconds since the epoch."""
    due: float
    """Not to be sent before, likewise."""
    tries: int
    why: str
    """Why it was given up; empty if it was not."""


class Outbox:
    """Parcels in the order in which they are to go out."""

    def __init__(self, store: Store) -> None:
        """Uses the tables of the store; what was on its way at a crash may be there already."""
        self._store = store
        self._ids = store.numbers("outbox")
        rows = store.read("select distinct chat from outbox where state='given up'")
        self._uninformed = {chat for (chat,) in rows}

    async def recover(self) -> None:
        """Mark what was on its way when the process died: it may be there already."""
        for entry in self._entries("state='sending'"):
            await self.postpone(entry.id, replace(entry.parcel, may_be_there=True), 0.0, 0)

    def put(
        self, parcel: Parcel, file: bytes = b"", due: float = 0.0, is_sending: bool = False
    ) -> tuple[int, list[Statement]]:
        """The number of a parcel, and what puts it in.

        An edit takes the place of one of the same message that waits.
        """
        id, state = next(self._ids), "sending" if is_sending else "waiting"
        values = (id, parcel.queue, parcel.chat, _json(parcel), file, state, time.time(), due)
        statements: list[Statement] = [(_INSERT, (*values, parcel.person))]
        if parcel.edits:
            statements.insert(0, (_REPLACE, (parcel.queue, parcel.edits)))
        return id, statements

    def first(self, queue: str) -> Entry | None:
        """What is to go out next in a queue."""
        found = self._entries(f"queue=? and {_OPEN}", queue, most=1)
        return found[0] if found else None

    def open_queues(self) -> list[str]:
        """The queues that hold something."""
        sql = f"select distinct queue from outbox where {_OPEN}"
        return [queue for (queue,) in self._store.read(sql)]

    async def begin(self, id: int) -> None:
        """Note that a parcel is on its way, so that a crash leaves its fate open."""
        await self._store.write("update outbox set state='sending' where id=?", id)

    async def postpone(self, id: int, parcel: Parcel, due: float, tries: int) -> None:
        """Keep a parcel, perhaps changed, for a later attempt; `due` in seconds of the epoch."""
        await self._store.write(
            "update outbox set state='waiting', queue=?, chat=?, body=?, due=?, tries=tries+?"
            " where id=?",
            parcel.queue, parcel.chat, _json(parcel), due, tries, id,
        )  # fmt: skip

    async def hasten(self, id: int) -> None:
        """Let a parcel go out now: its rest has passed, whatever the clock says."""
        await self._store.write("update outbox set due=0 where id=?", id)

    async def close(self, id: int, also: Sequence[Statement] = ()) -> None:
        """Forget a parcel that has arrived."""
        await self._store.write_all([("delete from outbox where id=?", (id,)), *also])

    async def give_up(self, entry: Entry, why: str) -> None:
        """Keep a parcel for the operator only; news is not worth that."""
        if entry.parcel.is_news:
            await self.close(entry.id)
            return
        await self._store.write(
            "update outbox set state='given up', why=? where id=?", why, entry.id
        )
        self._uninformed.add(entry.parcel.chat)

    def missed(self, chat: int) -> int:
        """How many things that a chat has not been told of were given up."""
        if chat not in self._uninformed:
            return 0
        sql = "select count(*) from outbox where chat=? and state='given up'"
        ((count,),) = self._store.read(sql, chat)
        return int(count)

    def telling(self, chat: int) -> Statement:
        """What notes that a chat is told of what was given up."""
        self._uninformed.discard(chat)
        return "update outbox set state='told' where chat=? and state='given up'", (chat,)

    def given_up(self, most: int) -> list[Entry]:
        """What was given up, the latest first."""
        return self._entries(f"not {_OPEN}", most=most, order="id desc")

    async def send_again(self, id: int) -> str:
        """The queue into which a parcel that was given up is put back; empty if there is none."""
        now = time.time()
        for entry in self._entries(f"id=? and not {_OPEN}", id):
            await self._store.write(
                "update outbox set state='waiting', at=?, due=0, why='' where id=?", now, id
            )
            return entry.parcel.queue
        return ""

    def counts(self) -> dict[str, int]:
        """How many parcels are in each state."""
        return dict(self._store.read("select state, count(*) from outbox group by state"))

    async def sweep(self) -> None:
        """Forget what was given up long ago."""
        old = time.time() - _KEPT_DAYS * 86400
        await self._store.write(f"delete from outbox where at < ? and not {_OPEN}", old)

    def _entries(
        self, condition: str, *values: object, most: int = -1, order: str = "id"
    ) -> list[Entry]:
        rows = self._store.read(
            "select id, body, file, state='sending', at, due, tries, why from outbox"
            f" where {condition} order by {order} limit {most}",
            *values,
        )
        return [Entry(id, Parcel(**json.loads(body)), *rest) for id, body, *rest in rows]


_PARTS = tuple(part.name for part in fields(Parcel))


def _json(parcel: Parcel) -> str:
    return json.dumps({name: getattr(parcel, name) for name in _PARTS}, ensure_ascii=False)
