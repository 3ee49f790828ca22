"""Heads of tables: the sum where no part is asked for, else the column that is named."""

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

粮食生产
| 作物 | 计划(吨) | 实际(吨) |
| 水稻 | 9800 | 10124 |
"""


@pytest.mark.parametrize(("question", "cell"), read_cases("cell-heads.tsv"))
def test_the_cell_that_is_meant_answers(question: str, cell: str, telling: Telling) -> None:
    assert telling(TABLES).explain(Question(question)).candidates[0].text == cell
