import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.model import Answer, Reason, ReasonCode, Status, Term
from qa.render import clean, enumerators, is_reply, record, remarks, text, to_json
from qa.wording import core_wordings, join, lang_of, lang_of_locale, say
from tests.fakes import ABSTAINED, ANSWERED, CITATION, FIGURE

GOLDEN = Path(__file__).parents[2] / "tables" / "records.jsonl"


def test_the_records_are_those_of_the_golden_file() -> None:
    written = [to_json(ANSWERED), to_json(ABSTAINED)]
    assert written == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_whole_numbers_have_no_point_and_open_bounds_are_null() -> None:
    figure = replace(FIGURE, low=Decimal("186000.0000000003"), high=Decimal("Infinity"))
    shown = json.loads(to_json(replace(ANSWERED, figures=((figure, 1),), confidence=1.0)))
    assert shown["figures"][0]["low"] == 186000
    assert shown["figures"][0]["high"] is None
    assert '"confidence": 1,' in to_json(replace(ANSWERED, confidence=1.0))


def test_the_record_of_an_error_has_the_same_keys() -> None:
    error = replace(ABSTAINED, status=Status.ERROR)
    assert list(record(error)) == list(record(ANSWERED))


def test_an_answer_for_a_person() -> None:
    assert text(ANSWERED) == (
        "我镇配备1名法律顾问\n"
        "\n"
        "[1] 「我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问。」\n"
        "    云乐镇 2023 · 一、(五) · sentence 58 · yunle-2023:58\n"
        "\n"
        "legal advisers → 法律顾问"
    )


def test_what_only_comes_close_is_told_apart() -> None:
    close = replace(CITATION, number=2, highlights=((11, 28),))
    shown = text(replace(ANSWERED, citations=(CITATION, close)))
    assert shown.index("[1]") < shown.index("does not rest on it") < shown.index("[2]")


def test_a_refusal_for_a_person() -> None:
    assert text(ABSTAINED) == (
        "报告里找不到与此相关的内容。\n"
        "\n"
        "最接近的段落(并不回答这个问题):\n"
        "\n"
        "[1] 「我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问。」\n"
        "    云乐镇 2023 · 一、(五) · 第58句 · yunle-2023:58"
    )


def test_a_refusal_names_a_way_out() -> None:
    query = replace(ABSTAINED.query, terms=(Term("猫", ("猫",)), Term("cats", ("猫咪",))))
    assert text(replace(ABSTAINED, query=query)).endswith("yinju search 猫 猫咪")


def test_the_language_around_an_answer_can_be_chosen() -> None:
    assert "第58句" in text(ANSWERED, lang="zh")
    assert "nearest passages" in text(ABSTAINED, lang="en")


def test_colour_only_adds_marks() -> None:
    colored = text(ANSWERED, color=True)
    assert "\x1b[1m我镇配备1名法律顾问\x1b[0m" in colored
    assert "\x1b[2mlegal advisers → 法律顾问\x1b[0m" in colored
    assert clean(colored) == clean(text(ANSWERED))


def test_overlapping_highlights_lose_no_character() -> None:
    citation = replace(CITATION, highlights=((3, 9), (0, 5), (9, 9)))
    shown = text(replace(ANSWERED, citations=(citation,)), color=True)
    assert CITATION.text in clean(shown)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("a\x1b[31mb\x1b[0m", "ab"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;http://x\x1b\\b", "ab"),
        ("a\x00\x08\x7f\x9bb", "ab"),
        ("a\u202eb\u2066c", "abc"),
        ("a\r\nb\tc", "a b c"),
        ("\x1b", ""),
    ],
)
def test_a_report_cannot_steer_the_terminal(value: str, wanted: str) -> None:
    assert clean(value) == wanted
    citation = replace(CITATION, place=value, section=(value,), text=value, highlights=((0, 1),))
    hostile = replace(ANSWERED, text=value, citations=(citation,), notes=(value,))
    assert not set("\x1b\x00\x08\x7f\x9b\u202e\r\t") & set(text(hostile))


