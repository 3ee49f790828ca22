"""Keys and themes of the reader's own, from the folder of settings.

keys.toml: `preset = "vim"`, and under [keys] ids of keys with what is to be pressed, if anything.
themes/*.toml: the fields of a Textual theme, such as name, primary, dark.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from textual.theme import Theme

from qa.render import clean
from tui.content import labels
from tui.content.wording import say
from tui.keys import NO_KEY, all_ids

PRESETS: Mapping[str, Mapping[str, str]] = {
    "vim": {
        "page.top": "home,g",
        "page.bottom": "end,G",
        "page.page-up": "pageup,ctrl+u,ctrl+b",
        "page.page-down": "pagedown,ctrl+d,ctrl+f",
        "source.find": "slash",
        "find": "f3",
        "bad": "",
    }
}

_FIELDS = frozenset(field.name for field in fields(Theme))


class Customs(NamedTuple):
    """What the reader wants otherwise."""

    keymap: Mapping[str, str] = {}
    themes: tuple[Theme, ...] = ()
    faults: tuple[str, ...] = ()
    """A line for each file or key that makes no sense."""


def load(folder: Path) -> Customs:
    """What stands in the folder; nothing if there is no such folder."""
    faults: list[str] = []
    keymap = _keymap(folder / "keys.toml", faults)
    themes = tuple(_themes(folder / "themes", faults))
    return Customs(keymap, themes, tuple(faults))


def _keymap(path: Path, faults: list[str]) -> dict[str, str]:
    table = (path.exists() and _table(path, faults)) or {}
    preset, keys = str(table.get("preset", "")), table.get("keys", {})
    if preset and preset not in PRESETS:
        faults.append(say("no-preset", path=path, name=clean(preset)))
    known, found = set(all_ids()), dict(PRESETS.get(preset, {}))
    for name, pressed in keys.items() if isinstance(keys, dict) else ((str(keys), None),):
        if name in known and isinstance(pressed, str):
            found[name] = pressed
        else:
            faults.append(say("no-key", path=path, name=clean(str(name))))
    return {name: pressed or NO_KEY for name, pressed in found.items()}


def _themes(folder: Path, faults: list[str]) -> Iterator[Theme]:
    for path in sorted(folder.glob("*.toml")):
        table = _table(path, faults)
        if table is None:
            continue
        unknown = table.keys() - _FIELDS
        faults += [say("no-field", path=path, name=clean(name)) for name in sorted(unknown)]
        known = {name: value for name, value in table.items() if name in _FIELDS}
        try:
            if "primary" not in known:
                raise ValueError(say("no-primary"))
            theme = Theme(**{"name": path.stem} | known)
            theme.to_color_system().generate()
        except Exception as error:  # a color that is none has no class of its own
            faults.append(f"{path}: {clean(str(error))}")
        else:
            yield theme


def _table(path: Path, faults: list[str]) -> dict[str, Any] | None:
    import tomllib  # most readers have nothing of their own

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        faults.append(labels.unreadable(path, error))
    except ValueError as error:
        faults.append(f"{path}: {clean(str(error))}")
    return None
