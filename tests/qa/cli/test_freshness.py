"""What is kept between runs is never stale: what a user edits counts the next time."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command

ROW = "法务智囊\t法律顾问\n"
SETTINGS = 'lexicons = ["own.tsv"]\n'


@pytest.mark.parametrize(
    ("settings", "row", "status"),
    [
        (SETTINGS, "法务智库\t法律顾问\n", "abstained"),
        ("", ROW, "abstained"),
        (SETTINGS, ROW, "answered"),
    ],
)
def test_what_is_edited_counts_at_once(
    yinju: Command, tmp_path: Path, settings: str, row: str, status: str
) -> None:
    def ask(settings: str, row: str) -> str:
        (tmp_path / "yinju.toml").write_text(settings, encoding="utf-8")
        (tmp_path / "own.tsv").write_text(row, encoding="utf-8")
        return str(json.loads(yinju("ask", "--json", "云乐镇有几名法务智囊").out)["status"])

    assert ask(SETTINGS, ROW) == "answered"
    assert ask(settings, row) == status
