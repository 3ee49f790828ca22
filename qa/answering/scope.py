"""Scope: which reports a question is about, and which years they cover."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from qa.model import Query, Report


class Scope:
    """The reports of a corpus by place and year."""

    def __init__(self, reports: Sequence[Report], years: Mapping[str, Collection[int]]) -> None:
        """Knows these reports.

        Args:
            reports: All of the corpus.
            years: By report, the years that its sentences tell of.
        """
        self.reports, self._years = reports, years
        self.places = tuple(dict.fromkeys(report.place for report in reports))
        """In the order of the corpus; one may be empty."""
        self.known_places = tuple(sorted(filter(None, self.places)))

    def within(self, query: Query) -> tuple[str, ...]:
        """The ids of the reports that a question is about."""
        return tuple(report.id for report in self._reports(query))

    def covered_years(self, query: Query) -> set[int]:
        """The years that the reports of its places are of, if it names such, else tell of."""
        reports = list(self._reports(replace(query, report_years=())))
        if query.report_years:
            return {report.year for report in reports if report.year}
        return {year for report in reports for year in self._years[report.id]}

    def by_report(self, query: Query) -> list[Query]:
        """The query once for each year of which its places have a report."""
        dated = sorted({report.year for report in self._reports(query) if report.year})
        if len(dated) < 2:
            return [query]
        return [replace(query, report_years=(year,)) for year in dated]

    def _reports(self, query: Query) -> Iterator[Report]:
        return (
            report
            for report in self.reports
            if (not query.places or report.place in query.places)
            and (not query.report_years or report.year in query.report_years)
        )
