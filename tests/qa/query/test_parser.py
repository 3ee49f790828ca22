"""How questions are read: a table over the shipped reports."""

import pytest

from qa.engine import Engine
from qa.model import Query, Question
from tests.cases import cut, read_marked


def read(engine: Engine, text: str) -> Query:
    return engine.explain(Question(text)).query


@pytest.mark.parametrize("case", read_marked("questions.tsv"))
def test_questions_are_read_as_in_the_table(engine: Engine, case: list[str]) -> None:
    text, kind, places, years, unit, terms = case
    query = read(engine, text)
    assert query.kind == kind
    assert list(query.places) == cut(places)
    assert list(map(str, query.years)) == cut(years)
    assert (query.units or ("-",))[0] == unit or unit == "-"
    searched = {word for term in query.terms for word in term.words}
    assert set(cut(terms)) <= searched


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("彭浦镇2024年打算做什么", True),
        ("周村区下一步怎么做", True),
        ("What does Yunle plan for 2024?", True),
        ("周村区实际调解了多少件", False),
        ("云乐镇有几名法律顾问", None),
        ("how many drills were actually held", False),
        ("彭浦镇为什么要建设文化墙", None),
        ("云乐镇现在有多少头牛", False),
        ("How many cattle does Yunle currently have?", False),
        ("云乐镇目前定的目标是多少", True),
        ("What does Yunle currently target?", True),
        ("云乐镇的收入增长了吗", False),
        ("Did revenue grow in Yunle?", False),
        ("云乐镇2023年安排了多少赤字", None),
        ("云乐镇想把法律服务送到哪些地方", True),
        ("what new schools is Yunle planning to set up", True),
        ("what does Yunle do in urban planning", None),
    ],
)
def test_whether_plans_are_asked_for(engine: Engine, text: str, plan: bool | None) -> None:
    assert read(engine, text).plan is plan


@pytest.mark.parametrize(
    "text",
    [
        "Compare lectures in Hetang and Pengpu townships",
        "compare lectures of the towns of Hetang and Pengpu",
        "compare lectures, Hetang and Pengpu Sub-districts",
    ],
)
def test_what_several_places_are_is_a_part_of_their_names(engine: Engine, text: str) -> None:
    query = read(engine, text)
    assert query.places == ("荷塘镇", "彭浦镇")
    assert [term.source for term in query.terms] == ["lectures"]


@pytest.mark.parametrize(
    ("text", "growth"),
    [("周村区GDP目标是多少", True), ("周村区GDP是多少", False), ("周村区培训目标是多少人", False)],
)
def test_an_aim_for_money_may_be_told_by_its_growth(
    engine: Engine, text: str, growth: bool
) -> None:
    assert ("%" in read(engine, text).units) is growth


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("云乐镇有几名法律顾问", "zh"),
        ("how many legal advisers", "en"),
        ("how many legal advisers does 云乐镇 have", "mixed"),
        ("GDP增长多少", "zh"),
        ("占 GDP 多少", "zh"),
    ],
)
def test_the_language_is_told_by_script(engine: Engine, text: str, lang: str) -> None:
    assert read(engine, text).lang == lang


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("How many zorblefish does Yunle have?", ["zorblefish"]),
        ("how many legal advisers does Yunle have", []),
    ],
)
def test_words_that_cannot_be_read_are_named(engine: Engine, text: str, unread: list[str]) -> None:
    assert list(read(engine, text).unread) == unread


@pytest.mark.parametrize(
    "text",
    [
        "２０２３年彭浦镇有多少起纠纷",
        "2023年彭浦鎮有多少起糾紛",
        "2023年 彭浦镇 有多少起纠纷 ？",
        "2023年彭\u200b浦\u200d镇有\ufeff多少起纠纷\u202e",
    ],
)
def test_spelling_does_not_change_the_reading(engine: Engine, text: str) -> None:
    plain = read(engine, "2023年彭浦镇有多少起纠纷")
    found = read(engine, text)
    assert (found.kind, found.places, found.years, found.terms) == (
        plain.kind,
        plain.places,
        plain.years,
        plain.terms,
    )


def test_places_and_years_chosen_outside_win(engine: Engine) -> None:
    question = Question("云乐镇2019年有几名法律顾问", places=("彭浦镇",), years=(2023,))
    query = engine.explain(question).query
    assert (query.places, query.years) == (("彭浦镇",), (2023,))


@pytest.mark.parametrize(
    "text",
    [
        "彭浦镇2023年的报告说有几名律师",
        "彭浦镇23年的政府工作报告说有几名律师",
        "2023年彭浦镇镇长的报告里说有几名律师",
        "How many lawyers are there according to Pengpu's 2023 annual government report?",
    ],
)
def test_a_year_may_say_which_report_is_meant(engine: Engine, text: str) -> None:
    query = read(engine, text)
    assert (query.years, query.report_years) == ((), (2023,))
    assert [term.words[0] for term in query.terms] == ["律师"]


