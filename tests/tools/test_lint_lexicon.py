from collections.abc import Callable
from pathlib import Path

import pytest

from qa.language import resources
from qa.query.lexicon import FOLDERS, read_rows
from tools import lint_lexicon
from tools.lint_lexicon import MOST, SIZE, lint, lint_stops

HEAD = "# A theme.\n# source: by hand\n# licence: Apache-2.0\n\n"
Lint = Callable[..., list[str]]


@pytest.fixture
def faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Lints files of these rows, each in the folder of its language, however few they are."""
    monkeypatch.setattr(lint_lexicon, "SIZE", range(1000))

    def check(*rows: str, lang: str = "zh", head: str = HEAD) -> list[str]:
        path = tmp_path / lang / "theme.tsv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
        return [str(fault).removeprefix(f"{path}:") for fault in lint([path])]

    return check


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["打架\t纠纷", "吵架\t矛盾"], "5: stands behind what it sorts before"),
        (["吵了几回\t纠纷"], "5: 吵了几回 is shaped like a question"),
        (["吵架\t矛盾|矛盾"], "5: holds a word twice"),
        (["wifi\t无线网络"], "5: asks for a word that is not Chinese"),
        (["吵架\t矛盾", "吵架|打架\t纠纷|矛盾"], "5: 吵架 is told no more than in theme.tsv:6"),
        (["吵架\t纠纷", "吵架打架\t纠纷"], "6: 吵架 gives all that 吵架打架 does"),
    ],
)
def test_a_chinese_row_that_nobody_needs_is_named(
    faults: Lint, rows: list[str], fault: str
) -> None:
    assert faults(*rows) == [fault]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["how many quarrels\t纠纷"], "5: how many quarrels is shaped like a question"),
        (["吵架\t纠纷"], "5: asks for a word that is not English"),
        (["law\t法律"], "5: law is read the same without this row"),  # the dictionary
        (
            ["quarrel\t矛盾纠纷", "quarrelling\t矛盾纠纷"],
            "5: quarrel is read the same without this row",  # the stem
        ),
        (
            ["grid leader\t网格长", "grid leader of village\t网格长"],
            "6: grid leader of village is read the same without this row",  # a part
        ),
    ],
)
def test_an_english_row_that_nobody_needs_is_named(
    faults: Lint, rows: list[str], fault: str
) -> None:
    assert fault in faults(*rows, lang="en")


@pytest.mark.parametrize(
    ("lang", "rows"),
    [
        ("zh", ["吵架|打架\t纠纷|矛盾", "邻居吵架\t邻里纠纷"]),
        ("zh", ["结案\t办结\t=", "结案|了结\t审结"]),
        ("zh", ["几乎没有\t零"]),
        ("en", ["grid leader\t网格长", "grid leader meeting\t网格长例会"]),
        ("en", ["mediation\t调解", "mediator\t调解员"]),
        ("en", ["wrap up\t办结"]),
    ],
)
def test_a_row_that_says_something_new_is_let_be(faults: Lint, lang: str, rows: list[str]) -> None:
    assert faults(*rows, lang=lang) == []


def test_a_head_names_source_and_licence(faults: Lint) -> None:
    found = faults("吵架\t纠纷", head="# A theme.\n# source: \n\n")
    assert found == ["0: the head has no line # source: ", "0: the head has no line # licence: "]


def test_files_and_the_whole_are_of_a_size_that_people_can_review(
    faults: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lint_lexicon, "SIZE", SIZE)
    assert faults("吵架\t纠纷") == [f"0: 1 rows, not {SIZE.start} to {SIZE.stop - 1}"]
    monkeypatch.setattr(lint_lexicon, "SIZE", range(MOST * 2))
    many = [f"{chr(0x4E00 + i // 90)}{chr(0x5E00 + i % 90)}\t甲" for i in range(MOST + 1)]
    assert any("more than" in fault for fault in faults(*sorted(many)))


def test_a_stop_phrase_of_shorter_ones_is_named(tmp_path: Path) -> None:
    path = tmp_path / "stops.txt"
    path.write_text("# head\n请问\n一下\n请问一下\n弱弱问一句\n", encoding="utf-8")
    assert [str(fault) for fault in lint_stops(path)] == [
        f"{path}:4: 请问一下 is made up of shorter ones"
    ]


def test_what_ships_is_of_the_right_size_and_in_order() -> None:
    # The other faults take the linter half a minute; CI runs it by itself.
    paths = [path for folder in FOLDERS for path in resources.find_files(folder)]
    sizes = [len(list(read_rows(path))) for path in paths]
    assert sum(sizes) <= MOST
    assert set(sizes) <= set(SIZE)
