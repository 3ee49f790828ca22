"""What is typed in the place of a question, and turns that are none."""

from pathlib import Path

import pytest

from tests.tui.stage import Stage, staged
from tui.content.paths import paths_in
from tui.content.typed import command_in
from tui.widgets.prompt import Prompt
from tui.widgets.talk import Talk


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("exit", "quit"),
        (":q", "quit"),
        ("/quit", "quit"),
        ("退出", "quit"),
        (" New ", "new"),
        ("/help", "help"),
        ("?", "help"),
        ("/foo", "unknown"),
        ("/no/such/folder", "unknown"),
        (":wq", "unknown"),
        ("云乐镇有几名法律顾问", ""),
        ("who quit", ""),
        ("/ 云乐镇", ""),
        ("/云乐镇有几名法律顾问", ""),
        ("/how many are there", ""),
        ("", ""),
    ],
)
def test_commands_as_other_programs_have(text: str, command: str) -> None:
    assert command_in(text) == command


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{}/年报 2024.txt", "年报 2024.txt"),
        ("'{}/年报 2024.txt'", "年报 2024.txt"),
        ('"{}/年报 2024.txt" ', "年报 2024.txt"),
        ("{}/年报\\ 2024.txt", "年报 2024.txt"),
        ("file://{}/%E5%B9%B4%E6%8A%A5%202024.txt", "年报 2024.txt"),
        ("{}/folder", "folder"),
        ("{}/none.docx", "none.docx"),
        ("{}/none", ""),
        ("{}/年报 2024.txt 有几名网格员", ""),
        ("{}/folder\n{}/none.docx", "folder|none.docx"),
        ("'{}/年报 2024.txt' {}/folder", "年报 2024.txt|folder"),
        ("file://{}/folder file://{}/%E5%B9%B4%E6%8A%A5%202024.txt", "folder|年报 2024.txt"),
        ("{}/none.docx 有几页", ""),
        ("{}/none.docx {}/有几页", ""),
        ("云乐镇有几名法律顾问", ""),
        ("/help", ""),
        ("what's new in 云乐镇", ""),
        ("/\0", ""),
        ("/" + 999 * "长", ""),
        ("~nobody-of-this-name/a", ""),
    ],
)
def test_a_path_in_the_place_of_a_question(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / "年报 2024.txt").touch()
    (tmp_path / "folder").mkdir()
    found = paths_in(text.replace("{}", str(tmp_path)))
    assert found == tuple(tmp_path / one for one in name.split("|") if one)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("none.docx", "none.docx"),
        ("'无此 报告.PDF'", ""),
        ("./none", "none"),
        ("../无此文件夹", "../无此文件夹"),
        (r"C:\Users\me\年报 2024.pdf", r"C:\Users\me\年报 2024.pdf"),
        (r'"D:\年报.docx"', r"D:\年报.docx"),
        (r"D:\none", r"D:\none"),
        ("~100人的地方有哪些", ""),
        ("增长2.5", ""),
        ("云乐镇2023.txt有几名法律顾问", ""),
        ("what is in none.docx", ""),
        ("folder", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("blind", [False, True])
def test_what_can_be_no_question_is_a_path_though_there_is_no_such_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, name: str, blind: bool
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    assert paths_in(text, blind=blind) == ((Path(name),) if name else ())


def test_a_blind_one_does_not_tell_what_there_is(tmp_path: Path) -> None:
    assert not paths_in(str(tmp_path), blind=True)
    assert paths_in(f"{tmp_path}/a.pdf", blind=True) == (tmp_path / "a.pdf",)


@staged()
async def test_a_command_in_the_place_of_a_question_is_obeyed(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    await stage.ask("/foo")
    assert "没有 /foo 这个命令或文件" in stage.said[-1]
    assert stage.one(Prompt).text == "/foo"
    await stage.press("ctrl+u")
    await stage.ask("help")
    assert "发出问题" in stage.text
    await stage.ask("/new")
    assert not stage.conversation.turns
    assert not {"/foo", "help", "/new"} & {question.text for question in stage.asker.asked}
    stage.send(*"exit", "enter")
    await stage.until(lambda: not stage.app.is_running)


@staged()
async def test_turns_that_have_no_line_to_stand_on_are_walked_through(stage: Stage) -> None:
    for text in (asked := "清水镇有几名法律顾问", "谢谢", "出错", "谢谢", asked):
        await stage.ask(text)
        await stage.press("ctrl+u")
    seen = []
    for key in ("ctrl+up",) * 6 + ("ctrl+down",) * 4:
        await stage.press(key)
        turn = stage.one(Talk).turn
        seen.append(turn.id if turn else 0)
    assert seen == [5, 4, 3, 2, 1, 1, 2, 3, 4, 5]
    await stage.press("ctrl+down")
    assert isinstance(stage.app.focused, Prompt)
