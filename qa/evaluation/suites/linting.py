"""Linting: what is wrong with a suite before a question of it is asked."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from qa.evaluation.suites.cases import NO_KIND, Case, Fault, Suite
from qa.evaluation.suites.relevance import Sources
from qa.evaluation.suites.scratch_table import open_scratch, storable
from qa.model import Kind

_KINDS = frozenset(map(str, Kind)) | {"followup", "none", NO_KIND}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a line of a suite."""

    line: int
    detail: str
    error: bool = True
    """Whether the suite cannot be used for it."""


def lint(suite: Suite, sources: Sources) -> Iterator[Finding]:
    """What is wrong or odd in a suite, in its order."""
    with closing(open_scratch("CREATE TABLE seen (id TEXT PRIMARY KEY, line INT)")) as seen:
        for one in suite:
            if isinstance(one, Fault):
                yield Finding(one.line, one.detail)
                continue
            id_ = storable(one.id)
            row = seen.execute("SELECT line FROM seen WHERE id = ?", (id_,)).fetchone()
            if row:
                yield Finding(one.line, f'the id "{one.id}" is on line {row[0]} too')
            else:
                seen.execute("INSERT INTO seen VALUES (?, ?)", (id_, one.line))
            yield from _check(one, sources)


def _check(case: Case, sources: Sources) -> Iterator[Finding]:
    for field in case.unknown:
        yield Finding(case.line, f'nobody reads the field "{field}"', error=False)
    if case.kind not in _KINDS:
        yield Finding(case.line, f'"{case.kind}" is no kind the rules know', error=False)
    expect = case.expect
    if expect is None:
        yield Finding(case.line, "nothing is expected, so nothing is checked", error=False)
        return
    missing = list(sources.missing(expect))
    for report in missing:
        yield Finding(case.line, f'there is no report "{report}"')
    if missing:
        return
    lost = [
        one for group in expect.evidence for one in group if not sources.holds(one, expect.reports)
    ]
    where = f"in {', '.join(expect.reports)}" if expect.reports else "in any report"
    for wording in lost:
        yield Finding(case.line, f'the evidence "{wording}" is not {where}')
    if expect.evidence and not lost and not sources.passages(expect):
        yield Finding(case.line, "no sentence holds the evidence whole", error=False)
    if expect.answer and not expect.evidence:
        yield Finding(case.line, "no evidence is expected, so any citation will do", error=False)
