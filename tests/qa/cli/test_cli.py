import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qa.cli import main
from qa.errors import CorpusError, IndexFault, QuestionError, SettingsError, YinjuError
from qa.model import Kind, Question, Reason, ReasonCode
from qa.render import text, to_json
from qa.render.texts import width_of
from qa.settings import packaged_corpus
from tests.conftest import Command
from tests.fakes import ABSTAINED, ADVISERS, ANSWERED, FakeEngine

COMMANDS = (
    *("ask", "batch", "chat", "reports", "add", "remove", "index", "watch", "explain"),
    *("verify", "suite", "figures", "show", "search", "doctor", "completion"),
)


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


@pytest.mark.parametrize("line", [":help", "/help", "help", "帮助", ":nonsense"])
def test_chat_says_what_commands_there_are(yinju: Command, fake: FakeEngine, line: str) -> None:
    assert ":new" in yinju("chat", "--lang", "zh", stdin=[line]).err
    assert not fake.asked


@pytest.mark.parametrize("line", [":q", "/quit", "quit", "exit", "退出"])
def test_chat_ends_as_people_say_it(yinju: Command, fake: FakeEngine, line: str) -> None:
    yinju("chat", stdin=["一", line, "二"])
    assert [asked.text for asked in fake.asked] == ["一"]


