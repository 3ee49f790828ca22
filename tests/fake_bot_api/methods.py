"""What the bot may call: one function a method, each with the world and the parameters."""

import json
import time
from collections.abc import Callable
from typing import Any

from tests.fake_bot_api import markup
from tests.fake_bot_api.faults import Failure, bad
from tests.fake_bot_api.world import BOT, Json, World

Method = Callable[[World, Json], Any]
METHODS: dict[str, Method] = {}
_QUERY_LIFE = 10.0  # seconds within which a query may be answered
_NO_EDIT = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def method(name: str) -> Callable[[Method], Method]:
    """Register a method under its name, which the server compares in lower case."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return register


def _always(*names: str) -> None:
    for name in names:
        METHODS[name.lower()] = lambda _world, _params: True


_always(
    "setMyCommands", "setMyShortDescription", "setMyDescription", "deleteMyCommands",
    "sendChatAction", "leaveChat", "logOut", "close",
)  # fmt: skip


@method("getMe")
def get_me(_world: World, _params: Json) -> Json:
    return BOT


def _note_kinds(world: World, params: Json) -> None:
    """What is not said stays as it was."""
    if "allowed_updates" in params:
        world.asked_for = json.loads(params["allowed_updates"])


@method("setWebhook")
def set_webhook(world: World, params: Json) -> bool:
    world.webhook = {"url": params.get("url", ""), "secret": params.get("secret_token", "")}
    _note_kinds(world, params)
    return True


@method("deleteWebhook")
def delete_webhook(world: World, _params: Json) -> bool:
    world.webhook = {}
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, _params: Json) -> Json:
    url = world.webhook.get("url", "")
    return {
        "url": url, "has_custom_certificate": False, "pending_update_count": len(world.updates),
    }  # fmt: skip


@method("getUpdates")
def get_updates(world: World, params: Json) -> list[Json]:
    if world.webhook.get("url"):
        raise Failure(409, "Conflict: can't use getUpdates method while webhook is active")
    _note_kinds(world, params)
    offset, limit = int(params.get("offset") or 0), int(params.get("limit") or 100)
    until = time.monotonic() + min(float(params.get("timeout") or 0), 50)
    world.poll += 1
    own = world.poll
    if world.forget_offset and world.updates and offset > world.updates[-1]["update_id"] + 10:
        offset = 0
    world.updates = [u for u in world.updates if u["update_id"] >= offset]
    while not world.updates and (left := until - time.monotonic()) > 0:
        world.changed.wait(left)
        if world.poll != own:
            raise Failure(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot "
                "instance is running",
            )
    return world.updates[:limit]


def _chat(world: World, params: Json) -> Json:
    id = int(params["chat_id"])
    if id in world.migrated:
        raise Failure(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=world.migrated[id],
        )
    if id in world.closed:
        words = world.closed[id]
        raise Failure(403 if words.startswith("Forbidden") else 400, words)
    return world.chat(id, "private" if id > 0 else "supergroup")


def _content(params: Json) -> Json:
    source = str(params.get("text", ""))
    if len(source.encode()) > 32768:
        raise bad("text is too long")
    text, entities = source, list[markup.Entity]()
    if params.get("parse_mode") == "HTML":
        try:
            text, entities = markup.parse(source)
        except markup.MarkupError as error:
            raise bad(f"can't parse entities: {error}") from None
    if not text.strip():
        raise bad("message text is empty")
    if markup.units(text) > 4096:
        raise bad("message is too long")
    if len(entities) > 100:
        raise bad("too many entities")
    return {"text": text, "entities": entities} | _keyboard(params)


def _keyboard(params: Json) -> Json:
    if not params.get("reply_markup"):
        return {}
    keyboard = json.loads(params["reply_markup"])
    for row in keyboard.get("inline_keyboard", []):
        for button in row:
            if len(button.get("callback_data", "").encode()) > 64:
                raise bad("BUTTON_DATA_INVALID")
    return {"reply_markup": keyboard}


def _addressee(world: World, params: Json, chat: Json) -> Json:
    extra: Json = {}
    if thread := params.get("message_thread_id"):
        if int(thread) == 1 or int(thread) == 404:
            raise bad("message thread not found")
        extra |= {"message_thread_id": int(thread), "is_topic_message": True}
    if params.get("reply_parameters"):
        reply = json.loads(params["reply_parameters"])
        target = world.messages.get((chat["id"], reply["message_id"]))
        if target is not None:
            extra["reply_to_message"] = target
        elif not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
    return extra


@method("sendMessage")
def send_message(world: World, params: Json) -> Json:
    chat = _chat(world, params)
    extra = _addressee(world, params, chat) | _content(params)
    text = extra.pop("text")
    message = world.make_message(text, chat, BOT, **extra)
    world.sent.append(message)
    return message


@method("sendDocument")
def send_document(world: World, params: Json) -> Json:
    chat = _chat(world, params)
    extra = _addressee(world, params, chat)
    document = {"file_id": "out", "file_unique_id": "out", "file_name": params.get("file_name", "")}
    caption = {"caption": markup.parse(params["caption"])[0]} if params.get("caption") else {}
    message = world.make_message(None, chat, BOT, document=document, **extra, **caption)
    world.sent.append(message)
    return message


@method("editMessageText")
def edit_message_text(world: World, params: Json) -> Json:
    key = (int(params["chat_id"]), int(params["message_id"]))
    message = world.messages.get(key)
    if message is None:
        raise bad("message to edit not found")
    content = {"reply_markup": None, **_content(params)}
    if all(message.get(name) == value for name, value in content.items()):
        raise bad(_NO_EDIT)
    message |= content | {"edit_date": int(time.time())}
    if message["reply_markup"] is None:
        del message["reply_markup"]
    return message


@method("setMessageReaction")
def set_message_reaction(world: World, params: Json) -> bool:
    _chat(world, params)
    world.reactions.append(params)
    return True


def _answer_query(world: World, id: str, params: Json) -> None:
    made = world.queries.get(id)
    if made is None or time.monotonic() - made > _QUERY_LIFE:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    world.answers[id] = params


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Json) -> bool:
    _answer_query(world, params["callback_query_id"], params)
    return True


@method("answerInlineQuery")
def answer_inline_query(world: World, params: Json) -> bool:
    results = json.loads(params.get("results", "[]"))
    ids = [one["id"] for one in results]
    if len(results) > 50:
        raise bad("RESULTS_TOO_MUCH")
    if len(set(ids)) < len(ids) or any(not 1 <= len(id.encode()) <= 64 for id in ids):
        raise bad("RESULT_ID_DUPLICATE")
    for one in results:
        _content(
            {**one["input_message_content"], "text": one["input_message_content"]["message_text"]}
        )
    _answer_query(world, params["inline_query_id"], {**params, "results": results})
    return True


@method("answerGuestQuery")
def answer_guest_query(world: World, params: Json) -> Json:
    result = json.loads(params["result"])
    _answer_query(world, params["guest_query_id"], {**params, "result": result})
    return {"inline_message_id": "guest-1"}


@method("getFile")
def get_file(world: World, params: Json) -> Json:
    if params["file_id"] not in world.files:
        raise bad("wrong file_id or the file is temporarily unavailable")
    file = world.files[params["file_id"]]
    if file.get("file_size", 0) > 20 << 20:
        raise bad("file is too big")
    return file
