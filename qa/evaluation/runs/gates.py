"""Gates: what a run must reach to pass."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa.errors import SettingsError
from qa.evaluation.runs.metrics import CUTS, PARTS, Rate, Tally

_MINIMUM = re.compile(r"(?P<name>.+):(?P<least>[^:]+)")
_NAMES = ("all", *PARTS, *(f"recall@{cut}" for cut in CUTS))


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least that a rate must be."""

    name: str
    least: float


ALL_RIGHT = Minimum("all", 1.0)
"""The gate when none is named; a suite that expects nothing passes it."""


@dataclass(frozen=True, slots=True)
class Gates:
    """All that a run must reach."""

    minimums: tuple[Minimum, ...] = (ALL_RIGHT,)
    most_new_failures: int | None = None
    """None where no baseline is compared with."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A gate that was not reached."""

    name: str
    found: float
    """A rate, or a number of questions."""
    wanted: float
    rate: Rate | None = None
    """None for a number of questions."""


def read_minimum(text: str) -> Minimum:
    """The gate in kind=count:0.95.

    Raises:
        SettingsError: It does not read so.
    """
    match = _MINIMUM.fullmatch(text)
    name = match["name"] if match else ""
    if match is None or not (name in _NAMES or name.startswith(("kind=", "lang="))):
        known = ", ".join((*_NAMES, "kind=K", "lang=L"))
        raise SettingsError(
            "--min: expected NAME:RATE, found {text!r}; names are {known}", text=text, known=known
        )
    return Minimum(name, read_rate(match["least"], "--min"))


def read_rate(text: str, option: str) -> float:
    """A rate from 0 to 1; 95% is one too.

    Raises:
        SettingsError: It is none.
    """
    try:
        value = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise SettingsError(
            "{option}: expected a rate from 0 to 1, found {text!r}", option=option, text=text
        )
    return value


def shortfalls(gates: Gates, tally: Tally, new_failures: int) -> Iterator[Shortfall]:
    """The gates that were not reached; a rate of no questions reaches none but 0."""
    rates: Mapping[str, Rate] = tally.rates()
    for gate in gates.minimums:
        rate = rates.get(gate.name, Rate(gate.name, 0, 0))
        if rate.value < gate.least and (rate.of or gate is not ALL_RIGHT):
            yield Shortfall(gate.name, rate.value, gate.least, rate)
    most = gates.most_new_failures
    if most is not None and new_failures > most:
        yield Shortfall("new-failures", new_failures, most)
