"""Made reports: an engine over one text that a test brings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.engine import Engine
from qa.settings import Settings


@contextmanager
def engine_over(folder: Path, text: str, name: str = "青禾镇2023.txt") -> Iterator[Engine]:
    """An open engine over a corpus of one report.

    Args:
        folder: An empty one; the index lies in it beside the corpus.
        text: Of the report.
        name: Of its file.
    """
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / name).write_text(text, encoding="utf-8")
    with Engine.open(Settings(corpus, folder / "index", semantic=False)) as engine:
        yield engine
