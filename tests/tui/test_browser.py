"""`yinju-tui --serve` in a headless Chromium: typed, answered, and nothing asked of elsewhere."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.tui.chromium import BROWSER, Page

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not BROWSER, reason="Chromium is not installed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    options = ["--serve", "--port", str(port), "--lang", "zh", "--state", str(tmp_path / "state")]
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


def test_the_chat_in_a_browser(address: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with Page(tmp_path / "profile") as page:
            await page.send("Page.navigate", url=address)
            assert await page.wait("份报告")
            await page.evaluate("document.querySelector('.xterm-helper-textarea').focus()")
            await page.send("Input.insertText", text="云乐镇有几名法律顾问")
            for kind in ("rawKeyDown", "char", "keyUp"):
                await page.send(
                    "Input.dispatchKeyEvent",
                    type=kind,
                    key="Enter",
                    text="\r",
                    windowsVirtualKeyCode=13,
                )
            assert await page.wait("[1]")
            assert await page.wait("读作: 数量")
            await asyncio.sleep(1)
            picture = await page.screenshot()
            (tmp_path / "browser.png").write_bytes(picture)
            assert len(picture) > 20_000
            assert len(page.requests) >= 4
            hosts = {urlsplit(url).hostname for url in page.requests if not url.startswith("data:")}
            assert hosts == {"127.0.0.1"}
            assert await page.evaluate("document.fonts.size") == 0

    asyncio.run(scene())
    assert list((tmp_path / "state" / "conversations").glob("*.jsonl"))
