"""What the terminal chat says in its own words, in the one language of this process.

`use` comes before any widget is imported: what keys and helps say stands in class bodies.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass
class _Choice:
    lang: str = "zh"


_choice = _Choice()


def use(lang: str) -> None:
    """Speak zh or en from now on."""
    _choice.lang = lang


def lang() -> str:
    """The language in force."""
    return _choice.lang


def say(code: str, **values: object) -> str:
    """The wording of `code` with the values filled in."""
    return _table()[code][_choice.lang].format(**values)


def codes() -> tuple[str, ...]:
    """All codes, for the tests."""
    return tuple(_table())


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))
