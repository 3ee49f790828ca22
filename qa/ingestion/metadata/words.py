"""The words and patterns by which reports name themselves, from data/ingestion/metadata.toml."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from qa.language import resources
from qa.language.patterns import any_of, read_grammar

_NAME = "ingestion/metadata.toml"


def table(name: str) -> Mapping[str, Any]:
    """Return one table of the file."""
    found: Mapping[str, Any] = resources.read_toml(_NAME)[name]
    return found


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return read_grammar(_NAME)


def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of the file."""
    return _patterns()[name]


def find_value(text: str, labels: Sequence[str]) -> str:
    """Return what stands behind the first of the labels that an archive's head has."""
    label = any_of(labels)
    match = re.search(rf"^\s*{label}[:：][ \t　]*(\S[^\t\n]*)", text, re.MULTILINE)
    return match[1].strip() if match else ""
