"""Stand-ins for the engine, and answers to show."""

from collections.abc import Iterator
from decimal import Decimal
from types import TracebackType
from typing import Self

from qa.model import (
    EVERY,
    Answer,
    Citation,
    Figure,
    FigureFilter,
    Kind,
    Query,
    Question,
    Reason,
    ReasonCode,
    Report,
    Sentence,
    StatedFigure,
    Status,
    Term,
)

TEXT = "我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问。"
CITATION = Citation(
    number=1,
    report="yunle-2023",
    place="云乐镇",
    year=2023,
    title="云乐镇2023年度法治建设工作报告",
    section=("一、主要举措和成效", "(五)公共法律服务情况"),
    ordinal=58,
    text=TEXT,
    start=1893,
    end=1893 + len(TEXT),
    highlights=((0, 10),),
    score=7.3149,
    sha256="0" * 64,
)
FIGURE = Figure("1名", 4, 6, Decimal(1), Decimal(1), "名", "=", "法律顾问", (0, 10))
ADVISERS = Question("how many legal advisers does 云乐镇 have", "dev-001")
ANSWERED = Answer(
    question=ADVISERS,
    status=Status.ANSWERED,
    text="我镇配备1名法律顾问",
    query=Query(
        ADVISERS.text,
        "mixed",
        Kind.COUNT,
        places=("云乐镇",),
        terms=(Term("legal advisers", ("法律顾问", "顾问")),),
    ),
    figures=((FIGURE, 1),),
    citations=(CITATION,),
    confidence=0.9312,
)
ABSTAINED = Answer(
    question=Question("云乐镇有多少只猫", "dev-002"),
    status=Status.ABSTAINED,
    text="",
    query=Query("云乐镇有多少只猫", "zh", Kind.COUNT, places=("云乐镇",)),
    reason=Reason(ReasonCode.NO_EVIDENCE, "报告里找不到与此相关的内容。", (CITATION,)),
)
REPORT = Report(
    "yunle-2023", "云乐镇", "乡镇", 2023, CITATION.title, "云乐镇人民政府", TEXT, "0" * 64
)


class FakeEngine:
    """Knows one answer: any question that names 顾问 or advisers gets it, the others none."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.top = 0
        self.closed = False
        self.reports: tuple[Report, ...] = (REPORT,)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self.closed = True

    def sentences(self, report: str) -> tuple[Sentence, ...]:
        if report != REPORT.id:
            raise KeyError(report)
        return (Sentence(report, 58, CITATION.start, CITATION.end, TEXT),)

    def figures(self, wanted: FigureFilter = EVERY) -> Iterator[StatedFigure]:
        if not wanted.units or FIGURE.unit in wanted.units:
            yield StatedFigure(FIGURE, CITATION, (2023,))

    def search(self, question: Question, limit: int = 10) -> tuple[Citation, ...]:
        return (CITATION,)[:limit] if "顾问" in question.text else ()

    def ask(self, question: Question, top: int = 3) -> Answer:
        self.top = top
        self.asked.append(question)
        known = ANSWERED if "顾问" in question.text or "advisers" in question.text else ABSTAINED
        return Answer(
            question=question,
            status=known.status,
            text=known.text,
            query=known.query,
            figures=known.figures,
            citations=known.citations,
            confidence=known.confidence,
            reason=known.reason,
        )
