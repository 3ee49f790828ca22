"""What a run is held against: the records of an earlier one."""

import json
from pathlib import Path

import pytest

from tests.batches import DUE, FALSE, MISSED, OPEN, RIGHT, WRONG, suite
from tests.conftest import Command
from tests.fakes import FakeEngine


def test_a_baseline_tells_what_is_new(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    name = suite(tmp_path, RIGHT, WRONG, DUE)
    made = yinju("batch", name, "--baseline", "b.jsonl", "--update-baseline")
    assert made.code == 0
    assert yinju("batch", name, "--baseline", "b.jsonl").code == 0
    suite(tmp_path, MISSED.replace("missed", "right"), WRONG, DUE, FALSE)
    worse = yinju("batch", name, "--baseline", "b.jsonl", "--md", "m.md")
    assert worse.code == 1
    assert (
        "broken (2):\n  right  right → missed refusal  顾问?\n  false  false refusal  猫"
        in worse.err
    )
    assert worse.err.endswith("new failures: 2, allowed: 0\n")
    table = (tmp_path / "m.md").read_text(encoding="utf-8")
    assert "## broken (2)" in table
    assert yinju("batch", name, "--baseline", "b.jsonl", "--max-new-failures", "2").code == 0
    suite(tmp_path, RIGHT, WRONG.replace("2名", "1名"), DUE)
    better = yinju("batch", name, "--baseline", "b.jsonl")
    assert better.code == 0
    assert "fixed (1):\n  wrong  wrong answer → right  顾问" in better.err


def test_a_changed_answer_is_told(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    name = suite(tmp_path, OPEN)
    yinju("batch", name, "--baseline", "b.jsonl", "--update-baseline")
    suite(tmp_path, OPEN.replace("顾问", "猫"))
    done = yinju("batch", name, "--baseline", "b.jsonl")
    assert done.code == 0
    assert "changed (1):\n  open  unchecked  猫" in done.err


@pytest.mark.parametrize("key", ["version", "corpus", "lexicon"])
def test_a_baseline_of_something_else_is_refused_unless_forced(
    yinju: Command, fake: FakeEngine, tmp_path: Path, key: str
) -> None:
    name = suite(tmp_path, RIGHT)
    yinju("batch", name, "--baseline", "b.jsonl", "--update-baseline")
    head, line = (tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines()
    other = json.dumps({**json.loads(head), key: "other"})
    (tmp_path / "b.jsonl").write_text(f"{other}\n{line}\n", encoding="utf-8")
    refused = yinju("batch", name, "--baseline", "b.jsonl")
    assert (refused.code, refused.out) == (2, "")
    assert f"made with another {key}" in refused.err
    assert yinju("batch", name, "--baseline", "b.jsonl", "--force").code == 0


def test_a_lexicon_of_ones_own_is_another_lexicon(
    yinju: Command, fake: FakeEngine, tmp_path: Path
) -> None:
    name = suite(tmp_path, RIGHT)
    yinju("batch", name, "--baseline", "b.jsonl", "--update-baseline")
    (tmp_path / "words.tsv").write_text("猫\t犬只\n", encoding="utf-8")
    done = yinju("batch", name, "--baseline", "b.jsonl", "--lexicon", "words.tsv")
    assert done.code == 2
    assert "another lexicon" in done.err


def test_an_error_leaves_the_baseline_alone(yinju: Command, breaking: None, tmp_path: Path) -> None:
    name = suite(tmp_path, '{"id": "x", "question": "bug"}')
    done = yinju("batch", name, "--baseline", "b.jsonl", "--update-baseline")
    assert done.code == 1
    assert not (tmp_path / "b.jsonl").exists()


def test_a_broken_baseline_names_its_line(yinju: Command, fake: FakeEngine, tmp_path: Path) -> None:
    name = suite(tmp_path, RIGHT)
    yinju("batch", name, "--baseline", "b.jsonl", "--update-baseline")
    with (tmp_path / "b.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}\n")
    done = yinju("batch", name, "--baseline", "b.jsonl")
    assert (done.code, done.err) == (2, "yinju: b.jsonl:3: not a line of a baseline\n")
