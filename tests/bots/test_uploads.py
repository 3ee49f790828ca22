"""Reports that admins send: taken in, announced, or refused for what they are."""

from pathlib import Path
from typing import Any

import pytest

from tests.bots.conftest import Start
from tests.bots.process import CORPUS
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World


def upload(world: World, name: str, content: bytes, user: int = 7, **more: Any) -> str:
    """What the bot says to a file."""
    id = f"file-{len(world.files)}"
    world.files[id] = {"file_id": id, "file_unique_id": id, "file_path": f"documents/{id}", "file_size": len(content), **more}  # fmt: skip  # noqa: E501
    world.contents[f"documents/{id}"] = content
    size = more.get("said_size", len(content))
    document = {"file_id": id, "file_unique_id": id, "file_name": name, "file_size": size}
    caption = {"caption": more["caption"]} if "caption" in more else {}
    message = world.make_message(
        None, world.chat(user), world.person(user), document=document, **caption
    )
    world.push("message", message)
    return str(world.reply(message)["text"])


GOOD = (
    "桃花镇2024年法治政府建设工作报告\n一、工作情况\n全镇登记犬只30只,聘请法律顾问12名。\n".encode()
)
BAD_FILES: list[tuple[str, bytes, dict[str, Any], str]] = [
    ("../../evil.txt", GOOD, {}, ".txt"),
    ("/etc/passwd", GOOD, {}, ".txt"),
    ("x.exe", GOOD, {}, ".txt"),
    (".txt", GOOD, {}, ".txt"),
    ("", GOOD, {}, ".txt"),
    ("big.txt", GOOD * 3000, {}, "太大"),
    ("huge.txt", GOOD, {"file_size": 21 << 20}, "太大"),
    ("liar.txt", GOOD * 3000, {"said_size": 10, "file_size": 10}, "太大"),
    ("local.txt", GOOD, {"file_path": "/etc/hostname"}, "读不出"),
    ("gone.txt", GOOD, {"file_path": "nowhere"}, "读不出"),
    ("binary.txt", bytes(range(256)) * 4, {}, "读不出"),
    ("bomb.txt", b"PK\x03\x04" + b"\0" * 1000, {}, "读不出"),
    ("short.txt", "好".encode(), {}, "读不出"),
    ("headings.txt", ("一、工作情况\n" * 8).encode(), {}, "读不出"),
]


@pytest.mark.parametrize(
    ("name", "content", "more", "holds"), BAD_FILES, ids=[row[0] or "none" for row in BAD_FILES]
)
def test_a_file_that_is_no_report_is_refused(
    name: str, content: bytes, more: dict[str, Any], holds: str, closed: World
) -> None:
    assert holds in upload(closed, name, content, **more)
    assert "桃花镇" not in closed.reply(closed.say("/reports", 7))["text"]


def test_a_report_that_an_admin_sends_is_asked_from_then_on(closed: World) -> None:
    assert "admins" in upload(closed, "taohua-2024.txt", GOOD, user=1) or closed.to(1)
    told = upload(closed, "taohua-2024.txt", GOOD)
    assert "taohua-2024" in told
    assert "桃花镇" in told
    assert "2024" in told
    assert "12名" in closed.reply(closed.say("桃花镇有几名法律顾问", 7))["text"]
    for name in ("taohua-2024.txt", "another.txt"):
        assert "已经在了:taohua-2024" in upload(closed, name, GOOD)
    changed = GOOD.replace(b"12", b"15")
    assert "/replace" in upload(closed, "taohua-2024.txt", changed)
    assert "已加入" in upload(closed, "taohua-2024.txt", changed, caption="/replace")
    assert "15名" in closed.reply(closed.say("桃花镇有几名法律顾问?", 7))["text"]
    assert "3份" in closed.reply(closed.say("/reload", 7))["text"]
    assert "3份" in closed.reply(closed.say("/reports", 7))["text"]


def test_a_folder_that_cannot_be_written_is_told(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    corpus = tmp_path / "reports"
    corpus.mkdir()
    (corpus / ".read").write_text("in the way of what is kept of a report", encoding="utf-8")
    (corpus / "yunle-2023.txt").write_bytes((CORPUS / "yunle-2023.txt").read_bytes())
    bot = start(corpus=str(corpus), admins="7").ready()
    assert "写不进去" in upload(api.world, "taohua-2024.txt", GOOD)
    bot.saw("a report cannot be added")
    assert "1份" in api.world.reply(api.world.say("/reports", 7))["text"]


def test_shipped_reports_stay_as_they_are(world: World) -> None:
    assert "--corpus" in upload(world, "taohua-2024.txt", GOOD)
