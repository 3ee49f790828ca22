"""`yinju-tui --serve`: the chat in a browser; each visitor gets a process of their own.

A page of another site may open a socket to this machine, so what does not come from our own page is
refused; and whoever is not on this machine needs the token of the address that was printed.
"""

import ipaddress
import secrets
import shlex
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from textual_serve.server import Server

from tui.content.wording import lang, say

_TEMPLATES = Path(__file__).parent / "templates"
_PASSED = ("corpus", "index", "top", "theme", "state")
_COOKIE = "yinju"
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
    " style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'none'"
)
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Lets in whoever comes by our own address, with the token if there is one."""

    def __init__(self, host: str, port: int) -> None:
        self.token = "" if is_loopback(host) else secrets.token_urlsafe(24)
        names = _LOCAL if is_loopback(host) else ()
        self._hosts = frozenset(f"{name}:{port}" for name in names)

    def refuses(self, request: web.Request) -> str:
        """Why a request is refused; empty if it is let in."""
        host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
        if self._hosts and host not in self._hosts:
            return "unknown host"
        if origin is not None and origin.partition("://")[2] != host:
            return "foreign origin"
        if request.path == "/ws" and origin is None:
            return "no origin"
        given = request.query.get("token") or request.cookies.get(_COOKIE, "")
        if self.token and not secrets.compare_digest(given.encode(), self.token.encode()):
            return "no token"
        return ""

    @web.middleware
    async def let_in(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Refuse, or let in and say what the page may do."""
        if why := self.refuses(request):
            return web.Response(status=403, text=f"{why}\n")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _POLICY
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["Cache-Control"] = "no-store"
            if self.token:
                response.set_cookie(_COOKIE, self.token, httponly=True, samesite="Strict")
        return response


class ChatServer(Server):
    """Textual's server behind a guard; its addresses are those by which it was reached."""

    def __init__(self, command: str, host: str, port: int) -> None:
        super().__init__(command, host, port, title="yinju", templates_path=_TEMPLATES)
        self.guard = Guard(host, port)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self.guard.let_in)
        return app

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002
        """Say where to go."""
        token = f"/?token={self.guard.token}" if self.guard.token else "/"
        print(say("serving", url=self.public_url + token), flush=True)  # noqa: T201

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """The page, with its addresses as the visitor sees them."""
        self.public_url = f"{request.scheme}://{request.host}"
        return await super().handle_index(request)


def serve(options: Namespace) -> int:
    """Serve until interrupted; gives the exit code."""
    with TemporaryDirectory() as strangers:
        ChatServer(command_of(options, strangers), options.host, options.port).serve()
    return 0


def command_of(options: Namespace, strangers: str) -> str:
    """What runs for a visitor.

    On this machine's own address the visitor is the user, whose conversations are at hand; from
    elsewhere they are strangers, whose conversations go into the folder `strangers`.
    """
    given = {name: getattr(options, name) for name in _PASSED} | {"lang": lang()}
    fresh = []
    if not is_loopback(options.host):
        given["state"], fresh = strangers, ["--new"]
    flags = [f"--{name}={value}" for name, value in given.items() if value]
    flags += [f"--lexicon={path}" for path in options.lexicons or ()]
    flags += ["--no-semantic"] if options.semantic is False else []
    return shlex.join([sys.executable, "-m", "tui", *fresh, *flags])


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
