"""Who may ask, where the bot speaks, how much one person may ask."""

import json
from typing import Any

import pytest

from tests.bots.conftest import Start
from tests.bots.talking import ASK, FIGURE, buttons, exported
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World


def test_a_stranger_is_refused_once_whatever_he_sends(closed: World) -> None:
    first = closed.say(ASK, 66)
    assert "66" in closed.reply(first)["text"]
    forwarded = closed.make_message("x", closed.chat(66), closed.person(4242))
    press_id = closed.click(forwarded, "e:0", 66)
    inline_id = closed.type_inline(ASK, 66)
    query = closed.query()
    guest = closed.make_message(ASK, closed.chat(-66, "supergroup"), closed.person(66))
    closed.push("guest_message", {**guest, "guest_query_id": query})
    closed.react(forwarded, "👍", user=66)
    closed.say("/start", 66)
    closed.say("/stats", 66)
    closed.say("/ask " + ASK, 66, chat=-66)
    closed.wait(lambda: inline_id in closed.answers and press_id in closed.answers)
    assert closed.answers[press_id]["show_alert"] == "true"
    assert closed.answers[inline_id]["results"] == []
    assert "名单" in json.loads(closed.answers[inline_id]["button"])["text"]
    closed.reply(closed.say(ASK, 1))
    assert len(closed.to(66)) == 1
    assert not closed.to(-66)
    assert query not in closed.answers
    assert not [m for m in closed.sent if m["chat"]["id"] in (66, -66) and FIGURE in m["text"]]


@pytest.mark.parametrize(("chat", "holds"), [(-100, "荷塘镇, 莒镇"), (-77, "this group is -77")])
def test_anonymous_admins_count_by_their_group_only(chat: int, holds: str, closed: World) -> None:
    group = closed.chat(chat, "supergroup")
    person = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "G"}
    message = closed.make_message("/ask " + ASK, group, person, sender_chat=group)
    closed.push("message", message)
    assert holds in closed.reply(message)["text"]


def test_an_unknown_group_is_left(closed: World) -> None:
    group, bot = closed.chat(-300, "supergroup"), {"id": 4242, "is_bot": True, "first_name": "b"}
    change = {
        "chat": group, "from": closed.person(66), "date": 1,
        "old_chat_member": {"user": bot, "status": "left"},
        "new_chat_member": {"user": bot, "status": "member"},
    }  # fmt: skip
    closed.push("my_chat_member", change)
    closed.wait(lambda: closed.made("leaveChat"))
    assert closed.made("leaveChat")[0].params["chat_id"] == "-300"


ADDRESSED = [
    ("hello everyone", {}, False),
    (ASK, {}, False),
    ("/ask " + ASK, {}, True),
    ("/ask@yinju_test_bot " + ASK, {}, True),
    ("/ask@other_bot " + ASK, {}, False),
    ("/nonsense", {}, False),
    ("@yinju_test_bot " + ASK, {}, True),
    ("@other_bot " + ASK, {}, False),
    ("/ask " + ASK, {"is_topic_message": True, "message_thread_id": 55}, True),
]


@pytest.mark.parametrize(("text", "more", "answered"), ADDRESSED)
def test_in_a_group_only_who_speaks_to_it_is_answered(
    text: str, more: dict[str, Any], answered: bool, world: World, user: int
) -> None:
    message = world.say(text, user, chat=-user, **more)
    world.reply(world.say("/help", user))
    if not answered:
        assert not world.to(-user)
        return
    reply = world.reply(message)
    assert FIGURE in reply["text"]
    assert reply.get("message_thread_id") == more.get("message_thread_id")


def test_a_reply_to_the_bot_is_a_follow_up(world: World, user: int) -> None:
    first = world.reply(world.say("/ask " + ASK, user, chat=-user))
    reply = world.reply(world.say("周村区呢", user, chat=-user, reply_to_message=first))
    assert "周村区 2024" in reply["text"]


