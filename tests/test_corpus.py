"""The shipped reports are the ones the data card speaks of."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from qa.settings import packaged_corpus
from tests.conftest import Command

CARD = (packaged_corpus().parent / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([\w-]+)` \|.*\| (\d+) \| (\d+) \| `(\w+)` \|$", CARD, re.MULTILINE)


def test_the_card_names_every_report() -> None:
    assert [row[0] for row in ROWS] == sorted(path.stem for path in packaged_corpus().glob("*"))


@pytest.mark.parametrize(("id_", "year", "characters", "digest"), ROWS)
def test_the_card_is_true(id_: str, year: str, characters: str, digest: str) -> None:
    data = Path(packaged_corpus() / f"{id_}.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == digest
    assert len(data.decode("utf-8")) == int(characters)
    assert id_.endswith(year)


def test_the_reports_are_listed_with_their_sizes(yinju: Command) -> None:
    found = [json.loads(line) for line in yinju("reports", "--json").out.splitlines()]
    listed = [(one["id"], str(one["year"]), str(one["characters"]), one["sha256"]) for one in found]
    assert listed == ROWS
