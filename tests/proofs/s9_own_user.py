"""S9: `serve` answers its own user only, and nothing but the files of the site, however it is asked."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk import Desk
from editing import TOKEN, editing
from mujaz.server import listen, visitors
from mujaz.server.files import SCRIPT, Folder
from mujaz.server.guard import application as guarded_application
from mujaz.server.listen import Listener
from mujaz.server.live import EVENTS, Live, News
from mujaz.server.serve import site as application
from proof import Proof, Run

_SECRET = b"words that are in no site"
_ADDRESSES = ("/", "/index.html", "/en/", "/none.html", SCRIPT, f"{EVENTS}?mark=x")
_NOBODY = 65534

_OTHER_NAMES = (
    "", "evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}",
    "127.0.0.1.evil.example:{port}", "evil.example:{port}@127.0.0.1:{port}", "127.0.0.1:{port}@evil.example",
    "127.0.0.1:{port}, evil.example", "127.0.0.1:{port}/", "127.0.0.1:{port}#", "127.0.0.1:0{port}0",
    "localhost.:{port}", "192.0.2.1:{port}", "[2001:db8::1]:{port}", "[::1%eth0]:{port}", "[::1:{port}",
    "0x7f.1:{port}", "2130706433:{port}", "localhost\t:{port}", "127.0.0.1:{port}:{port}", "127.0.0.1:\u0661",
)  # fmt: skip
_OWN_NAMES = ("127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}", "127.0.0.2:{port}")
_OTHER_ORIGINS = (
    "http://evil.example", "https://evil.example", "null", "http://127.0.0.1:1", "http://localhost", "file://", "",
    "http://127.0.0.1:{port}.evil.example", "http://evil.example/127.0.0.1:{port}", "http://127.0.0.1:{port}@evil.example",
    "chrome-extension://abcdef", "http://localhost:{port}", "http://[::1", "127.0.0.1:{port}", "://",
)  # fmt: skip
_FOREIGN_FETCHES = tuple(
    {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": destination}
    for site in ("cross-site", "same-site", "none-of-these")
    for mode, destination in (
        ("no-cors", "script"), ("no-cors", "image"), ("no-cors", "style"), ("cors", "empty"), ("navigate", "iframe"),
        ("navigate", "object"), ("websocket", "websocket"), ("no-cors", "video"),
    )
)  # fmt: skip
_WAYS_OUT = (
    "/../secret.txt", "/en/../../secret.txt", "/%2e%2e/secret.txt", "/%2E%2E%2Fsecret.txt", "/..%2fsecret.txt",
    "/%252e%252e/secret.txt", "/%252e%252e%252fsecret.txt", "/%25252e%25252e/secret.txt", "/..%5csecret.txt",
    "/..\\secret.txt", "/.../secret.txt", "/....//secret.txt", "/..;/secret.txt", "/en/..;/..;/secret.txt",
    "/%c0%ae%c0%ae/secret.txt", "/%uff0e%uff0e/secret.txt", "/\uff0e\uff0e/secret.txt", "/..%00/secret.txt",
    "/index.html%00../../secret.txt", "/../secret.txt%00.html", "/file:///{secret}", "//{secret}", "/{secret}",
    "/%2f{secret}", "/~root/", "/C:/secret.txt", "/c%3a/secret.txt", "/\\\\host\\secret.txt", "/.%2e/secret.txt",
    "/%2e./secret.txt", "/en/%2e%2e/%2e%2e/secret.txt", "/?/../../secret.txt", "/#/../secret.txt", "/./../secret.txt",
    "/.git/config", "/.mujaz/../../secret.txt", "/.mujaz/", "/.mujaz/events/../../../secret.txt", "/proc/self/environ",
    "http://evil.example/../secret.txt", "/linked.txt", "/linked/secret.txt", "/linked", "/chain/secret.txt", "/circle",
    "/circle/circle/x", "/environ", "/zero", "/pipe", "/socket", "/linked.txt/", "/en/up/secret.txt",
)  # fmt: skip
_METHODS = (
    "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK", "get",
    "GETT", "DEBUG", "TRACK", "PURGE", "\x00GET",
)  # fmt: skip
_ELSEWHERE = (
    "//evil.example", "///evil.example/en", "/\\evil.example", "//evil.example/%2e%2e/en", "/en%0d%0aSet-Cookie:%20a=b",
    "/en?x=%0d%0aSet-Cookie:%20a=b", "//en", "///en", "/en?//evil.example", "/%0d%0aLocation:%20//evil.example/en",
    "http://evil.example/en", "/en;//evil.example",
)  # fmt: skip
_FOREIGN_WRITES = {
    "without anything": (),
    "without a token": ("Origin: http://127.0.0.1:{port}",),
    "with an empty token": ("Origin: http://127.0.0.1:{port}", "Cookie: mujaz-{port}="),
    "with another token": ("Origin: http://127.0.0.1:{port}", "Cookie: mujaz-{port}=the-tokem"),
    "with part of the token": ("Origin: http://127.0.0.1:{port}", "Cookie: mujaz-{port}=the"),
    "with a token that is no ASCII": ("Origin: http://127.0.0.1:{port}", "Cookie: mujaz-{port}=\u00e9"),
    "with the token of another port": ("Origin: http://127.0.0.1:{port}", "Cookie: mujaz-1=the-token"),
    "without an origin": ("{cookie}",),
    "from another site": ("{cookie}", "Origin: http://evil.example"),
    "from a sandbox": ("{cookie}", "Origin: null"),
    "from another port": ("{cookie}", "Origin: http://127.0.0.1:1"),
    "from another name of this server": ("{cookie}", "Origin: http://localhost:{port}"),
    "from a site beside": ("{cookie}", "Origin: http://127.0.0.1:{port}", "Sec-Fetch-Site: same-site"),
    "by a form of another site": (
        "{cookie}", "Origin: http://127.0.0.1:{port}", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: document",
    ),
    "by an address that is typed": ("{cookie}", "Origin: http://127.0.0.1:{port}", "Sec-Fetch-Site: none"),
    "from two origins": ("{cookie}", "Origin: http://127.0.0.1:{port}", "Origin: http://evil.example"),
}  # fmt: skip
_DESK_ACTS = ("sign", "ask", "answer", "resolve", "commit")
_FILLED_IN = {
    "role": "editor", "criterion": ["sourcing", "neutrality", "rights", "language"], "text": "x", "verdict": "approve",
}  # fmt: skip
_NO_TARGETS = (
    "../secret.txt", "../../etc/passwd", "/etc/passwd", "opening/../../secret.txt", ".git/config", "briefs/opening.yml",
    "./opening", "opening/", "glossary/tag/transport", "tag/../opening", "<script>alert(1)</script>", "opening\r\nX: y",
    "--all", "entity/", "file/mkdocs.yml", "text/line", "\\\\host\\share", "C:\\secret.txt", "\u202eopening",
)  # fmt: skip
_OWN = "Host: 127.0.0.1:{port}\r\n"
_ODD_QUESTIONS = {
    "a line of 70,000 bytes": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    "a header of 70,000 bytes": b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
    "300 headers": b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 300 + b"\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n",
    "two hosts, the own one last": b"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "a folded host": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n .evil.example\r\n\r\n",
    "no host": b"GET / HTTP/1.0\r\n\r\n",
    "HTTP/0.9": b"GET /\r\n",
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": bytes.fromhex("16030100a5010000a10303") + b"\x00" * 40 + b"\r\n\r\n",
    "zeros": b"\x00" * 5000 + b"\r\n\r\n",
    "bytes that are no UTF-8": b"GET /\xff\xfe HTTP/1.1\r\n\r\n",
    "an address that is no address": b"GET http://[::1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "a version without end": b"GET / HTTP/1." + b"9" * 5000 + b"\r\n\r\n",
    "nothing": b"",
    "half a line": b"GET / HT",
}


class _Asked(NamedTuple):
    """A server and how it is asked."""

    server: Listener
    site: Path

    def raw(self, question: bytes, seconds: float = 15.0) -> bytes:
        """What comes back for some bytes, until the server closes or, of news, begins to send."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=seconds) as connection:
            try:
                connection.sendall(question.replace(b"{port}", str(self.server.port).encode()))
                if not question.endswith(b"\r\n\r\n"):  # there is no more to wait for
                    connection.shutdown(socket.SHUT_WR)
            except ConnectionError:  # it would hear no more, and has answered
                pass
            answer = b""
            try:
                while piece := connection.recv(65536):
                    answer += piece
                    if b"text/event-stream" in answer:
                        break
            except ConnectionError:
                pass
            return answer

    def ask(self, address: str, *headers: str, method: str = "GET", own: bool = True) -> bytes:
        """The answer to a question with headers, the host's among them if it is not left out."""
        lines = [f"{method} {address} HTTP/1.1", *([_OWN.strip()] if own else []), *headers, "", ""]
        return self.raw("\r\n".join(lines).encode())


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def _is_open(connection: socket.socket) -> bool:
    """Whether the other end still listens to a socket that does not wait."""
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


