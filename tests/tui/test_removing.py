"""Reports taken out of the corpus: asked first, nothing deleted, put back at a key."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.settings import Settings
from tests.tui.fakes import WORLD, FakeAsker, Opener
from tests.tui.stage import Stage, play
from tui.app import YinjuApp
from tui.content.removing import Removed
from tui.content.scoping import Scope
from tui.widgets.sidebar import ReportList


class FolderOpener(Opener):
    """Opens the fake engine with those of its reports that lie in the corpus."""

    def __init__(self, corpus: Path) -> None:
        super().__init__()
        corpus.mkdir(exist_ok=True)
        self.corpus = corpus
        for name, (report, _) in WORLD.items():
            (corpus / f"{name}.txt").write_text(f"{report.title}\n{report.text}", "utf-8")
        self.then(self._look)

    def _look(self, _: FakeAsker) -> None:
        self.asker = FakeAsker()
        there = {path.stem for path in self.corpus.glob("*.txt")}
        self.asker.reports = tuple(one for one in self.asker.reports if one.id in there)

    def __call__(self, *given: object) -> FakeAsker:
        super().__call__(*given)  # type: ignore[arg-type]
        return self.asker


WAYS = {
    "the list": ["f2", "delete"],
    "the key, with the list in focus": ["f2", "alt+r"],
    "the key, from anywhere": ["alt+r", "enter"],
    "the key, looked for by pinyin": ["alt+r", *"bsz", "enter"],
    "the palette": ["ctrl+p", *"remove", "enter", "enter"],
    "the palette by pinyin": ["ctrl+p", *"yichubaogao", "enter", "enter"],
}


@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS.keys())
def test_a_report_is_removed_after_a_question_and_put_back(tmp_path: Path, keys: list[str]) -> None:
    opener = FolderOpener(tmp_path / "corpus")

    async def scene(stage: Stage) -> None:
        await stage.press(*keys)
        assert "移出报告库?" in stage.text
        assert "文件不删" in stage.text
        await stage.press("enter")  # what is offered first is to keep it
        assert "|  4 份报告" in stage.text
        await stage.press("escape", *keys, "down", "enter")
        assert "|  3 份报告" in stage.text
        (gone,) = set(WORLD) - {path.stem for path in opener.corpus.glob("*.txt")}
        assert any(f"已移出 {gone}" in words for words in stage.said)
        (kept,) = (tmp_path / "removed").rglob("*.txt")
        assert any(str(kept) in words.replace("\n", "") for words in stage.said)
        await stage.press("alt+z")
        assert "|  4 份报告" in stage.text
        assert (opener.corpus / f"{gone}.txt").exists()
        assert not list((tmp_path / "removed").rglob("*.txt"))
        await stage.press("alt+z")
        assert any("没有移出过报告" in words for words in stage.said)

    play(scene, tmp_path, opener=opener)


def test_what_was_shown_or_asked_of_it_is_let_go(tmp_path: Path) -> None:
    opener = FolderOpener(tmp_path / "corpus")

    async def scene(stage: Stage) -> None:
        await stage.ask("清水镇有几名法律顾问")
        await stage.press("alt+1")
        assert stage.chat.spot
        stage.chat.scope = Scope(("清水镇",), (2023,))
        await stage.press("f2")
        choices = stage.one(ReportList)
        ids = [choices.get_option_at_index(n).id for n in range(choices.option_count)]
        choices.highlighted = ids.index("qingshui-2023")
        await stage.press("delete", "down", "enter")
        assert stage.chat.spot is None
        assert stage.chat.scope.places == ("清水镇",)  # there is another report of it
        await stage.press("escape", "alt+1")
        assert any("qingshui-2023" in words for words in stage.said)

    play(scene, tmp_path, opener=opener, size=(140, 40))


def test_the_last_report_and_the_shipped_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = FolderOpener(tmp_path / "corpus")
    for name in list(WORLD)[1:]:
        (opener.corpus / f"{name}.txt").unlink()

    async def scene(stage: Stage) -> None:
        settings = stage.chat.session.settings
        await stage.press("f2", "delete")
        assert "只剩一份报告" in stage.said[-1]
        stage.chat.session.settings = Settings()
        await stage.press("delete")
        assert "自带的报告不能移出" in stage.said[-1]
        stage.chat.session.settings = settings
        monkeypatch.setattr(YinjuApp, "is_web", True)
        await stage.press("delete")
        assert "浏览器里不能移出" in stage.said[-1]
        assert stage.app.screen is stage.chat

    play(scene, tmp_path, opener=opener)


def test_a_file_of_any_format_comes_back_as_it_was(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    texts = {
        "a-2024.html": "<!DOCTYPE html><p>桃花镇2024年工作报告</p><p>我镇聘请2名法律顾问。</p>",
        "b 2024(定稿).txt": "杏花镇2024年工作报告\n我镇聘请3名法律顾问。\n",
        "c.txt": "杏花镇2024年工作报告\n我镇聘请3名法律顾问。 \n",
    }
    for name, text in texts.items():
        (corpus / name).write_text(text, "utf-8")
    removed, settings = Removed(tmp_path / "removed"), Settings(corpus=corpus)
    for name in texts:
        assert removed.take_out(settings, name.rpartition(".")[0])[0]
    assert not [path for path in corpus.iterdir() if path.is_file()]
    while removed.last:
        assert removed.put_back()[0], removed.last
    for name, text in texts.items():
        assert (corpus / name).read_text("utf-8") == text


def test_what_cannot_be_removed_is_said(tmp_path: Path) -> None:
    opener = FolderOpener(tmp_path / "corpus")
    settings = replace(Settings(), corpus=opener.corpus)
    done, lines = Removed(tmp_path / "removed").take_out(settings, "none")
    assert not done
    assert "none" in lines[0]
    (tmp_path / "file").write_text("")
    done, lines = Removed(tmp_path / "file").take_out(settings, "qingshui-2023")
    assert not done
    assert len(lines) == 1
    assert (opener.corpus / "qingshui-2023.txt").exists()
