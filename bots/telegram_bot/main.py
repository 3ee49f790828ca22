"""`yinju-bot`: run the bot, or look whether it could be run."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bots.telegram_bot.logs import set_up
from bots.telegram_bot.settings import BotSettings, load
from bots.telegram_bot.storage.folder_lock import hold
from bots.telegram_bot.storage.store import StoreDamaged, StoreLost
from bots.telegram_bot.upkeep import back_up, restore, review
from qa.errors import CorpusError, IndexFault, SettingsError, YinjuError
from qa.settings import Settings
from qa.settings import load as load_core

_LOG = logging.getLogger(__name__)
_SWITCH = 0.0005  # seconds
_COMMANDS = ("run", "doctor", "backup", "restore", "review")
_HELP = (
    "run (default); doctor: look at all it needs; backup FILE: copy what it keeps; restore FILE:"
    " put a copy back; review: print what people miss as a question suite"
)
DONE, FAILED, USAGE, UNREADABLE = 0, 1, 2, 3


def parser() -> argparse.ArgumentParser:
    """The command line; the token has no place on it, for everyone can read that."""
    root = argparse.ArgumentParser(
        "yinju-bot",
        description="Answer questions over Telegram from government reports.",
        epilog="The token: YINJU_BOT_TOKEN_FILE (a file that holds it) or YINJU_BOT_TOKEN.",
    )
    root.add_argument("command", nargs="?", choices=_COMMANDS, default="run", help=_HELP)
    root.add_argument("file", nargs="?", type=Path, help="of backup and restore")
    root.add_argument("--config", type=Path, help="settings file (default: ./yinju-bot.toml)")
    root.add_argument("--corpus", help="folder of the reports")
    root.add_argument("--log", default="INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR"))
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 stopped on purpose, 1 failed, 2 usage, 3 reports or data unreadable."""
    arguments = parser().parse_args(argv)
    try:
        settings = load(arguments.config, os.environ, Path.cwd())
        core = load_core({"corpus": arguments.corpus}, os.environ, Path.cwd())
    except SettingsError as error:
        print(f"yinju-bot: {error}", file=sys.stderr)
        return USAGE
    set_up(arguments.log, (settings.token, settings.secret))
    if settings.webhook and not settings.secret:
        _LOG.error("a webhook needs a secret: set YINJU_BOT_SECRET_FILE")
        return USAGE
    if arguments.command in _UPKEEP:
        return _keep_up(arguments.command, settings, arguments.file)
    if arguments.command == "doctor":
        from bots.telegram_bot.doctor import examine

        return asyncio.run(examine(settings, core))
    return _run(settings, core)


def _back_up(settings: BotSettings, file: Path) -> None:
    back_up(settings, file)
    _LOG.info("%s: written", file)


def _restore(settings: BotSettings, file: Path) -> None:
    before = restore(settings, file)
    _LOG.info("put back; what was there before is %s", before or "nothing")


def _review(settings: BotSettings, _: Path) -> None:
    print(review(settings), end="")


_UPKEEP = {"backup": _back_up, "restore": _restore, "review": _review}


def _keep_up(command: str, settings: BotSettings, file: Path | None) -> int:
    try:
        if file is None and command != "review":
            raise SettingsError(f"name the file: yinju-bot {command} FILE")
        _UPKEEP[command](settings, file or Path())
    except StoreLost as error:
        _LOG.error("%s", error)
        return UNREADABLE
    except SettingsError as error:
        _LOG.error("%s", error)
        return USAGE
    return DONE


def _run(settings: BotSettings, core: Settings) -> int:
    try:
        lock = hold(settings.data)
        code, stuck = asyncio.run(_serve(settings, core))
    except (CorpusError, IndexFault, StoreDamaged) as error:
        _LOG.error("%s", error)
        return UNREADABLE
    except StoreLost as error:  # a disk that is full today may have room tomorrow
        _LOG.error("%s", error)
        return FAILED
    except YinjuError as error:
        _LOG.error("%s", error)
        return USAGE
    except Exception:
        _LOG.exception("the bot has failed")
        return FAILED
    lock.close()
    if stuck:  # a thread that never ends would keep the process from ending
        logging.shutdown()
        os._exit(code)
    return code


@contextmanager
def _missing(*names: str) -> Iterator[None]:
    """Keeps libraries from loading what is of no use here, 12 MB of it, only as it is installed."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # as the language documents it
    yield
    for name in hidden:
        del sys.modules[name]


async def _serve(settings: BotSettings, core: Settings) -> tuple[int, int]:
    """The exit code, and how many threads are left behind."""
    with _missing("cryptography", "click"):
        from bots.telegram_bot.engine_pool import EnginePool
        from bots.telegram_bot.service import Service

    # Each time the loop lets go of the interpreter it waits this long behind a busy thread.
    sys.setswitchinterval(_SWITCH)
    engine = EnginePool(core, settings.workers, settings.patience, settings.processes)
    code = DONE if await Service(settings, engine).run() else FAILED
    return code, engine.stuck + engine.busy
