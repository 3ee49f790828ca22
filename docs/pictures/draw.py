"""Pictures of the terminal chat for the documents, from the shipped reports.

    python docs/pictures/draw.py [NAME ...]

Needs Chromium and a monospaced Chinese font, such as Noto Sans Mono CJK; nothing is downloaded.
"""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import NamedTuple

from textual.app import App
from textual.pilot import Pilot

from qa.settings import Settings
from tests.tui.capture import html_of
from tui.content import wording
from tui.content.session import Start

HERE = Path(__file__).parent


class Picture(NamedTuple):
    """What is typed before the picture is taken."""

    name: str
    size: tuple[int, int]
    lang: str
    theme: str
    questions: tuple[str, ...]
    keys: tuple[str, ...] = ()


PICTURES = (
    Picture("first", (110, 30), "zh", "textual-dark", ()),
    Picture("answer", (130, 34), "zh", "textual-dark", ("云乐镇有几名法律顾问",)),
    Picture("across", (130, 40), "zh", "textual-dark", ("各镇调解了多少起矛盾纠纷",)),
    Picture(
        "light", (130, 34), "en", "textual-light", ("how many legal advisers does 云乐镇 have",)
    ),
    Picture("narrow", (60, 20), "zh", "textual-dark", ("云乐镇有几名法律顾问",), ("alt+1",)),
    Picture("correct", (110, 30), "zh", "textual-dark", ("云乐镇有几名法律顾问",), ("f4",)),
    Picture("reports", (130, 34), "zh", "nord", ("云乐镇有几名法律顾问",), ("f2",)),
)


async def settle(app: App[None], pilot: Pilot[None]) -> None:
    """Wait until all workers but those that wait for the reader are done, and what they cause."""
    for _ in range(3):
        working = [worker for worker in app.workers if worker.group != "default"]
        if working:  # none would mean all
            await app.workers.wait_for_complete(working)
        await pilot.pause()


async def draw(picture: Picture, state: Path) -> str:
    """The screen as a page."""
    wording.use(picture.lang)  # before what has words in its class bodies is loaded
    from tui.app import make_app, open_engine

    settings = Settings()
    start = Start(state / picture.name, theme=picture.theme)
    app = make_app(open_engine, settings, start)
    async with app.run_test(size=picture.size) as pilot:
        await settle(app, pilot)
        for question in picture.questions:
            await pilot.press(*question.replace(" ", " "), "enter")
            await settle(app, pilot)
        for key in picture.keys:
            await pilot.press(key)
            await settle(app, pilot)
        return html_of(app)


def rasterize(html: str, size: tuple[int, int], target: Path) -> None:
    """Write the page as PNG."""
    browser = which("chromium") or which("chromium-browser") or which("google-chrome")
    if browser is None:
        raise SystemExit("no Chromium on the path")
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        options = (
            f"--user-data-dir={folder}/profile",
            f"--window-size={size[0] * 10},{size[1] * 26}",
            f"--screenshot={target}",
        )
        plain = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        command = [browser, *plain, *options, page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def main(names: Sequence[str]) -> None:
    """Draw the named pictures, or all, each in a process of its own: it speaks one language."""
    if len(names) != 1:
        for picture in PICTURES:
            if not names or picture.name in names:
                subprocess.run([sys.executable, __file__, picture.name], check=True)
        return
    with TemporaryDirectory() as state:
        picture = next(one for one in PICTURES if one.name == names[0])
        html = asyncio.run(draw(picture, Path(state)))
        rasterize(html, picture.size, HERE / f"{picture.name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
