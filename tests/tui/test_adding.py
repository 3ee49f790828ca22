"""Adding reports: any file that the core takes, and of each what was read or why it was not."""

import threading
from pathlib import Path
from zipfile import ZipFile

import pytest
from textual.widgets import Input

from qa.settings import Settings
from tests.tui.fakes import FakeAsker, Opener
from tests.tui.stage import Stage, play
from tui.app import YinjuApp
from tui.content.adding import add
from tui.dialogs.file import FileDialog
from tui.loading import Loader
from tui.messages import Added
from tui.widgets.field import Field
from tui.widgets.prompt import Prompt

TEXT = "桃花镇2024年法治政府建设工作报告\n一、情况\n我镇聘请2名法律顾问。\n"
READ = "已加入 taohua-2024:桃花镇 2024 《桃花镇2024年法治政府建设工作报告》,1 句,1 个数据。"


def page(text: str) -> str:
    return "<!DOCTYPE html>" + "".join(f"<p>{line}</p>" for line in text.splitlines())


def lay(folder: Path) -> None:
    """Files of all sorts."""
    (folder / "taohua-2024.txt").write_text(TEXT, "utf-8")
    (folder / "taohua-2024.html").write_text(page(TEXT), "utf-8")
    (folder / "big5.txt").write_bytes("報告。\n桃花鎮報告。".encode("big5") * 9)
    (folder / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7\nno more")
    (folder / "nothing").mkdir()
    (folder / "nothing" / "notes.log").write_text("x")
    (folder / "other").mkdir()
    (folder / "other" / "taohua-2024.txt").write_text(TEXT.replace("2名", "9名"), "utf-8")
    many = TEXT + "".join(f"第{n}件事是走访群众{n}户。\n" for n in range(60))
    (folder / "long.txt").write_text(many, "utf-8")
    (folder / "nearly.txt").write_text(many.replace("走访群众7户", "走访群众8户"), "utf-8")
    with ZipFile(folder / "two.zip", "w") as archive:
        archive.writestr("taohua-2023.txt", TEXT.replace("2024", "2023"))
        archive.writestr("taohua-2022.txt", TEXT.replace("2024", "2022").replace("2名", "三名"))


@pytest.mark.parametrize(
    ("names", "taken", "said"),
    [
        (["taohua-2024.txt"], True, [READ]),
        (["taohua-2024.html"], True, [READ]),
        (["taohua-2024.txt"] * 2, False, ["已有 taohua-2024.txt: taohua-2024"]),
        (["two.zip"], True, ["已加入 2 份:taohua-2022、taohua-2023。"]),
        (["scan.png"], False, ["未加 scan.png: 这是图片:请装 yinju[ocr] 后再加"]),
        (["torn.pdf"], False, ["未加 torn.pdf: 文件已损坏:请重新下载或另存。"]),
        (["nothing"], False, ["里面没有报告:能加的有"]),
        (["none.pdf"], False, ["没有这个文件"]),
        (["taohua-2024.txt", "other/taohua-2024.txt"], False, ["alt r"]),
        (["long.txt", "nearly.txt"], False, ["几乎相同"]),
    ],
)
def test_what_becomes_of_a_file_is_said(
    tmp_path: Path, names: list[str], taken: bool, said: list[str]
) -> None:
    lay(tmp_path)
    settings = Settings(corpus=tmp_path / "mine", index=tmp_path / "index")
    for name in names:
        found = add([tmp_path / name], settings, lambda _: None)
    assert found[0] is taken
    assert len(found[1]) == len(said)
    for line, words in zip(found[1], said, strict=True):
        assert words in line
        assert "--" not in line  # options are of the command line


def test_of_many_files_that_are_not_added_a_few_are_named(tmp_path: Path) -> None:
    (tmp_path / "many").mkdir()
    for number in range(9):
        (tmp_path / "many" / f"{number}.pdf").write_bytes(b"%PDF-1.7\nno more" + bytes(number))
    settings = Settings(corpus=tmp_path / "mine", index=tmp_path / "index")
    done: list[int] = []
    taken, lines = add([tmp_path / "many"], settings, done.append)
    assert not taken
    assert len(lines) == 4
    assert lines[-1] == "另有 6 个文件没有加入。"
    assert done == list(range(1, 10))


def test_what_came_of_several_files_is_one_toast(tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        stage.one(Loader).post_message(Added(False, ("一", "二", "三")))
        await stage.settle()
        assert stage.said == ["一\n二\n三"]

    play(scene, tmp_path)


def test_the_dialog_offers_what_can_be_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)

    async def scene(stage: Stage) -> None:
        await stage.press("ctrl+t")
        await stage.settle()
        for name in ("taohua-2024.txt", "taohua-2024.html", "two.zip", "torn.pdf", "nothing"):
            assert name in stage.text
        assert "scan.png" not in stage.text

    play(scene, tmp_path / "state")


@pytest.mark.parametrize("error", ["", "no such folder"])
def test_a_report_is_added_and_the_reports_are_opened_anew(tmp_path: Path, error: str) -> None:
    lay(tmp_path)
    opener = Opener(error)

    async def scene(stage: Stage) -> None:
        opener.error = ""
        if error:
            await stage.press("up", "down", "enter")
        else:
            await stage.press("ctrl+t")
        assert isinstance(stage.app.screen, FileDialog)
        stage.app.screen.query_one(Input).value = str(tmp_path / "taohua-2024.txt")
        before = len(opener.opened)
        await stage.press("tab", "shift+tab", "enter")
        await stage.settle()
        assert (tmp_path / "corpus" / "taohua-2024.txt").exists()
        assert any(words.startswith(READ) for words in stage.said)
        assert len(opener.opened) == before + 1
        await stage.press("ctrl+t")
        stage.app.screen.query_one(Input).value = "no-such-file.txt"
        await stage.press("enter")
        assert any("没有这个文件" in words for words in stage.said)
        assert isinstance(stage.app.screen, FileDialog)
        await stage.press("escape")
        assert len(opener.opened) == before + 1
        assert "|  4 份报告" in stage.text

    play(scene, tmp_path, opener=opener)


def test_a_question_waits_for_reports_that_were_added_to_be_open(tmp_path: Path) -> None:
    opener, added = Opener(), threading.Event()

    def hold(_: FakeAsker) -> None:
        added.wait(30)

    async def scene(stage: Stage) -> None:
        opener.then(hold)
        stage.one(Loader).open(Settings())
        stage.send(*"清水镇有几名法律顾问", "enter")
        await stage.until(lambda: "等待答案" in stage.text)
        added.set()
        await stage.until(lambda: stage.conversation.turns[0].answer is not None)

    play(scene, tmp_path, opener=opener)


def test_the_shipped_reports_cannot_be_added_to_and_it_says_how(tmp_path: Path) -> None:
    async def scene(stage: Stage) -> None:
        stage.chat.session.settings = Settings()
        await stage.press("ctrl+t")
        assert stage.app.screen is stage.chat
        assert any("用自己的报告库启动" in words for words in stage.said)
        assert "|  4 份报告" in stage.text

    play(scene, tmp_path)


def test_in_a_browser_it_says_how_reports_are_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(YinjuApp, "is_web", True)

    async def scene(stage: Stage) -> None:
        await stage.press("ctrl+t")
        assert stage.app.screen is stage.chat
        assert any("yinju add 文件 --corpus" in words for words in stage.said)

    play(scene, tmp_path)


def test_a_file_that_is_dropped_on_the_prompt_is_added_once_it_is_confirmed(tmp_path: Path) -> None:
    lay(tmp_path)

    async def scene(stage: Stage) -> None:
        await stage.ask(f"'{tmp_path}/taohua-2024.txt'")
        assert isinstance(stage.app.screen, FileDialog)
        assert stage.app.screen.query_one(Field).value == f"{tmp_path}/taohua-2024.txt"
        await stage.press("enter")
        assert (tmp_path / "corpus" / "taohua-2024.txt").exists()
        assert not stage.conversation.turns

    play(scene, tmp_path)


@pytest.mark.parametrize("packaged", [True, False])
def test_a_path_where_nothing_can_be_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packaged: bool
) -> None:
    lay(tmp_path)
    monkeypatch.setattr(YinjuApp, "is_web", not packaged)

    async def scene(stage: Stage) -> None:
        if packaged:
            stage.chat.session.settings = Settings()
        await stage.ask(f"{tmp_path}/taohua-2024.txt")
        assert stage.app.screen is stage.chat
        # In a browser nothing is to be learnt of the files here.
        why = "用自己的报告库启动" if packaged else "yinju add 文件 --corpus"
        assert any(why in words for words in stage.said)
        assert not stage.conversation.turns

    play(scene, tmp_path)


