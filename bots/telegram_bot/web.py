"""The small web server: the webhook that Telegram posts to, and health and metrics for machines."""

import asyncio
import hmac
import json
import logging
import math
from collections.abc import Callable, Sequence

from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bots.telegram_bot.polling.update_queue import InboxQueue
from bots.telegram_bot.services import Services
from qa.errors import SettingsError

_LOG = logging.getLogger(__name__)
PATH = "/telegram"
_LARGEST = 1 << 20  # bytes of an update
_PAUSE = 2.0
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook(RequestHandler):
    """Takes an update in; says 200 only when it is on disk."""

    def initialize(self, queue: InboxQueue, bot: Bot, secret: str) -> None:
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
            int(update.update_id)
        except Exception:
            _LOG.warning("a webhook call held no update")
            self.set_status(400)
            return
        await self._queue.put(update)


class Page(RequestHandler):
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


class Web:
    """The servers that the settings ask for, none by default."""

    def __init__(self, services: Services, silence: Callable[[], float]) -> None:
        """`silence` says how many seconds ago getUpdates was last answered."""
        self._services, self._silence = services, silence
        self._servers: list[HTTPServer] = []

    def start(self, queue: InboxQueue) -> None:
        """Listen where the settings say.

        Raises:
            SettingsError: That cannot be listened at.
        """
        settings = self._services.settings
        if settings.health:
            pages = {"/health": self._health, "/metrics": self._metrics}
            app = Application([(path, Page, {"text": text}) for path, text in pages.items()])
            self._listen(app, "health", settings.health)
        if settings.webhook:
            parts = {"queue": queue, "bot": self._services.bot, "secret": settings.secret}
            self._listen(Application([(PATH, Hook, parts)]), "listen", settings.listen)

    def _listen(self, app: Application, key: str, address: str) -> None:
        host, _, port = address.rpartition(":")
        try:
            sockets = bind_sockets(int(port), host)
        except OSError as error:
            why = error.strerror or "no such host"
            raise SettingsError(f"{key}: {address} cannot be listened at: {why}") from error
        server = HTTPServer(app, max_body_size=_LARGEST, max_buffer_size=2 * _LARGEST)
        server.add_sockets(sockets)
        self._servers.append(server)
        _LOG.info("%s at %s:%d", key, host, sockets[0].getsockname()[1])

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
            except BadRequest:  # which the library counts among network errors
                raise
            except NetworkError:
                _LOG.warning("the webhook cannot be set, trying again")
            await asyncio.sleep(_PAUSE)

    def _health(self) -> tuple[int, str]:
        """One line, 503 if the bot is deaf or its disk unwell."""
        silence = 0.0 if self._services.settings.webhook else self._silence()
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
        gauges = {
            "waiting": self._services.queue.waiting,
            "running": self._services.queue.running,
            "stuck_threads": self._services.engine.stuck,
            "reports": len(self._services.engine.reports),
            "seconds_since_poll": self._silence(),
        }
        return 200, self._services.metrics.lines(gauges)

    async def stop(self) -> None:
        """Take nothing more in."""
        for server in self._servers:
            server.stop()
            await server.close_all_connections()
