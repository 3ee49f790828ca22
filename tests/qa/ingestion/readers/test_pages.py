"""Pages of PDFs: tables over page breaks and without rules, titles, running heads and columns."""

import pytest

from qa.ingestion.readers import read
from tests.pdfs import Rule, Text, grid, make

XS = (70.0, 170.0, 240.0, 400.0)
ROW, LETTER = 20, 12
BODY = "全镇坚持依法行政，全年共受理矛盾纠纷一千二百件，其中"

Page = tuple[list[Text], list[Rule]]


def ruled(*rows: str, top: float = 100) -> Page:
    """A table with rules around its cells, which a bar parts."""
    ys = [top + ROW * n for n in range(len(rows) + 1)]
    return aligned(*rows, top=top)[0], grid(XS, ys)


def aligned(*rows: str, top: float = 100) -> Page:
    """The same without rules."""
    texts: list[Text] = [
        (x + 2, top + ROW * n + 15, word)
        for n, row in enumerate(rows)
        for x, word in zip(XS, row.split("|"), strict=False)
        if word
    ]
    return texts, []


def lines_of(*pages: Page) -> list[str]:
    return read(make([texts for texts, _ in pages], [rules for _, rules in pages])).text.split("\n")


def test_all_heads_that_come_again_on_a_page_are_left_out() -> None:
    heads = ("项目|项目|本年支出", "编码|名称|合计")
    pages = [ruled(*heads, "205|教育|7"), ruled(*heads, "208|社保|5")]
    assert lines_of(*pages)[2:] == ["205\t教育\t7", "208\t社保\t5", ""]


@pytest.mark.parametrize("between", ["续表", "支出表（续）"])
def test_a_line_that_says_a_table_goes_on_is_left_out(between: str) -> None:
    texts, rules = ruled("208|社保|5", "210|卫生|3", top=150)
    pages = [ruled("编码|名称|合计", "205|教育|7"), ([(200.0, 140.0, between), *texts], rules)]
    assert lines_of(*pages)[1:] == ["205\t教育\t7", "208\t社保\t5", "210\t卫生\t3", ""]


def test_a_row_whose_figures_are_missing_is_no_rest_of_the_one_before() -> None:
    found = lines_of(ruled("项目|名称|金额", "甲|办公|7"), ruled("乙|印刷|", "|咨询|"))
    assert found[1:] == ["甲\t办公\t7", "乙\t印刷", "\t咨询", ""]


WIDE = (70.0, 130.0, 240.0, 400.0)


def part(xs: tuple[float, ...], *rows: str, top: float = 100) -> Page:
    """A part of a table with edges of its own; what a bar parts stands in its columns."""
    texts: list[Text] = [
        (x + 2, top + ROW * n + 15, word)
        for n, row in enumerate(rows)
        for x, word in zip(xs, row.split("|"), strict=False)
        if word
    ]
    return texts, grid(xs, [top + ROW * n for n in range(len(rows) + 1)])


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [  # a label over several columns shows one on a page where no row parts it
        (
            ((70.0, 240.0, 400.0), "情形|总计", "一、新收|12"),
            (WIDE, "二、办理|公开|7", "二、办理|不公开|5"),
            ["情形\t情形\t总计", "一、新收\t\t12", "二、办理\t公开\t7", "二、办理\t不公开\t5"],
        ),
        (
            (WIDE, "情形|分项|总计", "二、办理|公开|7"),
            ((70.0, 240.0, 400.0), "三、结转|3", "四、其他|1"),
            ["情形\t分项\t总计", "二、办理\t公开\t7", "三、结转\t\t3", "四、其他\t\t1"],
        ),
        (  # no rest of a table: it is narrower
            ((70.0, 240.0, 400.0), "情形|总计", "一、新收|12"),
            ((70.0, 130.0, 240.0), "甲|7", "乙|5"),
            ["情形\t总计", "一、新收\t12", "甲\t7", "乙\t5"],
        ),
        (  # nor where an edge of one stands in no other
            ((70.0, 200.0, 400.0), "情形|总计", "一、新收|12"),
            (WIDE, "甲|乙|7", "乙|丙|5"),
            ["情形\t总计", "一、新收\t12", "甲\t乙\t7", "乙\t丙\t5"],
        ),
    ],
)
def test_parts_of_a_torn_table_are_written_in_the_same_columns(
    first: tuple[tuple[float, ...], str, str],
    second: tuple[tuple[float, ...], str, str],
    found: list[str],
) -> None:
    assert lines_of(part(*first), part(*second)) == [*found, ""]


