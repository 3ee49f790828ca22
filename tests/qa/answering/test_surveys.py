"""A survey of many reports looks at a few sentences of each and finds what a look at all finds."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answering import finding
from qa.engine import Engine
from qa.evaluation.verification import check_figures, check_words
from qa.index import engines
from qa.model import Answer, FigureFilter, Question
from qa.render import record
from qa.settings import Settings

PLACES = [f"{head}{tail}镇" for head in "桃柳清泉石松梅兰" for tail in "河山湖岭湾坡庄沟"]
SURVEYS = [
    "各镇分别有多少名法律顾问",
    "哪个镇的法律顾问最多",
    "哪些镇开展了普法宣传",
    "各镇调解了多少件纠纷",
]
FILLER = "镇党委高度重视，全年多次召开会议研究部署。各村积极配合，成效明显。"


def write(folder: Path) -> None:
    """A report a place; a third tell of advisers, others of mediation or of neither."""
    for number, place in enumerate(PLACES):
        told = (
            f"全镇聘请法律顾问{number + 2}名。",
            f"全年调解矛盾纠纷{number * 7 + 1}件。",
            "全年开展普法宣传活动。",
        )[number % 3]
        text = f"{place}2023年法治政府建设工作报告\n一、主要成效\n{FILLER}{told}\n"
        (folder / f"r{number:02}-2023.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module", params=[engines.BUILTIN, engines.TANTIVY])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    if request.param != engines.BUILTIN:
        pytest.importorskip(request.param, reason="the extra scale is not installed")
    folder = tmp_path_factory.mktemp("survey")
    (folder / "reports").mkdir()
    write(folder / "reports")
    settings = Settings(corpus=folder / "reports", index=folder / "x", engine=request.param)
    with Engine.open(settings) as opened:
        yield opened


def told(answer: Answer) -> list[tuple[str, int | None, str]]:
    return [(row.place, row.year, row.text) for row in answer.rows]


@pytest.mark.parametrize("survey", SURVEYS)
def test_a_look_at_a_few_finds_what_a_look_at_all_finds(
    engine: Engine, survey: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(PLACES) > finding._MANY
    few = engine.ask(Question(survey))
    monkeypatch.setattr(finding, "_MANY", len(PLACES) + 1)
    every = engine.ask(Question(survey))
    assert len(every.rows) >= len(PLACES) // 3
    assert told(few) == told(every)
    assert few.notes == every.notes


def test_the_collector_works_again_behind_a_survey(engine: Engine) -> None:
    engine.ask(Question(SURVEYS[0]))
    assert gc.isenabled()


def test_every_report_that_tells_is_listed(engine: Engine) -> None:
    answer = engine.ask(Question(SURVEYS[0]))
    assert {row.place for row in answer.rows} == set(PLACES[::3])
    assert any(f"{len(PLACES[::3])}" in note and f"{len(PLACES)}" in note for note in answer.notes)


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("nameless")
    for name, text in NAMELESS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with Engine.open(Settings(corpus=folder, index=folder / "x")) as opened:
        yield opened


NAMELESS = {
    "甲单位2023年总结": "2023年工作总结\n一、情况\n全年聘请法律顾问3名。\n",
    "乙": "工作总结\n一、情况\n本单位聘请法律顾问5名。\n",
    "丙 (1)": "汇报材料\n一、情况\n聘请法律顾问12名,开展宣传4次。\n",
    "云乐": "云乐镇2023年工作总结\n一、情况\n全镇聘请法律顾问1名。\n",
}
"""Reports of which only one says whose it is."""


@pytest.mark.parametrize(
    ("survey", "first"), [("各地有几名法律顾问", ""), ("哪里的法律顾问最多", "丙 (1)")]
)
def test_reports_that_do_not_say_whose_they_are_stand_each_for_itself(
    nameless: Engine, survey: str, first: str
) -> None:
    answer = nameless.ask(Question(survey))
    found = {row.place: row.text for row in answer.rows}
    assert set(found) == {"云乐镇", *NAMELESS} - {"云乐"}
    assert "3名" in found["甲单位2023年总结"]
    assert not first or next(iter(found)) == first
    assert any("4处中有4处写明" in note for note in answer.notes)
    assert not [*check_words(record(answer)), *check_figures(record(answer))]


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (("乙",), ["5名"]),
        (("丙 (1)",), ["12名"]),
        (("甲单位2023年总结", "云乐镇"), ["3名", "1名"]),
        (("云乐",), ["1名"]),
    ],
)
def test_a_report_that_does_not_say_whose_it_is_can_be_asked_alone(
    nameless: Engine, places: tuple[str, ...], said: list[str]
) -> None:
    answer = nameless.ask(Question("有几名法律顾问", places=places))
    assert [figure.text for figure, _ in answer.figures] == said


def test_figures_of_a_report_that_does_not_say_whose_it_is(nameless: Engine) -> None:
    found = nameless.figures(FigureFilter(places=("丙 (1)",)))
    assert [figure.figure.text for figure in found] == ["12名", "4次"]


@pytest.mark.parametrize(
    ("question", "known"),
    [
        (Question("有几名法律顾问", places=("丁",)), "云乐镇"),
        (Question("2021年有几名法律顾问", places=("乙",)), "没有写明年份"),
    ],
)
def test_what_there_is_instead_is_never_nothing(
    nameless: Engine, question: Question, known: str
) -> None:
    reason = nameless.ask(question).reason
    assert reason
    assert f"现有:{known}" in reason.message
