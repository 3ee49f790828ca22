"""Opening reports, and moving in them and between turns."""

from collections.abc import Sequence

from textual import on, work

from qa.model import Citation, Report, Sentence
from tui.asking import Located
from tui.content import finding
from tui.content.turns import Turn
from tui.content.wording import say
from tui.screens.base import ChatBase
from tui.screens.source import SourceScreen
from tui.widgets.citation import CitationLine
from tui.widgets.outline import Outline
from tui.widgets.page import Page
from tui.widgets.prompt import Prompt
from tui.widgets.sidebar import ReportList, Sidebar
from tui.widgets.source import SourcePane
from tui.widgets.transcript import Transcript

_WIDEST, _SLIMMEST = 75, 25


class Reading(ChatBase):
    """What has to do with the source."""

    figure = ""
    """The figure whose places the keys step through."""
    place = finding.Place("", 0, 0)

    @on(CitationLine.Picked)
    def _picked(self, event: CitationLine.Picked) -> None:
        self.current = event.turn
        self.open_citation(self.chat.conversation.turns[event.turn - 1], event.citation)

    @on(Sidebar.Opened)
    def _wanted(self, event: Sidebar.Opened) -> None:
        self.open_report(event.report)

    def open_citation(self, turn: Turn, citation: Citation) -> None:
        """Show the report at a citation."""
        figures = turn.answer.figures if turn.answer else ()
        cited = next((f for f, number in figures if number == citation.number), None)
        self.figure = cited.text if cited else ""
        start = citation.start + (cited.start if cited else 0)
        self.place = finding.Place(citation.report, start, start + len(self.figure))
        marks = [(citation.start + s, citation.start + e) for s, e in citation.highlights]
        self._locate(citation.report, (citation.start, citation.end), marks)

    def open_report(self, report: str) -> None:
        """Show a report from its beginning."""
        self._locate(report, (0, 0), ())

    @work(thread=True, exclusive=True, exit_on_error=False, group="source", description="source")
    def _locate(
        self, report: str, quote: tuple[int, int], marks: Sequence[tuple[int, int]]
    ) -> None:
        self._post_place(report, quote, marks)

    def _post_place(
        self, report: str, quote: tuple[int, int], marks: Sequence[tuple[int, int]]
    ) -> None:
        found, asker = self.report(report), self.chat.asker
        if found and asker:
            self.post_message(Located(found, asker.sentences(report), quote, marks))

    @on(Located)
    def _located(self, event: Located) -> None:
        found = (event.report, event.pieces, event.quote, event.highlights)
        if not self.is_narrow:
            pane = self.query_one("#source", SourcePane)
            pane.display = True
            pane.open(*found)
        elif isinstance(self.app.screen, SourceScreen):
            self.app.screen.query_one(SourcePane).open(*found)
        else:
            self.app.push_screen(SourceScreen(self.lang, found, self.action_same))

    def action_same(self, by: int) -> None:
        """Show the next or previous place of the same figure."""
        if self.figure:
            self._step(self.figure, self.place, by)
        else:
            self.tell(say("no-figure", self.lang))

    @work(thread=True, exclusive=True, exit_on_error=False, group="source", description="source")
    def _step(self, figure: str, place: finding.Place, by: int) -> None:
        asker = self.chat.asker
        if asker is None:
            return
        found = finding.step(finding.places_of(figure, asker.reports), place, by)
        if found:
            self.place = found
            around = _sentence(asker.sentences(found.report), found)
            self._post_place(found.report, around, [(found.start, found.end)])

    def action_find(self) -> None:
        """Find in the report that is open."""
        if self.query_one("#source").display:
            self.query_one("#source", SourcePane).action_find()
        else:
            self.tell(say("no-source", self.lang))

    def action_outline(self) -> None:
        """Show or hide the headings."""
        outline = self.query_one("#source", SourcePane).query_one(Outline)
        outline.display = not outline.display
        self.chat.remember(outline=outline.display)

    def action_source(self) -> None:
        """Go to the source; from there, put it away."""
        pane = self.query_one("#source", SourcePane)
        inside = self.focused is not None and pane in self.focused.ancestors_with_self
        if inside or not pane.report:
            pane.display = False
            self.query_one(Prompt).focus()
        elif self.is_narrow:
            self._locate(pane.report.id, pane.quote, ())
        else:
            pane.display = True
            pane.query_one(Page).focus()

    def action_full(self) -> None:
        """Give the whole width to the conversation or to the source, by turns."""
        talk, pane = self.query_one("#talk"), self.query_one("#source", SourcePane)
        talk.display = not talk.display or not pane.display
        if not talk.display:
            pane.query_one(Page).focus()
        self.resize_source(self.chat.remembered.share)

    def action_resize(self, by: int) -> None:
        """Make the source wider or slimmer."""
        share = max(_SLIMMEST, min(_WIDEST, self.chat.remembered.share + by))
        self.chat.remember(share=share)
        self.resize_source(share)

    def resize_source(self, share: int) -> None:
        """Give the source so much of the width, in percent."""
        alone = not self.query_one("#talk").display
        self.query_one("#source").styles.width = "1fr" if alone else f"{share}%"

    def action_sidebar(self) -> None:
        """Show or hide the reports."""
        sidebar = self.query_one(Sidebar)
        sidebar.display = not sidebar.display
        self.chat.remember(sidebar=sidebar.display)
        (sidebar.query_one(ReportList) if sidebar.display else self.query_one(Prompt)).focus()

    async def action_turn(self, by: int) -> None:
        """Go to the turn before or after; after the last comes the prompt."""
        count = len(self.chat.conversation.turns)
        inside = self.turn() is not None and not isinstance(self.focused, Prompt)
        number = (self.current + by) if inside else (count if by < 0 else count + 1)
        transcript = self.query_one(Transcript)
        if not count and by < 0 and transcript.greeting.focus_first():
            return
        view = await transcript.goto(max(1, number))
        if view is None:
            self.query_one(Prompt).focus()
            return
        self.current = view.turn.id
        view.focus_first()

    def action_prompt(self) -> None:
        """Go back to the prompt, whatever is open; what covers it goes away."""
        if self.is_narrow:
            self.query("Help").remove()
            self.query_one(Sidebar).display = False
        self.query_one("#talk").display = True
        self.query_one(Prompt).focus()

    def action_help(self) -> None:
        """Show or hide what can be done with what has the focus."""
        from tui.widgets.help import Help

        shown = self.query(Help)
        if shown:
            shown.remove()
        else:
            self.query_one("#main").mount(Help(self.lang))

    def action_widen(self) -> None:
        """Show more sentences around the citation."""
        line, asker = self.citation_line(), self.chat.asker
        if line is None or asker is None or not (report := self.report(line.citation.report)):
            return
        line.steps = (line.steps + 1) % 4
        cited = line.citation
        pieces = asker.sentences(cited.report)
        start, end = finding.widen(pieces, cited.start, cited.end, line.steps)
        line.widen(report.text[start:end], cited.start - start)


def _sentence(pieces: Sequence[Sentence], place: finding.Place) -> tuple[int, int]:
    """The sentence that a place stands in."""
    inside = (p for p in pieces if p.start <= place.start < p.end)
    return next(((p.start, p.end) for p in inside), (place.start, place.end))


Found = tuple[Report, Sequence[Sentence], tuple[int, int], Sequence[tuple[int, int]]]
