"""Tables in text: rows, and what their numbers count; then tables that are asked."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.engine import Engine
from qa.evaluation.verification import check_record
from qa.ingestion.tables.rows import Row, find_rows
from qa.ingestion.tables.words import is_number, unit_in
from qa.model import Cell, Question
from qa.render.records import record
from qa.settings import Settings

SIDE_BY_SIDE = "项目\t决算数\t项目\t决算数\n财政拨款\t2,940.05\t教育支出\t-3.5\n"
TWO_HEADS = """申请\t自然人\t法人\t法人
申请\t自然人\t商业企业\t科研机构
新收\t71\t3\t0
总计\t72\t3\t0
"""
BESIDE = "收入\t金额\t支出\t金额\n一、税收\t7\t一、国防\n二、罚没\t\n\t\t二、教育\t9\n"
GROUPS = "指标\t单位\t数量\n农业\t\n粮食\t吨\t100\n工业\t\n钢材\t万吨\t3\n"
STACKED = "表一 收入\t\t单位：万元\n项目\t上年\t本年\n税收\t1\t2\n村\t男\t女\n东村\t3\t4\n"
TOLD_BELOW = "收支表\t收支表\n单位：元\t单位：元\n项目\t决算\n甲\t7\n"
UNMERGED = "村\t人口\t\t低保\t\n\t男\t女\t户\t人\n东村\t3\t4\t5\t6\n"
NUMBERED = "序号\t单位\t备注\n1\t本级\t\n2\t财政所\t并入\n3\t国库\t并入\n"
CODES = "科目编码\t科目编码\t名称\t决算数\n类\t款\t名称\t决算数\n301\t01\t工资\t7\n"
LIKE_A_YEAR = "乡镇\t户数\t人口\t设立年份\n吕店镇\t1936\t6,108\t1958\n"
YEAR = ("吕店镇",), ("户数",), ""
PEOPLED, FOUNDED = (("吕店镇",), ("人口",), ""), (("吕店镇",), ("设立年份",), "")
LINED = "项目\t行次\t金额\n栏　次\t\t1\n税收\t1\t5\n"
CODED = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n栏次\t\t1\t2\t3\n205\t教育\t7\t——\t3\n"
FORM = "收支表\n部门：水务局 公开01表\n2023年度 金额单位：万元\n项目\t金额\n水费\t7\n"
GROUPED = "收入表\n项目\t金额\n一、税收\t\n增值税\t5\n二、罚没\t2\n合计\t7\n"
A, B = ("996户", ("改造户厕",)), ("430个", ("新增停车位",))
C, D, HEAD = ("2,940.05", ("财政拨款",)), ("-3.5", ("教育支出",)), ("决算数",)
UNITS = [
    ("单位：万元", "万元"),
    ("（单位:个）", "个"),
    ("完成表（户）", "户"),
    ("第（一）项", ""),
    ("", ""),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("指标\t单位\t数量\n公路\t公里\t46\n", [("46", ("公路",), ("数量",), "公里")]),
        ("|指标|数量|\n|---|---|\n|公路|38公里|\n", [("38公里", ("公路",), ("数量",), "")]),
        ("改造户厕\n996户\n新增停车位\n430个\n", [(*A, (), ""), (*B, (), "")]),
        ("收支表\n单位：万元\n项目\t2023年\n税收\t7\n", [("7", ("税收",), ("2023年",), "万元")]),
        ("项目\t金额（万元）\n税收\t7\n", [("7", ("税收",), ("金额（万元）",), "万元")]),
        (SIDE_BY_SIDE, [(*C, HEAD, ""), (*D, HEAD, "")]),
        (
            TWO_HEADS,
            [
                ("71", ("新收",), ("自然人",), ""),
                ("3", ("新收",), ("法人", "商业企业"), ""),
                ("0", ("新收",), ("法人", "科研机构"), ""),
                ("72", ("总计",), ("自然人",), ""),
                ("3", ("总计",), ("法人", "商业企业"), ""),
                ("0", ("总计",), ("法人", "科研机构"), ""),
            ],
        ),
        ("序号\t项目\t件数\n1\t许可\t17\n", [("17", ("许可",), ("件数",), "")]),
        ("序号\t项目\t件数\n合　计\t\t17\n", [("17", ("合计",), ("件数",), "")]),
        (
            STACKED,
            [
                ("1", ("税收",), ("上年",), "万元"),
                ("2", ("税收",), ("本年",), "万元"),
                ("3", ("东村",), ("男",), "万元"),
                ("4", ("东村",), ("女",), "万元"),
            ],
        ),
        (TOLD_BELOW, [("7", ("甲",), ("决算",), "元")]),
        (
            UNMERGED,
            [
                ("3", ("东村",), ("人口", "男"), ""),
                ("4", ("东村",), ("人口", "女"), ""),
                ("5", ("东村",), ("低保", "户"), ""),
                ("6", ("东村",), ("低保", "人"), ""),
            ],
        ),
        (NUMBERED, []),
        (CODES, [("7", ("工资",), ("决算数",), "")]),
        ("项目\t金额\n路灯\t7\n——\t——\n", [("7", ("路灯",), ("金额",), "")]),
        (LIKE_A_YEAR, [("1936", *YEAR), ("6,108", *PEOPLED), ("1958", *FOUNDED)]),
        (LINED, [("5", ("税收",), ("金额",), "")]),
        (CODED, [("7", ("教育",), ("合计",), ""), ("3", ("教育",), ("项目支出",), "")]),
        (BESIDE, [("7", ("一、税收",), ("金额",), ""), ("9", ("二、教育",), ("金额",), "")]),
        (GROUPS, [("100", ("粮食",), ("数量",), "吨"), ("3", ("钢材",), ("数量",), "万吨")]),
        ("全镇有3名顾问\n一、问题\n人手不足。\n", []),
        ("年份\t说明\n2023年\t很好\n", []),
    ],
)  # fmt: skip
def test_a_number_comes_with_what_it_counts(text: str, found: list[object]) -> None:
    rows = find_rows(text)
    assert [
        (text[row.start + c.start : row.start + c.end], c.labels, c.heads, c.unit)
        for row in rows
        for c in _with_digits(text, row)
    ] == found
    assert all(row.start < row.end <= len(text) for row in rows)


def _with_digits(text: str, row: Row) -> list[Cell]:
    """The cells that are no mere words."""
    said = ((c, text[row.start + c.start : row.start + c.end]) for c in row.cells)
    return [cell for cell, words in said if any(map(str.isdigit, words))]


UNITS_TOLD = "发放情况\n单位：人、万元\n项目\t人数\t发放金额\n低保\t1961\t1106.00\n"
PURCHASES = "明细\n金额单位：万元\n项目\t数量\t计量单位\t金额\t占比\n客车\t35\t辆\t4025\t25.2\n"
RATES = "指标\t单位\t2022年\t比上年增减%\n客运量\t万人次\t905.7\t-5.3\n"
BY_TURNS = """村\t户数\t负责人\t人口
东村\t210\t张三\t803
村\t占地\t建校年份\t危房
西村\t\t1964\t19
"""
UNITS_BELOW = """地区\t收入\t收入
地区\t总量\t增速
（地区）\t（亿元）\t（%）
临河\t12.30\t-3.5
"""
FORM_OF_PAIRS = "项目\t水网\t单位\t水务局\n预算数（万元）\t15\t得分\t97\n"
SITES = "工程\t规模\t类别\t投资\t开工时间\n车站\t大\t客运\t3.2\t2023年8月\n"

SEVERAL = "学校\n单位：所、人\n类别\t学校数\t班级数\t在校学生数\n小学\t46\t1377\t61905\n"
SCHOOLS = (
    "填报单位：甲区教育局\t\t单位：所、个、人\n学校\t班级数\t学生\t学生\t教职工数\t教职工数\n"
    "学校数\t班级数\t招生数\t在校生数\t合计\t其中：专任教师\n4\t168\t2905\t8412\t842\t716\n"
)
TARGETS = "指标\t单位\t目标\t完成率\t增幅\n参保\t万人\t2.3\t96.1%\t4.5\n培训\t人\t12期\t8\t-3\n"
OF_ONE_HEAD = (
    "类别\t标准\t标准\t人数（人）\t人数（人）\t资金（万元）\n类别\t单位\t标准\t上年末\t年末\t资金（万元）\n"
    "低保\t元/月\t812\t1430\t1265\t986.40\n特困\t元/年\t9126\t1048\t1019\t102.30\n"
)
GOALS = "指标\t目标\n结案率\t≥94%\n≥65岁\t12\n60岁以上\t不低于9%\n"
NOTED = "发放\n单位：万元，下同\n项目\t奖金\n甲\t7\n"
SHARES = "工业\n计量单位：万元、%\n街道\t利润总额\t利润总额\n街道\t1-11月\t增长\n城东\t703\t-4.1\n"
SPACED = "部门\t公务 接待费\t同比±%\n本级\t11.45\t3.5\n"
PART_OF_HEAD = "街道\t企业数（个）\t#亏损企业\n城东\t62\t11\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SEVERAL, {"46": ("小学", "所"), "1377": ("小学", ""), "61905": ("小学", "人")}),
        (
            SCHOOLS,
            {
                "4": ("", "所"), "168": ("", ""), "2905": ("", "人"), "8412": ("", "人"),
                "842": ("", "人"), "716": ("", "人"),
            },
        ),
        (
            TARGETS,
            {
                "2.3": ("参保", "万人"), "96.1%": ("参保", ""), "4.5": ("参保", ""),
                "12期": ("培训", ""), "8": ("培训", ""), "-3": ("培训", ""),
            },
        ),
        (
            OF_ONE_HEAD,
            {
                "812": ("低保", "元/月"), "1430": ("低保", "人"), "1265": ("低保", "人"),
                "986.40": ("低保", "万元"), "9126": ("特困", "元/年"), "1048": ("特困", "人"),
                "1019": ("特困", "人"), "102.30": ("特困", "万元"),
            },
        ),
        (
            GOALS,
            {"≥94%": ("结案率", ""), "12": ("≥65岁", ""), "不低于9%": ("60岁以上", "")},
        ),
        (NOTED, {"7": ("甲", "万元")}),
        (SHARES, {"703": ("城东", "万元"), "-4.1": ("城东", "%")}),
        (SPACED, {"11.45": ("本级", ""), "3.5": ("本级", "%")}),
        (PART_OF_HEAD, {"62": ("城东", "个"), "11": ("城东", "个")}),
        (UNITS_TOLD, {"1961": ("低保", "人"), "1106.00": ("低保", "万元")}),
        (PURCHASES, {"35": ("客车", "辆"), "4025": ("客车", "万元"), "25.2": ("客车", "")}),
        (RATES, {"905.7": ("客运量", "万人次"), "-5.3": ("客运量", "%")}),
        (FORM_OF_PAIRS, {"15": ("预算数（万元）", "万元"), "97": ("得分", "")}),
        (
            BY_TURNS,
            {
                "210": ("东村", ""), "803": ("东村 张三", ""),
                "1964": ("西村", ""), "19": ("西村 1964", ""),
            },
        ),
        (UNITS_BELOW, {"12.30": ("临河", "亿元"), "-3.5": ("临河", "%")}),
        (SITES, {"3.2": ("车站 大 客运", ""), "2023年8月": ("车站 大 客运", "")}),
    ],
)  # fmt: skip
def test_each_column_takes_its_own_unit_and_label(
    text: str, found: dict[str, tuple[str, str]]
) -> None:
    assert found == {
        text[row.start + c.start : row.start + c.end]: (" ".join(c.labels), c.unit)
        for row in find_rows(text)
        for c in _with_digits(text, row)
    }


PEOPLE = """指标\t年末数
常住人口\t100
其中：城镇\t60
乡村\t40
其中：男性\t51
女性\t49
#六十岁以上\t9
"""
TAXES = "项目\t金额\n税收\t50\n其中：增值税\t20\n罚没\t9\n其中：交通\t4\n合计\t59\n其中：本级\t30\n"
BESIDE_PARTS = "收入\t金额\t支出\t金额\n拨款\t7\t医疗\t5\n其中：基金\t2\t其中：药品\t3\n"


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        (PEOPLE, {"60": "常住人口", "51": "常住人口", "9": "女性"}),
        (TAXES, {"20": "税收", "4": "罚没"}),
        (BESIDE_PARTS, {"2": "拨款", "3": "医疗"}),
    ],
)
def test_a_part_is_told_with_what_it_is_part_of(text: str, wholes: dict[str, str]) -> None:
    parts = {
        text[row.start + c.start : row.start + c.end]: c.labels[0]
        for row in find_rows(text)
        for c in row.cells
        if len(c.labels) > 1
    }
    assert parts == wholes


def test_heads_are_told_without_the_blanks_that_set_them_apart() -> None:
    assert find_rows(SPACED)[-1].cells[0].heads == ("公务接待费",)
    assert find_rows(PART_OF_HEAD)[-1].cells[1].heads == ("企业数（个）", "#亏损企业")


def test_the_line_above_a_table_of_bars_names_it() -> None:
    rows = find_rows("收支表\n| 项目 | 金额 |\n| 水费 | 7 |\n")
    assert {row.caption for row in rows} == {"收支表"}


def test_a_row_with_one_cell_names_a_group_or_is_empty() -> None:
    groups = {row.caption for row in find_rows(GROUPS) if row.cells}
    beside = {row.caption for row in find_rows(BESIDE)}
    assert (groups, beside) == ({"农业", "工业"}, {""})
    assert len(find_rows(BESIDE)) == 4
    grouped = {row.cells[0].labels[0]: row.caption for row in find_rows(GROUPED) if row.cells}
    assert grouped == {"增值税": "一、税收", "二、罚没": "收入表", "合计": "收入表"}


def test_a_label_without_figures_names_no_group_where_groups_are_marked() -> None:
    text = "项目\t期末\n流动资产：\t\n现金\t5\n其他应收款\t\n存货\t7\n固定资产：\t\n房屋\t9\n"
    found = {row.cells[0].labels[0]: row.caption for row in find_rows(text) if row.cells}
    assert found == {"现金": "流动资产：", "存货": "流动资产：", "房屋": "固定资产："}


def test_who_filled_a_table_in_names_it_not_where_several_units_stand_beside() -> None:
    assert {row.caption for row in find_rows(f"情况表\n{SCHOOLS}")} == {"情况表"}


def test_what_names_a_table_stands_above_who_filled_it_in() -> None:
    (cell,) = find_rows(FORM)[-1].cells
    assert (cell.caption, cell.unit) == ("收支表", "万元")
    assert {row.caption for row in find_rows(TOLD_BELOW) if row.cells} == {"收支表"}
    assert {row.caption for row in find_rows(STACKED) if row.cells} == {"表一 收入"}
    (cell,) = find_rows("第（五）项（件）\n许可\t17\n处罚\t\n")[0].cells
    assert (cell.caption, cell.unit) == ("第（五）项", "件")


WORDS = ["项目", "金额", "——", "7", "1", "2", "1936", "2023年", "单位：万元", "合计", "一、税收"]
WORDS += ["流动资产：", "201", "编码", "栏次", "备注"]
GRIDS = st.lists(st.lists(st.sampled_from(["", *WORDS]), min_size=2, max_size=4), max_size=6)


@given(GRIDS)
def test_whatever_stands_in_a_table_what_is_told_are_cells_of_their_row(
    grid: list[list[str]],
) -> None:
    text = "".join("\t".join(row) + "\n" for row in grid)
    rows = find_rows(text)
    assert all(a.end < b.start for a, b in pairwise(rows))
    for row in rows:
        told = text[row.start : row.end]
        assert {told[c.start : c.end] for c in row.cells} <= set(told.split("\t")) - {"", "——"}
        assert all(c.heads or is_number(told[c.start : c.end]) for c in row.cells)


def test_of_many_rows_without_a_number_the_last_ones_are_heads() -> None:
    text = "".join(f"甲\t乙{'子' * n}\n" for n in range(1, 20)) + "丙\t7\n"
    assert find_rows(text)[-1].cells[0].heads[-1] == f"乙{'子' * 19}"
    assert len(find_rows(text)[-1].cells[0].heads) == 8


@pytest.mark.parametrize(("words", "unit"), UNITS)
def test_units_are_told_from_other_brackets(words: str, unit: str) -> None:
    assert unit_in(words) == unit


REPORT = """桃花镇2023年工作报告
一、成效
全镇各项工作有序推进，民生实事完成情况如下：
民生实事完成情况表
指标\t2022年\t2023年
新增停车位\t101\t720
改造户厕\t88\t312
2023年收支情况表
单位：万元
项目\t2023年执行数
教育支出\t44780
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "own").mkdir()
    (folder / "own" / "a.txt").write_text(REPORT, encoding="utf-8")
    return Engine.open(Settings(corpus=folder / "own", index=folder / "index"))


