"""How the search index grows, and how long its first answer takes: `python benchmarks/search_scale.py 1000 10000`.

For each number of made-up briefs, with half as many entities: the size of the index and of its text, the seconds to
make it and to bring it up to date, and in Chromium, from a new page, the bytes and milliseconds to the answer to one,
two and six words, over http and from a folder.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

import mujaz
from mujaz.engine.cache.store import Store
from mujaz.search import SearchPage, Section
from mujaz.search.analyse import analyse
from mujaz.search.update import create, update

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
ENGINE = Path(mujaz.__file__).parent / "theme" / "assets" / "mujaz" / "search" / "engine.js"
ASK = """async query => {
  const start = performance.now()
  const engine = mujazSearch.open({base: "search/", language: "ar"})
  const answer = await engine.query(query, {})
  return [performance.now() - start, answer.total]
}"""


class Corpus:
    """Made-up briefs and entities, with words as frequent as words are, and the more of them, the more text."""

    def __init__(self, briefs: int) -> None:
        draw = random.Random(1)
        size = int(60_000 * (briefs / 10_000) ** 0.6)
        self.briefs = briefs
        self.words = ["".join(draw.choices(LETTERS, k=draw.randint(2, 8))) for _ in range(size)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(size)))

    def _text(self, draw: random.Random, number: int) -> str:
        return " ".join(draw.choices(self.words, cum_weights=self._weights, k=number))

    def brief(self, number: int, added: str = "") -> SearchPage:
        draw = random.Random(f"brief {number}")
        sections = tuple(
            Section(
                f"s{at}" if at else "",
                self._text(draw, 5),
                self._text(draw, 27 if at else 60) + (added if at == 2 else ""),
                at > 12,
                {f"e{draw.randrange(self.briefs // 2)}": (self._text(draw, 2),)},
            )
            for at in range(21)
        )
        return SearchPage(f"ar/briefs/b{number}.html", self._text(draw, 7), sections, "ar", "brief")

    def entity(self, number: int) -> SearchPage:
        draw = random.Random(f"entity {number}")
        name = self._text(draw, 2)
        section = Section("", name, self._text(draw, 20))
        return SearchPage(
            f"ar/entities/e{number}.html",
            name,
            (section,),
            "ar",
            "entity",
            "",
            f"e{number}",
            (name, self._text(draw, 2)),
        )

    def queries(self) -> dict[int, str]:
        """By the number of their words; from common words to rare ones, all of one page."""
        words = self.brief(self.briefs // 3).sections[2].text.split()
        return {number: " ".join(words[:number]) for number in (1, 2, 6)}


def measure(browser: Browser, briefs: int, folder: Path) -> None:
    """Print what an index of so many briefs costs."""
    corpus = Corpus(briefs)
    start = time.process_time()
    pages = [analyse(corpus.brief(number)) for number in range(briefs)]
    pages += [analyse(corpus.entity(number)) for number in range(briefs // 2)]
    analysed = time.process_time() - start
    store = Store(folder / "kept")
    start = time.process_time()
    files = {name: content for name, content in create(store, pages).items() if content is not None}
    store.commit()
    made = time.process_time() - start
    text = sum(len(page.shown.encode()) for page in pages) / 1e6
    size = sum(map(len, files.values())) / 1e6
    print(f"{len(pages)} pages, {text:.1f} MB of text: {len(files)} files, {size:.1f} MB")
    print(f"  CPU s: analysis {analysed:.1f}, index {made:.1f}")
    for name, page in (("a changed word", corpus.brief(5, " زقزوق")), ("a new page", corpus.brief(briefs + 7))):
        analysed_page = analyse(page)
        store.close()
        start = time.process_time()
        store = Store(folder / "kept")
        changed = update(store, [analysed_page], [], ())
        print(f"  {name}: {len(changed)} files, {time.process_time() - start:.3f} CPU s")
    store.close()
    for name, content in files.items():
        path = folder / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "page.html").write_text("<!doctype html><meta charset=utf-8><title>page</title>", encoding="utf-8")
    (folder / "engine.js").write_bytes(ENGINE.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    addresses = {"http": f"http://127.0.0.1:{server.server_port}/page.html", "file": (folder / "page.html").as_uri()}
    for words, query in corpus.queries().items():
        for protocol, address in addresses.items():
            runs = sorted(_asked(browser, address, query, folder) for _ in range(5))
            milliseconds, loaded, found = runs[2]
            print(f"  {words} words, {protocol}: {milliseconds:.0f} ms, {loaded / 1000:.0f} kB, {found} pages found")
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def _asked(browser: Browser, address: str, query: str, folder: Path) -> tuple[float, int, int]:
    """Milliseconds and bytes to the answer in a new page without a cache, and how many pages it has."""
    context = browser.new_context()
    page: Page = context.new_page()
    requested: list[str] = []
    page.goto(address)
    page.add_script_tag(url="engine.js")

    def note(request: Request) -> None:
        requested.append(request.url.partition("?")[0])

    page.on("request", note)
    milliseconds, found = page.evaluate(ASK, query)
    context.close()
    loaded = sum((folder / "search" / url.partition("/search/")[2]).stat().st_size for url in requested)
    return milliseconds, loaded, found


def main() -> None:
    """Measure each size that the command line names."""
    with sync_playwright() as playwright:
        executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for briefs in map(int, sys.argv[1:] or ("1000", "10000")):
            with tempfile.TemporaryDirectory() as folder:
                measure(browser, briefs, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
