"""Whose turn it is: order within a chat, chats side by side, none of them starving the others."""

from collections import deque
from dataclasses import dataclass

_MOST_OVERDUE = 16  # items that are out for long; more would only pile up


@dataclass(frozen=True, slots=True)
class Item:
    """An update that waits."""

    id: int
    queue: str
    quick: bool
    """Whether it costs next to nothing and may go ahead of other chats' questions."""
    at: float = 0.0
    """When it came in, in seconds since the epoch."""


class ChatQueues:
    """Waiting updates, one queue a chat; holds numbers only, so that a long wait stays small."""

    def __init__(self, slots: int) -> None:
        """`slots` items may be out at once; a quarter of them is kept for quick ones."""
        self._slots, self._slow_slots = slots, max(1, slots - max(1, slots // 4))
        self._queues: dict[str, deque[Item]] = {}
        self._ready: dict[bool, deque[str]] = {True: deque(), False: deque()}
        self._out: dict[int, Item] = {}
        self._overdue: set[int] = set()
        self._count = 0

    def __len__(self) -> int:
        """Items that wait, those that are out not counted."""
        return self._count

    @property
    def out(self) -> int:
        """Items that are being handled."""
        return len(self._out)

    def came_at(self, id: int) -> float | None:
        """When an item that is out came in."""
        item = self._out.get(id)
        return item.at if item else None

    def put(self, item: Item) -> None:
        """Line up behind what is in the queue already."""
        self._count += 1
        if item.queue in self._queues:
            self._queues[item.queue].append(item)
        else:
            self._queues[item.queue] = deque([item])
            self._ready[item.quick].append(item.queue)

    def take(self) -> Item | None:
        """The next item, queues taking turns; None if none may go now."""
        held = [item for id, item in self._out.items() if id not in self._overdue]
        slow = sum(not item.quick for item in held)
        if len(held) >= self._slots:
            return None
        if self._ready[True]:
            queue = self._ready[True].popleft()
        elif self._ready[False] and slow < self._slow_slots:
            queue = self._ready[False].popleft()
        else:
            return None
        item = self._queues[queue].popleft()
        self._out[item.id] = item
        self._count -= 1
        return item

    def release(self, id: int) -> None:
        """Let others have the slot of an item that takes long; its own queue goes on waiting."""
        if id in self._out and len(self._overdue) < _MOST_OVERDUE:
            self._overdue.add(id)

    def slow(self, queue: str) -> list[int]:
        """The questions of a queue, those that are out and those that wait."""
        held = [item for item in self._out.values() if item.queue == queue]
        return [item.id for item in (*held, *self._queues.get(queue, ())) if not item.quick]

    def done(self, id: int) -> None:
        """Let the next of its queue come forward; an id that is not out is ignored."""
        self._overdue.discard(id)
        item = self._out.pop(id, None)
        if item is None:
            return
        queue = self._queues[item.queue]
        if queue:
            self._ready[queue[0].quick].append(item.queue)
        else:
            del self._queues[item.queue]
