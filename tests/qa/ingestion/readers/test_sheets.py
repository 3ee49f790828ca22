"""Sheets: tables that stand side by side on one."""

import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from qa.ingestion.readers import read

TOWNS: Sequence[list[object]] = (["镇", "人口", "签约率"], ["甲镇", 782, 0.5], ["乙镇", 924, 0.6])
ITEMS: Sequence[list[object]] = (["项目", "数量"], ["上门", 312], ["病床", 215])


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ((ITEMS,), ["甲镇\t782\t0.5", "乙镇\t924\t0.6", "项目\t数量", "上门\t312", "病床\t215"]),
        (
            (ITEMS, ITEMS[:2]),
            ["甲镇\t782\t0.5", "乙镇\t924\t0.6", "项目\t数量", "上门\t312", "病床\t215",
             "项目\t数量", "上门\t312"],
        ),
        # its name may stand above it
        (
            ([["表四"], ["项目", "数量"], ["上门", 312]],),
            ["甲镇\t782\t0.5", "乙镇\t924\t0.6", "表四\t", "项目\t数量", "上门\t312"],
        ),
        # what has no names of its rows is a part of the same table, and so is one column
        ((([2022, 2023], [7, 8], [5, 6]),), ["甲镇\t782\t0.5\t\t7\t8", "乙镇\t924\t0.6\t\t5\t6"]),
        (((["备注"], ["无"], ["有"]),), ["甲镇\t782\t0.5\t\t无", "乙镇\t924\t0.6\t\t有"]),
    ],
)  # fmt: skip
def test_tables_side_by_side_are_read_one_below_another(
    beside: Sequence[Sequence[list[object]]], found: list[str]
) -> None:
    book = Workbook()
    for at, town in enumerate(TOWNS):
        parts = [[*(table[at] if at < len(table) else [""]), ""][:2] for table in beside]
        right: list[object] = [cell for part in parts for cell in [None, *part]]
        book.active.append([*town, *(cell or None for cell in right)])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read(buffer.getvalue()).text.rstrip("\n").split("\n")[1:] == found