def test_questions_in_gb18030_are_read(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    assert yinju("ask", stdin="法律顾问\n".encode("gb18030")).code == 0
    assert [asked.text for asked in fake.asked] == ["法律顾问"]


def test_what_is_no_text_is_no_question(yinju: Command, fake: FakeEngine) -> None:
    done = yinju("ask", "-", stdin=b"\0\1\2\n")
    assert (done.code, done.out) == (2, "")
    assert "UTF-8 or GB18030" in done.err


def test_chat_remembers_only_so_much(yinju: Command, fake: FakeEngine) -> None:
    yinju("chat", stdin=[str(number) for number in range(20)])
    assert fake.asked[-1].history == tuple(str(number) for number in range(11, 19))


def test_reports_are_listed(yinju: Command, fake: FakeEngine) -> None:
    assert yinju("reports").out == (
        "id          place   year  title\n"
        "yunle-2023  云乐镇  2023  云乐镇2023年度法治建设工作报告\n"
    )
    assert yinju("reports", "--lang", "zh").out.startswith("编号        地方    年份  标题\n")
    assert json.loads(yinju("reports", "--json").out) == {
        "id": "yunle-2023",
        "place": "云乐镇",
        "level": "乡镇",
        "year": 2023,
        "title": "云乐镇2023年度法治建设工作报告",
        "issuer": "云乐镇人民政府",
        "characters": 29,
        "sha256": "0" * 64,
    }


def test_the_shipped_reports_stay_as_they_are(yinju: Command, tmp_path: Path) -> None:
    before = sorted(packaged_corpus().iterdir())
    (tmp_path / "a.txt").write_text("云乐镇有1名法律顾问。", encoding="utf-8")
    for argv in (("add", "a.txt"), ("remove", "yunle-2023")):
        done = yinju(*argv)
        assert done.code == 2
        assert "--corpus my-reports" in done.err
    assert sorted(packaged_corpus().iterdir()) == before


def test_remove_deletes_all_or_none(yinju: Command, tmp_path: Path) -> None:
    for id_ in ("a", "b"):
        (tmp_path / "own").mkdir(exist_ok=True)
        (tmp_path / "own" / f"{id_}.txt").write_text("x", encoding="utf-8")
    done = yinju("remove", "a", "../c", "--corpus", "own")
    assert done.code == 2
    assert done.err.endswith("it holds: a, b\n")
    assert yinju("remove", "a", "a", "--corpus", "own") == (0, "", "yinju: removed a\n")
    assert [file.name for file in (tmp_path / "own").glob("*.txt")] == ["b.txt"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("bad\nsetting"), 2),
        (QuestionError("bad question"), 2),
        (CorpusError("bad corpus"), 3),
        (IndexFault("bad index"), 3),
        (YinjuError("bad luck"), 1),
    ],
)
def test_an_error_is_one_line_and_a_code(
    yinju: Command, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(fake, "ask", fail)
    done = yinju("ask", "x")
    assert done == (code, "", f"yinju: {' '.join(str(error).split())}\n")
    assert "Traceback" in yinju("ask", "x", "--debug").err


def test_a_bug_is_one_line_too(
    yinju: Command, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(fake, "ask", fail)
    done = yinju("ask", "x")
    assert done.code == 1
    assert done.err == (
        "yinju: something went wrong inside (ZeroDivisionError: oops); --debug shows where\n"
    )


def test_output_that_cannot_be_written_is_told(
    yinju: Command,
    fake: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert main(["ask", "x"]) == 1
    assert "make room" in capsys.readouterr().err


MISUSES = [
    (("fly",), "there is no command fly", "没有 fly 这个命令"),
    (("aks", "x"), "did you mean ask?", "是不是 ask?"),
    (("ask", "x", "--yaer", "2023"), "did you mean --year?", "是不是 --year?"),
    (("ask", "x", "--kind", "cuont"), "did you mean count?", "是不是 count?"),
    (("ask", "x", "--year", "soon"), "--year: expected a whole number", "--year:应为整数"),
    (("ask", "x", "--top", "0"), "--top: expected", "--top:应为"),
    (("ask", "x", "--nonsense"), "unknown: --nonsense", "没有这个选项或参数:--nonsense"),
    (("ask", "x", "--year"), "--year: a value must follow", "--year:后面要有一个值"),
    (("ask", "x", "--json=1"), "--json takes no value", "--json 后面不带值"),
    (("batch",), "missing: SUITE", "缺少:SUITE"),
    (("batch", "s", "--jobs", "0"), "--jobs: expected a whole number from 1", "从 1 起的整数"),
    (("figures", "--report", "nope"), "no report nope; there are yunle-2023", "没有报告 nope"),
    (("show", "yunle-2023:99"), "yunle-2023 has no sentence 99", "没有第 99 句"),
    (("show", "yunle-2023:1", "--sentence", "2"), "name one sentence", "只写一句"),
    (("ask", "顾问", "--chart", "a.png"), "must end in .svg", "要以 .svg 结尾"),
    (("figures", "--format", "xlsx"), "name it with -o FILE", "用 -o FILE 写明"),
]


@pytest.mark.parametrize(("argv", "said", "zh"), MISUSES, ids=[" ".join(m[0]) for m in MISUSES])
def test_misuse_exits_with_2_and_one_line_in_either_language(
    yinju: Command,
    fake: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...],
    said: str,
    zh: str,
) -> None:
    for locale, wanted in (("C.UTF-8", said), ("zh_CN.UTF-8", zh)):
        monkeypatch.setenv("LANG", locale)
        done = yinju(*argv)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("yinju: ")
        assert done.err.count("\n") == 1
        assert wanted in done.err


def test_without_a_command_there_is_help(yinju: Command) -> None:
    assert yinju().out == yinju("--help").out
    assert yinju().code == 0


def test_a_senseless_question_is_misuse(
    yinju: Command, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    senseless = replace(ABSTAINED, reason=Reason(ReasonCode.NOT_A_QUESTION, "?"))
    monkeypatch.setattr(fake, "ask", lambda *_: senseless)
    assert yinju("ask", "?").code == 2


def test_no_question_is_misuse(yinju: Command, fake: FakeEngine) -> None:
    done = yinju("ask", "-", stdin=[""])
    assert (done.code, done.err) == (2, "yinju: no question on stdin: give one a line\n")


@pytest.mark.parametrize("argv", [("--lang", "zh", "ask", "猫?"), ("ask", "猫?", "--lang", "zh")])
def test_settings_stand_before_or_after_the_command(
    yinju: Command, fake: FakeEngine, argv: tuple[str, ...]
) -> None:
    assert "第58句" in yinju(*argv).out


@pytest.mark.parametrize("argv", [("ask", "cats of 云乐镇"), ("chat",)])
def test_the_language_chosen_goes_with_the_question(
    yinju: Command, fake: FakeEngine, argv: tuple[str, ...]
) -> None:
    yinju(*argv, "--lang", "zh", stdin=["cats of 云乐镇"])
    assert {asked.lang for asked in fake.asked} == {"zh"}


@pytest.mark.parametrize(
    ("choice", "environ", "colored"),
    [
        ("auto", {}, False),
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_a_choice(
    yinju: Command,
    fake: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
    environ: dict[str, str],
    colored: bool,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in yinju("ask", "顾问", "--color", choice).out) is colored


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("locale", "head"), [("C.UTF-8", "usage: "), ("zh_CN.UTF-8", "用法: ")])
def test_every_command_helps_in_either_language(
    yinju: Command, monkeypatch: pytest.MonkeyPatch, command: str, locale: str, head: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    done = yinju(command, "--help")
    assert done.code == 0
    assert done.out.startswith(f"{head}yinju {command} ")
    assert done.err == ""
    assert all(width_of(line) <= 80 for line in done.out.splitlines())


@pytest.mark.parametrize("name", ["help.tsv", "errors.tsv"])
def test_every_text_of_the_command_line_has_both_languages(name: str) -> None:
    lines = (packaged_corpus().parents[1] / "qa" / "data" / name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in lines.splitlines() if line and line[0] != "#"]
    assert all(len(row) == 3 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    for raised, english, chinese in rows if name == "errors.tsv" else ():
        known = set(re.findall(r"\{(\w+)\}", raised))
        assert set(re.findall(r"\{(\w+)\}", english + chinese)) <= known


REPORT = "云乐镇2023年工作报告\n一、成效\n全镇有1名法律顾问。\n"


def test_add_copies_reports_into_a_folder_of_ones_own(yinju: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(REPORT.encode("gb18030"))
    (tmp_path / "b.txt").write_text(REPORT.replace("云乐镇", "白地镇"), encoding="utf-8")
    (tmp_path / "in" / "note.xyz").write_text("x", encoding="utf-8")
    done = yinju("add", "in", "b.txt", "--corpus", "own", "--lang", "en")
    assert done.code == 0
    assert [line.split()[:4] for line in done.out.splitlines()] == [
        ["result", "id", "place", "year"],
        ["added", "a", "云乐镇", "(title)"],
        ["added", "b", "白地镇", "(title)"],
    ]
    assert "1 other file" in done.err
    assert (tmp_path / "own" / "a.txt").read_bytes() == REPORT.encode("gb18030")
    again = yinju("add", "b.txt", "--corpus", "own", "--json")
    assert json.loads(again.out)["status"] == "there"


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("a.txt", b"", 3, "no sentence"),
        ("a.txt", b"\x00\x01\x02" * 50, 3, "no format"),
        ("a.pdf", b"%PDF", 3, "damaged"),
        ("none.txt", None, 2, "no such file"),
        ("b.txt", REPORT.replace("1", "2").encode(), 3, "--replace"),
    ],
)
def test_add_says_what_is_wrong_with_a_file(
    yinju: Command, tmp_path: Path, name: str, content: bytes | None, code: int, said: str
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "b.txt").write_text(REPORT, encoding="utf-8")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = yinju("add", name, "--corpus", "own", "--lang", "en")
    assert done.code == code
    assert said in done.out + done.err
    assert [file.name for file in (tmp_path / "own").glob("*.txt")] == ["b.txt"]


def test_add_says_when_the_folder_cannot_be(yinju: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = yinju("add", "a.txt", "--corpus", "a.txt")
    assert done.code == 3
    assert "cannot be written" in done.err


CITED = "[1] 「我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问。」\n"


def test_search_lists_sentences_and_answers_nothing(yinju: Command, fake: FakeEngine) -> None:
    assert yinju("search", "法律", "顾问", "法律顾问").out.startswith(CITED)
    assert yinju("search", "猫") == (0, "", "yinju: 没有说到这些词的句子\n")
    (row,) = json.loads(yinju("search", "法律顾问", "--format", "json").out)
    assert (row["id"], row["start"]) == ("yunle-2023:58", 1893)


@pytest.mark.parametrize("argv", [("yunle-2023:58",), ("yunle-2023", "--sentence", "58")])
def test_show_opens_a_citation(yinju: Command, fake: FakeEngine, argv: tuple[str, ...]) -> None:
    out = yinju("show", *argv).out
    assert out.startswith(
        "云乐镇2023年度法治建设工作报告 (yunle-2023)\n\n> 58  我镇配备1名法律顾问"
    )


def test_an_answer_can_be_rows(yinju: Command, fake: FakeEngine) -> None:
    rows = list(csv.DictReader(io.StringIO(yinju("ask", "顾问", "--format", "csv").out)))
    assert [(row["text"], row["citation"], row["id"]) for row in rows] == [
        ("我镇配备1名法律顾问", "1", "yunle-2023:58")
    ]
    refused = yinju("ask", "猫", "--format", "csv")
    assert refused.err == "yinju: 报告里找不到与此相关的内容。\n"
    assert "abstained" in refused.out


def test_a_chart_is_drawn_beside_the_answer(
    yinju: Command, fake: FakeEngine, tmp_path: Path
) -> None:
    for _ in range(2):  # its own may be replaced
        assert yinju("ask", "顾问", "--chart", "a.svg").out.startswith("我镇配备1名法律顾问")
    assert "1名" in (tmp_path / "a.svg").read_text(encoding="utf-8")


OVERWRITING = [
    ("ask", "顾问", "--chart", "mine.svg"),
    ("figures", "--format", "csv", "-o", "mine.svg"),
    ("figures", "--format", "xlsx", "-o", "mine.svg"),
    ("suite", "new", "mine.svg"),
    ("batch", "s.txt", "-o", "mine.svg"),
    ("batch", "s.txt", "--junit", "mine.svg"),
    ("batch", "s.txt", "--html", "mine.svg"),
]


@pytest.mark.parametrize("argv", OVERWRITING, ids=" ".join)
def test_what_others_made_is_not_written_over_unasked(
    yinju: Command, fake: FakeEngine, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    (tmp_path / "s.txt").write_text("顾问\n", encoding="utf-8")
    mine = tmp_path / "mine.svg"
    mine.write_text("<svg>my own work</svg>", encoding="utf-8")
    done = yinju(*argv)
    assert done.code == 2
    assert "--force" in done.err
    assert mine.read_text(encoding="utf-8") == "<svg>my own work</svg>"
    assert yinju(*argv, "--force").code == 0
    assert "my own work" not in mine.read_text(encoding="utf-8", errors="replace")


def test_doctor_says_what_is_in_force_and_from_where(
    yinju: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "yinju.toml").write_text('top = 7\ncolor = "never"\n', encoding="utf-8")
    monkeypatch.setenv("YINJU_COLOR", "always")
    out = yinju("doctor", "--lang", "en").out
    assert f"top = 7  ({tmp_path / 'yinju.toml'})\n" in out
    assert "color = always  (YINJU_COLOR)\n" in out
    assert "lang = en  (option)\n" in out
    assert "reports: 5\n" in out


def test_doctor_finds_what_is_unwell(yinju: Command) -> None:
    done = yinju("doctor", "--corpus", "nowhere")
    assert done.code == 3
    assert "there is no folder" in done.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command(yinju: Command, shell: str) -> None:
    out = yinju("completion", shell).out
    assert all(command in out for command in COMMANDS)


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell is needed")
@pytest.mark.parametrize(
    ("typed", "wanted"), [("yinju fig", "figures"), ("yinju ask --pla", "--place")]
)
def test_bash_completes(yinju: Command, tmp_path: Path, typed: str, wanted: str) -> None:
    (tmp_path / "c.bash").write_text(yinju("completion", "bash").out, encoding="utf-8")
    words = " ".join(f"'{word}'" for word in typed.split())
    script = (
        f"source c.bash; COMP_WORDS=({words}); COMP_CWORD={len(typed.split()) - 1}; _yinju;"
        ' echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (f"{wanted}\n", "")


@pytest.mark.parametrize(
    ("command", "said"),
    [(("verify", "-"), "holds no record"), (("suite", "lint", "-"), "holds no question")],
)
def test_checking_nothing_passes_nothing(
    yinju: Command, fake: FakeEngine, command: tuple[str, ...], said: str
) -> None:
    done = yinju(*command, stdin=[""])
    assert done.code == 2
    assert said in done.err


def test_a_folder_that_is_missing_is_named_whole(yinju: Command, tmp_path: Path) -> None:
    assert str(tmp_path / "nope") in yinju("ask", "x", "--corpus", "nope").err
