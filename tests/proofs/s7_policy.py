"""S7: each page has a Content Security Policy that stands in no reader's way, and in that of all that got in."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, expect

from browsing import copy_example, served, until
from mujaz.engine.clock import today
from mujaz.engine.pipeline import generate
from mujaz.site.build import build
from mujaz.site.offline import START, build_offline
from mujaz.site.policy import APACHE, NETLIFY
from proof import Proof, Run
from watching import CANARY, Watched, watching

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))
from small_site import write_site  # it lies with the tests of the site

_EVIL = "https://evil.example"
_GOT_IN = {
    "a script": f"<script>{CANARY}(1)</script>",
    "a script as a module": f'<script type="module">{CANARY}(1)</script>',
    "a script with a nonce": f'<script nonce="x">{CANARY}(1)</script>',
    "a script in SVG": f"<svg><script>{CANARY}(1)</script></svg>",
    "a script of another host": f'<script src="{_EVIL}/x.js"></script>',
    "a script in its address": f'<script src="data:text/javascript,{CANARY}(1)"></script>',
    "speculation rules": f'<script type="speculationrules">{{"prefetch":[{{"urls":["{_EVIL}/x"]}}]}}</script>',
    "an import map": f'<script type="importmap">{{"imports":{{"x":"{_EVIL}/x.js"}}}}</script>',
    "a handler of an error": f'<img src="none.png" onerror="{CANARY}(1)">',
    "a handler of loading": f'<svg onload="{CANARY}(1)"></svg>',
    "a handler of a toggle": f'<details open ontoggle="{CANARY}(1)">x</details>',
    "a handler of focus": f'<input autofocus onfocus="{CANARY}(1)">',
    "a handler of an animation": f'<p style="animation: spin 1ms" onanimationstart="{CANARY}(1)">x</p>',
    "a link that is a script": f'<a id="press" href="javascript:{CANARY}(1)">x</a>',
    "a button that is a script": f'<form><button id="press" formaction="javascript:{CANARY}(1)">x</button></form>',
    "a form to another host": f'<form action="{_EVIL}/"><input name="a"><button id="press">x</button></form>',
    "a form to this host": '<form action="index.html"><button id="press">x</button></form>',
    "a frame with a document in it": f'<iframe srcdoc="<script>parent.{CANARY}(1)</script>"></iframe>',
    "a frame that is a script": f'<iframe src="javascript:parent.{CANARY}(1)"></iframe>',
    "a frame with data": f'<iframe src="data:text/html,<script>parent.{CANARY}(1)</script>"></iframe>',
    "a frame of another host": f'<iframe src="{_EVIL}/"></iframe>',
    "an object": f'<object data="{_EVIL}/x.svg"></object>',
    "an embedded document": f'<embed src="{_EVIL}/x.swf">',
    "an object of this host": '<object data="index.html"></object>',
    "a picture of another host": f'<img src="{_EVIL}/x.png">',
    "a set of pictures": f'<img srcset="{_EVIL}/x.png 2x, {_EVIL}/y.png 1x">',
    "a picture in SVG": f'<svg><image href="{_EVIL}/x.png" /></svg>',
    "a picture of a filter": f'<svg><filter id="f"><feImage href="{_EVIL}/x.png" /></filter></svg>',
    "a video": f'<video autoplay src="{_EVIL}/x.mp4" poster="{_EVIL}/x.png"></video>',
    "a sound": f'<audio autoplay src="{_EVIL}/x.mp3"></audio>',
    "a track": f'<video><track default src="{_EVIL}/x.vtt"></video>',
    "a style sheet": f'<link rel="stylesheet" href="{_EVIL}/x.css">',
    "a style element": f'<style>@import "{_EVIL}/x.css"; body {{ background: url({_EVIL}/x.png) }}</style>',
    "a style attribute": f'<p style="background: url({_EVIL}/x.png)">x</p>',
    "a font": f'<style>@font-face {{ font-family: x; src: url({_EVIL}/x.woff) }} body {{ font-family: x }}</style>',
    "a base": f'<base href="{_EVIL}/"><img src="x.png">',
    "a preload": f'<link rel="preload" as="script" href="{_EVIL}/x.js">',
    "a preloaded module": f'<link rel="modulepreload" href="{_EVIL}/x.js">',
    "a prefetch": f'<link rel="prefetch" href="{_EVIL}/x.js">',
    "a manifest": f'<link rel="manifest" href="{_EVIL}/x.json">',
    "an icon": f'<link rel="icon" href="{_EVIL}/x.png">',
    "a weaker policy": f"""<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'">