@contextmanager
def _serving(folder: Path, addr: str = "127.0.0.1:0", names: Sequence[str] = ()) -> Iterator[_Asked]:
    """A site with all that may lie in it or beside it."""
    site = folder / "site"
    if not site.exists():
        (site / "en").mkdir(parents=True)
        (folder / "secret.txt").write_bytes(_SECRET)
        for name in ("index.html", "en/index.html", "404.html"):
            (site / name).write_text(f"<!doctype html><body>{name}</body>", encoding="utf-8")
        (site / "linked.txt").symlink_to(folder / "secret.txt")
        (site / "linked").symlink_to(folder, target_is_directory=True)
        (site / "chain").symlink_to("linked", target_is_directory=True)
        (site / "en/up").symlink_to("../..", target_is_directory=True)
        (site / "circle").symlink_to("circle")
        (site / "environ").symlink_to("/proc/self/environ")
        (site / "zero").symlink_to("/dev/zero")
        os.mkfifo(site / "pipe")
    live_folder = Folder(site, "/")
    made = Listener(addr)
    with made.running(application(made, live_folder, Live(live_folder.read), names)):
        yield _Asked(made, site)


def _prove(run: Run) -> None:
    said = StringIO()
    with redirect_stderr(said):
        with _serving(run.folder) as asked:
            _names(run, asked)
            _other_sites(run, asked)
            _paths(run, asked)
            _questions(run, asked)
            _other_user(run, asked)
        with _serving(run.folder, "0.0.0.0:0", ["proxy.example"]) as asked:
            _rebinding(run, asked)
        _writes(run)
        _review_desk(run)
        _slow_clients(run)
        _slow_takers(run)
    with run.attempt("the terminal while all of that is asked"):
        assert said.getvalue() == ""
    _news(run)


