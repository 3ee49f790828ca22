"""`yinju-tui --serve`: the chat in a browser; each visitor gets a process of their own."""

import ipaddress
import shlex
import sys
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

_TEMPLATES = Path(__file__).parent / "templates"
_PASSED = ("corpus", "index", "top", "lang", "theme", "state")


def serve(options: Namespace) -> int:
    """Serve until interrupted; gives the exit code."""
    try:
        from textual_serve.server import Server
    except ImportError:
        print("yinju-tui: --serve needs the extra: pip install 'yinju[web]'", file=sys.stderr)  # noqa: T201
        return 2
    with TemporaryDirectory() as strangers:
        command = command_of(options, strangers)
        Server(
            command, options.host, options.port, title="yinju", templates_path=_TEMPLATES
        ).serve()
    return 0


def command_of(options: Namespace, strangers: str) -> str:
    """What runs for a visitor.

    On this machine's own address the visitor is the user, whose conversations are at hand; from
    elsewhere they are strangers, whose conversations go into the folder `strangers`.
    """
    given = {name: getattr(options, name) for name in _PASSED}
    if not is_loopback(options.host):
        given["state"] = strangers
    flags = [f"--{name}={value}" for name, value in given.items() if value]
    flags += [f"--lexicon={path}" for path in options.lexicons or ()]
    flags += ["--no-semantic"] if options.semantic is False else []
    return shlex.join([sys.executable, "-m", "tui", "--new", *flags])


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
