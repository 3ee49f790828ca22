"""A bot that is killed again and again over a backlog, and what came of the questions in it."""

import random
import threading
from collections.abc import Callable, Sequence
from typing import Any

from tests.bots.process import BotProcess
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.world import World

MARKS = ("(重发)", "(sent again)")
HOOK = {"webhook": "https://bot.example", "secret": "s3cret", "listen": "127.0.0.1:0"}
MODES: dict[str, dict[str, str]] = {"polling": {}, "webhook": HOOK}
Messages = Sequence[dict[str, Any]]


def crash(
    api: FakeBotApi, start: Callable[..., BotProcess], mode: str, seed: int, asked: Messages
) -> BotProcess:
    """Kills six bots in the midst of their answers; the seventh, which has answered all."""
    world, chance = api.world, random.Random(seed)
    for _ in range(6):
        bot, before = start(**MODES[mode]), len(world.sent)
        posting = threading.Thread(target=deliver, args=(api, bot, 40))
        if mode == "webhook":
            bot.ready()
            posting.start()
        goal = before + chance.randint(1, 18)
        world.wait(lambda goal=goal: len(world.sent) >= goal, 120)
        bot.kill()
        if mode == "webhook":
            posting.join()
    bot = start(**MODES[mode])
    if mode == "webhook":
        deliver(api, bot.ready())
    world.wait(lambda: all(world.replies(message) for message in asked), 120)
    return bot


def deliver(api: FakeBotApi, bot: BotProcess, most: int = 1000) -> None:
    """Post what waits to the webhook of a bot."""
    bot.saw("listen at ")
    port = bot.words().rsplit("listen at 127.0.0.1:", 1)[1].split()[0]
    api.post_updates(f"http://127.0.0.1:{port}/telegram", most)


def unmarked(messages: Messages) -> list[dict[str, Any]]:
    """Those that do not say that they may have come before."""
    return [message for message in messages if not message["text"].startswith(MARKS)]


def what_became(world: World, asked: Messages) -> dict[str, int]:
    """How many questions were lost, doubled with a mark or without, and answered out of order."""
    replies = [world.replies(message) for message in asked]
    orders = []
    for chat in {message["chat"]["id"] for message in asked}:
        answers = [m for m in world.to(chat) if "reply_to_message" in m]
        orders.append([m["reply_to_message"]["message_id"] for m in answers])
    return {
        "asked": len(asked),
        "lost": sum(not found for found in replies),
        "doubled unmarked": sum(len(unmarked(found)) > 1 for found in replies),
        "doubled, marked": sum(len(found) > 1 for found in replies),
        "out of order": sum(order != sorted(order) for order in orders),
    }
