"""Whatever goes wrong, there is a way on, and nothing crashes."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import CorpusError
from qa.model import Answer, Question, ReasonCode
from qa.settings import Settings
from tests.tui import fakes
from tests.tui.fakes import Opener
from tests.tui.stage import Stage, play, staged
from tui.content import labels
from tui.content.conversations import Store, read
from tui.content.library import Closed, Library, Notify, Progress
from tui.widgets.citation import CitationLine
from tui.widgets.greeting import Example
from tui.widgets.prompt import Prompt

ROOT = Path(__file__).parents[2]


class SlowAsker(fakes.FakeAsker):
    """Answers when it is let, and notices if it is closed while it does."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.let = threading.Event(), threading.Event()
        self.torn = False

    def ask(self, question: Question, top: int = 3) -> Answer:
        self.entered.set()
        self.let.wait(10)
        self.torn |= self.closed
        return super().ask(question, top)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo terminals here")
def test_without_its_terminal_the_chat_ends(tmp_path: Path) -> None:
    from bench.pseudo_terminal import Chat

    with Chat(tmp_path / "state") as chat:
        chat.paint("云乐镇")
        assert chat.hang_up() == 129


def test_the_reports_are_not_closed_while_they_are_read() -> None:
    asker = SlowAsker()
    library = Library(lambda *_: asker)
    library.open(Settings(), lambda *_: None, lambda _: None)
    reading = threading.Thread(target=library.ask, args=(Question("问"),))
    closing = threading.Thread(target=library.close)
    reading.start()
    assert asker.entered.wait(10)
    closing.start()
    closing.join(0.1)
    assert not asker.closed
    asker.let.set()
    reading.join(10)
    closing.join(10)
    assert asker.closed
    assert not asker.torn
    with pytest.raises(Closed):
        library.ask(Question("问"))


def test_opening_stops_when_the_program_is_left() -> None:
    def opening(_: Settings, progress: Progress, __: Notify) -> fakes.FakeAsker:
        library.close()
        progress(1, 2)
        raise AssertionError

    library = Library(opening)
    with pytest.raises(Closed):
        library.open(Settings(), lambda *_: None, lambda _: None)


@pytest.mark.parametrize("stdin", [b"x\n", b""])
def test_without_a_terminal_it_says_so_and_ends(stdin: bytes, tmp_path: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if k != "TEXTUAL_DRIVER"}
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--lang", "zh", "--state", str(tmp_path)],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env=environ,
        timeout=30,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode() == "yinju-tui: 要在终端里用;管道里请用 yinju chat 或 yinju ask。\n"


def test_a_question_that_was_cut_off_is_asked_again(tmp_path: Path) -> None:
    killed = Store(tmp_path / "conversations").new()
    killed.ask(Question("各镇调解了多少"))
    killed.ask(Question("清水镇有几名法律顾问"))
    killed.hold = None

    async def scene(stage: Stage) -> None:
        first, last = stage.conversation.turns
        assert "中断" in first.error
        assert last.answer
        assert "[1] 我镇配备1名法律顾问" in stage.text

    play(scene, tmp_path)


def test_a_question_before_the_reports_are_open_waits_for_them(tmp_path: Path) -> None:
    ready = threading.Event()
    opener = Opener()

    def wait(_: fakes.FakeAsker) -> None:
        ready.wait(20)

    opener.then(wait)

    async def scene(stage: Stage) -> None:
        ready.set()
        await stage.settle()
        assert stage.conversation.turns[0].answer

    async def early(stage: Stage) -> None:
        stage.send(*"清水镇有几名法律顾问", "enter")
        await stage.until(lambda: "等待答案" in stage.text)
        await scene(stage)

    play(early, tmp_path, opener=opener, settle=False)


def test_after_a_failure_the_reports_can_be_opened_again_or_others(tmp_path: Path) -> None:
    opener = Opener("no such folder")

    async def scene(stage: Stage) -> None:
        assert "报告没有打开" in stage.text
        ways = [line.text for line in stage.chat.query(Example)]
        assert ways == ["再打开一次", "往这里加报告", "打开自带的报告"]
        await stage.ask("清水镇有几名法律顾问")
        assert "^up" in stage.said[-1]
        await stage.press("ctrl+u")
        assert "按 ^up 选" in stage.text
        await stage.press("ctrl+up", "enter")
        assert len(opener.opened) == 2
        opener.error = ""
        await stage.press("escape", "ctrl+up", "down", "down", "enter")
        await stage.settle()
        assert opener.opened[-1].packaged
        await stage.press("escape")
        await stage.ask("清水镇有几名法律顾问")
        assert stage.chat.query(CitationLine)

    play(scene, tmp_path, opener=opener)


def test_the_ways_on_stand_below_a_conversation_that_is_taken_up(tmp_path: Path) -> None:
    kept = Store(tmp_path / "conversations").new()
    kept.ask(Question("清水镇有几名法律顾问"))
    kept.hold = None
    opener = Opener("no such folder")

    async def scene(stage: Stage) -> None:
        lines = stage.text.splitlines()
        asked, way = (
            next(at for at, line in enumerate(lines) if words in line)
            for words in ("清水镇有几名法律顾问", "再打开一次")
        )
        assert asked < way
        opener.error = ""
        await stage.press("ctrl+up", "enter")
        await stage.settle()
        assert "再打开一次" not in stage.text
        assert "[1] 我镇配备1名法律顾问" in stage.text

    play(scene, tmp_path, opener=opener)


