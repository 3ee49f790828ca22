"""A small world to chat about: four reports, a hostile one among them, and an engine that knows
a handful of answers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from qa.model import (
    Answer,
    Citation,
    Figure,
    Kind,
    Query,
    Question,
    Reason,
    ReasonCode,
    Report,
    Row,
    Sentence,
    Status,
    Term,
)
from qa.settings import Settings
from tests.fakes import FakeEngine
from tui.content.library import Notify, Progress

HOSTILE = (
    "坏镇[/foo]配备[bold]9名[/bold]*组织*<b>顾问</b>\x1b[31m红\u202e反[@click=app.quit]点[/]。"
)


def written(
    id_: str, place: str, year: int, lines: Sequence[str]
) -> tuple[Report, tuple[Sentence, ...]]:
    """A report of lines; # begins a heading, ## one below it."""
    pieces: list[Sentence] = []
    section: tuple[str, ...] = ()
    text = ""
    for line in lines:
        depth = len(line) - len(line.lstrip("#"))
        body = line[depth:]
        if depth:
            section = section[: depth - 1]
        role = "heading" if depth else "body"
        ordinal = sum(piece.role != "boilerplate" for piece in pieces) + 1
        pieces.append(Sentence(id_, ordinal, len(text), len(text) + len(body), body, section, role))
        text += body + "\n"
        pieces.append(
            Sentence(id_, ordinal, len(text) - 1, len(text), "\n", section, "boilerplate")
        )
        section = (*section, body) if depth else section
    title = f"{place}{year}年度法治政府建设工作报告"
    return Report(id_, place, "乡镇", year, title, place, text, "0" * 64), tuple(pieces)


FILLER = [
    f"坚持依法决策、民主决策,第{n}项制度落实到位,累计办理“一件事一次办”事项{n * 137}件,"
    f"群众满意度达到9{n % 10}.{n % 7}%以上。"
    for n in range(1, 40)
]
WORLD = {
    pair[0].id: pair
    for pair in (
        written(
            "qingshui-2023",
            "清水镇",
            2023,
            [
                "#一、主要举措和成效",
                "##(一)依法决策",
                *FILLER[:12],
                "##(二)公共法律服务",
                "我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问,为群众开展免费的法律咨询。",
                "全年调解矛盾纠纷474件,其中口头调解211件。",
                "#二、存在的不足",
                *FILLER[12:18],
            ],
        ),
        written(
            "qingshui-2022",
            "清水镇",
            2022,
            ["#一、工作情况", "我镇聘请2名法律顾问。", "全年调解矛盾纠纷398件。", *FILLER[18:22]],
        ),
        written(
            "baishi-2023",
            "白石镇",
            2023,
            [
                "#一、工作情况",
                "聘请3名法律顾问参与决策,其中专职1名。",
                "全镇共调解纠纷2743件。",
                *FILLER[22:26],
            ],
        ),
        written(
            "huaizhen-2021", "坏镇[/b]", 2021, ["#一、[red]标题[/]", HOSTILE, "调解成功率100%。"]
        ),
    )
}


def cite(number: int, report: str, words: str, *highlights: str) -> Citation:
    """The citation of the sentence that holds the words."""
    source, pieces = WORLD[report]
    piece = next(p for p in pieces if words in p.text and p.role == "body")
    found = [(piece.text.index(h), piece.text.index(h) + len(h)) for h in highlights or (words,)]
    return Citation(
        number,
        report,
        source.place,
        source.year,
        source.title,
        piece.section,
        piece.ordinal,
        piece.text,
        piece.start,
        piece.end,
        tuple(found),
    )


def figure(citation: Citation, text: str, value: float) -> tuple[Figure, int]:
    """A figure of a citation's sentence."""
    at = citation.text.index(text)
    unit = text.lstrip("0123456789.一")
    return Figure(
        text, at, at + len(text), Decimal(value), Decimal(value), unit, "=", "", (0, 1)
    ), citation.number


def answered(
    question: Question, text: str, query: Query, *cited: tuple[Citation, str, float]
) -> Answer:
    """An answer that rests on citations, each with a figure or none."""
    figures = tuple(figure(c, shown, value) for c, shown, value in cited if shown)
    return Answer(question, Status.ANSWERED, text, query, figures, tuple(c for c, *_ in cited), 0.9)


