"""`yinju add`: reports copied into a corpus folder of one's own."""

from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.errors import CorpusError, SettingsError
from qa.settings import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Copy each report under its own name, after checking that it can be read; all or none."""
    from qa.reports import read_report

    folder = writable_folder(settings)
    sources = [file for name in arguments.paths for file in _files(Path(name))]
    new = [source for source in sources if not _present(source, folder)]
    for source in new:
        read_report(source)
    for source in new:
        _copy(source, folder / source.name)
        diagnostics.note(f"added {source.stem}")
    return Exit.DONE


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
    return inner if inner.is_dir() and not texts(settings.corpus) else settings.corpus


def texts(folder: Path) -> list[Path]:
    """The report files of a folder, by name."""
    return sorted(file for file in folder.glob("*") if file.suffix.lower() == ".txt")


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise SettingsError(f"{path}: there is no such file")
    if path.is_dir():
        found = texts(path)
        if not found:
            raise SettingsError(f"{path}: holds no .txt file")
        return found
    if path.suffix.lower() != ".txt":
        raise SettingsError(f"{path}: save the report as plain text under a name in .txt")
    return [path]


def _present(source: Path, folder: Path) -> bool:
    """Whether the very same report is there already; a different one of its name is refused."""
    target = folder / source.name
    if not target.exists():
        return False
    if target.read_bytes() == source.read_bytes():
        diagnostics.note(f"{source.stem} is there already")
        return True
    raise CorpusError(
        f"{folder} holds another report {source.stem}: remove it first,"
        f" yinju remove {source.stem} --corpus {folder}"
    )


def _copy(source: Path, target: Path) -> None:
    temporary = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(source.read_bytes())
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise CorpusError(f"{target}: cannot be written: {error.strerror}") from error
