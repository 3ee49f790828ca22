"""What there is none of is looked for as reports write it."""

import pytest

from qa.query.chinese_terms import join_lacking


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("没证就去执法的怎么办", "无证就去执法的怎么办"),
        ("没有证的小饭桌", " 无证的小饭桌"),
        ("有没有证照", "有没有证照"),
        ("没人管的小区", "没人管的小区"),
        ("为什么没定目标", "为什么没定目标"),
        ("没路的村有多少", "没路的村有多少"),
    ],
)
def test_one_character_behind_a_no_is_read_as_one_word(asked: str, read: str) -> None:
    held = {"无证", "无人", "无定"}
    assert join_lacking(asked, held.__contains__) == read
