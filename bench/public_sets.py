"""Retrieval and abstention on public question sets, through the product's own flow.

    python bench/public_sets.py FOLDER [--set NAME ...] [--limit N] [--no-semantic]

FOLDER holds two files a set, JSON lines packed by gzip: NAME.contexts.jsonl.gz (context_id, text)
and NAME.dev.jsonl.gz (question, context_id, answers, impossible). Each context becomes a report
of no place, all of them are indexed together, and every question is read and searched for as in
`yinju explain`. A hit is a sentence of the right context that holds one of the answers, spaces
aside. Printed as Markdown: the ranking by retrieval alone, that of the clauses looked at closely,
and how well the confidence parts the questions that have an answer from those that have none
(AUROC; 50 is chance).
"""

import argparse
import gzip
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from qa.answering.confidence import confidence_of
from qa.engine import Engine
from qa.errors import CorpusError
from qa.ingestion.folders import MANIFEST
from qa.ingestion.reports import read_report
from qa.model import Citation, Question
from qa.settings import Settings

CONTEXTS, QUESTIONS = ".contexts.jsonl.gz", ".dev.jsonl.gz"
HEAD = "| set | ranking | questions | R@1 | R@5 | R@10 | MRR@10 | AUROC | build, s | ask, ms |"
Row = dict[str, Any]


@dataclass
class Tally:
    """What the questions of one set gave: ranks from 1, 0 for no hit among the first ten."""

    retrieved: list[int] = field(default_factory=list)
    looked_at: list[int] = field(default_factory=list)
    answerable: list[float] = field(default_factory=list)
    """Confidence where there is an answer."""
    impossible: list[float] = field(default_factory=list)
    """Confidence where there is none."""


def read_rows(path: Path) -> list[Row]:
    """The records of a packed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_corpus(contexts: Iterable[Row], folder: Path) -> None:
    """Writes one file a context; one that holds no sentence, such as a table, is left out."""
    manifest = []
    for row in contexts:
        path = folder / f"{row['context_id']}.txt"
        path.write_text(row["text"], encoding="utf-8")
        try:
            read_report(path)
        except CorpusError:
            path.unlink()
        else:
            # A town that an article happens to name is not whose report it is.
            manifest.append(f'["{path.stem}"]\nplace = ""\n')
    (folder / MANIFEST).write_text("".join(manifest), encoding="utf-8")


def plain(text: str) -> str:
    """The text in compatible forms without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def rank(row: Row, citations: Iterable[Citation]) -> int:
    """The place from 1 of the first sentence that answers, each counted once; 0 if none does."""
    answers = [plain(answer) for answer in row["answers"]]
    found = dict.fromkeys((c.report, c.text) for c in citations)
    for place, (report, text) in enumerate(found, 1):
        if report == row["context_id"] and any(answer in plain(text) for answer in answers):
            return place
    return 0


def ask(engine: Engine, rows: Iterable[Row]) -> Tally:
    """What the engine finds for the questions, and how sure it is."""
    tally = Tally()
    for row in rows:
        question = Question(row["question"], row["id"])
        values = engine.features(question)
        sure = confidence_of(values) if values else 0.0
        (tally.impossible if row["impossible"] else tally.answerable).append(sure)
        if not row["impossible"]:
            seen = engine.explain(question)
            tally.retrieved.append(rank(row, seen.passages))
            tally.looked_at.append(rank(row, (c.citation for c in seen.candidates)))
    return tally


def recall(ranks: Sequence[int]) -> str:
    """The cells R@1, R@5, R@10 and MRR@10, in percent."""
    shares = [sum(0 < r <= depth for r in ranks) for depth in (1, 5, 10)]
    total = [*shares, sum(1 / r for r in ranks if r)]
    return " | ".join(f"{100 * value / max(1, len(ranks)):.1f}" for value in total)


def auroc(high: Sequence[float], low: Sequence[float]) -> str:
    """How often one of the first is above one of the second, in percent; empty if there are none.

    Ties count half.
    """
    if not high or not low:
        return ""
    wins = sum((a > b) + (a == b) / 2 for a in high for b in low)
    return f"{100 * wins / len(high) / len(low):.1f}"


def measure(folder: Path, name: str, limit: int | None, semantic: bool) -> None:
    """Prints the two lines of a set."""
    rows = read_rows(folder / f"{name}{QUESTIONS}")[:limit]
    with TemporaryDirectory() as place:
        write_corpus(read_rows(folder / f"{name}{CONTEXTS}"), Path(place))
        start = perf_counter()
        settings = Settings(Path(place), Path(place) / "index", semantic=semantic)
        with Engine.open(settings) as engine:
            built = perf_counter()
            tally = ask(engine, rows)
        end = perf_counter()
    times = f"{built - start:.1f} | {1000 * (end - built) / max(1, len(rows)):.0f}"
    count = len(tally.retrieved)
    parted = auroc(tally.answerable, tally.impossible)
    print(f"| {name} | retrieval | {count} | {recall(tally.retrieved)} |  | {times} |")
    print(
        f"| {name} | clauses | {count} | {recall(tally.looked_at)} | {parted} |  |  |", flush=True
    )


def main() -> None:
    """Measures the sets that were named, or all that the folder holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--set", action="append", metavar="NAME", help="all if left out")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N questions")
    help_ = "leave sentence vectors out, though they are installed"
    parser.add_argument("--no-semantic", dest="semantic", action="store_false", help=help_)
    arguments = parser.parse_args()
    found = sorted(p.name.removesuffix(QUESTIONS) for p in arguments.folder.glob(f"*{QUESTIONS}"))
    missing = [name for name in arguments.set or () if name not in found]
    if missing or not found:
        sys.exit(f"the folder holds {', '.join(found) or 'no set'}; name one of these")
    print(HEAD)
    print("|" + " --- |" * (HEAD.count("|") - 1))
    for name in arguments.set or found:
        measure(arguments.folder, name, arguments.limit, arguments.semantic)


if __name__ == "__main__":
    main()
