"""Compiling: what is kept of a pattern is what `re` makes of it."""

import re
import subprocess
import sys

import pytest

from qa import cache
from qa.language import compiling
from qa.language.compiling import Programs, compile_pattern

PATTERNS = [
    ("", 0),
    ("镇|乡|县", 0),
    (r"(?P<low>\d+)(?:[-—](?P<high>\d+))?(年)", 0),
    (r"\bhow (?:many|much)\b", re.IGNORECASE),
    ("(?i:Ä)straße", 0),
    (" a  # a letter\n b+?", re.VERBOSE),
    (r"(?<![^\W\da-zA-Z_])[⺀-鿿]{2,6}(?=局|厅)", 0),
    (r"^.(?s:.)$", re.MULTILINE | re.ASCII),
]


@pytest.mark.parametrize(("source", "flags"), PATTERNS)
def test_a_pattern_is_what_re_makes_of_it(source: str, flags: int) -> None:
    wanted, programs = re.compile(source, flags), Programs()
    assert programs.compile(source, flags) == wanted
    kept = Programs(programs.dump())
    found = kept.compile(source, flags)
    assert (found, found.groupindex, found.groups) == (wanted, wanted.groupindex, wanted.groups)
    assert found.flags == wanted.flags
    assert not kept.has_grown


def test_the_same_text_with_other_flags_is_another_pattern() -> None:
    programs = Programs()
    programs.compile("a", 0)
    programs = Programs(programs.dump())
    assert programs.compile("a", re.IGNORECASE).match("A")
    assert programs.has_grown
    assert not programs.compile("a", 0).match("A")


def test_what_is_no_pattern_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for known in (True, False):
        monkeypatch.setattr(compiling, "_IS_KNOWN", known)
        assert compile_pattern("[ab]").fullmatch("b")
        with pytest.raises(re.error, match="unterminated"):
            compile_pattern("[ab")


def test_of_too_many_those_stay_that_were_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_MOST", 2)
    programs = Programs()
    for source in "abc":
        programs.compile(source, 0)
    programs = Programs(programs.dump())
    programs.compile("d", 0)
    programs = Programs(programs.dump())
    programs.compile("d", 0)
    assert not programs.has_grown
    programs.compile("a", 0)
    assert programs.has_grown


def test_a_question_that_was_asked_compiles_nothing() -> None:
    ask = "import qa.cli\nassert not qa.cli.main(['ask', '云乐镇有几名法律顾问'])"
    subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True)
    none = "from qa.language import compiling\ncompiling._make = None\n"
    subprocess.run([sys.executable, "-c", none + ask], check=True, capture_output=True)


def test_all_that_is_kept_is_as_re_makes_it() -> None:
    ask = "import qa.cli\nassert not qa.cli.main(['ask', 'how many legal advisers in 云乐镇'])"
    subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True)
    kept = Programs(cache.recall(compiling._NAME) or b"")
    keys = [key.partition(" ") for key in kept._kept]
    assert len(keys) > 100
    for flags, _, source in (key for key in keys if not key[0].endswith("+")):
        assert kept.compile(source, int(flags)) == re.compile(source, int(flags))
