"""How heavy the pages of a built site are: requests, bytes, controls, and times on a slow network and processor.

    python benchmarks/weight.py site ar/briefs/vostochny-2023.html en/briefs/derna-2023.html

Needs the packages of the tests and Chromium (`MUJAZ_CHROMIUM` names another than Playwright's own).
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

PHONE = {"width": 390, "height": 844}
BITS_PER_SECOND, LATENCY_MS, SLOWER = 1_600_000, 150, 4
PACKED = (".html", ".css", ".js", ".svg", ".xml", ".json", ".webmanifest")
"""Endings of files that hosts send packed; fonts and pictures are packed already."""

CONTROLS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  return all.filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })).length;
}"""
PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""
READ = """async () => {
  await document.fonts.ready;
  const all = performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"));
  return Math.max(...all.map((one) => one.responseEnd));
}"""


class Aim(NamedTuple):
    """A row of the table: what is measured, its unit, and the most that it may be; None where there is no aim."""

    name: str
    unit: str
    most: float | None


AIMS = {
    "requests": Aim("requests to first reading", "", 12),
    "sent": Aim("bytes sent, packed as hosts do", "KB", 300),
    "plain": Aim("the same unpacked", "KB", None),
    "folder": Aim("requests from a folder", "", 12),
    "controls": Aim("controls outside of folds", "", 150),
    "paint": Aim("first paint, slow", "s", 1.5),
    "read": Aim("read whole, slow", "s", 4.0),
    "search": Aim("requests to the first result", "", 12),
    "address": Aim("longest address of a result", "characters", 300),
    "found": Aim("time to the first result, slow", "s", None),
}
QUERY = {"ar": "بوتين", "en": "Putin"}


class Packing(SimpleHTTPRequestHandler):
    """Serves a folder as hosts do: text packed where a browser takes it, connections kept open."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | BinaryIO | None:  # type: ignore[override]
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return None
        content = path.read_bytes()
        packed = path.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        if packed:
            content = gzip.compress(content, 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return BytesIO(content)

    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder that is served over http."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def opened(browser: Browser, *, slow: bool = False) -> Iterator[tuple[Page, dict[str, int]]]:
    """A new page on a phone, and the bytes of every answer that it gets, by address."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    sent: dict[str, int] = {}

    def asked(event: Any) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def ended(event: Any) -> None:
        address = addresses.get(event["requestId"], "")
        if not address.startswith(("data:", "blob:")):
            sent[address] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", ended)
    if slow:
        rate = BITS_PER_SECOND / 8
        limits = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate}
        session.send("Network.emulateNetworkConditions", limits)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        yield page, sent
    finally:
        context.close()


def loaded(page: Page, address: str) -> None:
    """Open a page, and wait until it asks for nothing more."""
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_load_state("networkidle")


def weigh(browser: Browser, site: Path, base: str, name: str, runs: int) -> dict[str, float]:
    """All figures of one page."""
    found: dict[str, float] = {}
    with opened(browser) as (page, sent):
        loaded(page, base + name)
        found["controls"] = page.evaluate(CONTROLS)
        found["requests"] = len(sent)
        found["sent"] = sum(sent.values()) / 1000
        names = [address.removeprefix(base).split("?")[0] for address in sent]
        found["plain"] = sum((site / part).stat().st_size for part in names if (site / part).is_file()) / 1000
        print(name, *(f"  {size:>7} {part}" for part, size in zip(names, sent.values(), strict=True)), sep="\n")
        search(page, sent, name, found)
    with opened(browser) as (page, sent):
        loaded(page, (site / name).as_uri())
        found["folder"] = len(sent)
    times: dict[str, list[float]] = {"paint": [], "read": [], "found": []}
    for _ in range(runs):
        with opened(browser, slow=True) as (page, sent):
            loaded(page, base + name)
            times["paint"].append(page.evaluate(PAINT) / 1000)
            times["read"].append(page.evaluate(READ) / 1000)
            times["found"].append(search(page, sent, name, {}))
    return found | {key: statistics.median(values) for key, values in times.items()}


def search(page: Page, sent: dict[str, int], name: str, found: dict[str, float]) -> float:
    """Search, and return the seconds to the first result; what it asked for is noted."""
    before = len(sent)
    page.locator("label[for=__search]").last.evaluate("label => label.click()")
    box = page.locator(".md-search__input")
    box.focus()
    started: float = page.evaluate("performance.now()")
    box.fill(QUERY[name[:2]])
    page.locator(".md-search-result__link").first.wait_for(state="attached", timeout=60_000)
    took = page.evaluate("performance.now()") - started
    found["search"] = len(sent) - before
    found["address"] = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.md-search-result__link')].map((link) => link.href.length))"
    )
    return float(took) / 1000


def main() -> None:
    """Measure, and print what was seen beside what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("pages", nargs="+", help="pages of it, each in the folder of its language")
    parser.add_argument("--runs", type=int, default=3, help="how often each time is taken; the median counts")
    given = parser.parse_args()
    site = given.site.resolve()
    with sync_playwright() as playwright, served(site) as base:
        binary = os.environ.get("MUJAZ_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        all_found = [weigh(browser, site, base, name, given.runs) for name in given.pages]
        browser.close()
    print("\n| | " + " | ".join(given.pages) + " | aim |\n|---|" + "--:|" * (len(given.pages) + 1))
    for key, aim in AIMS.items():
        cells = [_shown(found[key], aim) for found in all_found]
        print(f"| {aim.name} | {' | '.join(cells)} | {'' if aim.most is None else f'≤ {aim.most:g} {aim.unit}'} |")


def _shown(value: float, aim: Aim) -> str:
    return f"{value:.{2 if aim.unit == 's' else 0}f}{'' if aim.most is None or value <= aim.most else ' ✗'}"


if __name__ == "__main__":
    main()
