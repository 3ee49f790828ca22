"""What tables say in words: the cells of a row that are neither its name nor a number."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.ingestion.tables.blocks import Span
from qa.ingestion.tables.heads import Heads
from qa.ingestion.tables.words import is_number, pattern
from qa.model import Cell

_LEAST = 2  # rows below the heads of a table without numbers
_NARROWEST = 3  # columns of one


def name_column(heads: Heads, body: Sequence[Sequence[str]]) -> int | None:
    """Return the column that names each row of a table: the first of words, none of them twice.

    Columns before it name groups of rows. None if there is no such column.

    Args:
        heads: Of the table.
        body: The rows below them.
    """
    for at in range(max(map(len, body), default=0)):
        column = [row[at] if at < len(row) else "" for row in body]
        said = [word for word in column if word and not is_number(word)]
        groups = any(one and one == other for one, other in pairwise(column))
        if 2 * len(said) > len(column) and not groups and not heads.numbers_rows(at):
            return at
    return None


def words_said(
    heads: Heads,
    spans: Sequence[Span],
    words: Sequence[str],
    name: int,
    caption: str,
    taken: Sequence[Cell],
) -> Iterator[Cell]:
    """Yield the cells of a row that say something in words, with its name if there are any.

    Args:
        heads: Of the table.
        spans: Where the cells of the row stand.
        words: What stands in them.
        name: The column that names the row.
        caption: Of the table.
        taken: Those that hold numbers.
    """
    begun = {cell.start for cell in taken}
    labels = {label for cell in taken for label in cell.labels[:1]}
    naming = [at for at in range(min(name + 1, len(words))) if heads.is_label(words, at)]
    title = "".join(heads.over(name)[-1:])
    told = [
        at
        for at in range(name + 1, len(words))
        if spans[at][0] not in begun
        and words[at] not in labels
        and heads.is_said(words, at)
        and heads.over(at)[-1:] != (title,)
    ]
    for at in [*naming[-1:], *told] if told and title else told:
        over = tuple(words[i] for i in naming if i < at)
        yield Cell(*spans[at], tuple(dict.fromkeys(over)), heads.over(at), caption, "")


def rows_of_heads(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows are the heads of a table in words alone; 0 if it is no such table."""
    if not rows or not _is_head(rows[0]):
        return 0
    heads = 1
    while heads < len(rows) and _goes_on(rows[heads - 1], rows[heads]):
        heads += 1
    return heads if len(rows) - heads >= _LEAST else 0


def _is_head(words: Sequence[str]) -> bool:
    return len(words) >= _NARROWEST and all(map(pattern("head").fullmatch, words))


def _goes_on(above: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether a row parts the heads above it: one of them reaches down, another across."""
    down = any(one == other for one, other in zip(above, words, strict=False))
    return down and any(one == other for one, other in pairwise(above)) and _is_head(words)
