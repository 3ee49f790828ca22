"""An answer as a piece of HTML, for a notebook or a page."""

from collections.abc import Iterable
from html import escape

from qa.model import Answer, Citation
from qa.render.texts import citation_id, clean, pieces, source
from qa.wording import lang_of


def html(answer: Answer, lang: str | None = None) -> str:
    """The answer with its quotations, what it takes from them marked.

    Args:
        answer: What the engine said.
        lang: zh or en for the words around the answer; None follows the question.
    """
    lang = lang or answer.question.lang or lang_of(answer.question.text)
    told = answer.reason.message if answer.reason else answer.text
    citations = answer.reason.nearest if answer.reason else answer.citations
    head = "<br>".join(escape(clean(line)) for line in told.split("\n"))
    items = "".join(f"<li>{_quotation(one)}<br>{_source(one, lang)}</li>" for one in citations)
    return f"<div><p><b>{head}</b></p><ol>{items}</ol></div>"


def marked(quote: str, highlights: Iterable[tuple[int, int]]) -> str:
    """The quotation with what the answer takes from it marked."""
    return "".join(
        f"<mark>{escape(clean(piece))}</mark>" if taken else escape(clean(piece))
        for piece, taken in pieces(quote, highlights)
    )


def _quotation(citation: Citation) -> str:
    return f"「{marked(citation.text, citation.highlights)}」"


def _source(citation: Citation, lang: str) -> str:
    return f"<small>{escape(f'{source(citation, lang)} · {clean(citation_id(citation))}')}</small>"
