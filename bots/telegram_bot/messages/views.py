"""What a person sees: answers, sources, contexts and lists as Telegram's HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bots.telegram_bot.messages import markup
from bots.telegram_bot.messages.wording import say
from bots.telegram_bot.storage.turns import Turn
from qa.model import Citation, Report, Sentence
from qa.render import clean, label, source

_SHOWN = 3  # quotations beside an answer; the others are a tap away
_ANSWER = 1800  # UTF-16 units of the short answer
_QUOTE = 1200
PER_PAGE = 8
"""Lines of a list."""


def answer(turn: Turn, lang: str, late: str = "", page: int = 0) -> str:
    """An answer, or why there is none, with the first quotations and where they stand.

    A long answer, as that about all places, goes on for more pages, which hold its lines only.
    """
    if turn.html:
        return turn.html
    if page:
        pages = _answer_pages(turn)
        return markup.bold(pages[min(page, len(pages) - 1)])
    if turn.code:
        head = [markup.bold(clean(turn.message))]
        if turn.passages:
            head.append(markup.escape(say("nearest", lang)))
    else:
        head = [markup.bold(_answer_pages(turn)[0])]
    quotes = [_quotation(one, lang) for one in turn.passages[:_SHOWN]]
    remarks = markup.shorten("\n".join(clean(one) for one in turn.remarks), 600)
    return markup.fill([markup.escape(late), *head, *quotes, markup.escape(remarks)])


def page_count(turn: Turn) -> int:
    """How many pages an answer takes."""
    return 1 if turn.html or turn.code else len(_answer_pages(turn))


def _answer_pages(turn: Turn) -> list[str]:
    """The lines of an answer, as many on a page as fit."""
    pages = [""]
    for line in _lines(turn.text).split("\n"):
        for start, end in markup.cut(line, _ANSWER):
            longer = f"{pages[-1]}\n{line[start:end]}" if pages[-1] else line[start:end]
            if markup.units(longer) > _ANSWER:
                pages.append(line[start:end])
            else:
                pages[-1] = longer
    return pages


def _lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.split("\n"))


def _quotation(citation: Citation, lang: str) -> str:
    """A quotation, cut around its highlight if it is long, and where it stands."""
    text, highlights = citation.text, citation.highlights
    if markup.units(text) > _QUOTE:
        text, highlights = _window(citation)
    return f"{markup.quoted(text, highlights)}\n{_place(citation, lang)}"


def _window(citation: Citation) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch of a long sentence that the answer stands in, with ellipses."""
    first = min((start for start, _ in citation.highlights), default=0)
    start = max(0, first - 40)
    inner = citation.text[start:]
    piece = markup.shorten(inner, _QUOTE)
    lead = "…" if start else ""
    end = start + len(piece.removesuffix("…"))
    shift = len(lead)
    marks = markup.clip(citation.highlights, start, end)
    return lead + piece, tuple((a + shift, b + shift) for a, b in marks)


def _place(citation: Citation, lang: str) -> str:
    return markup.escape(f"[{citation.number}] {source(citation, lang)}")


def source_pages(citation: Citation, lang: str) -> list[str]:
    """A source in full: its quotation, exact, over as many pages as it takes."""
    title = markup.bold(markup.shorten(clean(citation.title or citation.report), 300))
    headings = markup.shorten(" > ".join(clean(one) for one in citation.section), 600)
    foot = f"{_place(citation, lang)}\n{markup.escape(headings)}".rstrip()
    room = markup.BUDGET - markup.units(markup.plain(title + foot))
    return [
        f"{title}\n{_stretch(citation, start, end)}\n{foot}"
        for start, end in markup.cut(citation.text, max(room, 500))
    ]


def _stretch(citation: Citation, start: int, end: int) -> str:
    inner = markup.clip(citation.highlights, start, end)
    return markup.quoted(citation.text[start:end], inner)


def context_pages(
    pieces: Sequence[Sentence], citation: Citation, level: str, lang: str
) -> list[str]:
    """The sentence, its paragraph or its section, verbatim, the sentence itself in bold."""
    around = context(pieces, citation, level)
    if not around:
        return [markup.escape(say("changed", lang))]
    whole = "".join(s.text for s in around)
    text, offset = whole.strip(), around[0].start + len(whole) - len(whole.lstrip())
    own = ((citation.start - offset, citation.end - offset),)
    head = markup.bold(markup.shorten(clean(citation.title or citation.report), 300))
    foot = _place(citation, lang)
    return [
        f"{head}\n{markup.quoted(text[a:b], markup.clip(own, a, b))}\n{foot}"
        for a, b in markup.cut(text, markup.BUDGET - 700)
    ]


