"""Words of tables: the cell that tells who, whether, when or what state answers."""

import pytest

from qa.model import Question
from tests.cases import read_cases
from tests.qa.conftest import Telling

TABLES = """重点工程
| 工程 | 地点 | 负责人 | 投资(万元) | 状态 |
| 城东路 | 镇区 | 李明 | 205 | 完工 |
| 城西站 | 城西 | 何军 | 130 | 未开工 |

物资储备
| 类别 | 品名 | 数量 | 存放地点 | 保管人 | 有效期至 |
| 生活类 | 棉被 | 2400 | 中心库 | 郝强 | 2028年6月 |
| 生活类 | 帐篷 | 310 | 城北库 | 侯丽 | 2029年5月 |
| 救援类 | 冲锋舟 | 8 | 清河站 | 段山 | - |
| 防护类 | 防毒面具 | 95 | 城北库 | 侯丽 | 2025年3月 |

领导分工
| 姓名 | 职务 | 分工 |
| 田志远 | 党组书记、局长 | 主持全面工作 |
| 高建平 | 副局长 | 防汛抗旱、森林防火 |
| 白雪松 | 总工程师 | 规划科技 |

桥梁状况
| 桥名 | 桥长(米) | 建成年份 | 技术等级 | 是否限载 |
| 苍岭桥 | 862 | 1998 | 二类 | 否 |
| 老枫桥 | 96 | 1971 | 四类 | 是（10吨） |

分月用电量
| 月份 | 工业用电量 | 居民用电量 |
| 1月 | 5210 | 2977 |
| 7月 | 6011 | 4220 |
| 8月 | 6140 | 4508 |

养老机构
| 名称 | 床位数(张) | 运营方式 |
| 照料中心 | 20 | 公建民营 |
| 护理院 | 120 | 民办 |

各村户数和人口
| 村 | 户数(户) | 男(人) | 女(人) |
| 东坡村 | 812 | 911 | 903 |
| 西坡村 | 640 | 702 | 688 |

投资增长速度
单位：%
| 项目 | 2022年 | 2023年 |
| 全部投资 | 5.1 | 4.4 |
| 工业投资 | -16.4 | -12.9 |

学校情况
| 学校 | 性质 | 校长 | 学生数 |
| 第一小学 | 公办 | 简宁 | 5120 |
| 外语学校 | 民办 | 麦家辉 | 2890 |

高频事项
| 事项 | 法定时限 | 承诺时限 | 延时服务 |
| 企业登记 | 20个工作日 | 1个工作日 | 有 |
| 残疾证核发 | 15个工作日 | 即办 | 24小时 |
"""


@pytest.mark.parametrize(("question", "cell"), read_cases("cell-words.tsv"))
def test_the_cell_that_tells_answers(question: str, cell: str, telling: Telling) -> None:
    assert telling(TABLES).explain(Question(question)).candidates[0].text == cell
