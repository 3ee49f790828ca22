"""The headings of a report as a tree."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from qa.model import Sentence


@dataclass(slots=True)
class Heading:
    """A heading with those below it."""

    text: str
    start: int
    """Where it begins in the report."""
    below: list["Heading"] = field(default_factory=list)


def outline_of(pieces: Sequence[Sentence]) -> list[Heading]:
    """The top headings; a heading stands below the one that is the last of its own section."""
    top: list[Heading] = []
    open_: list[Heading] = []
    for piece in pieces:
        if piece.role != "heading":
            continue
        del open_[len(piece.section) :]
        heading = Heading(" ".join(piece.text.split()), piece.start)
        (open_[-1].below if open_ else top).append(heading)
        open_.append(heading)
    return top


def path_to(headings: Sequence[Heading], offset: int) -> list[Heading]:
    """The headings above an offset, outermost first."""
    path: list[Heading] = []
    while above := [heading for heading in headings if heading.start <= offset]:
        path.append(above[-1])
        headings = above[-1].below
    return path


def rows_of(
    headings: Sequence[Heading], folded: Container[int], depth: int = 0
) -> Iterator[tuple[int, Heading]]:
    """The headings from the top down, each with its depth.

    Args:
        headings: Those of a depth.
        folded: Where the headings begin whose own are left out.
        depth: From 0.
    """
    for heading in headings:
        yield depth, heading
        if heading.start not in folded:
            yield from rows_of(heading.below, folded, depth + 1)
