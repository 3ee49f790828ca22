"""Scope: which reports a question is about, and which years they cover."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from qa.language.tokenization import pos
from qa.model import Query, Report
from qa.query.place_names import seat_before


class Scope:
    """The reports of a corpus by place and year."""

    def __init__(
        self, reports: Sequence[Report], years: Mapping[str, Sequence[Collection[int]]]
    ) -> None:
        """Knows these reports.

        Args:
            reports: All of the corpus.
            years: By report, the years that its sentences tell of, and those of its own.
        """
        self.reports, self._years = reports, years
        self.places = tuple(dict.fromkeys(report.holder for report in reports))
        """In the order of the corpus, with the reports that do not say whose they are."""
        self._by_id = {report.id: report for report in reports}
        self._ids = tuple(self._by_id)
        self._years_of_all = tuple(self._told(reports, which) for which in (0, 1))
        self.known_places = tuple(sorted({r.place for r in reports if r.place}))
        self._seats = {r.id: seat_before(r.place, r.title) if r.place else "" for r in reports}
        self._of_place: dict[str, list[Report]] = {}
        for report in reports:
            self._of_place.setdefault(report.holder, []).append(report)

    def within(self, query: Query) -> tuple[str, ...]:
        """The ids of the reports that a question is about."""
        if _is_open(query):
            return self._ids
        return tuple(report.id for report in self._reports(query))

    def named(self, ids: Sequence[str]) -> list[Report]:
        """The reports with these ids."""
        return [self._by_id[id] for id in ids]

    def covered_years(self, query: Query) -> set[int]:
        """The years that the reports of its places are of, if it names such, else tell of."""
        return self._years_of(query, 0)

    def own_years(self, query: Query) -> set[int]:
        """The same without the years that sentences but name."""
        return self._years_of(query, 1)

    def _years_of(self, query: Query, which: int) -> set[int]:
        if _is_open(query):
            return set(self._years_of_all[which])
        reports = list(self._reports(replace(query, report_years=())))
        if query.report_years:
            return {report.year for report in reports if report.year}
        return self._told(reports, which)

    def _told(self, reports: Sequence[Report], which: int) -> set[int]:
        return set().union(*(self._years[report.id][which] for report in reports))

    def covers(self, places: Collection[str], year: int, like: Collection[str]) -> bool:
        """Whether some places tell of a year in reports of the same year as those of others.

        Args:
            places: Whose reports are to tell of it.
            year: Of what they tell.
            like: The others; what a report of 2024 says of 2023 it says in passing.
        """
        if not places or not like:
            return False
        filed = {report.year for report in self._placed(like)}
        alike = (report for report in self._placed(places) if report.year in filed)
        return any(year in self._years[report.id][0] for report in alike)

    def by_report(self, query: Query) -> list[Query]:
        """The query once for each year of its places' reports; whole if one of them has no year."""
        years = {report.year for report in self._reports(query)}
        if len(years) < 2 or None in years:
            return [query]
        return [replace(query, report_years=(year,)) for year in sorted(filter(None, years))]

    def by_seat(self, query: Query) -> list[Query]:
        """The query once for each place of the name asked for, if several have it."""
        if len(query.places) != 1 or query.seat:
            return [query]
        found = sorted({self._seats.get(report.id, "") for report in self._reports(query)})
        if len(found) < 2 or not all(found):
            return [query]
        named = [seat for seat in found if seat in query.text or seat[:-1] in query.text]
        return [replace(query, seat=seat) for seat in named or found]

    def strange_seats(self, query: Query) -> tuple[str, ...]:
        """The places that a question puts elsewhere than all reports of this name: 北山县河东镇."""
        strange = []
        for place in query.places:
            seats = {self._seats[report.id] for report in self._placed((place,))}
            named = seat_before(place, query.text)
            if named and all(seats) and not any(named.endswith(seat) for seat in seats):
                strange.append(_last_name(named) + place)
        return tuple(strange)

    def _reports(self, query: Query) -> Iterator[Report]:
        """In the order of the corpus."""
        if _is_open(query):
            return iter(self.reports)
        return (
            report
            for report in self._placed(query.places)
            if (not query.report_years or report.year in query.report_years)
            and (not query.recent or query.years or self._is_latest(report, query.recent))
            and (not query.seat or self._seats.get(report.id) == query.seat)
        )

    def _placed(self, places: Collection[str]) -> Sequence[Report]:
        """The reports of some places, of all if none is named, in the order of the corpus."""
        if not places:
            return self.reports
        found = [report for place in set(places) for report in self._of_place.get(place, ())]
        return sorted(found, key=attrgetter("id"))

    def _is_latest(self, report: Report, count: int) -> bool:
        """Whether a report is of one of the latest years of which its place has one."""
        years = {other.year or 0 for other in self._of_place[report.holder]}
        return (report.year or 0) in sorted(years)[-count:]


def _is_open(query: Query) -> bool:
    """Whether a question names nothing that narrows the reports."""
    return not (query.places or query.report_years or query.recent or query.seat)


def _last_name(text: str) -> str:
    """The name of a place at the end of a text; one that no dictionary has is of three letters."""
    known = (text[-size:] for size in (4, 3) if pos(text[-size:]) == "ns")
    return next(known, text[-3:])
