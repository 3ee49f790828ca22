"""Vocabulary: whether and how often a wording stands in the reports."""

from itertools import pairwise

from qa.index.protocol import SearchIndex
from qa.index.store import SentenceStore
from qa.language.normalization import fold, han_runs, is_han
from qa.language.tokenization import short_tokens

_CLOSE_LOOK = 400  # so many sentences are read to count a long wording; more are estimated


class Vocabulary:
    """Counts of wordings in the sentences of an index, remembered once asked."""

    def __init__(self, index: SearchIndex, store: SentenceStore) -> None:
        """Asks this index, and the store where counting needs a look at the texts."""
        self._index, self._store = index, store
        self._counts: dict[str, int] = {}

    def df(self, wording: str) -> int:
        """How many sentences hold the wording."""
        word = fold(wording)
        if word not in self._counts:
            self._counts[word] = self._count(word)
        return self._counts[word]

    def forget(self) -> None:
        """Counts anew from now on."""
        self._counts.clear()

    def __contains__(self, wording: str) -> bool:
        return self.df(wording) > 0

    def _count(self, word: str) -> int:
        tokens = _pieces(word)
        if not tokens:
            return 0
        if tokens == [word]:
            return self._index.df(word)
        count, holding = self._index.holding(tokens, _CLOSE_LOOK)
        if count > _CLOSE_LOOK:
            return count
        if not holding:
            return 0
        # Most of them hold it as it is: only the others are read, but for where a blank may go.
        as_it_is = "" if any(map(str.isspace, word)) else word
        others = list(self._store.texts(holding, as_it_is))
        return count - len(others) + sum(word in text or word in fold(text) for text in others)


def _pieces(word: str) -> list[str]:
    """The tokens that every text with the wording must hold: its pairs, figures and Latin words."""
    if len(word) == 1:
        return [word]
    pairs = ["".join(p) for run in han_runs(word) for p in pairwise(run)]
    lone = [run for run in han_runs(word) if len(run) == 1]
    rest = [t for t in short_tokens(word) if not is_han(t[0])]
    return list(dict.fromkeys(pairs + lone + rest))
