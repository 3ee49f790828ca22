"""Calls of the Bot API over HTTP, by aiohttp: a quarter of the work of the library's own way."""

import asyncio
import io
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from qa.errors import SettingsError

_TIMEOUTS = {"write_timeout": 20.0, "connect_timeout": 5.0, "pool_timeout": 25.0}  # seconds
_CONNECTIONS = 256  # as many are open as calls are slow
_PIECE = 1 << 16  # bytes
_JSON = {"Content-Type": "application/json"}
_WHICH = ("message_id", "date", "chat")  # the parts of a message that the library demands


class Unsent(Exception):
    """The cause of a failure before anything was sent."""


class Request(BaseRequest):
    """Calls of which hardly more is wanted than whether they were heard.

    No error tells the address that was called, for the token is in it.
    """

    def __init__(self, base_url: str, read_timeout: float, largest: int) -> None:
        """Opens nothing yet.

        Args:
            base_url: Of the server; the environment may name a proxy for it.
            read_timeout: Seconds without a sign from the server.
            largest: Bytes of a file.

        Raises:
            SettingsError: The proxy cannot be used.
        """
        self._read_timeout, self._largest = read_timeout, largest
        self._open = _opener(base_url)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds without a sign from the server."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session; a connection comes with a call and stays open for the next one."""
        self._session = self._session or self._open()

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session:
            await self._session.close()
        self._session = None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **given: Any
    ) -> tuple[int, bytes]:
        """Status and body of an answer; `given` may set other timeouts than those by default.

        Raises:
            TimedOut: It took too long.
            NetworkError: It failed; either has `Unsent` for a cause if nothing was sent.
            TelegramError: A file is too big.
        """
        if self._session is None:
            raise NetworkError("not open") from Unsent()
        set_ = {name: value for name, value in given.items() if isinstance(value, int | float)}
        timeout = _timeout(**_TIMEOUTS | {"read_timeout": self._read_timeout} | set_)
        sent: list[bool] = []
        await asyncio.sleep(0)  # what has come is read,
        await asyncio.sleep(0)  # then that the server hung up, before its line is used again
        try:
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, trace_request_ctx=sent,
                **_body(request_data),
            ) as answer:  # fmt: skip
                if method == "GET":
                    return answer.status, await self._file(answer)
                return answer.status, await answer.read()
        except TelegramError:
            raise
        except Exception as error:  # many of them tell the address
            kind = TimedOut if isinstance(error, TimeoutError) else NetworkError
            raise kind(type(error).__name__) from (None if sent else Unsent())

    async def _file(self, answer: aiohttp.ClientResponse) -> bytes:
        """The bytes of a file; never more than it may have, whatever was said of its size."""
        content = bytearray()
        async for piece in answer.content.iter_chunked(_PIECE):
            content += piece
            if len(content) > self._largest:
                answer.close()
                raise TelegramError("file is too big")
        return bytes(content)

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer, of a message no more than which it is: to read it all takes a millisecond."""
        answer = BaseRequest.parse_json_payload(payload)
        if isinstance(message := answer.get("result"), dict) and "message_id" in message:
            answer["result"] = {part: message[part] for part in _WHICH if part in message}
        return answer


def _timeout(
    read_timeout: float, write_timeout: float, connect_timeout: float, pool_timeout: float
) -> aiohttp.ClientTimeout:
    connected = pool_timeout + connect_timeout
    total = connected + write_timeout + read_timeout  # nothing else bounds what is written
    return aiohttp.ClientTimeout(total, connected, read_timeout, connect_timeout)


def _body(data: RequestData | None) -> dict[str, Any]:
    """What a call says; JSON costs a tenth of a form, which only files need."""
    if data is None or not data.parameters:
        return {}
    if not data.contains_files:
        return {"data": data.json_payload, "headers": _JSON}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        body = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, body, filename=filename, content_type=kind)
    return {"data": form}


async def _note_sent(_: object, context: Any, __: object) -> None:
    context.trace_request_ctx.append(True)


def _opener(base_url: str) -> Callable[[], aiohttp.ClientSession]:
    """What opens a session with a server, through the proxy of the environment if it names one."""
    proxy = _proxy_for(base_url)
    tunnel = _tunnel(proxy) if proxy.startswith("socks") else aiohttp.TCPConnector

    def opened() -> aiohttp.ClientSession:
        trace = aiohttp.TraceConfig()
        trace.on_request_headers_sent.append(_note_sent)
        return aiohttp.ClientSession(
            # The certificates that the library's own way trusts.
            connector=tunnel(limit=_CONNECTIONS, ssl=httpx.create_ssl_context()),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": BaseRequest.USER_AGENT, "Accept-Encoding": "identity"},
            proxy=proxy if tunnel is aiohttp.TCPConnector and proxy else None,
            trace_configs=[trace],
        )

    return opened


def _proxy_for(base_url: str) -> str:
    """The address of the proxy that the environment names for a server; empty for none."""
    server = urlsplit(base_url)
    if urllib.request.proxy_bypass(server.hostname or ""):
        return ""
    named = urllib.request.getproxies()
    proxy = named.get(server.scheme) or named.get("all", "")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def _tunnel(proxy: str) -> Callable[..., aiohttp.TCPConnector]:
    try:
        from aiohttp_socks import ProxyConnector
    except ImportError:
        raise SettingsError(
            "the proxy speaks SOCKS: pip install aiohttp-socks, or name one that speaks HTTP"
        ) from None
    return partial(ProxyConnector.from_url, proxy.replace("socks5h:", "socks5:"))
