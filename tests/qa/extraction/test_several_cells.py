"""Several cells of a table: the greatest, those set side by side, all that say a thing."""

import pytest

from qa.model import Question
from tests.cases import read_cases
from tests.qa.conftest import Telling

TABLES = """学校名录
| 学校 | 类型 | 在校学生(人) |
| 第一中学 | 高中 | 3412 |
| 城关小学 | 小学 | 980 |
| 白塔小学 | 小学 | 405 |
| 合计 | | 4797 |

重点项目
| 项目名称 | 总投资(万元) | 进展 | 包保领导 | 是否办理环评 |
| 柳河大桥 | 9200 | 建成通车 | 汪洋 | 是 |
| 光伏电站 | 12000 | 桩基施工 | 雷鸣 | 是 |
| 物流园 | 8500 | 未开工 | 雷鸣 | 否 |
| 合计 | 29700 | | | |

医院概况
| 指标 | 人民医院 | 中医院 | 合计 |
| 床位(张) | 1356 | 582 | 1938 |

衔接资金项目
| 项目 | 实施地点 | 受益户数 |
| 饮水工程 | 东村 | 1102 |
| 光伏维护 | 全镇 | 3060 |

分月事故
| 月份 | 受伤人数 |
| 2月 | 1 |
| 3月 | 4 |
| 上半年合计 | 5 |

存在问题
一是经费不足，设备陈旧。二是人手紧张，培训不够。
"""


@pytest.mark.parametrize(("question", "cells"), read_cases("several-cells.tsv"))
def test_the_cells_that_are_asked_for_answer(question: str, cells: str, telling: Telling) -> None:
    answer = telling(TABLES).ask(Question(question))
    told = [c.text[cell.start : cell.end] for c in answer.citations for cell in c.cells]
    assert cells == "-" or told == cells.split("/")
    assert cells != "-" or len(answer.text.split("；")) == 1 or not told


@pytest.mark.parametrize(
    ("lang", "note"), [("zh", "数值最大:光伏电站。"), ("en", "The greatest figure: 光伏电站.")]
)
def test_which_is_the_greatest_is_noted(lang: str, note: str, telling: Telling) -> None:
    asked = Question("云乐镇柳河大桥和光伏电站哪个总投资大", lang=lang)
    assert note in telling(TABLES).ask(asked).notes
