"""How cost grows with the corpus: building, changing, asking, each in a process of its own.

Prints a Markdown table of one column a size. Times are processor time of all processes together,
which other work on the machine lengthens less than it does the clock; memory is that of the largest
one. A report is added and removed again, each time up to the first answer from a start. Questions
are those of the example suite of one place, with another put in or without any; each is asked for
the first time, and again. POSIX only.

    python -m bench.scale SENTENCES... [--engine builtin|tantivy] [--folder DIR] [--built]
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from qa.engine import Engine
from qa.model import Question
from qa.settings import ENGINES, Settings

SUITE = Path(__file__).parents[1] / "corpus" / "suites" / "example.jsonl"
SURVEYS = ("各镇分别有多少名法律顾问", "哪个镇的调解矛盾纠纷最多", "各乡镇开展了多少场普法宣传活动")
_NAMED = re.compile(r"^[在,，的]+")
_ASKED = 60
ADDED = "新河镇"
"""Place of the report that comes and goes; the name of its file."""


def main(sizes: Sequence[int], engine: str, folder: Path, built: bool) -> None:
    """Prints the table; with `built` the indexes that are there are asked as they are."""
    from bench.corpora import write_corpus  # jieba whole, which no step that is measured loads

    columns: list[dict[str, str]] = []
    for size in sizes:
        corpus = folder / str(size)
        if not corpus.exists():
            write_corpus(corpus, size)
        told = {"sentences": f"{size:,}"}
        told |= {} if built else _measured("build", corpus, engine)
        told |= _measured("ask", corpus, engine)
        added = corpus / f"{ADDED}.txt"
        added.write_text(_another(corpus), encoding="utf-8")
        for name in ("one report added, s", "removed, s"):
            told[name] = _measured("change", corpus, engine)["s"]
            added.unlink(missing_ok=True)
        columns.append(told)
        print(told, file=sys.stderr, flush=True)
    for number, name in enumerate(columns[0]):
        print(f"| {name} | {' | '.join(column[name] for column in columns)} |")
        if not number:
            print(f"| --- |{' ---: |' * len(columns)}")


def _measured(step: str, corpus: Path, engine: str) -> dict[str, str]:
    """What a step in a process of its own has to tell, with what it took."""
    command = [sys.executable, "-m", "bench.scale", "--step", step, "--engine", engine, str(corpus)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        told: dict[str, str] = json.loads(process.stdout.read() or "{}") if process.stdout else {}
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{step} exited with {process.returncode}")
    memory, spent = f"{usage.ru_maxrss / 1024:.0f}", usage.ru_utime + usage.ru_stime
    if step == "build":
        count = int(told.pop("found"))
        taken = {"index, s": f"{spent:.0f}", "sentences in a second": f"{count / spent:.0f}"}
        return taken | {"peak, MB": memory} | told
    return told if step == "ask" else {"s": f"{spent:.2f}"}


def _another(corpus: Path) -> str:
    """A report of a place that the corpus has none of."""
    first = min(corpus.glob("p*.txt")).read_text(encoding="utf-8")
    return first.replace(first[: first.index("20")], ADDED)


def build(settings: Settings) -> None:
    """Builds the index anew; tells how many sentences it finds and its size."""
    settings.index.unlink(missing_ok=True)
    with Engine.open(settings) as engine:
        count, size = len(engine.index.postings), engine.index.size()
    told = {"found": count, "disk, MB": f"{size / 1e6:.0f}"}
    print(json.dumps(told | {"disk, kB a sentence": f"{size / count / 1e3:.2f}"}))


def change(settings: Settings) -> None:
    """Brings the index up to date, and asks of the report that was added or is gone."""
    with Engine.open(settings) as engine:
        engine.ask(Question(f"{ADDED}有多少名法律顾问"))


def ask(settings: Settings) -> None:
    """Tells processor time: seconds to the first answer, milliseconds of each sort of question."""
    told: dict[str, str] = {}
    with Engine.open(settings) as engine:
        placed, unplaced = questions_of(sorted({report.place for report in engine.reports}))
        engine.ask(Question(placed[0]))
        told["first answer of a process, s"] = f"{process_time():.2f}"
        for name, asked in (("with", placed), ("without", unplaced)):
            for time in ("first time", "again"):
                spent = [_spent(engine, text) for text in asked]
                shown = f"{median(spent):.1f} / {quantiles(spent, n=20)[-1]:.0f}"
                told[f"question {name} a place, {time}, median / 95th ms"] = shown
        told["resident after these, MB"] = _resident()
        spent = [_spent(engine, text) for text in SURVEYS]
        told["survey of all reports, median of 3, ms"] = f"{median(spent):.0f}"
        told["resident after these too, MB"] = _resident()
    print(json.dumps(told))


def _resident() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"


def questions_of(places: Sequence[str]) -> tuple[list[str], list[str]]:
    """Questions about one place, and the same without it."""
    items = [json.loads(line) for line in SUITE.read_text(encoding="utf-8").splitlines()]
    own = re.compile("云乐镇|彭浦镇|荷塘镇|莒镇|周村区")
    # One that names two of them compares these, and without them all.
    asked = [item["question"] for item in items if len(own.findall(item["question"])) == 1]
    placed = [own.sub(places[i % len(places)], text) for i, text in enumerate(asked[:_ASKED])]
    return placed, [_NAMED.sub("", own.sub("", text)) for text in asked[:_ASKED]]


def _spent(engine: Engine, question: str) -> float:
    """Processor milliseconds of one answer."""
    start = process_time()
    engine.ask(Question(question))
    return (process_time() - start) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+")
    parser.add_argument("--engine", choices=ENGINES, default="auto")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "yinju-scale")
    parser.add_argument("--built", action="store_true", help="build none anew")
    parser.add_argument("--step", choices=("build", "change", "ask"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        corpus = Path(given.sizes[0])
        own = Settings(corpus, corpus.with_suffix(f".{given.engine}"), engine=given.engine)
        {"build": build, "change": change, "ask": ask}[given.step](replace(own, semantic=False))
    else:
        main([int(size) for size in given.sizes], given.engine, given.folder, given.built)
