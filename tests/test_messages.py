"""Every error that can be raised is told in Chinese too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import errors
from qa.wording import translate

ROOT = Path(__file__).parents[1]
RAISED = dict.fromkeys((n for n in vars(errors) if n.endswith(("Error", "Fault"))), 0)
OF_SUITES = {"Fault": 1, "Finding": 1, "ValueError": 0}
"""What is wrong with a line of a suite, and which argument says so."""
VALUE = "X"  # stands for what a message names


def raised() -> Iterator[tuple[str, str]]:
    """Where an error of ours is made, and its message with its values filled in."""
    for path in sorted((ROOT / "qa").rglob("*.py")):
        told = RAISED | (OF_SUITES if "evaluation" in path.parts else {})
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in told and node.args:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield where, text_of(node.args[told[node.func.id]])  # type: ignore[attr-defined]


def text_of(node: ast.expr) -> str:
    """The text of a literal, with a stand-in for each value; empty if it is worked out."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(one) for one in node.values)
    return VALUE if isinstance(node, ast.FormattedValue) else ""


MESSAGES = [(where, text) for where, text in raised() if text.strip(VALUE + ":; ")]


def test_there_are_such_messages() -> None:
    assert len(MESSAGES) > 70


@pytest.mark.parametrize(("where", "message"), MESSAGES, ids=[where for where, _ in MESSAGES])
def test_an_error_is_told_in_chinese(where: str, message: str) -> None:
    assert translate(message, "zh") != message
    assert translate(message, "en")
