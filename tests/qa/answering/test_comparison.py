"""Comparison: cells side by side over a corpus of small reports, one for each place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.model import Question, Row, Status
from qa.query.place_names import of_level
from qa.settings import Settings
from tests.cases import read_marked

FOUR = {
    "桃花镇": "共调解纠纷12件。组织普法宣传12场。",
    "杏花镇": "共调解纠纷1.2万件。普法宣传惠及9万人。",
    "梨花镇": "共调解纠纷近300件。",
    "荷花镇": "召开会议5次。",
}
NAMES = (
    "桃花 杏花 梨花 荷花 菊花 梅花 兰花 桂花 茶花 樱花 "
    "石榴 海棠 芙蓉 牡丹 芍药 月季 丁香 百合 水仙 玉兰"
)


@contextmanager
def opened(folder: Path, sentences: Mapping[str, str]) -> Iterator[Engine]:
    """An engine over reports that each say a sentence or two, by place."""
    for number, (place, said) in enumerate(sentences.items()):
        report = f"{place}2024年法治政府建设工作报告\n一、工作情况\n全年认真工作。{said}\n"
        (folder / f"r{number:02}.txt").write_text(report, encoding="utf-8")
    with Engine.open(Settings(corpus=folder, index=folder / "index.sqlite")) as engine:
        yield engine


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(tmp_path_factory.mktemp("four"), FOUR) as engine:
        yield engine


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("哪个镇调解的纠纷最多", 1),
        ("哪个镇调解的纠纷最少", -1),
        ("谁的纠纷更多", 1),
        ("谁的纠纷更低", -1),
        ("which town has the most disputes", 1),
        ("which town has fewer disputes", -1),
        ("which town has the highest rate", 1),
        ("which town is slowest", -1),
        ("哪些镇调解了纠纷", 0),
        ("almost every town", 0),
        ("", 0),
    ],
)
def test_which_way_to_order(engine: Engine, text: str, order: int) -> None:
    assert engine.explain(Question(text)).query.extreme == order


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("哪个镇调解的纠纷最多", ["杏花镇", "梨花镇", "桃花镇"]),
        ("哪个镇调解的纠纷最少", ["桃花镇", "梨花镇", "杏花镇"]),
        ("桃花镇和杏花镇谁调解的纠纷更多", ["杏花镇", "桃花镇"]),
        ("杏花镇和桃花镇谁调解的纠纷更少", ["桃花镇", "杏花镇"]),
    ],
)
def test_figures_are_ranked_by_value_and_not_as_text(
    four: Engine, text: str, places: list[str]
) -> None:
    answer = four.ask(Question(text))
    assert [line.split()[0] for line in answer.text.splitlines()] == places


def test_a_line_is_place_year_and_the_reports_own_words(four: Engine) -> None:
    answer = four.ask(Question("各镇调解纠纷多少件"))
    assert sorted(answer.text.splitlines()) == [
        "杏花镇 2024: 共调解纠纷1.2万件",
        "桃花镇 2024: 共调解纠纷12件",
        "梨花镇 2024: 共调解纠纷近300件",
    ]
    assert {f.text for f, _ in answer.figures} == {"12件", "1.2万件", "近300件"}


def test_each_line_is_a_row_with_its_citation_and_its_figure(four: Engine) -> None:
    answer = four.ask(Question("桃花镇和荷花镇谁调解的纠纷多"))
    stated, hole = answer.rows
    assert (stated.place, stated.year, stated.text) == ("桃花镇", 2024, "共调解纠纷12件")
    assert stated.figure
    assert (stated.figure.text, stated.citation) == ("12件", answer.citations[0].number)
    assert hole == Row("荷花镇", None, "未写明")
    assert not four.ask(Question("桃花镇调解纠纷多少件")).rows


def test_of_figures_that_fit_alike_a_row_has_the_one_to_compare(tmp_path: Path) -> None:
    said = {
        "桃花镇": "全镇36个村共登记犬只144只。",
        "杏花镇": "共登记犬只9只。",
        "梨花镇": "共登记犬只7只。",
    }
    with opened(tmp_path, said) as engine:
        rows = engine.ask(Question("哪些镇登记了犬只")).rows
    found = {row.place: row.figure.text for row in rows if row.figure}
    assert found == {"桃花镇": "144只", "杏花镇": "9只", "梨花镇": "7只"}


def test_how_many_say_it_is_said(four: Engine) -> None:
    answer = four.ask(Question("哪些镇调解了纠纷"))
    assert "荷花镇" not in answer.text
    assert any("4" in note and "3" in note for note in answer.notes)


def test_figures_of_different_units_are_not_ranked(four: Engine) -> None:
    answer = four.ask(Question("桃花镇和杏花镇谁的普法宣传更多"))
    assert answer.status is Status.ANSWERED
    assert any("单位" in note for note in answer.notes)
    assert not any("最大" in note for note in answer.notes)


def test_a_place_that_does_not_say_is_marked(four: Engine) -> None:
    answer = four.ask(Question("桃花镇和荷花镇谁调解的纠纷多"))
    assert answer.text.splitlines() == ["桃花镇 2024: 共调解纠纷12件", "荷花镇: 未写明"]


def test_what_nobody_says_is_refused(four: Engine) -> None:
    answer = four.ask(Question("桃花镇和杏花镇谁的火箭多"))
    assert answer.status is Status.ABSTAINED
    assert answer.reason is not None
    assert answer.reason.code == "not-stated"


def test_a_survey_has_a_row_for_every_place_that_states_the_thing(tmp_path: Path) -> None:
    many = {
        f"{name}镇": f"全年共组织调解各类邻里矛盾和土地纠纷{at}件。"
        for at, name in enumerate(NAMES.split(), 10)
    }
    with opened(tmp_path, many) as engine:
        answer = engine.ask(Question("哪些镇调解了土地纠纷"))
    assert len(answer.citations) == len(answer.rows) == len(answer.text.splitlines()) == len(many)
    assert any(note.count("20") == 2 for note in answer.notes)


@pytest.fixture
def two_years(tmp_path: Path) -> Iterator[Engine]:
    for year, cases in ((2023, 10), (2024, 25)):
        text = f"桃花镇{year}年法治政府建设工作报告\n一、工作情况\n全年调解纠纷{cases}件。\n"
        (tmp_path / f"t-{year}.txt").write_text(text, encoding="utf-8")
    with Engine.open(Settings(corpus=tmp_path, index=tmp_path / "i.sqlite")) as engine:
        yield engine


def test_two_years_of_a_place_stand_side_by_side(two_years: Engine) -> None:
    answer = two_years.ask(Question("桃花镇2023年和2024年哪年调解的纠纷更多"))
    assert answer.text.splitlines() == [
        "桃花镇 2024: 全年调解纠纷25件",
        "桃花镇 2023: 全年调解纠纷10件",
    ]
    assert any("2024" in note for note in answer.notes)


def test_two_years_named_are_both_answered(two_years: Engine) -> None:
    answer = two_years.ask(Question("桃花镇2023年和2024年各调解多少件纠纷"))
    assert [row.year for row in answer.rows] == [2023, 2024]


@pytest.mark.parametrize("when", ["现在", "最近一年", "最新"])
def test_the_latest_report_is_asked_where_the_latest_year_is_meant(
    two_years: Engine, when: str
) -> None:
    assert "25件" in two_years.ask(Question(f"桃花镇{when}调解多少件纠纷")).text


@pytest.mark.parametrize("row", read_marked("verdicts.tsv"))
def test_a_verdict_is_drawn_only_from_what_compares(row: list[str], tmp_path: Path) -> None:
    question, said, other, verdict = row
    with opened(tmp_path, {"桃花镇": said, "杏花镇": other}) as engine:
        answer = engine.ask(Question(question))
    assert len(answer.rows) == 2
    assert answer.notes[1:] == (() if verdict == "-" else (verdict,))


def test_reports_of_different_years_are_set_side_by_side_without_a_verdict(tmp_path: Path) -> None:
    for place, year, cases in (("桃花镇", 2023, 10), ("杏花镇", 2024, 25)):
        text = f"{place}{year}年法治政府建设工作报告\n一、工作情况\n全年调解纠纷{cases}件。\n"
        (tmp_path / f"t-{year}.txt").write_text(text, encoding="utf-8")
    with Engine.open(Settings(corpus=tmp_path, index=tmp_path / "i.sqlite")) as engine:
        answer = engine.ask(Question("桃花镇和杏花镇谁调解的纠纷更多"))
    assert answer.notes == ("2处中有2处写明。", "不能比大小:时间不同。")


def test_a_word_that_ends_in_great_asks_for_no_greatest(engine: Engine) -> None:
    assert engine.explain(Question("哪个镇说网格员年纪大?")).query.extreme == 0


@pytest.mark.parametrize(
    "question", ["By how much did visitors to 桃花镇 grow?", "桃花镇接待游客增长了多少"]
)
def test_how_much_a_thing_grew_is_no_difference_of_two_figures(
    question: str, tmp_path: Path
) -> None:
    with opened(tmp_path, {"桃花镇": "接待游客和旅游收入分别增长10.3%、16.5%。"}) as engine:
        answer = engine.ask(Question(question))
    assert answer.figures
    assert not answer.notes


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("哪些镇开展了旁听庭审活动", {"荷塘镇"}),
        ("哪些地方开展了旁听庭审活动", {"荷塘镇", "周村区"}),
        ("Which districts held 旁听庭审活动", {"周村区"}),
        ("哪些省开展了旁听庭审活动", {"荷塘镇", "周村区"}),  # there is no province: all are asked
    ],
)
def test_a_survey_asks_the_places_of_the_level_meant(
    engine: Engine, text: str, places: set[str]
) -> None:
    assert {row.place for row in engine.ask(Question(text)).rows} == places


def test_a_municipality_is_a_province() -> None:
    places = ("北京市", "乐清市", "云乐镇", "周村区", "西藏自治区", "三门县")
    assert list(of_level(places, "各省")) == ["北京市", "西藏自治区"]
    assert list(of_level(places, "which counties")) == ["周村区", "三门县"]
    assert list(of_level((*places, "三门县司法局"), "which bureaus")) == ["三门县司法局"]
    assert list(of_level(places, "哪个地方")) == list(places)


def test_of_units_as_common_the_best_told_is_ranked(engine: Engine) -> None:
    rows = engine.ask(Question("哪个镇的禁毒讲座最多")).rows
    assert [(row.place, row.figure.text) for row in rows if row.figure] == [("荷塘镇", "21场次")]


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("除了云乐镇,还有哪些镇有网格员", {"云乐镇"}),
        ("除了云乐镇和彭浦镇,其他地方有几名法律顾问", {"云乐镇", "彭浦镇"}),
        ("不算彭浦镇,各镇有多少法律顾问", {"彭浦镇"}),
        ("Apart from Yunle, who has grid workers?", {"云乐镇"}),
        ("not counting Pengpu, which towns have legal advisers?", {"彭浦镇"}),
        ("Which towns besides Yunle mention the Fengqiao experience?", {"云乐镇"}),
    ],
)
def test_a_place_left_out_is_in_no_row(engine: Engine, question: str, left_out: set[str]) -> None:
    answer = engine.ask(Question(question))
    assert answer.rows
    assert not left_out & {row.place for row in answer.rows}


def test_what_is_so_is_set_side_by_side_where_no_plan_is_asked_for(tmp_path: Path) -> None:
    for name, now, ahead in (("甲河镇", "76.8", "78"), ("乙河镇", "75.3", "77")):
        done, planned = f"人均寿命达到{now}岁。", f"人均寿命提高到{ahead}岁。"
        text = f"{name}2023年工作报告\n一、主要工作\n{done}\n二、下一步打算\n{planned}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Engine.open(Settings(corpus=tmp_path, index=tmp_path / "i.sqlite")) as engine:
        rows = engine.ask(Question("甲河镇和乙河镇的人均寿命哪边长")).rows
    assert {row.figure.text for row in rows if row.figure} == {"76.8岁", "75.3岁"}


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("哪些镇没有收到申请", ["杏花镇"]),
        ("Which towns received no 申请?", ["杏花镇"]),
        ("哪些镇没有法律顾问", []),
        ("Which towns have no legal advisers?", []),
    ],
)
def test_those_that_lack_a_thing_are_the_ones_that_say_so(
    question: str, places: list[str], tmp_path: Path
) -> None:
    said = {"桃花镇": "收到申请5件。", "杏花镇": "全年未收到申请。", "梨花镇": "少数人不熟悉法律。"}
    with opened(tmp_path, said) as engine:
        told = [row.place for row in engine.ask(Question(question)).rows if row.citation]
    assert told == places
