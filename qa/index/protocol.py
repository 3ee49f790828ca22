"""The seam between asking and an engine: what every search index does."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

Alternative = tuple[str | tuple[str, ...], float]
"""A token, or the tokens of one wording that count together, and what it counts."""
Group = Sequence[Alternative]
"""Alternatives that count as one term."""
Terms = Mapping[str, float] | Sequence[Group]
"""Tokens with what each counts, or groups of alternatives."""


class Found(NamedTuple):
    """A sentence that can be found."""

    place: int
    """Among the pieces of its report, from 0."""
    body: str
    """Its own tokens, a blank between two."""
    context: str
    """The tokens of what stands around it, a blank between two."""


class SearchIndex(Protocol):
    """Finds sentences by their tokens under the scoring contract of `qa.index.contract`.

    Sentences go by their numbers in the sentence store. What an engine gives back is the same to
    the last bit whichever it is, so that answers do not hang on it.
    """

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        ...

    def df(self, token: str) -> int:
        """How many sentences hold the token themselves; its context does not count."""
        ...

    def holding(self, tokens: Sequence[str], limit: int) -> tuple[int, list[int]]:
        """How many sentences hold all of the tokens themselves, and which.

        Args:
            tokens: One at least.
            limit: If more sentences hold them, their numbers are left out.
        """
        ...

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Every token that a sentence itself holds, in order, with its `df`."""
        ...

    def search(
        self, terms: Terms, within: Sequence[str] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """The best sentences for these terms as (number, score), best first, ties by number.

        Args:
            terms: Tokens with what each counts; or groups of alternatives. A group counts as one
                term: the best of its alternatives and a fifth of the others.
            within: Only sentences of the reports with these ids; of all if left out.
            limit: At most so many; a sentence without a match is never among them.
        """
        ...

    def rate(self, terms: Terms, numbers: Sequence[int]) -> list[float]:
        """What some sentences score for these terms, as `search` scores them, in their order.

        Args:
            terms: As for `search`.
            numbers: Of sentences that can be found; one without a match scores 0.
        """
        ...

    def check(self) -> None:
        """Looks through what lies outside the file of the index.

        Raises:
            IndexFault: It is damaged or does not fit the file.
        """
        ...


class PostingsWriter(Protocol):
    """Takes the tokens of reports that come, and the keys of those that go."""

    def add(self, key: int, found: Sequence[Found]) -> None:
        """Takes the sentences of a report that can be found.

        Args:
            key: Of the report, for as long as the index holds it.
            found: Its sentences, in order.
        """
        ...

    def remove(self, key: int, found: Sequence[Found]) -> None:
        """Takes away a report that was added as such; another in its stead gets a new key."""
        ...

    def finish(self, file: sqlite3.Connection) -> None:
        """Writes what belongs into the file of the index, after the last report."""
        ...
