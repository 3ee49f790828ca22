"""Colors that can be read: of any theme, text has 4.5 and marks 3 against what they stand on.

The grounds are the theme's own and some that are mixed of them; each ink keeps its hue and goes
towards black or white until it can be read on all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from textual.color import BLACK, WHITE, Color

TEXT, MARK = 4.5, 3.0
_STEPS = 50
_GROUNDS = {
    "ground-focus": ("primary", 0.30),
    "ground-quote": ("primary", 0.22),
    "ground-figure": ("success", 0.20),
    "ground-found": ("warning", 0.22),
}
"""What is mixed into the page, and how much of it."""
_INKS = ("text-primary", "text-accent", "text-success", "text-warning", "text-error", "foreground")
_ALIASES = {
    "block-cursor-foreground": "foreground",
    "block-cursor-background": "ground-focus",
    "block-cursor-blurred-foreground": "foreground",
    "block-cursor-blurred-background": "ground-focus",
    "button-color-foreground": "foreground",
    "button-foreground": "foreground",
}
"""What widgets of Textual's take instead of colors of their own."""
_THUMBS = ("scrollbar", "scrollbar-hover", "scrollbar-active")


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colors as WCAG 2 counts it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of a theme that are to be different; none for the terminal's own colors."""
    if variables["background"].startswith("ansi") or variables["foreground"].startswith("ansi"):
        return dict.fromkeys(_GROUNDS, variables["primary"]) | {
            "ground-here": variables["warning"],
            "ink-here": "ansi_black",
            "bar": variables["success"],
        }
    pages = [Color.parse(variables[name]) for name in ("background", "surface", "panel")]
    foreground = Color.parse(variables["foreground"])
    found: dict[str, str] = {}
    for name, (source, share) in _GROUNDS.items():
        mixed = _toned(pages[1].blend(Color.parse(variables[source]), share), foreground)
        pages.append(mixed)
        found[name] = mixed.hex
    for name in _INKS:
        found[name] = _ink(Color.parse(variables[name]), pages, TEXT).hex
    dim = Color.parse(found["foreground"]).blend(pages[1], 0.35)
    found["text-muted"] = _ink(dim, pages, TEXT).hex
    here = _ink(Color.parse(variables["warning"]), pages, MARK)
    found |= {"ground-here": here.hex, "ink-here": _ink(pages[0], [here], TEXT).hex}
    found["bar"] = _ink(Color.parse(variables["success"]), pages[:3], MARK).hex
    thumb = _ink(Color.parse(variables["primary"]), pages[:3], MARK).hex
    found |= dict.fromkeys(_THUMBS, thumb)
    return found | {name: found[of] for name, of in _ALIASES.items()}


def _toned(ground: Color, foreground: Color) -> Color:
    """The ground, moved away from the foreground until there is room for inks of any hue."""
    towards = BLACK if _luminance(foreground) > _luminance(ground) else WHITE
    steps = (ground.blend(towards, step / _STEPS) for step in range(_STEPS))
    return next((one for one in steps if ratio(one, foreground) >= TEXT + 1), ground)


def _ink(ink: Color, grounds: Sequence[Color], least: float) -> Color:
    """The ink, moved towards white or black until it stands out from all grounds."""
    ends = (BLACK, WHITE) if _luminance(grounds[0]) > 0.18 else (WHITE, BLACK)
    steps = (ink.blend(end, step / _STEPS) for end in ends for step in range(_STEPS + 1))
    fitting = (one for one in steps if _worst(one, grounds) >= least)
    return next(fitting, None) or max(ends, key=lambda end: _worst(end, grounds))


def _worst(ink: Color, grounds: Iterable[Color]) -> float:
    return min(ratio(ink, ground) for ground in grounds)


@lru_cache
def _luminance(color: Color) -> float:
    parts = (part / 255 for part in (color.r, color.g, color.b))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
