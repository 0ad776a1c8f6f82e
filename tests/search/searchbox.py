"""The search box of an opened page, as a reader uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page

from browsing import as_new, until

ANSWERED = """async () => {
  const results = document.querySelector(".md-search-result")
  while (results.ariaBusy) await new Promise((resolve) => setTimeout(resolve, 5))
  const links = results.querySelectorAll(".md-search-result__list > li > :first-child")
  return [...links].map((link) => link.href.split(/[?#]/)[0])
}"""
"""The pages that are listed, once the engine has answered."""


@dataclass(slots=True)
class Box:
    """The search box of an opened page, as a reader uses it."""

    tab: Page
    site: str
    asked: list[str] = field(default_factory=list)

    def open(self, name: str) -> None:
        """Open a page of the site and the box on it."""
        self.tab.goto(self.site + name, wait_until="load")
        self.input.focus()
        until(self.tab, "document.getElementById('__search').checked")

    @property
    def input(self) -> Locator:
        """The field that is typed into."""
        return self.tab.locator(".md-search__input")

    @property
    def count(self) -> str:
        """What the box says about the number of results."""
        return self.tab.locator(".md-search-result__meta").inner_text()

    def search(self, query: str) -> list[str]:
        """Type a query, and give the addresses of the pages found, below the site's root and without `.html`."""
        self.input.fill(query)
        return self.results()

    @property
    def is_offer(self) -> bool:
        """Whether the box asks if another word was meant, and shows what it finds for that."""
        return self.tab.locator(".mj-search-note .mj-search-way").count() > 0

    def results(self) -> list[str]:
        """The pages that are listed, once the engine has answered."""
        links: list[str] = self.tab.evaluate(ANSWERED)
        assert all(link.startswith(self.site) for link in links)
        return [link.removeprefix(self.site).removesuffix(".html") for link in links]


def opened(page: Page, site: str) -> Iterator[Box]:
    """A box on the Arabic front page; at its end, that no request left the site and that no script failed."""
    as_new(page)
    found = Box(page, site)
    errors: list[str] = []
    watches: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: found.asked.append(request.url),
        "pageerror": lambda error: errors.append(str(error)),
        "console": lambda message: errors.append(message.text) if message.type == "error" else None,
    }
    for event, watch in watches.items():
        page.on(event, watch)
    found.open("ar/index.html")
    yield found
    for event, watch in watches.items():
        page.remove_listener(event, watch)
    assert [url for url in found.asked if not url.startswith((site, "data:"))] == []
    assert errors == []
