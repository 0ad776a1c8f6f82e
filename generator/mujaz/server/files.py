"""The files of a site over http, with a script in each page that listens for news."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from mujaz.server.guard import redirect
from mujaz.server.live import EVENTS, Live

SCRIPT = "/.mujaz/live.js"
"""An address that no page of a site has: MkDocs leaves out what begins with a full stop."""

_LIVE = Path(__file__).with_name("live.js")
_POLICY = {"Content-Security-Policy": "frame-ancestors 'self'"}  # each page of a site has its own besides
_HTML = "text/html"
_EMPTY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>mujaz serve</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
</head><body><p>The site has not been built yet. This page shows it as soon as it is.</p></body></html>
"""
_MISSING = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not found</title></head>
<body><p>There is no page at this address.</p></body></html>
"""
# What a site is made of; the tables of a system may say anything, such as text/plain for a script.
_TYPES = {
    ".css": "text/css",
    ".html": _HTML,
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_OTHER_TYPES = mimetypes.MimeTypes()


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


def routes(folder: Folder, live: Live) -> list[BaseRoute]:
    """Whatever is asked for: the script, and the files of a folder, whose content `live` is told of."""

    def script(request: Request) -> Response:
        return Response(_LIVE.read_bytes(), media_type=_TYPES[".js"])

    def file(request: Request) -> Response:
        address, query = request["raw_path"].decode("ascii"), request["query_string"].decode("latin-1")
        found = folder.find(address)
        if address == "/" != folder.base:
            return redirect(folder.base)
        if found is not None and found.is_dir() and not address.endswith("/"):
            return redirect(f"{address}/", query)
        mark = live.mark  # of before the reading: a page that is newer than its mark is at worst loaded again
        content = folder.read(address)
        live.served(address, content)
        if content is not None and found is not None:
            type = _HTML if found.is_dir() else _type(found)
            return Response(_with_script(content, mark) if type == _HTML else content, 200, _POLICY, type)
        if folder.path is None:
            return HTMLResponse(_with_script(_EMPTY.encode(), mark), 503)
        missing = folder.read(f"{folder.base}404.html")
        if missing is None:
            return HTMLResponse(_with_script(_MISSING.encode(), mark), 404)
        return HTMLResponse(_with_script(missing, mark), 404, _POLICY)

    return [Route(SCRIPT, script), Route("/{path:path}", file)]


def _type(path: Path) -> str:
    return _TYPES.get(path.suffix.lower()) or _OTHER_TYPES.guess_type(path.name)[0] or "application/octet-stream"


def _with_script(page: bytes, mark: str) -> bytes:
    """A page with our script as the last of its body."""
    script = f'<script src="{SCRIPT}" data-events="{EVENTS}" data-mark="{mark}"></script>'.encode()
    at = page.lower().rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + script + page[at:]
