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

表1 部门收支总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一、事业收入 | 648.25 | 一、公路养护 | 808.42 |
| 二、其他收入 | 95.15 | 二、港口设施 | 98.79 |
| 收入总计 | 743.40 | 支出总计 | 907.21 |

表2 项目支出表
单位：万元
| 项目 | 2022年执行数 | 2023年预算数 |
| 公路养护 | 852.76 | 531.20 |

各村人口
| 村 | 户数(户) | 合计(人) | 男(人) | 女(人) |
| 东村 | 418 | 1177 | 611 | 566 |
| 全镇 | 799 | 2242 | 1164 | 1078 |

补贴发放
单位：万元
| 项目 | 上半年 | 下半年 |
| 残疾人补贴 | 168.90 | 172.85 |

复议和诉讼
| 行政诉讼 | 未经复议起诉 | 未经复议起诉 | 复议后起诉 | 复议后起诉 |
| 行政诉讼 | 结果维持(件) | 总计(件) | 结果维持(件) | 总计(件) |
| 全部 | 6 | 13 | 3 | 4 |

重点工程进展
| 工程 | 开工时间 | 完工时间 | 总投资(亿元) |
| 城南车站 | 2021年8月 | 2023年5月 | 3.20 |
"""


@pytest.mark.parametrize(("question", "cell"), read_cases("cell-heads.tsv"))
def test_the_cell_that_is_meant_answers(question: str, cell: str, telling: Telling) -> None:
    assert telling(TABLES).explain(Question(question)).candidates[0].text == cell
