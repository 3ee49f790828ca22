"""The server: the tools and the citations as resources, over an open engine."""

from importlib import metadata
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp_types import ToolAnnotations

from bots.mcp_server.tools import Tools
from qa.model import Asker

_INSTRUCTIONS = """\
Answers from Chinese government reports: figures, names, dates, lists, comparisons. Every answer
rests on quotations: give the quotation with its place, and add no figure of your own. If `status`
is "abstained" the reports do not say: tell the user so, or look with `search`. Ask in Chinese or
English; quotations are Chinese."""
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def build(asker: Asker) -> MCPServer[Any]:
    """The server of an engine, which stays the caller's to close; tools run on threads."""
    server = MCPServer[Any](
        "yinju",
        instructions=_INSTRUCTIONS,
        version=metadata.version("yinju"),
        log_level="WARNING",
    )
    tools = Tools(asker)
    for tool in (tools.ask, tools.compare, tools.search, tools.figures, tools.show, tools.reports):
        server.add_tool(tool, annotations=_READS)

    @server.resource("yinju://{report}/{sentence}", mime_type="application/json")
    def citation(report: str, sentence: str) -> dict[str, Any]:
        """A sentence of a report as a quotation with its place."""
        try:
            return tools.quotation(report, int(sentence))
        except (KeyError, ValueError):
            raise ResourceNotFoundError(f"there is no yinju://{report}/{sentence}") from None

    return server