def _names(run: Run, asked: _Asked) -> None:
    for name in _OTHER_NAMES:
        for address in _ADDRESSES:
            with run.attempt(f"{address} of the host {name!r}"):
                assert _status(asked.ask(address, f"Host: {name}", own=False)) in (400, 403)
    for name in _OWN_NAMES:
        with run.attempt(f"the own name {name!r}"):
            assert _status(asked.ask("/", f"Host: {name}", own=False)) == 200


def _other_sites(run: Run, asked: _Asked) -> None:
    for origin in _OTHER_ORIGINS:
        for address in ("/", SCRIPT, EVENTS):
            with run.attempt(f"{address} for a page of {origin!r}"):
                assert _status(asked.ask(address, f"Origin: {origin}")) == 403
    for fetch in _FOREIGN_FETCHES:
        for address in ("/", EVENTS):
            with run.attempt(f"{address} for {fetch}"):
                assert _status(asked.ask(address, *(f"{key}: {value}" for key, value in fetch.items()))) == 403
    visit = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    own = ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors", "Origin: http://127.0.0.1:{port}")
    for name, headers in {"a link that is followed": visit, "a page of its own": own}.items():
        with run.attempt(name):
            answer = asked.ask("/", *headers)
            assert _status(answer) == 200
            for said in (
                b"Content-Security-Policy: frame-ancestors 'self'",
                b"Cross-Origin-Resource-Policy: same-origin",
                b"Cross-Origin-Opener-Policy: same-origin",
                b"X-Content-Type-Options: nosniff",
                b"Cache-Control: no-store",
            ):
                assert said.lower() in answer.lower(), said
            assert b"access-control" not in answer.lower()


