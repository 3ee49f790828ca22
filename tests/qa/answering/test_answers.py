"""Answers: citations, and refusals in the words of the question's language."""

from dataclasses import replace

import pytest

from qa.answering.answers import is_supported
from qa.answering.refusals import abstain
from qa.engine import Engine
from qa.model import Answer, Cell, Citation, Kind, Query, Question, ReasonCode, Searched, Status
from tests.cases import read_cases
from tests.qa.conftest import Telling

EXAMPLE = "云乐镇有几名法律顾问"


@pytest.mark.parametrize(
    ("text", "lang", "ascii_only"),
    [
        ("云乐镇?", "", False),
        ("How many?", "", True),
        ("云乐镇?", "en", True),
        ("What?", "zh", False),
    ],
)
def test_a_refusal_speaks_the_language_asked_in_or_asked_for(
    text: str, lang: str, ascii_only: bool
) -> None:
    question = Question(text, lang=lang)
    answer = abstain(question, Query(text, "zh", Kind.WHAT), ReasonCode.NOT_STATED)
    assert answer.reason is not None
    assert answer.reason.message.isascii() is ascii_only
    assert (answer.status, answer.text, answer.confidence) == (Status.ABSTAINED, "", 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [("谢谢", "好的"), ("好的", "好的"), ("thank you", "All right"), ("ok", "All right")],
)
def test_what_only_thanks_or_agrees_gets_no_search(engine: Engine, text: str, told: str) -> None:
    answer = engine.ask(Question(text))
    assert answer.reason is not None
    assert (answer.reason.code, answer.citations) == (ReasonCode.NOT_A_QUESTION, ())
    assert answer.reason.message.startswith(told)


@pytest.mark.parametrize("count", [1, 2])
def test_a_refusal_tells_of_one_report_as_of_many(count: int) -> None:
    query = Query("How many?", "en", Kind.COUNT)
    searched = Searched(count, count)
    answer = abstain(Question("How many?"), query, ReasonCode.NOT_STATED, searched=searched)
    assert answer.reason is not None
    assert answer.reason.message.endswith(f" Reports searched: {count}; sentences: {count}.")


def test_a_figure_of_a_table_is_its_own_where_no_blank_parts_it() -> None:
    row = "行政许可0710"
    cell = Cell(5, 7, ("行政许可",), ("总计",), "", "件")
    quoted = Citation(1, "r", "云乐镇", 2023, "", (), 1, row, 0, len(row), cells=(cell,))
    query = Query("云乐镇行政许可多少件", "zh", Kind.COUNT)
    told = Answer(Question(query.text), Status.ANSWERED, "71", query, (), (quoted,), 1.0)
    assert is_supported(told)
    assert not is_supported(replace(told, text="710"))


def test_a_refusal_names_what_it_is_given() -> None:
    question = Question("北京有几名律师")
    query = Query(question.text, "zh", Kind.COUNT)
    answer = abstain(question, query, ReasonCode.UNKNOWN_PLACE, places="北京市", known="云乐镇")
    assert answer.reason is not None
    assert "北京市" in answer.reason.message
    assert "云乐镇" in answer.reason.message


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE,
        "彭浦镇审核了多少份合同",
        "荷塘镇获得了哪些荣誉称号",
        "云乐镇存在哪些不足",
        "莒镇怎样提高村干部法治意识",
        "周村区和荷塘镇哪个旁听庭审活动多",
    ],
)
def test_what_is_highlighted_is_what_is_answered(engine: Engine, text: str) -> None:
    answer = engine.ask(Question(text))
    taken = [c.text[a:b] for c in answer.citations for a, b in c.highlights]
    pieces = [line.partition(": ")[2] or line for line in answer.text.splitlines()]
    assert "；".join(pieces) in "；".join(taken)


def test_citations_are_of_one_place_and_each_sentence_stands_once(engine: Engine) -> None:
    answer = engine.ask(Question(EXAMPLE), top=5)
    assert {citation.place for citation in answer.citations} == {"云乐镇"}
    stretches = [(c.report, c.start) for c in answer.citations]
    assert len(set(stretches)) == len(stretches)


def test_a_citation_tells_where_it_stands(engine: Engine) -> None:
    citation = engine.ask(Question(EXAMPLE)).citations[0]
    sentence = next(
        s for s in engine.sentences(citation.report) if s.start == citation.start and s.text
    )
    assert (citation.ordinal, citation.section) == (sentence.ordinal, sentence.section)
    assert (citation.text, citation.end) == (sentence.text, sentence.end)
    report = next(r for r in engine.reports if r.id == citation.report)
    assert (citation.title, citation.year) == (report.title, report.year)


def test_the_figures_of_an_answer_are_those_it_quotes(engine: Engine) -> None:
    answer = engine.ask(Question("云乐镇网格长和网格员各多少人"))
    assert [(f.text, f.of, n) for f, n in answer.figures if f.unit in "人"] == [
        ("5人", "选配网格长", 1),
        ("44人", "网格员", 1),
    ]


