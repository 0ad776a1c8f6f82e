"""The server of `mujaz serve`: what it gives to whom over http, and what pages make of its news, in a browser."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import socket
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from browsing import until, window
from mujaz.server.files import Folder
from mujaz.server.listen import Listener, ListenError
from mujaz.server.live import Live, News, news_of
from mujaz.server.serve import site
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Source

ANY_PORT = "127.0.0.1:0"
LONG = "<p>line</p>" * 400


def document(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>t</title>{head}</head><body>{body}</body></html>"


class Served:
    """A small site and the server that serves it."""

    def __init__(self, path: Path, addr: str = ANY_PORT, base: str = "/", names: Sequence[str] = ()) -> None:
        self.path = path
        self.folder = Folder(path, base)
        self.live = Live(self.folder.read)
        self.listener = Listener(addr)
        self.port = self.listener.port
        self.url = f"http://{self.listener.host}:{self.port}{base}"
        self.running = partial(self.listener.running, site(self.listener, self.folder, self.live, names))

    def write(self, name: str, text: str) -> None:
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_text(text, encoding="utf-8")

    def get(self, address: str, host: str | None = None, method: str = "GET") -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, address, headers={"Host": host} if host is not None else {})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "secret.txt").write_text("secret")
    made = Served(tmp_path / "site")
    made.write("index.html", document('<p id="text">one</p>'))
    made.write("ar/index.html", document("two", '<link rel="stylesheet" href="../style.css">'))
    made.write("404.html", document("not here"))
    made.write("style.css", "p { color: black }")
    made.write("plain/readme.txt", "no index here")
    with made.running():
        yield made


class TestHttp:
    @pytest.mark.parametrize(
        ("address", "type"),
        [
            ("/", "text/html; charset=utf-8"),
            ("/index.html?a=b", "text/html; charset=utf-8"),
            ("/ar/", "text/html; charset=utf-8"),
            ("/style.css", "text/css; charset=utf-8"),
            ("/.mujaz/live.js", "text/javascript; charset=utf-8"),
        ],
    )
    def test_a_file_has_its_type_and_is_not_kept(self, served: Served, address: str, type: str) -> None:
        status, headers, text = served.get(address)
        assert (status, headers["content-type"], headers["cache-control"]) == (200, type, "no-store")
        assert int(headers["content-length"]) == len(text.encode())
        _, head, nothing = served.get(address, method="HEAD")
        assert ({**head, "date": ""}, nothing) == ({**headers, "date": ""}, "")

    def test_only_pages_get_the_script_and_no_file_is_changed(self, served: Served) -> None:
        before = (served.path / "index.html").read_text()
        assert re.search(r'<script src="/\.mujaz/live\.js" [^>]*></script></body></html>$', served.get("/")[2])
        assert served.get("/style.css")[2] == "p { color: black }"
        assert (served.path / "index.html").read_text() == before

    @pytest.mark.parametrize(
        "address",
        [
            "/none.html",
            "/index.html/",
            "/plain/",  # no listing
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/ar/..%2f..%2fsecret.txt",
            "/..%5csecret.txt",
            "//secret.txt",
            "/out/secret.txt",
            "/%00",
            "/" + "a" * 5000,
        ],
    )
    def test_what_is_not_in_the_folder_is_not_found(self, served: Served, address: str) -> None:
        (served.path / "out").symlink_to(served.path.parent)
        status, _, text = served.get(address)
        assert status == 404
        assert "not here" in text
        assert "/.mujaz/live.js" in text

    def test_a_folder_leads_to_its_page(self, served: Served) -> None:
        status, headers, _ = served.get("/ar?q=a")
        assert (status, headers["location"]) == (302, "/ar/?q=a")
        assert served.get("//ar")[1]["location"] == "/ar/"

    @pytest.mark.parametrize("host", ["desk.example", "desk.example:{port}", "127.0.0.1", "", "localhost:1"])
    def test_a_page_of_another_site_cannot_ask(self, served: Served, host: str) -> None:
        for address in ("/", "/.mujaz/events", "/.mujaz/live.js"):
            assert served.get(address, host.format(port=served.port))[0] == 403

    @pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "127.0.0.1:{port}"])
    def test_its_own_names_are_answered(self, served: Served, host: str) -> None:
        assert served.get("/", host.format(port=served.port))[0] == 200

    def test_elsewhere_numbers_and_names_of_the_machine_are_answered(self, tmp_path: Path) -> None:
        everywhere = Served(tmp_path, "0.0.0.0:0", names=["desk.example"])
        everywhere.write("index.html", "here")
        port = everywhere.port
        with everywhere.running():
            for host in ("192.0.2.1", "[2001:db8::1]", "desk.example", socket.gethostname(), "localhost"):
                assert everywhere.get("/", f"{host}:{port}")[0] == 200, host
            for host in (
                "rebinding.example",
                f"{socket.gethostname()}.rebinding.example",
                "192.0.2.1.rebinding.example",
            ):
                assert everywhere.get("/", f"{host}:{port}")[0] == 403, host

    def test_nothing_can_be_sent_to_it(self, served: Served) -> None:
        assert served.get("/", method="POST")[0] == 405

    def test_a_site_below_a_path(self, tmp_path: Path) -> None:
        below = Served(tmp_path, base="/desk/")
        below.write("index.html", "here")
        with below.running():
            assert below.get("/desk/")[0] == 200
            assert below.get("/")[1]["location"] == "/desk/"
            assert below.get("/index.html")[0] == 404
            assert below.get("/.mujaz/live.js")[0] == 200

    @pytest.mark.parametrize("addr", ["127.0.0.1:{port}", "127.0.0.1:99999", "256.256.256.256:1"])
    def test_an_address_that_cannot_be_listened_on(self, served: Served, addr: str) -> None:
        with pytest.raises(ListenError):
            Listener(addr.format(port=served.port))


class TestLive:
    """Which pages are told to load again."""

    def test_only_what_has_changed_since_it_was_served(self) -> None:
        contents: dict[str, bytes | None] = {"/a": b"1", "/b": b"1", "/c": b"1"}
        live = Live(contents.get)
        start = live.mark
        for address in ("/a", "/b", "/none"):
            live.served(address, contents.get(address))
        contents |= {"/a": b"2", "/c": b"2"}  # nobody looks at /c
        live.publish(News(True, ""))
        middle = live.mark
        contents |= {"/b": b"2", "/none": b"1"}
        live.publish(News(False, "1 error"))
        assert live.message(start)["changed"] == ["/a"]
        live.publish(News(True, ""))
        assert live.message(start)["changed"] == ["/a", "/b", "/none"]
        assert live.message(middle)["changed"] == ["/b", "/none"]
        assert live.message(live.mark)["changed"] == []

    @pytest.mark.parametrize(
        "mark", ["", "1", "other.0", "{token}.", "{token}.x", "{token}.-1", "{token}." + "9" * 5000]
    )
    def test_of_a_page_from_elsewhere_nothing_is_known(self, mark: str) -> None:
        live = Live({}.get)
        assert live.message(mark.format(token=live.mark.partition(".")[0]))["changed"] is None

    def test_news_come_once_to_each_who_listens(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("mujaz.server.live._HEARTBEAT", 0.05)
        live = Live({}.get)

        async def listen() -> list[str]:
            stream = live.follow(live.mark)
            heard = [await anext(stream) for _ in range(3)]  # how to begin again, that there is nothing, a sign of life
            live.publish(News(True, "one"))
            while (said := await anext(stream)) == ":\n\n":
                pass
            heard += [said, await anext(stream)]
            await stream.aclose()
            return heard

        with ThreadPoolExecutor(1) as thread:  # in the test's own a browser may have a loop
            heard = thread.submit(asyncio.run, listen()).result()
        assert heard[:3] == ["retry: 500\n\n", ":\n\n", ":\n\n"]
        assert json.loads(heard[3].removeprefix("data: "))["headline"] == "one"
        assert heard[4:] == [":\n\n"]
        assert live._listeners == set()

    def test_a_page_shows_so_many_findings_errors_first(self) -> None:
        source = Source("briefs/a.yml", "a")
        fault = rules.UNKNOWN_KEY.at(source.span(0, 1), "m", "h")
        warning = rules.MKDOCS_WARNING.at(source.span(0, 1), "m", "h")
        made = news_of(False, "", [*[warning] * 60, fault])
        assert [shown["severity"] for shown in made.findings[:2]] == ["error", "warning"]
        assert len(made.findings) + made.more == 61


HOSTILE = '<img src=x onerror="document.title = 1">'


def finding() -> Diagnostic:
    source = Source("briefs/a.yml", f"title: a\nعنوان: {HOSTILE}\n")
    label = Label(source.span(0, 5), "first defined here")
    return rules.UNKNOWN_KEY.at(source.span(9, 14), f"مفتاح غريب {HOSTILE}", "leave it out", [label])


class TestBrowser:
    @pytest.fixture
    def tab(self, browser: Browser) -> Iterator[Page]:
        failed: list[str] = []
        for page in window(browser, viewport={"width": 800, "height": 600}):
            page.on("pageerror", lambda error: failed.append(str(error)))
            yield page
        assert failed == []

    def opened(self, tab: Page, served: Served, address: str = "index.html") -> None:
        """Open a page and wait until it listens; what stays in it until it is loaded again is a mark in its window."""
        with tab.expect_request("**/.mujaz/events?*"):
            tab.goto(served.url + address)
        tab.evaluate("window.kept = true")

    def kept(self, tab: Page) -> bool:
        return bool(tab.evaluate("window.kept === true"))

    def test_a_page_that_changed_is_loaded_again_in_its_place(self, served: Served, tab: Page) -> None:
        served.write("index.html", document(f'<p id="text">one</p>{LONG}<p id="end">end</p>{LONG}'))
        self.opened(tab, served, "index.html#end")
        tab.evaluate("scrollBy(0, -1234)")
        place = tab.evaluate("scrollY")
        assert place > 0
        served.write("index.html", document(f'<p id="text">new</p>{LONG}<p id="end">end</p>{LONG}'))
        served.live.publish(News(True, ""))
        expect(tab.locator("#text")).to_have_text("new")
        until(tab, "place => scrollY === place", place)
        assert tab.url.endswith("#end")

    def test_others_are_left_alone_but_for_what_they_load(self, served: Served, tab: Page) -> None:
        served.get("/index.html")
        self.opened(tab, served, "ar/index.html")
        served.write("index.html", document("changed"))
        served.live.publish(news_of(True, "1 warning", [finding()]))
        expect(tab.get_by_role("status")).to_be_visible()  # so the news were here
        assert self.kept(tab)
        served.write("style.css", "p { color: red }")
        served.live.publish(News(True, ""))
        until(tab, "window.kept === undefined")
        expect(tab.get_by_role("status")).to_have_count(0)

    def test_a_page_that_was_missing(self, served: Served, tab: Page) -> None:
        self.opened(tab, served, "new.html")
        expect(tab.get_by_text("not here")).to_be_visible()
        served.write("new.html", document("here it is"))
        served.live.publish(News(True, ""))
        expect(tab.get_by_text("here it is")).to_be_visible()

    def test_a_page_of_a_server_before_is_loaded_again(self, served: Served, tab: Page) -> None:
        self.opened(tab, served)
        served.live._token = "another"
        served.live.publish(News(True, ""))
        until(tab, "window.kept === undefined")

    def test_findings_are_shown_as_text_until_the_next_good_build(self, served: Served, tab: Page) -> None:
        self.opened(tab, served)
        served.live.publish(news_of(False, "1 error; the last good page stays", [finding()]))
        overlay = tab.get_by_role("alert")
        expect(overlay).to_be_visible()
        for text in (
            "1 error; the last good page stays",
            "briefs/a.yml:2:1",
            "error [unknown-key]",
            f"مفتاح غريب {HOSTILE}",
            f"عنوان: {HOSTILE}",
            "help: leave it out",
            "first defined here",
            "briefs/a.yml:1:1",
        ):
            expect(overlay.get_by_text(text, exact=True)).to_be_visible()
        assert overlay.locator("img").count() == 0
        directions = "element => getComputedStyle(element).direction"
        assert overlay.locator(".message").evaluate(directions) == "rtl"
        assert overlay.locator(".help").evaluate(directions) == "ltr"
        expect(tab.locator("#text")).to_have_text("one")
        assert self.kept(tab)
        served.live.publish(News(True, ""))
        expect(overlay).to_have_count(0)
        assert self.kept(tab)

    @pytest.mark.parametrize("way", ["Escape", "button"])
    def test_they_can_be_put_away_until_there_is_news(self, served: Served, tab: Page, way: str) -> None:
        self.opened(tab, served)
        news = news_of(False, "1 error", [finding()])
        served.live.publish(news)
        overlay = tab.get_by_role("alert")
        expect(overlay).to_be_visible()
        if way == "Escape":
            tab.keyboard.press("Escape")
        else:
            overlay.get_by_role("button", name="Dismiss").click()
        expect(overlay).to_have_count(0)
        served.live.publish(replace(news, headline="1 error again"))
        expect(overlay.get_by_text("1 error again")).to_be_visible()

    def test_warnings_are_a_note_that_opens(self, served: Served, tab: Page) -> None:
        served.live.publish(news_of(True, "1 warning", [finding()]))
        self.opened(tab, served)
        note = tab.get_by_role("status")
        expect(note.get_by_text("help: leave it out")).to_be_hidden()
        note.get_by_text("1 warning").click()
        expect(note.get_by_text("help: leave it out")).to_be_visible()
        expect(tab.get_by_role("alert")).to_have_count(0)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_it_follows_the_colours_of_the_page(self, served: Served, tab: Page, scheme: str) -> None:
        served.write("index.html", document(f'<style>body {{ color-scheme: {scheme} }}</style><p id="text">one</p>'))
        self.opened(tab, served)
        served.live.publish(news_of(False, "1 error", [finding()]))
        style = "(element, name) => getComputedStyle(element)[name].match(/\\d+/g).slice(0, 3).map(Number)"
        overlay = tab.get_by_role("alert")
        back, front = (sum(overlay.evaluate(style, name)) for name in ("backgroundColor", "color"))
        assert (back > 600, front < 150) == (scheme == "light", scheme == "light")
        assert abs(back - front) > 400
