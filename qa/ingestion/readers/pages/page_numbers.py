"""Numbers of pages, as people write them."""

from collections.abc import Iterable


def write_ranges(numbers: Iterable[int]) -> str:
    """Return numbers in order with those that follow each other made one: 1-3、7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
