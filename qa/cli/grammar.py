"""Argparse in Chinese and English: help that wraps by columns, misuse told in one line."""

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, NoReturn

from qa.errors import SettingsError
from qa.language.patterns import lazy_pattern
from qa.render.texts import width_of
from qa.wording import core_wordings, say, told

_OPTION = lazy_pattern(r"(?<![\w-])--[a-z][a-z-]*")
_LIKE = 0.6  # how alike two words must be for one to be meant by the other
_PIECES = lazy_pattern(r"\s*(?:[⺀-鿿][，。、；：！？）,;:)]*|[^\s⺀-鿿]+)")
"""Between these a line may break: words, and Chinese characters with the marks behind them."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks one language and raises where argparse would print and exit."""

    def __init__(self, *, lang: str = "en", **options: Any) -> None:
        options.setdefault("formatter_class", partial(_Formatter, lang=lang))
        super().__init__(**options)
        self.lang = lang
        self._given: Sequence[str] = ()
        self._positionals.title = told("positionals", lang)
        self._optionals.title = told("options", lang)
        if self.add_help:
            self._actions[0].help = told("help", lang)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse does it; what was given is kept for the fault that may be told of it."""
        self._given = args or ()
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Raises SettingsError with what is wrong, and what may have been meant."""
        if message.startswith("the following arguments are required") and (odd := self._unknown()):
            # Without an option of that name there is no telling what is missing.
            message = f"unrecognized arguments: {odd}"
        close = self._closest(message)
        hint = say("did-you-mean", self.lang, word=close) if close else ""
        message = re.sub(r"'([\w-]+)'(?=[,)])", r"\1", message)  # a list needs no quotes
        more = say("see-help", self.lang, command=self.prog)
        raise SettingsError(_reword(message, self.lang) + more + hint)

    def _unknown(self) -> str:
        """The first option that was given and that there is not, nor one that begins so."""
        names = (word.partition("=")[0] for word in self._given if word[:2] == "--" != word)
        known = tuple(self._option_string_actions)
        return next((n for n in names if not any(one.startswith(n) for one in known)), "")

    def _closest(self, message: str) -> str:
        """The option or choice that is like the one that is wrong."""
        if choice := re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message):
            return _likest(choice[1], re.findall(r"[\w-]+", choice[2]))
        if unknown := re.search(r"unrecognized arguments: (--[^\s=]+)", message):
            return _likest(unknown[1], _OPTION.findall(self.format_help()))
        return ""


@cache
def _misuses() -> Sequence[tuple[re.Pattern[str], Mapping[str, str]]]:
    return [
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(said))), wordings)
        for said, wordings in core_wordings("misuse").items()
    ]


def _reword(message: str, lang: str) -> str:
    """What argparse says, as data/wording/misuse.tsv has it."""
    for pattern, wordings in _misuses():
        if match := pattern.fullmatch(message):
            return wordings[lang].format(**match.groupdict())
    return message


def _likest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(set(known)), 1, _LIKE)), "")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Lays help out by terminal columns, in which a Chinese character takes two."""

    def __init__(self, prog: str, *, lang: str, **options: Any) -> None:
        super().__init__(prog, **options)
        self._lang = lang

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        prefix = told("usage", self._lang) + " " if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width)


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of so many terminal columns; it may break beside a Chinese character."""
    lines = [""]
    for piece in _PIECES.findall(" ".join(text.split())):
        if lines[-1] and width_of(lines[-1] + piece) > columns:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


def count(text: str) -> int:
    """A whole number from 1, for `type=`."""
    if (value := int(text)) < 1:
        raise ValueError
    return value


def whole(text: str) -> int:
    """A whole number from 0, for `type=`."""
    if (value := int(text)) < 0:
        raise ValueError
    return value
