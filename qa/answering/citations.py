"""Citations: a sentence of a report, quoted whole."""

from collections.abc import Sequence

from qa.model import Citation
from qa.retrieval.passages import Passage


def cite(passage: Passage, number: int, highlights: Sequence[tuple[int, int]] = ()) -> Citation:
    """The citation of a passage.

    Args:
        passage: To be quoted whole.
        number: From 1.
        highlights: What the answer takes from it, as offsets in the sentence.
    """
    report, sentence = passage.report, passage.sentence
    return Citation(
        number=number,
        report=report.id,
        place=report.place,
        year=report.year,
        title=report.title,
        section=sentence.section,
        ordinal=sentence.ordinal,
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
        highlights=tuple(highlights),
        score=round(passage.score, 4),
        sha256=report.sha256,
    )
