"""Long lists and long sentences are turned over page by page, and nothing is lost on the way."""

from pathlib import Path

from tests.bots.conftest import Start
from tests.bots.talking import buttons, press
from tests.fake_bot_api.markup import slice_units
from tests.fake_bot_api.server import FakeBotApi

PLACES = "甲乙丙丁戊己庚辛壬癸"
LONG = "全镇聘请法律顾问12名," + "认真开展各项工作,𠮷祥如意," * 900 + "成效明显。"


def lay(folder: Path) -> Path:
    """A corpus of twenty reports."""
    corpus = folder / "reports"
    corpus.mkdir()
    for name in PLACES:
        for year in (2022, 2023):
            title = f"{name}山镇{year}年法治政府建设工作报告"
            body = LONG if (name, year) == ("甲", 2023) else "全镇登记犬只30只。"
            (corpus / f"{ord(name):x}-{year}.txt").write_text(
                f"{title}\n{body}\n", encoding="utf-8"
            )
    return corpus


def test_pages_are_turned_to_the_end(api: FakeBotApi, start: Start, tmp_path: Path) -> None:
    world = api.world
    start(corpus=str(lay(tmp_path))).ready()

    shown = world.reply(world.say("/reports"))
    assert "20份报告,10个地方" in shown["text"]
    press(world, shown, buttons(shown)["乙山镇"], 1)
    assert shown["text"].split("\n")[1].startswith("乙山镇 2022")
    world.click(shown, buttons(shown)["📄 乙山镇 2023"])
    (call,) = world.wait(lambda: world.made("sendDocument"))
    assert "犬只30只" in next(iter(call.files.values())).decode()
    press(world, shown, buttons(shown)["返回"], 1)
    assert "癸山镇" in buttons(shown)

    table = world.reply(world.say("/compare 犬只有几只"))
    rows = [row for row in table["text"].split("\n") if "│" in row]
    press(world, table, buttons(table)["▶"], 1)
    rows += [row for row in table["text"].split("\n") if "│" in row]
    assert len({row.partition(" │")[0] for row in rows}) == 20

    answer = world.reply(world.say("甲山镇2023年有几名法律顾问?"))
    assert "12名" in answer["text"]
    press(world, answer, next(d for d in buttons(answer).values() if d.startswith("s:")), 1)
    whole = ""
    for _ in range(20):
        quote = next(e for e in answer["entities"] if e["type"] == "expandable_blockquote")
        whole += slice_units(answer["text"], quote)
        if "»" not in buttons(answer):
            break
        press(world, answer, buttons(answer)["»"], 1)
    assert whole == LONG

    press(world, answer, buttons(answer)["上下文"], 1)
    assert "»" in buttons(answer)
    press(world, answer, buttons(answer)["»"], 1)
    assert "«" in buttons(answer)
    back = next(d for d in buttons(answer).values() if d.startswith("a:"))
    press(world, answer, back, 1)
    other = next(d for d in buttons(answer).values() if d.startswith("o:") and d.endswith("y"))
    press(world, answer, other, 1)
    assert "甲山镇 2022" in answer["text"]


def test_reports_are_looked_for(api: FakeBotApi, start: Start, tmp_path: Path) -> None:
    world = api.world
    start(corpus=str(lay(tmp_path))).ready()
    found = world.reply(world.say("/reports 甲山镇 2022"))
    assert found["text"].split("\n")[1:] == ["甲山镇 2022 · 甲山镇2022年法治政府建设工作报告"]
    many = world.reply(world.say("/reports 2022"))
    assert "报告有10份" in many["text"]
    assert "另有2份" in many["text"].split("\n")[-1]
    assert len([name for name in buttons(many) if name.startswith("📄")]) == 8
    press(world, many, buttons(many)["返回"], 1)
    assert "癸山镇" in buttons(many)
