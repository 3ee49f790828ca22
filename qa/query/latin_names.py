"""Names in Latin letters: words of a question that no dictionary knows, and the reports name."""

from collections.abc import Callable, Sequence

from qa.language.patterns import lazy_pattern
from qa.model import Term

_FULL = lazy_pattern(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
"""Words with capitals behind each other: Li Xiaohao, Pang Dong Lai."""


def find_names(
    text: str, unread: Sequence[str], names_of: Callable[[str], Sequence[str]]
) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """The terms of the names in a text, and the words that are none.

    Args:
        text: As it was asked.
        unread: Those of its words of which nothing is known.
        names_of: The names in the reports that a spelling may mean.
    """
    left, found = list(unread), []
    for source in (*_FULL.findall(text), *unread):
        parts = source.split()
        if set(parts) <= set(left) and (names := tuple(names_of("".join(parts)))):
            found.append(Term(source, names, origin="name"))
            left = [word for word in left if word not in parts]
    return tuple(found), tuple(left)
