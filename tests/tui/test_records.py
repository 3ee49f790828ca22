"""Turns, conversations and memory on disk: nothing is lost, whatever a crash leaves behind."""

import errno
import json
import os
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.model import Answer, Kind, Question
from qa.render.values import from_values, to_values
from tests.tui import fakes
from tui.content import memory
from tui.content.conversations import Conversation, Store, read

ROOT = Path(__file__).parents[2]
ANSWERS = [
    make(Question("问题", "1", ("前",), ("清水镇",), (2023,), Kind.WHO))
    for make in (fakes.advisers, fakes.compared, fakes.across, fakes.hostile, fakes.refused)
]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: str(answer.query.kind))
def test_an_answer_comes_back_whole(answer: Answer) -> None:
    assert from_values(Answer, json.loads(json.dumps(to_values(answer)))) == answer


def test_a_field_of_a_newer_program_is_passed_over() -> None:
    value = to_values(ANSWERS[0])
    value["weather"] = "sunny"
    value["query"]["weather"] = "sunny"
    assert from_values(Answer, value) == ANSWERS[0]


def test_a_comparison_of_an_older_program_is_its_text() -> None:
    value = to_values(ANSWERS[1])
    del value["rows"]
    assert from_values(Answer, value) == replace(ANSWERS[1], rows=())


def test_a_kind_of_a_newer_program_is_left_to_the_text() -> None:
    value = to_values(ANSWERS[0])
    value["question"]["kind"] = "whither"
    assert from_values(Answer, value).question.kind is None


def talk(folder: Path) -> Conversation:
    conversation = Store(folder).new()
    for answer in ANSWERS[:3]:
        turn = conversation.ask(Question(f"问 {answer.query.kind}"))
        conversation.answer(turn.id, answer)
    conversation.fail(conversation.ask(Question("坏")).id, "坏了")
    conversation.rate(1, -1)
    conversation.rename("新名字")
    return conversation


def test_a_conversation_is_read_as_it_was_written(tmp_path: Path) -> None:
    conversation = talk(tmp_path)
    found = read(conversation.path)
    assert found.turns == conversation.turns
    assert found.name == conversation.name
    assert Store(tmp_path).last() == conversation.path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return talk(tmp_path_factory.mktemp("talk")).path


@given(st.data())
@settings(max_examples=40)
def test_a_crash_costs_at_most_the_line_being_written(written: Path, data: st.DataObject) -> None:
    content = written.read_bytes()
    cut = data.draw(st.integers(0, len(content)))
    path = written.with_name("9999.jsonl")
    path.write_bytes(content[:cut])
    whole = [json.loads(line)["event"] for line in content[:cut].split(b"\n")[:-1]]
    found = read(path)
    assert len(found.turns) >= whole.count("asked")
    assert sum(turn.answer is not None for turn in found.turns) >= whole.count("answered")
    turn = found.ask(Question("又问"))
    found.answer(turn.id, ANSWERS[0])
    assert read(path).turns == found.turns


def test_damaged_lines_are_passed_over(tmp_path: Path) -> None:
    path = talk(tmp_path).path
    before = read(path).turns
    path.write_bytes(b'nonsense\n[1]\n{"event": "answered", "turn": 99}\n' + path.read_bytes())
    assert read(path).turns == before


def test_lone_surrogates_do_not_stop_the_writing(tmp_path: Path) -> None:
    conversation = Store(tmp_path).new()
    conversation.ask(Question("坏字\ud800"))
    assert not conversation.fault
    assert read(conversation.path).turns[0].question.text == "坏字\ud800"


def test_the_conversation_written_last_is_the_last(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first, second = store.new(), None
    first.ask(Question("一"))
    second = store.new()
    assert second.path != first.path
    second.ask(Question("二"))
    assert [one.title for one in store.all()] == ["二", "一"]


def test_a_conversation_is_written_by_one_program_at_a_time(tmp_path: Path) -> None:
    here, there = Store(tmp_path), Store(tmp_path)
    held = here.new()
    held.ask(Question("问"))
    assert there.resume(held.path) is None
    assert here.resume(held.path) is held
    late = read(held.path)
    late.ask(Question("又问"))
    assert late.fault
    assert len(read(held.path).turns) == 1
    path = held.path
    del held
    found = there.resume(path)
    assert found
    assert [turn.question.text for turn in found.turns] == ["问"]


def test_two_programs_that_begin_at_once_write_two_files(tmp_path: Path) -> None:
    first, second = Store(tmp_path).new(), Store(tmp_path).new()
    assert first.path == second.path
    first.ask(Question("一问"))
    second.ask(Question("二问"))
    assert first.path != second.path
    assert read(first.path).title == "一问"
    assert [turn.question.text for turn in read(second.path).turns] == ["二问"]


def test_a_killed_program_leaves_nothing_held(tmp_path: Path) -> None:
    path = talk(tmp_path).path
    code = (
        "import sys; from pathlib import Path; from tui.content.locks import Hold;"
        "hold = Hold(Path(sys.argv[1])); print('held', flush=True); input()"
    )
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, cwd=ROOT) as program:
        assert program.stdout
        assert program.stdout.readline()
        assert Store(tmp_path).resume(path) is None
        program.kill()
    assert Store(tmp_path).resume(path)


def test_the_lock_of_windows_is_asked_for_a_byte_beyond_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: set[int] = set()

    def locking(file: int, _mode: int, _count: int) -> None:  # as documented, for one file
        at = os.lseek(file, 0, os.SEEK_CUR)
        if at in held:
            raise PermissionError(errno.EACCES, "Permission denied")
        held.add(at)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    hold = runpy.run_path(str(ROOT / "tui" / "content" / "locks.py"))["Hold"]
    first = hold(path := talk(tmp_path).path)
    with pytest.raises(BlockingIOError):
        hold(path)
    assert first
    assert min(held) > path.stat().st_size


@pytest.mark.parametrize(
    "content",
    ["", "nonsense", "[]", '{"theme": 3, "share": "wide", "other": 1}', '{"share": true}'],
)
def test_a_memory_that_makes_no_sense_is_forgotten(tmp_path: Path, content: str) -> None:
    (tmp_path / "memory.json").write_text(content)
    assert memory.load(tmp_path / "memory.json") == memory.Remembered()


def test_memory_comes_back(tmp_path: Path) -> None:
    kept = memory.Remembered(theme="nord", share=40, sidebar=True, outline=False)
    memory.save(tmp_path / "new" / "memory.json", kept)
    assert memory.load(tmp_path / "new" / "memory.json") == kept
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["memory.json"]