def test_a_fresh_start_forgets(world: World, user: int) -> None:
    world.reply(world.say(ASK, user))
    assert "周村区 2024" in world.reply(world.say("周村区呢", user))["text"]
    world.reply(world.say("/new", user))
    assert "周村区 2024" not in world.reply(world.say("周村区呢?", user))["text"]


def test_history_and_export(world: World, user: int) -> None:
    world.reply(world.say(ASK, user))
    world.reply(world.say("北京市有几名法律顾问?", user))
    world.reply(world.say("云乐镇有几台拖拉机", user))
    shown = world.reply(world.say("/history", user))["text"]
    assert ASK in shown
    assert FIGURE in shown
    content = exported(world, user)
    assert f"## {ASK}" in content
    assert "> 我镇配备1名法律顾问" in content
    assert "北京市" in content
    refusal = content.partition("拖拉机")[2]
    assert refusal.index("并不回答这个问题") < refusal.index("> ")


def test_an_export_holds_what_makes_its_answers_honest(world: World, user: int) -> None:
    said = world.reply(world.say("各镇调解了多少起矛盾纠纷", user))["text"]
    world.reply(world.say("云了镇有几名法律顾问", user))
    world.reply(world.say("/compare 有几名法律顾问", user))
    content = exported(world, user)
    assert said.splitlines()[-1] in content
    assert "没有云了镇的报告" in content
    assert "莒镇 2023" in content


def test_the_chosen_language_stays(world: World, user: int) -> None:
    assert "English" in world.reply(world.say("/lang en", user))["text"]
    assert "sources" in "".join(buttons(world.reply(world.say(ASK, user))))
    assert "中文" in world.reply(world.say("/lang zh", user))["text"]


def test_one_person_may_ask_so_much(closed: World) -> None:
    now = 1_900_000_000
    at = [(0, "报告"), (1, "刚刚问过"), (10, "报告"), (20, "报告"), (30, "等30秒"), (61, "报告")]
    told = closed.reply(closed.say("/compare 火星有几名法律顾问", 7, date=now))
    assert "│" in told["text"]
    for seconds, holds in at:
        reply = closed.reply(closed.say("火星有几名法律顾问?", 1, date=now + seconds))["text"]
        assert holds in reply


def test_our_own_inline_results_are_not_questions(world: World, user: int) -> None:
    bot = {"id": 4242, "is_bot": True, "first_name": "b", "username": "yinju_test_bot"}
    world.say(ASK, user, via_bot=bot)
    world.reply(world.say("/help", user))
    assert len(world.to(user)) == 1


def test_what_is_no_text_is_said_to_be_none(world: World, user: int) -> None:
    sticker = {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}  # fmt: skip  # noqa: E501
    message = world.make_message(None, world.chat(user), world.person(user), sticker=sticker)
    world.push("message", message)
    assert "文字" in world.reply(message)["text"]


def test_the_doctor_looks_at_everything(api: FakeBotApi, start: Start) -> None:
    bot = start(command="doctor")
    assert bot.process.wait(30) == 0
    for line in ("folder", "reports: 5", "telegram: @yinju_test_bot", "open to everyone"):
        assert line in bot.words()
    api.world.rules.append(Rule("getMe", code=401, words="Unauthorized", times=-1))
    sick = start(command="doctor")
    assert sick.process.wait(30) == 1
    assert "FAIL  telegram" in sick.words()


def test_topics_are_talks_of_their_own(world: World, user: int) -> None:
    here: dict[str, Any] = {"is_topic_message": True, "message_thread_id": 55}
    there: dict[str, Any] = {"is_topic_message": True, "message_thread_id": 66}
    world.reply(world.say("/ask " + ASK, user, chat=-user, **here))
    followed = world.reply(world.say("/ask 周村区呢", user, chat=-user, **here))
    apart = world.reply(world.say("/ask 周村区呢", user, chat=-user, **there))
    assert "周村区 2024" in followed["text"]
    assert "周村区 2024" not in apart["text"]


