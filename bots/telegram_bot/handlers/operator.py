"""What admins do week by week: people let in, answers looked over, what was given up, news."""

from collections.abc import Awaitable, Callable, Collection

from telegram import Update

from bots.telegram_bot.delivery.outbox import Parcel
from bots.telegram_bot.handlers.admin import for_admins
from bots.telegram_bot.handlers.commands import erase_person, rest_of
from bots.telegram_bot.messages import buttons
from bots.telegram_bot.messages.buttons import Press
from bots.telegram_bot.messages.markup import escape, plain, shorten
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.services import Services
from bots.telegram_bot.storage import review

_LISTED = 8  # things that were given up, or people, in one message
_NEWS_PER_SECOND = 5  # so that answers, up to 30 a second, are not held up
_MOST_NEWS = 5000  # chats that one piece of news goes to


@for_admins
async def allow(services: Services, update: Update) -> None:
    """Let somebody in, by his number or by the code that he was told."""
    if (id := _whom(services, rest_of(update))) is None:
        await services.tell(update, "allow-whom")
        return
    await services.allow_list.decide(id, is_allowed=True)
    await services.store.write("delete from facts where key=?", f"refused {id}")
    await services.tell(update, "allowed", id=id)
    lang = services.chosen_lang(id) or "zh"
    await services.sender.send(Parcel(id, escape(say("let-in", lang)), is_news=True))


@for_admins
async def block(services: Services, update: Update) -> None:
    """Shut somebody out, whatever lists he is on."""
    id = _whom(services, rest_of(update))
    if id is None or id in services.settings.admins:
        await services.tell(update, "block-whom")
        return
    await services.allow_list.decide(id, is_allowed=False)
    await services.tell(update, "blocked", id=id)


def _whom(services: Services, text: str) -> int | None:
    if text.removeprefix("-").isdecimal() and len(text) < 18:
        return int(text)
    return services.allow_list.whose(text)


@for_admins
async def people(services: Services, update: Update) -> None:
    """List who was let in or shut out while the bot ran, and who is on the list of the settings."""
    verdicts = services.allow_list.all()
    named = services.settings.users | services.settings.chats
    blocked = {id for id, is_in in verdicts.items() if not is_in}
    allowed = (named | verdicts.keys()) - blocked
    everyone = "" if named else say("everyone", services.lang(update.effective_user))
    await services.tell(
        update, "people", allowed=everyone or _listing(allowed), blocked=_listing(blocked)
    )


def _listing(ids: Collection[int]) -> str:
    return shorten(", ".join(map(str, sorted(ids))), 1500) or "-"


@for_admins
async def look_over(services: Services, update: Update) -> None:
    """Send what people miss as a question suite."""
    wanted = rest_of(update).lower()
    kinds = (wanted,) if wanted in review.KINDS else review.KINDS
    text = review.suite(services.store, kinds)
    lang, count = services.lang(update.effective_user), text.count("\n")
    if not count:
        await services.tell(update, "review-empty")
        return
    caption = escape(say("review", lang, count=count))
    await services.reply(update, caption, file=("yinju-review.jsonl", text.encode()))


@for_admins
async def undelivered(services: Services, update: Update) -> None:
    """List what was given up, each with a button to send it again."""
    entries = services.sender.outbox.given_up(_LISTED)
    lang = services.lang(update.effective_user)
    if not entries:
        await services.tell(update, "undelivered-none")
        return
    lines = [
        f"{n}. {entry.parcel.chat} ({entry.why}) {shorten(plain(entry.parcel.html), 200)}"
        for n, entry in enumerate(entries, 1)
    ]
    again = [
        [buttons.button(f"{n} {say('button-send-again', lang)}", Press("w", entry.id))]
        for n, entry in enumerate(entries, 1)
    ]
    await services.reply(update, escape("\n\n".join(lines)), buttons.rows(*again))


async def _send_again(services: Services, _: Update, pressed: Press, lang: str) -> str:
    queue = await services.sender.outbox.send_again(pressed.id)
    if not queue:
        return say("expired", lang)
    services.sender.wake(queue)
    return say("sent-again", lang)


@for_admins
async def erase(services: Services, update: Update) -> None:
    """Erase what is kept of a person."""
    text = rest_of(update)
    if not text.isdecimal() or len(text) > 17:
        await services.tell(update, "erase-whom")
        return
    await erase_person(services, int(text))
    await services.tell(update, "erased", id=text)


@for_admins
async def broadcast(services: Services, update: Update) -> None:
    """Ask whether news is really to go to everybody."""
    text, lang = rest_of(update), services.lang(update.effective_user)
    if not text:
        await services.tell(update, "broadcast-what")
        return
    await services.store.note("news", text)
    count = len(_readers(services))
    html = escape(say("broadcast-sure", lang, count=count, text=text))
    label = say("button-broadcast", lang, count=count)
    await services.reply(update, html, buttons.confirm(label, Press("n", update.update_id)))
    await services.store.note("news id", str(update.update_id))


def _readers(services: Services) -> list[int]:
    """The private chats of the last 90 days that are not closed to us."""
    rows = services.store.read(
        "select distinct person from turns where person > 0 and conversation glob person || ':*'"
        " and not exists (select 1 from facts where key = 'blocked ' || person) limit ?",
        _MOST_NEWS,
    )
    return [id for (id,) in rows if services.allow_list.verdict(id) is not False]


async def _send_news(services: Services, _: Update, pressed: Press, lang: str) -> str:
    """Put the news into the outbox, spread over time; once, however often it is pressed."""
    text = services.store.fact("news")
    if not text or services.store.fact("news id") != str(pressed.id):
        return say("expired", lang)
    await services.store.note("news id", "")
    readers = _readers(services)
    for n, chat in enumerate(readers):
        parcel = Parcel(chat, escape(text), is_news=True)
        await services.sender.put_off(parcel, n / _NEWS_PER_SECOND)
    return say("broadcast-sent", lang, count=len(readers))


PRESSES: dict[str, Callable[[Services, Update, Press, str], Awaitable[str]]] = {
    "w": _send_again,
    "n": _send_news,
}
