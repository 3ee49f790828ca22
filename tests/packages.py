"""Whether the wheel and the sdist hold all that the program needs, and nothing else.

`python -m tests.packages FOLDER` looks into the archives that `python -m build` has left there.
"""

import re
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
_ROOMS = ("qa/", "bots/", "tui/", "corpus/")
_NOT_IN_THE_WHEEL = re.compile("corpus/suites/")
_NOT_IN_THE_SDIST = re.compile(r"\.ci/")
_MADE = re.compile(r"PKG-INFO|[^/]*\.dist-info/.*")


def faults(folder: Path) -> list[str]:
    """What is missing in the archives of a folder, or is there and should not be."""
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    files = {name for name in tracked.decode().split("\0") if name}
    rooms = {name for name in files if name.startswith(_ROOMS)}
    held = set(ZipFile(wheel).namelist())
    with tarfile.open(sdist) as archive:
        packed = {one.name.partition("/")[2] for one in archive.getmembers() if one.isfile()}
    return [
        *_differences(wheel, held, {name for name in rooms if not _NOT_IN_THE_WHEEL.match(name)}),
        *_differences(sdist, packed, {name for name in files if not _NOT_IN_THE_SDIST.match(name)}),
    ]


def _differences(archive: Path, held: set[str], wanted: set[str]) -> list[str]:
    surplus = sorted(name for name in held - wanted if not _MADE.fullmatch(name))
    return [
        *(f"{archive.name} lacks {name}" for name in sorted(wanted - held)),
        *(f"{archive.name} holds {name}" for name in surplus),
    ]


if __name__ == "__main__":
    sys.exit("\n".join(faults(Path(sys.argv[1]))) or None)
