import csv
import io
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.fakes import FakeEngine


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