def _paths(run: Run, asked: _Asked) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        directory = os.open(asked.site, os.O_RDONLY)
        try:
            made.bind(f"/proc/self/fd/{directory}/socket")  # the whole path may be longer than a socket's
        finally:
            os.close(directory)
    for way in _WAYS_OUT:
        with run.attempt(f"the way {way!r}"):
            answer = asked.ask(way.replace("{secret}", str(asked.site.parent / "secret.txt")))
            assert _SECRET not in answer
            assert _status(answer) in (400, 404) or (b"index.html</body>" in answer or b"index.html<script" in answer)
    for address in _ELSEWHERE:
        with run.attempt(f"led elsewhere by {address!r}"):
            head = asked.ask(address).partition(b"\r\n\r\n")[0]
            for line in head.splitlines():
                assert not line.lower().startswith(b"set-cookie"), line
                if line.lower().startswith(b"location:"):
                    place = line.partition(b":")[2].strip()
                    assert place.startswith(b"/"), line
                    assert place[1:2] not in (b"/", b"\\"), line
    for text in ("<script>alert(1)</script>", "%3Cscript%3Ealert(1)%3C/script%3E", '"onload=alert(1)'):
        with run.attempt(f"an address that is markup: {text}"):
            for answer in (asked.ask(f"/{text}"), asked.ask(f"/?{text}"), asked.ask(f"{EVENTS}?mark={text}")):
                assert b"alert(1)" not in answer.partition(b"\r\n\r\n")[2]


def _questions(run: Run, asked: _Asked) -> None:
    before = sorted(path.name for path in asked.site.rglob("*"))
    for method in _METHODS:
        for address in ("/", "/new.html", EVENTS):
            with run.attempt(f"{method} {address}"):
                answer = asked.ask(address, "Content-Length: 4", "", "body", method=method)
                assert _status(answer) in (400, 405), answer[:80]
                assert sorted(path.name for path in asked.site.rglob("*")) == before
    for name, question in _ODD_QUESTIONS.items():
        with run.attempt(name):
            answer = asked.raw(question)
            assert _status(answer) != 200, answer[:80]
            assert b"index.html</body>" not in answer
            assert b"Traceback" not in answer
            assert _status(asked.ask("/")) == 200


def _other_user(run: Run, asked: _Asked) -> None:
    """Another user of the machine, which takes the right to become one; else the server takes itself for another."""
    with run.attempt("another user of this machine"):
        if sys.platform != "linux":
            return
        if os.getuid() != 0:
            with patch.object(visitors, "_own_user", lambda: os.getuid() + 1):
                assert _status(asked.ask("/")) == 403
            return
        here, there = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.setuid(_NOBODY)
                os.write(there, str(_status(asked.ask("/"))).encode())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert os.read(here, 10) == b"403"
        os.close(here)
        os.close(there)


def _rebinding(run: Run, asked: _Asked) -> None:
    machine = socket.gethostname()
    for name in ("evil.example", f"{machine}.evil.example", "192.0.2.1.evil.example", "", "proxy.example.evil.example"):
        for address in _ADDRESSES:
            with run.attempt(f"{address} in the network, of the host {name!r}"):
                assert _status(asked.ask(address, f"Host: {name}:{{port}}", own=False)) in (400, 403)
    for name in ("192.0.2.1", "[2001:db8::1]", machine, f"{machine}.local", "proxy.example", "localhost"):
        with run.attempt(f"in the network, the own name {name!r}"):
            assert _status(asked.ask("/", f"Host: {name}:{{port}}", own=False)) == 200


