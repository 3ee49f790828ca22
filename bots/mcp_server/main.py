"""`yinju-mcp`: serve the reports to an assistant, on stdin and stdout or over HTTP on loopback."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from qa.errors import CorpusError, IndexFault, SettingsError, YinjuError
from qa.settings import Settings, add_flags, load
from qa.wording import lang_of_locale, tell

DONE, FAILED, USAGE, UNREADABLE = 0, 1, 2, 3
HOST = "127.0.0.1"
"""Never another: there is nobody to let in or keep out."""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    root = argparse.ArgumentParser("yinju-mcp", description=__doc__)
    help_ = "serve over HTTP at http://127.0.0.1:PORT/mcp instead of stdin and stdout"
    root.add_argument("--http", metavar="PORT", type=_port, help=help_)
    add_flags(root.add_argument_group("settings"))
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 ended on purpose, 1 failed, 2 usage, 3 reports or index unreadable."""
    arguments = parser().parse_args(argv)
    # stdout belongs to the protocol.
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        _serve(load(vars(arguments), os.environ, Path.cwd()), arguments.http)
    except KeyboardInterrupt:
        return DONE
    except YinjuError as error:
        print(f"yinju-mcp: {tell(error, lang_of_locale(os.environ))}", file=sys.stderr)
        return UNREADABLE if isinstance(error, (CorpusError, IndexFault)) else USAGE
    except OSError as error:
        print(f"yinju-mcp: {error.strerror or error}", file=sys.stderr)
        return FAILED
    return DONE


def _serve(settings: Settings, port: int | None) -> None:
    try:
        from bots.mcp_server.server import build
    except ModuleNotFoundError as error:
        what = "this needs the extra {extra}: pip install '.[{extra}]' in the source folder"
        raise SettingsError(what, extra="mcp") from error
    from qa.engine import Engine

    with Engine.open(settings, notify=logging.getLogger("yinju").warning) as engine:
        server = build(engine)
        if port is None:
            server.run("stdio")
        else:
            # The SDK refuses requests whose Host or Origin is not of this machine.
            server.run("streamable-http", host=HOST, port=port)


def _port(text: str) -> int:
    if not 0 < (port := int(text)) < 65536:
        raise ValueError
    return port
