"""Questions and what was answered, kept so that buttons and follow-ups outlive a restart."""

import json
import time
from dataclasses import asdict, dataclass

from bots.telegram_bot.storage.store import Statement, Store
from qa.model import Answer, Citation
from qa.render import readings

REMEMBERED = 3
"""Earlier questions that go along with the next."""
_READ = "json_extract(body, '$.code') not in ('too-long', 'not-a-question')"
"""Nobody leans on what was no question."""
_KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn as it can be shown again."""

    id: int
    """Of the update that asked."""
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

    @classmethod
    def of(cls, id: int, answer: Answer, lang: str) -> "Turn":
        """What is kept of an answer, with remarks on how it was read in a language."""
        reason = answer.reason
        return cls(
            id,
            answer.question.text,
            answer.text,
            reason.code if reason else "",
            reason.message if reason else "",
            reason.nearest if reason else answer.citations,
            (*readings(answer.query, lang), *answer.notes),
            answer.query.places,
            answer.query.years,
            answer.question.history,
        )

    def to_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> "Turn":
        """The turn that `to_json` wrote."""
        table = json.loads(line)
        table["passages"] = tuple(_citation(one) for one in table["passages"])
        for key in ("remarks", "places", "years", "history"):
            table[key] = tuple(table[key])
        return cls(**table)


def _citation(table: dict[str, object]) -> Citation:
    table["section"] = tuple(table["section"])  # type: ignore[arg-type]  # asdict wrote a list
    table["highlights"] = tuple(tuple(pair) for pair in table["highlights"])  # type: ignore[attr-defined]  # asdict wrote a list
    return Citation(**table)  # type: ignore[arg-type]  # asdict wrote its fields


class Turns:
    """The turns of all talks; a talk is a chat, or one topic of it."""

    def __init__(self, store: Store) -> None:
        """Uses the tables of the store."""
        self._store = store

    @staticmethod
    def keeping(talk: str, user: int, saved: Turn) -> Statement:
        """What keeps a turn; handling its update again replaces it."""
        values = (saved.id, talk, user, int(time.time()), saved.question, saved.to_json())
        return "insert or replace into turns values(?, ?, ?, ?, ?, ?)", values

    def find(self, id: int, chat: int) -> Turn | None:
        """A turn of this chat; those of other chats are nobody's business here."""
        rows = self._store.read("select talk, body from turns where id=?", id)
        if not rows or rows[0][0].split(":")[0] != str(chat):
            return None
        return Turn.from_json(rows[0][1])

    def since_break(self, talk: str, before: int, most: int) -> list[Turn]:
        """The latest turns before an update and after the last fresh start, oldest first."""
        return [Turn.from_json(body) for body in self._latest("body", talk, before, most)]

    def history(self, talk: str, before: int) -> tuple[str, ...]:
        """The earlier questions that a follow-up may lean on."""
        return tuple(self._latest("question", talk, before, REMEMBERED, _READ))

    def _latest(
        self, column: str, talk: str, before: int, most: int, condition: str = "true"
    ) -> list[str]:
        rows = self._store.read(
            f"select {column} from turns where talk=? and id<? and id>coalesce("
            f"(select after from breaks where talk=?), 0) and {condition}"
            " order by id desc limit ?",
            talk, before, talk, most,
        )  # fmt: skip
        return [value for (value,) in reversed(rows)]

    async def start_anew(self, talk: str, at: int) -> None:
        """Forget what was said before an update."""
        await self._store.write("insert or replace into breaks values(?, ?)", talk, at)

    async def note_shown(self, chat: int, message: int, turn: int) -> None:
        """Keep which message shows a turn."""
        await self._store.write("insert or replace into shown values(?, ?, ?)", chat, message, turn)

    def shown_in(self, chat: int, message: int) -> int | None:
        """The turn that a message shows, if it shows one."""
        sql = "select turn from shown where chat=? and message=?"
        rows = self._store.read(sql, chat, message)
        return int(rows[0][0]) if rows else None

    async def rate(self, turn: int, citation: int, user: int, value: int) -> None:
        """Keep a person's verdict on an answer (citation 0) or one of its sources; 0 is none."""
        await self._store.write(
            "insert or replace into ratings values(?, ?, ?, ?)", turn, citation, user, value
        )

    def totals(self) -> dict[str, int]:
        """Turns, people, and verdicts of both kinds."""
        ((turns, people),) = self._store.read("select count(*), count(distinct user) from turns")
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
