"""What jieba brings: the words of its dictionary, and its model of how others are made."""

import sys
import warnings
from importlib.util import find_spec
from pathlib import Path

from qa.language.segmentation.segmenter import IMPOSSIBLE, START, STATES, Chances, after

Entry = tuple[str, int, str]
"""A word, its count and the tag of its part of speech."""


def find_dictionary() -> Path:
    """The file of the dictionary; nothing of jieba is loaded."""
    spec = find_spec("jieba")
    assert spec is not None
    return Path(spec.origin or "").with_name("dict.txt")


def split(line: str) -> Entry:
    """The entry in a line of a dictionary.

    Raises:
        ValueError: It is none.
    """
    word, count, tag = line.split(" ")
    return word, int(count), tag


def read_words(dictionary: Path) -> tuple[list[str], int]:
    """A line for every word and every beginning of one, in order; and the sum of the counts.

    A beginning that is no word is counted 0. Of a word that stands there twice the last line tells;
    both count, as jieba has it.
    """
    with dictionary.open(encoding="utf-8") as file:
        lines = list(map(str.rstrip, file))
    total = sum(int(line.split(" ")[1]) for line in lines)
    entries = {line[: line.index(" ")]: line for line in lines}
    heads = {word[:end] for word in entries for end in range(1, len(word))}
    others = (f"{head} 0 " for head in heads - entries.keys())
    return sorted([*entries.values(), *others]), total


def read_model() -> dict[str, Chances]:
    """The chances of each state at the start, behind each other one, and in each character."""
    spare = "pkg_resources" not in sys.modules
    if spare:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # 300 ms, for nothing
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from jieba import finalseg
    finally:
        if spare:
            del sys.modules["pkg_resources"]
    model = {START: finalseg.start_P}
    model |= {after(state): finalseg.trans_P[state] for state in STATES}
    emitted = finalseg.emit_P
    for char in set().union(*emitted.values()):
        model[char] = {state: emitted[state].get(char, IMPOSSIBLE) for state in STATES}
    return model
