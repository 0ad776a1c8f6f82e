"""Old addresses lead to new ones: pages that moved, anchors that others link to, what search and sitemap say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desk import Desk
from literate import default_files
from test_rename import OPENING, ROADS, SECOND

SETTINGS = default_files()["mkdocs.yml"].replace("plugins:\n", "plugins:\n  - search\n")
SETTINGS += "site_url: https://example.org/desk\nnav:\n  - index.md\nnot_in_nav: |\n  /en/\n  /ar/\n"
FILES = {
    "mkdocs.yml": SETTINGS,
    "docs/index.md": "[It](en/briefs/opening.md#claim-capacity), [this](en/briefs/opening.md#note-platforms)\n",
    "briefs/opening.yml": OPENING,
    "briefs/second.yml": SECOND,
    "briefs/glossary/roads.yml": ROADS,
}
RENAMES = [
    ("opening", "stations/first"),
    ("second", "denials"),
    ("sub-keeper", "keeper"),
    ("seed/line", "railway"),
    ("tag/roads", "streets"),
    ("stations/first#capacity", "load"),
    ("stations/first#platforms", "tracks"),
]
MOVED = {
    "en/briefs/opening.html": "stations/first.html",
    "en/briefs/second.html": "denials.html",
    "ar/briefs/opening.html": "stations/first.html",
    "en/entities/sub-keeper.html": "keeper.html",
    "ar/entities/sub-keeper.html": "keeper.html",
    "ar/sources/line.html": "railway.html",
    "ar/tags/roads.html": "streets.html",
    "en/sources/line.html": "railway.html",
    "en/tags/roads.html": "streets.html",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose things were published under other ids; built before, and after."""
    desk = Desk(tmp_path_factory.mktemp("desk"), FILES)
    built = desk.mujaz("build")
    assert built.exit_code == 0, built.output
    for old, new in RENAMES:
        assert desk.mujaz("rename", old, new).exit_code == 0
    built = desk.mujaz("build")
    assert built.exit_code == 0, built.output
    return desk.root / "site"


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_an_old_address_leads_to_the_new_one(site: Path, old: str, new: str) -> None:
    page = (site / old).read_text(encoding="utf-8")
    assert f'<meta http-equiv="refresh" content="0; url={new}">' in page
    folder = old.rpartition("/")[0]
    assert f'<link rel="canonical" href="https://example.org/desk/{folder}/{new}">' in page
    assert re.search(rf'<a href="{re.escape(new)}"', page.partition("<article")[2])
    assert (site / folder / new).is_file()
    language = old.partition("/")[0]
    assert f'<html lang="{language}"' in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page


def test_search_and_sitemap_know_the_new_address_alone(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for old, new in MOVED.items():
        assert old not in sitemap
        assert f"{old.rpartition('/')[0]}/{new}" in sitemap
    for old in MOVED:
        source = site.parent / "docs" / old.replace(".html", ".md")
        assert "search:\n  exclude: true\n" in source.read_text(encoding="utf-8")


def test_old_anchors_are_still_there(site: Path) -> None:
    page = (site / "en/briefs/stations/first.html").read_text(encoding="utf-8")
    for id in ("claim-capacity", "claim-load", "note-platforms", "note-tracks"):
        assert page.count(f'id="{id}"') == 1, id


def test_no_other_page_may_send_its_readers_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        assert ('http-equiv="refresh"' in path.read_text(encoding="utf-8")) == (name in MOVED), name


def test_the_page_of_versions_leads_to_the_new_one_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"mkdocs.yml": SETTINGS, "docs/index.md": "# Home\n"})
    desk.commit()
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit()
    assert desk.mujaz("rename", "brief/opening", "stations/first").exit_code == 0
    desk.commit()
    built = desk.mujaz("build")
    assert built.exit_code == 0, built.output
    page = (desk.root / "site/en/briefs/opening.versions.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=stations/first.versions.html">' in page
    assert (desk.root / "site/en/briefs/stations/first.versions.html").is_file()
    desk.edit("briefs/stations/first.yml", "A station opened", "A station opens")
    desk.commit()
    assert desk.mujaz("build").exit_code == 0
