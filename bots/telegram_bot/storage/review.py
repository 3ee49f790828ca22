"""What people miss: questions without a good answer, as cases of a question suite."""

import json
from collections.abc import Iterator

from bots.telegram_bot.storage.store import Store

KINDS = ("unanswered", "disliked", "undelivered", "aside")
_QUERIES = {
    "unanswered": "select 'bot-' || id, question, body from turns"
    " where json_extract(body, '$.code') not in"
    " ('', 'not-a-question', 'too-long', 'help', 'reports') order by id",
    "disliked": "select distinct 'bot-' || t.id, t.question, t.body from turns t"
    " join ratings r on r.turn=t.id where r.value<0 order by t.id",
    "undelivered": "select 'bot-' || t.id, t.question, t.body from turns t join outbox o"
    " on json_extract(o.body, '$.turn')=t.id where o.state in ('given up', 'told') order by t.id",
    "aside": "select 'update-' || id, coalesce(json_extract(body, '$.message.text'),"
    " json_extract(body, '$.inline_query.query'), ''), '{}' from inbox where state='aside'",
}


def cases(store: Store, kind: str) -> Iterator[dict[str, object]]:
    """The questions of a kind as rows of a suite, without what is expected: that is for people.

    Each question stands once, with the latest number under which it was asked.
    """
    found: dict[tuple[str, str], dict[str, object]] = {}
    for id, question, body in store.read(_QUERIES[kind]):
        history = json.loads(body).get("history", [])
        row: dict[str, object] = {"id": id, "question": question, "kind": kind}
        found[question, str(history)] = row | ({"history": history} if history else {})
    yield from (row for (question, _), row in found.items() if question)


def suite(store: Store, kinds: tuple[str, ...] = KINDS) -> str:
    """All questions of the kinds, a JSON object a line."""
    rows = (row for kind in kinds for row in cases(store, kind))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
