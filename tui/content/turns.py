"""One turn of a conversation."""

from dataclasses import dataclass

from qa.model import Answer, Citation, Question


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it."""

    id: int
    """From 1, within its conversation."""
    question: Question
    answer: Answer | None = None
    error: str = ""
    """Why asking failed; empty if it did not."""
    rating: int = 0
    """1 useful, -1 not, 0 not rated."""
    corrected: bool = False
    """Whether the reader set its places and years right, which then hold for what follows."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the turn shows to open: the citations, or the nearest passages of a refusal."""
        if self.answer is None:
            return ()
        reason = self.answer.reason
        return self.answer.citations or (reason.nearest if reason else ())

    @property
    def pending(self) -> bool:
        """Whether the answer is still awaited."""
        return self.answer is None and not self.error
