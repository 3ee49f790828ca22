"""`yinju-tui --serve` in a headless Chromium: typed, answered, and nothing asked of elsewhere."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from qa.engine import Engine
from qa.settings import Settings
from tests.tui.chromium import BROWSER, Page, until

ROOT = Path(__file__).parents[2]
FOCUSED = "document.activeElement.className === 'xterm-helper-textarea'"
needs_browser = pytest.mark.skipif(not BROWSER, reason="Chromium is not installed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    Engine.open(Settings()).close()  # or the first page would wait for the index
    port, state = free_port(), tmp_path_factory.mktemp("state")
    options = ["--serve", "--port", str(port), "--lang", "zh", "--state", str(state)]
    server = subprocess.Popen(
        [sys.executable, "-m", "tui", *options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait(20)


@needs_browser
def test_the_chat_in_a_browser(address: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with Page(tmp_path / "profile") as page:
            await page.send("Page.navigate", url=address)
            assert await page.comes_true(FOCUSED)  # no report need be open for typing
            await page.send("Input.insertText", text="云乐镇有几名法律顾问")
            await page.press("Enter", 13, "\r")
            assert await page.wait("[1]")
            assert await page.wait("读作: 数量")
            picture = await page.screenshot()
            (tmp_path / "browser.png").write_bytes(picture)
            assert len(picture) > 20_000
            assert len(page.requests) >= 4
            hosts = {urlsplit(url).hostname for url in page.requests if not url.startswith("data:")}
            assert hosts == {"127.0.0.1"}
            assert await page.evaluate("document.fonts.size") == 0
            await page.send(
                "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path)
            )
            await page.press("s", 83, "\x13", modifiers=2)
            assert await page.wait("导出成什么")
            await page.press("Enter", 13, "\r")
            assert await until(lambda: any(tmp_path.glob("*.md")))
            found = list(tmp_path.glob("*.md"))
            assert "我镇配备1名法律顾问" in found[0].read_text(encoding="utf-8").replace("\\", "")

    asyncio.run(scene())


@needs_browser
def test_a_page_of_a_phone_holds_the_prompt(address: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with Page(tmp_path / "profile") as page:
            size = {"width": 390, "height": 780, "deviceScaleFactor": 2, "mobile": True}
            await page.send("Emulation.setDeviceMetricsOverride", **size)
            await page.send("Page.navigate", url=address)
            assert await page.wait("份报告")
            assert await page.evaluate("document.documentElement.scrollWidth") <= 390
            screen = "document.querySelector('.xterm-screen')"
            assert await page.evaluate(f"{screen}.clientWidth") <= 390
            assert await page.evaluate(f"{screen}.clientHeight") <= 780

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({"Host": "evil.example"}, "", 403),
        ({"Origin": "http://evil.example"}, "", 403),
        ({}, "ws", 403),
        ({"Origin": "http://evil.example"}, "ws", 403),
        ({}, "", 200),
    ],
)
def test_only_our_own_page_is_let_in(
    address: str, headers: dict[str, str], path: str, status: int
) -> None:
    async def scene() -> int:
        async with (
            aiohttp.ClientSession() as client,
            client.get(address + path, headers=headers) as reply,
        ):
            return reply.status

    assert asyncio.run(scene()) == status
