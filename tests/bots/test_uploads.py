"""Reports that admins send: taken in whatever their format, or refused for what they are."""

import io
import itertools
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.bots.conftest import Start
from tests.bots.process import CORPUS
from tests.fake_bot_api.faults import Rule
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import Json, World
from tests.office import docx, paragraph
from tests.pdfs import grid, make


def upload(world: World, name: str, content: bytes, user: int = 7, **more: Any) -> str:
    """What the bot says to a file."""
    return str(world.reply(send(world, name, content, user, **more))["text"])


def send(world: World, name: str, content: bytes, user: int = 7, **more: Any) -> Json:
    """The message with a file, on its way to the bot."""
    id = f"file-{len(world.files)}"
    world.files[id] = {"file_id": id, "file_unique_id": id, "file_path": f"documents/{id}", "file_size": len(content), **more}  # fmt: skip  # noqa: E501
    world.contents[f"documents/{id}"] = content
    size = more.get("said_size", len(content))
    document = {"file_id": id, "file_unique_id": id, "file_name": name, "file_size": size}
    caption = {"caption": more["caption"]} if "caption" in more else {}
    lang = more.get("lang", "zh-hans")
    message = world.make_message(
        None, world.chat(user), world.person(user, lang), document=document, **caption
    )
    world.push("message", message)
    return message


_minutes = itertools.count(2_000_000_000, 60)


def advisers(world: World) -> str:
    """What is answered to a question about the reports sent here, a minute after the last one."""
    world.reply(world.say("/new", 7))
    return str(world.reply(world.say("桃花镇有几名法律顾问", 7, date=next(_minutes)))["text"])


GOOD = (
    "桃花镇2024年法治政府建设工作报告\n一、工作情况\n全镇登记犬只30只,聘请法律顾问12名。\n".encode()
)
TITLE, SENTENCE = GOOD.decode().split("\n")[::2][:2]


