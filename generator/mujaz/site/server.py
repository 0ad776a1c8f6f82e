"""Serves a built site to the browsers of this machine, with a script in each page that listens for news."""

from __future__ import annotations

import io
import json
import mimetypes
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from mujaz.site.live import Live
from mujaz.site.visitors import Visitors

SCRIPT = "/.mujaz/live.js"
EVENTS = "/.mujaz/events"
"""Addresses that no page of a site has: MkDocs leaves out what begins with a full stop."""

_PORTS = 65535
_CONNECTIONS = 128  # at once: a browser has six, and one for each open page
_ASKING = 10.0  # seconds that a client has for the whole of its question
_WRITING = 30.0  # seconds in which it takes what it is sent
_SOON = 0.001  # seconds; 0 would mean not to wait, and raise another error
_LIVE = Path(__file__).with_name("live.js")
_HTML = "text/html; charset=utf-8"
_HEARTBEAT = 15.0  # seconds between two signs of life, which also show that a browser has gone
_RETRY = 500  # milliseconds after which a browser looks for a server that was ended
_EMPTY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>mujaz serve</title>
<meta name="viewport" content="width=device-width"><style>:root { color-scheme: light dark; font-family: sans-serif }
</style></head><body><p>The site has not been built yet. This page shows it as soon as it is.</p></body></html>
"""
_MISSING = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not found</title></head>
<body><p>There is no page at this address.</p></body></html>
"""
# What a site is made of; the tables of a system may say anything, such as text/plain for a script.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": _HTML,
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_OTHER_TYPES = mimetypes.MimeTypes()


class ListenError(OSError):
    """An address cannot be listened on."""


class Folder:
    """The files of a site by their addresses."""

    def __init__(self, path: Path | None, base: str) -> None:
        """Begin.

        Args:
            path: the folder; None where there is none yet. It may be set to another at any time.
            base: the path at which the site is, with a slash at both ends.
        """
        self.path = path
        self.base = base

    def find(self, address: str) -> Path | None:
        """The file or folder of an address, percent-encoded as it is asked for; None where there is none inside."""
        folder = self.path
        if folder is None or not address.startswith(self.base):
            return None
        parts = unquote(address.removeprefix(self.base)).split("/")
        if any(part in ("..", ".") or "\\" in part or "\0" in part or ":" in part for part in parts):
            return None
        try:
            found = folder.joinpath(*(part for part in parts if part)).resolve(strict=True)
            inside = found.is_relative_to(folder.resolve())
        except (OSError, RuntimeError, ValueError):  # none; links in a circle; a name that no file can have
            return None
        if not inside or not (found.is_dir() or (found.is_file() and not address.endswith("/"))):
            return None  # whoever reads a pipe waits
        return found

    def read(self, address: str) -> bytes | None:
        """The content of the file, or of the folder's `index.html`, at an address."""
        found = self.find(address)
        if found is None:
            return None
        try:
            return (found / "index.html" if found.is_dir() else found).read_bytes()
        except OSError:
            return None


class SiteServer(ThreadingHTTPServer):
    """Listens from the start on; answers inside of `running`."""

    daemon_threads = True

    def __init__(self, addr: str, folder: Folder, live: Live, names: Collection[str] = ()) -> None:
        """Listen.

        Args:
            addr: host and port, such as `127.0.0.1:8000`; the port 0 for any that is free.
            folder: what to serve.
            live: what to tell open pages.
            names: by which browsers may call it, besides those that are its own.

        Raises:
            ListenError: the address cannot be listened on.
        """
        self.folder = folder
        self.live = live
        host, _, port = addr.rpartition(":")
        if int(port) > _PORTS:  # the system would take the rest of a division
            raise ListenError(None, f"there is no port {port}")
        try:
            found = socket.getaddrinfo(host.strip("[]") or None, int(port), type=socket.SOCK_STREAM)[0]
            self.address_family = found[0]
            super().__init__(found[4], _Handler)  # type: ignore[arg-type]  # the stubs know addresses of IPv4 only
        except (OSError, OverflowError) as problem:
            raise ListenError(
                getattr(problem, "errno", None), getattr(problem, "strerror", None) or str(problem)
            ) from None
        self.port: int = self.server_address[1]
        self.url = f"http://{host}:{self.port}{folder.base}"
        self.visitors = Visitors(host, self.port, names)
        self._connections = threading.BoundedSemaphore(_CONNECTIONS)

    def server_bind(self) -> None:
        """Bind, and ask no name server what the host is called, as the base class does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong; a browser that has gone away, or takes nothing, is not worth a word."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, of which there are only so many: who comes beyond that is turned away at once."""
        if self._connections.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one request."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._connections.release()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Answer, in threads, until the end of the block."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.live.close()
            self.shutdown()
            self.server_close()
            thread.join()


