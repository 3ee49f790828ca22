"""Questions in, records out; and the command on a stand-in for the engine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import IndexFault
from qa.evaluation.batch import run, run_parallel
from qa.model import Question
from qa.render import to_json
from qa.settings import Settings
from tests.batches import DUE, FALSE, MISSED, OPEN, RIGHT, WRONG, Breaking, ids, suite
from tests.conftest import Command
from tests.fakes import FakeEngine


def test_replies_come_one_at_a_time_and_in_order() -> None:
    engine = FakeEngine()
    stream = run(engine, (Question("x", str(number)) for number in range(3)), top=5)
    assert json.loads(next(stream).line)["id"] == "0"
    assert (len(engine.asked), engine.top) == (1, 5)
    assert [json.loads(reply.line)["id"] for reply in stream] == ["1", "2"]


def test_a_question_that_breaks_something_stops_no_other() -> None:
    first, second = run(Breaking(), (Question("bug", "a"), Question("x", "b")))
    found = json.loads(first.line)
    assert (found["id"], found["status"], found["reason"]["code"]) == ("a", "error", "internal")
    assert "ZeroDivisionError: oops" in found["reason"]["message"]
    assert json.loads(second.line)["id"] == "b"


def test_a_broken_index_stops_everything() -> None:
    with pytest.raises(IndexFault):
        next(run(Breaking(), (Question("fault"),)))


def test_processes_reply_as_one_does() -> None:
    from qa.engine import Engine

    questions = [Question(f"云乐镇有几名法律顾问{'?' * n}", str(n)) for n in range(40)]
    taken = 0

    def counted() -> Iterator[Question]:
        nonlocal taken
        for question in questions:
            taken += 1
            yield question

    settings = Settings()
    with Engine.open(settings) as engine:
        wanted = [to_json(engine.ask(question)) for question in questions]
        found = run_parallel(settings, counted(), jobs=1, seed=7)
        assert next(found).line == wanted[0]
        assert taken >= 1
        assert [reply.line for reply in found] == wanted[1:]


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_questions_give_one_record_each(texts: list[str]) -> None:
    replies = run(FakeEngine(), (Question(text, str(n)) for n, text in enumerate(texts)))
    assert [json.loads(reply.line)["question"] for reply in replies] == texts


def test_records_come_in_the_suites_order(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    done = yinju("batch", suite(tmp_path, DUE, "", OPEN, RIGHT))
    records = [json.loads(line) for line in done.out.splitlines()]
    assert [(one["id"], one["status"]) for one in records] == [
        ("due", "abstained"),
        ("open", "answered"),
        ("right", "answered"),
    ]
    assert done.code == 0
    told = "yinju: PASSED: 2 of 2 right (100.0 %, 95 % interval 34.2–100.0 %); 1 more unchecked\n"
    assert done.err.endswith(told)


def test_a_file_gets_the_same(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    name = suite(tmp_path, OPEN)
    wanted = yinju("batch", name).out
    assert yinju("batch", name, "-o", "out.jsonl") == (
        0, "", "yinju: DONE: 1 asked, nothing expected of any\n"
    )  # fmt: skip
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize(
    ("name", "lines", "options"),
    [
        ("s.txt", ["顾问", "猫"], []),
        ("s.csv", ["question,kind", "顾问,count", "猫,count"], []),
        ("s.any", ['{"question": "顾问"}', '{"question": "猫"}'], []),
        ("s.any", ["顾问", "猫"], ["--suite-format", "txt"]),
    ],
)
def test_suites_have_formats(
    yinju: Command,
    fake: FakeEngine,
    tmp_path: Path,
    name: str,
    lines: list[str],
    options: list[str],
) -> None:
    assert yinju("batch", suite(tmp_path, *lines, name=name), *options).code == 0
    assert [asked.text for asked in fake.asked] == ["顾问", "猫"]


def test_stdin_is_a_suite_too(yinju: Command, fake: FakeEngine) -> None:
    assert yinju("batch", "-", stdin=[RIGHT]).out.startswith('{"id": "right"')
    done = yinju("batch", "-", stdin=[RIGHT, "{"])
    assert (done.code, done.err) == (2, "yinju: stdin:2: not a JSON object\n")


@pytest.mark.parametrize(
    ("lines", "options", "code"),
    [
        ([RIGHT, DUE], [], 0),
        ([RIGHT, WRONG], [], 1),
        ([RIGHT, FALSE], [], 1),
        ([RIGHT, MISSED], [], 1),
        ([RIGHT, WRONG], ["--min-pass", "50%"], 0),
        ([RIGHT, WRONG], ["--min-pass", "0.51"], 1),
        ([RIGHT, MISSED], ["--min", "kind=count:1"], 0),
        ([RIGHT, MISSED], ["--min", "kind=none:0.1"], 1),
        ([RIGHT, MISSED], ["--min", "refusal:0.1", "--min-pass", "0"], 1),
        ([RIGHT], ["--min", "kind=who:0.1"], 1),
        ([RIGHT], ["--min", "recall@3:1"], 0),
        ([OPEN], [], 0),
        ([OPEN], ["--min-pass", "1"], 1),
    ],
)
def test_the_verdict_agrees_with_the_exit_code(
    yinju: Command,
    fake: FakeEngine,
    tmp_path: Path,
    lines: list[str],
    options: list[str],
    code: int,
) -> None:
    done = yinju("batch", suite(tmp_path, *lines), *options)
    assert done.code == code
    verdict = done.err.splitlines()[-1]
    assert verdict.startswith("yinju: FAILED: ") == (code == 1)
    assert done.err.count("yinju: ") == 1


def test_what_broke_fails_whatever_the_gates(
    yinju: Command, breaking: None, tmp_path: Path
) -> None:
    broken = '{"id": "x", "question": "bug", "expect": {"abstain": true}}'
    done = yinju("batch", suite(tmp_path, RIGHT, broken), "--min-pass", "0", "--junit", "j.xml")
    assert done.code == 1
    assert "1 ended in an error" in done.err
    assert '<error type="error"' in (tmp_path / "j.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{", RIGHT], "suite.jsonl:1: not a JSON object"),
        ([RIGHT, RIGHT], 'suite.jsonl:2: the id "right" is on line 1 too'),
        ([RIGHT.replace("配备1名", "配备9名")], "suite.jsonl:1: the evidence"),
        ([RIGHT.replace("yunle-2023", "none")], 'suite.jsonl:1: there is no report "none"'),
        ([RIGHT] * 30, "and more; yinju suite lint names them all"),
        ([], "no question is left to ask"),
    ],
)
def test_a_bad_suite_is_told_with_its_line_before_anything_is_asked(
    yinju: Command, fake: FakeEngine, tmp_path: Path, lines: list[str], said: str
) -> None:
    old = '{"id": "of a run before"}\n'
    (tmp_path / "out.jsonl").write_text(old, encoding="utf-8")
    done = yinju("batch", suite(tmp_path, *lines), "-o", "out.jsonl")
    assert (done.code, done.out, fake.asked) == (2, "", [])
    assert said in done.err
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == old


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--min", "nonsense:1"], "--min: expected NAME:RATE"),
        (["--min", "all:2"], "--min: expected a rate"),
        (["--min-pass", "many"], "--min-pass: expected a rate"),
        (["--resume"], "--resume: name the file"),
        (["--update-baseline"], "name the --baseline"),
        (["--max-new-failures", "1"], "name the --baseline"),
        (["--baseline", "b", "--update-baseline", "--id", "right"], "a whole suite"),
        (["--baseline", "none.jsonl"], "none.jsonl: cannot be read"),
        (["--baseline", "stdin"], "stdin: not a baseline"),
        (["--failed-in", "suite.jsonl"], "suite.jsonl: not a baseline"),
        (["--grep", "("], "no regular expression"),
        (["--shard", "3/2"], "--shard: expected something like 2/4"),
        (["--jobs", "0"], "a whole number from 1"),
        (["--repeat", "x"], "a whole number from 1"),
        (["--max-new-failures", "-1"], "a whole number from 0"),
        (["-o", "suite.jsonl"], "suite.jsonl: named twice"),
        (["-o", "a", "--md", "./a"], "a: named twice"),
        (["--id", "none"], "no question is left to ask"),
        (["-o", "no/where.jsonl"], "cannot be written"),
        (["--junit", "no/where.xml"], "cannot be written"),
    ],
)
def test_misuse_exits_with_2(
    yinju: Command, fake: FakeEngine, tmp_path: Path, options: list[str], said: str
) -> None:
    done = yinju("batch", suite(tmp_path, RIGHT), *options)
    assert (done.code, done.out, fake.asked) == (2, "", [])
    assert said in done.err


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["--id", "due", "--id", "open"], ["due", "open"]),
        (["--kind", "count"], ["right", "wrong"]),
        (["--lang", "zh"], ["right", "wrong"]),
        (["--grep", "^猫"], ["due"]),
        (["--kind", "count", "--id", "wrong"], ["wrong"]),
        (["--shard", "1/3"], ["right", "open"]),
        (["--shard", "3/3"], ["due"]),
        (["--failed-in", "b.jsonl"], ["wrong"]),
    ],
)
def test_questions_are_selected(
    yinju: Command, fake: FakeEngine, tmp_path: Path, options: list[str], asked: list[str]
) -> None:
    name = suite(tmp_path, RIGHT, WRONG, DUE, OPEN)
    yinju("batch", name, "--baseline", "b.jsonl", "--update-baseline")
    yinju("batch", name, "-o", "out.jsonl", *options)
    assert ids(tmp_path / "out.jsonl") == asked


def test_ctrl_c_keeps_what_was_written_and_resume_goes_on(
    yinju: Command,
    breaking: None,
    fake: FakeEngine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = suite(tmp_path, RIGHT, DUE, '{"id": "x", "question": "stop"}', OPEN)
    out = tmp_path / "out.jsonl"
    done = yinju("batch", name, "-o", "out.jsonl", "--md", "m.md")
    assert (done.code, done.err) == (130, "yinju: interrupted\n")
    assert ids(out) == ["right", "due"]
    assert not (tmp_path / "m.md").exists()
    with out.open("a", encoding="utf-8") as file:
        file.write('{"id": "x", "ques')
    again = FakeEngine()
    monkeypatch.setattr(fake, "ask", again.ask)
    done = yinju("batch", name, "-o", "out.jsonl", "--resume", "--md", "m.md")
    assert done.code == 0
    assert "2 of 2 right" in done.err
    assert [asked.id for asked in again.asked] == ["due", "x", "open"]
    assert out.read_text(encoding="utf-8") == yinju("batch", name).out
    assert (tmp_path / "m.md").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "other"}\n', "--resume: line 1"),
        ("[]", "not made by this program"),
        ("\0\0", "not made by this program"),
    ],
)
def test_resume_refuses_what_another_run_or_program_has_written(
    yinju: Command, fake: FakeEngine, tmp_path: Path, content: str, said: str
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text(content, encoding="utf-8")
    done = yinju("batch", suite(tmp_path, RIGHT), "-o", "out.jsonl", "--resume")
    assert done.code == 2
    assert said in done.err
    assert out.read_text(encoding="utf-8") == content


def test_a_finished_run_can_be_resumed(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    name = suite(tmp_path, RIGHT, WRONG)
    first = yinju("batch", name, "-o", "out.jsonl")
    assert yinju("batch", name, "-o", "out.jsonl", "--resume") == first
    assert [asked.id for asked in fake.asked] == ["right", "wrong", "wrong"]


def test_resume_refuses_the_answers_of_other_reports(
    yinju: Command, fake: FakeEngine, tmp_path: Path
) -> None:
    name = suite(tmp_path, RIGHT, DUE)
    yinju("batch", name, "-o", "out.jsonl")
    out = tmp_path / "out.jsonl"
    out.write_text(out.read_text("utf-8").replace("0.93", "0.92").splitlines()[0] + "\n", "utf-8")
    done = yinju("batch", name, "-o", "out.jsonl", "--resume")
    assert done.code == 2
    assert "--resume: the reports or the program have changed" in done.err


def test_answers_are_rows_too(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    import csv

    name = suite(tmp_path, RIGHT, '{"id": "cats", "question": "猫"}')
    yinju("batch", name, "-o", "out.jsonl", "--csv", "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["status"], row["report"]) for row in rows] == [
        ("right", "answered", "yunle-2023"),
        ("cats", "abstained", ""),
    ]


def test_timings_have_a_file_of_their_own(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    files = (
        "-o",
        "o",
        "--junit",
        "j",
        "--md",
        "m",
        "--html",
        "h",
        "--trec-run",
        "r",
        "--qrels",
        "q",
    )
    name = suite(tmp_path, RIGHT, WRONG)
    bytes_ = []
    for _ in range(2):
        yinju("batch", name, *files, "--timings", "t")
        bytes_.append([(tmp_path / file).read_bytes() for file in files[1::2]])
    assert bytes_[0] == bytes_[1]
    *each, total = map(json.loads, (tmp_path / "t").read_text(encoding="utf-8").splitlines())
    assert [one["id"] for one in each] == ["right", "wrong"]
    assert all(one["ms"] >= 0 for one in each)
    assert total["questions"] == 2


def test_a_corpus_that_cannot_be_read_exits_with_3(yinju: Command, tmp_path: Path) -> None:
    name = suite(tmp_path, OPEN)
    for argv in (("batch", name), ("suite", "lint", name), ("suite", "new")):
        done = yinju(*argv, "--corpus", "none")
        assert (done.code, done.out) == (3, "")
        assert "no folder" in done.err


def test_a_bar_is_for_terminals(
    yinju: Command, fake: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = suite(tmp_path, RIGHT, DUE)
    assert "[#" not in yinju("batch", name, "-o", "o").err
    monkeypatch.setattr("qa.cli.diagnostics.is_terminal", lambda _: True)
    shown = yinju("batch", name, "-o", "o").err
    assert "\r[###############...............] 1/2" in shown
    assert "\r\x1b[K" in shown


def test_messages_are_chinese_where_that_is_chosen(
    yinju: Command, fake: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YINJU_LANG", "zh")
    assert "yinju: 未通过:2问对1问" in yinju("batch", suite(tmp_path, RIGHT, WRONG)).err
