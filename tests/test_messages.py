"""Every error that can be raised is told in Chinese too, with what it names."""

import ast
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.telegram_bot.messages import wording as bot
from qa import errors
from qa.errors import IndexFault, SettingsError, YinjuError
from qa.language.resources import read_rows
from qa.wording import core_wordings, read_wordings, tell
from tui.content import wording as chat

ROOT = Path(__file__).parents[1]
RAISED = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
ROWS = [(message, chinese) for message, chinese in read_rows("wording/errors.tsv", 2)]
NODES = [
    (path, node)
    for path in sorted((ROOT / "qa").rglob("*.py"))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
]


CONSTANTS = {node.value for _, node in NODES if isinstance(node, ast.Constant)}
SYSTEM = {os.strerror(number) for number in errno.errorcode}


def raised() -> Iterator[tuple[str, ast.expr]]:
    """Where an error of ours is made, and its message."""
    for path, node in NODES:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED and node.args:
            yield f"{path.relative_to(ROOT)}:{node.lineno}", node.args[0]


def names_of(message: str) -> set[str]:
    return set(re.findall(r"\{(\w+)(?:!r)?\}", message))


MESSAGES = list(raised())


def test_there_are_such_messages() -> None:
    assert len(MESSAGES) > 70


@pytest.mark.parametrize(("where", "message"), MESSAGES, ids=[where for where, _ in MESSAGES])
def test_an_error_is_told_in_chinese(where: str, message: ast.expr) -> None:
    assert not isinstance(message, ast.JoinedStr), "values go beside the message"
    if isinstance(message, ast.Constant):
        text = str(message.value)
        error = YinjuError(text, **dict.fromkeys(names_of(text), "X"))
        assert tell(error, "zh") != tell(error, "en") == str(error)


@pytest.mark.parametrize(("message", "chinese"), ROWS, ids=[message for message, _ in ROWS])
def test_a_row_is_of_a_message_and_names_what_it_names(message: str, chinese: str) -> None:
    assert message in CONSTANTS | SYSTEM
    assert names_of(chinese) <= names_of(message)


def test_what_the_system_says_is_told_in_chinese() -> None:
    error = SettingsError("{path}: cannot be read: {why}", path="a", why=os.strerror(errno.ENOENT))
    assert str(error) == "a: cannot be read: No such file or directory"
    assert tell(error, "zh") == "a:无法读取:没有这个文件或文件夹"


def test_an_error_may_name_another_one() -> None:
    inner = IndexFault("there is no index {path}; make it with `yinju index`", path="{a}")
    outer = IndexFault("{fault}; building it anew", fault=inner)
    assert str(outer) == "there is no index {a}; make it with `yinju index`; building it anew"
    assert tell(outer, "zh") == "没有索引 {a};用 yinju index 建立;正在重建"


_COUNTED = re.compile(r"\{(\w+)\} ?[份个处条句问人轮字次秒页]")
"""A number, as the Chinese of a message counts with it."""
_PLURAL = re.compile(r"\{(\w+)\}(?: [a-z]+){0,2}? (?!(?:is|was|has|as|its|this)\b)[a-z]+s\b")
_NEVER_ONE = {"too-long", "namesakes", "{count} sentences are found in faster with"}
"""A limit, what is said of several only, and what is said of a great many."""


def test_no_number_makes_a_plural_that_is_wrong_at_one() -> None:
    told = [(code, both["zh"], both["en"]) for code, both in core_wordings("messages").items()]
    for file in (bot.FILE, chat.FILE):
        told += [(code, both["zh"], both["en"]) for code, both in read_wordings(file).items()]
    told += [(message, chinese, message) for message, chinese in ROWS]
    for code, chinese, english in told:
        wrong = set(_COUNTED.findall(chinese)) & set(_PLURAL.findall(english))
        assert not wrong or any(map(code.startswith, _NEVER_ONE)), f"{code}: {english}"


SAYING = [("qa/cli", "note"), ("tui", "notify")]
"""What shows a person its first argument, and where."""


def _words_of(node: ast.expr) -> list[str]:
    """The words in a text that code writes; what is filled in is told elsewhere."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = (one.value for one in parts if isinstance(one, ast.Constant))
    return re.findall(r"[A-Za-z]{3,}|[一-鿿]+", " ".join(map(str, texts)))


@pytest.mark.parametrize(("room", "name"), SAYING)
def test_what_is_said_in_passing_stands_in_the_wordings(room: str, name: str) -> None:
    calls = [
        (f"{path.name}:{node.lineno}", node.args[0])
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and name in (getattr(node.func, "attr", ""), getattr(node.func, "id", ""))
        and node.args
    ]
    assert len(calls) > 9
    assert [(where, words) for where, said in calls if (words := _words_of(said))] == []
