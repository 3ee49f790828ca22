"""State of the talk: what was asked so far, as far as a later question may lean on it."""

from typing import NamedTuple

from qa.model import Query, Term

Taken = tuple[tuple[str, str], ...]
"""Which rule kept or replaced each part of a question, as in `Query.taken`."""


class Times(NamedTuple):
    """Of when a sentence tells."""

    years: tuple[int, ...]
    plan: bool


class Scope(NamedTuple):
    """Of where and when something was asked."""

    mentions: tuple[tuple[str, ...], ...] = ()
    """Places as in `Query.mentions`."""
    years: tuple[int, ...] = ()
    report_years: tuple[int, ...] = ()


class Turn(NamedTuple):
    """A question of the talk, written out, and what the talk was about until then."""

    query: Query
    scope: Scope
    """The last place and years that reports cover."""
    scopes: tuple[Scope, ...]
    """All of which this same thing was asked, oldest first."""
    seen: tuple[Scope, ...]
    """All of the talk, oldest first."""
    things: tuple[tuple[Term, ...], ...]
    """What was named as asked about, the last first."""
    whole: tuple[Term, ...]
    """What was last named that was no part of what was asked about before."""
    ahead: bool = False
    """Whether the years of the talk are those of plans."""
    earlier: tuple[Query, ...] = ()
    """The questions before it, the last first."""

    @property
    def thing(self) -> tuple[Term, ...]:
        """What was last named as asked about."""
        return self.things[0]
