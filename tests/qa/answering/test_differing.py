"""Figures that differ: sums of tables and of the text that are of one thing."""

import pytest

from qa.model import Question, Status
from tests.cases import read_cases
from tests.qa.conftest import Telling

TEXT = """一、总体情况
2023年全镇办理行政处罚案件924件，罚没金额318.27万元。

行政处罚情况
| 领域 | 行政处罚案件(件) | 罚没金额(万元) |
| 道路 | 612 | 118.27 |
| 水路 | 330 | 201.00 |
| 合计 | 942 | 319.27 |

分月处罚情况
| 月份 | 行政处罚案件(件) |
| 上半年 | 402 |
| 下半年 | 522 |
| 合计 | 924 |

全镇共有学校63所。

学校情况
| 类别 | 学校数(所) | 教师(人) |
| 小学 | 40 | 800 |
| 初中 | 21 | 700 |
| 合计 | 61 | 1500 |

收支总表
单位：万元
| 收入 | 决算数 |
| 财政拨款 | 62000.00 |
| 拨款收入合计 | 62487.80 |

一般公共预算拨款收支总表
单位：万元
| 收入 | 金额 |
| 财政拨款 | 19000.00 |
| 拨款收入合计 | 19892.37 |

农业采购
单位：万元
| 项目 | 金额 |
| 种子 | 20 |
| 化肥 | 30 |
| 合计 | 50 |

林业采购
单位：万元
| 项目 | 金额 |
| 树苗 | 70 |
| 合计 | 70 |

公用经费
单位：万元
| 科目 | 决算数 |
| 会议费 | 3.16 |
| 培训费 | 17.59 |
"""


@pytest.mark.parametrize(("question", "figures", "other"), read_cases("differing-sums.tsv"))
def test_a_sum_differs_from_another_of_the_same_thing_alone(
    question: str, figures: str, other: str, telling: Telling
) -> None:
    answer = telling(TEXT).ask(Question(question))
    assert answer.status is Status.ANSWERED
    assert [figure.text for figure, _ in answer.figures] == figures.split("/")
    noted = [note.rpartition(" ")[2].rstrip("。") for note in answer.notes if "不同" in note]
    assert noted == ([] if other == "-" else [other])
