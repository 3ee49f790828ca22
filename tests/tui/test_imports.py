"""The modules of the chat have no circle, imports that only type checkers see included."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]


def imported(path: Path, known: set[str]) -> set[str]:
    """The modules of the chat that a module names anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {node.module} | names
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known


def test_no_module_of_the_chat_leads_back_to_itself() -> None:
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in (ROOT / "tui").rglob("*.py")
        if path.name != "__init__.py"
    }
    graph = {name: imported(path, set(paths)) for name, path in paths.items()}
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError
    assert len(order) == len(paths) > 40


def test_the_first_paint_waits_for_no_pane_out_of_sight_and_no_reader_of_reports() -> None:
    code = "import sys, tui.app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    late = {f"tui.widgets.{pane}" for pane in ("sidebar", "source", "help")}
    assert not set(done.stdout.split()) & (late | {"qa.adding", "qa.ingestion", "qa.engine"})
