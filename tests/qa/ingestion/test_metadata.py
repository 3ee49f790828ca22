"""What reports say about themselves: texts made up after the ways reports begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.ingestion.metadata.report_metadata import read_metadata
from qa.ingestion.metadata.reporters import find_level

BODY = "\n一、工作情况\n全年办案10件，调解20件。\n"


@pytest.mark.parametrize(
    ("text", "place", "year", "title"),
    [
        ("2026年青山省政府工作报告", "青山省", 2026, "2026年青山省政府工作报告"),
        ("青山市2021年政府工作报告", "青山市", 2021, "青山市2021年政府工作报告"),
        ("2020年青山市人民政府工作报告", "青山市", 2020, "2020年青山市人民政府工作报告"),
        ("青山县人民政府2019年度法治政府建设情况报告", "青山县", 2019, None),
        ("青山县人民政府关于2019年法治政府建设情况的报告", "青山县", 2019, None),
        ("关于青山镇2022年度法治政府建设工作情况的报告", "青山镇", 2022, None),
        ("白水县青山镇2022年度工作报告", "青山镇", 2022, None),
        ("青山街道2022年工作总结及2023年工作思路", "青山街道", 2022, None),
        ("青山区司法局关于2022年法治工作情况暨2023年工作要点的报告", "青山区司法局", 2022, None),
        ("青山市综合执法与应急管理局 2022年工作总结", "青山市综合执法与应急管理局", 2022, None),
        ("青山回族自治区2023年政府信息公开工作年度报告", "青山回族自治区", 2023, None),
        (
            "青山县环保督察整改情况通报\n青山县环境局　2023年第4期　2023年12月5日印发",
            "青山县",
            2023,
            "青山县环保督察整改情况通报",
        ),
        (
            "青山乡河长制工作简报\n第6期（总第42期）　2023年12月20日",
            "青山乡",
            2023,
            "青山乡河长制工作简报",
        ),
        (
            "政府工作报告\n——2024年1月5日在青山省第十四届人民代表大会第二次会议上\n省长　王山",
            "青山省",
            2024,
            "政府工作报告",
        ),
        (
            "政府工作报告\n——2024年1月5日在青山省第十四届\n人民代表大会第二次会议上",
            "青山省",
            2024,
            "政府工作报告",
        ),
        (
            "政府工作报告\n——二〇二四年一月五日在青山省十四届人民代表大会第二次会议上",
            "青山省",
            2024,
            "政府工作报告",
        ),
        (
            "政府工作报告\n（2024年1月5日）\n各位代表：\n现在，我代表青山市人民政府，向大会报告工作。",
            "青山市",
            2024,
            "政府工作报告",
        ),
        (
            "政府工作报告\n——2008年3月5日在第十一届全国人民代表大会第一次会议上\n国务院总理 温家宝",
            "全国",
            2008,
            "政府工作报告",
        ),
        (
            "政府工作报告\n第十二届全国人大二次会议，2014年3月5日\n国务院总理 李克强",
            "全国",
            2014,
            "政府工作报告",
        ),
        (
            "标题: 青山区2022年度政府信息公开工作年度报告\n发布时间: 2023-02-20\n==== 正文 ====",
            "青山区",
            2022,
            "青山区2022年度政府信息公开工作年度报告",
        ),
        ("下载\n打印\n2026年青山省政府工作报告\n来源：青山日报", "青山省", 2026, None),
        (
            "青山省人民政府办公厅\n青政办发〔2024〕15号\n关于做好\n防汛工作的通知\n各市：",
            "青山省",
            None,
            "青山省人民政府办公厅关于做好防汛工作的通知",
        ),
        ("青山区财政局\n2024年度部门决算\n", "青山区财政局", 2024, "青山区财政局2024年度部门决算"),
        ("附件1：\n青山市健康检查表", "青山市", None, "青山市健康检查表"),
        ("指标\t2023年\n税收\t7\n青山县2023年税收情况报告", "青山县", 2023, None),
        ("2024年1-10月青山县投资稳中有进\n投资位列三县第一。", "青山县", 2024, None),
        ("法治先行 打造服务型政府\n青山镇地处江边。2019年青山镇调解20件。", "青山镇", 2019, None),
    ],
)
def test_place_year_and_title(text: str, place: str, year: int, title: str | None) -> None:
    found = read_metadata(text + BODY)
    assert (found.place, found.year) == (place, year)
    if title is not None:
        assert found.title == title


@pytest.mark.parametrize(
    ("text", "place", "year"),
    [
        (
            "按照《青山市法治政府建设实施纲要(2021-2025年)》，2023年青山镇人民政府开展工作。"
            "青山镇召开会议2次。2024年，青山镇将继续努力。2023年全镇办案3件。",
            "青山镇",
            2023,
        ),
        ("2022年，我镇共调解12件。白水镇党委高度重视，白水镇司法所参加。", "白水镇", 2022),
        ("全区共有小区9个、社区8个、园区7个。白水区人民政府2021年办案5件。", "白水区", 2021),
        ("城镇新增就业5万人。各乡镇、街道落实责任。", "", None),
    ],
)
def test_a_text_without_a_title(text: str, place: str, year: int | None) -> None:
    found = read_metadata(text)
    assert (found.place, found.year) == (place, year)


def test_a_title_is_made_of_words_of_the_text() -> None:
    found = read_metadata("2023年，白水镇人民政府抓实工作。现将法治建设工作报告如下：办案3件。")
    assert found.title == "白水镇2023年法治建设工作报告"
    assert read_metadata("办案3件。调解5件。").title == "办案3件"


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("全国", "国家"),
        ("青山省", "省"),
        ("青山自治区", "省"),
        ("上海市", "省"),
        ("青山市", "市"),
        ("青山自治县", "县"),
        ("青山综合实验区", "县"),
        ("青山镇", "乡镇"),
        ("青山街道", "乡镇"),
        ("青山区司法局", "部门"),
        ("", ""),
        ("青山", ""),
    ],
)
def test_level_of_a_place(place: str, level: str) -> None:
    assert find_level(place) == level


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("2026年青山省政府工作报告", "青山省人民政府"),
        ("青山街道2022年工作总结", "青山街道办事处"),
        ("青山区司法局2022年工作总结", "青山区司法局"),
        ("政府工作报告\n现在，我代表国务院，向大会报告工作。", "国务院"),
        ("标题: 青山区2022年度工作报告\n发布机构: 青山区管委会办公室", "青山区管委会办公室"),
    ],
)
def test_issuer(text: str, issuer: str) -> None:
    assert read_metadata(text + BODY).issuer == issuer


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = read_metadata(text)
    assert found.year is None or 1900 <= found.year < 2100
