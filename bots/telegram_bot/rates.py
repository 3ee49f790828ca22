"""How much one person may ask, by Telegram's clock: a replayed backlog is no flood."""

from collections import OrderedDict, deque

_WINDOW = 60.0  # seconds
_ECHO = 5.0  # seconds within which the very same question is a slip of the finger
_PEOPLE = 10_000  # remembered at most


class Rates:
    """The latest questions of each person."""

    def __init__(self, per_minute: int) -> None:
        """`per_minute` of 0 means no limit."""
        self._limit = per_minute
        self._asked: OrderedDict[int, deque[tuple[float, str]]] = OrderedDict()

    def wait(self, user: int, at: float, text: str) -> float:
        """Seconds to wait before this may be asked: 0 if now, -1 if it has just been asked.

        Args:
            user: Who asks.
            at: When, in seconds of Telegram's clock.
            text: The question.
        """
        before = self._asked.pop(user, ())
        asked = self._asked[user] = deque(one for one in before if abs(at - one[0]) < _WINDOW)
        if len(self._asked) > _PEOPLE:
            self._asked.popitem(last=False)
        if any(text == before and at - _ECHO <= then <= at for then, before in asked):
            return -1
        if self._limit and len(asked) >= self._limit:
            return max(1.0, min(then for then, _ in asked) + _WINDOW - at)
        asked.append((at, text))
        return 0
