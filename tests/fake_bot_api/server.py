"""HTTP around the world: reads calls, meets them with faults, posts to webhooks."""

import json
import socket
import threading
import time
import urllib.request
from contextlib import suppress
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qsl, unquote

from tests.fake_bot_api.faults import Failure, Rule
from tests.fake_bot_api.methods import METHODS
from tests.fake_bot_api.world import Call, Json, World


class _Drop(Exception):
    """Close the connection without an answer."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body in one packet
    world: World

    def log_message(self, *_: object) -> None:
        """Say nothing: the call log tells all."""

    def do_GET(self) -> None:
        """Hand out a file."""
        prefix = f"/file/bot{self.world.token}/"
        path = unquote(self.path)
        name = path.removeprefix(prefix)
        content = self.world.contents.get(name)
        if path.startswith(prefix) and name in self.world.endless:
            self._pour(self.world.endless[name])
        elif not path.startswith(prefix) or content is None:
            self._send_json(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        elif name in self.world.cut_short:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + content)
            self.close_connection = True
        else:
            self._send(200, content)

    def _pour(self, most: int) -> None:
        piece, taken = b" " * (1 << 16), 0
        try:
            self.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Length: {most}\r\n\r\n".encode())
            while taken < most:
                taken += self.wfile.write(piece)
        except OSError:
            self.close_connection = True
        with self.world.changed:
            self.world.cut_off.append(taken)
            self.world.changed.notify_all()

    def do_POST(self) -> None:
        """Answer a call."""
        params, files = self._read()
        token, _, name = self.path.removeprefix("/bot").partition("/")
        try:
            result = self._call(token, name, params, files)
            self._send_json(200, {"ok": True, "result": result})
        except Failure as failure:
            body: Json = {"ok": False, "error_code": failure.code, "description": str(failure)}
            if failure.parameters:
                body["parameters"] = failure.parameters
            self._send_json(failure.code, body)
        except _Drop:
            self.close_connection = True

    def _call(self, token: str, name: str, params: Json, files: dict[str, bytes]) -> Any:
        world = self.world
        with world.changed:
            world.calls.append(Call(name, params, time.monotonic(), files))
            world.changed.notify_all()
            rule = next((r for r in world.rules if r.applies(name, params)), None)
        if rule:
            self._before(rule)
        if token != world.token:
            raise Failure(401, "Unauthorized")
        if name.lower() not in METHODS:
            raise Failure(404, "Not Found: method not found")
        with world.changed:
            result = METHODS[name.lower()](world, params)
            world.changed.notify_all()
            copy = json.loads(json.dumps(result))
        if rule:
            self._after(rule)
        return copy

    def _after(self, rule: Rule) -> None:
        if rule.kind == "raw_after":
            self._send(rule.code, rule.body, last=True)
        elif rule.kind == "cut_after":
            self._cut()
        if rule.kind.endswith("_after"):
            raise _Drop

    def _cut(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{")

    def _drip(self, seconds: float) -> None:
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
            for _ in range(int(seconds)):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(1)

    def _before(self, rule: Rule) -> None:
        if rule.kind == "error":
            raise Failure(rule.code, rule.words, **rule.parameters)
        if rule.kind == "drop_before":
            raise _Drop
        if rule.kind == "raw":
            self._send(rule.code, rule.body, last=True)
            raise _Drop
        if rule.kind == "cut":
            self._cut()
            raise _Drop
        if rule.kind == "drip":
            self._drip(rule.seconds)
            raise _Drop
        time.sleep(rule.seconds)

    def _read(self) -> tuple[Json, dict[str, bytes]]:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/json"):
            return json.loads(body), {}
        if not kind.startswith("multipart/"):
            return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
        parts = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
        params: Json = {}
        files: dict[str, bytes] = {}
        for part in parts.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            content = bytes(part.get_payload(decode=True))
            if filename := part.get_filename():
                files[filename] = content
            else:
                params[name] = content.decode()
        return params, files

    def _send_json(self, status: int, body: Json) -> None:
        self._send(status, json.dumps(body, ensure_ascii=False).encode())

    def _send(self, status: int, body: bytes, last: bool = False) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if last:  # else the bot would send its next call on a connection that is closed
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.connections: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection for as long as it is open."""
        self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget it."""
        self.connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, *_: object) -> None:
        """A bot that is killed closes its connections; that is no news."""


class FakeBotApi:
    """A running server; a context manager."""

    def __init__(self, world: World | None = None, port: int = 0) -> None:
        self.world = world or World()
        self.port = port
        self._http: _Server | None = None
        self.start()

    def start(self) -> None:
        """Listen, on the same port as before if there was one."""
        handler = type("Bound", (Handler,), {"world": self.world})
        self._http = _Server(("127.0.0.1", self.port), handler)
        self.port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Refuse connections, as a server that is away."""
        if self._http:
            self._http.shutdown()
            self._http.server_close()
            for connection in list(self._http.connections):
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self._http = None

    @property
    def url(self) -> str:
        """What the bot is told as its base address."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "FakeBotApi":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def post_updates(self, local: str, most: int = 1000) -> list[int]:
        """The status of each waiting update's webhook call; only a 2xx confirms it.

        The other updates of a chat wait behind one that was not confirmed.
        """
        done: list[int] = []
        held = set()
        for update in list(self.world.updates)[:most]:
            chat = update.get("message", {}).get("chat", {}).get("id")
            if chat in held:
                continue
            done.append(post(local, update, self.world.webhook.get("secret", "")))
            if 200 <= done[-1] < 300:
                self.world.updates.remove(update)
            else:
                held.add(chat)
        return done


def post(url: str, body: Json | bytes, secret: str | None = None, verb: str = "POST") -> int:
    """The status of a call to a webhook; 0 if nobody is there."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    request = urllib.request.Request(url, content or None, headers, method=verb)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (URLError, OSError):
        return 0
