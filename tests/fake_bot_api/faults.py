"""Faults to order: which call fails, how, and how often."""

from dataclasses import dataclass, field


class Failure(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(words: str) -> Failure:
    """The answer 400."""
    return Failure(400, f"Bad Request: {words}")


@dataclass(slots=True)
class Rule:
    """What happens to calls of a method.

    `kind` is one of error (answer `code`, `words`, `parameters`), delay (`seconds`, then as
    usual), drop_before (close without doing it), drop_after (do it, close without an answer),
    raw (answer `body` with `code`), raw_after (do it first), cut (announce more than is sent),
    cut_after (do it first), drip (a byte a second, for `seconds`).
    """

    method: str
    kind: str = "error"
    times: int = 1
    """How many calls are met; negative for all."""
    skip: int = 0
    chat: int | None = None
    code: int = 500
    words: str = "Internal Server Error"
    parameters: dict[str, object] = field(default_factory=dict)
    seconds: float = 0.0
    body: bytes = b""
    contains: str = ""
    """Only calls whose text holds this."""

    def applies(self, method: str, params: dict[str, object]) -> bool:
        """Whether this call is met; counts it."""
        if self.method not in (method, "*") or not self.times:
            return False
        if self.chat is not None and str(params.get("chat_id")) != str(self.chat):
            return False
        if self.contains not in str(params.get("text", "")):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


CONFLICT = Rule(
    "getUpdates", code=409,
    words="Conflict: terminated by other getUpdates request; make sure that only one bot "
    "instance is running",
)  # fmt: skip
