"""Words of the genre stand in qa/data: code holds none but those of a short list with reasons."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.packages import ROOT

TABLE = ROOT / "tests" / "tables" / "han-in-code.tsv"
_HAN = re.compile("[\u3400-\u9fff]")
_RANGE = "\u4e00-\u9fff"  # any Chinese character, in a class of a regular expression


def strings(path: Path) -> Iterator[str]:
    """The strings of a module with Chinese in them; those that stand alone are docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    said = (c.value for c in constants if isinstance(c.value, str) and id(c) not in alone)
    return (text for text in said if _HAN.search(text.replace(_RANGE, "")))


def found() -> set[tuple[str, str]]:
    """File and string of all that the front doors and the core hold."""
    paths = (path for room in ("qa", "bots", "tui") for path in (ROOT / room).rglob("*.py"))
    return {(path.relative_to(ROOT).as_posix(), text) for path in paths for text in strings(path)}


def allowed() -> set[tuple[str, str]]:
    """File and string of the table; each row has a reason."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 3 and row[2] for row in rows)
    return {(row[0], row[1]) for row in rows}


def test_code_holds_no_words() -> None:
    known = allowed()
    new = {(file, text) for file, text in found() if not {(file, text), (file, "*")} & known}
    assert not new, "move them into qa/data, or give a reason in tests/tables/han-in-code.tsv"


def test_the_list_holds_no_more_than_is_there() -> None:
    there = found()
    assert allowed() <= there | {(file, "*") for file, _ in there}
