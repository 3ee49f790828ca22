"""The report at the quoted place: heading tree, text, find bar."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Input

from qa.model import Report, Sentence
from qa.render import clean
from tui.finding import find_all
from tui.keys import SOURCE_KEYS, teach
from tui.labels import name_of
from tui.widgets.findbar import FindBar
from tui.widgets.outline import Outline
from tui.widgets.page import Page
from tui.widgets.passage import Passage
from tui.widgets.sheet import Mark


class SourcePane(Vertical):
    """Shows one report; remembers what was found in it."""

    def __init__(self, lang: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lang = lang
        self.report: Report | None = None
        self.pieces: Sequence[Sentence] = ()
        self.quote = (0, 0)
        self._marks: tuple[Mark, ...] = ()
        self._matches: list[tuple[int, int]] = []
        self._match = 0
        teach(self, lang, "help-source", SOURCE_KEYS)

    def compose(self) -> ComposeResult:
        """Title, find bar, headings, text."""
        yield Passage(classes="title")
        yield FindBar(self._lang)
        with Container(classes="body"):
            yield Outline(self._lang)
            yield Page()

    def open(
        self,
        report: Report,
        pieces: Sequence[Sentence],
        quote: tuple[int, int],
        highlights: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Show a report with a quotation, both in offsets into its text, in view."""
        self.report, self.pieces, self.quote = report, pieces, quote
        strong = [Mark(start, end, "mark--figure") for start, end in highlights]
        self._marks = (Mark(*quote, "mark--quote"), *strong)
        self._matches = []
        self.query_one(".title", Passage).update(clean(f"{name_of(report)}  {report.title}"))
        self.query_one(Page).show(report.text, (*_roles(pieces), *self._marks), quote[0])
        outline = self.query_one(Outline)
        outline.show(pieces)
        outline.follow(quote[0])

    def find(self, needle: str) -> None:
        """Mark all places of a needle and bring the first one after the quotation into view."""
        text = self.report.text if self.report else ""
        self._matches = find_all(text, needle)
        after = (n for n, match in enumerate(self._matches) if match[0] >= self.quote[0])
        self._match = next(after, 0)
        self._show_match()

    def action_find(self) -> None:
        """Show the find bar, or put the cursor into it."""
        self.query_one(FindBar).show()

    def action_next(self, by: int) -> None:
        """Go to another match."""
        if self._matches:
            self._match = (self._match + by) % len(self._matches)
            self._show_match()

    def action_copy(self) -> None:
        """Copy the quotation as the report has it."""
        if self.report:
            self.app.copy_to_clipboard(self.report.text[slice(*self.quote)])

    def action_headings(self) -> None:
        """Show or hide the headings."""
        outline = self.query_one(Outline)
        outline.display = not outline.display

    def _show_match(self) -> None:
        found = [Mark(start, end, "mark--found") for start, end in self._matches]
        at = self._matches[self._match][0] if self._matches else None
        if at is not None:
            found.append(Mark(*self._matches[self._match], "mark--here"))
        self.query_one(Page).mark((*_roles(self.pieces), *self._marks, *found), at)
        self.query_one(FindBar).count(self._match + 1, len(self._matches))

    @on(Input.Changed, "#needle")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.find(event.value)

    @on(FindBar.Went)
    def _went(self, event: FindBar.Went) -> None:
        event.stop()
        self.action_next(event.by)

    @on(FindBar.Closed)
    def _find_ended(self, event: FindBar.Closed) -> None:
        event.stop()
        self.find("")
        self.query_one(Page).focus()

    @on(Outline.Chosen)
    def _chosen(self, event: Outline.Chosen) -> None:
        event.stop()
        self.query_one(Page).reveal(event.start)


def _roles(pieces: Sequence[Sentence]) -> tuple[Mark, ...]:
    """Headings stand out, page furniture steps back."""
    styles = {"heading": "mark--heading", "boilerplate": "mark--dim"}
    return tuple(Mark(p.start, p.end, styles[p.role]) for p in pieces if p.role in styles)
