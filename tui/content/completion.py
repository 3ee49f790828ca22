"""What a half-typed question may go on with: places, documents, earlier questions."""

from collections.abc import Iterable, Sequence

_SHORTEST = {True: 2, False: 1}  # of ASCII; a Han character says more than a letter


def completions(value: str, names: Sequence[str], questions: Iterable[str]) -> list[str]:
    """The completed lines, likeliest first: earlier questions, then the last word completed."""
    if not value.strip():
        return []
    lower = value.lower()
    earlier = [q for q in questions if q.lower().startswith(lower) and len(q) > len(value)]
    words = [value[: len(value) - cut] + name for cut, name in _endings(value, names)]
    return list(dict.fromkeys([*earlier, *words]))


def _endings(value: str, names: Sequence[str]) -> list[tuple[int, str]]:
    """Names that begin with the end of the line, with the length of that end, longest first."""
    found = []
    for name in names:
        for cut in range(min(len(value), len(name) - 1), 0, -1):
            end = value[-cut:]
            if cut >= _SHORTEST[end.isascii()] and name.lower().startswith(end.lower()):
                found.append((cut, name))
                break
    return sorted(found, key=lambda pair: -pair[0])