def zipped(**contents: bytes) -> bytes:
    """An archive; `_` stands for the point in a name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in contents.items():
            file.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


WORD = docx(paragraph(TITLE) + paragraph(SENTENCE))
PAGES = make([[(200, 60, TITLE), (94, 120, SENTENCE)], []], [[], grid([70, 90], [200, 220])])
SCAN = make([[]], [grid([70, 90], [200, 220])])
BAD_FILES: list[tuple[str, bytes, dict[str, Any], str]] = [
    ("x.exe", b"MZ" + bytes(range(256)) * 4, {}, "不认识这种文件"),
    ("big.txt", GOOD * 3000, {}, "最多0.2 MB"),
    ("huge.txt", GOOD, {"file_size": 21 << 20}, "最多0.2 MB"),
    ("liar.txt", GOOD * 3000, {"said_size": 10, "file_size": 10}, "最多0.2 MB"),
    ("local.txt", GOOD, {"file_path": "/etc/hostname"}, "没能从 Telegram 取来"),
    ("gone.txt", GOOD, {"file_path": "nowhere"}, "没能从 Telegram 取来"),
    ("binary.txt", bytes(range(256)) * 4, {}, "不认识这种文件"),
    ("bomb.txt", b"PK\x03\x04" + b"\0" * 1000, {}, "已损坏"),
    ("short.txt", "好".encode(), {}, "没有一个完整的句子"),
    ("headings.txt", ("一、工作情况\n" * 8).encode(), {}, "没有一个完整的句子"),
    ("scan.pdf", SCAN, {}, "扫描件"),
    ("rich.rtf", b"{\\rtf1 x}", {}, "不读 RTF"),
    ("none.zip", zipped(y_jpg=b""), {}, "可能是报告的文件有0个"),
    ("many.zip", zipped(x_rtf=b"{\\rtf1 1", y_rtf=b"{\\rtf1 2", z_rtf=b"{\\rtf1 3"), {},
     "没有加入 many.zip/x.rtf、many.zip/y.rtf、many.zip/z.rtf:不读 RTF"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "more", "holds"), BAD_FILES, ids=[row[0] or "none" for row in BAD_FILES]
)
def test_a_file_that_is_no_report_is_refused(
    name: str, content: bytes, more: dict[str, Any], holds: str, closed: World
) -> None:
    assert holds in upload(closed, name, content, **more)
    assert "桃花镇" not in closed.reply(closed.say("/reports", 7))["text"]


NAMES = [
    ("../../evil.txt", "evil.txt"),
    ("", "report.txt"),
    ("桃花镇 2024(定稿).TXT", "桃花镇 2024(定稿).txt"),
]


def test_whatever_its_name_a_report_lands_in_its_folder(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world, corpus = api.world, copy_of_one(tmp_path)
    start(corpus=str(corpus), admins="7").ready()
    before = set(tmp_path.rglob("*.txt"))
    for name, kept in NAMES:
        assert "已加入" in upload(world, name, GOOD)
        assert set(tmp_path.rglob("*.txt")) - before == {corpus / kept}, name
        id = kept.removesuffix(".txt")
        assert "已移除" in world.reply(world.say(f"/remove {id}", 7))["text"]


def copy_of_one(folder: Path) -> Path:
    """A corpus of one report, which may be changed."""
    corpus = folder / "reports"
    corpus.mkdir()
    (corpus / "yunle-2023.txt").write_bytes((CORPUS / "yunle-2023.txt").read_bytes())
    return corpus


READ = [
    ("taohua.txt", GOOD, ["已加入 taohua", "桃花镇(据标题)", "2024(据标题)", "1句,2个数据"]),
    ("taohua.docx", WORD, ["桃花镇(据标题)", "1句,2个数据"]),
    ("taohua.pdf", PAGES, ["1句,2个数据", "没有文字的页:2"]),
    ("all.zip", zipped(taohua_txt=GOOD, x_rtf=b"{\\rtf1", y_jpg=b""),
     ["加入了1份", "已加入 taohua", "没有加入 all.zip/x.rtf:不读 RTF"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "holds"), READ, ids=[row[0] for row in READ])
def test_a_file_of_any_format_is_taken_in_and_told_of(
    name: str, content: bytes, holds: list[str], closed: World
) -> None:
    try:
        told = upload(closed, name, content)
        for words in holds:
            assert words in told
        assert "12名" in advisers(closed)
    finally:
        assert "已移除" in closed.reply(closed.say("/remove taohua", 7))["text"]


def test_what_was_read_is_told_in_the_language_of_the_admin(closed: World) -> None:
    told = upload(closed, "taohua.pdf", PAGES, lang="en")
    closed.reply(closed.say("/remove taohua", 7))
    assert "place: 桃花镇 (from the title); year: 2024 (from the title)" in told
    assert "sentences: 1, figures: 2" in told
    assert "pages without text: 2" in told
    assert "run text recognition" in upload(closed, "scan.pdf", SCAN, lang="en")


def test_a_report_that_an_admin_sends_is_asked_from_then_on(closed: World) -> None:
    assert "只能由管理员" in upload(closed, "taohua-2024.txt", GOOD, user=1)
    assert "已加入 taohua-2024" in upload(closed, "taohua-2024.txt", GOOD)
    assert "12名" in advisers(closed)
    assert "已经在了,编号 taohua-2024" in upload(closed, "taohua-2024.txt", GOOD)
    for name, content in (("another.txt", GOOD), ("same.docx", WORD)):
        assert "taohua-2024" in upload(closed, name, content)
    changed = GOOD.replace(b"12", b"15")
    assert "/replace" in upload(closed, "taohua-2024.txt", changed)
    assert "已换上新的" in upload(closed, "taohua-2024.txt", changed, caption="/replace")
    assert "15名" in advisers(closed)
    assert "3份" in closed.reply(closed.say("/reload", 7))["text"]
    assert "3份" in closed.reply(closed.say("/reports", 7))["text"]
    assert "已移除" in closed.reply(closed.say("/remove taohua-2024", 7))["text"]


def test_a_bot_that_is_killed_over_a_file_takes_it_in_after_the_next_start(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world, corpus = api.world, copy_of_one(tmp_path)
    bot = start(corpus=str(corpus), admins="7").ready()
    world.rules.append(Rule("getFile", "delay", seconds=60))
    message = send(world, "taohua.pdf", PAGES)
    world.wait(lambda: world.made("getFile"))
    bot.kill()
    assert [path.name for path in corpus.glob("[!.]*")] == ["yunle-2023.txt"]
    start(corpus=str(corpus), admins="7")
    assert "已加入 taohua" in world.reply(message)["text"]
    assert len(world.replies(message)) == 1


def test_a_bot_that_is_killed_with_the_file_just_taken_in_says_that_it_is_there(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    world, corpus = api.world, copy_of_one(tmp_path)
    bot = start(corpus=str(corpus), admins="7").ready()
    world.rules.append(Rule("sendMessage", "drop_before", times=-1))
    message = send(world, "taohua.txt", GOOD)
    until = time.monotonic() + 60
    while not (corpus / "taohua.txt").exists():
        assert time.monotonic() < until
    bot.kill()
    world.rules.clear()
    start(corpus=str(corpus), admins="7")
    told = world.reply(message)["text"]
    assert "已经在了,编号 taohua" in told or "已加入 taohua" in told
    assert "12名" in advisers(world)


def test_a_file_that_never_ends_is_cut_off(closed: World) -> None:
    """Whatever was said of its size, hardly more than the limit is fetched."""
    world = closed
    message = send(world, "endless.txt", GOOD, said_size=10, file_size=10)
    world.endless["documents/" + message["document"]["file_id"]] = 300_000_000
    assert "最多0.2 MB" in world.reply(message)["text"]
    (taken,) = world.wait(lambda: world.cut_off)
    assert taken < 30_000_000, "what buffers on the way may hold"


def test_a_file_that_is_cut_off_on_its_way_is_not_taken_in(closed: World) -> None:
    message = send(closed, "half.txt", GOOD)
    closed.cut_short.add("documents/" + message["document"]["file_id"])
    assert "没能从 Telegram 取来" in closed.reply(message)["text"]


def test_a_folder_that_cannot_be_written_is_told(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    corpus = copy_of_one(tmp_path)
    (corpus / ".read").write_text("in the way of what is kept of a report", encoding="utf-8")
    bot = start(corpus=str(corpus), admins="7").ready()
    assert "写不进去" in upload(api.world, "taohua-2024.txt", GOOD)
    bot.saw("a report cannot be added")
    assert "1份" in api.world.reply(api.world.say("/reports", 7))["text"]


def test_shipped_reports_stay_as_they_are(world: World) -> None:
    assert "--corpus" in upload(world, "taohua-2024.txt", GOOD)
