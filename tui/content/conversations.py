"""Conversations as JSON lines: each event is in the file before the screen shows it.

A file is only ever appended to, so a crash costs at most the line being written, and that line is
passed over when the file is read again. One program at a time writes a file: it holds it as long as
it knows the conversation.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO
from weakref import WeakSet

from qa.model import Answer, Question
from qa.render import is_reply
from qa.render.values import from_values, to_values
from tui.content import labels
from tui.content.locks import Hold
from tui.content.turns import Turn
from tui.content.wording import say

_PRIVATE = 0o700
"""Of the folders: what people ask is nobody else's business."""
_TITLE = 48
"""Most cells of a first question that serve as a name."""


@dataclass(slots=True, weakref_slot=True, eq=False)
class Conversation:
    """A named list of turns and the file that keeps it."""

    path: Path
    name: str = ""
    """As the reader named it; empty if not."""
    turns: list[Turn] = field(default_factory=list)
    fault: str = ""
    """Why the file cannot be written; the conversation goes on without it."""
    told: bool = False
    """Whether the reader knows of the fault."""
    fresh: bool = False
    """Whether it has no file yet; it takes the next number that is free then."""
    hold: Hold | None = None
    """Keeps other programs from writing; None until this one writes or goes on with it."""

    @property
    def title(self) -> str:
        """Its name, or else its first question; empty if nothing was asked."""
        first = self.turns[0].question.text if self.turns else ""
        return self.name or labels.cut(first, _TITLE)

    @property
    def history(self) -> tuple[str, ...]:
        """The questions that were looked for in the reports, oldest first."""
        read = (turn for turn in self.turns if turn.answer and not is_reply(turn.answer))
        return tuple(turn.question.text for turn in read)

    @property
    def awaited(self) -> Turn | None:
        """The last turn, if it awaits its answer."""
        return self.turns[-1] if self.turns and self.turns[-1].pending else None

    def ask(self, question: Question, *, corrected: bool = False) -> Turn:
        """A new turn that awaits its answer."""
        turn = Turn(len(self.turns) + 1, question, corrected=corrected)
        self.turns.append(turn)
        event = {"event": "asked", "turn": turn.id, "question": asdict(question)}
        self._write(event | ({"corrected": True} if corrected else {}))
        return turn

    def answer(self, number: int, answer: Answer) -> Turn:
        """The turn with its answer, and the question as it was asked in the end."""
        self._write({"event": "answered", "turn": number, "answer": to_values(answer)})
        return self._answer(number, answer)

    def fail(self, number: int, error: str) -> Turn:
        """The turn with the error that asking met."""
        self._write({"event": "failed", "turn": number, "error": error})
        return self._change(number, error=error)

    def rate(self, number: int, rating: int) -> Turn:
        """The turn as the reader rated it."""
        self._write({"event": "rated", "turn": number, "rating": rating})
        return self._change(number, rating=rating)

    def rename(self, name: str) -> None:
        """Give it another name."""
        self.name = name
        self._write({"event": "named", "name": name})

    def sync(self) -> None:
        """Wait until the disk holds what was written; a crash of the machine costs less then."""
        with suppress(OSError), self.path.open("rb") as file:
            os.fsync(file.fileno())

    def _answer(self, number: int, answer: Answer) -> Turn:
        return self._change(number, answer=answer, question=answer.question, error="")

    def _change(self, number: int, **changes: Any) -> Turn:
        if number < 1:
            raise IndexError(number)
        turn = replace(self.turns[number - 1], **changes)
        self.turns[number - 1] = turn
        return turn

    def _write(self, event: Mapping[str, Any]) -> None:
        try:
            self._claim()
            self._append(event)
        except OSError as error:
            self.fault = labels.unwritable(self.path, error)

    def _claim(self) -> None:
        """Hold the file, which is made if there is none."""
        self.path.parent.mkdir(_PRIVATE, parents=True, exist_ok=True)
        if self.hold is None and not self.fresh:
            self.hold = Hold(self.path)
        while self.hold is None:
            try:
                self.hold = Hold(self.path, make=True)
            except FileExistsError:
                self.path = _next(self.path)
            else:
                self.fresh = False

    def _append(self, event: Mapping[str, Any]) -> None:
        line = json.dumps(event, ensure_ascii=False).encode("utf-8", "backslashreplace")
        with self.path.open("ab+") as file:
            file.write((b"\n" if _is_torn(file) else b"") + line + b"\n")