@pytest.mark.parametrize(
    ("question", "answer", "figure"),
    [
        ("桃花镇新增停车位多少个", "新增停车位 | 2023年：720", (720, "")),
        ("桃花镇2022年新增停车位多少个", "新增停车位 | 2022年：101", (101, "")),
        ("桃花镇改造户厕多少户", "改造户厕 | 2023年：312", (312, "")),
        ("桃花镇教育支出多少万元", "教育支出 | 2023年执行数（万元）：44780", (447_800_000, "元")),
    ],
)
def test_a_table_is_asked(
    engine: Engine, question: str, answer: str, figure: tuple[float, str]
) -> None:
    found = engine.ask(Question(question))
    assert found.text == answer
    ((first, _),) = found.figures
    assert (float(first.low), first.unit) == figure
    citation = found.citations[0]
    (cell,) = citation.cells
    assert citation.text[cell.start : cell.end] in answer
    told = record(found)
    assert told["citations"][0]["cells"][0]["heads"] == list(cell.heads)  # type: ignore[index]
    reports = {report.id: report for report in engine.reports}
    assert check_record(told, reports) == []


def test_the_corpus_holds_the_table_as_it_stands(engine: Engine, tmp_path: Path) -> None:
    rows = [piece for piece in engine.sentences("a") if piece.role == "row"]
    assert [row.text.split("\t")[0] for row in rows] == ["新增停车位", "改造户厕", "教育支出"]
    assert all(REPORT[row.start : row.end] == row.text for row in rows)
