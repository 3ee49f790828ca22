"""Cues: lists of phrases by script; and that no text compiles what it cannot hold."""

import pytest

from qa.language import cues, resources
from qa.language.cues import Cue

BOTH = {"zh": ["打算", "要(?:建|办)"], "en": ["plans?", "going to"], "any": [r"^\d+$"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打算建", "打算"),
        ("要办什么", "要办"),
        ("PLANS for it", "PLANS"),
        ("planes", None),
        ("2023", "2023"),
        ("what are 云乐镇 going to do", "going to"),
        ("", None),
    ],
)
def test_a_cue_is_found_in_either_script(text: str, found: str | None) -> None:
    match = Cue(BOTH).search(text)
    assert (match and match[0]) == found


def test_matches_of_all_lists_are_given() -> None:
    assert {match[0] for match in Cue(BOTH).matches("打算 and plans")} == {"打算", "plans"}


def test_a_stretch_bounds_the_search() -> None:
    assert Cue(BOTH).search("打算打算", 1, 3) is None


def test_words_parted_by_blanks_are_alternatives() -> None:
    assert Cue("因为 由于").fullmatch("由于")


def test_a_script_that_a_text_lacks_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    class Spy:
        def __init__(self, source: str, _: int) -> None:
            self.source = source

        def search(self, *_: object) -> None:
            made.append(self.source)

    monkeypatch.setattr(cues, "lazy_pattern", Spy)
    Cue(BOTH).search("什么")
    assert made == ["打算|要(?:建|办)", r"^\d+$"]


def test_a_name_in_braces_stands_for_a_shared_list() -> None:
    cue = Cue({"en": ["other (?:{places-en})"], "zh": ["各(?:{places-zh}){1,2}"]})
    for text in ("other provinces", "各自治区"):
        assert cue.fullmatch(text)
    with pytest.raises(KeyError):
        Cue(["{none-of-this-name}"])


def test_a_shared_list_is_shared() -> None:
    folder = resources.find_file("")
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.t*")]
    for name, alternatives in resources.read_toml("language/lists.toml").items():
        assert sum(text.count(f"{{{name}}}") for text in texts) > 1, name
        assert sum(text.count(alternatives) for text in texts) == 1, f"{name} stands elsewhere"