def test_the_items_of_a_list_are_cited_one_by_one(engine: Engine) -> None:
    answer = engine.ask(Question("云乐镇存在哪些不足"), top=1)
    assert answer.text.split("；") == [
        "一是基层矛盾化解不足",
        "二是基层治理创新不足",
        "三是基层队伍能力不足",
    ]
    assert len(answer.citations) == 3


def test_each_question_of_a_text_is_answered_with_its_own_citation(engine: Engine) -> None:
    answer = engine.ask(Question("云乐镇有几名法律顾问,荷塘镇调解成功率是多少"))
    alone = [engine.ask(Question(t)) for t in (EXAMPLE, "荷塘镇调解成功率是多少")]
    assert answer.text == "；".join(one.text for one in alone)
    assert [c.report for c in answer.citations] == ["yunle-2023", "hetang-2019"]
    assert [c.number for c in answer.citations] == [1, 2]
    assert {number for _, number in answer.figures} == {1, 2}
    assert answer.confidence == min(one.confidence for one in alone)


def test_what_one_of_several_questions_has_no_answer_to_is_said(engine: Engine) -> None:
    answer = engine.ask(Question("荷塘镇有多少个公共法律服务站?书记叫什么名字?"))
    assert answer.status is Status.ANSWERED
    assert any("书记叫什么名字?" in note for note in answer.notes)


@pytest.mark.parametrize(("text", "piece"), read_cases("shortcomings.tsv"))
def test_shortcomings_are_those_that_are_told(engine: Engine, text: str, piece: str) -> None:
    answer = engine.ask(Question(text))
    if piece == "-":
        assert answer.status is Status.ABSTAINED
    else:
        assert piece in answer.text


def test_the_reason_may_stand_in_the_sentence_behind(telling: Telling) -> None:
    answer = telling("全年安排赤字20万元。这主要是考虑到税收减少。").ask(
        Question("云乐镇为什么要安排赤字")
    )
    assert "考虑到税收减少" in answer.text


def test_money_may_go_without_its_unit_behind_a_word_that_says_so(telling: Telling) -> None:
    assert (
        "37万"
        in telling("镇政府投资37万建设了文化宣传墙。")
        .ask(Question("云乐镇建宣传墙投了多少钱"))
        .text
    )


def test_what_differs_is_set_side_by_side_with_figures_or_without(engine: Engine) -> None:
    answer = engine.ask(Question("云乐镇和莒镇的法律顾问有什么不同"))
    assert [row.place for row in answer.rows] == ["云乐镇", "莒镇"]
    assert all(row.citation for row in answer.rows)


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("全年调解矛盾纠纷126件。全年共调解矛盾纠纷131件。", True),
        ("全年调解矛盾纠纷126件。全年共调解矛盾纠纷126件。", False),
        ("全年调解矛盾纠纷126件。其中新增矛盾纠纷31件。", False),
        ("全年调解矛盾纠纷126件。全年调解矛盾纠纷120余件。", False),
        ("全年调解矛盾纠纷126件。2022年调解矛盾纠纷131件。", False),
        ("全年调解矛盾纠纷126件。计划调解矛盾纠纷131件。", False),
        ("全年调解矛盾纠纷126件。受理矛盾纠纷131件。", False),
    ],
)
def test_another_figure_for_the_same_is_shown(said: str, other: bool, telling: Telling) -> None:
    answer = telling(f"{said}全镇各项工作有序推进。").ask(Question("云乐镇调解了多少件矛盾纠纷"))
    assert answer.status is Status.ANSWERED
    assert any("[2]" in note for note in answer.notes) is other


def test_of_what_is_not_there_nothing_more_is_told(engine: Engine) -> None:
    asked = "彭浦镇有没有信用积分榜,多少个小区在用?"
    assert engine.ask(Question(asked)).status is Status.ABSTAINED


def test_a_sentence_that_answers_two_questions_is_cited_once(engine: Engine) -> None:
    answer = engine.ask(Question("周村区建了多少处社区应急救援站,编制了多少个应急预案?"))
    assert "23处" in answer.text
    assert "32个" in answer.text
    assert [c.number for c in answer.citations] == [1]
    assert len(answer.citations[0].highlights) == 2
    assert {number for _, number in answer.figures} == {1}


@pytest.mark.parametrize(
    "text",
    [
        "我们也清醒认识到,发展中还面临不少困难和问题:一是总量偏小;二是学位不足。",
        "二、存在的问题及改进\n一方面,总量偏小;另一方面,学位不足。2024年我们将加大投入。",
    ],
)
@pytest.mark.parametrize("question", ["云乐镇有哪些困难和问题", "云乐镇政府自己承认哪些困难和问题"])
def test_shortcomings_are_told_as_they_are_listed(
    text: str, question: str, telling: Telling
) -> None:
    told = telling(text).ask(Question(question)).text
    assert "总量偏小" in told
    assert "学位不足" in told
    assert "加大投入" not in told


@pytest.mark.parametrize(
    "text", ["云乐镇下一步有哪些打算", "云乐镇2024年有什么计划", "What are the plans of Yunle?"]
)
def test_plans_are_those_that_stand_among_plans(engine: Engine, text: str) -> None:
    answer = engine.ask(Question(text))
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].section[0].startswith("三、")
