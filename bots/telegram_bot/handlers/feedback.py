"""What people think of an answer, by a button under it or by a reaction to it."""

from collections.abc import Sequence

from telegram import ReactionType, ReactionTypeEmoji, Update

from bots.telegram_bot.messages.buttons import Press
from bots.telegram_bot.services import Context, Services
from bots.telegram_bot.storage.turns import Turn

_VALUES = {"👍": 1, "👎": -1}


async def rate(services: Services, person: int, pressed: Press, turn: Turn) -> None:
    """Keep the verdict of a button, on the answer (0) or on one of its sources."""
    number = min(pressed.number, len(turn.passages))
    value = 1 if pressed.word == "up" else -1
    await services.turns.rate(turn.id, number, person, value)
    services.metrics.count("rated")


async def react(update: Update, context: Context) -> None:
    """Keep the verdict of a reaction to an answer; taking the reaction back takes it back."""
    change, services = update.message_reaction, Services.of(context)
    if change is None or change.user is None:  # whoever reacts for a group is no person
        return
    turn = services.turns.shown_in(change.chat.id, change.message_id)
    before, now = value_of(change.old_reaction), value_of(change.new_reaction)
    if turn is not None and before != now:
        await services.turns.rate(turn, 0, change.user.id, now)
        services.metrics.count("rated")


def value_of(reactions: Sequence[ReactionType]) -> int:
    """What reactions say of an answer: 1 good, -1 bad, 0 nothing or both."""
    marks = {one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji)}
    return sum(value for sign, value in _VALUES.items() if sign in marks)
