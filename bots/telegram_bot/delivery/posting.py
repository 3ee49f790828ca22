"""A parcel as a call of the Bot API."""

import io

from telegram import Bot, ReplyParameters
from telegram.error import BadRequest

from bots.telegram_bot.delivery.outbox import Parcel
from bots.telegram_bot.messages.markup import plain


async def post(bot: Bot, parcel: Parcel, file: bytes) -> int | None:
    """The number of the message as sent; None if it shows what it showed before.

    Raises:
        TelegramError: The call failed.
    """
    if parcel.edits:
        return await _edit(bot, parcel)
    if parcel.filename:
        return await _send_file(bot, parcel, file)
    message = await bot.send_message(
        parcel.chat,
        _text(parcel),
        parse_mode=_mode(parcel),
        message_thread_id=parcel.thread,
        reply_parameters=_reply(parcel),
        api_kwargs=_keyboard(parcel),
    )
    return message.message_id


async def _edit(bot: Bot, parcel: Parcel) -> int | None:
    try:
        await bot.edit_message_text(
            parcel.html if not parcel.is_plain else plain(parcel.html),
            parcel.chat,
            parcel.edits,
            parse_mode=_mode(parcel),
            api_kwargs=_keyboard(parcel),
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise
    return None


async def _send_file(bot: Bot, parcel: Parcel, file: bytes) -> int | None:
    message = await bot.send_document(
        parcel.chat,
        io.BytesIO(file),
        filename=parcel.filename,
        caption=_text(parcel) or None,
        parse_mode=_mode(parcel),
        message_thread_id=parcel.thread,
        reply_parameters=_reply(parcel),
    )
    return message.message_id


def _text(parcel: Parcel) -> str:
    text = plain(parcel.html) if parcel.is_plain else parcel.html
    return f"{parcel.again}\n{text}".strip() if parcel.may_be_there else text


def _mode(parcel: Parcel) -> str | None:
    return None if parcel.is_plain else "HTML"


def _reply(parcel: Parcel) -> ReplyParameters | None:
    if not parcel.reply_to:
        return None
    return ReplyParameters(parcel.reply_to, allow_sending_without_reply=True)


def _keyboard(parcel: Parcel) -> dict[str, str] | None:
    """The keyboard as it is kept: to make an object of it only to take it apart again costs."""
    return {"reply_markup": parcel.keyboard} if parcel.keyboard else None
