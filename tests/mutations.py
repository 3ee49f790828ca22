"""Files damaged at random, and whether reading them stays within bounds.

Each is read, and cut into sentences, in a process of its own.
"""

import io
import os
import random
import re
import signal
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

import olefile

from qa.errors import CorpusError
from qa.ingestion import child, reading
from qa.ingestion.documents import Document
from qa.ingestion.intake.sources import is_archive, unfold
from qa.ingestion.readers import read
from qa.ingestion.reports import make_report
from qa.ingestion.sentences import split

SECONDS, MEMORY = 20, 1 << 30
_GROWN = 4  # times as long as it was is a file at most
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBERS = (b"0", b"-1", b"2147483647", b"4294967296", b"99999999999999999999", b"1e999", b"")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of reading one file."""

    ended: str
    """read, refused, or the signal that ended the process."""
    seconds: float
    """That the processor worked on it."""
    peak: int
    """Bytes of the memory it held at most."""

    @property
    def is_within_bounds(self) -> bool:
        """Whether it ended by itself, in time and in its memory."""
        held = self.seconds <= SECONDS and self.peak <= MEMORY
        return held and self.ended in ("read", "refused")


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few things changed, lost, doubled or put in."""
    most = _GROWN * len(data)
    for _ in range(chance.choice((1, 2, 4, 16))):
        data = data[:most]
        at = chance.randrange(len(data) + 1)
        stop = min(at + chance.choice((1, 4, 64, 1024)), len(data))
        deed = chance.randrange(6)
        if deed == 0:
            data = data[:at] + chance.randbytes(stop - at) + data[stop:]
        elif deed == 1:
            data = data[:at] + data[stop:]
        elif deed == 2:
            data = data[:stop] + data[at:stop] * chance.choice((1, 3, 50)) + data[stop:]
        elif deed == 3 and (number := re.compile(rb"\d+").search(data, at)):
            data = data[: number.start()] + chance.choice(_NUMBERS) + data[number.end() :]
        elif deed == 4:
            other = chance.randrange(len(data) + 1)
            data = data[:at] + data[other : other + stop - at] + data[stop:]
        elif deed == 5 and chance.random() < 0.1:
            data = data[:at]
    return data


def mutate_inside(data: bytes, chance: random.Random) -> bytes:
    """The same done to a part of what a file contains, the container left whole."""
    with suppress(zipfile.BadZipFile, OSError, zlib.error, ValueError, IndexError):
        if data.startswith(b"PK"):
            return _in_zip(data, chance)
        if data.startswith(b"%PDF"):
            return _in_pdf(data, chance)
        if data.startswith(olefile.MAGIC):
            return _in_ole(data, chance)
        return _in_text(data, chance)
    return mutate(data, chance)


WAYS = (mutate, mutate_inside)
"""To damage a file."""


def _in_zip(data: bytes, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        chosen = chance.choice([entry for entry in old.infolist() if entry.file_size])
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, mutate(content, chance) if entry is chosen else content)
    return buffer.getvalue()


def _in_pdf(data: bytes, chance: random.Random) -> bytes:
    stream = chance.choice(list(_STREAM.finditer(data)))
    inner = mutate(zlib.decompress(stream[1]), chance)
    return data[: stream.start(1)] + zlib.compress(inner) + data[stream.end(1) :]


def _in_ole(data: bytes, chance: random.Random) -> bytes:
    buffer = io.BytesIO(data)
    with olefile.OleFileIO(buffer, write_mode=True) as file:
        large = [name for name in file.listdir() if file.get_size(name) >= file.minisectorcutoff]
        name = chance.choice(large)
        content = file.openstream(name).read()
        changed = mutate(content, chance).ljust(len(content), b"\0")[: len(content)]
        file.write_stream(name, changed)
        return buffer.getvalue()


def _in_text(data: bytes, chance: random.Random) -> bytes:
    """Whole tags, lines and words are moved about, so that what is left is well-formed."""
    parts = re.split(rb"(?=[<\n,|])", data)
    most = _GROWN * len(data)
    for _ in range(chance.choice((1, 4, 16))):
        part = parts.pop(chance.randrange(len(parts)))
        times = chance.choice((0, 1, 2, 500))
        # Repeats of a repeat would fill the memory of this process.
        parts.insert(
            chance.randrange(len(parts) + 1), part * times if len(part) * times <= most else part
        )
    return b"".join(parts)[:most]


def warm(data: bytes) -> None:
    """Load what reading such a file needs, once and not in each process that reads one."""
    with suppress(CorpusError):
        _cut([read(part) for part in _parts(data)])


def judge(data: bytes) -> Verdict:
    """What comes of reading a file within the bounds of the product's own child."""
    process = os.fork()
    if not process:
        _serve(data)
    _, status, used = os.wait4(process, 0)
    ended = ("read", "refused")[os.WEXITSTATUS(status)] if os.WIFEXITED(status) else ""
    by_signal = "" if ended else signal.Signals(os.WTERMSIG(status)).name
    return Verdict(ended or by_signal, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def _serve(data: bytes) -> None:
    child._limit(SECONDS)
    signal.alarm(reading.PATIENCE * SECONDS)
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    try:
        documents = [read(part) for part in _parts(data)]
    except Exception:  # what the child answers then is `damaged`
        os._exit(1)
    _cut(documents)
    os._exit(0)


def _parts(data: bytes) -> Iterator[bytes]:
    if not is_archive(data):
        yield data
        return
    for source in unfold(PurePosixPath("x.zip"), data):
        if source.data:
            yield source.data


def _cut(documents: list[Document]) -> None:
    """What is done outside the child's bounds must not go wrong whatever a reader gives."""
    try:
        for document in documents:
            split(make_report("x", document, ""))
    except Exception:
        os.kill(os.getpid(), signal.SIGUSR1)
