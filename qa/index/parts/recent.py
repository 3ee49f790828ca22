"""What was read last from an index, by number, so that it is not read again at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Reads together what it does not have; threads may share it."""

    def __init__(
        self, read: Callable[[Sequence[int]], Iterable[tuple[int, Value]]], most: int
    ) -> None:
        """Keeps what is read.

        Args:
            read: Gives what has these numbers, in any order.
            most: Once it has more it begins anew.
        """
        self._read, self._most = read, most
        self._kept: dict[int, Value] = {}

    def get(self, numbers: Sequence[int]) -> list[Value]:
        """What has these numbers, in their order."""
        kept = self._kept
        known = {number: kept[number] for number in numbers if number in kept}
        if missing := [number for number in numbers if number not in known]:
            known.update(self._read(missing))
            if len(kept) > self._most:
                kept = self._kept = {}  # whoever looks something up now goes on in the old one
            kept.update(known)
        return [known[number] for number in numbers]
