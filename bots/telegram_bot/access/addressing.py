"""Who speaks, whether it is meant for the bot, and what it asks."""

from telegram import Bot, Message, Update, User

_NOBODY = {777000, 1087968824, 136817688}  # channels, anonymous admins: not a person


def person_of(update: Update) -> User | None:
    """The person behind an update, if it is one."""
    user = update.effective_user
    return user if user and user.id not in _NOBODY else None


def asker_of(update: Update) -> int:
    """The number of the person who asks, or of the chat in whose name somebody does."""
    if person := person_of(update):
        return person.id
    return update.effective_chat.id if update.effective_chat else 0


def is_addressed(message: Message, bot: Bot) -> bool:
    """Whether a message speaks to this bot: in a group only by command, reply or mention."""
    if message.via_bot or (
        message.from_user and message.from_user.is_bot and not _anonymous(message)
    ):
        return False
    if message.chat.type == "private":
        return True
    return _is_command(message, bot) or _is_reply(message, bot) or bool(_mentions(message, bot))


def question_of(message: Message, bot: Bot) -> str:
    """The words of a message without the bot's own name."""
    text = message.text or message.caption or ""
    for mention in _mentions(message, bot):
        text = text.replace(mention, " ")
    return " ".join(text.split()) if message.chat.type != "private" else text.strip()


def _anonymous(message: Message) -> bool:
    """Whether an admin speaks in the name of the group."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat_id


def _is_command(message: Message, bot: Bot) -> bool:
    word = (message.text or "").split(maxsplit=1)[:1]
    if not word or not word[0].startswith("/"):
        return False
    _, _, name = word[0].partition("@")
    return not name or name.lower() == bot.username.lower()


def _is_reply(message: Message, bot: Bot) -> bool:
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == bot.id)


def _mentions(message: Message, bot: Bot) -> list[str]:
    found = message.parse_entities(["mention"]) if message.text else {}
    if message.caption:
        found = message.parse_caption_entities(["mention"])
    return [mention for mention in found.values() if mention.lower() == f"@{bot.username}".lower()]