def advisers(question: Question) -> Answer:
    lang = "en" if question.text.isascii() else "zh"
    terms = (Term("legal advisers", ("法律顾问",)),) if lang == "en" else ()
    named = ("清水镇",) if "清水镇" in question.text else ()
    query = Query(
        question.text,
        lang,
        question.kind or Kind.COUNT,
        question.places or named,
        question.years or ((2023,) if named else ()),
        terms=terms,
    )
    text = "我镇配备1名法律顾问,辖区5个村也已全部配备一名法律顾问"
    first = cite(1, "qingshui-2023", text)
    second = cite(2, "qingshui-2022", "我镇聘请2名法律顾问")
    return answered(question, text, query, (first, "1名", 1), (second, "2名", 2))


def side_by_side(
    question: Question, query: Query, *cited: tuple[Citation, str, float], holes: Sequence[Row] = ()
) -> Answer:
    """A comparison of what each citation highlights, and of places that do not say."""
    answer = answered(question, "", query, *cited)
    rows = [
        Row(c.place, c.year, c.text[slice(*c.highlights[0])], c.number, figure)
        for c, (figure, _) in zip(answer.citations, answer.figures, strict=True)
    ]
    rows[2:2] = holes
    text = "\n".join(f"{row.place} {row.year}: {row.text}" for row in rows)
    return replace(answer, text=text, rows=tuple(rows))


def compared(question: Question) -> Answer:
    query = Query(question.text, "zh", Kind.COMPARE, ("清水镇", "白石镇"), (2022, 2023))
    a = cite(1, "qingshui-2022", "我镇聘请2名法律顾问")
    b = cite(2, "qingshui-2023", "我镇配备1名法律顾问")
    c = cite(3, "baishi-2023", "聘请3名法律顾问")
    cited = ((a, "2名", 2), (b, "1名", 1), (c, "3名", 3))
    answer = side_by_side(question, query, *cited, holes=[Row("白石镇", 2022, "未写明")])
    return replace(answer, notes=("4处中有3处写明。", "数值最大:白石镇。"))


def across(question: Question) -> Answer:
    query = Query(question.text, "zh", Kind.ACROSS)
    a = cite(1, "qingshui-2023", "全年调解矛盾纠纷474件")
    b = cite(2, "baishi-2023", "全镇共调解纠纷2743件")
    c = cite(3, "huaizhen-2021", "调解成功率100%")
    return side_by_side(question, query, (a, "474件", 474), (b, "2743件", 2743), (c, "100%", 100))


def hostile(question: Question) -> Answer:
    query = Query(question.text, "zh", Kind.COUNT, ("坏镇[/b]",))
    cited = cite(1, "huaizhen-2021", HOSTILE, "配备[bold]9名[/bold]")
    return answered(question, "配备[bold]9名[/bold]*组织*", query, (cited, "9名", 9))


def refused(question: Question) -> Answer:
    query = Query(question.text, "zh", Kind.COUNT, ("清水镇",))
    near = (cite(1, "qingshui-2023", "全年调解矛盾纠纷474件"), cite(2, "qingshui-2022", "398件"))
    reason = Reason(ReasonCode.NOT_STATED, "报告没有说。", near)
    return Answer(question, Status.ABSTAINED, "", query, reason=reason)


def thanked(question: Question) -> Answer:
    reason = Reason(ReasonCode.NOT_A_QUESTION, "好的,接着问。")
    query = Query(question.text, "zh", Kind.WHAT)
    return Answer(question, Status.ABSTAINED, "", query, reason=reason)


KNOWN: dict[str, Callable[[Question], Answer]] = {
    "比较": compared,
    "谢谢": thanked,
    "各镇": across,
    "坏": hostile,
    "顾问": advisers,
    "advisers": advisers,
}


class FakeAsker(FakeEngine):
    """Answers by a word of the question; 出错 breaks it."""

    def __init__(self) -> None:
        super().__init__()
        self.reports = tuple(WORLD[name][0] for name in sorted(WORLD))

    def ask(self, question: Question, top: int = 3) -> Answer:
        self.asked.append(question)
        if "出错" in question.text:
            raise RuntimeError("引擎坏了 [/foo]")
        return next((make for word, make in KNOWN.items() if word in question.text), refused)(
            question
        )

    def sentences(self, report: str) -> tuple[Sentence, ...]:
        return WORLD[report][1]


class Opener:
    """Opens the fake engine, with progress, or fails."""

    def __init__(self, error: str = "") -> None:
        self.asker = FakeAsker()
        self.error = error
        self.opened: list[Settings] = []
        self.then(lambda asker: None)

    def __call__(self, settings: Settings, progress: Progress, notify: Notify) -> FakeAsker:
        progress(1, 2)
        self.opened.append(settings)
        if self.error:
            raise OSError(self.error)
        self._change(self.asker)
        return self.asker

    def then(self, change: Callable[[FakeAsker], None]) -> None:
        """Change the engine when it is opened next."""
        self._change = change


NOWHERE = Path("nowhere")
