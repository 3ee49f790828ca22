"""Whose turn it is: order within a lane, lanes in parallel, none of them starving the others."""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """An update that waits."""

    id: int
    lane: str
    quick: bool
    """Whether it costs next to nothing and may go ahead of other lanes' questions."""


class ChatQueues:
    """Waiting updates, one line a lane; holds ids only, so that a long queue stays small."""

    def __init__(self, slots: int) -> None:
        """`slots` items may be out at once; a quarter of them is kept for quick ones."""
        self._slots, self._slow_slots = slots, max(1, slots - max(1, slots // 4))
        self._lines: dict[str, deque[Item]] = {}
        self._ready: dict[bool, deque[str]] = {True: deque(), False: deque()}
        self._out: dict[int, Item] = {}

    def __len__(self) -> int:
        """Items that wait, those that are out not counted."""
        return sum(len(line) for line in self._lines.values())

    @property
    def out(self) -> int:
        """Items that are being handled."""
        return len(self._out)

    def put(self, item: Item) -> None:
        """Line up behind what is in the lane already."""
        if item.lane in self._lines:
            self._lines[item.lane].append(item)
        else:
            self._lines[item.lane] = deque([item])
            self._ready[item.quick].append(item.lane)

    def take(self) -> Item | None:
        """The next item, lanes taking turns; None if none may go now."""
        slow = sum(not item.quick for item in self._out.values())
        if len(self._out) >= self._slots:
            return None
        if self._ready[True]:
            lane = self._ready[True].popleft()
        elif self._ready[False] and slow < self._slow_slots:
            lane = self._ready[False].popleft()
        else:
            return None
        item = self._lines[lane].popleft()
        self._out[item.id] = item
        return item

    def slow(self, lane: str) -> list[int]:
        """The questions of a lane, those that are out and those that wait."""
        held = [item for item in self._out.values() if item.lane == lane]
        return [item.id for item in (*held, *self._lines.get(lane, ())) if not item.quick]

    def done(self, id: int) -> None:
        """Let the next of its lane come forward; an id that is not out is ignored."""
        item = self._out.pop(id, None)
        if item is None:
            return
        line = self._lines[item.lane]
        if line:
            self._ready[line[0].quick].append(item.lane)
        else:
            del self._lines[item.lane]
