"""One question from a cold start: `yinju ask` against building everything anew.

The old way imports rank_bm25 and jieba, cuts and indexes the shipped reports and ranks once. Both
are whole processes, run in turn; the index of `yinju` is there beforehand. Prints a Markdown table.

    python bench/cold_start.py [REPETITIONS]
"""

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter

from qa.settings import packaged_corpus

QUESTION = "how many legal advisers does 云乐镇 have"
ASK = [sys.executable, "-m", "qa", "ask", QUESTION]
ANEW = """
import re, sys
from pathlib import Path
import jieba
from rank_bm25 import BM25Okapi
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
sentences = [s for text in texts for s in re.split("[。；\\n]", text) if s.strip()]
ranking = BM25Okapi([jieba.lcut_for_search(s) for s in sentences])
scores = ranking.get_scores(jieba.lcut_for_search("云乐镇有几名法律顾问"))
print(sentences[scores.argmax()])
"""
OLD = [sys.executable, "-W", "ignore", "-c", ANEW, str(packaged_corpus())]
# Compiled files are written, as they are on any machine that is not told otherwise.
ENVIRON = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
BARE = [sys.executable, "-c", "pass"]


def seconds(command: Sequence[str]) -> float:
    """Wall time of a whole process."""
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=ENVIRON)
    return perf_counter() - start


def main(repetitions: int) -> None:
    """Run the three in turn and print their medians."""
    rows = {
        "`yinju ask`, index present": ASK,
        "import, build, rank once": OLD,
        "python alone": BARE,
    }
    for command in rows.values():
        seconds(command)  # writes what is written once: the index, caches, compiled files
    taken: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(repetitions):
        for name, command in rows.items():
            taken[name].append(seconds(command))
    middle = {name: median(times) for name, times in taken.items()}
    base = middle["import, build, rank once"]
    print(f"Python {platform.python_version()}, medians of {repetitions}\n")
    print("| process | ms | ratio |\n| --- | ---: | ---: |")
    for name, value in middle.items():
        print(f"| {name} | {value * 1000:.0f} | {value / base:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
