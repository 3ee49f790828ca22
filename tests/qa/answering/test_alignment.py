"""Comparisons over two provinces: what stands side by side measures alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.model import Answer, Question
from qa.settings import Settings

REPORTS = {
    "四川省": """四川省2025年政府工作报告
一、2025年工作回顾
地区生产总值增长5.5%，粮食产量达到730亿斤。
新增上市公司62家，总数186家。
国家高新技术企业达到1.9万家。
二、“十五五”时期目标
地区生产总值年均增长6%。
三、2026年工作安排
地区生产总值增长5.5%以上，粮食产量稳定在740亿斤。
组织干部学习《民法典》。
""",
    "河南省": """河南省2025年政府工作报告
一、2025年工作回顾
全省地区生产总值6.6万亿元、增长5.6%。
粮食增产15亿斤，粮食总产量1350亿斤。
民营经济经营主体数量增长21%。
国家高新技术企业1.28万家。
二、“十五五”时期目标
地区生产总值年均增长5.8%。
三、2026年工作安排
地区生产总值增长5%左右，城镇调查失业率5.5%左右。
组织干部学习党的理论，公开规划。
""",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    corpus = tmp_path_factory.mktemp("provinces")
    manifest = ""
    for number, (place, text) in enumerate(REPORTS.items()):
        (corpus / f"r{number}.txt").write_text(text, encoding="utf-8")
        manifest += f'[r{number}]\nplace = "{place}"\nyear = 2025\n'
    (corpus / "manifest.toml").write_text(manifest, encoding="utf-8")
    with Engine.open(Settings(corpus=corpus, index=corpus / "index.sqlite")) as opened:
        yield opened


def ask(engine: Engine, text: str) -> Answer:
    return engine.ask(Question(text))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("四川和河南2025年谁的经济增速高", {"5.5%", "5.6%"}),
        ("四川河南谁的地区生产总值涨得快", {"5.5%", "5.6%"}),
        ("Whose GDP expanded faster in 2025, Sichuan or Henan?", {"5.5%", "5.6%"}),
        ("国家高新技术企业，四川河南各有多少", {"1.9万家", "1.28万家"}),
        ("四川跟河南2026年的经济增长目标各是多少", {"5.5%以上", "5%左右"}),
    ],
)
def test_the_figures_of_a_comparison_measure_alike(
    engine: Engine, text: str, figures: set[str]
) -> None:
    rows = ask(engine, text).rows
    assert {row.figure.text for row in rows if row.figure} == figures


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("四川现在一共有多少家上市公司", "总数186家"),
        ("四川新增了多少家上市公司", "62家"),
        ("四川2026年地区生产总值增长目标是多少", "5.5%以上"),
        ("四川今后五年地区生产总值年均增长目标是多少", "6%"),
    ],
)
def test_sums_and_spans_of_years_are_told_apart(engine: Engine, text: str, piece: str) -> None:
    answer = ask(engine, text)
    assert piece in answer.text, answer.text


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Which provinces mention studying the Civil Code?", ["四川省"]),
        ("哪些省提到民法典学习", ["四川省"]),
        ("哪些省提到干部学习", ["四川省", "河南省"]),
    ],
)
def test_who_mentions_a_name_speaks_of_it(engine: Engine, text: str, places: list[str]) -> None:
    assert sorted(row.place for row in ask(engine, text).rows) == places


def test_a_share_that_is_told_is_of_what_is_named(engine: Engine) -> None:
    first = ask(engine, "哪些省把2026年经济增长目标定在5.5%").rows[0]
    assert (first.place, first.text) == ("四川省", "地区生产总值增长5.5%以上")


def test_each_report_of_a_place_is_asked(tmp_path: Path) -> None:
    for year, amount in ((2023, "2.5亿元"), (2024, "3.1亿元")):
        text = f"{year}年四川省政府工作报告\n一、工作回顾\n推进存款保险，投入{amount}。\n"
        (tmp_path / f"r{year}.txt").write_text(text, encoding="utf-8")
    with Engine.open(Settings(corpus=tmp_path, index=tmp_path / "index.sqlite")) as opened:
        answer = opened.ask(Question("哪几年的四川省报告提到存款保险"))
    assert sorted((row.place, row.year) for row in answer.rows) == [
        ("四川省", 2023),
        ("四川省", 2024),
    ]
