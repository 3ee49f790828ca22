"""Changes: the parts of reports that come and go, written into the file of an index."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from qa.index.parts.numbering import PLACES
from qa.index.parts.part import Part, Recipe
from qa.index.parts.totals import SCHEMA as _SCHEMA_OF_TOTALS
from qa.index.parts.totals import Totals
from qa.index.protocol import Found, PostingsWriter
from qa.index.sqlite_writing import MARK, insert
from qa.language.reflow import read_piece

_SCHEMA = f"""
PRAGMA application_id = {MARK};
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER);
CREATE TABLE stamp (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE report (key INTEGER PRIMARY KEY, id TEXT UNIQUE, place TEXT, level TEXT, year INTEGER,
    title TEXT, issuer TEXT, sha256 TEXT, pages TEXT, pieces INTEGER, years TEXT, units TEXT,
    digest TEXT);
CREATE TABLE sentence (piece INTEGER PRIMARY KEY, ordinal INTEGER, start INTEGER, text TEXT,
    behind INTEGER, role TEXT, cells TEXT, analysis TEXT);
CREATE TABLE section (piece INTEGER PRIMARY KEY, headings TEXT);
CREATE TABLE vector (piece INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE extra (key TEXT PRIMARY KEY, value BLOB);
{_SCHEMA_OF_TOTALS}
"""


Gone = Mapping[str, tuple[Sequence[Found], Iterable[str]]]
"""Reports that go, by id, with the sentences that could be found and the words that stood there."""


def write_changes(
    draft: Path,
    parts: Iterable[Part],
    gone: Gone,
    postings: PostingsWriter,
    recipe: Recipe,
    stamp: Mapping[str, str],
) -> None:
    """Takes reports out of a draft, puts others in, and brings all else up to date.

    Args:
        draft: The copy of an index, or an empty file.
        parts: Of the reports to put in, in the order of their ids.
        gone: The reports to take out; one may be put in again as another.
        postings: Writes what finds the sentences.
        recipe: How the rest is worked out.
        stamp: What the index depends on from now on.
    """
    is_new = not draft.stat().st_size
    with closing(sqlite3.connect(draft)) as file, file:
        # What goes wrong is thrown away whole.
        file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if is_new:
            file.executescript(_SCHEMA)
        totals, places = Totals(), _places(file)
        for id, (found, words) in gone.items():
            postings.remove(_take_out(file, id), found)
            totals.add(found, words, -1)
        first = file.execute("SELECT coalesce(max(key) + 1, 0) FROM report").fetchone()[0]
        for key, part in enumerate(parts, first):
            _put_in(file, key, part)
            _put_in_vectors(file, key, part, recipe)
            postings.add(key, part.found)
            totals.add(part.found, part.words)
        totals.write(file, recipe)
        if is_new or places != _places(file):
            table = recipe.places(_places(file))
            file.execute("INSERT OR REPLACE INTO extra VALUES ('places', ?)", (table,))
        postings.finish(file)
        file.execute("DELETE FROM stamp")
        insert(file, "stamp", sorted(stamp.items()))


def _places(file: sqlite3.Connection) -> list[str]:
    """The places of all reports, in order."""
    rows = file.execute("SELECT DISTINCT place FROM report WHERE place != '' ORDER BY place")
    return [place for (place,) in rows]


def _put_in(file: sqlite3.Connection, key: int, part: Part) -> None:
    insert(file, "report", [(key, *part.report)])
    first: dict[str, int] = {}
    rows = []
    for at, (ordinal, start, raw, section, *others) in enumerate(part.rows):
        # The headings stand beside the first piece under them; all know how far they are behind it.
        behind = at - first.setdefault(section, at)
        rows.append((key * PLACES + at, ordinal, start, raw, behind, *others))
    insert(file, "sentence", rows)
    insert(file, "section", ((key * PLACES + at, section) for section, at in first.items()))


def _put_in_vectors(file: sqlite3.Connection, key: int, part: Part, recipe: Recipe) -> None:
    if recipe.encode is None or not part.found:
        return
    vectors = recipe.encode([_text(part, sentence.place) for sentence in part.found])
    pieces = (key * PLACES + sentence.place for sentence in part.found)
    insert(file, "vector", zip(pieces, vectors, strict=True))


def _text(part: Part, place: int) -> str:
    _, _, raw, _, role, *_ = part.rows[place]
    return read_piece(raw, role)


def _take_out(file: sqlite3.Connection, id: str) -> int:
    """Deletes the rows of a report; gives its key."""
    key: int = file.execute("SELECT key FROM report WHERE id = ?", (id,)).fetchone()[0]
    pieces = key * PLACES, (key + 1) * PLACES - 1
    for table in ("sentence", "section", "vector"):
        file.execute(f"DELETE FROM {table} WHERE piece BETWEEN ? AND ?", pieces)
    file.execute("DELETE FROM report WHERE key = ?", (key,))
    return key
