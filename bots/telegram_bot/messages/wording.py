"""What the bot says in its own words; they stand in wording.toml, Chinese and English."""

import tomllib
from functools import cache
from pathlib import Path

LANGS = ("zh", "en")


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))


def say(code: str, lang: str, **values: object) -> str:
    """The wording of `code` in `lang` (zh or en) with the values filled in."""
    return _table()[code][lang].format(**values)


def lang_of_code(code: str | None) -> str:
    """The language for a Telegram language code: zh-hans, zh-TW and so on are zh."""
    return "zh" if (code or "").lower().startswith("zh") else "en"
