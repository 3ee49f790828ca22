"""What a cluster answers while one, four and sixteen ask at once.

Makes a corpus, loads it into one shard and into three, and prints a Markdown table. Times are by
the clock: asking waits for others. The questions are those that `bench.scale` asks, half of them
without a place, each of them once.

    python -m tests.cluster.nodes                        # three nodes here, until it is interrupted
    python -m bench.cluster SENTENCES HOST... [--folder DIR]
"""

import argparse
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bench.corpora import write_corpus
from bench.scale import questions_of
from qa.engine import Engine
from qa.model import Question
from qa.settings import Cluster, Settings

ASKERS = (1, 4, 16)
SHARDS = (1, 3)


def main(sentences: int, hosts: Sequence[str], folder: Path) -> None:
    """Prints the table."""
    corpus = folder / str(sentences)
    if not corpus.exists():
        write_corpus(corpus, sentences)
    print("| shards | loaded in s | askers | answers a second | median / 95th ms |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for shards in SHARDS:
        cluster = Cluster(hosts=tuple(hosts), shards=shards)
        index = corpus.with_suffix(f".{shards}")
        index.unlink(missing_ok=True)
        own = Settings(corpus, index, engine="opensearch", cluster=cluster, semantic=False)
        start = perf_counter()
        Engine.open(own).close()
        loaded = perf_counter() - start
        for askers in ASKERS:
            with Engine.open(own) as engine:
                told = _asked(engine, askers)
            print(f"| {shards} | {loaded:.0f} | {askers} | {told} |", flush=True)


def _asked(engine: Engine, askers: int) -> str:
    """Answers a second, and how long one took."""
    places = sorted({report.place for report in engine.reports})
    asked = [question for some in questions_of(places) for question in some]
    start = perf_counter()
    with ThreadPoolExecutor(askers) as threads:
        spent = list(threads.map(lambda text: _spent(engine, text), asked))
    rate = len(asked) / (perf_counter() - start)
    return f"{rate:.1f} | {median(spent):.0f} / {quantiles(spent, n=20)[-1]:.0f}"


def _spent(engine: Engine, text: str) -> float:
    """Milliseconds of an answer."""
    start = perf_counter()
    engine.ask(Question(text))
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=int)
    parser.add_argument("hosts", nargs="+")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        main(given.sentences, given.hosts, given.folder or Path(made))
