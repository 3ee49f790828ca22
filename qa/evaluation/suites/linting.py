"""Linting: what is wrong with a suite before a question of it is asked."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from qa.errors import SuiteError
from qa.evaluation.judging import Expectation
from qa.evaluation.suites.cases import NO_KIND, Case, Fault, Suite
from qa.evaluation.suites.relevance import Sources
from qa.evaluation.suites.scratch_table import open_scratch, storable
from qa.model import Kind

_KINDS = frozenset(map(str, Kind)) | {"followup", "none", NO_KIND}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a line of a suite."""

    line: int
    detail: SuiteError
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
                yield Finding(
                    one.line,
                    SuiteError('the id "{id}" is on line {line} too', id=one.id, line=row[0]),
                )
            else:
                seen.execute("INSERT INTO seen VALUES (?, ?)", (id_, one.line))
            yield from _check(one, sources)


def _check(case: Case, sources: Sources) -> Iterator[Finding]:
    for field in case.unknown:
        yield Finding(
            case.line, SuiteError('nobody reads the field "{field}"', field=field), error=False
        )
    if case.kind not in _KINDS:
        yield Finding(
            case.line, SuiteError('"{kind}" is no kind the rules know', kind=case.kind), error=False
        )
    expect = case.expect
    if expect is None:
        yield Finding(
            case.line, SuiteError("nothing is expected, so nothing is checked"), error=False
        )
        return
    missing = list(sources.missing(expect))
    for report in missing:
        yield Finding(case.line, SuiteError('there is no report "{report}"', report=report))
    if not missing:
        yield from _check_evidence(case, expect, sources)


def _check_evidence(case: Case, expect: Expectation, sources: Sources) -> Iterator[Finding]:
    """What is wrong and odd in the wordings that an answer must rest on."""
    lost = [
        one for group in expect.evidence for one in group if not sources.holds(one, expect.reports)
    ]
    where = f"in {', '.join(expect.reports)}" if expect.reports else "in any report"
    for wording in lost:
        yield Finding(
            case.line,
            SuiteError('the evidence "{wording}" is not {where}', wording=wording, where=where),
        )
    if expect.evidence and not lost and not sources.passages(expect):
        yield Finding(case.line, SuiteError("no sentence holds the evidence whole"), error=False)
    if expect.answer and not expect.evidence:
        yield Finding(
            case.line, SuiteError("no evidence is expected, so any citation will do"), error=False
        )
