"""A headless Chromium, spoken to by its own protocol."""

import asyncio
import base64
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import aiohttp

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

WAIT, TRIES = 0.1, 1200


class Page:
    """One page: notes all that is asked of the network and all that comes in by a socket."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._number = 0
        self._replies: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.requests: list[str] = []
        self.received = ""

    async def __aenter__(self) -> Self:
        assert BROWSER
        flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0")
        quiet = ("--no-first-run", "--disable-background-networking", "--window-size=1200,800")
        command = [BROWSER, *flags, *quiet, f"--user-data-dir={self._profile}", "about:blank"]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
        port = await asyncio.to_thread(self._port)
        self._session = aiohttp.ClientSession()
        async with self._session.get(f"http://127.0.0.1:{port}/json") as reply:
            pages = [page for page in await reply.json() if page["type"] == "page"]
        self._socket = await self._session.ws_connect(
            pages[0]["webSocketDebuggerUrl"], max_msg_size=0
        )
        self._reading = asyncio.create_task(self._read())
        for domain in ("Network", "Page"):
            await self.send(f"{domain}.enable")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading
        await self._socket.close()
        await self._session.close()
        self._process.terminate()
        self._process.wait(10)
        assert self._process.stderr
        self._process.stderr.close()

    def _port(self) -> str:
        assert self._process.stderr
        for line in self._process.stderr:
            if found := re.search(r"ws://127\.0\.0\.1:(\d+)/", line):
                return found[1]
        raise RuntimeError("Chromium did not start")

    async def _read(self) -> None:
        async for message in self._socket:
            event = json.loads(message.data)
            if "id" in event:
                self._replies.pop(event["id"]).set_result(event)
                continue
            detail = event["params"]
            match event["method"]:
                case "Network.requestWillBeSent":
                    self.requests.append(detail["request"]["url"])
                case "Network.webSocketCreated":
                    self.requests.append(detail["url"])
                case "Network.webSocketFrameReceived":
                    self.received += _text(detail["response"])

    async def send(self, method: str, **values: Any) -> dict[str, Any]:
        """The result of a command."""
        self._number += 1
        reply = self._replies[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "method": method, "params": values})
        return dict((await asyncio.wait_for(reply, 30)).get("result", {}))

    async def press(self, key: str, code: int, text: str, modifiers: int = 0) -> None:
        """Press a key, as the DOM names it, with its code and what it types."""
        for kind in ("rawKeyDown", "char", "keyUp"):
            values = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
            if kind == "char":
                values["text"] = text
            if kind != "char" or not modifiers:
                await self.send("Input.dispatchKeyEvent", type=kind, **values)

    async def evaluate(self, code: str) -> Any:
        found = await self.send("Runtime.evaluate", expression=code, returnByValue=True)
        return found["result"].get("value")

    async def wait(self, words: str) -> bool:
        """Whether the words came in by a socket in time."""
        return await until(lambda: words in self.received)

    async def comes_true(self, code: str) -> bool:
        """Whether an expression became true in time."""
        for _ in range(TRIES):
            if await self.evaluate(code):
                return True
            await asyncio.sleep(WAIT)
        return False

    async def screenshot(self) -> bytes:
        shot = await self.send("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])


async def until(is_so: Callable[[], bool]) -> bool:
    """Whether something came true in time."""
    for _ in range(TRIES):
        if is_so():
            return True
        await asyncio.sleep(WAIT)
    return False


def _text(frame: dict[str, Any]) -> str:
    data: str = frame["payloadData"]
    if frame["opcode"] == 2:
        return base64.b64decode(data).decode("utf-8", "replace")
    return data
