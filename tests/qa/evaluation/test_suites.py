"""The parts of a suite run as a check: reading, linting, selecting, counting and telling."""

import io
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.judging import Expectation, Outcome, Verdict
from qa.evaluation.outputs.trec import qrels_lines, run_lines
from qa.evaluation.runs.gates import Gates, Minimum, read_minimum, read_rate, shortfalls
from qa.evaluation.runs.metrics import Rate, Tally, recall, wilson
from qa.evaluation.runs.results import Before, Ledger
from qa.evaluation.suites.cases import Case, Fault, Suite, open_suite
from qa.evaluation.suites.linting import lint
from qa.evaluation.suites.relevance import Sources
from qa.evaluation.suites.selection import Selection
from tests.batches import DUE, FALSE, MISSED, OPEN, RIGHT, WRONG, suite
from tests.conftest import Command
from tests.fakes import CITATION, FakeEngine


def read(*lines: bytes, form: str = "jsonl") -> list[Case | Fault]:
    return list(Suite("s", io.BytesIO(b"\n".join(lines)), form))


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        (b"{", "not a JSON object"),
        (b"[1]", "not a JSON object"),
        (b'"x"', "not a JSON object"),
        (b"[" * 100_000, "not a JSON object"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"id": "a"}', '"question" must be a text'),
        (b'{"question": 3}', '"question" must be a text'),
        (b'{"question": "x", "kind": 3}', '"kind" must be a text'),
        (b'{"id": ["a"], "question": "x"}', '"id" must be a text or a whole number'),
        (b'{"id": true, "question": "x"}', '"id" must be a text or a whole number'),
        (b'{"question": "x", "history": "y"}', '"history" must be a list of texts'),
        (b'{"question": "x", "history": [1]}', '"history" must be a list of texts'),
        (b'{"question": "x", "expect": []}', '"expect" must be an object'),
        (b'{"question": "x", "expect": {}}', '"expect" must have either'),
    ],
)
def test_a_bad_line_is_a_fault_and_stops_nothing(line: bytes, detail: str) -> None:
    fault, case = read(line, b'{"question": "x"}')
    assert isinstance(fault, Fault)
    assert fault.line == 1
    assert str(fault.detail).startswith(detail)
    assert case == Case(2, "2", "x")


def test_a_line_is_read_whole() -> None:
    line = {
        "id": 7, "question": "那荷塘镇呢", "lang": "zh", "kind": "followup",
        "history": ["云乐镇呢"], "note": 1,
        "expect": {"answer": [["1名"]], "evidence": [], "reports": ["a"]},
    }  # fmt: skip
    (case,) = read(b"\xef\xbb\xbf" + json.dumps(line).encode())
    expect = Expectation(answer=(("1名",),), reports=("a",))
    assert case == Case(1, "7", "那荷塘镇呢", "zh", "followup", ("云乐镇呢",), expect, ("note",))
    assert case.asked.history == ("云乐镇呢",)


def test_plain_text_has_one_question_a_line() -> None:
    found = read("\ufeff法律顾问?\r".encode(), b"", b'{"question": "x"}', form="txt")
    assert found == [Case(1, "1", "法律顾问?"), Case(3, "3", '{"question": "x"}')]


def test_csv_has_groups_and_alternatives() -> None:
    text = (
        "\ufeffid,question,kind,history,answer,evidence,reports,abstain\r\n"
        'a,"几名,\n几个村",count,一;二,1名|一名;5个村,配备1名;5个村,r1;r2,\r\n'
        ",猫,none,,,,,yes\r\n"
        "c,x,,,,,,\r\n"
    )
    expect = Expectation(
        False, (("1名", "一名"), ("5个村",)), (("配备1名",), ("5个村",)), ("r1", "r2")
    )
    assert read(text.encode(), form="csv") == [
        Case(3, "a", "几名,\n几个村", "", "count", ("一", "二"), expect),
        Case(4, "4", "猫", "", "none", (), Expectation(abstain=True)),
        Case(5, "c", "x"),
    ]


@pytest.mark.parametrize(
    ("lines", "line", "detail"),
    [
        ([b"id,kind", b"a,b"], 1, "the first line must name the columns"),
        ([], 1, "the first line must name the columns"),
        ([b"question", "法律".encode("gb18030")], 2, "not UTF-8"),
        ([b"question,abstain,answer", b"x,yes,1"], 2, '"expect" must have either'),
    ],
)
def test_bad_csv_is_a_fault(lines: list[bytes], line: int, detail: str) -> None:
    (fault,) = read(*lines, form="csv")
    assert isinstance(fault, Fault)
    assert (fault.line, str(fault.detail)[: len(detail)]) == (line, detail)


@given(st.lists(st.binary(max_size=40), max_size=8), st.sampled_from(["jsonl", "txt", "csv"]))
def test_any_bytes_are_cases_or_faults(lines: list[bytes], form: str) -> None:
    found = read(*lines, form=form)
    assert all(one.line >= 0 for one in found)


