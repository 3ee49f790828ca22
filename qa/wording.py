"""What the program says in its own words, Chinese or English; they stand in data/wording.

The core's are rows, not TOML, whose reader would cost a question more than all else that is said.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

from qa.cache import keep
from qa.errors import YinjuError
from qa.language import resources
from qa.language.normalization import han_runs
from qa.language.patterns import lazy_pattern

_ENGLISH = lazy_pattern(r"\b[a-z]{2,}\b")
Wordings = Mapping[str, Mapping[str, str]]
"""By code, each in zh and en."""


@cache
def read_wordings(path: Path) -> Wordings:
    """The wordings of a TOML file; each front end has one of its own, which is parsed once."""
    state = path.stat()
    stamp = f"{crc32(f'{path} {state.st_size} {state.st_mtime_ns}'.encode()):08x}"

    def parsed() -> bytes:
        import tomllib

        return json.dumps(tomllib.loads(path.read_text(encoding="utf-8"))).encode()

    wordings: Wordings = json.loads(keep("wordings", stamp, parsed))
    return wordings


@cache
def core_wordings(name: str) -> Wordings:
    """The wordings of one of the core's own files: messages, help or misuse."""
    rows = resources.read_rows(f"wording/{name}.tsv", 3)
    return {code: {"en": en, "zh": zh} for code, en, zh in rows}


def say(code: str, lang: str, **values: object) -> str:
    """The wording of `code` in `lang` (zh or en) with the values filled in."""
    return core_wordings("messages")[code][lang].format(**values)


def told(key: str, lang: str) -> str:
    """What the help says of a command or an option, with `%` doubled as argparse wants it."""
    return core_wordings("help")[key][lang].replace("%", "%%")


@cache
def _errors() -> Mapping[str, str]:
    return {row[0]: row[1] for row in resources.read_rows("wording/errors.tsv", 2)}


def tell(error: YinjuError, lang: str) -> str:
    """What is wrong and what to do, in zh or en; as it was raised, if no wording is known."""
    if lang == "en":
        return str(error)
    values = {name: _tell_value(value, lang) for name, value in error.values.items()}
    if error.message in _errors():
        return _errors()[error.message].format(**values)
    is_code = error.message in core_wordings("messages")
    return say(error.message, lang, **values) if is_code else str(error)


def _tell_value(value: object, lang: str) -> object:
    """What an error names; that may be another error, or say what the system says."""
    if isinstance(value, YinjuError):
        return tell(value, lang)
    return _errors().get(value, value) if isinstance(value, str) else value


def join(parts: Sequence[str], lang: str, most: int = 8) -> str:
    """The parts as a list in running text; beyond `most` the rest is only counted."""
    shown = say("list-mark", lang).join(parts[:most])
    rest = len(parts) - most
    return say("list-more", lang, shown=shown, all=len(parts), rest=rest) if rest > 0 else shown


def lang_of(text: str) -> str:
    """The language to answer in: en for three English words or no Han character, else zh."""
    if not han_runs(text) or len(_ENGLISH.findall(text)) >= 3:
        return "en"
    return "zh"


def legible(argument: str) -> str:
    """Words of a command line, for `type=`; what the locale could not read is UTF-8, or else �."""
    try:
        read = argument.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, as Windows may hand it over
        read = argument.encode("utf-8", "surrogatepass")
    return read.decode("utf-8", "replace")


def lang_of_locale(environ: Mapping[str, str]) -> str:
    """The language of messages outside an answer, by the usual variables of the locale."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
