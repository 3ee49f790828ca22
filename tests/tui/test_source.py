"""The source: what is shown of a very long report before all of it is read."""

import asyncio
import threading
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Size

from qa.model import Sentence
from tests.tui import fakes
from tests.tui.fakes import Opener
from tests.tui.stage import Stage, play, staged
from tui.widgets import page as page_module
from tui.widgets import source
from tui.widgets.citation import CitationLine
from tui.widgets.outline import Outline
from tui.widgets.page import Page
from tui.widgets.source import SourcePane
from tui.widgets.turn import TurnView


class SlowReader(fakes.FakeAsker):
    """Reads a report piece by piece when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = threading.Event()
        self.read: list[str] = []

    def sentences(self, report: str) -> tuple[Sentence, ...]:
        self.let.wait(30)
        self.read.append(report)
        return super().sentences(report)


def test_a_very_long_report_is_shown_before_its_headings_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_LONG", 0)
    opener = Opener()
    opener.asker = reader = SlowReader()

    async def scene(stage: Stage) -> None:
        await stage.type("清水镇有几名法律顾问")
        stage.send("enter")
        page = stage.chat.query_one(Page)
        await stage.until(lambda: stage.chat.query_one(SourcePane).report is not None)
        assert not heading(stage)
        await stage.until(lambda: "我镇配备1名法律顾问" in page_text(stage))
        stage.send("f9", "home")
        await stage.until(lambda: page.has_focus and not page.scroll_offset.y)
        reader.let.set()
        await stage.until(lambda: heading(stage) != "")
        assert heading(stage) == "(二)公共法律服务"
        assert page.scroll_offset.y == 0  # where the reader went meanwhile
        await stage.press("alt+1")
        assert page.scroll_offset.y > 0
        assert reader.read == ["qingshui-2023"]  # once

    play(scene, tmp_path, opener=opener)


def page_text(stage: Stage) -> str:
    """What is to be seen of the report, however it is broken into lines."""
    page = stage.chat.query_one(Page)
    return "".join(page.render_line(y).text.strip() for y in range(page.size.height))


def heading(stage: Stage) -> str:
    """The heading that the quotation stands under."""
    return stage.chat.query_one(Outline).heading


@staged()
async def test_what_the_reader_sees_stays_when_the_terminal_changes_its_size(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.press("f9", "up", "up", "up")
    page = stage.chat.query_one(Page)
    await stage.until(lambda: page.scroll_offset.y == page.scroll_target_y > 0)
    seen = page_text(stage)[:20]
    await stage.pilot.resize_terminal(60, 20)
    await stage.settle()
    assert page_text(stage).startswith(seen)


@pytest.mark.parametrize(
    "sizes",
    [
        [(120, 50), (120, 36)],
        [(80, 24), (99, 40), (101, 20)],
        [(60, 20), (180, 50), (80, 24)],
        [(120, 60), (60, 60), (60, 20), (120, 36)],
    ],
)
def test_what_the_reader_sees_stays_through_sizes_that_have_no_room_for_it(
    sizes: list[tuple[int, int]], tmp_path: Path
) -> None:
    async def scene(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press("f9", "end", "up", "up")
        page = stage.chat.query_one(Page)
        await stage.until(lambda: page.scroll_offset.y == page.scroll_target_y > 0)
        seen = page_text(stage)[:20]
        for size in map(Size._make, sizes):
            stage.app.post_message(events.Resize(size, size))
            await asyncio.sleep(0.02)
        await stage.settle()
        # In another width the line may begin earlier.
        assert seen in page_text(stage)[: 20 + page.size.width // 2]

    play(scene, tmp_path)


@pytest.mark.parametrize("keys", [["pagedown"] * 60, ["end", *["pageup"] * 60]])
def test_paging_shows_every_line_of_a_very_long_report(
    keys: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "_WHOLE", 0)
    monkeypatch.setattr(page_module, "_WINDOW", 900)

    async def scene(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press("f9", "f5", "home")
        page, seen = stage.chat.query_one(Page), page_text(stage)
        for key in keys:
            await stage.press(key)
            await stage.until(lambda: page.scroll_offset.y == page.scroll_target_y)
            seen += page_text(stage)
        lines = [line for line in fakes.WORLD["qingshui-2023"][0].text.split("\n") if line]
        assert [line for line in lines if line not in seen] == []

    play(scene, tmp_path)


@staged()
async def test_the_citation_that_is_shown_is_marked_however_late_its_line_comes(
    stage: Stage,
) -> None:
    await stage.ask("清水镇有几名法律顾问")
    view = stage.one(TurnView)
    view.refresh(recompose=True)  # as where the answer took its time
    await stage.settle()
    assert view.query(CitationLine).first().has_class("-open")