def test_a_suite_can_be_read_again(tmp_path: Path) -> None:
    with open_suite(str(tmp_path / suite(tmp_path, RIGHT, DUE))) as found:
        assert [case.id for case in found.cases()] == [case.id for case in found.cases()]


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        (OPEN, False, "nothing is expected"),
        (RIGHT.replace('"kind"', '"kinds"'), False, 'nobody reads the field "kinds"'),
        (RIGHT.replace('"count"', '"number"'), False, '"number" is no kind'),
        (
            RIGHT.replace('"evidence": [["配备1名法律顾问"]], ', ""),
            False,
            "no evidence is expected",
        ),
        (
            RIGHT.replace("配备1名", "配备2名"),
            True,
            'the evidence "配备2名法律顾问" is not in yunle',
        ),
        (RIGHT.replace("yunle-2023", "x"), True, 'there is no report "x"'),
        ("{", True, "not a JSON object"),
    ],
)
def test_what_is_odd_is_told(line: str, error: bool, said: str) -> None:
    found = list(lint(Suite("s", io.BytesIO(line.encode()), "jsonl"), Sources(FakeEngine())))
    assert any(one.error is error and said in str(one.detail) for one in found)
    assert [one.line for one in found] == [1] * len(found)


def test_a_good_suite_has_nothing_odd() -> None:
    lines = "\n".join((RIGHT, WRONG, DUE)).encode()
    assert not list(lint(Suite("s", io.BytesIO(lines), "jsonl"), Sources(FakeEngine())))


def test_evidence_is_found_as_answers_are_judged() -> None:
    sources = Sources(FakeEngine())
    expect = Expectation(answer=(("1",),), evidence=(("１名 法律顾问", "没有"),))
    name = f"yunle-2023:{CITATION.start}-{CITATION.end}"
    assert sources.passages(expect) == {name}
    assert not sources.passages(Expectation(evidence=expect.evidence, reports=("other",)))


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_shards_share_a_suite_out(parts: int) -> None:
    cases = [Case(n, str(n), "x") for n in range(20)]
    shards = [list(Selection(shard=(n, parts)).pick(cases)) for n in range(1, parts + 1)]
    assert sorted((case for shard in shards for case in shard), key=lambda c: c.line) == cases
    assert max(map(len, shards)) - min(map(len, shards)) <= 1


