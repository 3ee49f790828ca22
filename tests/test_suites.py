"""Suites through the real engine: the example and its gate, killing, processes, consumers."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from tests.conftest import Command

ROOT = Path(__file__).parents[1]
EXAMPLE = str(ROOT / "corpus" / "suites" / "example.jsonl")
BASELINE = str(ROOT / "corpus" / "suites" / "example.baseline.jsonl")
GATE = ("--baseline", BASELINE, "--force", "--max-new-failures", "0", "--min-pass", "0.85")
"""As docs/suites.md and .ci/run have it."""


def test_the_example_passes_its_gate(yinju: Command, tmp_path: Path) -> None:
    done = yinju("batch", EXAMPLE, *GATE, "-o", "out.jsonl")
    assert done.code == 0, done.err
    assert done.err.splitlines()[-1].startswith("yinju: PASSED: ")
    verified = yinju("verify", "out.jsonl")
    assert verified.code == 0, verified.out


def test_the_gate_is_documented_and_in_ci() -> None:
    shown = " ".join(GATE).replace(BASELINE, "corpus/suites/example.baseline.jsonl")
    for name in ("docs/suites.md", ".ci/run"):
        text = " ".join((ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").split())
        assert f"corpus/suites/example.jsonl {shown}" in text


def test_the_gate_does_catch_what_breaks(yinju: Command, tmp_path: Path) -> None:
    lines = Path(EXAMPLE).read_text(encoding="utf-8").splitlines()[:12]
    case = json.loads(lines[0])
    case["expect"] = {"abstain": True}
    (tmp_path / "s.jsonl").write_text("\n".join([json.dumps(case), *lines[1:]]), encoding="utf-8")
    done = yinju("batch", "s.jsonl", *GATE)
    assert done.code == 1
    assert f"broken (1):\n  {case['id']}  right → missed refusal" in done.err
    assert "new failures: 1, allowed: 0" in done.err


def test_processes_and_repetition_change_no_byte(yinju: Command, tmp_path: Path) -> None:
    options = ("--shard", "1/8", "--min-pass", "0")
    yinju("batch", EXAMPLE, *options, "-o", "one.jsonl")
    done = yinju("batch", EXAMPLE, *options, "-o", "two.jsonl", "--jobs", "2", "--repeat", "2")
    assert done.code == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_what_differs_when_asked_again_fails(
    yinju: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qa.evaluation.batch import Reply

    def other(*_: object, **__: object) -> list[Reply]:
        return [Reply("{}", 0.0)]

    monkeypatch.setattr("qa.cli.commands.batch.run_parallel", other)
    done = yinju("batch", EXAMPLE, "--id", "dev-001", "--min-pass", "0", "--repeat", "2")
    assert done.code == 1
    assert done.err.endswith("1 not the same when asked again\n")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX here")
def test_a_killed_run_leaves_whole_lines_and_can_go_on(yinju: Command, tmp_path: Path) -> None:
    questions = [f"云乐镇有几名法律顾问{'?' * (n % 9)}\n" for n in range(300)]
    (tmp_path / "s.txt").write_text("".join(questions), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "qa", "batch", "s.txt", "-o", str(out)]
    process = subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)})
    while process.poll() is None and (not out.exists() or out.stat().st_size < 20_000):
        sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = out.read_bytes()
    assert left.endswith(b"\n")
    assert 0 < left.count(b"\n") < len(questions)
    assert yinju("batch", "s.txt", "-o", "out.jsonl", "--resume").code == 0
    whole = out.read_bytes()
    assert whole.startswith(left)
    yinju("batch", "s.txt", "-o", "again.jsonl")
    assert whole == (tmp_path / "again.jsonl").read_bytes()


def test_a_real_consumer_finds_the_same_recall(yinju: Command, tmp_path: Path) -> None:
    measures = pytest.importorskip("ir_measures")
    files = ("--trec-run", "run", "--qrels", "qrels", "--md", "m.md")
    yinju("batch", EXAMPLE, *files, "-o", "out.jsonl")
    qrels = list(measures.read_trec_qrels(str(tmp_path / "qrels")))
    found = list(measures.read_trec_run(str(tmp_path / "run")))
    theirs = measures.calc_aggregate([measures.R @ 3, measures.R @ 8], qrels, found)
    table = (tmp_path / "m.md").read_text(encoding="utf-8")
    for cut in (3, 8):
        assert f"| recall@{cut} |" in table
        (row,) = [line for line in table.splitlines() if line.startswith(f"| recall@{cut} ")]
        assert f"{100 * theirs[measures.R @ cut]:.1f}" == row.split("|")[3].strip()


@pytest.mark.parametrize("name", ["github-workflow.yml", "pre-commit-config.yaml"])
def test_the_examples_work_in_a_repository_of_reports(
    yinju: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "reports").mkdir()
    report = "桃花镇2024年法治政府建设工作报告\n一、主要成效\n全镇配备3名法律顾问。\n"
    (tmp_path / "reports" / "taohua-2024.txt").write_text(report, encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    corpus = ("--corpus", "reports")
    baseline = ("--baseline", "baseline.jsonl", "--update-baseline")
    assert yinju("suite", "new", "suite.jsonl", *corpus).code == 0
    assert yinju("batch", "suite.jsonl", *corpus, *baseline, "-o", "first").code == 0
    text = (ROOT / "examples" / name).read_text(encoding="utf-8")
    folded = re.sub(r"\n\s+(?=-[-o])", " ", text.replace(">-", ""))
    commands = re.findall(r"(?:run|entry):\s+yinju (.*)", folded)
    assert len(commands) == 2
    for command in commands:
        words = os.path.expandvars(command).replace('"', "").split()
        assert yinju(*words).code == 0, words
