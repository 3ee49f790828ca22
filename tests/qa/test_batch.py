import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.batch import run
from qa.model import Answer, Status
from qa.render import to_json
from tests.fakes import FakeEngine


def answers(*lines: bytes, plain: bool = False) -> list[Answer]:
    return list(run(FakeEngine(), lines, plain=plain))


def test_answers_come_one_at_a_time_and_in_order() -> None:
    engine = FakeEngine()
    stream = run(engine, (b'{"id": "%d", "question": "x"}' % number for number in range(3)))
    assert next(stream).question.id == "0"
    assert len(engine.asked) == 1
    assert [answer.question.id for answer in stream] == ["1", "2"]


def test_a_question_brings_its_history_and_other_keys_do_no_harm() -> None:
    line = {"id": 7, "question": "那荷塘镇呢", "history": ["云乐镇呢"], "expect": {"answer": []}}
    (answer,) = answers(json.dumps(line).encode())
    assert (answer.question.id, answer.question.history) == ("7", ("云乐镇呢",))


def test_a_line_without_an_id_is_known_by_its_number() -> None:
    ids = [answer.question.id for answer in answers(b'{"question": "x"}', b"", b'{"question":"y"}')]
    assert ids == ["1", "3"]


def test_plain_text_has_one_question_a_line() -> None:
    found = answers("\ufeff法律顾问?\r\n".encode(), b"\n", b'{"question": "x"}\n', plain=True)
    assert [(answer.question.id, answer.question.text) for answer in found] == [
        ("1", "法律顾问?"),
        ("3", '{"question": "x"}'),
    ]


@pytest.mark.parametrize(
    ("line", "detail", "id_"),
    [
        (b"{", "not a JSON object", "1"),
        (b"[1]", "not a JSON object", "1"),
        (b'"x"', "not a JSON object", "1"),
        (b"[" * 100_000, "not a JSON object", "1"),
        (b"\xff\xfe{}", "not UTF-8", "1"),
        (b'{"id": "a"}', '"question" must be a text', "a"),
        (b'{"id": "a", "question": 3}', '"question" must be a text', "a"),
        (b'{"id": ["a"], "question": "x"}', '"id" must be a text or a whole number', "1"),
        (b'{"id": true, "question": "x"}', '"id" must be a text or a whole number', "1"),
        (b'{"id": "a", "question": "x", "history": "y"}', '"history" must be a list', "a"),
        (b'{"id": "a", "question": "x", "history": [1]}', '"history" must be a list', "a"),
    ],
)
def test_a_bad_line_becomes_an_error_and_stops_nothing(line: bytes, detail: str, id_: str) -> None:
    bad, good = answers(line, b'{"id": "good", "question": "x"}')
    assert (bad.status, bad.question.id) == (Status.ERROR, id_)
    assert bad.reason is not None
    assert bad.reason.code == "bad-input"
    assert bad.reason.message.startswith(f"Line 1 cannot be read: {detail}")
    assert good.question.id == "good"


@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), max_size=8))
def test_any_lines_give_one_record_each(lines: list[bytes]) -> None:
    records = [json.loads(to_json(answer)) for answer in answers(*lines)]
    filled = [line for line in lines if line.removeprefix(b"\xef\xbb\xbf").strip()]
    assert len(records) == len(filled)
