"""Suites to ask a stand-in of, and a stand-in that breaks."""

import json
from pathlib import Path

from qa.errors import IndexFault
from qa.model import Answer, Question
from tests.fakes import FakeEngine

RIGHT = (
    '{"id": "right", "question": "顾问", "kind": "count", "lang": "zh", "expect": {"answer":'
    ' [["1名"]], "evidence": [["配备1名法律顾问"]], "reports": ["yunle-2023"]}}'
)
WRONG = RIGHT.replace('"right"', '"wrong"').replace('[["1名"]]', '[["2名"]]')
FALSE = RIGHT.replace('"right"', '"false"').replace('"顾问"', '"猫"')
MISSED = '{"id": "missed", "question": "顾问?", "kind": "none", "expect": {"abstain": true}}'
DUE = '{"id": "due", "question": "猫", "kind": "none", "expect": {"abstain": true}}'
OPEN = '{"id": "open", "question": "顾问"}'


def suite(folder: Path, *lines: str, name: str = "suite.jsonl") -> str:
    (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return name


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


class Breaking(FakeEngine):
    """Breaks on a question that says so."""

    def ask(self, question: Question, top: int = 3) -> Answer:
        if question.text == "bug":
            raise ZeroDivisionError("oops")
        if question.text == "fault":
            raise IndexFault("the index is damaged")
        if question.text == "stop":
            raise KeyboardInterrupt
        return super().ask(question, top)
