"""Cues: what they are in, and what only looks like it."""

import pytest

from qa.extraction.cues import cue
from tests.cases import read_cases


@pytest.mark.parametrize(("name", "text", "told"), read_cases("cues.tsv"))
def test_a_cue_is_in_what_says_it_and_in_nothing_alike(name: str, text: str, told: str) -> None:
    assert bool(cue(name).search(text)) is (told == "yes")