@pytest.mark.parametrize(
    ("text", "years", "filed"),
    [
        ("按2019年荷塘镇的报告,2018年办了几件", (2018,), (2019,)),
        ("How many cases were there in 2018 according to Hetang's 2019 report?", (2018,), (2019,)),
        ("荷塘镇2018年和2019年的报告各办了几件", (), (2018, 2019)),
        ("Were there more cases in Hetang's 2018 or in its 2019 report?", (), (2018, 2019)),
        ("Cases in Hetang's 2017, 2018 and 2019 work reports?", (), (2017, 2018, 2019)),
        ("How many cases are in Hetang's 2018 report and in the 2019 one?", (), (2018, 2019)),
        ("荷塘镇2019年报告里提到谁拿了奖", (), (2019,)),
    ],
)
def test_the_year_of_a_report_is_apart_from_that_of_its_facts(
    engine: Engine, text: str, years: tuple[int, ...], filed: tuple[int, ...]
) -> None:
    query = read(engine, text)
    assert (query.years, query.report_years) == (years, filed)


def test_figures_of_the_question_are_searched_in_all_spellings(engine: Engine) -> None:
    query = read(engine, "哪个区放款43767500元")
    assert any("4376.75万元" in term.words for term in query.terms)


@pytest.mark.parametrize(
    ("text", "units", "others"),
    [
        ("云乐镇享受生活补助的有多少人次", {"人次", "人"}, {"元", "万元"}),
        ("云乐镇养老院有多少张床位", {"张", "张床位"}, {"元"}),
        ("云乐镇养老院床位数是多少", {"张", "个"}, set[str]()),
        ("云乐镇发放补助多少万元", {"元", "万元"}, {"人"}),
        ("云乐镇减轻了多少丧葬方面的花费", {"元"}, {"个"}),
        ("云乐镇的起征点从多少调到多少", {"元"}, set[str]()),
        ("云乐镇的民生实事有几类、多少项", {"类", "项"}, {"元"}),
        ("How many village river chiefs does Yunle have?", {"名"}, {"个"}),
        ("How many cases of Yunle were private investment?", set[str](), {"元"}),
    ],
)
def test_a_measure_word_that_is_said_leaves_no_other_measure(
    engine: Engine, text: str, units: set[str], others: set[str]
) -> None:
    found = set(read(engine, text).units)
    assert units <= found
    assert not others & found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("云乐镇养老院有多少张床位", {"床位"}),
        ("云乐镇养老院床位数是多少", {"床位数", "床位"}),
        ("云乐镇用了多少个工作日", {"用"}),
        ("云乐镇白水河有多长", {"长度", "全长"}),
        ("云乐镇办事要多长时间", {"时限"}),
    ],
)
def test_what_a_measure_counts_is_looked_for(engine: Engine, text: str, words: set[str]) -> None:
    found = {word for term in read(engine, text).terms for word in term.words}
    assert words <= found or words == {"用"}
    assert "工作日" not in found


@pytest.mark.parametrize(
    ("text", "kind", "change"),
    [
        ("云乐镇增加了多少亿元收入", "amount", True),
        ("云乐镇税收增加多少", "amount", True),
        ("云乐镇2024年打算增加多少执法人员", "count", None),
        ("云乐镇减少了多少户贫困户", "count", None),
    ],
)
def test_new_things_are_counted_and_not_compared(
    engine: Engine, text: str, kind: str, change: bool | None
) -> None:
    query = read(engine, text)
    assert (query.kind, query.change) == (kind, change)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("云乐镇镇长叫什么名字", True),
        ("What is the mayor's name in Yunle?", True),
        ("What are the names of the two lawyers hired by Yunle?", True),
        ("What is the party secretary of Yunle called?", True),
        ("云乐镇给企业做辅导的服务体系叫什么", False),
        ("What is the platform for residents in Yunle called?", False),
        ("What is the name of the law firm that sends lawyers to Yunle?", False),
        ("Yunle has a scheme that coaches firms. What is it called?", False),
    ],
)
def test_a_person_is_asked_for_where_the_thing_named_is_one(
    engine: Engine, text: str, person: bool
) -> None:
    assert read(engine, text).person is person


@pytest.mark.parametrize(
    "ending", ["zhen", "xian", "xiang", "shi", "qu", "sheng", "jiedao", "town"]
)
def test_what_a_place_ends_in_is_no_slip_of_the_fingers(engine: Engine, ending: str) -> None:
    assert f"yunle {ending} " in read(engine, f"yunle {ending} legal advisers").text
