"""Which panes of the chat are to be seen together in a width."""

from collections.abc import Sequence

TALK, SOURCE, SIDEBAR, HELP = "talk", "source", "sidebar", "help"
NARROW = 100
"""Cells below which one pane takes all the width."""
WIDTHS = ((0, "-narrow"), (NARROW, "-wide"), (150, "-huge"))
"""The class of the screen from a width on."""
HEIGHTS = ((0, "-low"), (18, "-high"))
"""The class of all screens from a height on."""
_NEEDS = {TALK: 40, SOURCE: 34, SIDEBAR: 28, HELP: 36}


def classes_of(width: int, height: int) -> str:
    """The classes of the screen in a width and a height."""
    wide = next(name for least, name in reversed(WIDTHS) if least <= width)
    high = next(name for least, name in reversed(HEIGHTS) if least <= height)
    return f"{wide} {high}"


def shown(opened: Sequence[str], width: int, *, full: bool = False) -> frozenset[str]:
    """The panes to be seen: the latest always; beside it, if there is room, talk and others.

    Args:
        opened: The panes that are open, the one that was turned to last at the end.
        width: Of the terminal, in cells.
        full: Whether the latest is to have all the width.
    """
    latest = opened[-1]
    if full or width < NARROW:
        return frozenset((latest,))
    found: list[str] = []
    for pane in dict.fromkeys((latest, TALK, *reversed(opened))):
        if sum(_NEEDS[one] for one in (*found, pane)) <= width:
            found.append(pane)
    return frozenset(found)


def turned_to(opened: Sequence[str], pane: str) -> tuple[str, ...]:
    """The panes with this one opened, or brought to the front."""
    return (*(one for one in opened if one != pane), pane)


def put_away(opened: Sequence[str], pane: str) -> tuple[str, ...]:
    """The panes without this one; the conversation stays."""
    return tuple(one for one in opened if one != pane or one == TALK)
