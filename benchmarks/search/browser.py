"""Asks the engines of built sites in Chromium, over HTTP, as their own pages would."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from engines import OURS, PAGEFIND, STOCK, STOCK_BOTH
from playwright.sync_api import Page, sync_playwright

LIMIT = 300
"""So many pages of each answer count, more than any query has to find."""

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

# Each puts a function `ask(text) -> locations, best first` on the page. Material's engine runs in its own worker, is
# given the index as its own page gives it, and answers the messages that its own page sends.
_LUNR = """async ({site}) => {
    const names = await (await fetch(site + "index.html")).text()
    const {search} = JSON.parse(names.match(/<script id="__config"[^>]*>([^]*?)<\\/script>/)[1])
    const {config, docs} = await (await fetch(site + "search/search_index.json")).json()
    const worker = new Worker(new URL(search, new URL(site, location)))
    const say = message => new Promise(heard => {
        worker.onmessage = event => heard(event.data)
        worker.postMessage(message)
    })
    await say({type: 0, data: {config, docs, options: {suggest: false}}})
    window.ask = async text => (await say({type: 2, data: text})).data.items.map(sections => sections[0].location)
}"""
_PAGEFIND = """async ({site, limit}) => {
    const pagefind = await import(site + "pagefind/pagefind.js")
    await pagefind.init()
    const places = new Map()
    window.ask = async text => {
        const {results} = await pagefind.search(text)
        for (const result of results.slice(0, limit)) {
            if (!places.has(result.id)) places.set(result.id, (await result.data()).url)
        }
        return results.slice(0, limit).map(result => places.get(result.id).replace(site, "").replace(/^\\//, ""))
    }
}"""
_OURS = """async ({site, limit}) => {
    await new Promise((done, failed) => {
        const script = document.createElement("script")
        script.src = site + "assets/mujaz/search.js"
        script.onload = done
        script.onerror = failed
        document.head.append(script)
    })
    const base = new URL(site + "search/", location).href
    const engine = await mujazSearch.open({base, language: document.documentElement.lang})
    window.ask = async text => (await engine.query(text, {limit, typing: true})).pages.map(page => page.location)
}"""
_DRIVERS = {OURS: _OURS, STOCK: _LUNR, STOCK_BOTH: _LUNR, PAGEFIND: _PAGEFIND}
_BATCH = """async texts => {
    const answers = []
    for (const text of texts) answers.push(await ask(text))
    return answers
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address that a folder is served at."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Page]:
    """A tab of the Chromium on the path."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        try:
            yield browser.new_page()
        finally:
            browser.close()


def page_of(location: str) -> str:
    """The name of the page at a location: `p001` for `p001.html#top`."""
    return unquote(location.partition("#")[0].partition("?")[0]).removesuffix(".html")


def ask(tab: Page, address: str, system: str, texts: Sequence[str]) -> list[list[str]]:
    """The pages that one engine finds for each text, best first.

    Args:
        address: where the site is, ending in a slash.
    """
    tab.goto(address + "blank.html")
    path = "/" + address.split("/", 3)[3]
    tab.evaluate(_DRIVERS[system], {"site": path, "limit": LIMIT})
    answers: list[list[str]] = []
    for start in range(0, len(texts), 50):
        answers += tab.evaluate(_BATCH, list(texts[start : start + 50]))
    return [list(dict.fromkeys(map(page_of, locations)))[:LIMIT] for locations in answers]


def typed(tab: Page, address: str, text: str) -> list[str]:
    """The first pages that Material's own box shows for a text typed into it."""
    tab.goto(address + "index.html")
    box = tab.locator("input[data-md-component=search-query]")
    box.click()
    tab.wait_for_timeout(1500)  # Material forgets what is typed before its index is loaded
    box.press_sequentially(text)
    box.press("Shift")  # Material waits for a key to go up, and Playwright puts in Arabic letters without any
    tab.wait_for_timeout(1500)
    links = tab.locator(".md-search-result__item > a.md-search-result__link").evaluate_all(
        "links => links.map(link => link.href)"
    )
    return [page_of(link.removeprefix(address)) for link in links]
