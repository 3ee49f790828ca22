"""A file that a person sent: fetched from Telegram, and never more of it than the limit."""

import asyncio
import logging

from telegram import Bot, Document
from telegram.error import TelegramError

_LOG = logging.getLogger(__name__)
_LONGEST = 60.0  # seconds


class TooLarge(Exception):
    """The file is larger than it may be, or than Telegram hands out."""


class OutOfReach(Exception):
    """The file cannot be fetched."""


async def fetch(bot: Bot, document: Document, limit: int) -> bytes:
    """The bytes of a file.

    Raises:
        TooLarge: There are more than `limit` of them, whatever Telegram says of its size.
        OutOfReach: Telegram or the connection failed.
    """
    if (document.file_size or 0) > limit:
        raise TooLarge
    try:
        async with asyncio.timeout(_LONGEST):
            file = await bot.get_file(document.file_id)
            # A path that is not the server's own would be read from this machine's disk.
            if not (file.file_path or "").startswith(("https://", "http://")):
                raise OutOfReach
            return await bot.request.retrieve(str(file.file_path))
    except (TelegramError, TimeoutError) as error:
        if isinstance(error, TelegramError) and "too big" in error.message.lower():
            raise TooLarge from None
        _LOG.warning("a file could not be fetched: %s", type(error).__name__)
        raise OutOfReach from None
