"""What a half-typed question may go on with: places, documents, earlier questions."""

from collections.abc import Iterable, Mapping, Sequence

_SHORTEST = {True: 2, False: 1}  # of ASCII; a Han character says more than a letter


def completions(
    value: str,
    names: Sequence[str],
    questions: Iterable[str],
    spellings: Mapping[str, str] | None = None,
) -> list[str]:
    """The completed lines, likeliest first: earlier questions, then the last word completed.

    Args:
        value: What is typed.
        names: What the last word may be.
        questions: Earlier ones.
        spellings: Of names in pinyin, by which they may be typed.
    """
    if not value.strip():
        return []
    lower = value.lower()
    earlier = [q for q in questions if q.lower().startswith(lower) and len(q) > len(value)]
    words = [
        value[: len(value) - cut] + name for cut, name in _endings(value, names, spellings or {})
    ]
    return list(dict.fromkeys([*earlier, *words]))


def _endings(
    value: str, names: Sequence[str], spellings: Mapping[str, str]
) -> list[tuple[int, str]]:
    """Names that begin with the end of the line, with the length of that end, longest first."""
    found = []
    for name in names:
        written = (name[:-1].lower(), *spellings.get(name, "").split())
        for cut in range(min(len(value), max(map(len, written))), 0, -1):
            end = value[-cut:].lower()
            if cut >= _SHORTEST[end.isascii()] and any(w.startswith(end) for w in written):
                found.append((cut, name))
                break
    return sorted(found, key=lambda pair: -pair[0])
