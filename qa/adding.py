"""Adding: reports put into a corpus folder of one's own, taken out of it, and what came of each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from qa.errors import CorpusError, SettingsError, YinjuError
from qa.files import is_folder
from qa.ingestion.documents import Document, Unreadable
from qa.ingestion.folders import (
    PLAIN,
    find_files,
    is_named_like_a_report,
    is_plain,
    list_files,
    name_of,
    read_bytes,
)
from qa.ingestion.intake import keeping
from qa.ingestion.intake.sources import Source, find_sources, unfold
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.ingestion.intake.shelf import Placed, Shelf
    from qa.model import Sentence

Progress = Callable[[int, int], None] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    name: str
    """Of the file as it was given, with its folders below the path that led to it."""
    status: str
    """added, changed, there (the very same file), repeated (its text is there), or refused."""
    id: str = ""
    """Of its report, or of the one that is there already."""
    reason: str = ""
    """The wording that says why it was refused or what it repeats; empty if it was taken."""
    values: tuple[tuple[str, object], ...] = ()
    """What that wording names."""
    place: str = ""
    year: int | None = None
    title: str = ""
    rests_on: tuple[str, str] = ("", "")
    """What place and year were read from: title, head, issuer, text or file."""
    sentences: int = 0
    figures: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    """What was met on reading, as wordings and their values: pages without text."""

    @property
    def is_taken(self) -> bool:
        """Whether the corpus holds the report because of this."""
        return self.status in ("added", "changed")

    def tell(self, lang: str) -> str:
        """Why it was not taken, in zh or en."""
        from qa.wording import say, tell

        values = {n: tell(v, lang) if isinstance(v, YinjuError) else v for n, v in self.values}
        return say(self.reason, lang, **values) if self.reason else ""


def take_in(
    settings: Settings,
    sources: Iterable[Source],
    *,
    replace: bool = False,
    similar: bool = False,
    progress: Progress = None,
) -> Iterator[Outcome]:
    """What becomes of each file, in order; each is added whole or not at all.

    Args:
        settings: Name the corpus.
        sources: What `files_in` or `files_of` gives.
        replace: Whether a file may take the place of another one of its name.
        similar: Whether a report is taken that all but repeats one of its place and year.
        progress: Told how many files are done; how many there are is not known, 0.

    Raises:
        CorpusError: The folder cannot be read or written.
        SettingsError: The corpus is the packaged one.
    """
    from qa.ingestion.intake.catching_up import side_by_side
    from qa.ingestion.intake.shelf import Shelf

    shelf = Shelf(writable_folder(settings), replace=replace, similar=similar)
    named = (source for source in sources if not source.passed)
    read = side_by_side(partial(_read, shelf), named)
    for done, (source, found) in enumerate(read, 1):
        yield _put(shelf, source, found)
        if progress:
            progress(done, 0)


def accepts(name: str) -> bool:
    """Whether a file may hold reports, by its name; what it holds is seen when it is read."""
    return is_named_like_a_report(Path(name))


def files_in(paths: Sequence[Path]) -> Iterator[Source]:
    """The files that paths lead to, in folders and archives too.

    Raises:
        SettingsError: A path leads nowhere.
    """
    return find_sources(paths)


def files_of(contents: Mapping[str, bytes]) -> Iterator[Source]:
    """The files of these contents by their names, those in archives too."""
    for name, data in contents.items():
        yield from unfold(PurePosixPath(name), data)


def add_files(settings: Settings, paths: Sequence[Path]) -> dict[str, bool]:
    """The ids of the reports in files and folders, and whether each is new.

    Raises:
        CorpusError: One of them is no report; those before it are added.
        SettingsError: A path leads nowhere, or the corpus is the packaged one.
    """
    return _all_of(take_in(settings, files_in(paths)))


def add_reports(settings: Settings, contents: Mapping[str, bytes]) -> dict[str, bool]:
    """As `add_files`, with the contents of each file by its name."""
    return _all_of(take_in(settings, files_of(contents)))


def remove(settings: Settings, ids: Sequence[str], into: Path | None = None) -> None:
    """Takes reports out with what was read from them; none, if one of the ids is unknown.

    Args:
        settings: Name the corpus.
        ids: Of the reports.
        into: The folder that their files are moved to; they are deleted if there is none.

    Raises:
        CorpusError: A file cannot be deleted or moved.
        SettingsError: There is no such report, or the corpus is the packaged one.
    """
    folder = writable_folder(settings)
    files = {name_of(path): path for path in list_files(folder)}
    unknown = [id for id in ids if id not in files]
    if unknown:
        known = ", ".join(sorted(files)) or "none"
        raise SettingsError(
            "no report {ids} in {folder}; it holds: {known}",
            ids=", ".join(unknown),
            folder=folder,
            known=known,
        )
    with keeping.locked(folder):
        for id in dict.fromkeys(ids):
            _move(files[id], into)
            keeping.forget(files[id])


def put_back(settings: Settings, path: Path) -> str:
    """The id of a report whose file was moved out by `remove`, and is moved in again as it is.

    Raises:
        CorpusError: The file cannot be moved, or another has its name.
        SettingsError: The corpus is the packaged one.
    """
    folder = writable_folder(settings)
    with keeping.locked(folder):
        if name_of(path) in map(name_of, list_files(folder)):
            there = folder / path.name
            raise CorpusError(
                "{path} is there already and stays as it is; remove or rename it first", path=there
            )
        _move(path, folder)
    return name_of(path)


def original(settings: Settings, id: str) -> tuple[str, bytes] | None:
    """The name and the bytes of the document that a report was read from.

    None if the report is a text file itself, or its document is gone.

    Raises:
        CorpusError: The folder or the file cannot be read.
    """
    path = find_files(settings.corpus).get(id)
    return (path.name, read_bytes(path)) if path and not is_plain(path) else None


def writable_folder(settings: Settings) -> Path:
    """The folder that holds the report files themselves.

    Raises:
        SettingsError: It is the packaged corpus, which stays as it is.
    """
    if settings.packaged:
        raise SettingsError(
            "the shipped reports stay as they are; name a folder of your own:"
            " yinju add FILE --corpus my-reports (or YINJU_CORPUS=my-reports)"
        )
    inner = settings.corpus / "reports"
    own = is_folder(settings.corpus) and list_files(settings.corpus)
    return inner if is_folder(inner) and not own else settings.corpus


def _move(path: Path, into: Path | None) -> None:
    import shutil

    try:
        if into:
            into.mkdir(parents=True, exist_ok=True)
            shutil.move(path, into / path.name)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        told = "{path}: cannot be moved or deleted: {why}"
        raise CorpusError(told, path=path, why=error) from error


def _all_of(outcomes: Iterable[Outcome]) -> dict[str, bool]:
    taken = {}
    for outcome in outcomes:
        if outcome.status in ("refused", "repeated"):
            raise CorpusError(
                "{path!r}: {why}",
                path=outcome.name,
                why=Unreadable(outcome.reason, **dict(outcome.values)),
            )
        taken[outcome.id] = outcome.is_taken
    return taken


def _read(shelf: "Shelf", source: Source) -> tuple[Source, Document | CorpusError]:
    """A file with what stands in it; one that is there already is not read again."""
    from qa.ingestion.reading import read_document, read_plain

    if source.refused or shelf.holds(source.data):
        return source, source.refused or Document("")
    try:
        plain = source.path.suffix.lower() == PLAIN
        return source, read_plain(source.data) if plain else read_document(source.data)
    except Unreadable as error:
        return source, error


def _put(shelf: "Shelf", source: Source, found: Document | CorpusError) -> Outcome:
    name = str(source.path)
    if isinstance(found, CorpusError):
        return _refused(name, found)
    there = shelf.holds(source.data)
    try:
        if there:
            raise Unreadable("repeats", id=there)
        placed = shelf.put(source, found)
    except Unreadable as error:
        there = shelf.holds(source.data)
        same = there == source.path.stem
        return Outcome(name, "there", there) if same else _refused(name, error)
    return _taken(name, placed, found)


def _taken(name: str, placed: "Placed", found: Document) -> Outcome:
    from qa.ingestion.metadata.report_metadata import read_metadata

    report = placed.report
    said = read_metadata(found.text, found.title, found.date, found.issuer)
    bodies = [piece for piece in placed.pieces if piece.is_quotable]
    return Outcome(
        name,
        "changed" if placed.changed else "added",
        report.id,
        place=report.place,
        year=report.year,
        title=report.title,
        rests_on=(said.place_from, said.year_from),
        sentences=len(bodies),
        figures=sum(map(_count_figures, bodies)),
        notes=found.notes,
    )


def _count_figures(piece: "Sentence") -> int:
    from qa.analysis.cells import figures_of
    from qa.analysis.figures import find_figures

    row = piece.role == "row"
    return len(figures_of(piece.text, piece.cells) if row else find_figures(piece.text))


def _refused(name: str, error: CorpusError) -> Outcome:
    if isinstance(error, Unreadable):
        status = "repeated" if error.code in ("repeats", "resembles") else "refused"
        there = str(error.values.get("id", ""))
        return Outcome(name, status, there, reason=error.code, values=tuple(error.values.items()))
    return Outcome(name, "refused", reason="refused", values=(("why", error),))
