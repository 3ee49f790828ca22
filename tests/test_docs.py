"""The documents say what is so."""

import doctest
import os
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from qa.cli.exits import Exit
from qa.settings import PREFIX, Settings
from tests.consoles import DOCUMENTS, ROOT, locale_of, run, shown

BLOCKS = list(shown())
READMES = ("README.md", "README.zh.md")


def flat(text: str) -> str:
    """The words alone: Pythons differ in how they lay out help, and in `-o OUT, --output OUT`."""
    return " ".join(re.sub(r"(-\w) [A-Z]+, --", r"\1, --", text).split())


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> defaultdict[str, Path]:
    """One folder a document: its commands build on each other, and the index is there."""
    run("yinju index", tmp_path_factory.mktemp("first"))
    return defaultdict(lambda: tmp_path_factory.mktemp("document"))


@pytest.mark.parametrize(
    "block", BLOCKS, ids=[f"{block.document}: {block.command}" for block in BLOCKS]
)
def test_a_document_shows_what_is_printed(
    block: tuple[str, str, str], folders: defaultdict[str, Path]
) -> None:
    document, command, output = block
    printed = run(command, folders[document], locale_of(document))
    if command.endswith("--help"):
        assert flat(printed) == flat(output)
    else:
        assert printed == output


@pytest.mark.parametrize("name", ["docs/a-question-step-by-step.md", "ARCHITECTURE.md"])
def test_the_rooms_that_are_named_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for path in re.findall(r"`(qa/[\w/.-]+)`", text):
        assert (ROOT / path).exists(), path


def test_every_command_is_in_the_docs() -> None:
    modules = (ROOT / "qa" / "cli" / "commands").rglob("[!_]*.py")
    commands = {path.stem for path in modules}
    shown = {block.command for block in BLOCKS if block.document == "docs/commands.md"}
    helped = {command for command in shown if command.endswith("--help")}
    assert helped == {"yinju --help"} | {f"yinju {command} --help" for command in commands}


@pytest.mark.parametrize("name", READMES)
def test_a_readme_installs_for_users_then_sets_up_and_tests(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    users, first, second = re.findall(r"```sh\n(.*?)\n```", text, re.DOTALL)[:3]
    question = (
        "云乐镇有几名法律顾问" if ".zh." in name else "how many legal advisers does 云乐镇 have"
    )
    asks = f'yinju ask "{question}"'
    assert users.splitlines() == [f"{tool} install . && {asks}" for tool in ("pipx", "uv tool")]
    assert "pip install -e '.[test]'" in first
    assert asks in first
    assert second == ".venv/bin/pytest"


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_extra(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / name).read_text(encoding="utf-8")
    for extra in project["optional-dependencies"].keys() - {"test"}:
        assert f"`{extra}`" in text


def test_the_examples_for_python_are_true(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", None, 0)
    folder = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert doctest.DocTestRunner().run(examples).failed == 0
    finally:
        os.chdir(folder)


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_setting_and_exit_code(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for key in Settings.__dataclass_fields__:
        assert f"`{key}`" in text
    assert PREFIX in text
    for code in Exit:
        assert f"| {code:d} |" in text


@pytest.mark.parametrize("name", [*DOCUMENTS, "CONTRIBUTING.md", "ARCHITECTURE.md"])
def test_links_lead_somewhere(name: str) -> None:
    path = ROOT / name
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("name", READMES)
def test_a_readmes_lexicon_and_manifest_work(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    (lexicon,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    (manifest,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "taohua-2024.txt").write_text("本镇登记犬只30只。\n", encoding="utf-8")
    (tmp_path / "own" / "manifest.toml").write_text(manifest, encoding="utf-8")
    (tmp_path / "words.tsv").write_text(lexicon, encoding="utf-8")
    assert "桃花镇  2024" in run("yinju reports --corpus own", tmp_path)
    for question in ("桃花镇登记了多少宠物", "'how many furry friends does 桃花镇 have'"):
        explained = run(f"yinju explain {question} --corpus own --lexicon words.tsv", tmp_path)
        assert "犬只" in explained.split("found:")[0].split("找到:")[0]
