"""What the bot says in its own words; they stand in wording.toml, Chinese and English."""

from pathlib import Path

from qa.wording import read_wordings

FILE = Path(__file__).with_name("wording.toml")
LANGS = ("zh", "en")


def say(code: str, lang: str, **values: object) -> str:
    """The wording of `code` in `lang` (zh or en) with the values filled in."""
    return read_wordings(FILE)[code][lang].format(**values)


def lang_of_code(code: str | None) -> str:
    """The language for a Telegram language code: zh-hans, zh-TW and so on are zh."""
    return "zh" if (code or "").lower().startswith("zh") else "en"
