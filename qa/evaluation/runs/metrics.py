"""Tallies: how many of what was right, with how sure one can be of the rate."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from qa.evaluation.judging import Outcome, Verdict
from qa.evaluation.suites.cases import Case

PARTS = ("answer", "citation", "precise", "refusal", "figures")
"""The parts of a verdict, in the order shown."""
CUTS = (3, 8)
"""Citations within which evidence is looked for."""
_Z = 1.959963984540054  # of a normal distribution, 95 % lie within


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many; or the sum of so many shares."""

    name: str
    right: float
    of: int
    shares: bool = False
    """Whether it is a mean of shares, for which there is no interval here."""

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of none."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the rate."""
        return None if self.shares or not self.of else wilson(self.right, self.of)


def wilson(right: float, of: int) -> tuple[float, float]:
    """The 95 % score interval of a rate."""
    share, square = right / of, _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def recall(relevant: Collection[str], cited: Sequence[str], cut: int) -> float:
    """The share of the relevant passages among the first different ones cited."""
    first = list(dict.fromkeys(cited))[:cut]
    return sum(one in relevant for one in first) / len(relevant)


@dataclass
class Tally:
    """Counts as they come in; `rates` gives them by name."""

    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    _right: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _of: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def checked(self) -> int:
        """How many questions something was expected of, errors included."""
        return self._of["all"]

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return sum(self.outcomes.values())

    def add(
        self, case: Case, verdict: Verdict, relevant: Collection[str], cited: Sequence[str]
    ) -> None:
        """Count a question; a refused one stays in every denominator it belongs to."""
        self.outcomes[verdict.outcome] += 1
        if case.expect is not None:
            for name in ("all", f"lang={case.lang}", f"kind={case.kind}"):
                self._count(name, verdict.right)
        for name in PARTS:
            value = getattr(verdict, name)
            if value is not None:
                self._count(name, value)
        if relevant:
            for cut in CUTS:
                self._count(f"recall@{cut}", recall(relevant, cited, cut))

    def _count(self, name: str, value: float) -> None:
        self._right[name] += value
        self._of[name] += 1

    def rates(self) -> Mapping[str, Rate]:
        """All rates by name, in the order shown."""
        return {
            name: Rate(name, self._right[name], self._of[name], name.startswith("recall"))
            for name in _ordered(self._of)
        }


def _ordered(names: Iterable[str]) -> Iterator[str]:
    known = ("all", *PARTS, *(f"recall@{cut}" for cut in CUTS))
    present = {name for name in names if name not in ("lang=",)}
    yield from (name for name in known if name in present)
    for prefix in ("lang=", "kind="):
        yield from sorted(name for name in present if name.startswith(prefix))
