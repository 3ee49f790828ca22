"""Context: what stands around a sentence in its report."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa.index.store import Piece
from qa.language.cues import Cues
from qa.language.normalization import fold
from qa.retrieval.passages import Passage, PassageStore

_MARKS = Cues("language/list-marks.toml")
_TAIL, _SIGNATURE = 8, 40  # pieces at its end, and characters a signature may have
_PREAMBLE = 60  # pieces at the head of a report, white space included
_REMEMBERED = 4096  # passages whose neighbours are kept
_NEAREST = 2  # pieces on either side that are read at once: a line end is a piece too
_FARTHEST = 400  # pieces of a report that are looked through on either side


class Context:
    """Finds the neighbours of a passage."""

    def __init__(self, passages: PassageStore) -> None:
        """Looks among these passages."""
        self._passages = passages
        self._around = lru_cache(_REMEMBERED)(self._find_around)

    def prepare(self, found: Sequence[Passage]) -> None:
        """Reads what stands beside many passages at once, before it is asked for one by one."""
        near = (n for p in found for n in self._near(p.number, p.report.id))
        self._passages.pieces(list(dict.fromkeys(near)))

    def around(self, found: Passage) -> tuple[str, ...]:
        """The folded sentences before and behind a passage, behind only in the same section."""
        return self._around(found.number, found.report.id, found.sentence.section)

    def _find_around(self, number: int, report: str, section: tuple[str, ...]) -> tuple[str, ...]:
        self._passages.pieces(self._near(number, report))
        before = next(self._beside(number, report, -1), None)
        behind = next(self._beside(number, report, 1), None)
        texts = [fold(before[1].text)] if before else []
        if behind and behind[1].section == section:
            texts.append(fold(behind[1].text))
        return tuple(texts)

    def behind(self, found: Passage) -> Passage | None:
        """The next sentence of the report; None at its end."""
        return next(self._walk(found, 1), None)

    def items_behind(self, lead: Passage) -> list[Passage]:
        """The numbered items that a colon at the end of a lead announces: 做法:(1)…;(2)…."""
        found: list[Passage] = []
        if lead.sentence.text.rstrip()[-1:] not in ":：":
            return found
        for passage in self._walk(lead, 1):
            if not _MARKS["item"].match(passage.sentence.text):
                break
            found.append(passage)
        return found

    def items_after(self, lead: Passage) -> list[Passage]:
        """The numbered items behind a sentence or the next, what stands under each left out."""
        section, found, told = lead.sentence.section, list[Passage](), 0
        for passage in self._walk(lead, 1):
            under = passage.sentence.section
            if under == section and _MARKS["item"].match(passage.sentence.text):
                found.append(passage)
            elif under[: len(section)] != section or (under == section and (found or told)):
                break
            else:
                told += under == section
        return found

    def before_items(self, item: Passage) -> list[Passage]:
        """The two sentences before the items among which one stands, the nearer first."""
        section, found = item.sentence.section, list[Passage]()
        if not _MARKS["item"].match(item.sentence.text):
            return found
        for passage in self._walk(item, -1):
            under = passage.sentence.section
            if under == section and not _MARKS["item"].match(passage.sentence.text):
                found.append(passage)
            if len(found) == 2 or under[: len(section)] != section:
                break
        return found

    def count(self, reports: Sequence[str]) -> int:
        """How many pieces some reports have, headings included."""
        if len(reports) == self._passages.reports:
            return len(self._passages)
        return sum(len(self._passages.numbers(report)) for report in reports)

    def preamble(self, report: str) -> list[Passage]:
        """What stands before the first heading of a report and at its end: speaker, date."""
        numbers = self._passages.numbers(report)
        found = []
        for number in numbers[:_PREAMBLE]:
            passage = self._passages.get(number)
            if passage.sentence.section:
                break
            found.append(passage)
        tail = (self._passages.get(number) for number in numbers[-_TAIL:])
        found += (p for p in tail if p not in found and len(p.sentence.text) <= _SIGNATURE)
        return [p for p in found if p.sentence.role == "body"]

    def rest(self, lead: Passage) -> list[Passage]:
        """The sentences under a lead such as 二是建成“一站式”体系。; none if it leads nothing."""
        under = (*lead.sentence.section, name_of(lead))
        found = []
        for passage in self._walk(lead, 1):
            if passage.sentence.section[: len(under)] != under:
                break
            found.append(passage)
        return found

    def leads(self, found: Passage, prefix: tuple[str, ...]) -> list[Passage]:
        """The numbered items under a heading, in order, leads without what they lead to.

        Args:
            found: A passage somewhere under the heading.
            prefix: The path of the heading, itself included.
        """
        beside = self.right_under(found, prefix)
        return [p for p in beside if _MARKS["item"].match(p.sentence.text)]

    def right_under(self, found: Passage, prefix: tuple[str, ...]) -> list[Passage]:
        """The sentences that stand under a heading and under no further one, in order.

        Args:
            found: A passage somewhere under the heading.
            prefix: The path of the heading, itself included.
        """
        run = [found] if found.sentence.section[: len(prefix)] == prefix else []
        for step in (-1, 1):
            for passage in self._walk(found, step):
                if passage.sentence.section[: len(prefix)] != prefix:
                    break
                run.append(passage)
        beside = (p for p in run if p.sentence.section == prefix)
        return sorted(beside, key=lambda p: p.number)

    def table(self, found: Passage) -> list[Passage]:
        """The rows of the table that a row stands in, itself included, in order."""
        caption, rows = _caption(found), [found]
        for step in (-1, 1):
            for passage in self._walk(found, step):
                if passage.sentence.role == "row" and _caption(passage) not in ("", caption):
                    break
                if passage.sentence.role != "row":
                    break
                rows.append(passage)
        return sorted(rows, key=lambda p: p.number)

    def _walk(self, found: Passage, step: int) -> Iterator[Passage]:
        """The pieces of the report from a passage on, page furniture left out."""
        beside = self._beside(found.number, found.report.id, step)
        return (self._passages.get(number) for number, _ in beside)

    def _near(self, number: int, report: str) -> list[int]:
        """The numbers of the pieces around one of a report, as many as tell most often."""
        numbers = self._passages.numbers(report)
        around = range(number - _NEAREST, number + _NEAREST + 1)
        return [n for n in around if n != number and n in numbers]

    def _beside(self, number: int, report: str, step: int) -> Iterator[tuple[int, Piece]]:
        """The pieces from one of a report on with their numbers, page furniture left out."""
        numbers = self._passages.numbers(report)
        for beside in range(number + step, number + step * _FARTHEST, step):
            if beside not in numbers:
                return
            (piece,) = self._passages.pieces([beside])
            if not piece.is_furniture:
                yield beside, piece


def _caption(row: Passage) -> str:
    """What names the table of a row; empty where nothing does or no cell of it is told."""
    return next((cell.caption for cell in row.sentence.cells), "")


def name_of(lead: Passage) -> str:
    """The heading that a lead gives to the sentences after it."""
    return lead.sentence.text.strip().rstrip("。;；:：")
