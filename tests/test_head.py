"""What each page says of itself to programs: its translations, its feeds, its card where it is shared; the sitemap."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import etree, html
from playwright.sync_api import Browser

from desk import PUBLISHED, Desk, quick_desk
from mujaz.cli import main
from mujaz.document.layout.data import _RATINGS
from mujaz.engine.address import VARIABLE
from mujaz.model.brief import Assessment
from mujaz.site.headline import day
from mujaz.site.sitemap import sitemap
from watching import watching

ADDRESS = "https://team.example/news/"
HOSTILE = "\"><script>alert(1)</script><b x='&amp;' {{ 7*7 }}"
BOTH = PUBLISHED.replace("title: A station opens", "title:\n  en: A station & its opening\n  ar: افتتاح محطة")
SUMMARY = 'Less than "two" & more; 1 < 2.'
WITHDRAWN = """\
status: withdrawn
published: 2024-03-12
corrections:
  - date: 2024-03-13
    severity: retraction
    text: There was no station."""
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


def nodes(page: Path) -> list[dict[str, Any]]:
    """What a page says in JSON-LD."""
    found = html.fromstring(page.read_text("utf-8")).xpath("//head/script[@type='application/ld+json']")
    return [node for script in found for node in json.loads(script.text)["@graph"]]


def test_a_brief_is_an_article_with_a_review_of_each_claim(desk: Desk) -> None:
    site = built(desk.root, ADDRESS)
    article, review = nodes(site / "en" / BRIEF)
    address = f"{ADDRESS}en/{BRIEF}"
    assert (article["@type"], article["url"], article["headline"]) == (
        "NewsArticle",
        address,
        "A station & its opening",
    )
    assert review["@type"] == "ClaimReview"
    assert review["url"] == review["@id"] == f"{address}#claim-capacity"
    assert review["claimReviewed"] == "The line will carry a thousand passengers a day."
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Unverified"}
    assert nodes(site / "en/claims.html") == []


def test_what_programs_are_told_is_to_the_letter_and_ends_no_element(desk: Desk) -> None:
    page = built(desk.root, "") / "en/briefs/hostile.html"
    (article,) = nodes(page)
    assert (article["headline"], article["description"]) == (HOSTILE, SUMMARY)
    assert "url" not in article  # nobody knows it; what stands for the page is its own beginning
    written = page.read_text("utf-8").split('<script type="application/ld+json">')[1].partition("</script>")[0]
    assert not set("<>&") & set(written)


@pytest.mark.parametrize("line", ["status: draft", WITHDRAWN, "publish_after: 2024-09-01"])
def test_what_is_not_public_is_no_article(line: str, tmp_path: Path) -> None:
    desk = quick_desk(tmp_path / "desk")
    text = PUBLISHED.replace("status: published\npublished: 2024-03-12\n", "")
    more = "" if "status" in line else "status: published\npublished: 2024-03-12\n"
    desk.write("briefs/opening.yml", f"{text}{more}{line}\n")
    site = built(desk.root, "")
    assert nodes(site / "en" / BRIEF) == []
    assert "A station opens" not in (site / "en/briefs.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("assessment", "number"), [("refuted", "1"), ("disputed", "3"), ("corroborated", "5"), ("unverified", None)]
)
def test_an_assessment_has_the_number_that_the_documentation_says(assessment: str, number: str | None) -> None:
    assert _RATINGS.get(Assessment(assessment)) == number
    table = (Path(__file__).parents[1] / "docs/reference/pages.md").read_text("utf-8")
    assert f"| `{assessment}` | {number or 'none'}" in table


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


def test_browsers_neither_run_nor_forbid_what_programs_are_told(desk: Desk, browser: Browser) -> None:
    site = built(desk.root, "")
    with watching(browser, site.as_uri()) as watched:
        for page in ("en/briefs/hostile.html", f"en/{BRIEF}", "en/index.html"):
            watched.page.goto((site / page).as_uri())
            assert watched.take() == []
