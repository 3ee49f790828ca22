"""What a question asks for, by its turns of phrase."""

import pytest

from qa.model import Kind
from qa.query.kinds import kind_of
from tests.cases import read_cases


@pytest.mark.parametrize(("kind", "question"), read_cases("english-kinds.tsv"))
def test_what_an_english_question_asks_for(kind: str, question: str) -> None:
    found = kind_of(question, "en", placed=False, single=False)
    assert found is (Kind.WHAT if kind == "-" else Kind(kind))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("哪些地方提到快递", Kind.ACROSS),
        ("这些省市里头去年增速最高的是哪个", Kind.ACROSS),
        ("各街道中谁的投诉最多", Kind.ACROSS),
        ("便民中心几点开门", Kind.WHEN),
        ("便民中心几点到几点", Kind.WHEN),
        ("提了几点建议", Kind.COUNT),
        ("为什么要建", Kind.WHY),
        ("顾问", Kind.WHAT),
        ("要保的六样东西都是啥", Kind.LIST),
        ("粮食产量", Kind.AMOUNT),
        ("一般公共预算收入", Kind.AMOUNT),
        ("高速里程呢", Kind.AMOUNT),
        ("考核排第几", Kind.WHAT),
        ("考核在全县排多少名", Kind.WHAT),
        ("单产全省第几", Kind.WHAT),
        ("考核的名次是多少", Kind.WHAT),
        ("资金安排多少", Kind.COUNT),
        ("排查了几次", Kind.COUNT),
        ("联合检查图个啥", Kind.WHY),
        ("搞这个图的是什么", Kind.WHY),
        ("这样做目的何在", Kind.WHY),
        ("这笔钱用来干什么", Kind.HOW),
        ("补助资金花在了哪", Kind.HOW),
        ("村集体的钱投到什么地方", Kind.HOW),
        ("是全省第几个过万亿的市", Kind.WHAT),
        ("入选了第几批示范镇", Kind.WHAT),
        ("当初错在哪", Kind.WHY),
        ("污水厂怎么拖到今年", Kind.WHY),
        ("怎么才能办证", Kind.HOW),
        ("残疾人怎么就业", Kind.HOW),
        ("老年人怎么就餐", Kind.HOW),
        ("考上本科给补多少", Kind.AMOUNT),
        ("处罚多少人", Kind.COUNT),
        ("自己出过规范性文件没有", Kind.YESNO),
    ],
)
def test_what_a_chinese_question_asks_for(text: str, kind: Kind) -> None:
    assert kind_of(text, "zh", placed=False, single=False) is kind


def test_english_words_decide_where_both_are_spoken() -> None:
    assert kind_of("how many 顾问", "mixed", placed=True, single=True) is Kind.COUNT


def test_chinese_decides_where_english_only_names_the_thing() -> None:
    assert kind_of("grain output 这在全国排老几", "mixed", placed=True, single=True) is Kind.WHAT


def test_a_question_that_names_its_place_does_not_ask_which_places() -> None:
    assert kind_of("哪些地方提到快递", "zh", placed=True, single=True) is not Kind.ACROSS


def test_nothing_is_compared_where_there_is_but_one() -> None:
    asked = "did investment grow faster than the national average?"
    assert kind_of(asked, "en", placed=True, single=True) is Kind.YESNO
    assert kind_of("how much more than last year?", "en", placed=True, single=True) is Kind.AMOUNT
