"""What the import contracts and the linter cannot see."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = [path for room in ("qa", "bots", "tui", "corpus") for path in (ROOT / room).rglob("*.py")]
FRONT_ENDS = {"textual", "rich", "telegram"}
HEAVY = {"numpy", "rank_bm25", "jieba", "opencc", "pypinyin", "sqlite3", "importlib.metadata"}


def loaded(code: str) -> set[str]:
    """The modules a fresh interpreter has loaded after running the code."""
    script = f"{code}\nimport sys\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stderr.split("\n"))


def test_the_core_loads_no_front_ends_library() -> None:
    assert not loaded("import qa, qa.cli, qa.batch, qa.render, qa.settings") & FRONT_ENDS


@pytest.mark.parametrize("argv", ["--help", "--version", "ask --help"])
def test_help_loads_nothing_heavy(argv: str) -> None:
    code = f"import qa.cli\ntry: qa.cli.main({argv.split()!r})\nexcept SystemExit: pass"
    found = loaded(code)
    assert not found & HEAVY
    assert "qa.engine" not in found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_stays_readable(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('"""')
    assert len(lines) <= 400


def test_the_map_names_every_module_of_the_core() -> None:
    shown = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {path.stem if path.is_file() else path.name for path in (ROOT / "qa").iterdir()}
    missing = {room for room in rooms - {"__init__", "__main__", "py"} if f"`{room}`" not in shown}
    assert not missing - {"__pycache__"}
