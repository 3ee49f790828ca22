"""The ledger: the verdict on every question of a run, on disk, with the one from a run before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa.evaluation.judging import Outcome, Verdict
from qa.evaluation.suites.cases import Case
from qa.evaluation.suites.relevance import name_passage
from qa.evaluation.suites.scratch_table import open_scratch, storable

_SCHEMA = """
CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT, kind TEXT, question TEXT, outcome TEXT,
    answer TEXT, cited TEXT, wanted TEXT, was TEXT, was_answer TEXT, was_cited TEXT);
CREATE TABLE before (id TEXT PRIMARY KEY, outcome TEXT, answer TEXT, cited TEXT) WITHOUT ROWID;
"""
_COLUMNS = "id, kind, question, outcome, answer, cited, wanted, was"
_PASSED = "IN ('right', 'unchecked')"
_FAILED = f"NOT {_PASSED}"
_LISTS: Mapping[str, str] = {
    "broken": f"outcome {_FAILED} AND (was IS NULL OR was {_PASSED})",
    "fixed": f"outcome {_PASSED} AND was {_FAILED}",
    "changed": f"was IS NOT NULL AND (outcome {_FAILED}) = (was {_FAILED})"
    " AND (outcome, answer, cited) IS NOT (was, was_answer, was_cited)",
    "failed": f"outcome {_FAILED}",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a question."""

    id: str
    kind: str
    question: str
    outcome: Outcome
    answer: str
    """Or the reason why there is none."""
    cited: str
    """Names of the passages, set apart by blanks."""
    wanted: str
    """What was expected, for people."""
    was: Outcome | None = None
    """The outcome of the run before, if it asked this question."""


@dataclass(frozen=True, slots=True)
class Before:
    """What became of a question in a run before."""

    id: str
    outcome: Outcome
    answer: str
    cited: str


class Ledger:
    """Verdicts in the order of the suite; reading it never holds them all."""

    def __init__(self, before: Iterable[Before] = ()) -> None:
        self._file = open_scratch(_SCHEMA)
        for one in before:
            row = map(storable, (one.id, one.outcome, one.answer, one.cited))
            self._file.execute("INSERT OR REPLACE INTO before VALUES (?, ?, ?, ?)", tuple(row))

    def close(self) -> None:
        """Forget everything."""
        self._file.close()

    def add(self, case: Case, record: Mapping[str, Any], verdict: Verdict) -> Entry:
        """Set down a verdict; what comes back knows the run before."""
        answer = record["answer"] or (record["reason"] or {"message": ""})["message"]
        cited = " ".join(cited_passages(record))
        texts = (case.id, case.kind, case.question, verdict.outcome, answer, cited, _wanted(case))
        row = tuple(map(storable, texts))
        was = self._file.execute(
            "SELECT outcome, answer, cited FROM before WHERE id = ?", row[:1]
        ).fetchone() or (None, None, None)
        self._file.execute(
            "INSERT INTO entry VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, *was)
        )
        return _entry((*row, was[0]))

    def __iter__(self) -> Iterator[Entry]:
        return self._select("1")

    def listed(self, name: str) -> Iterator[Entry]:
        """The entries of a list: broken, fixed, changed or failed."""
        return self._select(_LISTS[name])

    def count(self, name: str) -> int:
        """How long a list is."""
        sql = f"SELECT count(*) FROM entry WHERE {_LISTS[name]}"
        return int(self._file.execute(sql).fetchone()[0])

    def gone(self) -> int:
        """How many questions of the run before were not asked."""
        sql = "SELECT count(*) FROM before WHERE id NOT IN (SELECT id FROM entry)"
        return int(self._file.execute(sql).fetchone()[0])

    def kinds(self) -> Iterator[tuple[str, Mapping[Outcome, int]]]:
        """Each kind with how its questions went."""
        sql = "SELECT kind, outcome, count(*) FROM entry GROUP BY kind, outcome ORDER BY kind"
        counts: dict[str, dict[Outcome, int]] = {}
        for kind, outcome, count in self._file.execute(sql):
            counts.setdefault(kind, dict.fromkeys(Outcome, 0))[Outcome(outcome)] = count
        return iter(counts.items())

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """The entries of a kind."""
        return self._select("kind = ?", kind)

    def _select(self, where: str, *values: str) -> Iterator[Entry]:
        sql = f"SELECT {_COLUMNS} FROM entry WHERE {where} ORDER BY number"
        return map(_entry, self._file.execute(sql, values))


def cited_passages(record: Mapping[str, Any]) -> list[str]:
    """The names of the passages that a record cites, in its order."""
    return [name_passage(c["report"], c["start"], c["end"]) for c in record["citations"]]


def _entry(row: tuple[Any, ...]) -> Entry:
    id_, kind, question, outcome, answer, cited, wanted, was = row
    before = Outcome(was) if was else None
    return Entry(id_, kind, question, Outcome(outcome), answer, cited, wanted, before)


def _wanted(case: Case) -> str:
    if case.expect is None:
        return ""
    if case.expect.abstain:
        return "no answer"
    return "; ".join(" | ".join(group) for group in case.expect.answer)
