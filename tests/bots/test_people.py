"""What a person sees, on the running bot."""

import subprocess
import sys

import pytest

from tests.bots.process import ROOT
from tests.fake_bot_api.markup import slice_units
from tests.fake_bot_api.world import World

ASK = "云乐镇有几名法律顾问?"
FIGURE = "1名法律顾问"


def buttons(message: dict[str, object]) -> dict[str, str]:
    markup = message.get("reply_markup") or {}
    rows = markup["inline_keyboard"]  # type: ignore[index]  # JSON
    return {button["text"]: button["callback_data"] for row in rows for button in row}


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
    ("/reports", "en", "5 reports"),
    ("/compare 有多少法律顾问", "zh", "│"),
    ("/compare", "en", "Write your question"),
    ("/new", "zh", "换个话题"),
    ("/history", "en", "Nothing"),
    ("/export", "zh", "还没有"),
    ("/lang", "en", "/lang zh"),
    ("/about", "en", "no language model"),
    ("/nonsense", "en", "no such command"),
    ("/stats", "en", "admins only"),
    ("/reload", "zh", "只给管理员"),
    ("北京市有几名法律顾问?", "zh", "没有北京市的报告"),
    ("😀", "zh", ""),
]


@pytest.mark.parametrize(("text", "lang", "holds"), COMMANDS)
def test_what_is_said_to_what(text: str, lang: str, holds: str, world: World, user: int) -> None:
    assert holds in world.reply(world.say(text, user, lang=lang))["text"]


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