def _writes(run: Run) -> None:
    """A server with forms takes only what a form of its own pages sends, from a browser that brought the token."""
    taken: list[bytes] = []

    async def take(request: Request) -> Response:
        taken.append(await request.body())
        return Response()

    def question(server: Listener, headers: Sequence[str], method: str = "POST", address: str = "/take") -> int:
        lines = [f"{method} {address} HTTP/1.1", _OWN.strip(), "Content-Length: 4", *headers, "", "body"]
        return _status(_Asked(server, run.folder).raw("\r\n".join(lines).encode()))

    for addr in ("127.0.0.1:0", "0.0.0.0:0"):
        made = Listener(addr)
        routes = [Route("/take", take, methods=["POST", "PUT", "DELETE", "PATCH"])]
        guarded = guarded_application(routes, visitors.Visitors(made.host, made.port), "the-token")
        with made.running(guarded):
            cookie, origin = f"Cookie: mujaz-{made.port}=the-token", "Origin: http://127.0.0.1:{port}"
            for name, headers in _FOREIGN_WRITES.items():
                for method in ("POST", "PUT", "DELETE", "PATCH"):
                    with run.attempt(f"{method} {name}, to {addr}"):
                        said = [header.replace("{cookie}", cookie) for header in headers]
                        assert question(made, said, method) == 403
                        assert taken == []
            with run.attempt(f"the token in the address of a write, to {addr}"):
                assert question(made, [origin], address="/take?token=the-token") == 403
            with run.attempt(f"a form of its own, to {addr}"):
                own = addr.startswith("127.")
                assert question(made, [cookie, origin, "Sec-Fetch-Site: same-origin"]) == (200 if own else 403)
                assert taken == ([b"body"] if own else [])
            taken.clear()


def _slow_clients(run: Run) -> None:
    seconds = listen._ASKING if run.whole else 0.6
    with patch.object(listen, "_ASKING", seconds), _serving(run.folder) as asked:
        port = asked.server.port
        with run.attempt("a question byte by byte"), socket.create_connection(("127.0.0.1", port)) as slow:
            began, sent = time.monotonic(), 0
            try:
                while time.monotonic() - began < seconds * 3:
                    slow.sendall(b"GET / HTTP/1.1\r\nX: "[sent : sent + 1] or b"a")
                    sent += 1
                    time.sleep(seconds / 20)
            except ConnectionError:
                pass
            assert time.monotonic() - began < seconds * 2, "it was still listened to"
        with run.attempt("400 connections that say nothing"):
            idle = []
            for _ in range(400):
                made = socket.socket()
                made.setblocking(False)
                made.connect_ex(("127.0.0.1", port))
                idle.append(made)
            time.sleep(seconds / 2)
            assert sum(map(_is_open, idle)) <= listen._CONNECTIONS
            time.sleep(seconds)
            assert not any(map(_is_open, idle))
            assert _status(asked.ask("/")) == 200, "nobody else is answered"
            for made in idle:
                made.close()
        with (
            run.attempt("a question with a body that never ends"),
            socket.create_connection(("127.0.0.1", port)) as slow,
        ):
            slow.sendall(
                f"GET / HTTP/1.1\r\n{_OWN}Content-Length: 9999999999\r\n\r\n".replace("{port}", f"{port}").encode()
            )
            slow.settimeout(seconds * 3)
            assert slow.recv(100).startswith(b"HTTP/1.1 200")


def _slow_takers(run: Run) -> None:
    seconds = listen._WRITING if run.whole else 0.6
    with patch.object(listen, "_WRITING", seconds), _serving(run.folder) as asked:
        content = bytes(50_000_000)
        (asked.site / "large.bin").write_bytes(content)
        for size in (1, 65536):
            with (
                run.attempt(f"an answer of which {size} bytes are taken now and then"),
                socket.create_connection(("127.0.0.1", asked.server.port)) as slow,
            ):
                slow.sendall(
                    f"GET /large.bin HTTP/1.1\r\n{_OWN}\r\n".replace("{port}", str(asked.server.port)).encode()
                )
                for _ in range(5):
                    slow.recv(size)
                    time.sleep(seconds / 2.5)
                taken = 0
                try:
                    while piece := slow.recv(1_000_000):
                        taken += len(piece)
                except ConnectionError:
                    pass
                assert taken < len(content) / 2
        (asked.site / "large.bin").unlink()


def _news(run: Run) -> None:
    """What the endpoint of the live reload makes of marks that are not its own, and how much it remembers."""
    live = Live(lambda address: b"x")
    for mark in ("", ".", "0.0", "x" * 100_000, f"{live.mark}.1", f"{live.mark}x", "9" * 5000, "\x00", "-1", "١.١"):
        with run.attempt(f"the mark {mark[:20]!r} of {len(mark)} characters"):
            assert live.message(mark)["changed"] is None
    with run.attempt("50,000 addresses that are asked for"):
        for number in range(50_000):
            live.served(f"/{number}", None)
        live.publish(News(True, ""))
        assert len(live._digests) <= 5000
        assert len(live._changed) <= 5000


