"""A long suite: questions a second on one core, memory, and what is left when it is killed.

The questions are those of the example suite and one for every figure of the shipped reports, in
turn, until there are enough. Each row is a whole process, its start and the check of the suite
included. Prints a Markdown table. POSIX only.

    python bench/suite_speed.py [QUESTIONS]
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import sleep

EXAMPLE = Path(__file__).parents[1] / "corpus" / "suites" / "example.jsonl"
YINJU = [sys.executable, "-m", "qa"]


def write_suite(path: Path, count: int) -> None:
    """A suite of so many questions."""
    drafted = subprocess.run([*YINJU, "suite", "new"], check=True, capture_output=True)
    lines = [*EXAMPLE.read_bytes().splitlines(), *drafted.stdout.splitlines()]
    with path.open("w", encoding="utf-8") as file:
        for number, line in enumerate(islice(cycle(lines), count)):
            item = {**json.loads(line), "id": f"q{number}"}
            file.write(json.dumps(item, ensure_ascii=False) + "\n")


def run(suite: Path, out: Path) -> tuple[float, float]:
    """Processor time in seconds and peak memory in MB of a whole run."""
    command = [*YINJU, "batch", str(suite), "-o", str(out), "--min-pass", "0"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"yinju batch exited with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def kill_and_resume(suite: Path, out: Path, whole: bytes) -> str:
    """What a run that is killed leaves, and whether going on gives the same bytes."""
    command = [*YINJU, "batch", str(suite), "-o", str(out), "--min-pass", "0"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not out.exists() or out.stat().st_size < len(whole) // 2:
        sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = out.read_bytes()
    subprocess.run([*command, "--resume"], stderr=subprocess.DEVNULL, check=True)
    same = "the same" if out.read_bytes() == whole else "other"
    lines = "whole lines" if left.endswith(b"\n") else "a torn line"
    return f"killed after {left.count(chr(10).encode())} questions: {lines}; resumed: {same} bytes"


def main(count: int) -> None:
    """Run a short suite and a long one, then kill the long one, and print what was found."""
    subprocess.run([*YINJU, "index"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        suite, out = Path(folder, "suite.jsonl"), Path(folder, "out.jsonl")
        print(
            "| questions | processor seconds | a second | peak MB |\n| ---: | ---: | ---: | ---: |"
        )
        for size in (count // 10, count):
            write_suite(suite, size)
            seconds, memory = run(suite, out)
            print(f"| {size} | {seconds:.1f} | {size / seconds:.0f} | {memory:.0f} |")
        whole = out.read_bytes()
        out.unlink()
        print(f"\n{kill_and_resume(suite, out, whole)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
