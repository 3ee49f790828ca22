"""A question suite in, answers out, in the suite's order and one at a time.

A suite is JSON lines `{"id", "question", "history"}` (only `question` must be there, other keys are
left alone) or plain text with one question a line. A line that cannot be read becomes an answer
with status error; it does not stop the suite.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Protocol

from qa.model import Answer, Kind, Query, Question, Reason, Status
from qa.wording import lang_of, say


class Asker(Protocol):
    """Whoever answers questions: the engine, or a stand-in."""

    def ask(self, question: Question, top: int = 3) -> Answer:
        """The answer to one question, with at most `top` citations."""
        ...


def run(
    asker: Asker, lines: Iterable[bytes], *, plain: bool = False, top: int = 3
) -> Iterator[Answer]:
    """The answers to a suite, each as soon as it is there.

    Args:
        asker: Who answers.
        lines: The suite's lines, undecoded; blank ones are passed over.
        plain: Whether a line is a question as it stands rather than JSON.
        top: The most citations of an answer.
    """
    for number, line in enumerate(lines, 1):
        if line.removeprefix(b"\xef\xbb\xbf").strip():
            try:
                question = _read(line, number, plain)
            except ValueError as error:
                yield _unreadable(line, number, str(error))
            else:
                yield asker.ask(question, top)


def _read(line: bytes, number: int, plain: bool) -> Question:
    decoded = _decode(line)
    if plain:
        return Question(decoded, str(number))
    try:
        item = json.loads(decoded)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError("not a JSON object") from error
    if not isinstance(item, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  # one kind of trouble: a bad line
    return Question(_text(item), _id(item, number), _history(item))


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error


def _text(item: dict[str, object]) -> str:
    value = item.get("question")
    if not isinstance(value, str):
        raise ValueError('"question" must be a text')  # noqa: TRY004
    return value


def _id(item: dict[str, object], number: int) -> str:
    value = item.get("id", str(number))
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ValueError('"id" must be a text or a whole number')  # noqa: TRY004
    return str(value)


def _history(item: dict[str, object]) -> tuple[str, ...]:
    value = item.get("history") or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError('"history" must be a list of texts')
    return tuple(value)


def _unreadable(line: bytes, number: int, detail: str) -> Answer:
    shown = line.decode("utf-8", "replace").strip()
    message = say("bad-input", "en", line=number, detail=detail)
    return Answer(
        question=Question("", _id_of(shown, number)),
        status=Status.ERROR,
        text="",
        query=Query("", lang_of(""), Kind.WHAT),
        reason=Reason("bad-input", message),
    )


def _id_of(shown: str, number: int) -> str:
    """The bad line's own id where one can be made out, so that results can still be joined."""
    try:
        return _id(json.loads(shown), number)
    except (ValueError, AttributeError, RecursionError):
        return str(number)
