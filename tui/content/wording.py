"""What the terminal chat says in its own words, in the one language of this process.

`use` comes before any widget is imported: what keys and helps say stands in class bodies.
"""

from pathlib import Path

from qa.wording import read_wordings

FILE = Path(__file__).with_name("wording.toml")


class _Choice:
    lang = "zh"


def use(lang: str) -> None:
    """Speak zh or en from now on."""
    _Choice.lang = lang


def lang() -> str:
    """The language in force."""
    return _Choice.lang


def say(code: str, **values: object) -> str:
    """The wording of `code` with the values filled in."""
    return read_wordings(FILE)[code][_Choice.lang].format(**values)
