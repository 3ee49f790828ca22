"""What is kept of one person, taken out."""

from bots.telegram_bot.storage.store import Statement


def erasing(person: int) -> list[Statement]:
    """What erases questions, answers, verdicts and choices of a person.

    That he was let in or shut out stays: it is the operator's, and says nothing of what he asked.
    """
    own = "select id from turns where person=?"
    return [
        (f"delete from shown where turn in ({own})", (person,)),
        (f"delete from ratings where turn in ({own}) or person=?", (person, person)),
        ("delete from turns where person=?", (person,)),
        ("delete from breaks where conversation glob ?", (f"*:{person}",)),
        ("delete from breaks where conversation glob ?", (f"{person}:*",)),
        ("delete from outbox where person=?", (person,)),
        (
            "update inbox set body='', state='done' where state in ('done', 'aside')"
            " and json_valid(body) and json_extract(body, '$.message.from.id')=?",
            (person,),
        ),
        ("delete from facts where key in (?, ?)", (f"lang {person}", f"refused {person}")),
    ]
