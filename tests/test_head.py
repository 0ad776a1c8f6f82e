"""What each page says of itself to programs: its translations, its feeds, its card where it is shared; the sitemap."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from desk import PUBLISHED, Desk, quick_desk
from mujaz.cli import main
from mujaz.engine.address import VARIABLE
from mujaz.site.headline import day
from mujaz.site.sitemap import sitemap

ADDRESS = "https://team.example/news/"
HOSTILE = "\"><script>alert(1)</script><b x='&amp;' {{ 7*7 }}"
BOTH = PUBLISHED.replace("title: A station opens", "title:\n  en: A station & its opening\n  ar: افتتاح محطة")
SUMMARY = 'Less than "two" & more; 1 < 2.'
Head = dict[str, list[str]]


def built(root: Path, address: str) -> Path:
    """The site, as a build writes it for an address."""
    environment = {VARIABLE: address or None, "SOURCE_DATE_EPOCH": "1710500000"}
    result = CliRunner().invoke(main, ["build", "-C", str(root)], env=environment)
    assert result.exit_code == 0, result.output
    assert "the whole site was built by MkDocs" not in result.output
    return root / "site"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a brief in two languages, and one whose words are markup."""
    desk = quick_desk(tmp_path_factory.mktemp("desks") / "desk")
    desk.write("briefs/opening.yml", BOTH)
    quoted = HOSTILE.replace("'", "''")
    desk.write(
        "briefs/hostile.yml",
        f"language: en\ntitle: '{quoted}'\nsummary: '{SUMMARY}'\nseeds:\n  - line\n"
        "status: published\npublished: 2024-03-11\nupdated: 2024-03-12\n",
    )
    return desk


def links(page: Path) -> list[tuple[str, str, str]]:
    """The alternates of a page: language, address, type."""
    head = html.fromstring(page.read_text("utf-8")).find("head")
    found = [link for link in head.iter("link") if "alternate" in link.get("rel", "").split()]
    return [(link.get("hreflang"), link.get("href"), link.get("type", "")) for link in found]


def properties(page: Path) -> Head:
    """What the `<meta>` elements of a page say, by name or property."""
    found: Head = {}
    for meta in html.fromstring(page.read_text("utf-8")).find("head").iter("meta"):
        if name := meta.get("property") or meta.get("name"):
            found.setdefault(name, []).append(meta.get("content"))
    return found


ATOM = "application/atom+xml"
BRIEF = "briefs/opening.html"


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        (
            ADDRESS,
            f"en/{BRIEF}",
            [("en", f"{ADDRESS}en/{BRIEF}"), ("ar", f"{ADDRESS}ar/{BRIEF}"), ("x-default", f"{ADDRESS}en/{BRIEF}")],
        ),
        (
            ADDRESS,
            f"ar/{BRIEF}",
            [("ar", f"{ADDRESS}ar/{BRIEF}"), ("en", f"{ADDRESS}en/{BRIEF}"), ("x-default", f"{ADDRESS}en/{BRIEF}")],
        ),
        ("", f"en/{BRIEF}", [("en", "opening.html"), ("ar", f"../../ar/{BRIEF}"), ("x-default", "opening.html")]),
        ("", "en/index.html", [("en", "index.html"), ("ar", "../ar/index.html"), ("x-default", "index.html")]),
        ("", "en/briefs/hostile.html", []),
    ],
)
def test_a_page_names_itself_and_its_translations(
    desk: Desk, address: str, page: str, expected: list[tuple[str, str]]
) -> None:
    found = [(language, to) for language, to, kind in links(built(desk.root, address) / page) if not kind]
    assert found == expected


def test_feeds_are_announced_by_every_page_of_an_edition_and_are_there(desk: Desk) -> None:
    site = built(desk.root, "")
    pages = [page for page in (site / "en").rglob("*.html") if 'http-equiv="refresh"' not in page.read_text("utf-8")]
    assert len(pages) > 10
    for page in pages:
        feeds = [page.parent / to for _, to, kind in links(page) if kind == ATOM]
        assert [feed.resolve() for feed in feeds] == [site / "en/briefs.xml", site / "en/corrections.xml"]
    assert all((site / f"ar/{name}.xml").is_file() for name in ("briefs", "corrections"))


def test_the_feed_of_briefs_has_the_latest_first_and_no_drafts(desk: Desk) -> None:
    desk.write("briefs/draft.yml", "language: en\ntitle: Not yet\nseeds:\n  - line\n")
    feed = etree.parse(built(desk.root, ADDRESS) / "en/briefs.xml")
    (desk.root / "briefs/draft.yml").unlink()
    atom = {"a": "http://www.w3.org/2005/Atom"}
    titles = [entry.findtext("a:title", namespaces=atom) for entry in feed.iterfind("a:entry", atom)]
    days = [entry.findtext("a:updated", namespaces=atom) for entry in feed.iterfind("a:entry", atom)]
    assert "Not yet" not in titles
    assert HOSTILE in titles
    assert days == sorted(days, reverse=True)
    entry = next(
        each for each in feed.iterfind("a:entry", atom) if each.findtext("a:title", namespaces=atom) == HOSTILE
    )
    assert entry.findtext("a:published", namespaces=atom) == "2024-03-11T00:00:00Z"
    assert entry.findtext("a:id", namespaces=atom) == f"{ADDRESS}en/briefs/hostile.html"


def test_the_card_of_a_page_says_its_words_to_the_letter(desk: Desk) -> None:
    said = properties(built(desk.root, ADDRESS) / "en/briefs/hostile.html")
    assert said["og:title"] == said["twitter:title"] == [HOSTILE]
    assert said["og:description"] == said["twitter:description"] == said["description"] == [SUMMARY]
    assert said["og:type"] == ["article"]
    assert said["og:url"] == [f"{ADDRESS}en/briefs/hostile.html"]
    assert said["article:published_time"] == ["2024-03-11"]
    assert said["article:modified_time"] == ["2024-03-12"]
    assert "og:image" not in said


def test_only_a_brief_is_an_article_and_only_a_known_address_is_said(desk: Desk) -> None:
    said = properties(built(desk.root, "") / "en/claims.html")
    assert said["og:type"] == ["website"]
    assert not {"og:url", "article:published_time"} & set(said)


@pytest.mark.parametrize("written", ["2024", "2024-05", "2024-05-07"])
def test_a_day_is_a_day(written: str) -> None:
    assert day(written) == written


@pytest.mark.parametrize("written", ["", "today", '2024"><script>', "2024-5-7", "2024-05-07T10:00", "٢٠٢٤"])
def test_all_else_is_none(written: str) -> None:
    assert day(written) == ""


def test_the_sitemap_names_translations_and_the_first_language_for_all_others() -> None:
    pair = (("en", "https://a.example/en/x.html"), ("ar", "https://a.example/ar/x.html?a&b"))
    text = sitemap([("https://a.example/en/x.html", "2024", pair), ("https://a.example/", "", ())], ["fr", "ar", "en"])
    root = etree.fromstring(text.encode())
    urls = {url[0].text: url for url in root}
    assert len(urls["https://a.example/"]) == 1
    found = [(link.get("hreflang"), link.get("href")) for link in urls["https://a.example/en/x.html"].iter("{*}link")]
    assert found == [*pair, ("x-default", pair[1][1])]
