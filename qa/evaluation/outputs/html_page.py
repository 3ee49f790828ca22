"""A run as one HTML page to look at: answers with their quotations, to be filtered and searched.

The page asks for nothing outside itself. It is written as the run goes: the summary, which is known
last, stands last in the file and first on the page.
"""

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from qa.evaluation.outputs.summary import Result, rate_table, verdict
from qa.evaluation.runs.results import Entry
from qa.evaluation.suites.cases import Case
from qa.render import clean, enumerators
from qa.render.html import marked
from qa.render.tables import html_table
from qa.wording import say

_FILTERS = ("outcome", "kind", "lang")


def begin_page(title: str, lang: str) -> str:
    """The page up to the first question."""
    return Template(_read("html_page.html")).substitute(title=_shown(title), lang=lang)


def article(case: Case, entry: Entry, record: Mapping[str, Any], lang: str) -> str:
    """One question with its answer, or with the nearest passages."""
    data = {"outcome": str(entry.outcome), "kind": case.kind, "lang": case.lang}
    attributes = "".join(f' data-{key}="{_shown(value)}"' for key, value in data.items())
    nearest = (record["reason"] or {"nearest": ()})["nearest"]
    outcome = _shown(say(f"outcome-{entry.outcome}", lang))
    expected = f"{say('suite-expected', lang)}: {entry.wanted}" if entry.wanted else ""
    return "".join(
        (
            f"<article{attributes}>\n<h2><code>{_shown(entry.id)}</code> {_shown(case.question)}",
            f' <span class="outcome">{outcome}</span></h2>\n',
            *(f"<footer>{_shown(earlier)}</footer>\n" for earlier in case.history),
            f'<p class="answer">{_lines(entry.answer)}</p>\n',
            f'<p class="expected">{_shown(expected)}</p>\n' if expected else "",
            *map(_quotation, (*record["citations"], *nearest)),
            "</article>\n",
        )
    )


def end_page(result: Result, lang: str) -> Iterator[str]:
    """The rest of the page: the summary and what filters the questions."""
    yield f"<header>\n<h1>{_shown(result.suite)}</h1>\n<p>{_shown(verdict(result, lang))}</p>\n"
    yield f"{html_table(rate_table(result.tally, lang))}\n</header>\n<form>\n"
    for name in _FILTERS:
        yield f'<select name="{name}"><option value="">{name}</option></select>\n'
    label = _shown(say("suite-search", lang))
    yield f'<input type="search" placeholder="{label}" aria-label="{label}">\n<output></output>\n'
    yield f"</form>\n<script>\n{_read('html_page.js')}</script>\n</body>\n</html>\n"


def _quotation(citation: Mapping[str, Any]) -> str:
    year = "" if citation["year"] is None else str(citation["year"])
    where = (citation["place"] or citation["report"], year, enumerators(tuple(citation["section"])))
    footer = _shown(" · ".join(filter(None, (*where, f"{citation['start']}–{citation['end']}"))))
    quotation = marked(citation["text"], citation["highlights"])
    return f"<blockquote>{quotation}<footer>{footer}</footer></blockquote>\n"


def _lines(text: str) -> str:
    return "\n".join(map(_shown, text.split("\n")))


def _shown(text: str) -> str:
    """The text as HTML has it, without what could steer anything."""
    return escape(clean(text))


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
