"""How cost grows with the corpus: building, changing, asking, each in a process of its own.

Prints a Markdown table of one row a size. Times are processor time of all processes together, which
other work on the machine lengthens less than it does the clock; memory is that of the largest one.
A report is added and removed again, each time up to the first answer from a start. Questions are
those of the example suite with the place put in or left out. POSIX only.

    python -m bench.scale SENTENCES... [--engine builtin|tantivy] [--folder DIR]
"""

import argparse
import json
import os
import re
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


def main(sizes: Sequence[int], engine: str, folder: Path) -> None:
    """Prints the table."""
    from bench.corpora import write_corpus  # jieba whole, which no step that is measured loads

    print(
        "| sentences | index: CPU s | peak MB | disk MB | one report added s | removed s"
        " | first answer s"
        " | with a place, median / 95th ms | without one | survey ms | peak MB |"
    )
    print("| ---: |" + " ---: |" * 10)
    for size in sizes:
        corpus = folder / str(size)
        if not corpus.exists():
            write_corpus(corpus, size)
        built, asked = (_measured(step, corpus, engine) for step in ("build", "ask"))
        added = corpus / f"{ADDED}.txt"
        added.write_text(_another(corpus), encoding="utf-8")
        changed = [_measured("change", corpus, engine)[0]]
        added.unlink()
        changed.append(_measured("change", corpus, engine)[0])
        print(f"| {size:,} | {' | '.join((*built, *changed, *asked))} |", flush=True)


def _measured(step: str, corpus: Path, engine: str) -> list[str]:
    """What a step in a process of its own has to tell, and its peak memory in MB."""
    command = [sys.executable, "-m", "bench.scale", "--step", step, "--engine", engine, str(corpus)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        told = process.stdout.read().split(";") if process.stdout else []
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{step} exited with {process.returncode}")
    memory, spent = f"{usage.ru_maxrss / 1024:.0f}", usage.ru_utime + usage.ru_stime
    return {
        "build": [f"{spent:.0f}", memory, *told],
        "change": [f"{spent:.2f}"],
        "ask": [*told, memory],
    }[step]


def _another(corpus: Path) -> str:
    """A report of a place that the corpus has none of."""
    first = min(corpus.glob("p*.txt")).read_text(encoding="utf-8")
    return first.replace(first[: first.index("20")], ADDED)


def build(settings: Settings) -> None:
    """Builds the index anew; tells the megabytes on the disk."""
    settings.index.unlink(missing_ok=True)
    with Engine.open(settings) as engine:
        print(f"{engine.index.size() / 1e6:.0f}", end="")


def change(settings: Settings) -> None:
    """Brings the index up to date, and asks of the report that was added or is gone."""
    with Engine.open(settings) as engine:
        engine.ask(Question(f"{ADDED}有多少名法律顾问"))


def ask(settings: Settings) -> None:
    """Tells CPU seconds to the first answer, then milliseconds of each sort of question."""
    with Engine.open(settings) as engine:
        places = sorted({report.place for report in engine.reports})
        placed, unplaced = questions_of(places)
        engine.ask(Question(placed[0]))
        told = [f"{process_time():.1f}"]
        for asked in (placed, unplaced):
            spent = [_spent(engine, question) for question in asked]
            told.append(f"{median(spent):.0f} / {quantiles(spent, n=20)[-1]:.0f}")
        told.append(f"{median([_spent(engine, question) for question in SURVEYS]):.0f}")
    print(";".join(told), end="")


def questions_of(places: Sequence[str]) -> tuple[list[str], list[str]]:
    """Questions about one place, and the same without it."""
    items = [json.loads(line) for line in SUITE.read_text(encoding="utf-8").splitlines()]
    own = re.compile("云乐镇|彭浦镇|荷塘镇|莒镇|周村区")
    asked = [item["question"] for item in items if own.search(item["question"])][:_ASKED]
    placed = [own.sub(places[i % len(places)], text) for i, text in enumerate(asked)]
    return placed, [_NAMED.sub("", own.sub("", text)) for text in asked]


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
    parser.add_argument("--step", choices=("build", "change", "ask"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        corpus = Path(given.sizes[0])
        own = Settings(corpus, corpus.with_suffix(f".{given.engine}"), engine=given.engine)
        {"build": build, "change": change, "ask": ask}[given.step](replace(own, semantic=False))
    else:
        main([int(size) for size in given.sizes], given.engine, given.folder)