def _review_desk(run: Run) -> None:
    """The review desk, which writes in its user's name: every act, with all that a form of its own would hold."""
    root = run.folder / "desk"
    root.mkdir()
    made = Desk(root)
    made.commit()

    def state() -> tuple[str, str, list[str]]:
        return (
            made.git("rev-parse", "HEAD"),
            made.git("status", "--porcelain", "--untracked-files=all"),
            sorted(path.relative_to(root).as_posix() for path in (root / "briefs").rglob("*")),
        )

    with editing(root, by="Editor") as asked:
        cookie, origin = f"mujaz-{asked.port}={TOKEN}", asked.address
        own = asked.fields("/en/review/opening", "sign")
        fields = {**own, **_FILLED_IN}
        sent = urlencode(fields, doseq=True)
        before = state()
        for act in _DESK_ACTS:
            for name, lines in _FOREIGN_WRITES.items():
                given = [line.replace("{cookie}", f"Cookie: {cookie}").partition(": ") for line in lines]
                headers: dict[str, str | None] = {"Cookie": None, "Origin": None}
                headers |= {key: value.replace("{port}", str(asked.port)) for key, _, value in given}
                if name in ("from two origins", "with a token that is no ASCII"):  # which this client cannot send
                    continue
                with run.attempt(f"{act} at the review desk, {name}"):
                    headers = {key.replace("-", "_"): value for key, value in headers.items()}
                    assert asked.ask(f"/en/{act}", "POST", sent, **headers)[0] == 403
                    assert state() == before
            for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
                with run.attempt(f"{method} {act} at the review desk"):
                    assert asked.ask(f"/en/{act}?{sent}", method)[0] in (403, 404, 405)
                    assert state() == before
            for form in ("", "x", own["form"][0][:-1], own["form"][0] + "x", "\u00e9"):
                with run.attempt(f"{act} at the review desk with the form's key {form[:3]!r}"):
                    other = urlencode({**fields, "form": form}, doseq=True)
                    assert asked.ask(f"/en/{act}", "POST", other)[0] == 403
                    assert state() == before
            for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x", None):
                with run.attempt(f"{act} at the review desk as {kind}"):
                    assert asked.ask(f"/en/{act}", "POST", sent, Content_Type=kind)[0] == 415
                    assert state() == before
            for target in run.some(_NO_TARGETS, 2):
                with run.attempt(f"{act} at the review desk of {target!r}"):
                    named = {"of": target, "target": target, "question": target, "seen": f"{target} x", "text": "x"}
                    other = urlencode({**fields, **named}, doseq=True)
                    assert asked.ask(f"/en/{act}", "POST", other)[0] in (404, 409)
                    assert state() == before
        for target in _NO_TARGETS:
            with run.attempt(f"the page of {target!r} at the review desk"):
                status, _, text = asked.ask(f"/en/review/{quote(target)}")
                assert status == 404
                assert "<script" not in text
        with run.attempt("a page of the review desk without the token"):
            assert asked.ask("/en/", Cookie=None)[0] == 403
        with run.attempt("a frame around the review desk"):
            policy = asked.ask("/en/review/opening")[1]["content-security-policy"]
            assert "frame-ancestors 'none'" in policy
            assert "script-src" not in policy
            assert "default-src 'none'" in policy
        with run.attempt("what was changed since it was shown"):
            made.edit("briefs/opening.yml", "a thousand", "two thousand")
            made.commit()
            before = state()
            assert asked.ask("/en/sign", "POST", sent)[0] == 409
            assert state() == before
        with run.attempt("a form of its own"):
            assert asked.send("review/opening", "sign", _FILLED_IN, Origin=origin)[0] == 303


PROOF = Proof(
    "S9",
    "`mujaz serve` answers its own user only, with the files of the site only; its review desk acts for nobody else",
    "hosts, origins, fetch metadata, tokens, writes, ways out of the folder, methods, malformed and slow questions, "
    "slow takers, another user; each act of the review desk, from elsewhere, stale, and of what is not there",
    _prove,
)
