"""How much one person may ask, by Telegram's clock: a replayed backlog is no flood."""

import math
from collections import OrderedDict, deque
from dataclasses import dataclass, field

_WINDOW = 60.0  # seconds
_ECHO = 5.0  # seconds within which the very same question is a slip of the finger
_PEOPLE = 10_000  # remembered at most


@dataclass(slots=True)
class _Person:
    """What one person asked of late."""

    times: deque[float] = field(default_factory=deque)
    last: str = ""
    at: float = -math.inf


class RateLimits:
    """The latest questions of each person, through whichever door they came."""

    def __init__(self, per_minute: int) -> None:
        """`per_minute` of 0 means no limit."""
        self._limit = per_minute
        self._people: OrderedDict[int, _Person] = OrderedDict()

    def echoes(self, user: int, at: float, what: str) -> bool:
        """Whether this is what the person has asked just before."""
        person = self._people.get(user)
        return bool(person and what == person.last and person.at <= at <= person.at + _ECHO)

    def wait(self, user: int, at: float, what: str = "", *, typing: bool = False) -> float:
        """Seconds to wait before this may be asked; 0 if now, and then it counts.

        Args:
            user: Who asks.
            at: When, in seconds of Telegram's clock.
            what: The question and the place where it is asked.
            typing: Whether it comes letter by letter: what goes on from the last one takes its
                place, so that a question counts once however slowly it is typed.
        """
        person = self._person(user)
        person.times = deque(then for then in person.times if abs(at - then) < _WINDOW)
        if typing and person.times and person.last and _goes_on(what, person.last):
            person.times.pop()
        if self._limit and len(person.times) >= self._limit:
            return max(1.0, min(person.times) + _WINDOW - at)
        person.times.append(at)
        person.last, person.at = what, at
        return 0

    def forget_last(self, user: int) -> None:
        """Let the same words be a new question."""
        self._person(user).last = ""

    def _person(self, user: int) -> _Person:
        person = self._people.pop(user, None) or _Person()
        self._people[user] = person
        if len(self._people) > _PEOPLE:
            self._people.popitem(last=False)
        return person


def _goes_on(what: str, last: str) -> bool:
    return len(what) > len(last) and what.startswith(last)
