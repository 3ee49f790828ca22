"""What an error of the Bot API says about a call: its fate, and when to try again."""

from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bots.telegram_bot.request import Unsent


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure of a call."""

    why: str
    """One word: flood, forbidden, refused, moved, unauthorized, unconnected or unknown."""
    may_have_arrived: bool = False
    is_final: bool = False
    """Whether trying again is of no use."""
    pause: float = 0.0
    """Seconds that Telegram itself asks us to wait."""
    moved_to: int = 0
    """The chat that has taken the place of the one that was meant."""
    words: str = ""
    """Telegram's objection, where it has one."""


def fault_of(error: Exception) -> Fault:
    """What a call that raised an error has come to."""
    if is_a_proxys(error):
        return Fault("unknown", may_have_arrived=True)
    words = error.message.lower() if isinstance(error, TelegramError) else ""
    if isinstance(error, RetryAfter) or "too many requests" in words:
        return Fault("flood", pause=pause_of(error))
    if isinstance(error, ChatMigrated):
        return Fault("moved", moved_to=error.new_chat_id)
    if isinstance(error, Forbidden):
        return Fault("forbidden", is_final=True, words=error.message)
    if isinstance(error, BadRequest) or "entity too large" in words:
        return Fault("refused", is_final=True, words=words)
    if isinstance(error, InvalidToken | Conflict):  # 401, 404 and 409: done by nobody
        return Fault("unauthorized")
    if isinstance(error.__cause__, Unsent):
        return Fault("unconnected")
    return Fault("unknown", may_have_arrived=True)


def is_a_proxys(error: Exception) -> bool:
    """Whether the answer had a status of Telegram's and a body that is none of its: a proxy's."""
    return type(error.__cause__) is TelegramError  # what the library raises where it finds no JSON


def pause_of(error: Exception) -> float:
    """Seconds that Telegram asks us to wait before the call is made again, 0 if it does not."""
    if not isinstance(error, RetryAfter):
        return 0.0
    # The public one warns of a change to come.
    return max(0.0, error._retry_after.total_seconds() + 0.1)
