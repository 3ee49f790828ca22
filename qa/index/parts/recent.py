"""What was read last from an index, by number or token, so that it is not read again at once."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Reads together what it does not have; threads may share it."""

    def __init__(
        self, read: Callable[[Sequence[Key]], Iterable[tuple[Key, Value]]], most: int
    ) -> None:
        """Keeps what is read.

        Args:
            read: Gives what has these keys, in any order.
            most: Once it has more it begins anew.
        """
        self._read, self._most = read, most
        self._kept: dict[Key, Value] = {}

    def get(self, keys: Sequence[Key]) -> list[Value]:
        """What has these keys, in their order."""
        kept = self._kept
        try:
            return [kept[key] for key in keys]
        except KeyError:
            return self._get(keys)

    def _get(self, keys: Sequence[Key]) -> list[Value]:
        """The same where something has to be read."""
        kept = self._kept
        known = {key: kept[key] for key in keys if key in kept}
        if missing := [key for key in keys if key not in known]:
            known.update(self._read(missing))
            if len(kept) > self._most:
                kept = self._kept = {}  # whoever looks something up now goes on in the old one
            kept.update(known)
        return [known[key] for key in keys]
