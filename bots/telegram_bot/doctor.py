"""`yinju-bot doctor`: each thing that running needs, looked at, with what to do about it."""

from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from bots.telegram_bot.application import make_bot
from bots.telegram_bot.polling.inbox import Inbox
from bots.telegram_bot.settings import BotSettings
from bots.telegram_bot.storage.folder_lock import hold
from bots.telegram_bot.storage.store import NAME, Store
from qa.engine import Engine
from qa.errors import YinjuError
from qa.settings import Settings

Check = Callable[[BotSettings, Settings], Awaitable[str]]


class Trouble(Exception):
    """A check that failed; the message says what to do."""


async def examine(settings: BotSettings, core: Settings) -> int:
    """Prints one line a check; 0 if all is well, else 1."""
    failed = 0
    for check in (_folder, _reports, _telegram, _access):
        name = check.__name__.strip("_")
        try:
            print(f"ok    {name}: {await check(settings, core)}")
        except (Trouble, YinjuError) as error:
            failed = 1
            print(f"FAIL  {name}: {error}")
    return failed


async def _folder(settings: BotSettings, _: Settings) -> str:
    try:
        lock = hold(settings.data)
    except YinjuError as error:
        if "another bot" in str(error):
            return f"{settings.data}, in use by a running bot"
        raise
    store = Store(settings.data / NAME, 1)
    counts = Inbox(store).counts()
    store.close()
    lock.close()
    waiting = counts.get("waiting", 0) + counts.get("asking", 0)
    return f"{settings.data} can be written; {waiting} updates wait"


async def _reports(_: BotSettings, core: Settings) -> str:
    with Engine.open(core) as engine:
        return f"{len(engine.reports)} can be read"


async def _telegram(settings: BotSettings, _: Settings) -> str:
    bot = make_bot(settings)
    try:
        await bot.initialize()
        hook = await bot.get_webhook_info()
    except TelegramError as error:
        why = f"{type(error).__name__}: check the token and the network"
        raise Trouble(why) from None
    finally:
        await bot.shutdown()
    mode = f"webhook {hook.url}" if hook.url else "polling"
    return f"@{bot.username}, {mode}, {hook.pending_update_count} updates pending"


async def _access(settings: BotSettings, _: Settings) -> str:
    who = (
        "everyone"
        if settings.is_open
        else f"{len(settings.users)} people, {len(settings.chats)} chats"
    )
    return f"open to {who}; {len(settings.admins)} admins"