@pytest.mark.parametrize("packaged", [True, False])
@pytest.mark.parametrize("name", ["none.docx", "{}/none.pdf", "{}/taohua-2024.txt {}/none.txt"])
def test_of_a_path_of_no_file_it_is_said_that_there_is_none(
    tmp_path: Path, packaged: bool, name: str
) -> None:
    lay(tmp_path)

    async def scene(stage: Stage) -> None:
        if packaged:
            stage.chat.session.settings = Settings()
        typed = name.replace("{}", str(tmp_path))
        await stage.ask(typed)
        assert stage.app.screen is stage.chat
        assert any("none." in words and "没有这个文件" in words for words in stage.said)
        assert stage.one(Prompt).text == typed
        assert not stage.conversation.turns

    play(scene, tmp_path)


@pytest.mark.parametrize("where", ["prompt", "dialog"])
def test_files_that_are_dropped_together_are_added_together(tmp_path: Path, where: str) -> None:
    lay(tmp_path)
    (tmp_path / "my reports").mkdir()
    (tmp_path / "taohua-2024.txt").rename(tmp_path / "my reports" / "taohua-2024.txt")
    dropped = f"'{tmp_path}/my reports/taohua-2024.txt' file://{tmp_path}/two.zip"

    async def scene(stage: Stage) -> None:
        if where == "dialog":
            await stage.press("ctrl+t")
            stage.app.screen.query_one(Field).value = dropped
        else:
            await stage.ask(dropped)
        assert isinstance(stage.app.screen, FileDialog)
        await stage.press("enter")
        await stage.settle()
        assert len(list((tmp_path / "corpus").glob("*.*"))) > 2

    play(scene, tmp_path)
