"""A run as JUnit XML: a testsuite is a kind, a testcase a question.

A wrong answer is a failure, what broke is an error, and what nothing was expected of is skipped.
"""

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from qa.evaluation.judging import Outcome
from qa.evaluation.runs.results import Entry, Ledger

# XML 1.0 has no way to write these.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PASSED = frozenset((Outcome.RIGHT, Outcome.UNCHECKED))


def write_junit(name: str, ledger: Ledger) -> Iterator[str]:
    """The lines of the file, each with its line end.

    Args:
        name: Of the suite.
        ledger: Of the run.
    """
    suites = list(ledger.kinds())
    total = {one: sum(counts[one] for _, counts in suites) for one in Outcome}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{_attributes(name, total)}>\n"
    for kind, counts in suites:
        yield f"  <testsuite{_attributes(kind, counts)}>\n"
        for entry in ledger.of_kind(kind):
            yield from _case(name, entry)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _attributes(name: str, counts: Mapping[Outcome, int]) -> str:
    failures = sum(n for one, n in counts.items() if one not in _PASSED | {Outcome.ERROR})
    return (
        f' name={_quoted(name)} tests="{sum(counts.values())}" failures="{failures}"'
        f' errors="{counts[Outcome.ERROR]}" skipped="{counts[Outcome.UNCHECKED]}"'
    )


def _case(suite: str, entry: Entry) -> Iterator[str]:
    classname = _quoted(f"{suite}.{entry.kind}")
    opening = f"    <testcase classname={classname} name={_quoted(entry.id)}"
    if entry.outcome is Outcome.RIGHT:
        yield f"{opening}/>\n"
        return
    yield f"{opening}>\n"
    if entry.outcome is Outcome.UNCHECKED:
        yield '      <skipped message="nothing is expected"/>\n'
    else:
        tag = "error" if entry.outcome is Outcome.ERROR else "failure"
        type_, message = _quoted(entry.outcome), _quoted(f"{entry.outcome}: {entry.question}")
        details = f"expected: {entry.wanted}\nfound: {entry.answer}\ncited: {entry.cited}"
        yield f"      <{tag} type={type_} message={message}>{_escaped(details)}</{tag}>\n"
    yield "    </testcase>\n"


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("�", text))


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("�", text))
