"""`python -m tests.fake_bot_api`: chat with the bot in a terminal, with no token and no network.

A line is a message, `#2` presses the second button of the last message, `:q` ends.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import Json, World

_QUIET = 0.4  # seconds without news after which it is the person's turn
_PERSON = 1


def main() -> int:
    """Start the server and, unless told otherwise, the bot; then talk."""
    parser = argparse.ArgumentParser("python -m tests.fake_bot_api", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--lang", default="zh", help="language code of the person: zh, en")
    parser.add_argument("--no-bot", action="store_true", help="wait for a bot started elsewhere")
    arguments = parser.parse_args()
    with FakeBotApi(port=arguments.port) as api, tempfile.TemporaryDirectory() as folder:
        bot = None if arguments.no_bot else _start_bot(api, folder)
        if arguments.no_bot:
            print(f"YINJU_BOT_BASE_URL={api.url} YINJU_BOT_TOKEN={api.world.token} yinju-bot")
        try:
            api.world.wait(lambda: api.world.made("getUpdates"), 120)
            _talk(api.world, arguments.lang)
        except (KeyboardInterrupt, BrokenPipeError):
            pass
        finally:
            if bot:
                bot.terminate()
                bot.wait(20)
    return 0


def _start_bot(api: FakeBotApi, folder: str) -> "subprocess.Popen[bytes]":
    own = {"TOKEN": api.world.token, "BASE_URL": api.url, "DATA": folder, "ADMINS": str(_PERSON)}
    environ = os.environ | {f"YINJU_BOT_{key}": value for key, value in own.items()}
    command = [sys.executable, "-m", "bots.telegram_bot", "--log", "ERROR"]
    return subprocess.Popen(command, env=environ)


def _talk(world: World, lang: str) -> None:
    world.say("/start", _PERSON, lang=lang)
    shown = _show_news(world, {})
    for line in sys.stdin:
        text = line.strip()
        if text == ":q":
            return
        if text.startswith("#") and text[1:].isdigit():
            _press(world, int(text[1:]), lang)
        elif text:
            world.say(text, _PERSON, lang=lang)
        shown = _show_news(world, shown)


def _press(world: World, number: int, lang: str) -> None:
    message = world.to(_PERSON)[-1]
    buttons = list(_buttons(message))
    if 1 <= number <= len(buttons):
        id = world.click(message, buttons[number - 1]["callback_data"], _PERSON, lang)
        answer = world.wait(lambda: world.answers.get(id))
        if answer.get("text"):
            print(f"  ({answer['text']})")


def _show_news(world: World, shown: dict[int, str]) -> dict[int, str]:
    """Print what is new or edited until nothing more comes; what has been shown by then."""
    until, quiet = time.monotonic() + 20, time.monotonic() + 20
    while time.monotonic() < min(until, quiet):
        for message in world.to(_PERSON):
            state = repr((message.get("text"), message.get("reply_markup")))
            if shown.get(message["message_id"]) != state:
                shown[message["message_id"]] = state
                _show(message)
                quiet = time.monotonic() + _QUIET
        time.sleep(0.05)
    return shown


def _show(message: Json) -> None:
    text = message.get("text") or "[a file]"
    print("\n" + "\n".join(f"  {line}" for line in text.split("\n")))
    labels = [f"#{n} {button['text']}" for n, button in enumerate(_buttons(message), 1)]
    if labels:
        print("  " + "   ".join(labels))
    print(flush=True)


def _buttons(message: Json) -> Iterator[Json]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield from row


if __name__ == "__main__":
    sys.exit(main())