@pytest.mark.parametrize(
    ("right", "of", "interval"),  # as scipy.stats.binomtest gives them
    [(143, 160, (0.8364, 0.9326)), (0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0))],
)
def test_wilsons_interval(right: int, of: int, interval: tuple[float, float]) -> None:
    assert wilson(right, of) == pytest.approx(interval, abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_rate(pair: tuple[int, int]) -> None:
    right, of = pair
    low, high = wilson(right, of)
    assert 0 <= low <= right / of + 1e-12
    assert right / of - 1e-12 <= high <= 1


@pytest.mark.parametrize(
    ("cited", "cut", "wanted"),
    [(["a", "b"], 3, 1.0), (["a", "b"], 1, 0.5), (["a", "a", "b"], 2, 1.0), (["x"], 3, 0.0)],
)
def test_recall_counts_different_passages(cited: list[str], cut: int, wanted: float) -> None:
    assert recall({"a", "b"}, cited, cut) == wanted


def tally(*outcomes: Outcome) -> Tally:
    found = Tally()
    case = Case(1, "a", "x", "zh", "count", (), Expectation(answer=(("1",),)))
    for outcome in outcomes:
        found.add(case, Verdict(outcome), (), ())
    return found


def test_refused_and_broken_questions_stay_in_the_denominator() -> None:
    counted = tally(Outcome.RIGHT, Outcome.FALSE_REFUSAL, Outcome.ERROR, Outcome.WRONG_ANSWER)
    assert counted.rates()["all"] == Rate("all", 1, 4)
    assert counted.rates()["kind=count"].value == 0.25


@pytest.mark.parametrize(
    ("gates", "new", "missed"),
    [
        (Gates(), 0, ["all"]),
        (Gates((Minimum("all", 0.5),)), 0, []),
        (Gates((Minimum("all", 0.51), Minimum("kind=count", 0.6))), 0, ["all", "kind=count"]),
        (Gates((), 1), 1, []),
        (Gates((), 1), 2, ["new-failures"]),
    ],
)
def test_every_gate_missed_is_named(gates: Gates, new: int, missed: list[str]) -> None:
    found = shortfalls(gates, tally(Outcome.RIGHT, Outcome.WRONG_ANSWER), new)
    assert [one.name for one in found] == missed


def test_gates_are_read() -> None:
    assert read_minimum("kind=count:0.95") == Minimum("kind=count", 0.95)
    assert read_minimum("recall@3:90%") == Minimum("recall@3", 0.9)
    assert read_rate("1", "x") == 1.0


def test_a_ledger_knows_the_run_before() -> None:
    before = [Before("a", Outcome.RIGHT, "x", ""), Before("gone", Outcome.RIGHT, "x", "")]
    ledger = Ledger(before)
    for id_, outcome in (("a", Outcome.WRONG_ANSWER), ("b", Outcome.RIGHT)):
        record: dict[str, Any] = {"answer": "\udc80", "reason": None, "citations": []}
        ledger.add(Case(1, id_, "x"), record, Verdict(outcome))
    assert [one.id for one in ledger.listed("broken")] == ["a"]
    assert (ledger.count("fixed"), ledger.count("changed"), ledger.gone()) == (0, 0, 1)


def test_trec_lines_have_six_and_four_columns() -> None:
    lines = [*run_lines("a b", ["r:1-2", "r:1-2", "s:3-4"])]
    assert lines == ["a%20b Q0 r:1-2 1 2 yinju\n", "a%20b Q0 s:3-4 2 1 yinju\n"]
    assert [*qrels_lines("a", {"s:3-4", "r:1-2"})] == ["a 0 r:1-2 1\n", "a 0 s:3-4 1\n"]


ODD = RIGHT.replace('"right"', '"odd \\u0000\\u001b[1m <&\\"|]]>"').replace(
    "顾问", "顾问<script>`|", 1
)


@pytest.fixture
def outputs(yinju: Command, fake: FakeEngine, tmp_path: Path) -> Path:
    """The folder of a run over one question of each kind of outcome."""
    name = suite(tmp_path, RIGHT, WRONG, FALSE, MISSED, DUE, OPEN, ODD)
    files = ("--junit", "j.xml", "--md", "m.md", "--html", "h.html")
    assert yinju("batch", name, "-o", "o", *files).code == 1
    return tmp_path


def test_a_real_consumer_reads_the_junit_file(outputs: Path) -> None:
    xml = junitparser.JUnitXml.fromfile(str(outputs / "j.xml"))
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (7, 3, 0, 1)
    suites: dict[str, Any] = {one.name: one for one in xml}
    assert {name: one.tests for name, one in suites.items()} == {"count": 4, "none": 2, "other": 1}
    cases = {case.name: case for one in suites.values() for case in one}
    assert [type(result) for result in cases["open"].result] == [junitparser.Skipped]
    (wrong,) = cases["wrong"].result
    assert isinstance(wrong, junitparser.Failure)
    assert wrong.type == "wrong-answer"
    assert "expected: 2名" in wrong.text
    assert cases["right"].is_passed
    assert {type(one) for case in cases.values() for one in case.result} == {
        junitparser.Failure, junitparser.Skipped,
    }  # fmt: skip


def test_markdown_keeps_its_tables(outputs: Path) -> None:
    text = (outputs / "m.md").read_text(encoding="utf-8")
    assert text.startswith("# suite.jsonl\n\nFAILED: 3 of 6 right")
    tables = re.split(r"\n\n(?=\|)", text)[1:]
    for table in tables:
        rows = [line for line in table.splitlines() if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1
    assert "| wrong | 顾问 | wrong answer | 我镇配备1名法律顾问 |" in text


class Page(HTMLParser):
    """The tags of a page, and its text by tag."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))


def test_the_page_stands_alone(outputs: Path) -> None:
    text = (outputs / "h.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    assert "default-src 'none'" in text
    assert not re.search(r"https?://|\bsrc=|\bhref=|url\(|@import", text)
    assert [tag for tag, _ in page.tags].count("article") == 7
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert ("mark", "我镇配备1名法律顾问"[:10]) in page.texts
    outcomes = [attrs["data-outcome"] for tag, attrs in page.tags if tag == "article"]
    assert outcomes[:4] == ["right", "wrong-answer", "false-refusal", "missed-refusal"]
    assert "\x1b" not in text


def test_lint_tells_all_and_fails_on_errors(
    yinju: Command, fake: FakeEngine, tmp_path: Path
) -> None:
    good = yinju("suite", "lint", suite(tmp_path, RIGHT, OPEN))
    assert good.code == 0
    assert good.out.startswith("suite.jsonl:2: warning: nothing is expected")
    assert good.err == "yinju: PASSED: errors: 0, warnings: 1\n"
    bad = yinju("suite", "lint", suite(tmp_path, *[RIGHT] * 50))
    assert bad.code == 1
    assert bad.out.count(': error: the id "right" is on line 1 too\n') == 49
    assert yinju("suite", "lint", "none.jsonl").code == 2
    assert yinju("suite", "fly").code == 2


def test_a_new_suite_asks_for_every_figure(
    yinju: Command, fake: FakeEngine, tmp_path: Path
) -> None:
    assert yinju("suite", "new", "new.jsonl") == (0, "", "")
    lines = [json.loads(line) for line in (tmp_path / "new.jsonl").read_text("utf-8").splitlines()]
    assert lines[0] == {
        "id": "yunle-2023-001",
        "question": "云乐镇2023年我镇配备多少名法律顾问?",
        "lang": "zh",
        "kind": "count",
        "expect": {
            "answer": [["1名"]],
            "evidence": [["我镇配备1名法律顾问"]],
            "reports": ["yunle-2023"],
        },
    }
    assert yinju("suite", "lint", "new.jsonl").out == ""
    assert yinju("suite", "new", "--limit", "1").out.count("\n") == 1
    assert yinju("batch", "new.jsonl", "--min-pass", "0.3").code == 0
