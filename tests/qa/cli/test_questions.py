"""The questions of a command line."""

from argparse import Namespace

import pytest

from qa.cli.questions import question

CHOSEN = Namespace(place=[], year=[], kind=None)


@pytest.mark.parametrize(
    ("text", "locale", "setting", "lang"),
    [
        ("", "zh_CN.UTF-8", None, "zh"),
        ("???", "zh_CN.UTF-8", None, "zh"),
        ("", "en_US.UTF-8", None, "en"),
        ("", "zh_CN.UTF-8", "en", "en"),
        ("云乐镇", "en_US.UTF-8", None, ""),
    ],
)
def test_what_holds_no_letter_is_answered_in_the_language_of_the_locale(
    text: str, locale: str, setting: str | None, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert question(text, CHOSEN, (), setting).lang == lang