def context(pieces: Sequence[Sentence], citation: Citation, level: str) -> list[Sentence]:
    """The consecutive pieces of a report around a citation; none if the report has changed."""
    own = [n for n, s in enumerate(pieces) if s.start <= citation.start < s.end]
    if not own or citation.text not in pieces[own[0]].text:
        return []
    if level == "s":
        return [pieces[own[0]]]
    first = last = own[0]
    section = pieces[own[0]].section
    while first and _belongs(pieces[first - 1], section, level):
        first -= 1
    while last + 1 < len(pieces) and _belongs(pieces[last + 1], section, level):
        last += 1
    return list(pieces[first : last + 1])


def _belongs(piece: Sentence, section: tuple[str, ...], level: str) -> bool:
    if piece.role == "body":
        return piece.section == section
    return level == "x" and piece.role == "boilerplate" and not piece.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison."""

    place: str
    year: int | None
    text: str = ""
    """Empty if the report does not say."""
    citation: Citation | None = None

    @property
    def name(self) -> str:
        """Which report it is."""
        return clean(label(self.place, self.year)).strip()

    def said(self, lang: str) -> str:
        """What it says, or that it does not."""
        return clean(self.text) or say("not-stated", lang)


def table(question: str, cells: Sequence[Row], lang: str, total: int) -> str:
    """What each report of a page says, one line each, and what it rests on.

    `total` is how many reports there are on all pages.
    """
    head = [markup.bold(markup.shorten(clean(question), 300))]
    rest = total - len(cells)
    more = markup.escape(say("table-more", lang, rest=rest)) if rest else ""
    said = sum(bool(row.text) for row in cells)
    code = "table-count-page" if rest else "table-count"
    count = markup.escape(say(code, lang, said=said, asked=len(cells)))
    return markup.fill([*head, *(_row(row, lang) for row in cells), count, more], glue="\n")


def _row(row: Row, lang: str) -> str:
    text = markup.escape(markup.shorten(row.said(lang), 160))
    where = source(row.citation, lang).removeprefix(f"{row.name} · ") if row.citation else ""
    foot = f"\n<i>{markup.escape(where)}</i>" if where else ""
    return f"{markup.bold(row.name)} │ {text}{foot}"


def reports_head(all_of: Sequence[Report], lang: str) -> str:
    """How many reports there are."""
    places = len({report.place for report in all_of if report.place})
    return markup.escape(say("reports-head", lang, count=len(all_of), places=places))


def reports(all_of: Sequence[Report], shown: Sequence[Report], lang: str) -> str:
    """How many reports there are, and those of one page."""
    lines = [reports_head(all_of, lang), *(_report(report) for report in shown)]
    return markup.fill(lines, glue="\n")


def matching(head: str, shown: Sequence[Report], foot: str) -> str:
    """Reports that were looked for, between what is said of them."""
    lines = (_report(report) for report in shown)
    return markup.fill([markup.escape(head), *lines, markup.escape(foot)], glue="\n")


def _report(report: Report) -> str:
    name = clean(label(report.holder, report.year))
    return f"{markup.bold(name)} · {markup.escape(markup.shorten(clean(report.title), 200))}"


def history(turns: Sequence[Turn], lang: str) -> str:
    """The latest questions of a conversation with the short answers."""
    if not turns:
        return markup.escape(say("history-empty", lang))
    return markup.fill(
        f"{markup.bold(markup.shorten(clean(t.question), 200))}\n"
        f"{markup.escape(markup.shorten(_lines(t.text or t.message), 300))}"
        for t in turns
    )


def export(turns: Sequence[Turn], lang: str) -> str:
    """A conversation as a Markdown file."""
    return "\n".join([f"# {say('export-title', lang)}", *(_section(t, lang) for t in turns), ""])


def _section(turn: Turn, lang: str) -> str:
    lines = [f"\n## {clean(turn.question)}\n", _lines(turn.text or turn.message)]
    if turn.code and turn.passages:
        lines.append(f"\n{say('nearest', lang)}")
    for one in turn.passages:
        quote = one.text.replace("\n", "\n> ")
        lines.append(f"\n> {quote}\n>\n> — [{one.number}] {source(one, lang)}")
    lines += (f"\n{clean(remark)}" for remark in turn.remarks)
    return "\n".join(lines)


def quotations(turn: Turn, lang: str) -> Iterator[tuple[str, str, str]]:
    """Each source as title, text and a message of its own; what does not answer is none."""
    for one in () if turn.code else turn.passages:
        yield source(one, lang), one.text, source_pages(one, lang)[0]
