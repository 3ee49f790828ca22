"""Building: from the files of a corpus to an index that is open."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from qa import __version__
from qa.analysis.periods import Timeline, timeline_of
from qa.errors import IndexFault, OutdatedIndex, YinjuError
from qa.index import engines
from qa.index.compiled import Compiled
from qa.index.sqlite import Index
from qa.index.sqlite_writing import is_other
from qa.model import Report, Sentence
from qa.retrieval import reranking
from qa.settings import Settings, default_index

_RESTS_ON = ("ingestion", "analysis", "index", "query", "language")  # the rooms an index is made in
Progress = Callable[[int, int], None] | None
Notify = Callable[[YinjuError], None] | None


def open_index(
    settings: Settings,
    progress: Progress = None,
    notify: Notify = None,
) -> Index:
    """The index of a corpus, built first if there is none or what it depends on has changed.

    Args:
        settings: Name the corpus and the index.
        progress: Told how much of how much is done while documents are read or the index is built.
        notify: Told of what is built anew, and of files that are no reports.

    Raises:
        CorpusError: The reports cannot be read.
        IndexFault: The index cannot be written.
    """
    from qa.ingestion.folders import fingerprint

    _read_documents(settings.corpus, progress)
    stamp = {"corpus": fingerprint(settings.corpus), "program": _program()}
    if encoder := reranking.version():
        stamp["encoder"] = encoder
    path = settings.index
    is_cache = path == default_index(settings.corpus)
    try:
        return Index.open(path, stamp, settings.engine)
    except OutdatedIndex:
        if notify:
            notify(OutdatedIndex("the reports have changed: bringing the index up to date"))
    except IndexFault as fault:
        if not is_cache:
            _keep_others(path)
        if notify and path.exists():
            notify(IndexFault("{fault}; building it anew", fault=fault))
    try:
        return build_index(settings, stamp, progress, notify)
    except IndexFault as fault:
        if not is_cache:
            raise
        if notify:
            notify(IndexFault("{fault}; until then it is built for each run", fault=fault))
        return _build_elsewhere(settings, stamp, progress, notify)


def _build_elsewhere(
    settings: Settings, stamp: Mapping[str, str], progress: Progress, notify: Notify
) -> Index:
    """The index of a corpus, built where nothing is kept."""
    # What is open stays readable when its folder is gone.
    with TemporaryDirectory(prefix="yinju-", ignore_cleanup_errors=True) as folder:
        elsewhere = replace(settings, index=Path(folder) / settings.index.name)
        return build_index(elsewhere, stamp, progress, notify)


def _keep_others(path: Path) -> None:
    """Raises IndexFault if something else than an index stands there."""
    if path.is_dir():
        raise IndexFault("{path} is a folder; name a file with --index", path=path)
    if is_other(path):
        raise IndexFault(
            "{path} is not an index and stays as it is;"
            " name another with --index, or replace it: yinju index --force",
            path=path,
        )


def _read_documents(corpus: Path, progress: Progress) -> None:
    """Reads the documents that are new or have changed; where there are none, nothing is loaded."""
    from qa.ingestion.folders import unread

    if unread(corpus):
        from qa.ingestion.intake.catching_up import catch_up

        catch_up(corpus, progress)


def build_index(
    settings: Settings,
    stamp: Mapping[str, str],
    progress: Progress = None,
    notify: Notify = None,
) -> Index:
    """The index of a corpus, built from its files and written in one step."""
    from qa.ingestion.reports import cut_reports, read_reports

    cut = dict(cut_reports(read_reports(settings.corpus, notify), notify))
    pieces = {report.id: sentences for report, sentences in cut.items()}
    analyst = _Analyst(pieces)

    def extras(index: Index) -> dict[str, bytes]:
        encoded = reranking.compile_vectors(index) if "encoder" in stamp else {}
        return compile_tables(index, analyst.years()).dump() | encoded

    found = sum(piece.is_quotable for cut in pieces.values() for piece in cut)
    if notify and (said := engines.hint(settings.engine, found)):
        notify(said)
    return Index.build(
        settings.index, tuple(cut), pieces, analyst, stamp, extras, progress, settings.engine
    )


class _Analyst:
    """Says what is kept for a sentence, with the timeline of its report worked out once."""

    def __init__(self, pieces: Mapping[str, tuple[Sentence, ...]]) -> None:
        self._pieces = pieces
        self._timelines: dict[str, Timeline] = {}
        self._told: dict[str, set[int]] = {report: set() for report in pieces}
        self._own: dict[str, set[int]] = {report: set() for report in pieces}

    def years(self) -> bytes:
        """The years that the sentences of each report tell of, and its own ones, as JSON.

        Its own are those that its sentences tell of without naming them.
        """
        return json.dumps(
            {r: [sorted(told), sorted(self._own[r])] for r, told in self._told.items()}
        ).encode()

    def __call__(self, report: Report, sentence: Sentence) -> str:
        from qa.analysis.annotations import analyse, dump

        if report.id not in self._timelines:
            headings = [s.section[0] for s in self._pieces[report.id] if s.section]
            self._timelines[report.id] = timeline_of(report, tuple(dict.fromkeys(headings)))
        analysis = analyse(sentence, report, self._timelines[report.id])
        if sentence.is_quotable:
            period = analysis.period
            self._told[report.id].update(period.years)
            if not (period.explicit or period.several):
                self._own[report.id].update(period.years)
        return dump(analysis)


def compile_tables(index: Index, years: bytes) -> Compiled:
    """What else is worked out from the whole corpus: names in pinyin and the dictionaries."""
    from qa.language.tokenization import pos
    from qa.query.bilingual_dictionary import collect_words, invert
    from qa.query.place_names import compile_names
    from qa.query.spelling import compile_words

    reports = index.store.reports
    counts = [(word, n) for word, n in index.postings.vocabulary() if len(word) > 1]
    return Compiled(
        places=compile_names(reports, [word for word, _ in counts if pos(word) in ("ns", "nr")]),
        glosses=invert(collect_words(report.text for report in reports)),
        words=compile_words([(word, n) for word, n in counts if len(word) > 2 or pos(word)]),
        years=years,
    )


def _program() -> str:
    """Version of the program and hash of its data and code that the index depends on."""
    folder = Path(__file__).parent
    digest = sha256(__version__.encode())
    code = (path for room in _RESTS_ON for path in folder.glob(f"{room}/**/*.py"))
    for path in sorted((*folder.glob("data/**/*.*"), *code, Path(__file__))):
        with suppress(OSError):
            digest.update(f"{path.name}:{path.stat().st_size}:{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