def test_errors_of_the_core_say_in_chinese_what_to_do() -> None:
    told = labels.error(CorpusError("there is no folder {folder!r}; name another", folder="/a"))
    assert told == "没有文件夹 '/a';请换一个"
    assert labels.error(ValueError()) == "ValueError"


@staged()
async def test_a_citation_of_a_report_that_is_not_loaded_says_so(stage: Stage) -> None:
    await stage.ask("清水镇有几名法律顾问")
    library = stage.chat.session.library
    library.reports = tuple(one for one in library.reports if one.id != "qingshui-2022")
    await stage.press("alt+2")
    assert any("qingshui-2022 没有打开" in words for words in stage.said)
    await stage.press("alt+9")
    assert any("没有引文 [9]" in words for words in stage.said)


@staged((60, 20))
async def test_what_is_said_in_passing_is_wrapped_and_no_markup(stage: Stage) -> None:
    stage.chat.notify("请用自己的报告库启动:yinju-tui 和 --corpus [/b] 再")
    await stage.settle()
    said = [line.strip() for line in stage.text.splitlines()]
    assert any(line.endswith("请用自己的报告库启动:") for line in said)
    assert any(line.endswith("yinju-tui 和 --corpus [/b]") for line in said)


@staged()
async def test_a_question_that_is_too_long_stays_in_the_prompt(stage: Stage) -> None:
    prompt = stage.one(Prompt)
    prompt.put("长" * 2001)
    await stage.press("enter")
    assert len(prompt.text) == 2001
    assert not stage.conversation.turns
    assert any("最多问 2000 个" in words for words in stage.said)
    await stage.press("ctrl+u")
    assert not prompt.text
    await stage.press("ctrl+z")
    assert len(prompt.text) == 2001


UNREAD: tuple[tuple[str, ReasonCode], ...] = (
    ("乱码", ReasonCode.NOT_A_QUESTION),
    ("清水镇有几只猫", ReasonCode.NOT_STATED),
)


def test_a_question_that_could_not_be_read_is_no_history(tmp_path: Path) -> None:
    conversation = Store(tmp_path).new()
    for text, code in UNREAD:
        question = Question(text)
        answer = fakes.refused(question)
        assert answer.reason
        turn = conversation.ask(question)
        conversation.answer(turn.id, replace(answer, reason=replace(answer.reason, code=code)))
    assert conversation.history == ("清水镇有几只猫",)


def _folder(path: Path) -> None:
    path.mkdir()


def _leads_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


def _not_to_be_read(path: Path) -> None:
    path.symlink_to("/proc/self/mem")  # root may read all others


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("make", [_folder, _leads_nowhere, _not_to_be_read])
@pytest.mark.parametrize("away", [False, True])
def test_what_is_no_conversation_keeps_nothing_from_being_opened(
    tmp_path: Path, make: Callable[[Path], None], away: bool
) -> None:
    before = Store(tmp_path / "conversations").new()
    before.ask(Question("从前的问题"))
    before.hold = None
    os.utime(before.path, (1, 1))
    folder = before.path.parent / "archive" if away else before.path.parent
    folder.mkdir(exist_ok=True)
    make(folder / "0099.jsonl")

    async def scene(stage: Stage) -> None:
        assert stage.chat.reports
        await stage.ask("清水镇有几名法律顾问")
        assert stage.conversation.turns[-1].answer
        await stage.press("ctrl+o")
        assert re.search(r"\d  \(\d\)  (收起  )?从前的问题", stage.text)

    play(scene, tmp_path)


def test_a_conversation_that_can_only_be_read_is_shown_and_said_not_to_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Store(tmp_path / "conversations").new()
    before.fail(before.ask(Question("从前的问题")).id, "那时不行")
    before.hold = None

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    async def scene(stage: Stage) -> None:
        monkeypatch.setattr("tui.content.conversations.Hold", refuse)
        assert "从前的问题" in stage.text
        await stage.press("ctrl+n", "ctrl+o", "enter")
        assert "从前的问题" in stage.text
        await stage.ask("清水镇有几名法律顾问")
        assert "[1] 我镇配备1名法律顾问" in stage.text
        assert any("不能保存" in words for words in stage.said)

    monkeypatch.setattr("tui.content.conversations.Hold", refuse)
    play(scene, tmp_path)


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'{"event": "failed", "turn": 0, "error": "x"}', b"\xff", b"[1]"]
)
def test_a_line_that_makes_no_sense_is_passed_over(tmp_path: Path, line: bytes) -> None:
    conversation = Store(tmp_path).new()
    conversation.ask(Question("从前的问题"))
    with conversation.path.open("ab") as file:
        file.write(line + b"\n")
    conversation.ask(Question("后来的问题"))
    turns = read(conversation.path).turns
    assert [turn.question.text for turn in turns] == ["从前的问题", "后来的问题"]
    assert not any(turn.error for turn in turns)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_conversations_are_for_their_owners_eyes_only(tmp_path: Path) -> None:
    store = Store(tmp_path / "conversations")
    conversation = store.new()
    conversation.ask(Question("问"))
    store.put_away(conversation.path)
    found = (conversation.path, store.folder, store.archive)
    assert [oct(path.stat().st_mode & 0o777) for path in found] == ["0o600", "0o700", "0o700"]
