"""What the terminal chat says in its own words; they stand in wording.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))


def say(code: str, lang: str, **values: object) -> str:
    """The wording of `code` in `lang` (zh or en) with the values filled in."""
    return _table()[code][lang].format(**values)


def codes() -> tuple[str, ...]:
    """All codes, for the tests."""
    return tuple(_table())
