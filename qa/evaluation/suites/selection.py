"""Selection: which questions of a suite are asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from qa.errors import SettingsError
from qa.evaluation.suites.cases import Case

_SHARD = re.compile(r"([1-9]\d*)/([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a question must be to be asked; an empty part asks nothing of it."""

    ids: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    langs: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    failed: frozenset[str] | None = None
    """Ids that failed in a run before."""
    shard: tuple[int, int] = (1, 1)
    """The n-th of so many equal parts, taken in turn from what is left."""

    @property
    def whole(self) -> bool:
        """Whether every question is asked."""
        return self == Selection()

    def pick(self, cases: Iterable[Case]) -> Iterator[Case]:
        """The cases that are asked, in order."""
        part, parts = self.shard
        return islice(filter(self._takes, cases), part - 1, None, parts)

    def _takes(self, case: Case) -> bool:
        return (
            (not self.ids or case.id in self.ids)
            and (not self.kinds or case.kind in self.kinds)
            and (not self.langs or case.lang in self.langs)
            and (self.pattern is None or self.pattern.search(case.question) is not None)
            and (self.failed is None or case.id in self.failed)
        )


def read_pattern(text: str | None) -> re.Pattern[str] | None:
    """The regular expression of --grep.

    Raises:
        SettingsError: It is none.
    """
    try:
        return re.compile(text) if text is not None else None
    except re.error as error:
        raise SettingsError(
            "--grep: {text!r} is no regular expression: {why}", text=text, why=error
        ) from error


def read_shard(text: str) -> tuple[int, int]:
    """The part and the number of parts in 2/4.

    Raises:
        SettingsError: It does not read so.
    """
    match = _SHARD.fullmatch(text)
    part, parts = map(int, match.groups()) if match else (2, 1)
    if part > parts:
        raise SettingsError("--shard: expected something like 2/4, found {text!r}", text=text)
    return part, parts
