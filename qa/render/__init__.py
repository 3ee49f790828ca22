"""What the engine says, for programs and for people: records, text, tables, charts."""

from qa.render.records import record, to_json
from qa.render.texts import (
    citation_id,
    clean,
    enumerators,
    is_reply,
    label,
    passage,
    pieces,
    readings,
    remarks,
    source,
    text,
)

__all__ = [
    "citation_id",
    "clean",
    "enumerators",
    "is_reply",
    "label",
    "passage",
    "pieces",
    "readings",
    "record",
    "remarks",
    "source",
    "text",
    "to_json",
]
