"""The seam between asking and an engine: what every search index does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

Alternative = tuple[str | tuple[str, ...], float]
"""A token, or the tokens of one wording that count together, and what it counts."""
Terms = Mapping[str, float] | Sequence[Sequence[Alternative]]
"""Tokens with what each counts, or groups of alternatives."""


class SearchIndex(Protocol):
    """Finds sentences by their tokens under the scoring contract of `qa.index.bm25`.

    Sentences go by their numbers in the sentence store. A second engine is one module that does
    this; the core breaks ties and drops what scores nothing, so engines must not differ there.
    """

    def __len__(self) -> int:
        """How many sentences can be found: those with the role body."""
        ...

    def df(self, token: str) -> int:
        """How many sentences hold the token themselves; its context does not count."""
        ...

    def holding(self, token: str) -> list[int]:
        """The numbers of the sentences that hold the token themselves, ascending."""
        ...

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Every token that a sentence itself holds, in order, with its `df`."""
        ...

    def search(
        self, terms: Terms, within: Sequence[range] | None = None, limit: int = 10
    ) -> list[tuple[int, float]]:
        """The best sentences for these terms as (number, score), best first, ties by number.

        Args:
            terms: Tokens with what each counts; or groups of alternatives. A group counts as one
                term: the best of its alternatives and a fifth of the others.
            within: Only sentences whose numbers lie in one of these ranges.
            limit: At most so many; a sentence without a match is never among them.
        """
        ...
