"""Indexing: the parts of a corpus' reports gathered and written into its index."""

import json
from collections.abc import Mapping
from hashlib import sha256

from qa.errors import CorpusError
from qa.index import engines
from qa.index.parts.gathering import Gathering
from qa.index.parts.part import Recipe
from qa.index.sqlite import Index
from qa.index.upkeep.opening import MakeRecipe, Notify, Progress
from qa.index.upkeep.reading import MANY, Job, read_each
from qa.ingestion.folders import Contents
from qa.settings import Settings


def build_index(
    settings: Settings,
    contents: Contents,
    make_recipe: MakeRecipe,
    stamp: Mapping[str, str],
    progress: Progress = None,
    notify: Notify = None,
) -> Index:
    """The index of a corpus, built from its files and written in one step.

    Args:
        settings: Name the corpus, the index and the engine.
        contents: Of the corpus.
        make_recipe: Makes what the stages of a report give to the index.
        stamp: What the index depends on.
        progress: Told how many reports of how many are read.
        notify: Told of files that are no reports; without it the first one is an error.

    Raises:
        CorpusError: No report can be read.
        IndexFault: The index cannot be written.
    """
    jobs = _jobs(settings, contents)
    recipe = make_recipe("encoder" in stamp)
    with _open_parts(settings, jobs, stamp) as parts:
        _gather(parts, contents, jobs, recipe, progress, notify)
        if notify and (said := engines.hint(settings.engine, parts.sentences())):
            notify(said)
        engine = engines.choose(settings.engine, parts.sentences())
        return Index.build(settings.index, parts, recipe, stamp, engine, settings.cluster)


def change_index(
    settings: Settings,
    contents: Contents,
    make_recipe: MakeRecipe,
    stamp: Mapping[str, str],
    progress: Progress = None,
    notify: Notify = None,
) -> Index | None:
    """The index that is there with what has changed in its corpus, in time that hangs on that.

    None if it should be built anew: most has changed, or there is now enough for another engine.
    Arguments and errors are those of `build_index`.
    """
    jobs = _jobs(settings, contents)
    with Index(settings.index, settings.cluster) as index:
        held, engine, sentences = index.digests(), index.engine, len(index.postings)
    kept = {id: job.digest for id, job in jobs.items() if held.get(id) == job.digest}
    if len(kept) * 2 < len(held):
        return None
    coming = {id: job for id, job in jobs.items() if id not in kept}
    recipe = make_recipe("encoder" in stamp)
    with _open_parts(settings, coming, stamp) as parts:
        _gather(parts, contents, coming, recipe, progress, notify)
        chosen = engines.choose(settings.engine, sentences + parts.sentences())
        if chosen != engine and (settings.engine != engines.AUTO or engine == engines.BUILTIN):
            return None
        digests = kept | parts.digests()
        return Index.change(settings.index, parts, digests, recipe, stamp, settings.cluster)


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


def _open_parts(settings: Settings, jobs: Mapping[str, Job], stamp: Mapping[str, str]) -> Gathering:
    """Where the parts of reports are gathered; of many they are kept if this is interrupted."""
    path = settings.index.with_name(f"{settings.index.name}.parts") if len(jobs) >= MANY else None
    return Gathering(path, stamp.get("program", ""))


def _gather(
    parts: Gathering,
    contents: Contents,
    jobs: Mapping[str, Job],
    recipe: Recipe,
    progress: Progress,
    notify: Notify,
) -> None:
    """Adds the parts of the reports that can be read to those that were kept."""
    done = parts.keep_only({id: job.digest for id, job in jobs.items()})
    left = [job for id, job in sorted(jobs.items()) if id not in done]
    refused: list[CorpusError] = []
    for count, read in enumerate(read_each(left, recipe), len(done) + 1):
        if not isinstance(read, CorpusError):
            parts.add(read)
        elif notify:
            refused.append(read)
        else:
            raise read
        if progress:
            progress(count, len(jobs))
    if refused and len(refused) == len(contents.digests):
        raise refused[0]
    for error in refused:
        if notify:
            notify(error)
