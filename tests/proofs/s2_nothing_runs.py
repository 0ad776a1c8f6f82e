"""S2: nothing that a text holds runs in a reader's browser, and nothing is asked of another host."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from browsing import served, until
from hostile import plant, short_payloads
from mujaz.engine.pipeline import generate
from mujaz.site.build import build
from proof import Proof, Run
from watching import CANARY, Watched, watching

_TOUCH = """() => {
    // Links of the site are not followed, for the page would be gone; those that are scripts run.
    addEventListener("click", event => {
        const link = event.target.closest && event.target.closest("a[href]");
        if (link && link.protocol !== "javascript:" && link.protocol !== "data:") event.preventDefault();
    }, true);
    let touched = 0;
    for (const element of document.querySelectorAll("article *, nav *, header *, label, button, input, summary")) {
        for (const name of ["pointerover", "mouseover", "mouseenter", "mousemove", "pointerdown", "mousedown"])
            element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
        if (element.focus) element.focus();
        if (element.matches("a, button, summary, label, input, [onclick], [tabindex]"))
            element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
        touched++;
    }
    return touched;
}"""
_SEARCHED = ("script", "onerror", "javascript", "evil.example", "alert(1)", "<img", "criminal", '"><svg onload=')
_EXTRA = (
    f"<script>{CANARY}(1)</script>", f"<img src=x onerror={CANARY}(1)>", f'"><svg onload={CANARY}(1)>',
    f"[press](javascript:{CANARY}(1))", f"</script><script>{CANARY}(1)</script>",
    f"' autofocus onfocus={CANARY}(1) x='",
)  # fmt: skip


def _prove(run: Run) -> None:
    payloads = [*_EXTRA, *short_payloads()]
    lines: list[str] = []
    if run.whole:
        from test_security import SEED_LINES  # late: it makes lists of thousands of texts

        lines = list(SEED_LINES)
    plant(run.folder, payloads if run.whole else payloads[2:3], lines)
    assert not generate(run.folder).failed
    built = build(run.folder, strict=False)
    assert built.site is not None, [finding.message for finding in built.diagnostics][:3]
    browser = run.start_browser()
    _hears(run, browser, run.folder / "heard.html")
    with served(built.site) as address:
        bases = (f"{built.site.as_uri()}/", f"{address}/")
        for base in bases if run.whole else bases[:1]:
            _opened(run, browser, built.site, base)


def _hears(run: Run, browser: Browser, page: Path) -> None:
    """What runs and what is fetched would be heard: a page without any protection says so."""
    link = f"<a href='javascript:{CANARY}(2)'>x</a><img src=https://evil.example/x>"
    page.write_text(f"<!doctype html><article>{_EXTRA[1]}{link}</article>", encoding="utf-8")
    with run.attempt("a page that is not protected"), watching(browser, page.as_uri()) as watched:
        watched.page.goto(page.as_uri())
        watched.page.evaluate(_TOUCH)
        watched.page.wait_for_timeout(100)
        heard = watched.take()
        for harm in ("ran 1", "ran 2", "foreign https://evil.example/x"):
            assert harm in heard, heard


def _opened(run: Run, browser: Browser, site: Path, base: str) -> None:
    every = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != "404.html")
    briefs = [name for name in every if name.startswith("en/briefs/b")]
    others = [name for name in every if name not in briefs]
    with watching(browser, base) as watched:
        for name in [*briefs, *run.some(others[:: 1 + len(others) // 150], 2)]:
            with run.attempt(f"{base[:4]} {name}"):
                watched.page.goto(base + name, wait_until="load")
                touched, taken = watched.page.evaluate(_TOUCH), watched.take()
                assert touched > 20, touched
                assert taken == [], taken
        for words in run.some(_SEARCHED, 2):
            with run.attempt(f"{base[:4]} a search for {words}"):
                _searched(watched, f"{base}en/index.html", words)


def _searched(watched: Watched, page: str, words: str) -> None:
    watched.page.goto(page, wait_until="load")
    watched.page.locator(".md-search__input").click()
    watched.page.keyboard.type(words)
    until(watched.page, "() => !document.querySelector('.md-search-result').hasAttribute('aria-busy')")
    links = watched.page.locator(".md-search-result__list a")
    if links.count():
        links.first.click()
        watched.page.wait_for_load_state("load")
    assert watched.take() == []


PROOF = Proof(
    "S2",
    "Nothing that a text holds runs in a reader's browser, and nothing is asked of another host",
    "pages of payloads opened over http and from the folder, all on them touched, focused, clicked and searched for",
    _prove,
)
