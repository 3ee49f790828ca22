"""The seam between asking and an engine: what every search index does."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

Alternative = tuple[str | tuple[str, ...], float]
"""A token, or the tokens of one wording that count together, and what it counts."""
Group = Sequence[Alternative]
"""Alternatives that count as one term."""
Terms = Mapping[str, float] | Sequence[Group]
"""Tokens with what each counts, or groups of alternatives."""


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

    def search_each(
        self, terms: Terms, within: Sequence[str], each: int
    ) -> dict[str, list[tuple[int, float]]]:
        """The best sentences of each of some reports, as `search` gives those of all together.

        Args:
            terms: As for `search`.
            within: Ids of the reports; those without a match are not in what comes back.
            each: At most so many of a report.
        """
        ...

    def check(self) -> None:
        """Looks through what lies outside the file of the index.

        Raises:
            IndexFault: It is damaged or does not fit the file.
        """
        ...


class PostingsWriter(Protocol):
    """Takes the tokens of sentences while an index is built."""

    def add(
        self, report: str, numbers: range, number: int, body: list[str], context: list[str]
    ) -> None:
        """Takes a sentence that can be found.

        Args:
            report: Id of its report.
            numbers: Of all pieces of its report.
            number: Of the sentence, one of these.
            body: Its own tokens.
            context: The tokens of what stands around it.
        """
        ...

    def finish(self, file: sqlite3.Connection) -> None:
        """Writes what belongs into the file of the index, after the last sentence."""
        ...