@given(st.text())
def test_clean_text_is_one_line_and_stays_as_it_is(value: str) -> None:
    assert "\n" not in clean(value)
    assert "\x1b" not in clean(value)
    assert clean(clean(value)) == clean(value)


@pytest.mark.parametrize(
    ("section", "wanted"),
    [
        ((), ""),
        (("一、主要举措", "(五)公共法律服务", "三是健全服务"), "一、(五)三是"),
        (("(一)压实职责",), "(一)"),
        (("（十二）其他",), "（十二）"),
        (("1. 加强领导", "2、落实"), "1.2、"),
        (("第一,加强领导",), "第一"),
        (("（1）落实",), "（1）"),
        (("2023年主要工作",), "2023年主要工作"),
        (("一个很长很长的标题没有编号所以要截短",), "一个很长很长的标题没有编…"),
        (("1.5万人参加", "一、成效"), "1.5万人参加 一、"),
        (("十个一工程",), "十个一工程"),
    ],
)
def test_sections_are_shown_by_their_numbers(section: tuple[str, ...], wanted: str) -> None:
    assert enumerators(section) == wanted


@pytest.mark.parametrize(
    ("place", "year", "wanted"),
    [
        ("云乐镇", 2023, "云乐镇 2023 · 一、(五) · 第58句"),
        ("", 2023, "yunle-2023 2023 · 一、(五) · 第58句"),
        ("云乐镇", None, "云乐镇 · 一、(五) · 第58句"),
    ],
)
def test_a_source_line_does_without_what_is_not_known(
    place: str, year: int | None, wanted: str
) -> None:
    citation = replace(CITATION, place=place, year=year)
    assert wanted in text(replace(ANSWERED, citations=(citation,)), lang="zh")


def test_an_answer_of_several_lines_keeps_them() -> None:
    answer: Answer = replace(ANSWERED, text="云乐镇 2023: 1名\n荷塘镇 2019: 2名")
    assert text(answer, color=True).startswith("\x1b[1m云乐镇 2023: 1名\x1b[0m\n\x1b[1m荷塘镇")


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("how many legal advisers", "en"),
        ("", "en"),
        ("云乐镇有几名法律顾问", "zh"),
        ("GDP 是多少", "zh"),
        ("how many legal advisers does 云乐镇 have", "en"),
        ("云乐镇 legal advisers 有几个", "zh"),
    ],
)
def test_the_language_of_a_question(question: str, lang: str) -> None:
    assert lang_of(question) == lang


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, "zh"),
    ],
)
def test_the_language_of_the_locale(environ: dict[str, str], lang: str) -> None:
    assert lang_of_locale(environ) == lang


def test_every_wording_has_both_languages_and_the_same_values() -> None:
    from string import Formatter

    for code, entry in core_wordings("messages").items():
        values = [{name for _, name, _, _ in Formatter().parse(one)} for one in entry.values()]
        if code != "list-more":  # 等9个 counts all, and 1 more counts the rest
            assert values[0] - {None} == values[1] - {None}, code
    assert say("sentence", "zh", ordinal=3) == "第3句"


@pytest.mark.parametrize(
    ("count", "lang", "wanted"),
    [
        (0, "zh", ""),
        (2, "zh", "0、1"),
        (2, "en", "0, 1"),
        (9, "zh", "0、1、2、3、4、5、6、7等9个"),
        (10, "en", "0, 1, 2, 3, 4, 5, 6, 7 and 2 more"),
    ],
)
def test_a_list_names_eight_and_counts_the_rest(count: int, lang: str, wanted: str) -> None:
    assert join([str(number) for number in range(count)], lang) == wanted


@pytest.mark.parametrize("code", ReasonCode)
def test_of_what_was_looked_for_nowhere_no_reading_is_told(code: ReasonCode) -> None:
    reply = {ReasonCode.NOT_A_QUESTION, ReasonCode.TOO_LONG, ReasonCode.HELP, ReasonCode.REPORTS}
    answer = replace(ANSWERED, status=Status.ABSTAINED, reason=Reason(code, "说明"))
    assert is_reply(answer) is (code in reply)
    assert ("legal advisers → 法律顾问" in remarks(answer, "zh")) is (code not in reply)
    assert not is_reply(ANSWERED)
