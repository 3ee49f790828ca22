"""Questions for figures over a report that holds each of them once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.model import Question, Status
from qa.settings import Settings
from tests.cases import TABLES, read_cases


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("county")
    (folder / "qingshi-2024.txt").write_bytes((TABLES / "asked-of-figures.txt").read_bytes())
    settings = Settings(corpus=folder, index=folder / "index.sqlite", semantic=False)
    with Engine.open(settings) as engine:
        yield engine


@pytest.mark.parametrize(
    ("kind", "question", "holds"),
    read_cases("asked-of-figures.tsv"),
    ids=[" ".join(case[:2]) for case in read_cases("asked-of-figures.tsv")],
)
def test_a_figure_is_told_or_refused(county: Engine, kind: str, question: str, holds: str) -> None:
    answer = county.ask(Question(question))
    assert (answer.status is Status.ABSTAINED) == (holds == "-"), answer.text
    assert holds == "-" or holds in answer.text


def test_a_refusal_names_the_years_of_the_reports_and_no_others(county: Engine) -> None:
    answer = county.ask(Question("青石县2019年税收收入多少"))
    assert answer.reason is not None
    assert answer.reason.code == "unknown-year"
    assert "2024" in answer.reason.message
    assert "2030" not in answer.reason.message  # a sentence names it, as the year of an aim
