"""A table of keys with weighted words that is never parsed as a whole: sorted lines of bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.errors import IndexFault

_KEPT = 1024  # keys whose cells are kept
_BEGINNINGS = 8192
"""Whose keys are kept: more than there are characters in use, since a build meets all of them."""
Pairs = tuple[tuple[str, float], ...]
"""Words with their weights, best first."""
_HEAD = 3
"""Characters of a key that is looked for: of one, thousands of English keys would be read."""


@dataclass(frozen=True, slots=True)
class SortedTable:
    """Keys with weighted words, halved to find one and parsed when asked."""

    data: bytes
    """The lines as `pack` made them; to split them all would cost every start 10 ms."""
    _blocks: dict[str, tuple[frozenset[str], int]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def find(self, key: str) -> Pairs:
        """The words of a key with their weights, best first; empty if the key is unknown.

        Raises:
            IndexFault: if the bytes are not such a table.
        """
        try:
            return tuple(_read_pair(cell) for cell in self.cells(key))
        except ValueError as error:
            raise IndexFault("a word table of the index is damaged: run `yinju index`") from error

    def cells(self, key: str) -> tuple[str, ...]:
        """What stands behind a key, as it is; empty if the key is unknown.

        The last keys are kept: a question asks for each of its words again and again.
        """
        first, blank, _ = key.partition(" ")
        if blank and key not in self.beginning_with(first + blank):
            return ()  # of the phrases that a text might hold most are none
        cells = self._found.get(key)
        if cells is None:
            if len(self._found) >= _KEPT:
                self._found.clear()
            cells = self._found[key] = self._read_cells(key)
        return cells

    def _read_cells(self, key: str) -> tuple[str, ...]:
        start = f"{key}\t".encode(errors="replace")
        at = self._offset_of(start)
        line = self.data[at : self._end_of_line(at)]
        found = line.removeprefix(start)
        return tuple(filter(None, found.decode().split("\t"))) if found != line else ()

    def __contains__(self, key: str) -> bool:
        """Whether the table has the key, with words or without."""
        return key in self.beginning_with(key[:_HEAD])

    def longest(self, text: str, at: int) -> str:
        """The longest key that stands in a text from character `at`; empty if none does."""
        keys, longest = self._block(text[at : at + 1])
        for end in range(min(at + longest, len(text)), at, -1):
            if text[at:end] in keys:
                return text[at:end]
        return ""

    def beginning_with(self, head: str) -> frozenset[str]:
        """All keys with this beginning, kept: a text meets few, a conversation the same."""
        return self._block(head)[0]

    def _block(self, head: str) -> tuple[frozenset[str], int]:
        """All keys with this beginning, and the length of the longest."""
        block = self._blocks.get(head)
        if block is None:
            if len(self._blocks) >= _BEGINNINGS:
                self._blocks.clear()
            keys = self._read_keys(head.encode(errors="replace"))
            block = self._blocks[head] = keys, max(map(len, keys), default=0)
        return block

    def _read_keys(self, start: bytes) -> frozenset[str]:
        at = self._offset_of(start)
        if not (start and self.data.startswith(start, at)):
            return frozenset()
        block = self.data[at : self._offset_of(start + b"\xff", at)]  # no byte of UTF-8 is 0xff
        return frozenset(line.partition(b"\t")[0].decode() for line in block.splitlines())

    def _offset_of(self, start: bytes, low: int = 0) -> int:
        """Of the first line that does not sort before these bytes; UTF-8 sorts as characters do.

        Args:
            start: Of a line: a key, the tab behind it, or a part of a key.
            low: Where a line begins that is not behind the one wanted.
        """
        data, high = self.data, len(self.data)
        while low < high:
            middle = (low + high) // 2
            begin = max(low, data.rfind(b"\n", low, middle) + 1)
            # A tab ends every key, so a line that is shorter is told apart before its end.
            if data[begin : begin + len(start)] < start:
                low = self._end_of_line(middle) + 1
            else:
                high = begin
        return min(low, len(data))

    def _end_of_line(self, at: int) -> int:
        end = self.data.find(b"\n", at)
        return len(self.data) if end < 0 else end


def pack(table: Mapping[str, Mapping[str, float]]) -> bytes:
    """The table as bytes, the same for the same content: keys in order, best words first."""
    return "\n".join(
        f"{key}\t" + "\t".join(f"{word}:{weight:.2f}" for word, weight in rank(words))
        for key, words in sorted(table.items())
    ).encode("utf-8")


def rank(words: Mapping[str, float]) -> list[tuple[str, float]]:
    """The words with their weights, best first; of equals the longer one."""
    return sorted(words.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))


def _read_pair(pair: str) -> tuple[str, float]:
    word, _, weight = pair.rpartition(":")
    return word, float(weight)
