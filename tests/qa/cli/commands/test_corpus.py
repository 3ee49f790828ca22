import json
from pathlib import Path

import pytest

from qa.settings import packaged_corpus
from tests.conftest import Command
from tests.fakes import FakeEngine

REPORT = "云乐镇2023年工作报告\n一、成效\n全镇有1名法律顾问。\n"


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


def test_a_folder_that_is_missing_is_named_whole(yinju: Command, tmp_path: Path) -> None:
    assert str(tmp_path / "nope") in yinju("ask", "x", "--corpus", "nope").err


def test_remove_deletes_all_or_none(yinju: Command, tmp_path: Path) -> None:
    for id_ in ("a", "b"):
        (tmp_path / "own").mkdir(exist_ok=True)
        (tmp_path / "own" / f"{id_}.txt").write_text("x", encoding="utf-8")
    done = yinju("remove", "a", "../c", "--corpus", "own")
    assert done.code == 2
    assert done.err.endswith("it holds: a, b\n")
    assert yinju("remove", "a", "a", "--corpus", "own") == (0, "", "yinju: removed: a\n")
    assert [file.name for file in (tmp_path / "own").glob("*.txt")] == ["b.txt"]


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
    assert "by their names: 1" in done.err
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


def test_add_says_that_a_folder_holds_nothing(yinju: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = yinju("add", "in", "--corpus", "own", "--lang", "zh")
    assert done.code == 3
    assert done.err == "yinju: 里面没有文件:请给出报告,或装着报告的文件夹、ZIP。\n"


def test_add_says_what_was_added_before_the_disk_was_full(yinju: Command, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("白地镇2023年工作报告\n" + "全镇有3名法律顾问。" * 9999)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        done = yinju("add", "a.txt", "b.txt", "--corpus", "own", "--lang", "zh")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert done.code == 3
    assert done.out.splitlines()[1].split()[:2] == ["已加", "a"]
    assert "无法写入(文件太大)" in done.err


def test_add_says_when_the_folder_cannot_be(yinju: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = yinju("add", "a.txt", "--corpus", "a.txt")
    assert done.code == 3
    assert "cannot be written" in done.err
