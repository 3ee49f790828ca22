import re

import pytest

from qa.cli.parser import build, commands
from qa.language.resources import read_rows
from qa.render.texts import width_of
from tests.conftest import Command
from tests.fakes import FakeEngine

MISUSES = [
    (("fly",), "there is no command fly", "没有 fly 这个命令"),
    (("",), "name a command", "请写明命令"),
    (("aks", "x"), "did you mean ask?", "是不是 ask?"),
    (("ask", "x", "--yaer", "2023"), "did you mean --year?", "是不是 --year?"),
    (("ask", "x", "--kind", "cuont"), "did you mean count?", "是不是 count?"),
    (("ask", "x", "--year", "soon"), "--year: expected a whole number", "--year:应为整数"),
    (("ask", "x", "--top", "0"), "--top: expected", "--top:应为"),
    (("ask", "x", "--nonsense"), "unknown: --nonsense", "没有这个选项或参数:--nonsense"),
    (("ask", "x", "--year"), "--year: a value must follow", "--year:后面要有一个值"),
    (("ask", "x", "--json=1"), "--json takes no value", "--json 后面不带值"),
    (("batch",), "missing: SUITE", "缺少:SUITE"),
    (("remove", "--forse"), "unknown: --forse", "没有这个选项或参数:--forse"),
    (("add", "--repalce=x"), "did you mean --replace?", "是不是 --replace?"),
    (("show", "--contxt", "3"), "did you mean --context?", "是不是 --context?"),
    (("--nonsense",), "unknown: --nonsense", "没有这个选项或参数:--nonsense"),
    (("search", "--limit", "3"), "missing: WORDS", "缺少:WORDS"),
    (("search", "--lim", "3"), "missing: WORDS", "缺少:WORDS"),
    (("suite",), "missing: new|lint", "缺少:new|lint"),
    (("completion",), "missing: bash|zsh|fish", "缺少:bash|zsh|fish"),
    (("batch", "s", "--jobs", "0"), "--jobs: expected a whole number from 1", "从 1 起的整数"),
    (("figures", "--report", "nope"), "no report nope; there are yunle-2023", "没有报告 nope"),
    (("show", "yunle-2023:99"), "yunle-2023 has no sentence 99", "没有第 99 句"),
    (("show", "yunle-2023:1", "--sentence", "2"), "name one sentence", "只写一句"),
    (("ask", "顾问", "--chart", "a.png"), "must end in .svg", "要以 .svg 结尾"),
    (("ask", "x", "--json", "--format", "csv"), "does not go with --json", "不能与 --json"),
    (("search", " "), "no words", "没有词语"),
    (("watch", "nowhere", "--once"), "nowhere: cannot be read", "nowhere:无法读取"),
    (("suite", "new", "."), "cannot be written", "无法写入"),
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


@pytest.mark.parametrize("command", sorted(commands(build())))
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


@pytest.mark.parametrize("name", ["help", "messages", "misuse"])
def test_every_text_of_the_command_line_has_both_languages(name: str) -> None:
    rows = list(read_rows(f"wording/{name}.tsv"))
    assert all(len(row) == 3 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    for raised, english, chinese in rows if name == "misuse" else ():
        known = set(re.findall(r"\{(\w+)\}", raised))
        assert set(re.findall(r"\{(\w+)\}", english + chinese)) <= known


@pytest.mark.parametrize(
    "argv",
    [
        ("--lang", "zh", "ask", "猫?"),
        ("ask", "猫?", "--lang", "zh"),
        ("ask", "猫?", "--lang=zh"),
    ],
)
def test_settings_stand_before_or_after_the_command(
    yinju: Command, fake: FakeEngine, argv: tuple[str, ...]
) -> None:
    assert "第58句" in yinju(*argv).out


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


@pytest.mark.parametrize("lang", [("--lang", "zh"), ("--lang=zh",)])
def test_what_is_set_wrong_is_told_in_the_language_asked_for(
    yinju: Command, monkeypatch: pytest.MonkeyPatch, lang: tuple[str, ...]
) -> None:
    monkeypatch.setenv("YINJU_TOP", "many")
    done = yinju("ask", "猫?", *lang)
    assert (done.code, done.err) == (2, "yinju: YINJU_TOP:应为 1 到 100 的整数,不是 'many'\n")
