"""Sums in tables: the whole is told where no part is asked for."""

import pytest

from qa.model import Question
from tests.cases import read_cases
from tests.qa.conftest import Telling

TABLES = """采购情况
| 项目 | 合同数(个) | 金额(万元) |
| 货物采购 | 11 | 301.15 |
| 工程采购 | 4 | 2300 |
| 服务采购 | 3 | 120 |
| 合计 | 18 | 2721.15 |

信访情况(单位:件)
| 事项 | 网上 | 上门 | 总计 |
| 受理信访件 | 12 | 19 | 31 |
| 办结信访件 | 9 | 16 | 25 |
"""


@pytest.mark.parametrize(("question", "cell"), read_cases("sums.tsv"))
def test_the_sum_answers_where_no_part_is_asked_for(
    question: str, cell: str, telling: Telling
) -> None:
    assert telling(TABLES).explain(Question(question)).candidates[0].text == cell
