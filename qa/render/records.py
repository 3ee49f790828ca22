"""An answer as the record, which is a public contract.

It holds neither clock nor path and keeps its key order: same question, same bytes.
"""

import json
import math
from decimal import Decimal

from qa.model import Answer, Cell, Citation, Figure, Query, Reason, Searched
from qa.render.english import readings_of


def record(answer: Answer) -> dict[str, object]:
    """The answer as the public record, ready for JSON; its key order is part of the contract."""
    return {
        "id": answer.question.id,
        "question": answer.question.text,
        "status": str(answer.status),
        "answer": answer.text,
        "figures": [_figure(figure, number) for figure, number in answer.figures],
        "citations": [citation_record(citation) for citation in answer.citations],
        "confidence": number(round(answer.confidence, 2)),
        "reason": _reason(answer.reason) if answer.reason else None,
        "query": _query(answer.query),
        "readings": [[figure.text, told] for figure, told in readings_of(answer)],
        "searched": _searched(answer.reason.searched) if answer.reason else None,
        "notes": list(answer.notes),
    }


def to_json(answer: Answer) -> str:
    """The record on one line, without a line end."""
    return json.dumps(record(answer), ensure_ascii=False, allow_nan=False)


def _figure(figure: Figure, citation: int) -> dict[str, object]:
    return {
        "text": figure.text,
        "low": number(figure.low),
        "high": number(figure.high),
        "unit": figure.unit,
        "relation": figure.relation,
        "of": figure.of,
        "citation": citation,
    }


def citation_record(citation: Citation) -> dict[str, object]:
    """A citation as it stands in a record."""
    return {
        "number": citation.number,
        "report": citation.report,
        "place": citation.place,
        "year": citation.year,
        "title": citation.title,
        "section": list(citation.section),
        "text": citation.text,
        "start": citation.start,
        "end": citation.end,
        "highlights": [list(pair) for pair in citation.highlights],
        "score": number(round(citation.score, 2)),
        "sha256": citation.sha256,
        "page": citation.page,
        "printed_page": citation.printed_page,
        "cells": [_cell(cell) for cell in citation.cells],
    }


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "start": cell.start,
        "end": cell.end,
        "labels": list(cell.labels),
        "heads": list(cell.heads),
        "caption": cell.caption,
        "unit": cell.unit,
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "code": reason.code,
        "message": reason.message,
        "nearest": [citation_record(citation) for citation in reason.nearest],
    }


def _searched(searched: Searched | None) -> dict[str, object] | None:
    if searched is None:
        return None
    return {
        "reports": searched.reports,
        "sentences": searched.sentences,
        "absent": list(searched.absent),
    }


def _query(query: Query) -> dict[str, object]:
    return {
        "lang": query.lang,
        "kind": str(query.kind),
        "places": list(query.places),
        "years": list(query.years),
        "terms": [[term.source, term.words[0]] for term in query.terms if term.words],
    }


def number(value: float | Decimal) -> float | int | None:
    """The value as JSON has it: whole numbers without a point, an open bound as None."""
    if not math.isfinite(value):
        return None
    exact = Decimal(str(round(float(value), 6))) if isinstance(value, float) else round(value, 6)
    return int(exact) if exact == int(exact) else float(exact)
