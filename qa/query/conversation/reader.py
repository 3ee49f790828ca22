"""Reader: what reading a conversation needs to know of the corpus."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.model import Answer, Citation, Kind, Query, Question, Status
from qa.query.conversation.state import Scope, Times


class Reader(NamedTuple):
    """Reads and answers single questions."""

    reading: Callable[[Question], Query]
    """Reads one question by itself."""
    answering: Callable[[Query], Answer]
    """Answers what was read."""
    covers: Callable[[Sequence[str], int, Sequence[str]], bool]
    """Whether the reports of some places tell of a year as those of others do."""
    times: Callable[[Citation], Times]
    """The years that a sentence tells of, and whether it tells of plans."""

    def read(self, text: str) -> Query:
        """A text read by itself."""
        return self.reading(Question(text))

    def read_of(self, text: str, kind: Kind | None, scope: Scope, own: Query) -> Query:
        """A text read as asked of some places and years.

        Args:
            text: The question written out.
            kind: What it asks for, where its words do not tell.
            scope: The places and years.
            own: The question as it was typed; its words are the ones looked for first.
        """
        places = tuple(dict.fromkeys(p for mention in scope.mentions for p in mention))
        named = tuple(mention[0] for mention in scope.mentions)
        said = {term.source for term in own.terms}
        query = self.reading(Question(text, places=named, years=scope.years, kind=kind))
        return replace(
            query,
            places=places,
            mentions=scope.mentions,
            unknown_places=own.unknown_places,
            years=scope.years,
            report_years=scope.report_years,
            terms=tuple(
                replace(t, earlier=t.source not in own.text and t.source not in said)
                for t in query.terms
            ),
            unread=tuple(word for word in query.unread if word in own.text),
        )

    def is_answered(self, query: Query) -> bool:
        """Whether the reports answer a question."""
        return self.answering(query).status is Status.ANSWERED
