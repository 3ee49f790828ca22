"""The child that reads one file: bytes on stdin, JSON on stdout, limits on all it takes."""

import os
import sys

MEMORY = 1 << 30
"""Bytes of address space."""
MEMORY_OF_SCANS = 6 << 30
"""The same where text is recognised: its libraries claim much and use under 1 GiB."""
OUTPUT = 64 << 20
"""Bytes of the longest answer."""


def main() -> None:
    """Read what stands on stdin and answer with the document, or why there is none.

    The arguments are how many seconds the processor may work on it, and whether to recognise text.
    """
    seconds, recognise = int(sys.argv[1]), sys.argv[2:] == ["scan"]
    _limit(seconds, MEMORY_OF_SCANS if recognise else MEMORY)  # before anything large is imported
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    data = sys.stdin.buffer.read()
    answer = _read(data, recognise)
    out.write(answer)
    out.flush()


def _limit(seconds: int, memory: int = MEMORY) -> None:
    try:
        import resource
    except ImportError:  # Windows: there is only the clock of the parent
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)  # noqa: PLW2901
        try:
            resource.setrlimit(kind, (most, hard))
        except (OSError, ValueError):  # macOS has no limit on addresses
            continue


def _read(data: bytes, recognise: bool) -> bytes:
    from qa.ingestion.documents import Unreadable, dump, to_json
    from qa.ingestion.readers import read, scan

    try:
        answer = to_json({"document": dump(scan.read(data) if recognise else read(data))})
        if len(answer) > OUTPUT:
            raise Unreadable("unfolds-too-large")
    except Unreadable as error:
        return to_json({"refused": error.code, "values": error.values})
    except MemoryError:
        return to_json({"refused": "took-too-much"})
    except Exception:  # parsers meet broken files in twenty ways
        return to_json({"refused": "damaged"})
    return answer


if __name__ == "__main__":
    main()