def test_who_blocks_the_bot_is_noted_until_he_returns(closed: World) -> None:
    closed.closed[1] = "Forbidden: bot was blocked by the user"
    before = len(closed.made("sendMessage"))
    closed.say("/help", 1)
    closed.wait(lambda: len(closed.made("sendMessage")) > before)
    shows(closed, "拉黑1")
    del closed.closed[1]
    bot = {"id": 4242, "is_bot": True, "first_name": "b"}
    states = {"old_chat_member": {"user": bot, "status": "kicked", "until_date": 0}, "new_chat_member": {"user": bot, "status": "member"}}  # fmt: skip  # noqa: E501
    change = {"chat": closed.chat(1), "from": closed.person(1), "date": 1, **states}
    closed.push("my_chat_member", change)
    closed.reply(closed.say("/help", 1))
    shows(closed, "拉黑0")


def shows(world: World, words: str) -> None:
    """Ask for the figures until they show the words; chats are handled side by side."""
    told = [world.reply(world.say("/stats", 7))["text"] for _ in range(20)]
    assert any(words in text for text in told), told[-1]


def test_no_door_leads_around_the_limit(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(per_minute="3").ready()
    answer = world.reply(world.say(ASK))
    others = next(data for label, data in buttons(answer).items() if label == "其他地方")
    example = world.reply(world.say("/start"))
    pressed = [
        world.click(answer, others),
        world.click(example, "e:0"),
        world.click(answer, others),
    ]
    world.wait(lambda: pressed[-1] in world.answers)
    assert ["请等" in world.answers[id].get("text", "") for id in pressed] == [False, False, True]
    typed = offered(world, ASK)
    assert typed["results"] == []
    assert "请等" in json.loads(typed["button"])["text"]
    assert int(typed["cache_time"]) > 10
    query = world.query()
    guest = world.make_message(
        f"@yinju_test_bot {ASK}", world.chat(-9, "supergroup"), world.person()
    )
    world.push("guest_message", {**guest, "guest_query_id": query})
    told = world.wait(lambda: world.answers.get(query))["result"]
    assert "请等" in told["input_message_content"]["message_text"]
    assert "请等" in world.reply(world.say(ASK + "?"))["text"]
    assert FIGURE in world.reply(world.say(ASK, user=2))["text"]


def offered(world: World, text: str) -> dict[str, Any]:
    """What is offered behind the bot's name."""
    id = world.type_inline(text)
    found: dict[str, Any] = world.wait(lambda: world.answers.get(id))
    return found


def test_a_question_typed_slowly_inline_counts_once(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(per_minute="2").ready()
    for end in range(1, len(ASK) + 1):
        found = offered(world, ASK[:end])
    assert FIGURE in str(found["results"])
    assert FIGURE in world.reply(world.say(ASK))["text"]
    assert "请等" in world.reply(world.say(ASK + "?"))["text"]


def test_tapping_five_times_is_asking_once(world: World, user: int) -> None:
    asked = [world.say(ASK, user) for _ in range(5)]
    texts = [world.reply(message)["text"] for message in asked]
    assert [FIGURE in text for text in texts] == [True, False, False, False, False]
    assert all("刚刚问过" in text for text in texts[1:])


def test_what_is_asked_elsewhere_or_anew_is_no_echo(world: World, user: int) -> None:
    world.reply(world.say(ASK, user))
    assert "刚刚问过" in world.reply(world.say(ASK, user))["text"]
    assert "│" in world.reply(world.say("/compare " + ASK, user))["text"]
    assert FIGURE in world.reply(world.say(f"/ask {ASK}", user, chat=-user))["text"]
    world.reply(world.say("/new", user, chat=-user))
    assert FIGURE in world.reply(world.say(f"/ask {ASK}", user, chat=-user))["text"]
