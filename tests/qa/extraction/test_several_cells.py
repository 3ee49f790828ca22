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

运输执法
| 处罚领域 | 警告(件) | 处罚合计(件) |
| 道路客运 | 4 | 67 |
| 道路货运 | 0 | 312 |
| 水路运输 | 5 | 23 |
| 超限治理 | 0 | 511 |

项目自评
| 自评项目 | 自评得分 | 自评等次 |
| 医生养老 | 99 | 优 |
| 信息平台 | 77 | 中 |
| 两癌筛查 | 96 | 优 |
| 救护车辆 | 41 | 差 |

招聘岗位
| 岗位 | 计划招聘(人) | 最低开考比例 |
| 高中教师 | 4 | 1:3 |
| 临床医师 | 12 | 1:2 |
| 综合岗位 | 58 | 1:3 |

各类学校
| 学校类别 | 学校数 | 教职工数 | 教职工数 |
| 学校类别 | 学校数 | 合计 | 其中:专任教师 |
| 特殊教育学校 | 1 | 51 | 43 |
| 中等职业学校 | 2 | 305 | 262 |
| 普通小学 | 37 | 2931 | 2804 |

各片区事故
| 片区 | 事故起数 | 事故起数 | 死亡人数 | 死亡人数 |
| 片区 | 2023年 | 同比 | 2023年 | 同比 |
| 城南片区 | 486 | -8.1% | 41 | -14.6% |
| 城北片区 | 521 | 2.4% | 66 | 1.5% |
| 江东片区 | 509 | -11.7% | 69 | 3.9% |
| 合计 | 1516 | -5.8% | 176 | -3.3% |

主要农产品产量
| 产品 | 产量(吨) | 比上年增长(%) |
| 油料 | 984 | -2.3 |
| 果品 | 3057 | 3.4 |

医疗投诉
| 投诉类别 | 件数 | 占比 |
| 服务态度 | 46 | 32.9% |
| 收费纠纷 | 27 | 19.3% |
| 总计 | 140 | 100% |

财政支出
单位：万元
| 支出科目 | 执行数 | 增长% |
| 环保支出 | 12604 | 17.0 |
| 科技支出 | 7266 | 12.4 |
| 支出合计 | 19870 | 14.0 |

各区招生
| 区名 | 小学 | 小学 |
| 区名 | 招生数(人) | 同比(%) |
| 竞秀区 | 6217 | -7.5 |
| 莲池区 | 7950 | 3.2 |
| 安平区 | 4162 | -14.1 |

公用经费
单位：万元
| 科目 | 决算数 |
| 会议费 | 3.16 |
| 培训费 | 17.59 |
| 差旅费 | 48.25 |

全镇建成民主法治示范村4个，其中省级2个，经验在全县推广。

民主法治示范村名单
| 村名 | 级别 | 命名年份 |
| 白沙村 | 省级 | 2019 |
| 长塘村 | 省级 | 2021 |
| 石角村 | 市级 | 2022 |
| 大坪村 | 县级 | 2023 |

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
