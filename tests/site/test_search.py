"""Search in a MkDocs build: our index in the place of the search plugin's, the box still there."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path

import pytest
from small_site import CONFIGURATION

from mujaz.site.build import build
from trusting import agreed


def stored(site: Path) -> dict[str, list[object]]:
    """What the index keeps of each page, by location."""
    pages = {}
    for part in (site / "search" / "t").glob("*.js"):
        packed = part.read_text(encoding="utf-8").split('"')[3]
        for line in zlib.decompress(base64.b64decode(packed), -zlib.MAX_WBITS).decode().split("\n"):
            page = json.loads(line.partition(" ")[2])
            pages[page[0]] = page
    return pages


def built(root: Path) -> Path:
    result = build(root)
    assert result.site is not None, result.diagnostics
    return result.site


@pytest.mark.parametrize("plugins", ["  - search\n", "  - search\n  - offline\n", "  - material/search\n"])
def test_our_index_takes_the_place_of_the_plugins(root: Path, plugins: str) -> None:
    (root / "mkdocs.yml").write_text(CONFIGURATION.replace("  - search\n", plugins), encoding="utf-8")
    site = built(root)
    assert not list((site / "search").glob("search_index*"))
    assert (site / "search" / "index.js").read_text(encoding="utf-8").startswith('mujazSearch.part("index",{')
    assert "md-search__input" in (site / "index.html").read_text(encoding="utf-8")
    assert {"index.html", "manual.html", "ar/briefs/one.html", "en/briefs/one.html"} <= set(stored(site))


def test_a_site_without_search_gets_no_index(root: Path) -> None:
    (root / "mkdocs.yml").write_text(CONFIGURATION.replace("  - search\n", ""), encoding="utf-8")
    assert not (built(root) / "search").exists()


def test_front_matter_and_titles(root: Path) -> None:
    docs = root / "docs"
    (docs / "manual.md").write_text("---\nsearch:\n  exclude: true\n---\n# How to\n", encoding="utf-8")
    (docs / "index.md").write_text("# Kim's & others\n\nWords.\n\n## Part {: #part }\n\nMore.\n", encoding="utf-8")
    pages = stored(built(root))
    assert "manual.html" not in pages
    assert pages["index.html"][1] == "Kim's & others"
    assert pages["index.html"][2] == [["", "Kim's & others", "Words."], ["part", "Part", "More."]]


def test_a_generated_list_is_known_by_its_title_only(root: Path) -> None:
    page = root / "docs" / "ar" / "briefs" / "index.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("---\n", "---\ngenerator: mujaz\nkind: briefs\n", 1) + "نص\n"
    )
    assert stored(built(root))["ar/briefs/index.html"][2] == [["", "الموجزات", ""]]


def test_the_index_says_what_a_hook_made_of_a_generated_page(root: Path) -> None:
    (root / "hook.py").write_text(
        "def on_page_content(html, page, **_):\n    return html.replace('Secret', '').replace('said', 'told')\n"
    )
    (root / "mkdocs.yml").write_text(CONFIGURATION + "hooks:\n  - hook.py\n", encoding="utf-8")
    page = root / "docs" / "en" / "briefs" / "one.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("---\n", "---\ngenerator: mujaz\nkind: brief\n", 1) + "\nSecret said\n"
    )
    assert stored(built(agreed(root)))["en/briefs/one.html"][2] == [["", "A meeting", "told"]]
