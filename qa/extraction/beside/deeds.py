"""Deeds before plans, and sums before what was added, where they say as much of the question."""

from collections.abc import Sequence

from qa.extraction.answer_types.quantity import asks_added
from qa.extraction.candidate import Candidate
from qa.extraction.cues import cue
from qa.extraction.things.contrasts import was_added
from qa.extraction.weights import FIT, MATCHING
from qa.model import Query
from qa.retrieval.passages import figures_in

_BESIDE_PLAN = 6  # candidates among which a deed is looked for


def deed_first(query: Query, ranked: list[Candidate]) -> list[Candidate]:
    """The candidates with a deed before the plan that is best, if it speaks of all that is asked.

    力争满意率达到95% says no more of 满意率 than 满意率93.4% does.
    """
    if not (ranked and query.kind.wants_figure):
        return ranked
    if total := _total_behind(query, ranked):
        return _put_first(total, ranked)
    if query.plan:
        return _plan_first(ranked)
    plan = ranked[0]
    if not plan.features.plan_unasked:
        return ranked
    done = (c for c in ranked[1:_BESIDE_PLAN] if not c.features.plan_unasked)
    best = next((c for c in done if _says_as_much(c, plan)), None)
    return _put_first(best, ranked)


def _put_first(best: Candidate | None, ranked: list[Candidate]) -> list[Candidate]:
    return [best, *(c for c in ranked if c is not best)] if best else ranked


def _plan_first(ranked: list[Candidate]) -> list[Candidate]:
    """The candidates with the plan that says as much before a deed, where plans are asked for."""
    if ranked[0].features.plan > 0:
        return ranked
    planned = (c for c in ranked[1:_BESIDE_PLAN] if c.features.plan > 0)
    best = next((c for c in planned if _says_as_much(c, ranked[0])), None)
    return _put_first(best, ranked)


def _total_behind(query: Query, ranked: Sequence[Candidate]) -> Candidate | None:
    """The clause right behind the best one, if that but tells what was added and this how many.

    新增企业62家,总数达508家 has 508.
    """
    best = ranked[0]
    if query.change or asks_added(query) or not _is_added(best):
        return None
    same = (c for c in ranked[1:] if c.passage is best.passage and c.at == best.at + 1)
    behind = next(same, None)
    alike = behind and _units(behind) == _units(best)
    told = alike and behind and cue("total_told").match(behind.passage.folded, *behind.span)
    return behind if told else None


def _is_added(candidate: Candidate) -> bool:
    figures = figures_in(candidate.passage, candidate.span)
    return len(figures) == 1 and was_added(candidate.passage, candidate.span, figures[0])


def _units(candidate: Candidate) -> list[str]:
    return [figure.unit for figure in figures_in(candidate.passage, candidate.span)]


def _says_as_much(deed: Candidate, plan: Candidate) -> bool:
    """Whether a deed speaks of each term that a plan speaks of, and fits as well."""
    pairs = zip(deed.strengths, plan.strengths, strict=True)
    spoken = all(done >= MATCHING.sentence * planned for done, planned in pairs)
    return spoken and deed.fit >= FIT.as_well * plan.fit