@pytest.mark.parametrize("first", [True, False])
def test_a_unit_that_is_painted_out_of_turn_stands_above_its_table(first: bool) -> None:
    """A browser paints what floats to the right before all else, other programs behind it."""
    units: list[Text] = [(330.0, 95.0, "单位：万元"), (330.0, 295.0, "单位：件")]
    titles: list[Text] = [(200.0, 80.0, "收支表"), (200.0, 280.0, "案件表")]
    one, rules = ruled("编码|名称|合计", "205|教育|7", top=100)
    two, others = ruled("编码|名称|合计", "301|处罚|9", top=300)
    body = [titles[0], *one, titles[1], *two]
    found = lines_of(([*units, *body] if first else [*body, *units], [*rules, *others]))
    assert found == [
        "收支表", "单位：万元", "编码\t名称\t合计", "205\t教育\t7",
        "案件表", "单位：件", "编码\t名称\t合计", "301\t处罚\t9", "",
    ]  # fmt: skip


@pytest.mark.parametrize("off", [0.0, 1.5, 2.9, 3.0, 3.1])
def test_tables_that_stand_nearly_in_line_keep_their_own_columns(off: float) -> None:
    """A border is two rules close beside each other; the other table stands just left of them."""
    above, double = part((70.0, 240.0, 400.0), "类别|件数", "甲|7")
    double = [*double, (240.8, 100, 240.8, 140)]
    texts, rules = part((70.0, 240.0 - off, 400.0), "乙类|次数", "丁|5", top=300)
    found = lines_of(([*above, *texts], [*double, *rules]))
    assert found == ["类别\t件数", "甲\t7", "乙类\t次数", "丁\t5", ""]


def test_a_table_without_rules_is_read_by_its_gaps() -> None:
    rows = ("指标|单位|数量", "公厕|座|17", "路灯||", "公交站|个|5")
    words = [(72.0, 60.0, "基本情况"), (72.0, 250.0, f"{BODY}土地纠纷三百件。")]
    texts, _ = aligned(*rows)
    assert lines_of(([words[0], *texts, words[1]], [])) == [
        "基本情况",
        "指标\t单位\t数量",
        "公厕\t座\t17",
        "路灯\t",
        "公交站\t个\t5",
        f"{BODY}土地纠纷三百件。",
        "",
    ]


def test_heads_that_come_close_stand_each_over_its_column() -> None:
    heads = [(70.0, 100.0, "品种"), (200.0, 100.0, "2023年"), (246.0, 100.0, "增减")]
    row = [(70.0, 120.0, "粮食"), (202.0, 120.0, "19122"), (262.0, 120.0, "1.9")]
    below = [(x, 140.0, word) for (x, _, _), word in zip(row, ("水果", "8961", "2.7"), strict=True)]
    assert lines_of(([*heads, *row, *below], []))[0] == "品种\t2023年\t增减"


def test_a_heading_below_a_table_without_rules_is_none_of_its_rows() -> None:
    texts, _ = aligned("指标|单位|数量", "公厕|座|17", "公交站|个|5", "二、问题||")
    assert lines_of((texts, []))[-2:] == ["二、问题", ""]


def test_a_row_whose_rule_a_page_break_left_out_is_one() -> None:
    texts, rules = ruled("北乡|小计|5", "|半岭|3", "总计||8")
    cut = [rule for rule in rules if not (rule[1] == rule[3] == 100)]
    pages = [ruled("县|乡|里程", "北乡|白沙|2"), (texts, cut)]
    assert lines_of(*pages)[1:3] == ["北乡\t白沙\t2", "北乡\t小计\t5"]


def test_the_mark_of_a_note_makes_no_line_higher() -> None:
    mark: Text = (196, 111, "①", 9)
    lines: list[Text] = [(70, 100, BODY[:17]), (70, 118, BODY[17:]), mark, (208, 118, "31家。")]
    more: list[Text] = [(94, 150 + 18 * n, BODY[:15]) for n in range(3)]
    assert lines_of(([*lines, *more], []))[0].startswith(BODY)


