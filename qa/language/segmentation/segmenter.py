"""The segmenter: words by a dictionary and by a model of how words are made, as jieba cuts them.

Of the words that the dictionary holds those are taken that are likeliest together; what is left of
single characters is cut by a hidden Markov model of where in a word each stands. jieba itself is
not needed for it: loading its package would take a question a tenth of its time.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import log

from qa.language.patterns import lazy_pattern

STATES = "BEMS"
"""Where in a word a character stands: at its beginning, at its end, amid it, or alone."""
START = "start"
"""The key of the chances of each state for the first character."""
IMPOSSIBLE = -3.14e100
"""The logarithm of no chance."""
_BEFORE = {"B": "ES", "E": "BM", "M": "BM", "S": "ES"}

_PIECE = lazy_pattern(r"(?s)([\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+)|\r\n|.")
_SCRIPT = lazy_pattern(r"([\u4e00-\u9fd5]+|[a-zA-Z0-9]+(?:\.\d+)?%?)")

Chances = Mapping[str, float]
"""The logarithm of the chance of each of `STATES`."""
_UNKNOWN = dict.fromkeys(STATES, IMPOSSIBLE)
_Way = tuple[float, str]


def blocks(text: str, least: int) -> Iterator[str]:
    """The stretches of a text that words may stand in, of so many characters at least.

    Each is cut by itself.
    """
    return (block for block in _PIECE.findall(text) if len(block) >= least)


def after(state: str) -> str:
    """The key of the chances of each state for the character behind one of this state."""
    return f"after {state}"


class Segmenter:
    """Cuts text; the tables may grow meanwhile."""

    def __init__(
        self, counts: Mapping[str, int], total: int, chances: Mapping[str, Chances]
    ) -> None:
        """Cuts by these.

        Args:
            counts: Of words, and 0 for each beginning of one that is none.
            total: Of all counts.
            chances: Of the states in each character, at `START` and `after` each state.
        """
        self._counts, self._chances, self._log_total = counts, chances, log(total)

    def cut(self, text: str, least: int = 1) -> Iterator[str]:
        """The words of a text; unknown ones are guessed at.

        Args:
            text: All its words together tile it.
            least: Characters of the shortest word that is wanted; only for these is guessed.
        """
        for block, rest in self._blocks(text):
            if len(block) >= least:
                yield from self._cut_block(block, least)
            yield from (piece for piece in rest if len(piece) >= least)

    def _cut_block(self, block: str, least: int) -> Iterator[str]:
        ends, at, behind = self._best_ends(block), 0, 0  # behind the last word of several
        while at < len(block):
            start, at = at, ends[at]
            if at - start > 1:
                if start - behind >= least:
                    yield from self._guess(block[behind:start], least)
                if at - start >= least:
                    yield block[start:at]
                behind = at
        if at - behind >= least:
            yield from self._guess(block[behind:], least)

    def cut_known(self, text: str) -> Iterator[str]:
        """The words by the dictionary alone; Latin words and numbers stay whole."""
        for block, rest in self._blocks(text):
            for latin, group in groupby(self._likeliest(block), _is_latin):
                words = list(group)
                yield from ["".join(words)] if latin else words
            yield from rest

    def _blocks(self, text: str) -> Iterator[tuple[str, Sequence[str]]]:
        """Each stretch that words may stand in, and what is a word by itself."""
        for match in _PIECE.finditer(text):
            yield (match[1], ()) if match[1] else ("", (match[0],))

    def _likeliest(self, block: str) -> Iterator[str]:
        """The words that are likeliest together; of equals the longer first."""
        ends = self._best_ends(block)
        at = 0
        while at < len(block):
            start, at = at, ends[at]
            yield block[start:at]

    def _best_ends(self, block: str) -> Sequence[int]:
        """For each character the end of the likeliest word that begins with it, or its own."""
        # One loop without calls: this is most of what it takes to cut a corpus.
        count_of, log_total, size = self._counts.get, self._log_total, len(block)
        chances, ends = [0.0] * (size + 1), [0] * size
        for at in reversed(range(size)):
            best, end = None, at
            while end < size:
                end += 1
                count = count_of(block[at:end])
                if count:
                    chance = log(count) - log_total + chances[end]
                    if best is None or chance >= best:
                        best, ends[at] = chance, end
                elif count is None:
                    break
            if best is None:
                best, ends[at] = chances[at + 1] - log_total, at + 1
            chances[at] = best
        return ends

    def _guess(self, run: str, least: int) -> Iterator[str]:
        """The words of a run of characters that stand alone by the dictionary."""
        if len(run) == 1 or self._counts.get(run):
            yield from run if least == 1 else ()
            return
        for piece in _SCRIPT.split(run):
            if piece and len(piece) >= least:
                words = self._recognise(piece) if piece[0] >= "\u4e00" else (piece,)
                yield from (word for word in words if len(word) >= least)

    def _recognise(self, run: str) -> Iterator[str]:
        """The words that the model finds likeliest: each ends with a character that ends one."""
        start = 0
        for end, state in enumerate(self._states(run), 1):
            if state in "ES":
                yield run[start:end]
                start = end

    def _states(self, run: str) -> str:
        """The likeliest states of the characters, by Viterbi's algorithm."""
        first, *others = (self._chances.get(char, _UNKNOWN) for char in run)
        start = self._chances[START]
        # The best way to each state, with its chance; the last state stands first.
        ways = {state: (start[state] + first[state], state) for state in STATES}
        for here in others:
            ways = {state: self._lead(ways, state, here[state]) for state in STATES}
        return max(ways[state] for state in "ES")[1][::-1]

    def _lead(self, ways: Mapping[str, _Way], state: str, here: float) -> _Way:
        """The best way on to a state."""
        chance, way = max(
            (ways[before][0] + self._chances[after(before)][state] + here, ways[before][1])
            for before in _BEFORE[state]
        )
        return chance, state + way


def _is_latin(word: str) -> bool:
    return len(word) == 1 and word.isascii() and word.isalnum()
