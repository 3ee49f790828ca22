"""Tables of things side by side and forms of labels: what heads a value, and what heads none."""

import pytest

from qa.ingestion.tables.rows import find_rows

SIDE_BY_SIDE_THINGS = """指标\t单位\t人民医院\t中医院
床位\t张\t1356\t582
院长\t\t沈建华\t吕秋实
职工\t人\t2108\t873
是否定点\t\t是\t否
床位使用率\t%\t92.4\t81.7
"""
FORM_IN_WORDS = """馆长\t卓雅\t建成时间\t2016年9月
建筑面积（平方米）\t8,600\t藏书（万册）\t41.5
评估等级\t国家一级馆\t开放时间\t每周六天
"""
FORM_OF_MEASURES = """辖区面积\t8.6平方公里\t社区数\t11个
户籍人口\t6.32万人\t常住人口\t9.15万人
党工委书记\t翁晓岚\t办事处主任\t阎立群
社区工作者\t196人\t社区民警\t24人
"""
FORM_OF_ONE = "负责人\t李明\n面积（亩）\t30\n地址\t南街3号\n"
FILLED_IN = (
    "养老台账\n填报单位：民政局\t\t填报日期：2024年1月10日\n机构\t床位\t护理员\n康乐院\t220\t46\n"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SIDE_BY_SIDE_THINGS, {"人民医院", "中医院"}),
        ("村\t男\t女\n东村\t3\t4\n镇\t老人\t儿童\n西镇\t5\t6\n", {"男", "女", "老人", "儿童"}),
    ],
)
def test_a_row_in_words_heads_no_other_table_where_it_tells_words(
    text: str, names: set[str]
) -> None:
    told = [
        c.heads[-1]
        for row in find_rows(text)
        for c in row.cells
        if any(map(str.isdigit, text[row.start + c.start : row.start + c.end]))
    ]
    assert set(told) == names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            FORM_IN_WORDS,
            {
                "馆长": "卓雅",
                "建成时间": "2016年9月",
                "建筑面积（平方米）": "8,600",
                "藏书（万册）": "41.5",
                "评估等级": "国家一级馆",
                "开放时间": "每周六天",
            },
        ),
        (
            FORM_OF_MEASURES,
            {
                "辖区面积": "8.6平方公里",
                "社区数": "11个",
                "户籍人口": "6.32万人",
                "常住人口": "9.15万人",
                "党工委书记": "翁晓岚",
                "办事处主任": "阎立群",
                "社区工作者": "196人",
                "社区民警": "24人",
            },
        ),
        (FORM_OF_ONE, {"负责人": "李明", "面积（亩）": "30", "地址": "南街3号"}),
    ],
)
def test_a_form_tells_what_stands_beside_each_label(text: str, told: dict[str, str]) -> None:
    found = ((row, cell) for row in find_rows(text) for cell in row.cells)
    assert told == {
        (*cell.labels, *cell.heads)[0]: text[row.start + cell.start : row.start + cell.end]
        for row, cell in found
    }


def test_who_filled_a_table_in_and_when_is_no_name_of_it() -> None:
    assert {row.caption for row in find_rows(FILLED_IN) if row.cells} == {"养老台账"}
