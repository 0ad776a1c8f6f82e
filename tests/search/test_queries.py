"""The query set, typed into the box in a real browser, from a web server and from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser
from searchbox import Box, opened

from browsing import window
from thorough import of_these

QUERIES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "queries.yml").read_text(encoding="utf-8")
)
AMONG = 3


@pytest.fixture(scope="module", params=["served", "folder"])
def boxes(request: pytest.FixtureRequest, browser: Browser) -> Iterator[dict[str, Box]]:
    """One open box for each edition, which all queries share."""
    site = request.getfixturevalue(request.param)
    windows = [window(browser), window(browser)]
    arabic, english = (opened(next(each), site) for each in windows)
    found = {"ar": next(arabic), "en": next(english)}
    found["en"].open("en/index.html")
    yield found
    for each in (arabic, english, *windows):
        next(each, None)


def test_the_set_is_large_enough() -> None:
    assert len(QUERIES) >= 18 + 1
    assert sum(len(queries) for queries in QUERIES.values()) >= 140
    assert len(QUERIES["nothing"]) >= 20


EVERYDAY = ("clitic-on-page", "broken-plural", "latin-for-arabic", "questions", "first")


@pytest.mark.parametrize("category", of_these(QUERIES, EVERYDAY))
def test_a_query_finds_its_page(boxes: dict[str, Box], category: str) -> None:
    wrong = []
    for row in QUERIES[category]:
        box = boxes[row.get("edition", "ar")]
        pages = box.search(row["query"])
        if row["page"] is None and box.is_offer:
            continue  # of the word itself it finds nothing, and says so
        if not as_expected(row, pages):
            wrong.append(f"{row['query']}: {row['page']} not among the first {row.get('rank', AMONG)} of {pages[:5]}")
    assert not wrong, "\n".join(wrong)


def as_expected(row: dict[str, Any], pages: list[str]) -> bool:
    page = row["page"]
    if page is None:
        return not pages
    pattern = page if "/" in page else f"pages/{page}"
    return any(fnmatchcase(found, pattern) for found in pages[: row.get("rank", AMONG)])