class _Punctual(io.RawIOBase):
    """What a client sends, until a moment by which it has to have asked."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        super().__init__()
        self._connection, self._end = connection, time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there, as `io.RawIOBase` says.

        Raises:
            TimeoutError: the moment has come; however slowly a client sends, byte by byte, it holds no thread longer.
        """
        self._connection.settimeout(max(self._end - time.monotonic(), _SOON))
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(_WRITING)


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    server_version = "mujaz"
    sys_version = ""

    def setup(self) -> None:
        super().setup()
        self.rfile = io.BufferedReader(_Punctual(self.connection, _ASKING))

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was asked for is of no interest."""

    def _answer(self) -> None:
        ends = self.client_address, self.connection.getsockname(), self.connection.family
        if refusal := self.server.visitors.refusal(self.headers, *ends):
            self._send(HTTPStatus.FORBIDDEN, f"{refusal}\n".encode(), _TYPES[".txt"])
            return
        try:
            target = urlsplit("//host" + self.path if self.path.startswith("/") else self.path)
        except ValueError:
            self._send(HTTPStatus.BAD_REQUEST, b"This is no address.\n", _TYPES[".txt"])
            return
        if target.path == SCRIPT:
            self._send(HTTPStatus.OK, _LIVE.read_bytes(), _TYPES[".js"])
        elif target.path == EVENTS:
            self._tell(parse_qs(target.query).get("mark", [""])[0])
        else:
            self._page(target.path, target.query)

    def _page(self, address: str, query: str) -> None:
        folder, live = self.server.folder, self.server.live
        found = folder.find(address)
        if address == "/" != folder.base:
            self._redirect(folder.base)
        elif found is not None and found.is_dir() and not address.endswith("/"):
            self._redirect(f"{address}/" + (f"?{query}" if query else ""))
        else:
            mark = live.mark  # of before the reading: a page that is newer than its mark is at worst loaded again
            content = folder.read(address)
            live.served(address, content)
            if content is not None and found is not None:
                self._send(HTTPStatus.OK, content, _type(found), mark)
            elif folder.path is None:
                self._send(HTTPStatus.SERVICE_UNAVAILABLE, _EMPTY.encode(), _HTML, mark)
            else:
                missing = folder.read(f"{folder.base}404.html")
                self._send(HTTPStatus.NOT_FOUND, _MISSING.encode() if missing is None else missing, _HTML, mark)

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", "/" + address.lstrip("/"))  # `//name` would be another host
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, type: str, mark: str = "") -> None:
        if mark and type == _HTML:
            content = _with_script(content, mark)
        self.send_response(status)
        self._headers(type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _headers(self, type: str) -> None:
        self.send_header("Content-Type", type)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        # Pages of other sites may not have what is not published yet, not even as a script or a picture.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Content-Security-Policy", "frame-ancestors 'self'")

    def _tell(self, mark: str) -> None:
        """Send the last news, and all that come, as server-sent events."""
        live = self.server.live
        self.send_response(HTTPStatus.OK)
        self._headers("text/event-stream; charset=utf-8")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(f"retry: {_RETRY}\n\n".encode())
        known = 0
        while (version := live.wait(known, _HEARTBEAT)) is not None:
            news = json.dumps(live.message(mark), ensure_ascii=False)
            self.wfile.write(b":\n\n" if version == known else f"data: {news}\n\n".encode())
            known = version


def _type(path: Path) -> str:
    if path.is_dir():
        return _HTML
    return _TYPES.get(path.suffix.lower()) or _OTHER_TYPES.guess_type(path.name)[0] or "application/octet-stream"


def _with_script(page: bytes, mark: str) -> bytes:
    """A page with our script as the last of its body."""
    script = f'<script src="{SCRIPT}" data-events="{EVENTS}" data-mark="{mark}"></script>'.encode()
    at = page.lower().rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + script + page[at:]
