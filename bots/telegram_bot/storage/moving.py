"""A group that became a supergroup has another number; all that is kept of it goes along."""

from bots.telegram_bot.storage.store import Statement


def moving(old: int, new: int) -> list[Statement]:
    """What carries everything over from one number of a chat to the other."""
    update = "update or replace {} set chat=? where chat=?"
    chat = [(update.format(table), (new, old)) for table in _BY_CHAT]
    conversation: list[Statement] = [
        (
            f"update or replace {table} set conversation=? || substr(conversation, ?)"
            " where conversation glob ?",
            (str(new), len(str(old)) + 1, f"{old}:*"),
        )
        for table in ("turns", "breaks")
    ]
    return [
        *chat,
        *conversation,
        (
            "update outbox set queue=replace(queue, ?, ?),"
            " body=json_set(body, '$.chat', ?, '$.reply_to', null) where chat=?",
            (str(old), str(new), new, new),
        ),
    ]


_BY_CHAT = ("shown", "outbox")