<script>{CANARY}(1)</script>""",
    "a template in a shadow": f'<div><template shadowrootmode="open"><script>{CANARY}(1)</script></template></div>',
}  # fmt: skip
"""What a fault of the escaping might let into a page; the policy alone has to stop it."""
_HARM = ("ran", "alert", "dialog", "a window")
_WAITED = 150
"""Milliseconds that what got in has for what it would do."""


def _prove(run: Run) -> None:
    if run.whole:
        copy_example(run.folder)
        assert not generate(run.folder).failed
    else:
        write_site(run.folder)
    settings = (run.folder / "mkdocs.yml").read_text(encoding="utf-8")
    asked = settings.replace("  - mujaz\n", f"  - mujaz:\n      headers: [{NETLIFY}, {APACHE}]\n")
    assert settings != asked
    (run.folder / "mkdocs.yml").write_text(asked, encoding="utf-8")
    built = build(run.folder)
    assert built.site is not None, built.diagnostics
    browser = run.start_browser()
    with served(built.site) as address:
        for base in (address, built.site.as_uri()):
            _used(run, browser, built.site, f"{base}/")
            with _other_host() as asked:
                _got_in(run, browser, built.site, f"{base}/", asked)
    for name in (NETLIFY, APACHE):
        with run.attempt(f"the file of headers {name}"):
            assert "frame-ancestors 'self'" in (built.site / name).read_text(encoding="utf-8")
    if run.whole:
        _offline(run, browser)


class _Asked(NamedTuple):
    """A host that is none of the site's."""

    address: str
    questions: list[str]
    """What was asked of it; the events of a browser tell of requests that a policy stopped, too."""

    def instead(self, markup: str) -> str:
        """Markup that names this host."""
        return markup.replace(_EVIL, self.address)


@contextmanager
def _other_host() -> Iterator[_Asked]:
    """A host that hears who connects."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = _Asked(f"http://127.0.0.1:{server.getsockname()[1]}", [])

        def listen() -> None:
            with suppress(OSError):  # it is closed
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.settimeout(1)
                        with suppress(OSError):
                            asked.questions.append(connection.recv(200).decode(errors="replace").partition("\r\n")[0])
                            connection.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")

        threading.Thread(target=listen, daemon=True).start()
        yield asked
        server.shutdown(socket.SHUT_RDWR)


def _used(run: Run, browser: Browser, site: Path, base: str) -> None:
    """Open each page and use what a reader uses; nothing is forbidden, and nothing fails."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    if not base.startswith("http"):
        pages.remove("404.html")  # it names what it loads from the root of a host
    with watching(browser, base) as watched:
        for name in run.some(pages, 2):
            with run.attempt(f"{base[:4]} {name}"):
                watched.page.goto(base + name, wait_until="load")
                assert watched.page.locator("head > meta[http-equiv=Content-Security-Policy]").count() == 1
                _click_and_focus(watched)
                assert watched.take() == []
        with run.attempt(f"{base[:4]} the switch of colours and the search"):
            watched.page.goto(f"{base}en/index.html", wait_until="load")
            if (switch := watched.page.locator("[data-md-component=palette] label:visible")).count():
                before = watched.page.evaluate("document.body.dataset.mdColorScheme")
                switch.first.click()
                until(watched.page, "was => document.body.dataset.mdColorScheme !== was", before)
            watched.page.locator(".md-search__input").click()
            watched.page.keyboard.type("satellite" if run.whole else "meeting")
            expect(watched.page.locator(".md-search-result__list li").first).to_be_visible()
            assert watched.take() == []


