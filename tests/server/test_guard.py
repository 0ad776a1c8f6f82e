"""What every answer of the server says, and what one with forms asks of who sends something; routes are made up."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from mujaz.server.guard import application
from mujaz.server.listen import Listener
from mujaz.server.visitors import Visitors

TOKEN = "a-token"


def faulty(request: Request) -> Response:
    raise ValueError("no such thing")


async def echo(request: Request) -> Response:
    return PlainTextResponse((await request.body()).decode())


ROUTES = [
    Route("/page", lambda request: HTMLResponse("a page")),
    Route("/own", lambda request: Response("", headers={"Content-Security-Policy": "frame-ancestors 'self'"})),
    Route("/faulty", faulty),
    Route("/echo", echo, methods=["POST"]),
]


class Asked:
    """A server, asked by its own user from a page of its own."""

    def __init__(self, listener: Listener) -> None:
        self.port = listener.port
        self.cookie = f"mujaz-{self.port}={TOKEN}"
        self.origin = f"http://127.0.0.1:{self.port}"

    def __call__(
        self, address: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, address, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def serving(token: str, address: str = "127.0.0.1:0") -> Iterator[Asked]:
    listener = Listener(address)
    with listener.running(application(ROUTES, Visitors(listener.host, listener.port), token)):
        yield Asked(listener)


@pytest.fixture(scope="module")
def showing() -> Iterator[Asked]:
    yield from serving("")


@pytest.fixture(scope="module")
def taking() -> Iterator[Asked]:
    yield from serving(TOKEN)


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/page", {}, 200),
        ("/none", {}, 404),
        ("/echo", {}, 405),
        ("/page", {"Host": "other.example"}, 403),
        ("/page", {"Origin": "http://other.example"}, 403),
    ],
)
def test_every_answer_says_who_may_have_it(showing: Asked, address: str, headers: dict[str, str], status: int) -> None:
    given, said, _ = showing(address, **headers)
    assert given == status
    assert said["cache-control"] == "no-store"
    assert said["x-content-type-options"] == "nosniff"
    assert said["cross-origin-resource-policy"] == "same-origin"
    assert said["cross-origin-opener-policy"] == "same-origin"
    assert said["content-security-policy"].startswith("default-src 'none'; ")
    assert not any(name.startswith("access-control") for name in said)


def test_a_route_may_say_more_exactly_what_its_pages_may_do(showing: Asked) -> None:
    assert showing("/own")[1]["content-security-policy"] == "frame-ancestors 'self'"


def test_a_fault_is_said_in_the_terminal_and_not_to_who_asks(showing: Asked, caplog: pytest.LogCaptureFixture) -> None:
    status, said, text = showing("/faulty")
    assert (status, said["cache-control"], text) == (500, "no-store", "Internal Server Error")
    until = time.monotonic() + 20
    while "ValueError: no such thing" not in caplog.text:  # it is said once the answer is sent
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_a_server_without_a_token_takes_nothing(showing: Asked, method: str) -> None:
    status, said, _ = showing("/echo", method, "a=b", Origin=showing.origin)
    assert (status, said["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/page?token=a-token", "/page"),
        ("/page?a=1&token=a-token&b=%D8%A3", "/page?a=1&b=%D8%A3"),
        ("//other.example?token=a-token", "/other.example"),
        ("/\\other.example?token=a-token", "/other.example"),
        ("/a%0d%0ab?token=a-token", "/a%0d%0ab"),
    ],
)
def test_the_token_is_taken_out_of_the_address(taking: Asked, address: str, leads_to: str) -> None:
    status, said, _ = taking(address)
    assert (status, said["location"]) == (302, leads_to)
    assert said["set-cookie"] == f"{taking.cookie}; HttpOnly; Path=/; SameSite=strict"


@pytest.mark.parametrize("address", ["/page", "/none", "/page?token=", "/page?token=a-toke", "/page?token=a&token=b"])
def test_without_the_token_nothing_is_shown(taking: Asked, address: str) -> None:
    assert taking(address)[0] == 403
    assert taking(address, Cookie="mujaz-1=a-token")[0] == 403


def test_with_it_pages_are_shown_and_forms_are_taken(taking: Asked) -> None:
    assert taking("/page", Cookie=taking.cookie)[2] == "a page"
    assert taking("/echo", "POST", "a=b", Cookie=taking.cookie, Origin=taking.origin)[2] == "a=b"


@pytest.mark.parametrize("missing", ["Cookie", "Origin"])
def test_a_form_needs_the_token_and_a_page_of_this_server(taking: Asked, missing: str) -> None:
    headers = {"Cookie": taking.cookie, "Origin": taking.origin, "Sec_Fetch_Site": "same-origin"}
    assert taking("/echo", "POST", "a=b", **headers)[0] == 200
    del headers[missing]
    assert taking("/echo", "POST", "a=b", **headers)[0] == 403


def test_whoever_is_in_the_network_can_send_nothing() -> None:
    for everywhere in serving(TOKEN, "0.0.0.0:0"):
        assert everywhere("/page", Cookie=everywhere.cookie)[0] == 200
        headers = {"Cookie": everywhere.cookie, "Origin": everywhere.origin}
        assert everywhere("/echo", "POST", "a=b", **headers)[0] == 403
