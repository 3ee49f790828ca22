"""The ```console blocks of the documents: what is shown after `$ yinju …` is what it prints.

`python -m tests.consoles` writes today's output into the documents.
"""

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from qa.cli import main

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "README.zh.md",
    "docs/a-question-step-by-step.md",
    "docs/commands.md",
    "docs/record.md",
    "docs/suites.md",
)
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_SUITE = """\
{"id": "advisers", "question": "how many legal advisers does 云乐镇 have"}
{"id": "cats", "question": "云乐镇有多少只猫"}
"""
_CHECKED = """\
{"id": "advisers", "question": "how many legal advisers does 云乐镇 have", "lang": "mixed", \
"kind": "count", "expect": {"answer": [["1名"], ["5个村"]], \
"evidence": [["我镇配备1名法律顾问"]], "reports": ["yunle-2023"]}}
{"id": "cats", "question": "云乐镇有多少只猫", "lang": "zh", "kind": "none", \
"expect": {"abstain": true}}
"""
_REPORT = "桃花镇2024年法治政府建设工作报告\n一、主要成效\n全镇配备3名法律顾问。\n"


class Shown(NamedTuple):
    """A command in a document and what the document says it prints."""

    document: str
    command: str
    output: str


def shown() -> Iterator[Shown]:
    """Every command of every document."""
    for document in DOCUMENTS:
        for block in _BLOCK.findall((ROOT / document).read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield Shown(document, command, output)


def locale_of(document: str) -> str:
    """The locale in which the commands of a document are run."""
    return "zh_CN.UTF-8" if ".zh." in document else "C.UTF-8"


def run(command: str, folder: Path, locale: str = "C.UTF-8") -> str:
    """What a command prints on both streams, in a folder with the files of the examples."""
    (folder / "suite.jsonl").write_text(_SUITE, encoding="utf-8")
    (folder / "advisers.jsonl").write_text(_CHECKED, encoding="utf-8")
    (folder / "taohua-2024.txt").write_text(_REPORT, encoding="utf-8")
    name, *words = shlex.split(command)
    if name != "yinju":
        raise ValueError(f"only yinju is run, not {name}")
    told = io.StringIO()
    with (
        contextlib.chdir(folder),
        # What is shown needs no extra, and is what readers of the document's language see.
        mock.patch.dict(os.environ, {"YINJU_SEMANTIC": "false", "LC_ALL": locale}),
        contextlib.redirect_stdout(told),
        contextlib.redirect_stderr(told),
        Path(os.devnull).open(encoding="utf-8") as nothing,
        mock.patch.object(sys, "stdin", nothing),
        contextlib.suppress(SystemExit),  # of --help
    ):
        main(words)
    return told.getvalue()


def _refresh(document: str, folder: Path) -> None:
    path, locale = ROOT / document, locale_of(document)

    def anew(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.*)$", block.group(), re.MULTILINE)
        return "".join(f"$ {command}\n{run(command, folder, locale)}" for command in commands)

    path.write_text(_BLOCK.sub(anew, path.read_text(encoding="utf-8")), encoding="utf-8")


def _main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home}
        os.environ |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
        run("yinju index", Path(home))
        for document in DOCUMENTS:
            folder = Path(home, document)
            folder.mkdir(parents=True)
            _refresh(document, folder)


if __name__ == "__main__":
    _main()
