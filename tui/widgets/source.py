"""The report at the quoted place: headings, text, find bar."""

import os
import shlex
import subprocess
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import events, on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Container, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input
from textual.worker import get_current_worker

from qa.model import Report, Sentence
from qa.render import clean
from tui import gc_tuning
from tui.content import finding
from tui.content.labels import name_of
from tui.content.library import Closed
from tui.content.outlines import Heading, outline_of
from tui.content.quoting import Find, Quote, Spot, figure_place, locate
from tui.content.session import Session
from tui.content.wording import say
from tui.keys import bind
from tui.messages import Wanted
from tui.widgets.citation import CitationLine
from tui.widgets.findbar import FindBar
from tui.widgets.outline import Outline
from tui.widgets.page import Page
from tui.widgets.passage import Passage
from tui.widgets.sheet import Mark

_LONG = 200_000
"""Characters from which on a report is shown before its headings are read, which takes seconds."""
_PAINT = 0.15
"""Seconds that the screen has for itself before such a report is read."""
_BROAD = 75
"""Cells from which on the headings stand beside the text."""
_FALLBACKS = {"PAGER": "less", "EDITOR": "vi"}
"""What shows a report outside if no variable says so."""


class SourcePane(Vertical):
    """Shows one report; remembers what was found in it."""

    BINDINGS = bind("source")
    HELP = say("help-source")
    spot: reactive[Spot | None] = reactive(None, always_update=True)

    @dataclass
    class Located(Message):
        """A place of a report, ready to be shown."""

        report: Report
        quote: Quote
        headings: Sequence[Heading] = ()
        roles: Sequence[Mark] = ()
        """Of headings and page furniture."""
        again: bool = False
        """Whether it is shown already, and only headings and furniture have come."""
        unread: Spot | None = None
        """What was wanted, if headings and furniture are still to be read."""

    @dataclass
    class Found(Message):
        """Where the words in the find bar stand."""

        matches: Sequence[Mark]

    def __init__(self, session: Session) -> None:
        super().__init__(id="source")
        self._session, self._library = session, session.library
        self.report: Report | None = None
        self.quote = Quote((0, 0))
        self._pieces: tuple[Report | None, Sequence[Sentence]] = (None, ())
        """Those of the report that was read last."""
        self._roles: Sequence[Mark] = ()
        self._matches: Sequence[Mark] = ()
        self._match = 0

    def compose(self) -> ComposeResult:
        """Title, find bar, headings, text."""
        yield Passage(classes="title")
        yield FindBar()
        with Container(classes="body"):
            yield Outline()
            yield Page()

    def on_mount(self) -> None:
        """Show the headings, unless they were put away."""
        self.query_one(Outline).set_class(not self._session.memory.kept.outline, "-hidden")

    def on_resize(self, event: events.Resize) -> None:
        """Put the headings beside the text where both have room."""
        self.set_class(event.size.width >= _BROAD, "-broad")

    def watch_spot(self, spot: Spot | None) -> None:
        """Show it."""
        report = self._library.find(spot.report) if spot else None
        if spot and report:
            if report is not self._pieces[0] and len(report.text) > _LONG:
                self.post_message(self.Located(report, locate(spot, report, ()), unread=spot))
            else:
                self._locate(spot, report)

    def _read(self, spot: Spot, report: Report) -> None:
        """Read the headings of what is shown, unless something else is wanted by now."""
        if spot is self.spot:
            self._locate(spot, report, again=True)

    @work(thread=True, exclusive=True, exit_on_error=False, group="source", description="locate")
    def _locate(self, spot: Spot, report: Report, *, again: bool = False) -> None:
        worker, (read, pieces) = get_current_worker(), self._pieces
        if report is not read:
            try:
                with gc_tuning.resting():
                    pieces = self._library.pieces(report.id)
            except Closed:
                return
        if not worker.is_cancelled:
            self._pieces = report, pieces
            quote, headings = locate(spot, report, pieces), outline_of(pieces)
            self.post_message(self.Located(report, quote, headings, _roles(pieces), again))

    @on(Located)
    def _located(self, event: Located) -> None:
        event.stop()
        self.report, self.quote = event.report, event.quote
        self._roles = event.roles
        page, at = self.query_one(Page), self.quote.span[0]
        if event.again:
            self._show_match(reveal=False)
        else:
            self._matches = ()
            self._entitle()
            page.show(event.report.text, self._layers(), at)
        self.query_one(Outline).show(event.headings, at)
        if event.unread:  # the thread that reads would slow down the paint
            self.set_timer(_PAINT, partial(self._read, event.unread, event.report))

    def _entitle(self, heading: str = "") -> None:
        """Say whose citation is shown, of which report, and what has become of it."""
        spot, report = self.spot, self.report
        if spot is None or report is None:
            return
        lines = [f"{name_of(report)}  {report.title}"]
        if spot.place and spot.figure:
            lines[0] = say("same-figure", figure=spot.figure) + lines[0]
        elif spot.citation:
            lines[0] = say("cited-in", turn=spot.turn, number=spot.citation.number) + lines[0]
        if self.quote.found is not Find.THERE:
            lines.append(say(f"quotation-{self.quote.found}"))
        shown = [heading] if heading else [line for line in lines if line]
        self.query_one(".title", Passage).update("\n".join(map(clean, shown)))

    def _layers(self) -> list[Sequence[Mark]]:
        """What is marked, the topmost last."""
        strong = [Mark(start, end, "mark--figure") for start, end in sorted(self.quote.marks)]
        return [self._roles, [Mark(*self.quote.span, "mark--quote")], strong]

    # ---- the same figure elsewhere

    def same(self, by: int) -> None:
        """Show the next or previous place of the figure in focus, or else of the one shown."""
        spot, line = self.spot, self.screen.focused
        if isinstance(line, CitationLine) and (spot is None or spot.cited != line.spot.cited):
            spot = line.spot
        if spot and spot.figure:
            self._step(spot, by)
        else:
            self.notify(say("no-figure" if spot else "no-source"))

    @work(thread=True, exclusive=True, exit_on_error=False, group="source", description="step")
    def _step(self, spot: Spot, by: int) -> None:
        report = self._library.find(spot.report)
        if report is None:
            return
        places = finding.places_of(spot.figure, self._library.reports)
        found = finding.step(places, figure_place(spot, report), by)
        if found:
            self.post_message(Wanted(spot._replace(report=found.report, place=found)))

    # ---- finding

    @work(thread=True, exclusive=True, exit_on_error=False, group="find", description="find")
    def find(self, needle: str) -> None:
        """Look for all places of a needle."""
        worker, text = get_current_worker(), self.report.text if self.report else ""
        matches = []
        for span in finding.find_all(text, needle):
            if worker.is_cancelled:
                return
            matches.append(Mark(*span, "mark--found"))
        self.post_message(self.Found(matches))

    @on(Found)
    def _found(self, event: Found) -> None:
        """Bring the first one after the quotation into view."""
        event.stop()
        self._matches = event.matches
        after = bisect_left(self._matches, self.quote.span[0], key=lambda mark: mark.start)
        self._match = after if after < len(self._matches) else 0
        self._show_match()

    def action_find(self) -> None:
        """Show the find bar, or put the cursor into it."""
        self.query_one(FindBar).show()

    def action_next(self, by: int) -> None:
        """Go to another match."""
        if self._matches:
            self._match = (self._match + by) % len(self._matches)
            self._show_match()

    def _show_match(self, *, reveal: bool = True) -> None:
        layers, at = self._layers(), None
        if self._matches:
            at, end, _ = self._matches[self._match]
            layers += [self._matches, [Mark(at, end, "mark--here")]]
        self.query_one(Page).mark(layers, at if reveal else None)
        self.query_one(FindBar).count(self._match + 1, len(self._matches))

    @on(Input.Changed, "#needle")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.find(event.value)

    @on(Input.Submitted, "#needle")
    def _entered(self) -> None:
        self.action_next(1)

    @on(FindBar.Closed)
    def _find_ended(self) -> None:
        self.query_one(Page).focus()

    # ---- headings

    def action_outline(self) -> None:
        """Show or hide the headings."""
        outline = self.query_one(Outline).toggle_class("-hidden")
        self._session.memory.keep(outline=not outline.has_class("-hidden"))

    @on(Outline.Chosen)
    def _chosen(self, event: Outline.Chosen) -> None:
        event.stop()
        self.query_one(Page).reveal(event.start)

    @on(Outline.Pointed)
    def _pointed_at(self, event: Outline.Pointed) -> None:
        """Show a heading whole while it is under the cursor; its line is cut at the edge."""
        event.stop()
        outline = self.query_one(Outline)
        self._entitle(outline.heading if outline.has_focus else "")

    # ---- taking it elsewhere

    def action_copy(self) -> None:
        """Copy the quotation as the report has it."""
        start, end = self.quote.span
        if self.report and end > start:
            self.app.copy_to_clipboard(self.report.text[start:end])
            self.notify(say("copied"))

    def run_outside(self, variable: str) -> None:
        """Show the report in the program that an environment variable names.

        Args:
            variable: PAGER or EDITOR; it is given a copy, so that no report is changed.
        """
        if self.report is None or self.app.is_web:
            self.notify(say("no-source" if self.report is None else "not-in-browser"))
            return
        line = self.report.text.count("\n", 0, self.quote.span[0]) + 1
        with TemporaryDirectory() as folder:
            copy = Path(folder) / f"{self.report.id}.txt"
            copy.write_text(self.report.text, encoding="utf-8")
            program = os.environ.get(variable) or _FALLBACKS[variable]
            try:
                command = [*shlex.split(program), f"+{line}", str(copy)]
                with self.app.suspend():
                    subprocess.run(command, check=False)
            except (OSError, ValueError, SuspendNotSupported) as error:
                why = say("not-run", variable=variable, program=program, error=error)
                self.notify(clean(why), severity="error")


def _roles(pieces: Sequence[Sentence]) -> tuple[Mark, ...]:
    """Headings stand out, page furniture steps back."""
    styles = {"heading": "mark--heading", "boilerplate": "mark--dim"}
    return tuple(Mark(p.start, p.end, styles[p.role]) for p in pieces if p.role in styles)
