"""Context follows the chat: through edits, replies, captions, moves, and ids begun anew."""

from typing import Any

from tests.bots.conftest import Start
from tests.bots.talking import ASK, FIGURE, buttons, press
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World


def test_ids_that_begin_anew_lower_are_no_harm(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start().ready()
    world.reply(world.say(ASK))
    world.reply(world.say("/new"))
    world.reply(world.say(ASK + "?"))

    def ask(text: str, id: int) -> dict[str, Any]:
        message = world.make_message(text, world.chat(1), world.person(1))
        world.push("message", message, update_id=id)
        return world.reply(message)

    assert world.updates == [] or world.updates[0]["update_id"] >= 100
    world.forget_offset = True
    assert "周村区 2024" in ask("周村区呢", 7)["text"]
    assert "周村区呢" in ask("/history", 8)["text"]
    ask("/new", 9)
    assert "还没有" in ask("/history", 10)["text"]


def test_a_complete_question_is_answered_alike_whatever_was_asked_before(
    world: World, user: int
) -> None:
    alone = world.reply(world.say("how many legal advisers does 云乐镇 have", user))
    for before in ("what is the GDP of Beijing", "北京市的GDP是多少", "莒镇2020年有什么不足"):
        world.reply(world.say("/new", user))
        world.reply(world.say(before, user))
        asked = world.say("how many legal advisers does 云乐镇  have", user)
        assert world.reply(asked)["text"] == alone["text"]


def test_an_edited_question_is_answered_in_the_same_place(world: World, user: int) -> None:
    message = world.say(ASK, user)
    answer = world.reply(message)
    edited = {**message, "text": "周村区受理了多少矛盾纠纷?", "edit_date": message["date"] + 5}
    world.push("edited_message", edited)
    world.wait(lambda: "问题改了" in answer["text"])
    assert "周村区" in answer["text"]
    assert len(world.to(user)) == 1
    press(world, answer, next(d for d in buttons(answer).values() if d.startswith("s:")), user)
    assert "周村区" in answer["text"]
    assert ASK not in world.reply(world.say("/history", user))["text"]


def test_of_commands_only_ask_is_edited(world: World, user: int) -> None:
    asked, compared = world.say(f"/ask {ASK}", user), world.say("/compare 有几名法律顾问", user)
    answer, table = world.reply(asked), world.reply(compared)
    before = table["text"]
    for message, text in ((compared, "/compare 有几名网格员"), (asked, "/ask 周村区存在哪些问题")):
        edited = {**message, "text": text, "edit_date": message["date"] + 5}
        world.push("edited_message", edited)
    world.wait(lambda: "问题改了" in answer["text"])
    assert "周村区" in answer["text"]
    assert table["text"] == before


def test_an_edit_of_what_was_not_asked_is_passed_over(world: World, user: int) -> None:
    message = world.make_message(ASK, world.chat(user), world.person(user))
    world.push("edited_message", message)
    world.reply(world.say("/help", user))
    assert len(world.to(user)) == 1


def test_a_caption_is_a_question(world: World, user: int) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    message = world.make_message(
        None, world.chat(user), world.person(user), photo=photo, caption=ASK
    )
    world.push("message", message)
    assert FIGURE in world.reply(message)["text"]


def test_a_reply_leans_on_the_answer_it_replies_to(world: World, user: int) -> None:
    first = world.reply(world.say(ASK, user))
    world.reply(world.say("周村区受理了多少矛盾纠纷", user))
    reply = world.reply(world.say("那彭浦镇呢?", user, reply_to_message=first))
    assert "律师" in reply["text"]


def test_in_a_group_each_person_has_his_own_conversation(world: World, user: int) -> None:
    group, other = -user, user + 500_000
    world.reply(world.say(f"/ask {ASK}", user, chat=group))
    world.reply(world.say("/ask 周村区受理了多少矛盾纠纷", other, chat=group))
    world.reply(world.say("/new", other, chat=group))
    assert "律师" in world.reply(world.say("/ask 那彭浦镇呢?", user, chat=group))["text"]
    assert "还没有" in world.reply(world.say("/history", other, chat=group))["text"]


def test_a_group_that_moves_takes_its_conversations_along(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(chats="-100").ready()
    answer = world.reply(world.say(f"/ask {ASK}", chat=-100))
    moved = world.make_message(
        None, world.chat(-100, "group"), world.person(), migrate_to_chat_id=-200
    )
    world.push("message", moved)
    world.migrated[-100] = -200
    here = {**answer, "chat": world.chat(-200, "supergroup")}
    world.messages[-200, here["message_id"]] = here
    # What is asked behind the move in the old chat is answered after it, in the new one.
    world.say(f"/ask {ASK}", chat=-100)
    world.wait(lambda: world.to(-200))
    world.click(here, buttons(answer)["来源(2)"])
    world.wait(lambda: "返回" in buttons(here))
    assert "律师" in world.reply(world.say("/ask 那彭浦镇呢?", chat=-200))["text"]


def test_what_is_sent_to_a_group_that_moved_unheard_moves_all(
    api: FakeBotApi, start: Start
) -> None:
    world = api.world
    start(chats="-100").ready()
    world.reply(world.say(f"/ask {ASK}", chat=-100))
    world.migrated[-100] = -200
    world.say("/ask 周村区呢", chat=-100)
    (moved,) = world.wait(lambda: world.to(-200))
    assert "周村区 2024" in moved["text"]
    assert "律师" in world.reply(world.say("/ask 那彭浦镇呢?", chat=-200))["text"]
    world.click(moved, next(d for d in buttons(moved).values() if d.startswith("s:")))
    world.wait(lambda: "返回" in buttons(moved))


def test_one_person_is_forgotten_at_his_word(world: World, user: int) -> None:
    answer = world.reply(world.say(ASK, user))
    sure = world.reply(world.say("/forget", user))
    assert "找不回来" in sure["text"]
    assert ASK in world.reply(world.say("/history", user))["text"], "only asked so far"
    assert "失效" in press(world, sure, buttons(sure)["删除"], user + 1)["text"], "not by others"
    press(world, sure, buttons(sure)["删除"], user)
    assert "删掉" in sure["text"]
    assert "reply_markup" not in sure or not sure["reply_markup"]["inline_keyboard"]
    assert "还没有" in world.reply(world.say("/history", user))["text"]
    told = press(world, answer, buttons(answer)["来源(2)"], user)
    assert "失效" in told["text"]
