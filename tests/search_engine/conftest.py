"""An index of a few pages, opened in a real browser from `file://`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import mujaz
from browsing import watched, window
from mujaz.search import SearchPage, merge
from mujaz.search.analyse import analyse

ENGINE = Path(mujaz.__file__).parent / "theme" / "assets" / "mujaz" / "search" / "engine.js"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def cut(browser: Browser) -> Iterator[Page]:
    """The page without a network that is behind `opened`."""
    yield from window(browser, offline=True)


@pytest.fixture
def opened(cut: Page, tmp_path: Path) -> Iterator[Callable[..., Ask]]:
    """Index pages, and get a function that asks the engine: `ask("query", kinds=["brief"])`."""

    def open_index(pages: list[SearchPage], language: str = "ar", **options: Any) -> Ask:
        for name, content in merge(map(analyse, pages), **options).items():
            path = tmp_path / "search" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        empty = tmp_path / "page.html"
        empty.write_text("<!doctype html><title>page</title>", encoding="utf-8")
        cut.goto(empty.as_uri())
        cut.add_script_tag(url=ENGINE.as_uri())
        cut.evaluate(
            "options => { window.engine = mujazSearch.open(options) }",
            {"base": (tmp_path / "search").as_uri() + "/", "language": language},
        )

        def ask(query: str, **options: Any) -> dict[str, Any]:
            answer: dict[str, Any] = cut.evaluate("([q, o]) => engine.query(q, o)", [query, options])
            return answer

        ask.tab = cut  # type: ignore[attr-defined]
        return ask

    with watched(cut):
        yield open_index
