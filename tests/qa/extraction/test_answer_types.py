"""Answer types: every kind of question is served, and a type from outside is asked first."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from qa.engine import Engine
from qa.extraction import Candidate
from qa.extraction.answer_types import register, type_of, unregister
from qa.model import Kind, Query, Question
from qa.retrieval.passages import Passage
from tests.cases import read_cases
from tests.qa.conftest import Telling


class Numbered:
    """A toy type: headings of measures such as 三是, asked for by their number."""

    def accepts(self, query: Query) -> bool:
        return "第三" in query.text

    def fit(self, query: Query, passage: Passage, clause: tuple[int, int]) -> float:
        return float(passage.sentence.text[slice(*clause)].startswith("三是"))

    def widen(self, query: Query, candidate: Candidate) -> tuple[int, int]:
        return candidate.span


@pytest.fixture
def numbered() -> Iterator[Numbered]:
    answer_type = Numbered()
    register(answer_type)
    yield answer_type
    unregister(answer_type)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_served_by_the_type_of_its_own(kind: Kind) -> None:
    query = Query("", "zh", kind)
    served = type_of(query)
    assert served.accepts(query)
    assert type_of(replace(query, person=True)) is type_of(Query("", "zh", Kind.WHO))


def test_a_type_from_outside_answers_without_a_line_changed_here(
    engine: Engine, numbered: Numbered
) -> None:
    question = Question("云乐镇的第三项公共法律服务措施")
    assert type_of(Query(question.text, "zh", Kind.WHAT)) is numbered
    assert engine.ask(question).text.startswith("三是健全公共法律服务")
    unregister(numbered)
    try:
        assert not engine.ask(question).text.startswith("三是健全公共法律服务")
    finally:
        register(numbered)


def test_a_question_that_no_type_serves_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.extraction.answer_types._TYPES", [])
    with pytest.raises(LookupError, match="no answer type serves count"):
        type_of(Query("", "zh", Kind.COUNT))


@pytest.mark.parametrize(("question", "said", "name"), read_cases("offices.tsv"))
def test_who_holds_an_office_is_told_beside_it(
    question: str, said: str, name: str, telling: Telling
) -> None:
    found = telling(f"{said}全镇各项工作有序推进。").ask(Question(question)).text
    assert (name in found) if name != "-" else not found


def test_a_date_tells_of_all_clauses_to_the_next_one(telling: Telling) -> None:
    said = "刚刚过去的2022年,是丰收之年,是大干之年,也是公园开放之年。2023年,道路修通。"
    assert telling(said).ask(Question("云乐镇公园什么时候开放")).text == "刚刚过去的2022年"


@pytest.mark.parametrize(
    "question", ["云乐镇宪法宣传周做了什么", "What did Yunle do during Constitution Week?"]
)
def test_what_only_says_when_is_no_answer(question: str, telling: Telling) -> None:
    said = "宪法宣传周期间,在广场举办启动仪式。"
    assert telling(said).ask(Question(question)).text.endswith("在广场举办启动仪式")


def test_a_clause_that_counts_as_many_as_asked_is_the_list(telling: Telling) -> None:
    said = "通过参观先进党支部、培训书记等方式争先。甲队党支部和乙队党支部2个党支部获评先进党支部。"
    found = telling(said).ask(Question("云乐镇哪两个党支部评上了先进党支部")).text
    assert found == "甲队党支部和乙队党支部2个党支部获评先进党支部"


def test_items_that_a_colon_announces_are_the_list(telling: Telling) -> None:
    answer = telling("主要做法:(1)建立台账;(2)定期排查;(3)回访问效。").ask(
        Question("云乐镇的主要做法有哪些")
    )
    assert answer.text == "(1)建立台账；(2)定期排查；(3)回访问效"


@pytest.mark.parametrize(
    "question", ["云乐镇36个居委会有几个微信群", "云乐镇三十六个居委会建了多少个微信群"]
)
def test_a_figure_of_the_question_is_not_its_answer(question: str, telling: Telling) -> None:
    engine = telling("居委会共36个,建微信群。\n居委会建成微信群144个。")
    assert engine.explain(Question(question)).candidates[0].text == "居委会建成微信群144个"


@pytest.mark.parametrize(
    ("question", "answer", "rival"), [*read_cases("rivals.tsv"), *read_cases("sorts.tsv")]
)
def test_what_answers_goes_before_what_only_speaks_of_the_thing(
    question: str, answer: str, rival: str, telling: Telling
) -> None:
    best = telling(f"{rival}。\n{answer}。").explain(Question(question)).candidates[0]
    assert best.text in answer


@pytest.mark.parametrize("first", [True, False])
def test_of_two_figures_for_the_same_the_larger_is_the_total(first: bool, telling: Telling) -> None:
    part, whole = "检查药店和医院418家次,罚没款41.6万元。", "查处违法案件537起,罚没款962万元。"
    said = f"{part}\n{whole}" if first else f"{whole}\n{part}"
    assert "962万元" in telling(said).ask(Question("云乐镇总共罚没了多少钱")).text


@pytest.mark.parametrize(
    "question", ["云乐镇怎么解决队伍能力不足", "How will Yunle fix its weak team?"]
)
def test_how_a_shortcoming_is_made_good_is_not_told_among_them(
    question: str, telling: Telling
) -> None:
    engine = telling("加强队伍能力建设,组织业务培训。\n二、存在的问题\n一是基层队伍能力不足。")
    best = engine.explain(Question(question)).candidates[0]
    assert best.text in "加强队伍能力建设,组织业务培训"


def test_levels_of_several_things_are_told_in_turn(telling: Telling) -> None:
    said = "生活补贴、护理补贴标准分别从每月209元、280元提高到217元、290元,惠及老人5人。"
    told = telling(said).ask(Question("云乐镇护理补贴提高到多少元")).text
    assert told.endswith("分别从每月209元、280元提高到217元、290元")
