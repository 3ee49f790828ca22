"""Adding: reports put into a corpus folder of one's own, from files or as bytes."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from qa.errors import CorpusError, SettingsError
from qa.ingestion.folders import read_bytes
from qa.settings import Settings


def add_files(settings: Settings, paths: Sequence[Path]) -> dict[str, bool]:
    """The ids of the reports in files and folders, and whether each is new; all are added or none.

    Raises:
        CorpusError: One is no report, or another has its name, or the folder cannot be written.
        SettingsError: A path leads to no .txt file, or the corpus is the packaged one.
    """
    writable_folder(settings)  # what cannot be written need not be read
    files = [file for path in paths for file in _files(path)]
    return add_reports(settings, {file.name: read_bytes(file) for file in files})


def add_reports(settings: Settings, contents: Mapping[str, bytes]) -> dict[str, bool]:
    """As `add_files`, with the contents of each file by its name, which ends in .txt."""
    from qa.ingestion.reports import parse_report

    folder = writable_folder(settings)
    new = {name: data for name, data in contents.items() if not _is_there(folder / name, data)}
    for name, data in new.items():
        parse_report(Path(name), data)
    for name, data in new.items():
        _write(folder / name, data)
    return {Path(name).stem: name in new for name in contents}


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


def _is_there(target: Path, data: bytes) -> bool:
    """Whether the very same report is there already; a different one of its name is refused."""
    if not target.exists():
        return False
    if read_bytes(target) == data:
        return True
    raise CorpusError(
        f"{target.parent} holds another report {target.stem}: remove it first,"
        f" yinju remove {target.stem} --corpus {target.parent}"
    )


def _write(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise CorpusError(f"{target}: cannot be written: {error.strerror}") from error
