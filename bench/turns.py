"""This program and another checkout of it in turns over the shipped reports, so that ratios hold.

Every round builds the index, asks one question and checks the example suite with each of the two,
each step a process of its own. Times are processor time, which other work on the machine lengthens
less than it does the clock. Prints a Markdown table of medians with the median of the ratios and
an interval that holds its true value in 19 rounds of 20 or more. POSIX only.

    python -m bench.turns CHECKOUT [ROUNDS]
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from math import comb
from pathlib import Path
from shutil import rmtree
from statistics import median

HERE = Path(__file__).parents[1]
SUITE = HERE / "corpus" / "suites" / "example.jsonl"
QUESTION = "云乐镇有几名法律顾问"
_SURE = 0.95


def main(other: Path, rounds: int) -> None:
    """Measures both and prints the table."""
    found: dict[Path, list[dict[str, float]]] = {other: [], HERE: []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for root, measured in found.items():
                measured.append(measure(root, Path(folder, str(root == HERE))))
    print("| | other | this | this / other | interval |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name in found[HERE][0]:
        theirs, ours = ([one[name] for one in found[root]] for root in (other, HERE))
        ratios = sorted(b / a for a, b in zip(theirs, ours, strict=True))
        low, high = interval(ratios)
        shown = f"{median(theirs):.4g} | {median(ours):.4g} | {median(ratios):.2f}"
        print(f"| {name} | {shown} | {low:.2f} to {high:.2f} |")


def measure(root: Path, folder: Path) -> dict[str, float]:
    """What each step takes in a checkout.

    Args:
        root: Of the checkout.
        folder: For its index.
    """
    rmtree(folder, ignore_errors=True)
    built, _ = run(root, folder, "index")
    first, memory = run(root, folder, "ask", QUESTION)
    out = str(folder / "answers.jsonl")
    suite, most = run(root, folder, "batch", str(SUITE), "-o", out, "--min-pass", "0")
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".jsonl"]
    count = len(SUITE.read_bytes().splitlines())
    return {
        "index built, CPU s": built,
        "one question, a process of its own, CPU ms": first * 1000,
        "a question of a suite, CPU ms": (suite - first) / (count - 1) * 1000,
        "one question, peak MB": memory,
        "suite, peak MB": most,
        "index and other files kept, MB": sum(path.stat().st_size for path in files) / 1e6,
    }


def run(root: Path, folder: Path, *command: str) -> tuple[float, float]:
    """Processor time in seconds and peak memory in MB of a command."""
    folder.mkdir(exist_ok=True)
    kept = {"XDG_CACHE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config")}
    environment: Mapping[str, str] = os.environ | kept | {"PYTHONPATH": str(root)}
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=root,
        env=environment,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} in {root} exited with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def interval(ordered: Sequence[float]) -> tuple[float, float]:
    """Two of some values in order between which their true median lies as surely as is asked.

    The widest, the first and the last, if there are too few values.
    """
    count = len(ordered)
    outside, at = 0.0, 0
    while at < (count - 1) // 2:
        outside += 2 * comb(count, at) / 2**count
        if 1 - outside - 2 * comb(count, at + 1) / 2**count < _SURE:
            break
        at += 1
    return ordered[at], ordered[count - 1 - at]


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 9)
