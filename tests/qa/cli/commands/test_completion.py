import os
import subprocess
from pathlib import Path

import pytest

from qa.cli.parser import build, commands
from tests.conftest import Command

COMMANDS = (
    *("ask", "batch", "chat", "reports", "add", "remove", "index", "watch", "explain"),
    *("verify", "suite", "figures", "show", "search", "doctor", "completion"),
)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command(yinju: Command, shell: str) -> None:
    out = yinju("completion", shell).out
    assert set(commands(build())) == set(COMMANDS)
    assert all(command in out for command in COMMANDS)


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell is needed")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("yinju fig", "figures"),
        ("yinju ask --pla", "--place"),
        ("yinju ask --format m", "markdown"),
        ("yinju --lang zh sh", "show"),
    ],
)
def test_bash_completes(yinju: Command, tmp_path: Path, typed: str, wanted: str) -> None:
    (tmp_path / "c.bash").write_text(yinju("completion", "bash").out, encoding="utf-8")
    words = " ".join(f"'{word}'" for word in typed.split())
    script = (
        f"source c.bash; COMP_WORDS=({words}); COMP_CWORD={len(typed.split()) - 1}; _yinju;"
        ' echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (f"{wanted}\n", "")