def _is_torn(file: BinaryIO) -> bool:
    """Whether the file ends in a half-written line."""
    if not file.seek(0, os.SEEK_END):
        return False
    file.seek(-1, os.SEEK_END)
    return file.read() != b"\n"


class Store:
    """The folder of all conversations; each is one file, numbered in the order of creation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: WeakSet[Conversation] = WeakSet()

    def new(self) -> Conversation:
        """A fresh conversation; its file is written with the first event."""
        last = max((int(path.stem) for path in self._paths()), default=0)
        path = _next(self.folder / f"{last}.jsonl")
        conversation = Conversation(path, fresh=True)
        self._known.add(conversation)
        return conversation

    def resume(self, path: Path) -> Conversation | None:
        """The conversation to go on with; None if another program has it open.

        Raises:
            OSError: It cannot be read.
        """
        known = next((one for one in self._known if one.path == path and one.hold), None)
        if known:
            return known
        hold = None
        try:
            hold = Hold(path)
        except BlockingIOError:
            return None
        except OSError:
            pass  # it may still be read; that it cannot be written is said when it is to be
        conversation = read(path)
        conversation.hold = hold
        for turn in conversation.turns[:-1]:
            if turn.pending:  # a program was killed; only the last is asked again
                conversation._change(turn.id, error=say("interrupted"))
        self._known.add(conversation)
        return conversation

    def all(self) -> list[Conversation]:
        """All conversations, the one written last first; then those put away."""
        folders = (self._paths(), self.archive.glob("*.jsonl"))
        return [one for paths in folders for one in _read(sorted(paths, key=written, reverse=True))]

    @property
    def archive(self) -> Path:
        """The folder of conversations that were put away."""
        return self.folder / "archive"

    def put_away(self, path: Path) -> None:
        """Archive a conversation; one that is in the archive is deleted.

        Raises:
            BlockingIOError: Another program has it open.
            OSError: The file cannot be moved.
        """
        known = next((one for one in self._known if one.path == path and one.hold), None)
        hold = None if known else Hold(path)
        if path.parent != self.archive:
            self.archive.mkdir(_PRIVATE, exist_ok=True)
            away = path.rename(_free(self.archive / path.name))
            if known:
                known.path = away  # it may go on there
        else:
            path.unlink()
            if known:
                known.hold, known.fresh = None, True
        del hold

    def take_back(self, path: Path) -> Path:
        """The path of a conversation, which is taken out of the archive if it lies there."""
        if path.parent != self.archive:
            return path
        back = _free(self.folder / path.name)
        path.rename(back)
        return back

    def close(self) -> None:
        """Let other programs go on with what was open here."""
        for conversation in self._known:
            conversation.hold = None

    def last(self) -> Path | None:
        """The file written last."""
        return max(self._paths(), key=written, default=None)

    def _paths(self) -> Iterator[Path]:
        paths = self.folder.glob("*.jsonl")
        return (path for path in paths if path.stem.isdecimal() and path.is_file())


def written(path: Path) -> float:
    """When a file was written last; 0 if it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


def _free(path: Path) -> Path:
    """The path, or the next number that is not taken."""
    while path.exists():
        path = _next(path)
    return path


def _next(path: Path) -> Path:
    """The path of the next number."""
    return path.with_name(f"{int(path.stem) + 1:04}.jsonl")


def _read(paths: Iterable[Path]) -> Iterator[Conversation]:
    """The conversations of those files that can be read."""
    for path in paths:
        with suppress(OSError):
            yield read(path)


def read(path: Path) -> Conversation:
    """The conversation of a file; what makes no sense in it is passed over.

    Raises:
        OSError: The file cannot be read.
    """
    conversation = Conversation(path)
    for line in path.read_bytes().split(b"\n"):
        try:
            _apply(conversation, json.loads(line))
        except (ValueError, KeyError, TypeError, IndexError, ArithmeticError, RecursionError):
            continue
    return conversation


def _apply(conversation: Conversation, event: Mapping[str, Any]) -> None:
    turns = conversation.turns
    match event["event"]:
        case "named":
            conversation.name = str(event["name"])
        case "asked":
            question = from_values(Question, event["question"])
            corrected = bool(event.get("corrected"))
            turns.append(Turn(len(turns) + 1, question, corrected=corrected))
        case "answered":
            conversation._answer(event["turn"], from_values(Answer, event["answer"]))
        case "failed":
            conversation._change(event["turn"], error=str(event["error"]))
        case "rated":
            conversation._change(event["turn"], rating=int(event["rating"]))
