"""The small web server: the webhook that Telegram posts to, and health and metrics for machines."""

import asyncio
import hmac
import json
import logging
import math
from collections.abc import Callable, Sequence

from telegram import Bot, Update
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bots.telegram_bot.delivery.faults import fault_of
from bots.telegram_bot.polling.poller import Poller
from bots.telegram_bot.polling.update_queue import UpdateQueue
from bots.telegram_bot.services import Services
from bots.telegram_bot.storage.store import StoreLost
from qa.errors import SettingsError

_LOG = logging.getLogger(__name__)
PATH = "/telegram"
_LARGEST = 1 << 20  # bytes of an update
_PAUSE = 2.0
_IDLE = 75.0  # seconds; longer than Telegram and proxies keep a connection that they still use
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook(RequestHandler):
    """Takes an update in; says 200 only when it is on disk."""

    def initialize(self, queue: UpdateQueue, bot: Bot, secret: str) -> None:
        """Set by the route."""
        self._queue, self._bot, self._secret = queue, bot, secret

    async def post(self) -> None:
        """Check the secret, read the update, commit it."""
        given = self.request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.set_status(403)
            return
        try:
            update = Update.de_json(json.loads(self.request.body), self._bot)
            if not 0 <= update.update_id < 1 << 63:  # what the store can count
                raise ValueError
        except Exception:
            _LOG.warning("a webhook call held no update")
            self.set_status(400)
            return
        try:
            await self._queue.take_in([update])
        except StoreLost:
            self.set_status(503)


class TextPage(RequestHandler):
    """Shows a text."""

    def initialize(self, text: Callable[[], tuple[int, str]]) -> None:
        """Set by the route."""
        self._text = text

    def get(self) -> None:
        """Write the status and the text."""
        status, text = self._text()
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.write(text)


def serve(app: Application, key: str, address: str) -> HTTPServer:
    """A server that listens, and waits for nobody for long.

    Raises:
        SettingsError: It cannot listen at the address, which the setting `key` holds.
    """
    host, _, port = address.rpartition(":")
    try:
        sockets = bind_sockets(int(port), host)
    except OSError as error:
        why = error.strerror or "no such host"
        raise SettingsError(f"{key}: {address} cannot be listened at: {why}") from error
    server = HTTPServer(
        app,
        max_body_size=_LARGEST,
        max_buffer_size=2 * _LARGEST,
        idle_connection_timeout=_IDLE,
        body_timeout=_IDLE,
    )
    server.add_sockets(sockets)
    _LOG.info("%s at %s:%d", key, host, sockets[0].getsockname()[1])
    return server


class Web:
    """The servers that the settings ask for, none by default."""

    def __init__(self, services: Services, poller: Poller) -> None:
        """Tells of the services, and how polling goes."""
        self._services, self._poller = services, poller
        self._servers: list[HTTPServer] = []

    def start(self) -> None:
        """Listen where the settings say.

        Raises:
            SettingsError: That cannot be listened at.
        """
        settings = self._services.settings
        if settings.health:
            pages = {"/health": self._health, "/metrics": self._metrics}
            app = Application([(path, TextPage, {"text": text}) for path, text in pages.items()])
            self._servers.append(serve(app, "health", settings.health))
        if settings.webhook:
            queue, bot = self._services.queue, self._services.bot
            parts = {"queue": queue, "bot": bot, "secret": settings.secret}
            app = Application([(PATH, Hook, parts)])
            self._servers.append(serve(app, "listen", settings.listen))

    async def announce(self, bot: Bot, kinds: Sequence[str]) -> None:
        """Tell Telegram where to post; the webhook stays set when we stop, so nothing is lost.

        Raises:
            TelegramError: Telegram does not want it.
        """
        settings = self._services.settings
        while True:
            try:
                await bot.set_webhook(
                    settings.webhook + PATH, allowed_updates=kinds, secret_token=settings.secret
                )
                return
            except Exception as error:
                fault = fault_of(error)
                if fault.is_final:
                    raise
            _LOG.warning("the webhook cannot be set, trying again (%s)", fault.why)
            await asyncio.sleep(max(_PAUSE, fault.pause))

    def _health(self) -> tuple[int, str]:
        """One line, 503 if the bot is deaf or its disk unwell."""
        silence = 0.0 if self._services.settings.webhook else self._poller.silence
        deaf = silence > (self._services.settings.silence or math.inf) / 2  # before the end comes
        well = not deaf and not self._services.store.troubled
        queue, stuck = self._services.queue, self._services.engine.stuck
        line = (
            f"{'ok' if well else 'unwell'} polled={silence:.0f}s waiting={queue.waiting}"
            f" running={queue.running} stuck={stuck}"
            f" store={'troubled' if self._services.store.troubled else 'ok'}\n"
        )
        return (200 if well else 503), line

    def _metrics(self) -> tuple[int, str]:
        outgoing = self._services.sender.outbox.counts()
        gauges = {
            "waiting": self._services.queue.waiting,
            "running": self._services.queue.running,
            "unsent": outgoing.get("waiting", 0) + outgoing.get("sending", 0),
            "given_up": outgoing.get("given up", 0) + outgoing.get("told", 0),
            "resting_chats": self._services.sender.resting,
            "stuck_threads": self._services.engine.stuck,
            "reports": len(self._services.engine.reports),
            "seconds_since_poll": self._poller.silence,
        }
        return 200, self._services.metrics.lines(gauges)

    async def stop(self) -> None:
        """Take nothing more in."""
        for server in self._servers:
            server.stop()
            await server.close_all_connections()
