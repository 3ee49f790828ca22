"""Buttons: what they show, and that a forged or old one shows nothing."""

import json
import urllib.request

import pytest

from tests.bots.conftest import Start
from tests.bots.process import BotProcess
from tests.bots.talking import ASK, FIGURE, buttons, press
from tests.fake_bot_api.markup import slice_units
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World


def test_sources_and_context_turn_over_in_place(world: World, user: int) -> None:
    answer = world.reply(world.say(ASK, user))
    first, labels = answer["text"], buttons(answer)
    press(world, answer, labels["来源(2)"], user)
    assert "云乐镇2023年法治建设工作报告" in answer["text"]
    press(world, answer, buttons(answer)["▶"], user)
    assert "[2]" in answer["text"]
    seen = []
    press(world, answer, buttons(answer)["上下文"], user)
    for level in ("本句", "整节", "段落"):
        press(world, answer, buttons(answer)[level], user)
        seen.append(len(answer["text"]))
        bold = [slice_units(answer["text"], e) for e in answer["entities"] if e["type"] == "bold"]
        assert any(FIGURE in one for one in bold)
    assert seen[0] < seen[2] <= seen[1]
    press(world, answer, buttons(answer)["返回"], user)
    assert answer["text"] == first
    assert buttons(answer) == labels


def test_a_section_is_wider_than_a_paragraph_and_has_no_blank_ends(world: World, user: int) -> None:
    answer, shown = world.reply(world.say("彭浦镇存在哪些问题", user)), {}
    press(world, answer, buttons(answer)["上下文"], user)
    for level in ("整节", "段落"):
        press(world, answer, buttons(answer)[level], user)
        shown[level] = answer["text"]
    assert len(shown["段落"]) < len(shown["整节"])
    assert "\n\n" not in shown["整节"][:40] + shown["整节"][-40:]


def test_other_places_are_asked_and_other_years_only_where_there_are_some(
    world: World, user: int
) -> None:
    answer = world.reply(world.say(ASK, user))
    assert "其他年份" not in buttons(answer)
    press(world, answer, buttons(answer)["其他地方"], user)
    assert "周村区 2024" in answer["text"]
    assert "云乐镇" not in answer["text"].split("\n", 1)[1]


@pytest.mark.parametrize("text", ["云乐镇", "那彭浦镇呢", "2023年", "你好", "谢谢"])
def test_other_places_are_not_offered_of_what_asks_nothing(
    world: World, user: int, text: str
) -> None:
    reply = world.reply(world.say(text, user))
    assert not {"其他地方", "其他年份"} & set(buttons(reply))


def test_verdicts_are_kept_one_a_person(shared: BotProcess, world: World, user: int) -> None:
    before = verdicts(world)
    answer = world.reply(world.say(ASK, user))
    for label in ("👍", "👎", "👎"):
        assert "谢谢" in press(world, answer, buttons(answer)[label], user)["text"]
    press(world, answer, buttons(answer)["来源(2)"], user)
    press(world, answer, buttons(answer)["👍"], user)  # this one of a single source
    assert verdicts(world) == (before[0] + 1, before[1] + 1)


def test_a_reaction_is_a_verdict_until_it_is_taken_back(world: World, user: int) -> None:
    answer = world.reply(world.say(ASK, user))
    good, bad = verdicts(world)
    steps = [
        ("", "👍", (1, 0)),
        ("👍", "👎", (0, 1)),
        ("👎", "❤", (0, 0)),
        ("❤", "❤👍", (1, 0)),
        ("❤👍", "❤", (0, 0)),
        ("❤", "", (0, 0)),
        ("", "👍👎", (0, 0)),
    ]
    for before, now, (more, worse) in steps:
        world.react(answer, now, before, user)
        world.reply(world.say("/help", user))
        assert verdicts(world) == (good + more, bad + worse), now


def test_a_reaction_counts_like_the_button(world: World, user: int) -> None:
    answer = world.reply(world.say(ASK, user))
    good, bad = verdicts(world)
    press(world, answer, buttons(answer)["👎"], user)
    world.react(answer, "👍", user=user)
    world.reply(world.say("/help", user))
    assert verdicts(world) == (good + 1, bad), "one verdict a person, the latest"


