"""An index of a few pages, opened in a real browser from `file://`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import mujaz
from mujaz.search import SearchPage, build

ENGINE = Path(mujaz.__file__).parent / "theme" / "assets" / "mujaz" / "search" / "engine.js"

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Ask]]:
    """Index pages, and get a function that asks the engine: `ask("query", kinds=["brief"])`."""
    context = browser.new_context(offline=True)
    tab = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))

    def open_index(pages: list[SearchPage], language: str = "ar", **options: Any) -> Ask:
        for name, content in build(pages, **options).items():
            path = tmp_path / "search" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        empty = tmp_path / "page.html"
        empty.write_text("<!doctype html><title>page</title>", encoding="utf-8")
        tab.goto(empty.as_uri())
        tab.add_script_tag(url=ENGINE.as_uri())
        tab.evaluate(
            "options => { window.engine = mujazSearch.open(options) }",
            {"base": (tmp_path / "search").as_uri() + "/", "language": language},
        )

        def ask(query: str, **options: Any) -> dict[str, Any]:
            answer: dict[str, Any] = tab.evaluate("([q, o]) => engine.query(q, o)", [query, options])
            return answer

        ask.tab = tab  # type: ignore[attr-defined]
        return ask

    yield open_index
    context.close()
    assert not errors
    assert all(url.startswith("file://") for url in asked)
