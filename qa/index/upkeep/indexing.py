"""Indexing: the parts of a corpus' reports gathered and written into its index."""

import json
from collections.abc import Mapping
from hashlib import sha256

from qa.errors import CorpusError
from qa.index import engines
from qa.index.parts.gathering import Gathering
from qa.index.parts.part import Recipe
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
        _gather(parts, task, jobs, recipe)
        if task.notify and (said := engines.hint(settings.engine, parts.sentences())):
            task.notify(said)
        engine = engines.choose(settings.engine, parts.sentences())
        return Index.build(settings.index, parts, recipe, task.stamp, engine, settings.cluster)


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
        _gather(parts, task, coming, recipe)
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


def _gather(parts: Gathering, task: Task, jobs: Mapping[str, Job], recipe: Recipe) -> None:
    """Adds the parts of the reports that can be read to those that were kept."""
    done = parts.keep_only({id: job.digest for id, job in jobs.items()})
    left = [job for id, job in sorted(jobs.items()) if id not in done]
    refused: list[CorpusError] = []
    for count, read in enumerate(read_each(left, recipe), len(done) + 1):
        if not isinstance(read, CorpusError):
            parts.add(read)
        elif task.notify:
            refused.append(read)
        else:
            raise read
        if task.progress:
            task.progress(count, len(jobs))
    if refused and len(refused) == len(task.contents.digests):
        raise refused[0]
    for error in refused:
        if task.notify:
            task.notify(error)