def test_reactions_to_other_things_are_nothing(shared: BotProcess, world: World, user: int) -> None:
    question = world.say(ASK, user)
    answer = world.reply(question)
    before = verdicts(world)
    world.react(question, "👍", user=user)
    world.react(world.reply(world.say("/help", user)), "👍", user=user)
    world.react({**answer, "chat": world.chat(user + 5000)}, "👍", user=user)
    group = {
        "chat": answer["chat"], "message_id": answer["message_id"], "date": 1,
        "actor_chat": world.chat(-user, "supergroup"), "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    }  # fmt: skip
    world.push("message_reaction", group)
    world.react(answer, "🔥", user=user)
    world.reply(world.say("/help", user))
    assert verdicts(world) == before


def verdicts(world: World) -> tuple[int, int]:
    text = world.reply(world.say("/stats", 7))["text"]
    good, bad = text.rsplit("👍", 1)[1].split(",👎")
    return int(good), int(bad)


def test_examples_are_asked_by_a_tap(world: World, user: int) -> None:
    start = world.reply(world.say("/start", user))
    assert len(buttons(start)) == 3
    for data in buttons(start).values():
        press(world, start, data, user)
    answers = [m for m in world.replies(start) or world.to(user) if "[1]" in m["text"]]
    assert answers


FORGED = [
    "", "s", "s:", "s:x:0", "s:999999999999999:0:", "a:1", "z:1:2", "e:99", "s:-1:0:",
    "r:1:1:up", "c:1:0:p", "o:1:0:p", "x" * 64, "s:١:0:", "a:0;drop table turns", "b:0:999999",
]  # fmt: skip


@pytest.mark.parametrize("data", FORGED)
def test_a_forged_button_leads_nowhere(data: str, world: World, user: int) -> None:
    message = world.reply(world.say("/about", user))
    before = message["text"]
    answered = press(world, message, data, user)
    assert message["text"] == before or data.startswith("b:")
    assert answered.get("show_alert") == "true" or data.startswith(("e:", "b:"))


@pytest.mark.parametrize("number", [0, 1, 2, 99, 999999])
def test_a_page_beyond_the_last_is_the_last(number: int, world: World, user: int) -> None:
    answer = world.reply(world.say(ASK, user))
    id = buttons(answer)["👍"].split(":")[1]
    press(world, answer, f"s:{id}:{number}:", user)
    assert f"[{min(number, 1) + 1}]" in answer["text"]
    press(world, answer, f"c:{id}:{number}:x{number}", user)
    assert "云乐镇" in answer["text"]


def test_the_same_page_twice_is_no_fault(shared: BotProcess, world: World, user: int) -> None:
    answer = world.reply(world.say(ASK, user))
    for _ in range(2):
        press(world, answer, f"a:{buttons(answer)['👍'].split(':')[1]}", user)
    assert "could not be shown" not in shared.words()


def test_another_chats_answer_is_not_shown(world: World, user: int) -> None:
    mine = world.reply(world.say(ASK, user))
    id = buttons(mine)["👍"].split(":")[1]
    theirs = world.reply(world.say("/about", user + 5000))
    for verb in ("a", "s", "c", "o", "r"):
        assert press(world, theirs, f"{verb}:{id}:0:p", user + 5000)["show_alert"] == "true"
    assert FIGURE not in theirs["text"]


def test_a_late_press_is_quiet(shared: BotProcess, world: World, user: int) -> None:
    answer = world.reply(world.say(ASK, user))
    id = world.click(answer, buttons(answer)["来源(2)"], user)
    world.queries[id] = -100
    world.reply(world.say("/help", user))
    assert "云乐镇2023年法治建设工作报告" in answer["text"]


def test_old_buttons_work_after_a_restart(api: FakeBotApi, start: Start) -> None:
    world = api.world
    bot = start().ready()
    answer = world.reply(world.say(ASK))
    assert bot.stop() == 0
    start().ready()
    press(world, answer, buttons(answer)["来源(2)"], 1)
    assert "云乐镇2023年法治建设工作报告" in answer["text"]
    assert "莒镇 2023" in world.reply(world.say("那莒镇呢"))["text"], "nor is the talk forgotten"


def test_health_and_metrics(shared: BotProcess, world: World, user: int) -> None:
    port = shared.words().split("health at 127.0.0.1:")[1].split()[0]
    world.reply(world.say(ASK, user))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as page:
        assert page.read().startswith(b"ok ")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as page:
        rows = dict(r.rsplit(" ", 1) for r in page.read().decode().splitlines() if r[0] != "#")
    assert float(rows["yinju_bot_answered_total"]) >= 1
    assert float(rows["yinju_bot_reports"]) == 5


INLINE = [
    ("云乐镇有几名法律顾问", 3),
    ("云" * 256, 1),
    ("", 3),
    ("   ", 3),
    ("<b>&amp;</i>", 1),
]


@pytest.mark.parametrize(("text", "count"), INLINE)
def test_inline_results(text: str, count: int, world: World, user: int) -> None:
    id = world.type_inline(text, user)
    found = world.wait(lambda: world.answers.get(id))
    assert len(found["results"]) >= count
    assert bool(found["results"][0]["id"] == "e0") == (not text.strip())
    assert found["is_personal"] == "true"


def test_a_refusal_inline_is_one_message_that_says_so(world: World, user: int) -> None:
    id = world.type_inline("云乐镇有几台拖拉机", user)
    (told,) = world.wait(lambda: world.answers.get(id))["results"]
    assert "并不回答这个问题" in told["input_message_content"]["message_text"]


def test_inline_results_are_paged(world: World, user: int) -> None:
    seen, offset = [], ""
    for _ in range(9):
        id = world.type_inline("哪些地方有法律顾问", user, offset)
        found = world.wait(lambda id=id: world.answers.get(id))
        seen += [one["id"] for one in found["results"]]
        offset = found.get("next_offset", "")
        if not offset:
            break
    assert len(seen) == len(set(seen)) >= 6
    for bad in ("x", "-3", "99999999999999999999", "²"):
        id = world.type_inline(ASK, user, bad)
        world.wait(lambda id=id: world.answers.get(id))


def test_a_late_inline_answer_is_quiet(world: World, user: int) -> None:
    id = world.type_inline(ASK, user)
    world.queries[id] = -100
    world.reply(world.say(ASK, user))


def test_a_guest_gets_one_answer(world: World, user: int) -> None:
    query = world.query()
    chat, person = world.chat(-900, "supergroup"), world.person(user)
    text = "@yinju_test_bot 云乐镇有几名法律顾问"
    guest = world.make_message(text, chat, person, guest_query_id=query)
    world.push("guest_message", guest)
    result = world.wait(lambda: world.answers.get(query))["result"]
    assert FIGURE in json.dumps(result, ensure_ascii=False)
    assert not world.to(-900)
