"""Damages the files of a folder at random and says a line a format what came of reading them.

    python -m bench.mutated_files FOLDER --count 1000 --keep BROKEN

Half of the files of a format are damaged as bytes, half inside their container.
"""

import argparse
import random
from collections import Counter, defaultdict
from pathlib import Path

from tests.mutations import WAYS, Verdict, judge, warm


def main() -> None:
    """Read the arguments, damage and judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--keep", type=Path, help="where files that break a bound are put")
    arguments = parser.parse_args()
    kinds: dict[str, list[bytes]] = defaultdict(list)
    for path in sorted(arguments.folder.iterdir()):
        kinds[path.suffix].append(path.read_bytes())
    for kind, files in kinds.items():
        print(kind, _run(kind, files, arguments), flush=True)


def _run(kind: str, files: list[bytes], arguments: argparse.Namespace) -> str:
    chance = random.Random(f"{arguments.seed}{kind}")
    found: list[Verdict] = []
    for whole in files:
        warm(whole)
    for number in range(arguments.count):
        data = WAYS[number % 2](chance.choice(files), chance)
        verdict = judge(data)
        if not verdict.is_within_bounds and arguments.keep:
            arguments.keep.mkdir(exist_ok=True)
            (arguments.keep / f"{number}-{verdict.ended}{kind}").write_bytes(data)
        found.append(verdict)
    slowest, largest = max(v.seconds for v in found), max(v.peak for v in found)
    ends = dict(Counter(v.ended for v in found))
    return f"{ends} slowest {slowest:.1f} s, largest {largest >> 20} MiB"


if __name__ == "__main__":
    main()
