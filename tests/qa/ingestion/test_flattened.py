"""Tables of the official form whose cells stand in a text without any border."""

import pytest

from qa.ingestion.tables.flattened import find_flattened

FLATTENED = """一、总体情况。第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数 \
规章000\
行政规范性文件77132470第二十条第（五）项信息内容本年处理决定数量行政许可2629第二十条第（六）项信息内容本年处理决定数量\
行政处罚1330行政强制54三、收到和处理申请情况（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况\
自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他一、本年新收政府信息公开申请数量801000081三、本年度\
办理结果（一）予以公开220000022（四）无法提供1.本机关不掌握相关政府信息\
3100000312.没有现成信息需要另行制作 0000000五、问题。"""
READ = {
    "规章": ["0", "0", "0"],
    "行政规范性文件": [],
    "行政许可": ["2629"],
    "行政处罚": ["1330"],
    "行政强制": ["54"],
    "一、本年新收政府信息公开申请数量": ["80", "1", "0", "0", "0", "0", "81"],
    "（一）予以公开": ["0", "0", "0", "0", "22"],
    "1.本机关不掌握相关政府信息": ["31", "0", "0", "0", "0", "0", "31"],
    "2.没有现成信息需要另行制作": ["0"] * 7,
}


def test_a_flattened_table_is_read_as_far_as_its_numbers_can_be_parted() -> None:
    rows = [row for row in find_flattened(FLATTENED) if not row.is_head]
    texts = [FLATTENED[row.start : row.end] for row in rows]
    found = {
        text.rstrip("0123456789 "): [text[c.start : c.end] for c in row.cells]
        for text, row in zip(texts, rows, strict=True)
    }
    assert found == READ
    assert rows[-2].cells[-1].heads == ("总计",)
    assert rows[-2].cells[0].labels == (
        "三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息",
    )  # fmt: skip
    assert rows[3].cells[0].caption == "第二十条第（六）项"


def test_no_number_of_a_group_is_greater_than_the_sum_of_its_column() -> None:
    text = FLATTENED.replace("五、问题", "（七）总计801000081五、问题")
    rows = [row for row in find_flattened(text) if text[row.start] == "（" and row.cells]
    assert [text[rows[0].start :][c.start : c.end] for c in rows[0].cells] == [
        "22", "0", "0", "0", "0", "0", "22",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "numbers", ["22.50000022", "22.5 0 0 0 0 0 22.5", f"{'9' * 5000} 0 0 0 0 0 1", "２２００"]
)
def test_numbers_that_are_no_counts_are_parted_no_further(numbers: str) -> None:
    whole = FLATTENED.replace("五、问题", f"（七）总计{numbers}五、问题")
    for text in (whole, FLATTENED.replace("220000022", numbers)):
        rows = [row for row in find_flattened(text) if row.cells]
        assert {text[row.start + c.start : row.start + c.end] for row in rows for c in row.cells}


def test_the_form_with_borders_is_no_flattened_one() -> None:
    assert not list(find_flattened(FLATTENED.replace("信息内容", "信息内容\n")))