def test_gaps_without_numbers_below_are_no_table() -> None:
    texts, _ = aligned("甲方|乙方", "张三|李四")
    assert not any("\t" in line for line in lines_of((texts, [])))


def test_a_title_that_is_the_running_head_too_stays() -> None:
    def page(n: int, *words: Text) -> Page:
        return [(200, 40, "白地镇2023年报告"), *words, (90, 300, f"第{n}段到此为止。")], []

    assert lines_of(page(1, (150, 90, "白地镇2023年报告", 24)), page(2)) == [
        "白地镇2023年报告",
        "第1段到此为止。",
        "第2段到此为止。",
        "",
    ]


def test_short_lines_of_a_column_are_not_measured_by_a_title_over_both() -> None:
    left = [(50.0, 150.0 + 18 * n, BODY[:18]) for n in range(6)]
    right = [(310.0, 150.0 + 18 * n, BODY[:18]) for n in range(5)]
    last = [(334.0, 240.0, "全年城镇新增就业三万人，再就"), (310.0, 258.0, "业九千人。")]
    title = [(110.0, 100.0, "临溪市2023年国民经济和社会发展统计公报一览")]
    assert "全年城镇新增就业三万人，再就业九千人。" in lines_of(
        ([*title, *left, *right, *last], [])
    )


def test_a_title_over_two_lines_is_one() -> None:
    title: list[Text] = [
        (108, 90, "平潭综合实验区二〇二二年度政府信息公开", 20), (238, 118, "工作年度报告", 20),
    ]  # fmt: skip
    body: list[Text] = [(94, 170, f"{BODY}土地纠纷三百件，山林"), (70, 188, "纠纷一百件。")]
    signed: list[Text] = [(330, 300, "白地镇人民政府"), (330, 318, "2023年1月2日")]
    assert lines_of(([*title, *body, *signed], [])) == [
        "平潭综合实验区二〇二二年度政府信息公开工作年度报告",
        f"{BODY}土地纠纷三百件，山林纠纷一百件。",
        "白地镇人民政府",
        "2023年1月2日",
        "",
    ]


@pytest.mark.parametrize(
    "last", ["二〇二五年一月", "白地镇人民政府编　2025年1月", "白地镇党政办公室"]
)
def test_no_line_of_a_cover_goes_on_on_the_next_page(last: str) -> None:
    cover: list[Text] = [(120, 300, "白地镇2024年工作总结", 30), (70, 600, last)]
    body: list[Text] = [(70, 100, BODY), (70, 120, "土地纠纷三百件。")]
    assert lines_of((cover, []), (body, []))[1:3] == [last, BODY + "土地纠纷三百件。"]


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("stored", [True, False])
def test_a_page_whose_text_is_turned_is_read_as_it_is_held(quarters: int, stored: bool) -> None:
    texts, rules = ruled("村名|户数|人口", "东村|210|803", "西村|187|745")
    texts += [(94.0, 300.0, BODY), (70.0, 320.0, "土地纠纷三百件。"), (280.0, 820.0, "- 1 -")]
    found = read(make([texts], [rules], turn=quarters, told=stored)).text.split("\n")
    rows = ["村名\t户数\t人口", "东村\t210\t803", "西村\t187\t745"]
    assert found == [*rows, BODY + "土地纠纷三百件。", ""]


def test_a_table_goes_on_in_the_next_column() -> None:
    heads = [
        (72.0, 715.0, "行业"),
        (172.0, 715.0, "起数"),
        (72.0, 735.0, "运输"),
        (172.0, 735.0, "8"),
    ]
    again = [
        (322.0, 115.0, "行业"),
        (422.0, 115.0, "起数"),
        (322.0, 135.0, "建筑"),
        (422.0, 135.0, "2"),
    ]
    rules = grid([70, 170, 240], [700, 720, 740]) + grid([320, 420, 490], [100, 120, 140])
    found = read(make([[*heads, *again]], [rules])).text.split("\n")
    assert found == ["行业\t起数", "运输\t8", "建筑\t2", ""]