def _click_and_focus(watched: Watched) -> None:
    """Focus each mention and sign, which opens its card, and open all that folds."""
    watched.page.evaluate("""() => {
        for (const summary of document.querySelectorAll("summary, .mj-card__close")) summary.click();
        for (const link of [...document.querySelectorAll("article a, article button")].slice(0, 60)) link.focus();
    }""")


def _got_in(run: Run, browser: Browser, site: Path, base: str, asked: _Asked) -> None:
    """Put into a page what must never be there, as if nothing were escaped: it neither runs nor loads."""
    page = "en/briefs/index.html"
    text = (site / page).read_text(encoding="utf-8")
    place = site / page.replace("index", "got-in")
    with watching(browser, base) as watched:
        for what, markup in _GOT_IN.items() if run.whole else [("all of it at once", "".join(_GOT_IN.values()))]:
            with run.attempt(f"{base[:4]} {what}"):
                place.write_text(text.replace("</article>", f"{asked.instead(markup)}</article>"), encoding="utf-8")
                watched.page.goto(base + page.replace("index", "got-in"), wait_until="load")
                if watched.page.locator("#press").count():
                    watched.page.locator("#press").first.click(no_wait_after=True)
                watched.page.wait_for_timeout(_WAITED)
                assert [heard for heard in watched.take() if heard.startswith(_HARM)] == []
                assert asked.questions == []
                assert watched.page.url.endswith("got-in.html"), watched.page.url
    place.unlink()


def _offline(run: Run, browser: Browser) -> None:
    """The offline edition with its start page, and the page of a review, from the folder."""
    generated = generate(run.folder)
    assert generated.site is not None
    done = build_offline(run.folder, generated.site, ("ar", "en"), day=today())
    assert done.edition is not None, done.diagnostics
    folder = done.edition.folder
    with run.attempt("the files of headers are left out of the offline edition"):
        assert not any((folder / "site" / name).exists() for name in (NETLIFY, APACHE))
    with watching(browser, folder.as_uri()) as watched, _other_host() as asked:
        for name in (START, *_some_pages(folder)):
            with run.attempt(f"offline {name}"):
                watched.page.goto(f"{folder.as_uri()}/{name}", wait_until="load")
                assert watched.page.locator("head > meta[http-equiv=Content-Security-Policy]").count() == 1
                assert watched.take() == []
        with run.attempt("the fonts of the start page"):
            watched.page.goto(f"{folder.as_uri()}/{START}", wait_until="load")
            watched.page.evaluate("document.fonts.ready")
            assert watched.page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
        start = (folder / START).read_text(encoding="utf-8")
        for what, markup in _GOT_IN.items():
            with run.attempt(f"the start page, {what}"):
                (folder / START).write_text(
                    start.replace("</main>", f"{asked.instead(markup)}</main>"), encoding="utf-8"
                )
                watched.page.goto(f"{folder.as_uri()}/{START}", wait_until="load")
                watched.page.wait_for_timeout(_WAITED)
                assert [heard for heard in watched.take() if heard.startswith(_HARM)] == []
                assert asked.questions == []


def _some_pages(folder: Path) -> Iterator[str]:
    pages = sorted(path.relative_to(folder).as_posix() for path in (folder / "site").rglob("*.html"))
    yield from pages[:: max(1, len(pages) // 30)]


PROOF = Proof(
    "S7",
    "Each page has a Content Security Policy, with scripts by digest, that stands in no reader's way",
    "every page of the example opened and used over http and from the folder; what a fault would let in, put in",
    _prove,
)
