"""The operator's week: who may ask, what people miss, news, backups."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.bots.conftest import Start
from tests.bots.process import CORPUS, ROOT
from tests.bots.talking import ASK, FIGURE, buttons, press
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World


def test_a_stranger_is_let_in_by_his_code_and_shut_out_again(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(users="1", admins="7").ready()
    told = world.reply(world.say(ASK, 66))["text"]
    code = told.split("配对码 ")[1].split()[0]
    assert code in world.wait(lambda: world.to(7))[0]["text"]
    assert "只给管理员" in world.reply(world.say(f"/allow {code}", 1))["text"]
    assert "66 可以问了" in world.reply(world.say(f"/allow {code.lower()}", 7))["text"]
    assert FIGURE in world.reply(world.say(ASK, 66))["text"]
    assert "可以问:1, 66\n" in world.reply(world.say("/people", 7))["text"]
    assert "例如" in world.reply(world.say("/allow WRONG1", 7))["text"]
    assert "66" in world.reply(world.say("/block 66", 7))["text"]
    before = len(world.to(66))
    assert "抱歉" in world.reply(world.say(ASK + "?", 66))["text"]
    assert len(world.to(66)) == before + 1
    assert "管理员不能" in world.reply(world.say("/block 7", 7))["text"]


def test_who_may_ask_is_said_of_an_open_bot_too(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(admins="7").ready()
    world.reply(world.say("/block 66", 7))
    text = world.reply(world.say("/people", 7))["text"]
    assert "可以问:所有人" in text
    assert "66" in text.split("\n")[1]
    assert "everyone" in world.reply(world.say("/people", 7, lang="en"))["text"]


def test_what_people_miss_becomes_a_suite(api: FakeBotApi, start: Start, tmp_path: Path) -> None:
    world = api.world
    start(admins="7").ready()
    assert "没有要看" in world.reply(world.say("/review", 7))["text"]
    world.reply(world.say("北京市有几名法律顾问?"))
    world.reply(world.say("/new"))
    world.reply(world.say("你好"))
    answer = world.reply(world.say(ASK))
    press(world, answer, buttons(answer)["👎"], 1)
    world.say("/review", 7)
    (call,) = world.wait(lambda: world.made("sendDocument"))
    suite = next(iter(call.files.values()))
    rows = [json.loads(line) for line in suite.decode().splitlines()]
    assert [(row["question"], row["kind"]) for row in rows] == [
        ("北京市有几名法律顾问?", "unanswered"),
        (ASK, "disliked"),
    ]
    path = tmp_path / "review.jsonl"
    path.write_bytes(suite)
    done = subprocess.run(
        [sys.executable, "-m", "qa", "batch", str(path)], capture_output=True, text=True, cwd=ROOT,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
    told = subprocess.run(
        [sys.executable, "-m", "bots.telegram_bot", "review"], capture_output=True, cwd=ROOT,
        env={"YINJU_BOT_TOKEN": "1:a", "YINJU_BOT_DATA": str(tmp_path / "data")}, check=True,
    )  # fmt: skip
    assert told.stdout == suite


def test_reports_are_removed_by_admins_only(closed: World) -> None:
    assert "没有这份" in closed.reply(closed.say("/remove ../yunle-2023", 7))["text"]
    assert closed.reply(closed.say("/remove", 7))["text"].endswith("hetang-2019、juzhen-2023")
    assert closed.reply(closed.say("/remove Juzhen", 7))["text"].endswith(":juzhen-2023")
    assert "只给管理员" in closed.reply(closed.say("/remove yunle-2023", 1))["text"]


def test_the_last_report_stays(api: FakeBotApi, start: Start, tmp_path: Path) -> None:
    corpus = tmp_path / "reports"
    corpus.mkdir()
    (corpus / "yunle-2023.txt").write_bytes((CORPUS / "yunle-2023.txt").read_bytes())
    start(corpus=str(corpus), admins="7").ready()
    assert "最后一份" in api.world.reply(api.world.say("/remove yunle-2023", 7))["text"]
    assert FIGURE in api.world.reply(api.world.say(ASK))["text"]


def test_news_goes_once_to_everybody_who_has_asked(api: FakeBotApi, start: Start) -> None:
    world = api.world
    start(admins="7").ready()
    for user in range(1, 5):
        world.reply(world.say(ASK, user))
    sure = world.reply(world.say("/broadcast 新加了<2024>年的报告", 7))
    assert "发给4个人" in sure["text"] or "要发给4" in sure["text"]
    for _ in range(2):
        told = press(world, sure, buttons(sure)["发给4人"], 7)
    assert "失效" in told["text"]
    world.wait(lambda: all(world.to(user)[-1]["text"].startswith("新加了") for user in range(1, 5)))
    assert sum(m["text"] == "新加了<2024>年的报告" for m in world.sent) == 4


def test_one_person_is_erased(api: FakeBotApi, start: Start, tmp_path: Path) -> None:
    world = api.world
    start(admins="7").ready()
    world.reply(world.say(ASK, 5))
    world.reply(world.say(ASK, 6))
    assert "5" in world.reply(world.say("/erase 5", 7))["text"]
    with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite")) as file:
        assert file.execute("select distinct person from turns").fetchall() == [(6,)]


def test_a_backup_is_taken_while_it_runs_and_put_back(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world = api.world
    bot = start().ready()
    world.reply(world.say(ASK))
    copy = tmp_path / "copy.sqlite"
    assert start(command=f"backup {copy}").process.wait(60) == 0
    assert copy.stat().st_mode & 0o077 == 0
    assert start(command=f"backup {copy}").process.wait(60) == 2, "a copy is never overwritten"
    refused = start(command=f"restore {copy}")
    assert refused.process.wait(60) == 2
    assert "another bot is running" in refused.words()
    sure = world.reply(world.say("/forget"))
    press(world, sure, buttons(sure)["删除"], 1)
    assert bot.stop() == 0
    assert start(command=f"restore {copy}").process.wait(60) == 0
    assert list((tmp_path / "data").glob("bot.sqlite.before-*")), "what was there is kept"
    start().ready()
    assert ASK in world.reply(world.say("/history"))["text"]
    wrong = start(command=f"restore {tmp_path / 'log-0.txt'}")
    assert wrong.process.wait(60) == 2


def test_a_refusal_suggests_what_can_be_asked(world: World, user: int) -> None:
    refusal = world.reply(world.say("北京市有几名法律顾问?", user))
    suggested = [label for label in buttons(refusal) if "法律顾问" in label]
    assert len(suggested) == 3
    press(world, refusal, buttons(refusal)["云乐镇有几名法律顾问?"], user)
    assert any(FIGURE in m["text"] for m in world.to(user))


def test_a_place_named_in_english_is_replaced_in_what_is_suggested(world: World, user: int) -> None:
    refusal = world.reply(world.say("how many legal advisers does Beijing have", user, lang="en"))
    assert "how many legal advisers does 云乐镇 have" in buttons(refusal)


def test_a_refusal_suggests_nothing_that_it_has_just_refused(world: World, user: int) -> None:
    world.reply(world.say(ASK, user))
    refusal = world.reply(world.say("周村区呢", user))
    assert "没有说" in refusal["text"]
    suggested = [label for label in buttons(refusal) if label.startswith("周村区")]
    assert suggested
    assert not any("法律顾问" in label for label in suggested)
    assert "其他年份" not in buttons(refusal), "there is one report of it, which was asked"


def test_what_is_no_answer_has_examples_and_no_verdict(world: World, user: int) -> None:
    for text in ("你好", "谢谢"):
        assert buttons(world.reply(world.say(text, user))).keys() == {
            "云乐镇有几名法律顾问?", "彭浦镇开展了多少场法治宣传?", "周村区存在哪些问题?",
        }  # fmt: skip


def test_the_report_of_a_source_is_sent_with_its_place(world: World, user: int) -> None:
    answer = world.reply(world.say(ASK, user))
    press(world, answer, buttons(answer)["来源(2)"], user)
    press(world, answer, buttons(answer)["报告全文"], user)
    (sent,) = [m for m in world.to(user) if "document" in m]
    assert "云乐镇 2023" in sent["caption"]
    assert "行)" in sent["caption"]
    files = [c.files for c in world.made("sendDocument") if c.params["chat_id"] == str(user)]
    assert (CORPUS / "yunle-2023.txt").read_text(encoding="utf-8") in [
        content.decode() for file in files for content in file.values()
    ]


def test_the_language_is_chosen_by_a_button(world: World, user: int) -> None:
    asked = world.reply(world.say("/lang", user))
    press(world, asked, buttons(asked)["English"], user)
    assert any("English from now on" in m["text"] for m in world.to(user))
