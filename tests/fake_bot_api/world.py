"""What the server knows: chats, messages, updates that wait, calls that were made."""

import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fake_bot_api.faults import Rule

Json = dict[str, Any]
ON_DEMAND = ("chat_member", "message_reaction", "message_reaction_count")
TOKEN = "4242:FakeTokenThatMustNeverBeSeenInALog_0123"
BOT: Json = {
    "id": 4242,
    "is_bot": True,
    "first_name": "yinju",
    "username": "yinju_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot."""

    method: str
    params: Json
    at: float
    files: dict[str, bytes] = field(default_factory=dict)


class World:
    """All state, behind one condition that is notified of every change."""

    def __init__(self, token: str = TOKEN, first_update: int = 100) -> None:
        self.token = token
        self.changed = threading.Condition()
        self.calls: list[Call] = []
        self.rules: list[Rule] = []
        self.updates: list[Json] = []
        self.messages: dict[tuple[int, int], Json] = {}
        self.sent: list[Json] = []
        """Messages of the bot in the order in which they came to be."""
        self.closed: dict[int, str] = {}
        """Chats that take nothing, with the words why."""
        self.migrated: dict[int, int] = {}
        self.files: dict[str, Json] = {}
        self.contents: dict[str, bytes] = {}
        self.endless: dict[str, int] = {}
        """Files that are handed out piece by piece, up to so many bytes."""
        self.cut_short: set[str] = set()
        """Files of which less is handed out than is announced."""
        self.cut_off: list[int] = []
        """How many bytes of such a file had been taken when the bot wanted no more."""
        self.answers: dict[str, Json] = {}
        """What was answered to callback, inline and guest queries, by their id."""
        self.reactions: list[Json] = []
        self.webhook: Json = {}
        self.queries: dict[str, float] = {}
        """Queries that may be answered, and when they were made."""
        self.asked_for: list[str] = []
        """The kinds of updates that the bot named; those that it must name are else left out."""
        self.forget_offset = False
        """Whether ids have begun anew, so that an offset of before means nothing."""
        self.poll = 0
        self._ids = itertools.count(first_update)
        self._messages = itertools.count(1)
        self._queries = itertools.count(1)

    def next_message(self) -> int:
        """A fresh message id."""
        return next(self._messages)

    def push(self, kind: str, payload: Json, update_id: int | None = None) -> int:
        """The id of an update that now waits for the bot, if it is of a kind that it gets."""
        with self.changed:
            id = next(self._ids) if update_id is None else update_id
            if kind in ON_DEMAND and kind not in self.asked_for:
                return id
            self.updates.append({"update_id": id, kind: payload})
            self.changed.notify_all()
            return id

    def person(self, id: int = 1, lang: str = "zh-hans") -> Json:
        """A user."""
        return {"id": id, "is_bot": False, "first_name": f"人{id}", "language_code": lang}

    def chat(self, id: int, kind: str = "private", forum: bool = False) -> Json:
        """A chat; groups have negative ids."""
        if kind == "private":
            return {"id": id, "type": "private", "first_name": f"人{id}"}
        return {"id": id, "type": kind, "title": f"群{id}", "is_forum": forum}

    def make_message(self, text: str | None, chat: Json, sender: Json | None, **more: Any) -> Json:
        """A message, kept as if it had been sent."""
        message: Json = {"message_id": self.next_message(), "date": int(time.time()), "chat": chat}
        message |= {"from": sender} if sender else {}
        message |= {"text": text} if text is not None else {}
        message |= more
        if text and "entities" not in message:
            message |= _entities(text)
        self.messages[chat["id"], message["message_id"]] = message
        return message

    def say(
        self, text: str, user: int = 1, chat: int | None = None, lang: str = "zh-hans", **more: Any
    ) -> Json:
        """A message of a person, on its way to the bot."""
        where = self.chat(user) if chat is None else self.chat(chat, "supergroup")
        message = self.make_message(text, where, self.person(user, lang), **more)
        self.push("message", message)
        return message

    def click(self, message: Json, data: str, user: int = 1, lang: str = "zh-hans") -> str:
        """The id of the query that pressing a button makes."""
        id = self.query()
        payload = {
            "id": id, "from": self.person(user, lang), "message": message,
            "chat_instance": "1", "data": data,
        }  # fmt: skip
        self.push("callback_query", payload)
        return id

    def react(
        self, message: Json, now: Sequence[str], before: Sequence[str] = (), user: int = 1
    ) -> None:
        """A person's reactions to a message, all that there are now and were before."""
        payload = {
            "chat": message["chat"], "message_id": message["message_id"],
            "user": self.person(user), "date": int(time.time()),
            "old_reaction": [{"type": "emoji", "emoji": sign} for sign in before],
            "new_reaction": [{"type": "emoji", "emoji": sign} for sign in now],
        }  # fmt: skip
        self.push("message_reaction", payload)

    def type_inline(
        self, query: str, user: int = 1, offset: str = "", lang: str = "zh-hans"
    ) -> str:
        """The id of the query that typing behind the bot's name makes."""
        id = self.query()
        person = self.person(user, lang)
        self.push("inline_query", {"id": id, "from": person, "query": query, "offset": offset})
        return id

    def query(self) -> str:
        """A fresh query id, good for a while."""
        id = str(next(self._queries))
        self.queries[id] = time.monotonic()
        return id

    def wait(self, done: Any, seconds: float = 60.0) -> Any:
        """What `done` says as soon as it says something; fails after a long time."""
        until = time.monotonic() + seconds
        with self.changed:
            while not (found := done()):
                left = until - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"nothing came; last calls: {self._tail()}")
                self.changed.wait(min(left, 0.5))
            return found

    def _tail(self) -> list[tuple[str, str]]:
        return [(c.method, str(c.params)[:200]) for c in self.calls[-6:]]

    def to(self, chat: int) -> list[Json]:
        """The bot's messages in a chat."""
        return [m for m in self.sent if m["chat"]["id"] == chat]

    def replies(self, message: Json) -> list[Json]:
        """The bot's replies to a message."""
        return [
            m
            for m in self.to(message["chat"]["id"])
            if m.get("reply_to_message", {}).get("message_id") == message["message_id"]
        ]

    def reply(self, message: Json, seconds: float = 60.0) -> Json:
        """The first reply to a message, waited for; it changes as the bot edits it."""
        found: list[Json] = self.wait(lambda: self.replies(message), seconds)
        return found[0]

    def made(self, method: str) -> list[Call]:
        """The calls of a method."""
        return [call for call in self.calls if call.method == method]


def _entities(text: str) -> Json:
    found = []
    for word in text.split():
        at = len(text[: text.index(word)].encode("utf-16-le")) // 2
        if word.startswith("/") and at == 0:
            found.append({"type": "bot_command", "offset": at, "length": len(word)})
        elif word.startswith("@"):
            found.append({"type": "mention", "offset": at, "length": len(word)})
    return {"entities": found} if found else {}
