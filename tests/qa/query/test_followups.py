"""Conversation: what a question takes from the turns before it, and what not."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qa import render
from qa.engine import Engine
from qa.model import Answer, Kind, Query, Question, Status
from qa.query.conversation.followups import Followups
from qa.query.conversation.state import Times
from qa.settings import Settings
from tests.cases import TABLES, read_cases
from tests.qa.conftest import Telling

MADE = ("provinces", "nation")


def assert_holds(answer: Answer, held: str, move: str) -> None:
    """An answer holds all pieces of a cell that ; parts, or refuses where the cell is -."""
    if held == "-":
        assert answer.status is Status.ABSTAINED, (move, answer.text)
    else:
        assert [piece for piece in held.split(";") if piece not in answer.text] == [], move


def told(answer: Answer) -> tuple[str, ...]:
    """How asking ended, and the places of the sentences that the answer takes."""
    shown = sorted({row.place for row in answer.rows}) if answer.rows else []
    first = [f"{c.report}:{c.start}" for c in answer.citations[:1]] if not shown else []
    return (str(answer.status), *shown, *first)


@pytest.mark.parametrize(("move", "history", "text", "alone"), read_cases("talk.tsv"))
def test_moves_of_a_talk(engine: Engine, move: str, history: str, text: str, alone: str) -> None:
    answer = engine.ask(Question(text, history=tuple(history.split("|"))))
    meant = engine.ask(Question(alone))
    assert told(answer) == told(meant), move
    if move == "complete":
        assert {**unread(answer), "question": alone} == unread(meant)
    if not answer.rows:
        assert answer.text in meant.text or meant.text in answer.text


@pytest.mark.parametrize(
    ("move", "history", "text", "held"),
    [case for name in ("told", "kinds", "turns") for case in read_cases(f"talk-{name}.tsv")],
)
def test_what_a_turn_is_told(engine: Engine, move: str, history: str, text: str, held: str) -> None:
    assert_holds(engine.ask(Question(text, history=tuple(history.split("|")))), held, move)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """Engines over made reports: three provinces of a year, the nation of two."""
    with ExitStack() as opened:
        yield {
            name: opened.enter_context(
                Engine.open(
                    Settings(corpus=TABLES / name, index=tmp_path_factory.mktemp(name) / "x")
                )
            )
            for name in MADE
        }


@pytest.mark.parametrize(
    ("name", "move", "history", "text", "held"),
    [(name, *case) for name in MADE for case in read_cases(f"talk-{name}.tsv")],
)
def test_what_a_turn_is_told_of_other_reports(
    made: dict[str, Engine], name: str, move: str, history: str, text: str, held: str
) -> None:
    assert_holds(made[name].ask(Question(text, history=tuple(history.split("|")))), held, move)


@pytest.mark.parametrize(
    ("move", "text", "history", "asked", "held"), read_cases("talk-sentences.tsv")
)
def test_what_a_turn_is_told_by_a_text(
    telling: Telling, move: str, text: str, history: str, asked: str, held: str
) -> None:
    assert_holds(telling(text).ask(Question(asked, history=tuple(history.split("|")))), held, move)


@pytest.mark.parametrize(("move", "history", "text", "held"), read_cases("talk-listed.tsv"))
def test_what_is_asked_of_the_answer_before(
    engine: Engine, move: str, history: str, text: str, held: str
) -> None:
    answer = engine.ask(Question(text, history=tuple(history.split("|"))))
    assert_holds(answer, held, move)
    if move in ("position", "rest", "more", "time"):
        assert answer.text == held.replace(";", "；").strip("-")
        assert all(c.text[s:e] in answer.text for c in answer.citations for s, e in c.highlights)
    if move == "gap" and held != "-":
        one, other = (figure.low for figure, _ in answer.figures[:2])
        assert str(abs(one - other)) in answer.notes[0]


def test_a_detail_is_not_said_to_differ_from_the_same_words_elsewhere(telling: Telling) -> None:
    engine = telling("查处矿产案件10宗,罚款金额6万元。查处城管案件20宗,罚款金额22万元。")
    alone = engine.ask(Question("云乐镇罚款金额多少"))
    detail = engine.ask(Question("罚款金额多少", history=("云乐镇查处矿产案件多少宗",)))
    assert alone.text == detail.text == "罚款金额6万元"
    assert alone.notes
    assert not detail.notes


def unread(answer: Answer) -> dict[str, object]:
    """The record without what tells of the reading."""
    return {key: value for key, value in render.record(answer).items() if key != "query"}


@pytest.mark.parametrize(
    ("before", "text", "taken"),
    [
        ("云乐镇有几名法律顾问", "那彭浦镇呢", {"thing": "kept", "kind": "kept", "place": "own"}),
        (
            "云乐镇有几名法律顾问",
            "网格员呢",
            {"thing": "replaced", "kind": "kept", "place": "kept"},
        ),
        ("云乐镇有几名法律顾问", "为什么要配", {"thing": "kept", "kind": "own", "place": "kept"}),
        ("云乐镇有几名法律顾问", "彭浦镇有几名网格员", {}),
    ],
)
def test_what_is_taken_from_the_talk_is_told(
    engine: Engine, before: str, text: str, taken: dict[str, str]
) -> None:
    rules = dict(read(engine, text, before).taken)
    assert {part: rules.get(part) for part in taken} == taken
    assert bool(rules) == bool(taken)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("how many legal advisers does Yunle have", "and Pengpu?"),
        ("云乐镇有几名法律顾文", "那彭浦镇呢"),
    ],
)
def test_remarks_on_earlier_turns_are_not_shown_again(
    engine: Engine, before: str, text: str
) -> None:
    assert list(render.readings(read(engine, before), "zh"))
    assert not list(render.readings(read(engine, text, before), "zh"))


def read(engine: Engine, text: str, *history: str) -> Query:
    return engine.explain(Question(text, history=history)).query


def words(query: Query, *origins: str) -> set[str]:
    return {term.words[0] for term in query.terms if term.origin in origins or not origins}


@pytest.mark.parametrize(
    ("history", "text", "places", "years"),
    [
        (["云乐镇2023年有几名法律顾问"], "网格员呢", ("云乐镇",), (2023,)),
        (["云乐镇2023年有几名法律顾问"], "彭浦镇呢", ("彭浦镇",), (2023,)),
        (["云乐镇2023年有几名法律顾问"], "彭浦镇2024年呢", ("彭浦镇",), (2024,)),
        (["云乐镇2023年有几名法律顾问"], "2024年呢", ("云乐镇",), (2024,)),
        (["云乐镇有几名法律顾问", "彭浦镇呢"], "网格员呢", ("彭浦镇",), ()),
        (["云乐镇和彭浦镇谁的网格员多"], "法律顾问呢", ("云乐镇", "彭浦镇"), ()),
        (["how many legal advisers does Yunle have"], "and Pengpu?", ("彭浦镇",), ()),
        ([], "网格员呢", (), ()),
    ],
)
def test_places_and_years_are_kept_until_others_are_named(
    engine: Engine, history: list[str], text: str, places: tuple[str, ...], years: tuple[int, ...]
) -> None:
    query = read(engine, text, *history)
    assert (query.places, query.years) == (places, years)


def test_a_question_without_words_is_the_one_before_about_another_place(engine: Engine) -> None:
    before = read(engine, "云乐镇有几名法律顾问")
    query = read(engine, "那彭浦镇呢", "云乐镇有几名法律顾问")
    assert (query.kind, query.units, words(query)) == (before.kind, before.units, words(before))


@pytest.mark.parametrize("kind", list(Kind))
def test_the_kind_chosen_wins_over_the_text_and_the_turns_before(
    engine: Engine, kind: Kind
) -> None:
    question = Question("那彭浦镇呢", history=("云乐镇有几名法律顾问",), kind=kind)
    assert engine.explain(question).query.kind is kind


def test_a_place_without_a_report_is_not_the_one_of_before(engine: Engine) -> None:
    query = read(engine, "北京市有几名法律顾问", "云乐镇有几名法律顾问")
    assert (query.places, query.unknown_places) == ((), ("北京市",))
    after = read(engine, "那莒镇呢", "云乐镇有几名法律顾问", "北京市有几名法律顾问")
    assert (after.places, words(after)) == (("莒镇",), {"法律顾问"})


@pytest.mark.parametrize(
    ("text", "asks"), [("谢谢", False), ("ok thanks!", False), ("还有呢", True)]
)
def test_thanks_are_no_question(engine: Engine, text: str, asks: bool) -> None:
    assert bool(read(engine, text, "云乐镇有几名法律顾问").terms) is asks


def test_words_of_before_are_not_looked_for(engine: Engine) -> None:
    assert words(read(engine, "有几次培训", "云乐镇的网格员做什么")) == {"培训"}


def test_what_is_asked_for_changes_only_if_the_question_says_so(engine: Engine) -> None:
    assert read(engine, "网格员呢", "云乐镇有几名法律顾问").kind is Kind.COUNT
    assert read(engine, "为什么要配网格员", "云乐镇有几名法律顾问").kind is Kind.WHY


def test_history_does_not_say_more_than_once(engine: Engine) -> None:
    once = read(engine, "网格员呢", "云乐镇有几名法律顾问")
    twice = read(engine, "网格员呢", "云乐镇有几名法律顾问", "云乐镇有几名法律顾问")
    assert once == twice


def test_history_that_is_nonsense_does_no_harm(engine: Engine) -> None:
    plain = read(engine, "云乐镇有几名法律顾问")
    query = read(engine, "云乐镇有几名法律顾问", "", "???", "谢谢")
    assert (query.places, query.kind, query.units) == (plain.places, plain.kind, plain.units)
    assert words(plain) <= words(query)


@pytest.mark.parametrize(
    ("before", "text", "piece"),
    [
        ("云乐镇有几人报名执法考试", "其中几个人通过了", "3名"),
        ("How many from Yunle took the enforcement exam?", "How many of them passed?", "3名"),
    ],
)
def test_a_part_is_looked_for_beside_what_was_told(
    engine: Engine, before: str, text: str, piece: str
) -> None:
    answer = engine.ask(Question(text, history=(before,)))
    assert piece in answer.text
    first = engine.ask(Question(before)).citations[0]
    assert (answer.citations[0].report, answer.citations[0].start) == (first.report, first.start)


@pytest.mark.parametrize(
    "text", ["相差多少", "两个数差多少?", "what is the difference between the two?"]
)
def test_the_two_figures_of_the_last_answer_are_told_apart_by_their_difference(
    engine: Engine, text: str
) -> None:
    answer = engine.ask(Question(text, history=("莒镇通过网站和微信各公开了多少条信息",)))
    assert [figure.text for figure, _ in answer.figures] == ["97条", "524条"]
    assert "427条" in answer.notes[0]


def test_two_things_in_talk_are_compared_by_asking_both_again(engine: Engine) -> None:
    talk = ("莒镇网站公开了多少条信息", "微信上呢")
    answer = engine.ask(Question("哪个多", history=talk))
    assert [figure.text for figure, _ in answer.figures] == ["97条", "524条"]
    after = engine.explain(Question("那云乐镇呢", history=(*talk, "哪个多"))).query
    assert words(after) == words(read(engine, "那云乐镇呢", *talk))


def test_how_fast_a_thing_grew_is_asked_of_the_thing(telling: Telling) -> None:
    engine = telling("地区生产总值达到80亿元、增长4.9%,一般公共预算收入5亿元、增长2.5%。")
    answer = engine.ask(Question("增速呢", history=("云乐镇一般公共预算收入多少",)))
    assert "2.5%" in answer.text
    assert "4.9%" not in answer.text


@pytest.mark.parametrize(
    ("history", "text", "taken"),
    [
        (("云乐镇有几人报名执法考试",), "荷塘镇的会不会更多", ("place", "compared")),
        (("云乐镇办理了多少行政许可",), "彭浦镇办理了多少", ("thing", "kept")),
        (("彭浦镇法治建设存在哪些不足",), "原因是什么", ("thing", "kept")),
        (("荷塘镇得过哪些荣誉称号",), "它有多少服务事项", ("place", "kept")),
    ],
)
def test_each_move_tells_what_it_took(
    engine: Engine, history: tuple[str, ...], text: str, taken: tuple[str, str]
) -> None:
    assert taken in read(engine, text, *history).taken


def test_of_the_talk_before_a_complete_question_nothing_is_read(engine: Engine) -> None:
    seen: list[str] = []

    def reading(question: Question) -> Query:
        seen.append(question.text)
        return read(engine, question.text)

    def answering(query: Query) -> Answer:
        return engine.ask(Question(query.text))

    follow = Followups(reading, answering, lambda *_: True, lambda _: Times((), plan=False)).read
    follow(Question("云乐镇有几名法律顾问", history=("莒镇有几个村",)))
    assert set(seen) == {"云乐镇有几名法律顾问"}
    follow(Question("那彭浦镇呢", history=("莒镇有几个村",)))
    assert "莒镇有几个村" in seen


def test_how_a_place_stands_to_the_nation_its_own_report_says(tmp_path: Path) -> None:
    said = (
        "北京市2026年政府工作报告\n2025年，地区生产总值5.2万亿元、增长5.4%、高于全国0.4个百分点。\n"
    )
    (tmp_path / "beijing-2026.txt").write_text(said, encoding="utf-8")
    nation = (
        "政府工作报告\n——2020年5月22日在第十三届全国人民代表大会第三次会议上\n国务院总理 李克强\n"
        "2019年，国内生产总值达到99.1万亿元、增长6.1%。\n"
    )
    (tmp_path / "nation-2020.txt").write_text(nation, encoding="utf-8")
    settings = Settings(corpus=tmp_path, index=tmp_path / "index.sqlite", semantic=False)
    with Engine.open(settings) as engine:
        answer = engine.ask(Question("北京2025年GDP有多少，比全国增速高多少？"))
    assert "0.4个百分点" in answer.text
    assert {citation.report for citation in answer.citations} == {"beijing-2026"}
