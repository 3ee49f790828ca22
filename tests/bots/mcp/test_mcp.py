"""The MCP server, spoken to by the SDK's own client."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

import pytest

pytest.importorskip("mcp")

from mcp import Client, MCPError, StdioServerParameters

from bots.mcp_server.server import build
from qa.engine import Engine
from qa.evaluation.verification import check_record
from qa.ingestion.reports import read_reports
from qa.model import Report
from qa.settings import Settings, packaged_corpus

ROOT = Path(__file__).parents[3]
TOOLS = {"ask", "compare", "search", "figures", "show", "reports"}
BARE: dict[str, Any] = {
    "figures": [],
    "answer": "",
    "reason": None,
    "query": {"years": [], "kind": "what"},
}
"""What a record has beside its citations, for quotations that answer nothing."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine.open(Settings()) as engine:
        yield engine


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {report.id: report for report in read_reports(packaged_corpus())}


T = TypeVar("T")


def talk(server: Any, say: Callable[[Client], Awaitable[T]]) -> T:
    async def run() -> T:
        async with Client(server, read_timeout_seconds=60) as client:
            return await say(client)

    return asyncio.run(run())


def call(server: Any, tool: str, **arguments: object) -> dict[str, Any]:
    result = talk(server, lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content
    found: dict[str, Any] = result.structured_content
    return found


Caller = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def ask(engine: Engine) -> Caller:
    server = build(engine)
    return lambda tool, **arguments: call(server, tool, **arguments)


def test_the_tools_are_listed_with_what_they_take(engine: Engine) -> None:
    listed = talk(build(engine), lambda client: client.list_tools()).tools
    assert {tool.name for tool in listed} == TOOLS
    assert all(tool.description and tool.annotations and tool.output_schema for tool in listed)
    templates = talk(build(engine), lambda client: client.list_resource_templates())
    assert [one.uri_template for one in templates.resource_templates] == [
        "yinju://{report}/{sentence}"
    ]


QUESTIONS = [
    "how many legal advisers does 云乐镇 have",
    "哪些地方配备了法律顾问",
    "云乐镇有多少只猫",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_one_that_verify_accepts(
    ask: Caller, reports: dict[str, Report], question: str
) -> None:
    found = ask("ask", question=question)
    assert check_record(found, reports) == []
    assert found["status"] == ("abstained" if "猫" in question else "answered")


def test_a_comparison_has_a_cited_row_for_each_place(
    ask: Caller, reports: dict[str, Report]
) -> None:
    places = ["云乐镇", "荷塘镇"]
    found = ask("compare", question="调解了多少起矛盾纠纷", places=places)
    assert {row["place"] for row in found["rows"]} == set(places)
    assert check_record(found, reports) == []


def test_quotations_without_an_answer_are_verified_too(
    ask: Caller, reports: dict[str, Report]
) -> None:
    found = ask("search", words="法律顾问", limit=3)
    shown = ask("show", report="yunle-2023", sentence=38, context=1)
    assert len(found["citations"]) == len(shown["citations"]) == 3
    for one in (found, shown):
        assert check_record({**BARE, **one}, reports) == []


def test_what_a_web_page_has_around_a_report_is_not_shown(ask: Caller) -> None:
    shown = ask("show", report="hetang-2019", sentence=1, context=1)
    assert [one["text"][:4] for one in shown["citations"]] == ["法治先行", "荷塘镇地"]


def test_figures_stand_where_they_say_and_are_paged(
    ask: Caller, reports: dict[str, Report]
) -> None:
    first = ask("figures", places=["云乐镇"], limit=3)
    second = ask("figures", places=["云乐镇"], limit=3, offset=first["next"])
    rows = [*first["figures"], *second["figures"]]
    assert len({(row["report"], row["start"]) for row in rows}) == 6
    for row in rows:
        assert reports[row["report"]].text[row["start"] : row["end"]] == row["text"]
    assert ask("reports")["next"] is None
    assert len(ask("reports", limit=2)["reports"]) == 2


def test_a_citation_is_a_resource(engine: Engine, ask: Caller, reports: dict[str, Report]) -> None:
    (uri, *_) = ask("ask", question=QUESTIONS[0])["resources"]
    read = talk(build(engine), lambda client: client.read_resource(uri))
    one = json.loads(read.contents[0].text)  # type: ignore[union-attr]
    assert check_record({**BARE, "citations": [one]}, reports) == []


HOSTILE: list[tuple[str, dict[str, object]]] = [
    ("ask", {"question": "云" * 2001}),
    ("ask", {"question": "顾问", "places": ["镇"] * 21}),
    ("ask", {"question": "顾问", "years": [10**30]}),
    ("ask", {"question": {"$gt": ""}}),
    ("ask", {}),
    ("figures", {"limit": 10**6}),
    ("figures", {"offset": -1}),
    ("show", {"report": "../../etc/passwd", "sentence": 1}),
    ("show", {"report": "yunle-2023", "sentence": 10**6}),
    ("show", {"report": "yunle-2023", "sentence": 1, "context": 10**6}),
    ("rm", {}),
]


@pytest.mark.parametrize(("tool", "arguments"), HOSTILE)
def test_what_goes_beyond_the_limits_is_refused(
    engine: Engine, tool: str, arguments: dict[str, object]
) -> None:
    result = talk(build(engine), lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    assert "Traceback" not in str(result.content)


@pytest.mark.parametrize(
    "uri", ["yinju://nope/1", "yinju://yunle-2023/999999", "yinju://yunle-2023/x", "file:///etc/x"]
)
def test_what_is_no_citation_is_no_resource(engine: Engine, uri: str) -> None:
    async def read(client: Client) -> None:
        with pytest.raises(MCPError):
            await client.read_resource(uri)

    talk(build(engine), read)


def test_it_speaks_over_stdin_and_stdout() -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "bots.mcp_server"],
        cwd=str(ROOT),
        env=dict(os.environ),  # the SDK would keep from it where the index lies
    )
    assert call(server, "ask", question=QUESTIONS[0])["status"] == "answered"


@contextmanager
def served() -> Iterator[str]:
    """The address of a server over HTTP."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bots.mcp_server", "--http", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    end = monotonic() + 60
    while monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise TimeoutError


def test_it_speaks_over_http_to_this_machine_only() -> None:
    import httpx

    with served() as address:
        assert call(address, "ask", question=QUESTIONS[0])["status"] == "answered"
        for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
            refused = httpx.post(address, json={}, headers=headers)
            assert refused.status_code in (403, 421)


def test_a_misuse_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from bots.mcp_server.main import main

    assert main(["--corpus", str(tmp_path / "nope")]) == 3
    assert re.fullmatch("yinju-mcp: there is no folder .*\n", capsys.readouterr().err)
