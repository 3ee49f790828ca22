"""What an operator can set, in one frozen record.

A value comes from the first of these that has it: the environment (`YINJU_BOT_*`), the settings
file, the default. The token comes from the environment or a file of its own, never from argv.
"""

import logging
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_data_path

from qa.errors import SettingsError

_LOG = logging.getLogger(__name__)
PREFIX = "YINJU_BOT_"
FILE = "yinju-bot.toml"


@dataclass(frozen=True, slots=True)
class BotSettings:
    """All that can be set; only the token has no default."""

    token: str = field(repr=False)
    data: Path = field(default_factory=lambda: user_data_path("yinju-bot", appauthor=False))
    """Folder of the inbox, the conversations and the lock."""
    base_url: str = "https://api.telegram.org"
    """Of the Bot API; must be trusted, for files are read from where it says."""
    users: frozenset[int] = frozenset()
    """Numeric ids that may ask; with `chats` empty too, everyone may."""
    chats: frozenset[int] = frozenset()
    """Groups in which everyone may ask."""
    admins: frozenset[int] = frozenset()
    per_minute: int = 20
    """Questions of one person; 0 for no limit."""
    slots: int = 16
    """Updates handled at the same time."""
    workers: int = 2
    """Questions answered at the same time, on threads."""
    processes: int = 0
    """Processes that answer questions in their stead; 0 for none."""
    patience: float = 20.0
    """Seconds after which a question is given up."""
    grace: float = 8.0
    """Seconds to finish running answers when told to stop."""
    per_second: float = 30.0
    """Messages sent a second over all chats; 0 for no limit."""
    store_patience: float = 60.0
    """Seconds to wait for a locked or full disk before giving up."""
    delivery_patience: float = 21_600.0
    """Seconds after which a message that cannot be sent is given up."""
    server_patience: float = 60.0
    """Seconds of refusals (wrong token, another instance) before giving up."""
    silence: float = 120.0
    """Seconds without news from polling after which the bot ends, to be started anew; 0: never."""
    upload_limit: int = 20_000_000
    """Bytes of a file sent by an admin; Telegram itself hands out no more."""
    webhook: str = ""
    """Public https address; empty for polling."""
    listen: str = "127.0.0.1:8443"
    """Host and port of the webhook's server."""
    secret: str = field(default="", repr=False)
    """Of the webhook."""
    health: str = ""
    """Host and port of /health and /metrics; empty for none."""

    @property
    def is_open(self) -> bool:
        """Whether everyone may ask."""
        return not (self.users or self.chats)


def load(config: Path | None, environ: Mapping[str, str], folder: Path) -> BotSettings:
    """The settings in force.

    Raises:
        SettingsError: The token is missing, a key is unknown or a value makes no sense.
    """
    table = _from_file(config or folder / FILE, required=config is not None)
    names = (*(f.name for f in fields(BotSettings)), "token_file", "secret_file")
    table |= {n: v for n in names if (v := environ.get(PREFIX + n.upper(), ""))}
    _refuse_unknown(environ, names)
    for name in ("token", "secret"):
        _read_secret(table, name, environ, folder)
    if not table.get("token"):
        raise SettingsError(f"no token: set {PREFIX}TOKEN_FILE to a file that holds it")
    return BotSettings(**{key: _value(key, value) for key, value in table.items()})  # type: ignore[arg-type]  # each key has its reader


def _refuse_unknown(environ: Mapping[str, str], names: Sequence[str]) -> None:
    """A misspelt name must not leave open what it was to close."""
    known = [PREFIX + name.upper() for name in names]
    for key in sorted(environ):
        if key.startswith(PREFIX) and key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}"
            raise SettingsError(f"unknown setting {key}{hint}")


def _from_file(path: Path, required: bool) -> dict[str, object]:
    if not path.is_file():
        if required:
            raise SettingsError(f"{path}: there is no such file")
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    if "token" in table:
        raise SettingsError(f"{path}: put the token into a file of its own and name it: token_file")
    return table


def _read_secret(
    table: dict[str, object], name: str, environ: Mapping[str, str], folder: Path
) -> None:
    """Replace `token_file` by what stands in it; systemd's credential counts as one."""
    default = Path(environ.get("CREDENTIALS_DIRECTORY", ".")) / f"yinju-bot-{name}"
    source = table.pop(f"{name}_file", None) or (default if default.is_file() else None)
    if source is None or table.get(name):
        return
    path = folder / Path(str(source)).expanduser()
    try:
        if path.stat().st_mode & 0o077 and source is not default and path.is_file():
            _LOG.warning("%s: others on this machine may read it; chmod 600 it", path)
        table[name] = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name}_file: {path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}_file: {path}: holds no text") from error
    if not table[name]:
        raise SettingsError(f"{name}_file: {path}: is empty")


def _value(key: str, value: object) -> object:
    if key not in _READERS:
        near = get_close_matches(key, _READERS, 1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(_READERS)}"
        raise SettingsError(f"unknown key {key}; {hint}")
    reader, wanted = _READERS[key]
    try:
        return reader(value)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{key}: expected {wanted}") from error


def _ids(value: object) -> frozenset[int]:
    parts = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise TypeError
    return frozenset(int(part) for part in parts)


def _number(kind: type[int] | type[float], least: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        if not isinstance(value, str | int | float):
            raise TypeError
        number = kind(value)
        if not least <= number < 1e12:
            raise ValueError
        return number

    return read


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError
    return value


def _secret(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text):
        raise ValueError
    return text


def _address(value: object) -> str:
    host, _, port = _text(value).rpartition(":")
    if value and not (host and 0 <= int(port) < 65536):
        raise ValueError
    return str(value)


def _url(value: object) -> str:
    text = _text(value).rstrip("/")
    if text and not text.startswith(("https://", "http://")):
        raise ValueError
    return text


_COUNT = (_number(int, 0), "a whole number")
_SECONDS = (_number(float, 0), "a number")
_READERS: dict[str, tuple[Callable[[object], object], str]] = {
    "token": (_text, "the token that BotFather gave"),
    "data": (lambda value: Path(_text(value)).expanduser(), "a folder"),
    "base_url": (_url, "an address that begins with https://"),
    "users": (_ids, "a list of numeric ids"),
    "chats": (_ids, "a list of numeric ids"),
    "admins": (_ids, "a list of numeric ids"),
    "per_minute": _COUNT,
    "slots": (_number(int, 2), "a whole number from 2"),
    "workers": (_number(int, 1), "a whole number from 1"),
    "processes": _COUNT,
    "patience": _SECONDS,
    "grace": _SECONDS,
    "per_second": _SECONDS,
    "store_patience": _SECONDS,
    "delivery_patience": _SECONDS,
    "server_patience": _SECONDS,
    "silence": _SECONDS,
    "upload_limit": _COUNT,
    "webhook": (_url, "an address that begins with https://"),
    "listen": (_address, "HOST:PORT"),
    "secret": (_secret, "1 to 256 of A-Z a-z 0-9 _ -"),
    "health": (_address, "HOST:PORT"),
}
