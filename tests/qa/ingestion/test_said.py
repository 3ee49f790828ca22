"""Tables in text: what their cells say in words, and which rows of words are heads."""

import pytest

from qa.ingestion.tables.rows import find_rows
from qa.ingestion.tables.words import is_number

STATES = """工程\t负责人\t投资\t状态
城东路\t李明\t205\t完工
城西站\t何军\t130\t未开工
"""
STORES = """类别\t品名\t单位\t数量\t保管人
生活类\t棉被\t床\t2400\t郝强
生活类\t帐篷\t个\t310\t郝强
救援类\t冲锋舟\t艘\t8\t——
"""
DUTIES = """姓名\t职务\t分工
田志远\t局长\t主持全面工作
高建平\t副局长\t防汛抗旱
"""
TWO_HEADS = """单位\t公开\t公开\t责任人
单位\t网站\t窗口\t责任人
教育局\t已建\t未建\t薛明
民政局\t已建\t已建\t卢燕
"""
BESIDE = """收入\t金额\t支出\t金额
税收\t7\t教育\t5
罚没\t2\t国防\t3
"""
LAYOUT = """索引号：\t甲一\t发文机关：\t县政府
发布时间：\t昨日\t主题：\t农业
有效性：\t有效\t体裁：\t通知
"""
YEARS = "桥名\t建成年份\t桥长\n苍岭桥\t1998\t862\n老枫桥\t1971\t96\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            STATES,
            {
                ("城东路 · 负责人", "李明"),
                ("城东路 · 状态", "完工"),
                ("城西站 · 负责人", "何军"),
                ("城西站 · 状态", "未开工"),
            },
        ),
        (
            STORES,
            {
                ("生活类 · 品名", "棉被"),
                ("生活类 棉被 · 保管人", "郝强"),
                ("生活类 · 品名", "帐篷"),
                ("生活类 帐篷 · 保管人", "郝强"),
            },
        ),
        (
            DUTIES,
            {
                ("田志远 · 职务", "局长"),
                ("田志远 · 分工", "主持全面工作"),
                ("高建平 · 职务", "副局长"),
                ("高建平 · 分工", "防汛抗旱"),
            },
        ),
        (
            TWO_HEADS,
            {
                ("教育局 · 公开 网站", "已建"),
                ("教育局 · 公开 窗口", "未建"),
                ("教育局 · 责任人", "薛明"),
                ("民政局 · 公开 网站", "已建"),
                ("民政局 · 公开 窗口", "已建"),
                ("民政局 · 责任人", "卢燕"),
            },
        ),
        (YEARS, {("苍岭桥 · 建成年份", "1998"), ("老枫桥 · 建成年份", "1971")}),
        (BESIDE, set()),
        (LAYOUT, set()),
    ],
)
def test_a_cell_of_words_stands_under_its_head(text: str, said: set[tuple[str, str]]) -> None:
    cells = (
        (text[row.start + c.start : row.start + c.end], c)
        for row in find_rows(text)
        for c in row.cells
    )
    named = (pair for pair in cells if pair[1].labels and not is_number(pair[0]))
    assert {(f"{' '.join(c.labels)} · {' '.join(c.heads)}", words) for words, c in named} == said


def test_what_names_a_row_of_words_is_told_under_its_own_head() -> None:
    rows = [row for row in find_rows(DUTIES) if not row.is_head]
    assert [(row.cells[0].labels, row.cells[0].heads) for row in rows] == [((), ("姓名",))] * 2


def test_rows_of_words_are_heads_where_nothing_heads_them() -> None:
    assert all(row.is_head for row in find_rows(LAYOUT))
