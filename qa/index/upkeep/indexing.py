"""Indexing: the parts of a corpus' reports gathered and written into its index."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain

from qa.errors import CorpusError
from qa.index import engines
from qa.index.parts.gathering import Gathering
from qa.index.parts.part import Packed, Part, Recipe
from qa.index.sqlite import Index
from qa.index.upkeep.opening import Task
from qa.index.upkeep.reading import MANY, Job, read_each
from qa.ingestion.folders import Contents
from qa.settings import Settings


def build_index(task: Task) -> Index:
    """The index of a corpus, built from its files and written in one step.

    Raises:
        CorpusError: No report can be read.
        IndexFault: The index cannot be written.
    """
    settings = task.settings
    jobs = _jobs(settings, task.contents)
    recipe = task.recipe()
    with _open_parts(task, jobs) as parts:
        first, others = _split(_gather(parts, task, jobs, recipe))
        engine = engines.choose(settings.engine, sum(part.found for part in first))
        # What is read is written at once: a core that waits for reports writes meanwhile.
        coming = (Part.load(part.data) for part in chain(first, others))
        index = Index.build(settings.index, coming, recipe, task.stamp, engine, settings.cluster)
        if task.notify and (said := engines.hint(settings.engine, parts.sentences())):
            task.notify(said)
        return index


def _split(parts: Iterator[Packed]) -> tuple[list[Packed], Iterator[Packed]]:
    """As many parts as tell which engine there is to be, and those behind them."""
    first: list[Packed] = []
    sentences = 0
    for part in parts:
        first.append(part)
        sentences += part.found
        if sentences >= engines.LARGE:
            break
    return first, parts


def change_index(task: Task) -> Index | None:
    """The index that is there with what has changed in its corpus, in time that hangs on that.

    None if it should be built anew: most has changed, or there is now enough for another engine.
    Errors are those of `build_index`.
    """
    settings = task.settings
    jobs = _jobs(settings, task.contents)
    with Index(settings.index, settings.cluster) as index:
        held, engine, sentences = index.digests(), index.engine, len(index.postings)
    kept = {id: job.digest for id, job in jobs.items() if held.get(id) == job.digest}
    if len(kept) * 2 < len(held):
        return None
    coming = {id: job for id, job in jobs.items() if id not in kept}
    recipe = task.recipe()
    with _open_parts(task, coming) as parts:
        for _ in _gather(parts, task, coming, recipe):
            pass
        chosen = engines.choose(settings.engine, sentences + parts.sentences())
        if chosen != engine and (settings.engine != engines.AUTO or engine == engines.BUILTIN):
            return None
        digests = kept | parts.digests()
        return Index.change(settings.index, parts, digests, recipe, task.stamp, settings.cluster)


def _jobs(settings: Settings, contents: Contents) -> dict[str, Job]:
    """What is to be read for each report, by its id."""
    from qa.ingestion.folders import find_files
    from qa.ingestion.reports import read_manifest

    paths = find_files(settings.corpus)
    overrides = read_manifest(settings.corpus, set(paths))
    return {
        id: Job(paths[id], overrides.get(id), _digest(digest, overrides.get(id)))
        for id, digest in contents.digests.items()
        if id in paths
    }


def _digest(digest: str, overrides: Mapping[str, object] | None) -> str:
    """What a report is made from: its file and what the manifest says of it."""
    said = json.dumps(overrides, sort_keys=True) if overrides else ""
    return sha256(f"{digest} {said}".encode()).hexdigest()


def _open_parts(task: Task, jobs: Mapping[str, Job]) -> Gathering:
    """Where the parts of reports are gathered; of many they are kept if this is interrupted."""
    index = task.settings.index
    path = index.with_name(f"{index.name}.parts") if len(jobs) >= MANY else None
    return Gathering(path, task.stamp.get("program", ""))


def _gather(
    parts: Gathering, task: Task, jobs: Mapping[str, Job], recipe: Recipe
) -> Iterator[Packed]:
    """The parts of the reports that can be read, in the order of their ids, as they are gathered.

    Those that were kept are not read again.
    """
    done = parts.keep_only({id: job.digest for id, job in jobs.items()})
    ordered = sorted(jobs.items())
    reading = read_each([job for id, job in ordered if id not in done], recipe)
    refused: list[CorpusError] = []
    count = len(done)
    for id, _ in ordered:
        if id in done:
            yield parts.part(id)
            continue
        read, count = next(reading), count + 1
        if not isinstance(read, CorpusError):
            parts.add(read)
        elif task.notify:
            refused.append(read)
        else:
            raise read
        if task.progress:
            task.progress(count, len(jobs))
        if not isinstance(read, CorpusError):
            yield read
    _tell(refused, task)


def _tell(refused: Sequence[CorpusError], task: Task) -> None:
    """Tells of what can not be read; CorpusError if nothing can."""
    if refused and len(refused) == len(task.contents.digests):
        raise refused[0]
    for error in refused:
        if task.notify:
            task.notify(error)
