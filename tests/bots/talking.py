"""What tests ask, and how they press the buttons of what is answered."""

from typing import Any

from tests.fake_bot_api.world import World

ASK = "云乐镇有几名法律顾问?"
FIGURE = "1名法律顾问"


def buttons(message: dict[str, Any]) -> dict[str, str]:
    """What each button under a message says when pressed."""
    rows = (message.get("reply_markup") or {})["inline_keyboard"]
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def press(world: World, message: dict[str, Any], data: str, user: int) -> dict[str, Any]:
    """What was answered to the press, once it was, and the bot is idle again."""
    id = world.click(message, data, user)
    world.wait(lambda: id in world.answers)
    world.reply(world.say("/help", user))
    return world.answers[id]


def exported(world: World, user: int) -> str:
    """The talk as a file."""
    world.say("/export", user)
    calls = world.wait(
        lambda: [c for c in world.made("sendDocument") if c.params["chat_id"] == str(user)]
    )
    return str(calls[-1].files["yinju.md"].decode())
