"""What a person sees, on the running bot."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bots.conftest import Start
from tests.bots.process import CORPUS, ROOT
from tests.bots.talking import ASK, FIGURE, buttons, exported, press
from tests.fake_bot_api.markup import slice_units
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World


def test_an_answer_has_its_quotation_and_its_sources(world: World, user: int) -> None:
    reply = world.reply(world.say(ASK, user))
    text, entities = reply["text"], reply["entities"]
    kinds = {entity["type"]: slice_units(text, entity) for entity in reversed(entities)}
    assert FIGURE in text.split("\n")[0]
    assert FIGURE in kinds["expandable_blockquote"]
    assert kinds["bold"] in text
    assert "[1] 云乐镇 2023 · " in text
    bold = [slice_units(text, e) for e in entities if e["type"] == "bold"]
    assert any(FIGURE in one for one in bold[1:])


COMMANDS = [
    ("/start", "zh", "报告"),
    ("/start", "en", "reports"),
    ("/help", "zh", "/compare"),
    ("/help", "en", "/compare"),
    ("/ask 云乐镇有几名法律顾问?", "zh", FIGURE),
    ("/ASK 云乐镇有几名法律顾问?", "zh", FIGURE),
    ("/ask how many legal advisers does 云乐镇 have", "en", FIGURE),
    ("/ask", "zh", "请把问题"),
    ("/ask", "en", "Write your question"),
    ("/reports", "zh", "周村区 2024"),
    ("/reports", "en", "Reports: 5; places: 5"),
    ("/reports 周村", "zh", "合“周村”的报告有1份"),
    ("/reports 2023 镇", "zh", "合“2023 镇”的报告有3份"),
    ("/reports YUNLE", "en", "Reports that fit “YUNLE”: 1"),
    ("/reports 上海", "zh", "没有合“上海”的报告"),
    ("/reports Shanghai", "en", "No report fits “Shanghai”"),
    ("/compare 有多少法律顾问", "zh", "│"),
    ("/compare", "en", "Write your question"),
    ("/new", "zh", "换个话题"),
    ("/history", "en", "Nothing"),
    ("/export", "zh", "还没有"),
    ("/lang", "en", "Choose a language"),
    ("/about", "en", "no language model"),
    ("/nonsense", "en", "no such command"),
    ("/stats", "en", "admins only"),
    ("/reload", "zh", "只给管理员"),
    ("北京市有几名法律顾问?", "zh", "没有北京市的报告"),
    ("北京市有几名法律顾问?", "en", "no report of 北京市"),
    ("/compare 北京市有几名法律顾问", "zh", "没有北京市的报告"),
    ("/compare 你好", "zh", "可以问"),
    ("😀", "zh", "看不出问的是什么"),
    ("云" * 4096, "zh", "最多2000个字"),
    ("how many advisers " * 227, "en", "at most 2000"),
    ("云" * 4097, "zh", "2000字"),
    ("help", "zh", "例如:云乐镇有几名法律顾问?"),
    ("/ask " + "云" * 4091, "en", "at most 2000"),
    ("/compare " + "云" * 4087, "zh", "最多2000个字"),
    ("/nonsense" + "s" * 4087, "zh", "没有这个命令"),
    ("𠮷" * 2048, "zh", "最多2000个字"),
    ("云乐镇有几名法律顾问?" * 180, "zh", FIGURE),
]


@pytest.mark.parametrize(
    ("text", "lang", "holds"), COMMANDS, ids=[f"{row[0][:24]}-{row[1]}" for row in COMMANDS]
)
def test_what_is_said_to_what(text: str, lang: str, holds: str, world: World, user: int) -> None:
    assert holds in world.reply(world.say(text, user, lang=lang))["text"]


def test_only_admins_are_helped_with_what_only_they_can_do(world: World, user: int) -> None:
    assert "/reload" not in world.reply(world.say("/help", user))["text"]
    assert "/reload" in world.reply(world.say("/help", 7))["text"]


def test_long_questions_are_shown_and_leave_the_context_as_it_was(world: World, user: int) -> None:
    world.reply(world.say(ASK, user))
    for text in ("云" * 4096, "你好"):
        world.reply(world.say(text, user))
    assert "莒镇 2023" in world.reply(world.say("那莒镇呢", user))["text"]
    shown = world.reply(world.say("/history", user))["text"]
    assert "最多2000个字" in shown
    assert "那莒镇呢" in shown


def test_below_a_word_to_the_person_stands_no_reading(world: World, user: int) -> None:
    for text in ("help", "list the reports", "thanks"):
        assert "→" not in world.reply(world.say(text, user))["text"]


def test_reports_that_do_not_say_whose_they_are_are_rows_of_their_own(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    corpus = tmp_path / "reports"
    corpus.mkdir()
    (corpus / "云乐.txt").write_bytes((CORPUS / "yunle-2023.txt").read_bytes())
    for number in range(1, 15):
        text = f"工作总结\n一、情况\n本单位聘请法律顾问{number + 10}名。\n"
        (corpus / f"总结{number:02}.txt").write_text(text, "utf-8")
    start(corpus=str(corpus)).ready()
    table = api.world.reply(api.world.say("/compare 有几名法律顾问"))["text"].split("\n")
    assert "总结03 │ 本单位聘请法律顾问13名" in table
    assert "这一页的12份报告中有12份写明。" in table
    answer = api.world.reply(api.world.say(ASK))
    press(api.world, answer, buttons(answer)["其他地方"], 1)
    assert "总结03 │ 本单位聘请法律顾问13名" in answer["text"]


def test_a_comparison_is_a_turn_of_the_conversation(world: World, user: int) -> None:
    table = world.reply(world.say("/compare 有几名法律顾问", user))
    shown, rows = table["text"], table["text"].split("\n")
    assert "5份报告中有3份写明。" in rows
    assert rows.count("周村区 2024 │ 未写明") == 1
    assert buttons(table).keys() == {"来源(3)", "上下文", "👍", "👎"}
    follow_up = world.reply(world.say("那莒镇呢", user))["text"]
    assert "由一位律师引领一个村庄" in follow_up
    assert "彭浦镇" not in follow_up
    for told in (world.reply(world.say("/history", user)), exported(world, user)):
        assert FIGURE in str(told)
        assert "周村区 2024: 未写明" in str(told)
    press(world, table, buttons(table)["来源(3)"], user)
    press(world, table, buttons(table)["▶"], user)
    assert "[2] 彭浦镇 2023" in table["text"]
    press(world, table, buttons(table)["返回"], user)
    assert table["text"] == shown


def test_a_comparison_keeps_to_the_places_and_years_named(world: World, user: int) -> None:
    told = world.reply(world.say("/compare 云乐镇和周村区有几名法律顾问", user))["text"]
    assert [row.partition(" │")[0] for row in told.split("\n") if "│" in row] == [
        "云乐镇 2023",
        "周村区 2024",
    ]
    told = world.reply(world.say("/compare 2023年有几名法律顾问", user))["text"]
    assert told.count("│") == told.count(" 2023 │") == 3


def test_a_newcomer_chats_with_the_bot_with_no_token() -> None:
    talk = "/lang en\n云乐镇有几名法律顾问?\n#2\n:q\n"
    command = [sys.executable, "-m", "tests.fake_bot_api", "--lang", "en"]
    done = subprocess.run(
        command, input=talk, capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    start, lang, answer, context = done.stdout.split("\n\n\n")[:4]
    assert "#1 how many" in start
    assert "English" in lang
    assert FIGURE in answer
    assert "section" in context
    assert not done.stderr
