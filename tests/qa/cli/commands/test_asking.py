import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa.model import Kind, Question, Reason, ReasonCode
from qa.render import text, to_json
from tests.conftest import Command
from tests.fakes import ABSTAINED, ADVISERS, ANSWERED, FakeEngine


def test_ask_gives_an_answer_for_a_person(yinju: Command, fake: FakeEngine) -> None:
    assert yinju("ask", ADVISERS.text) == (0, text(ANSWERED) + "\n", "")
    assert fake.closed


def test_words_need_no_quotes(yinju: Command, fake: FakeEngine) -> None:
    assert yinju("ask", *ADVISERS.text.split()).out == text(ANSWERED) + "\n"


def test_abstaining_is_an_answer(yinju: Command, fake: FakeEngine) -> None:
    assert yinju("ask", "云乐镇有多少只猫") == (0, text(ABSTAINED) + "\n", "")


def test_ask_gives_a_record(yinju: Command, fake: FakeEngine) -> None:
    done = yinju("ask", "--json", ADVISERS.text)
    assert json.loads(done.out) == {**json.loads(to_json(ANSWERED)), "id": ""}


def test_a_question_brings_what_was_chosen(yinju: Command, fake: FakeEngine) -> None:
    yinju(
        "ask", "顾问", "--place", "a", "--place", "b", "--year", "2023", "--history", "x",
        "--history", "y", "--top", "5", "--kind", "COUNT",
    )  # fmt: skip
    (asked,) = fake.asked
    assert fake.top == 5
    assert (asked.places, asked.years, asked.history) == (("a", "b"), (2023,), ("x", "y"))
    assert asked.kind is Kind.COUNT


@pytest.mark.parametrize("argv", [("ask", "-"), ("ask",)])
def test_questions_can_come_through_a_pipe(
    yinju: Command, fake: FakeEngine, argv: tuple[str, ...]
) -> None:
    done = yinju(*argv, stdin=["\ufeff法律顾问", "", "猫"])
    assert [question.text for question in fake.asked] == ["法律顾问", "猫"]
    answered = replace(ANSWERED, question=Question("法律顾问"))
    assert done.out == f"{text(answered)}\n\n{text(ABSTAINED)}\n"


def test_questions_in_gb18030_are_read(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    assert yinju("ask", stdin="法律顾问\n".encode("gb18030")).code == 0
    assert [asked.text for asked in fake.asked] == ["法律顾问"]


def test_what_is_no_text_is_no_question(yinju: Command, fake: FakeEngine) -> None:
    done = yinju("ask", "-", stdin=b"\0\1\2\n")
    assert (done.code, done.out) == (2, "")
    assert "UTF-8 or GB18030" in done.err


def test_no_question_is_misuse(yinju: Command, fake: FakeEngine) -> None:
    done = yinju("ask", "-", stdin=[""])
    assert (done.code, done.err) == (2, "yinju: no question on stdin: give one a line\n")


def test_a_senseless_question_is_misuse(
    yinju: Command, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    senseless = replace(ABSTAINED, reason=Reason(ReasonCode.NOT_A_QUESTION, "?"))
    monkeypatch.setattr(fake, "ask", lambda *_: senseless)
    assert yinju("ask", "?").code == 2


@pytest.mark.parametrize("argv", [("ask", "cats of 云乐镇"), ("chat",)])
def test_the_language_chosen_goes_with_the_question(
    yinju: Command, fake: FakeEngine, argv: tuple[str, ...]
) -> None:
    yinju(*argv, "--lang", "zh", stdin=["cats of 云乐镇"])
    assert {asked.lang for asked in fake.asked} == {"zh"}


def test_chat_remembers_the_conversation_until_it_is_told_not_to(
    yinju: Command, fake: FakeEngine
) -> None:
    done = yinju("chat", "--year", "2023", stdin=["一", " 二 ", "", ":new", "三", ":q", "四"])
    assert [(asked.text, asked.history) for asked in fake.asked] == [
        ("一", ()),
        ("二", ("一",)),
        ("三", ()),
    ]
    assert {asked.years for asked in fake.asked} == {(2023,)}
    assert done.code == 0
    assert done.err == "yinju: A fresh start.\n"


def test_chat_remembers_only_so_much(yinju: Command, fake: FakeEngine) -> None:
    yinju("chat", stdin=[str(number) for number in range(20)])
    assert fake.asked[-1].history == tuple(str(number) for number in range(11, 19))


@pytest.mark.parametrize("line", [":help", "/help", "help", "帮助", ":nonsense"])
def test_chat_says_what_commands_there_are(yinju: Command, fake: FakeEngine, line: str) -> None:
    assert ":new" in yinju("chat", "--lang", "zh", stdin=[line]).err
    assert not fake.asked


@pytest.mark.parametrize("line", [":q", "/quit", "quit", "exit", "退出"])
def test_chat_ends_as_people_say_it(yinju: Command, fake: FakeEngine, line: str) -> None:
    yinju("chat", stdin=["一", line, "二"])
    assert [asked.text for asked in fake.asked] == ["一"]
