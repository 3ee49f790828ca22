"""Deeds beside plans: what was done answers before what is aimed at, if it says as much."""

from qa.extraction.candidate import Candidate
from qa.extraction.weights import FIT, MATCHING
from qa.model import Query

_BESIDE_PLAN = 6  # candidates among which a deed is looked for


def deed_first(query: Query, ranked: list[Candidate]) -> list[Candidate]:
    """The candidates with a deed before the plan that is best, if it speaks of all that is asked.

    力争满意率达到95% says no more of 满意率 than 满意率93.4% does.
    """
    if not (ranked and query.kind.wants_figure and ranked[0].features.plan_unasked):
        return ranked
    plan = ranked[0]
    done = (c for c in ranked[1:_BESIDE_PLAN] if not c.features.plan_unasked)
    best = next((c for c in done if _says_as_much(c, plan)), None)
    return [best, *(c for c in ranked if c is not best)] if best else ranked


def _says_as_much(deed: Candidate, plan: Candidate) -> bool:
    """Whether a deed speaks of each term that a plan speaks of, and fits as well."""
    pairs = zip(deed.strengths, plan.strengths, strict=True)
    spoken = all(done >= MATCHING.sentence * planned for done, planned in pairs)
    return spoken and deed.fit >= FIT.as_well * plan.fit
