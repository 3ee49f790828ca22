"""Sources: where in the reports the wordings that a suite expects stand."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import quote

from qa.evaluation.judging import Expectation, normalise
from qa.model import Asker

_REMEMBERED = 16
"""Reports whose normalised sentences are kept."""
_BLANK = re.compile(r"[\s%]")


class Sources:
    """Finds wordings in the reports as answers are judged: in NFKC without blanks and commas."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._reports = {report.id: report for report in asker.reports}
        self._text = lru_cache(_REMEMBERED)(self._read_text)
        self._pieces = lru_cache(_REMEMBERED)(self._read_pieces)

    def missing(self, expect: Expectation) -> Iterator[str]:
        """The reports expected that are not loaded."""
        return (report for report in expect.reports if report not in self._reports)

    def holds(self, wording: str, reports: Sequence[str]) -> bool:
        """Whether one of these reports holds a wording; of all, if none is named."""
        wanted = normalise(wording)
        named = [id for id in reports if id in self._reports] if reports else list(self._reports)
        return any(wanted in self._text(report) for report in named)

    def passages(self, expect: Expectation) -> frozenset[str]:
        """The names of all passages that hold evidence, as `name_passage` gives them."""
        wanted = [normalise(one) for group in expect.evidence for one in group]
        named = [id for id in expect.reports if id in self._reports]
        return frozenset(
            name
            for report in (named if expect.reports else self._reports)
            if any(one in self._text(report) for one in wanted)
            for name, text in self._pieces(report)
            if any(one in text for one in wanted)
        )

    def _read_text(self, report: str) -> str:
        return normalise(self._reports[report].text)

    def _read_pieces(self, report: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name_passage(report, piece.start, piece.end), normalise(piece.text))
            for piece in self._asker.sentences(report)
            if piece.role == "body"
        )


def name_passage(report: str, start: int, end: int) -> str:
    """The name of a passage, which holds no blank: yunle-2023:1917-1975."""
    return f"{without_blanks(report)}:{start}-{end}"


def without_blanks(text: str) -> str:
    """The text with blanks written as in a URL, for formats that set columns apart by them."""
    return _BLANK.sub(lambda match: quote(match.group()), text)
