import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.model import Term
from qa.query.lexicon import Lexicon, Row, compile_lexicon, open_lexicon
from qa.query.synonyms import Synonyms

LEXICON = open_lexicon()
SYNONYMS = Synonyms(LEXICON)
REACHES = [
    ("花了", "投资"),
    ("吵架", "矛盾纠纷"),
    ("打官司", "行政诉讼"),
    ("办结", "审结"),
    ("审结", "结案"),
    ("地区生产总值", "GDP"),
    ("考过", "通过"),
    ("请", "聘请"),
]
APART = [("条", "件"), ("件", "份"), ("办理", "建设"), ("下降", "增长"), ("城镇", "农村")]

UNITS = [
    ("投资37万建了什么,花了多少钱", "元"),
    ("有多少个网格员", "名"),
    ("几名律师", "名"),
    ("挂了多少条横幅", "条"),
    ("合同多少份", "份"),
    ("审查了多少合同", "份"),
    ("村里有多少法律顾问", "名"),
    ("多少企业职工参加培训", "名"),
    ("失业率是多少", "%"),
    ("多长时间办好", "天"),
    ("公路修了多长", "公里"),
    ("两地的GDP差多少", "元"),
    ("GDP突破了多少", "元"),
    ("两地的税收相差多少", "元"),
    ("gdp是多少", "元"),
    ("绿地面积", "亩"),
    ("公共法律服务工作站", "个"),
    ("排第几", "位"),
    ("查了多少例案件", "件"),
    ("收入从多少万涨到几万元", "元"),
    ("存款上了几万亿", "元"),
    ("帮了多少户", "户"),
]


@pytest.mark.parametrize(("asked", "written"), REACHES)
def test_an_asked_word_reaches_the_word_of_reports(asked: str, written: str) -> None:
    assert written in dict(SYNONYMS.alternatives(asked))


@pytest.mark.parametrize(("asked", "written"), APART)
def test_unlike_words_stay_apart(asked: str, written: str) -> None:
    assert written not in dict(SYNONYMS.alternatives(asked))


@pytest.mark.parametrize("word", ["吵架", "修好", "地区生产总值", "没听过的词"])
def test_alternatives_begin_with_the_word_and_fall(word: str) -> None:
    found = SYNONYMS.alternatives(word)
    assert found[0] == (word, 1.0)
    assert [weight for _, weight in found] == sorted((w for _, w in found), reverse=True)
    assert all(0 < weight < 1 for _, weight in found[1:])
    assert len(dict(found)) == len(found)


@given(st.text(max_size=30), st.integers(0, 30))
def test_longest_returns_a_piece_of_the_text(text: str, at: int) -> None:
    word = SYNONYMS.longest(text, at)
    assert word is None or text.startswith(word, at)
    assert 0 <= SYNONYMS.stop_at(text, at) <= max(len(text) - at, 0)


def test_the_longest_match_wins() -> None:
    assert SYNONYMS.longest("这个村打官司的多吗", 3) == "打官司"
    assert SYNONYMS.stop_at("打扰一下,条幅挂了多少", 0) == len("打扰一下")
    assert SYNONYMS.stop_at("条幅", 0) == 0


def test_a_verb_takes_its_ending_along() -> None:
    assert SYNONYMS.longest("修好几条路", 0) == "修好"
    assert SYNONYMS.longest("修水塔", 0) == "修"
    assert "建设" in dict(SYNONYMS.alternatives("修好"))
    assert SYNONYMS.alternatives("修好")[0] == ("修好", 1.0)
    assert {"修", "判"} <= {
        word for ask in ("修好", "判了") for word, _ in SYNONYMS.alternatives(ask)
    }


def test_a_longer_asked_word_is_no_stop_phrase() -> None:
    rows = [Row(("就业",), ("新增就业",))]
    words = Synonyms(Lexicon.load(compile_lexicon(rows, ["就", "就是说"])))
    assert words.stop_at("就业人数", 0) == 0
    assert words.stop_at("就三人", 0) == 1
    assert words.stop_at("就是说就业", 0) == 3


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_units_follow_from_the_question(text: str, unit: str) -> None:
    assert unit in SYNONYMS.units_for(text)


def test_the_noun_asked_for_decides() -> None:
    assert SYNONYMS.units_for("5个村配了多少法律顾问")[0] == "名"
    assert SYNONYMS.units_for("法律顾问管多少村")[0] == "个"
    assert SYNONYMS.units_for("多少件案子")[0] == "件"
    assert "名" not in SYNONYMS.units_for("查了多少例")
    assert "名" not in SYNONYMS.units_for("给群众解开多少心结")
    assert "部" not in SYNONYMS.units_for("有多少部门")
    assert SYNONYMS.units_for("天气不错") == ()


def test_nouns_are_counted_with_known_units() -> None:
    known = {unit for units in SYNONYMS.units.kinds.values() for unit in units}
    assert {unit for units in SYNONYMS.units.nouns.values() for unit in units} <= known


@pytest.mark.parametrize(
    "text", ["金融服务放款多少", "给企业发了多少", "农村公路修了多少", "企业的税交了多少"]
)
def test_a_noun_calls_for_no_unit_behind_another_word(text: str) -> None:
    assert not SYNONYMS.units_for(text)


@pytest.mark.parametrize(
    "text", ["养老金涨到多少了", "养老金一年多少", "现在养老金是多少呢", "养老金执行数是多少"]
)
def test_a_noun_that_leads_to_the_number_calls_for_its_unit(text: str) -> None:
    assert SYNONYMS.units_for(text)[0] == "元"


def test_an_english_word_is_widened_by_what_reports_write_for_its_wording() -> None:
    term = Term("economic growth", ("经济增长", "增长"), (1.0, 0.5))
    standing = {"地区生产总值增长", "增长", "经济增长"}
    wide = SYNONYMS.widen(term, standing.__contains__)
    assert wide.words == ("经济增长", "增长", "地区生产总值增长")
    assert wide.weights[:2] == term.weights
    assert 0 < wide.weights[2] < 1
    assert SYNONYMS.widen(Term("WeChat", ("WeChat",), (1.0,)), standing.__contains__).words == (
        "WeChat",
    )
