"""Adding that is killed, done twice at once or short of room: the corpus is whole all the same."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qa.ingestion.intake import keeping
from qa.ingestion.intake.catching_up import catch_up
from qa.ingestion.reports import read_reports
from tests.office import docx, paragraph

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it speaks of signals and limits")

COUNT, KILLS = 24, 3
"""Files that are added and how often that is ended; 200 and 20 were run by hand."""
FULL = """
import resource, sys
from qa.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
sys.exit(main(sys.argv[1:]))
"""


def write_sources(folder: Path, count: int) -> Path:
    """Reports of as many places; every eighth is a page, every twelfth a Word file."""
    folder.mkdir()
    for number in range(count):
        title = f"第{number}镇{2000 + number % 25}年工作报告"
        lines = [title, *(f"全年办结第{n}类事项{number * 7 + n}件。" for n in range(5))]
        if number % 12 == 0:
            data, ending = docx("".join(map(paragraph, lines))), "docx"
        elif number % 8 == 0:
            body = "".join(f"<p>{line}</p>" for line in lines)
            data, ending = f"<html><body>{body}</body></html>".encode(), "html"
        else:
            data, ending = "\n".join(lines).encode(), "txt"
        (folder / f"r{number:03}.{ending}").write_bytes(data)
    return folder


def start(sources: Path, corpus: Path) -> subprocess.Popen[str]:
    argv = ("-m", "qa", "add", str(sources), "--corpus", str(corpus), "--json")
    return subprocess.Popen(
        [sys.executable, *argv], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def add(sources: Path, corpus: Path) -> None:
    process = start(sources, corpus)
    process.communicate(timeout=600)
    assert process.returncode == 0


def kill(process: subprocess.Popen[str], after: int, delay: float) -> None:
    """End a process once so many files are in, and a moment more."""
    assert process.stdout
    for line in process.stdout:
        after -= json.loads(line)["status"] == "added"
        if after <= 0:
            break
    time.sleep(delay)
    process.kill()
    process.communicate(timeout=60)


def contents(folder: Path) -> dict[str, bytes]:
    """All that lies in a corpus but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def check_whole(corpus: Path, sources: Path) -> None:
    """Every file is as it came, and every one of them is a report."""
    visible = {path.name for path in corpus.iterdir() if not path.name.startswith(".")}
    for name in visible:
        assert (corpus / name).read_bytes() == (sources / name).read_bytes()
    if visible:
        catch_up(corpus)
        assert {report.id for report in read_reports(corpus)} == {Path(n).stem for n in visible}


def disturb(sources: Path, corpus: Path, kills: int, seed: int) -> None:
    """Begin to add, are killed and begin again, so many times."""
    chance = random.Random(seed)
    most = max(len(list(sources.iterdir())) // (kills + 1), 1)
    for _ in range(kills):
        kill(start(sources, corpus), chance.randint(1, most), chance.random() / 10)
        check_whole(corpus, sources)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sources(tmp_path_factory.mktemp("given") / "sources", COUNT)


@pytest.fixture(scope="module")
def undisturbed(sources: Path) -> dict[str, bytes]:
    corpus = sources.parent / "undisturbed"
    add(sources, corpus)
    return contents(corpus)


def test_what_is_killed_goes_on_where_it_was(
    sources: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    disturb(sources, tmp_path / "corpus", KILLS, seed=14)
    add(sources, tmp_path / "corpus")
    assert contents(tmp_path / "corpus") == undisturbed


def test_two_that_add_the_same_at_once_do_no_harm(
    sources: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    both = [start(sources, tmp_path / "corpus") for _ in range(2)]
    told = [json.loads(line) for p in both for line in p.communicate(timeout=600)[0].splitlines()]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(one["status"] for one in told) == ["added"] * COUNT + ["there"] * COUNT
    assert contents(tmp_path / "corpus") == undisturbed


def test_a_disk_that_is_full_leaves_the_corpus_as_it_was(sources: Path, tmp_path: Path) -> None:
    corpus, large = tmp_path / "corpus", tmp_path / "large.txt"
    large.write_text("大镇2024年工作报告\n" + "全镇有顾问3名。\n" * 300, encoding="utf-8")
    paths = [str(sources / "r001.txt"), str(large)]
    done = subprocess.run(
        [sys.executable, "-c", FULL, "add", *paths, "--corpus", str(corpus), "--lang", "en"],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 3
    assert "make room or choose another folder" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(contents(corpus)) == ["r001.txt"]
    assert not list((corpus / keeping.FOLDER).glob("*.part"))
