"""A run as TREC files, for ir_measures and trec_eval: what was cited, and what should be found.

A document is a passage of a report. Relevant are all passages that hold evidence; a question that
was refused has no line in the run and counts as nothing found, as trec_eval -c has it.
"""

from collections.abc import Iterable, Iterator, Sequence

from qa.evaluation.suites.relevance import without_blanks

_TAG = "yinju"


def run_lines(id: str, cited: Sequence[str]) -> Iterator[str]:
    """The lines of the run for a question; the scores only tell the order.

    Args:
        id: Of the question.
        cited: Names of passages, the best first.
    """
    names = list(dict.fromkeys(cited))
    for rank, name in enumerate(names, 1):
        yield f"{without_blanks(id)} Q0 {name} {rank} {len(names) - rank + 1} {_TAG}\n"


def qrels_lines(id: str, relevant: Iterable[str]) -> Iterator[str]:
    """The lines of the qrels for a question.

    Args:
        id: Of the question.
        relevant: Names of the passages that hold evidence.
    """
    return (f"{without_blanks(id)} 0 {name} 1\n" for name in sorted(relevant))
