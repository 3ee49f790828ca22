"""Questions and what was answered, kept so that buttons and follow-ups outlive a restart."""

import json
import time
from dataclasses import dataclass

from bots.telegram_bot.storage.store import Statement, Store
from qa.model import Answer, Citation
from qa.render import remarks
from qa.render.values import from_values, to_values

REMEMBERED = 3
"""Earlier questions that go along with the next."""
_NO_ANSWERS = ("help", "reports", "not-a-question", "too-long")
_READ = "json_extract(body, '$.code') not in ('too-long', 'not-a-question')"
"""Nobody leans on what was no question."""
_KEPT_DAYS = 90
_RECENT = 50  # turns of a conversation among which an edited question is looked for


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer as they can be shown again."""

    id: int
    question: str
    text: str
    """The answer; empty for a refusal."""
    code: str = ""
    """Why there is no answer; empty if there is one."""
    message: str = ""
    passages: tuple[Citation, ...] = ()
    """What the answer rests on, or the nearest passages of a refusal."""
    remarks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    history: tuple[str, ...] = ()
    """The questions before it."""
    html: str = ""
    """The message, where it is not made from the rest, as that of a comparison."""
    pages: int = 1
    """Of a comparison."""
    asked_in: int = 0
    """The number of the message that asked."""
    suggestions: tuple[str, ...] = ()
    """What may be asked instead of a question that was refused."""

    @classmethod
    def of(cls, id: int, answer: Answer, lang: str, asked_in: int = 0) -> "Turn":
        """What is kept of an answer, with remarks on how it was read in a language."""
        reason = answer.reason
        return cls(
            id,
            answer.question.text,
            answer.text,
            reason.code if reason else "",
            reason.message if reason else "",
            reason.nearest if reason else answer.citations,
            tuple(remarks(answer, lang)),
            answer.query.places,
            answer.query.years,
            answer.question.history,
            asked_in=asked_in,
        )

    @property
    def is_of_reports(self) -> bool:
        """Whether it says something of the reports, so that it can be right or wrong."""
        return self.code not in _NO_ANSWERS

    @property
    def context(self) -> tuple[str, ...]:
        """The questions that one which leans on this turn may lean on."""
        return (*self.history, self.question)[-REMEMBERED:]

    def to_json(self) -> str:
        """One line."""
        return json.dumps(to_values(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> "Turn":
        """The turn that `to_json` wrote."""
        return from_values(cls, json.loads(line))


class Turns:
    """The turns of all conversations: those of a chat or one topic, in groups of each person."""

    def __init__(self, store: Store) -> None:
        """Uses the tables of the store."""
        self._store = store
        self._ids = store.numbers("turns")

    def next_id(self) -> int:
        """A number for a new turn."""
        return next(self._ids)

    @staticmethod
    def keeping(conversation: str, person: int, turn: Turn) -> Statement:
        """What keeps a turn, in place of an earlier one of its number."""
        values = (turn.id, conversation, person, int(time.time()), turn.question, turn.to_json())
        return "insert or replace into turns values(?, ?, ?, ?, ?, ?)", values

    def find(self, id: int, chat: int) -> Turn | None:
        """A turn of this chat; those of other chats are nobody's business here."""
        rows = self._store.read("select conversation, body from turns where id=?", id)
        if not rows or rows[0][0].split(":")[0] != str(chat):
            return None
        return Turn.from_json(rows[0][1])

    def asked_in(self, conversation: str, message: int) -> Turn | None:
        """The turn of a question, by the message that asked it."""
        rows = self._store.read(
            "select body from (select id, body from turns where conversation=? order by id desc"
            " limit ?) where json_extract(body, '$.asked_in')=? order by id desc limit 1",
            conversation, _RECENT, message,
        )  # fmt: skip
        return Turn.from_json(rows[0][0]) if rows else None

    def since_break(self, conversation: str, most: int) -> list[Turn]:
        """The latest turns after the last fresh start, oldest first."""
        return [Turn.from_json(body) for body in self._latest("body", conversation, most)]

    def history(self, conversation: str) -> tuple[str, ...]:
        """The earlier questions that a follow-up may lean on."""
        return tuple(self._latest("question", conversation, REMEMBERED, _READ))

    def _latest(
        self, column: str, conversation: str, most: int, condition: str = "true"
    ) -> list[str]:
        rows = self._store.read(
            f"select {column} from turns where conversation=? and id>coalesce("
            f"(select after from breaks where conversation=?), 0) and {condition}"
            " order by id desc limit ?",
            conversation, conversation, most,
        )  # fmt: skip
        return [value for (value,) in reversed(rows)]

    async def start_anew(self, conversation: str) -> None:
        """Forget what was said so far."""
        await self._store.write(
            "insert or replace into breaks select ?, coalesce(max(id), 0) from turns", conversation
        )

    def shown_in(self, chat: int, message: int) -> int | None:
        """The turn that a message shows, if it shows one."""
        sql = "select turn from shown where chat=? and message=?"
        rows = self._store.read(sql, chat, message)
        return int(rows[0][0]) if rows else None

    def message_of(self, chat: int, turn: int) -> int | None:
        """The message that shows a turn, if one does."""
        sql = "select max(message) from shown where chat=? and turn=?"
        ((message,),) = self._store.read(sql, chat, turn)
        return None if message is None else int(message)

    async def rate(self, turn: int, citation: int, person: int, value: int) -> None:
        """Keep a person's verdict on an answer (citation 0) or one of its sources; 0 is none."""
        await self._store.write(
            "insert or replace into ratings values(?, ?, ?, ?)", turn, citation, person, value
        )

    def totals(self) -> dict[str, int]:
        """Turns, people, and verdicts of both kinds."""
        ((turns, people),) = self._store.read("select count(*), count(distinct person) from turns")
        ((good, bad),) = self._store.read(
            "select count(*) filter (where value>0), count(*) filter (where value<0) from ratings"
        )
        return {"turns": turns, "people": people, "good": good, "bad": bad}

    async def sweep(self) -> None:
        """Forget turns of long ago, and where they were shown; verdicts are figures and stay."""
        old = int(time.time()) - _KEPT_DAYS * 86400
        await self._store.write_all(
            [
                ("delete from turns where at < ?", (old,)),
                ("delete from shown where turn not in (select id from turns)", ()),
            ]
        )
