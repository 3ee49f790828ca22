"""`yinju index` says what it holds, looks through it, and builds with the engine it is told."""

import os
from pathlib import Path

import pytest

from tests.conftest import Command

REPORT = "云乐镇2023年工作报告\n一、成效\n全镇有1名法律顾问。调解矛盾纠纷23件。\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "yunle-2023.txt").write_text(REPORT, encoding="utf-8")
    return folder


@pytest.mark.parametrize("engine", ["builtin", "tantivy"])
def test_it_tells_what_it_holds_and_finds_it_sound(
    yinju: Command, corpus: Path, engine: str
) -> None:
    if engine != "builtin":
        pytest.importorskip(engine, reason="the extra scale is not installed")
    own = "--corpus", str(corpus), "--index", "x"
    done = yinju("index", *own, "--engine", engine, "--stats", "--check")
    assert done.code == 0
    said = dict(line.split(": ", 1) for line in done.out.splitlines()[1:])
    assert said["engine"] == engine
    assert said["sentences"] == "2"
    assert int(said["tokens"]) > 20
    assert int(said["bytes"]) >= Path("x").stat().st_size
    assert yinju("index", *own, "--check").err == ""
    assert "1名" in yinju("ask", *own, "云乐镇有几名法律顾问").out


def test_it_tells_so_in_chinese(
    yinju: Command, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "--corpus", str(corpus), "--index", "x", "--lang", "zh"
    done = yinju("index", *own, "--engine", "builtin", "--stats")
    assert done.out.startswith(f"{Path('x').resolve()}:1份报告\n引擎:builtin\n句数:2\n词数:")
    with monkeypatch.context() as patched:
        patched.setattr("qa.index.upkeep.opening._program", lambda: "another")
        assert "对应的程序不同" in yinju("ask", *own, "顾问").err
    with Path("x").open("r+b") as file:
        file.seek(-8, os.SEEK_END)
        file.write(b"damaged!")
    assert "已损坏(校验和不符)" in yinju("ask", *own, "顾问").err


def test_damage_that_opening_does_not_see_is_found(
    yinju: Command, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.index.sqlite._CHECKED", 0)  # as for an index of many megabytes
    own = "--corpus", str(corpus), "--index", "x"
    yinju("index", *own, "--engine", "builtin")
    with Path("x").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\xff")
    assert yinju("index", *own).code == 0
    done = yinju("index", *own, "--check")
    assert done.code == 3
    assert "damaged" in done.err
    assert done.err.count("\n") == 1


def test_an_engine_that_nobody_knows_is_named(yinju: Command, corpus: Path) -> None:
    done = yinju("index", "--corpus", str(corpus), "--engine", "lucene")
    assert done.code == 2
    assert "lucene" in done.err
