"""Files damaged at random are read or refused, in bounds of time and memory."""

import io
import os
import random

import pytest
from openpyxl import Workbook

from tests.mutations import WAYS, judge, warm
from tests.office import docx, package, paragraph
from tests.pdfs import grid, make

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")

COUNT = 12
"""Files a format; `bench/mutated_files.py` does as many as one wants."""
SAID = ["白地镇2023年工作报告", "一、成效", "全镇有3名法律顾问，调解纠纷1,246件。"]


def workbook() -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for row in (["指标", "数量"], ["公厕", 17], ["路灯", 0.985]):
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


FILES = {
    "txt": "\n".join(SAID).encode(),
    "md": ("# " + "\n\n".join(SAID) + "\n| 指标 | 数量 |\n| --- | --- |\n| 公厕 | 17 |\n").encode(),
    "csv": "指标,数量\n公厕,17\n".encode("gb18030"),
    "html": f"<html><body><p>{'</p><p>'.join(SAID)}</p><table><tr><td>1</td></tr></table>".encode(),
    "docx": docx("".join(paragraph(line, 1) for line in SAID)),
    "xlsx": workbook(),
    "pdf": make(
        [[(70, 100 + 20 * n, line) for n, line in enumerate(SAID)]], [grid([60, 300], [200, 220])]
    ),
    "zip": package({f"{n}.txt": line.encode() for n, line in enumerate(SAID)}),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_damaged_file_does_no_harm(kind: str) -> None:
    chance = random.Random(kind)
    warm(FILES[kind])
    for number in range(COUNT):
        data = WAYS[number % 2](FILES[kind], chance)
        verdict = judge(data)
        assert verdict.is_within_bounds, (number, verdict)
