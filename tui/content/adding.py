"""Adding reports to the corpus, and what to say of each."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qa import wording
from qa.adding import Outcome, files_in, take_in
from qa.errors import YinjuError
from qa.render import clean
from qa.settings import Settings
from tui.content import labels
from tui.content.wording import lang, say

_TOLD = 3
"""Files that were not added and are named; of others it is said how many there are."""

_OWN = ("name-taken", "resembles")
"""Refusals for which the core's words name options of its command line."""


def add(
    paths: Sequence[Path], settings: Settings, progress: Callable[[int], None]
) -> tuple[bool, tuple[str, ...]]:
    """Whether files, folders or archives held reports that are new, and lines that say so.

    Args:
        paths: Of the files, the folders and the archives.
        settings: Name the corpus.
        progress: Told how many files are done.
    """
    outcomes: list[Outcome] = []
    fault: tuple[str, ...] = ()
    try:
        taking = take_in(settings, files_in(paths), progress=lambda done, _: progress(done))
        outcomes.extend(taking)
    except (YinjuError, OSError) as error:
        fault = (labels.error(error),)
    lines = [*told(outcomes), *fault] or [say("nothing-to-add")]
    return any(one.is_taken for one in outcomes), tuple(map(labels.narrow, map(clean, lines)))


def told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What was read, and why other files were not added."""
    taken = [one for one in outcomes if one.is_taken]
    others = [one for one in outcomes if not one.is_taken]
    if len(taken) == 1:
        yield _read(taken[0])
    elif taken:
        ids = wording.join([one.id for one in taken], lang())
        yield say("were-read", count=len(taken), ids=ids)
    for one in others[:_TOLD]:
        status = wording.say(f"status-{one.status}", lang())
        yield f"{status} {one.name}: {_why(one)}"
    if len(others) > _TOLD:
        yield say("not-added", count=len(others) - _TOLD)


def _why(outcome: Outcome) -> str:
    if outcome.reason in _OWN:
        return say(f"add-{outcome.reason}", **dict(outcome.values))
    return outcome.tell(lang()) or outcome.id


def _read(outcome: Outcome) -> str:
    notes = (wording.say(code, lang(), value=value) for code, value in outcome.notes)
    line = say(
        "was-read",
        id=outcome.id,
        place=outcome.place or "?",
        year=outcome.year or "?",
        title=outcome.title,
        sentences=outcome.sentences,
        figures=outcome.figures,
    )
    return " ".join([line, *notes])
