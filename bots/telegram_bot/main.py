"""`yinju-bot`: run the bot, or look whether it could be run."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bots.telegram_bot.logs import set_up
from bots.telegram_bot.settings import BotSettings, load
from bots.telegram_bot.storage.folder_lock import hold
from bots.telegram_bot.storage.store import StoreLost
from qa.errors import CorpusError, IndexFault, SettingsError, YinjuError
from qa.settings import Settings
from qa.settings import load as load_core

_LOG = logging.getLogger(__name__)
DONE, FAILED, USAGE, UNREADABLE = 0, 1, 2, 3


def parser() -> argparse.ArgumentParser:
    """The command line; the token has no place on it, for everyone can read that."""
    root = argparse.ArgumentParser(
        "yinju-bot",
        description="Answer questions over Telegram from government reports.",
        epilog="The token: YINJU_BOT_TOKEN_FILE (a file that holds it) or YINJU_BOT_TOKEN.",
    )
    root.add_argument("command", nargs="?", choices=("run", "doctor"), default="run")
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
    if arguments.command == "doctor":
        from bots.telegram_bot.doctor import examine

        return asyncio.run(examine(settings, core))
    return _run(settings, core)


def _run(settings: BotSettings, core: Settings) -> int:
    try:
        lock = hold(settings.data)
    except SettingsError as error:
        _LOG.error("%s", error)
        return USAGE
    try:
        code, stuck = asyncio.run(_serve(settings, core))
    except (CorpusError, IndexFault, StoreLost) as error:
        _LOG.error("%s", error)
        return UNREADABLE
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


async def _serve(settings: BotSettings, core: Settings) -> tuple[int, int]:
    """The exit code, and how many threads are left behind."""
    from bots.telegram_bot.engine_pool import EnginePool
    from bots.telegram_bot.service import Service

    asker = EnginePool(core, settings.workers, settings.patience)
    code = DONE if await Service(settings, asker).run() else FAILED
    return code, asker.stuck + asker.busy
