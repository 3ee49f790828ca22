"""The HTTP client: what its failures tell, what they never tell, and its way through proxies."""

import asyncio
import sys
import traceback
from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bots.telegram_bot.delivery.faults import fault_of
from bots.telegram_bot.request import Request
from qa.errors import SettingsError

SECRET = "AAsecret-part_of_the_token"
LARGEST = 1000
SENT = b'{"ok": true, "result": {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}}}'
Act = Callable[[str], Awaitable[TelegramError | int]]
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def http(body: bytes, told: int = 0) -> bytes:
    """An answer that says to be of a length, its own if none is given."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (told or len(body)) + body


class Peer:
    """A server that answers each piece it reads with the next of its parts, and keeps the piece."""

    def __init__(self, *parts: bytes, hold: float = 0.0) -> None:
        self.parts, self.hold = parts, hold
        self.read: list[bytes] = []
        self.lines = 0

    def meet(self, act: Act) -> TelegramError | int:
        """What comes of an act that is told where the server listens."""
        return asyncio.run(self._meet(act))

    async def _meet(self, act: Act) -> TelegramError | int:
        server = await asyncio.start_server(self._reply, "127.0.0.1", 0)
        try:
            return await act(f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
        finally:
            server.close()

    async def _reply(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        try:
            for part in self.parts:
                self.read.append(await reader.read(1 << 16))
                writer.write(part)
            await asyncio.sleep(self.hold)
        finally:
            writer.close()


async def send(url: str, seconds: float = 25.0, times: int = 1) -> TelegramError | int:
    """The number of the last of some messages that were sent, or why one was not."""
    request = Request(url, seconds, LARGEST)
    bot = Bot(f"42:{SECRET}", f"{url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    try:
        return [(await bot.send_message(5, "云乐镇")).message_id for _ in range(times)][-1]
    except TelegramError as error:
        return error
    finally:
        await request.shutdown()


async def fetch(url: str) -> TelegramError | int:
    """The size of a file, or why it was not fetched."""
    request = Request(url, 25.0, LARGEST)
    await request.initialize()
    try:
        return len(await request.retrieve(f"{url}/file/bot42:{SECRET}/report.txt"))
    except TelegramError as error:
        return error
    finally:
        await request.shutdown()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("peer", "seconds", "kind"),
    [
        (Peer(b""), 25.0, NetworkError),
        (Peer(b"HTTP/1.1 200 OK\r\n"), 25.0, NetworkError),
        (Peer(http(SENT, told=5000)), 25.0, NetworkError),
        (Peer(b"no HTTP at all\r\n\r\n"), 25.0, NetworkError),
        (Peer(b"", hold=2.0), 0.1, TimedOut),
        (Peer(http(SENT, told=5000), hold=2.0), 0.1, TimedOut),
    ],
)
def test_what_was_sent_may_have_arrived(
    peer: Peer, seconds: float, kind: type[TelegramError]
) -> None:
    failed = peer.meet(lambda place: send(f"http://{place}", seconds))
    assert type(failed) is kind
    assert fault_of(failed).may_have_arrived
    assert SECRET not in "".join(traceback.format_exception(failed))


def test_a_line_that_was_hung_up_is_not_used_again() -> None:
    peer = Peer(http(SENT))
    assert peer.meet(lambda place: send(f"http://{place}", times=50)) == 7
    assert len(peer.read) == 50


def test_a_line_that_is_open_is_used_again() -> None:
    peer = Peer(*[http(SENT)] * 3)
    assert peer.meet(lambda place: send(f"http://{place}", times=3)) == 7
    assert peer.lines == 1


@pytest.mark.parametrize("place", ["127.0.0.1:1", "nowhere.invalid", "127.0.0.1:99999"])
def test_what_was_not_sent_cannot_have_arrived(place: str) -> None:
    assert_unsent(asyncio.run(send(f"http://{place}")))


def assert_unsent(failed: TelegramError | int) -> None:
    assert isinstance(failed, NetworkError)
    assert fault_of(failed).why == "unconnected"
    assert SECRET not in "".join(traceback.format_exception(failed))


@pytest.mark.parametrize(("size", "found"), [(LARGEST, LARGEST), (LARGEST + 1, "too big")])
def test_a_file_is_read_up_to_the_limit(size: int, found: int | str) -> None:
    fetched = Peer(http(b" " * size)).meet(lambda place: fetch(f"http://{place}"))
    assert fetched == found or str(found) in str(fetched)


def test_a_file_is_cut_off_where_more_was_told_than_comes() -> None:
    peer = Peer(http(b" " * (LARGEST + 1), told=10**9), hold=2.0)
    assert "too big" in str(peer.meet(lambda place: fetch(f"http://{place}")))


@pytest.mark.parametrize("named", ["http_proxy=http://", "all_proxy=http://", "http_proxy="])
def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    peer = Peer(http(SENT))
    name, scheme = named.split("=")

    async def act(place: str) -> TelegramError | int:
        monkeypatch.setenv(name, scheme + place)
        return await send("http://nowhere.invalid")

    assert peer.meet(act) == 7
    assert peer.read[0].startswith(b"POST http://nowhere.invalid/bot42:")


def test_a_server_that_the_environment_excepts_is_asked_without_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert Peer(http(SENT)).meet(lambda place: send(f"http://{place}")) == 7


def test_nothing_is_sent_through_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    async def act(place: str) -> TelegramError | int:
        monkeypatch.setenv("https_proxy", f"http://{place}")
        return await send("https://nowhere.invalid")

    peer = Peer(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    assert_unsent(peer.meet(act))
    assert SECRET.encode() not in b"".join(peer.read)


GREETED, CONNECTED, CLOSED = b"\x05\x00", b"\x05\x00\x00\x01" + bytes(6), b"\x05\xff"


@pytest.mark.parametrize(
    ("scheme", "works"), [("socks5", True), ("socks5h", True), ("socks5", False)]
)
def test_a_socks_proxy_is_used(monkeypatch: pytest.MonkeyPatch, scheme: str, works: bool) -> None:
    async def act(place: str) -> TelegramError | int:
        monkeypatch.setenv("all_proxy", f"{scheme}://{place}")
        return await send("http://nowhere.invalid")

    peer = Peer(*([GREETED, CONNECTED, http(SENT)] if works else [CLOSED]))
    found = peer.meet(act)
    if works:
        assert found == 7
        assert b"nowhere.invalid" in peer.read[1]
    else:
        assert_unsent(found)


def test_a_socks_proxy_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "aiohttp_socks", None)
    with pytest.raises(SettingsError, match="pip install"):
        Request("https://nowhere.invalid", 25.0, LARGEST)
