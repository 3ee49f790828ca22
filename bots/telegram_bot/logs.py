"""Logging in which the token cannot appear."""

import logging
import sys
import warnings


class RedactingFormatter(logging.Formatter):
    """Takes the secrets out of the finished line, tracebacks included."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        """Remembers what must not appear."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        # The part behind the colon is the secret; the number before it is the bot's public id.
        self._secrets = tuple(s.rpartition(":")[2] for s in secrets if s)

    def format(self, record: logging.LogRecord) -> str:
        """The line with every secret blotted out."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


def _is_ours_to_say(record: logging.LogRecord) -> bool:
    """Whether a line may be shown; the library's own are for DEBUG only.

    Above that level it logs whole updates, with what people wrote, and a traceback for each answer
    of a proxy; whatever fails there comes to us as an error, and is said in a line of ours.
    """
    return not record.name.startswith("telegram") or record.levelno <= logging.DEBUG


def set_up(level: str, secrets: tuple[str, ...]) -> None:
    """Log to stderr at `level`; httpx, whose lines hold the address with the token, less."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    handler.addFilter(_is_ours_to_say)
    # An update that the library cannot read is fetched raw, of which it would warn each time.
    warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'")
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    if level.upper() != "DEBUG":
        for name in ("httpx", "httpcore", "apscheduler", "tornado.access"):
            logging.getLogger(name).setLevel(logging.WARNING)
