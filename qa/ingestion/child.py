"""The child that reads one file: bytes on stdin, JSON on stdout, limits on all it takes."""

import os
import sys

MEMORY = 1 << 30
"""Bytes of address space."""
OUTPUT = 64 << 20
"""Bytes of the longest answer."""


def main() -> None:
    """Read what stands on stdin and answer with the document, or why there is none.

    The argument is how many seconds the processor may work on it.
    """
    _limit(int(sys.argv[1]))  # before anything large is imported
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    data = sys.stdin.buffer.read()
    answer = _read(data)
    out.write(answer)
    out.flush()


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: there is only the clock of the parent
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
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


def _read(data: bytes) -> bytes:
    from qa.ingestion.documents import Unreadable, dump, to_json
    from qa.ingestion.readers import read

    try:
        answer = to_json({"document": dump(read(data))})
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
