"""One site, two languages: what a page of each shows around its content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html
from mkdocs.config import load_config
from small_site import page, write_site

from mujaz.site import theme
from mujaz.site.build import build
from mujaz.site.words import search_words


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_site(tmp_path_factory.mktemp("desk"))
    french = page("en", "Une page", "index.md").replace('lang: "en"', 'lang: "fr"')
    (root / "docs" / "autre.md").write_text(french, encoding="utf-8")
    result = build(root, strict=False)
    assert result.site is not None, result.diagnostics
    return result.site


def opened(site: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site / name), html.HTMLParser(encoding="utf-8")).getroot()


def texts(tree: html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.cssselect(selector)]


@pytest.mark.parametrize(
    ("name", "language", "direction", "placeholder"),
    [
        ("ar/briefs/one.html", "ar", "rtl", "ابحث"),
        ("en/briefs/one.html", "en", "ltr", "Search"),
        ("manual.html", "en", "ltr", "Search"),
        ("404.html", "en", "ltr", "Search"),
        ("autre.html", "fr", "ltr", "Search"),
    ],
)
def test_the_interface_speaks_the_language_of_the_page(
    site: Path, name: str, language: str, direction: str, placeholder: str
) -> None:
    tree = opened(site, name)
    assert tree.get("lang") == language
    assert tree.body.get("dir") == direction
    assert tree.cssselect(".md-search__input")[0].get("placeholder") == placeholder


@pytest.mark.parametrize(
    ("name", "tabs"),
    [
        ("ar/index.html", ["الرئيسة", "الموجزات", "الدليل"]),
        ("en/index.html", ["Home", "Briefs", "Manual"]),
        ("manual.html", ["Desk", "Manual", "العربية", "English"]),
    ],
)
def test_a_reader_sees_the_navigation_of_one_edition(site: Path, name: str, tabs: list[str]) -> None:
    assert texts(opened(site, name), ".md-tabs__link") == tabs


def test_a_brief_lights_the_tab_of_the_briefs(site: Path) -> None:
    assert texts(opened(site, "ar/briefs/one.html"), ".md-tabs__item--active") == ["الموجزات"]


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("ar/briefs/one.html", ["../../en/briefs/one.html"]),
        ("en/briefs/one.html", ["../../ar/briefs/one.html"]),
        ("manual.html", ["ar/index.html"]),
    ],
)
def test_the_switch_keeps_the_page(site: Path, name: str, links: list[str]) -> None:
    assert [link.get("href") for link in opened(site, name).cssselect(".mj-languages a")] == links


def test_search_engines_learn_of_translations_only(site: Path) -> None:
    links = opened(site, "ar/briefs/one.html").cssselect("head link[hreflang]")
    named = [("ar", "one.html"), ("en", "../../en/briefs/one.html"), ("x-default", "one.html")]
    assert [(link.get("hreflang"), link.get("href")) for link in links] == named
    assert opened(site, "manual.html").cssselect("head link[hreflang]") == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ar/briefs/one.html", "لقاء - المكتب"),
        ("en/briefs/one.html", "A meeting - The Desk"),
        ("en/index.html", "The Desk"),
        ("manual.html", "How to - Desk"),
    ],
)
def test_the_title_names_the_edition_once(site: Path, name: str, title: str) -> None:
    assert opened(site, name).findtext("head/title") == title


def test_the_missing_page_offers_every_edition(site: Path) -> None:
    assert texts(opened(site, "404.html"), "article li") == ["العربية", "English"]


def test_fonts_and_licences_are_published_with_the_site(site: Path) -> None:
    fonts = site / "assets" / "mujaz" / "fonts"
    assert sum(path.stat().st_size for path in fonts.glob("*-core.woff2")) < 120_000  # all that most pages load
    families = {path.name.removeprefix("LICENSE-").removesuffix(".txt") for path in fonts.glob("LICENSE-*")}
    assert all(any(path.name.startswith(family) for family in families) for path in fonts.glob("*.woff2"))
    assert (fonts / "VERSIONS.txt").is_file()


def test_a_template_of_the_site_wins_over_the_theme(root: Path) -> None:
    (root / "own").mkdir()
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(text.replace("font: false", "font: false\n  custom_dir: own"), encoding="utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    theme.install(config)
    theme.install(config)
    assert config.theme.dirs[:2] == [str(root / "own"), str(theme.THEME_DIR)]
    assert config.theme.dirs.count(str(theme.THEME_DIR)) == 1


@pytest.mark.parametrize(("name", "language"), [("ar/index.html", "ar"), ("404.html", "en"), ("autre.html", "en")])
def test_the_search_box_has_its_words_with_it(site: Path, name: str, language: str) -> None:
    (script,) = opened(site, name).cssselect("script[data-search-words]")
    words = json.loads(script.text_content())
    assert words.pop("numerals") == "latn"
    assert words == search_words(language)
    assert {"zero", "two", "few"} <= set(search_words("ar")["results"])
    assert set(words["kind"]) == set(words["kinds"]) == {"brief", "entity", "claim", "source", "page"}


def test_material_finds_no_form_to_load_its_own_index_for(site: Path) -> None:
    tree = opened(site, "ar/index.html")
    assert not tree.cssselect("form[name=search], form#search")
    assert [script.get("src") for script in tree.cssselect("script[src]")] == ["../assets/mujaz/page.js"]
    script = (site / "assets/mujaz/page.js").read_text(encoding="utf-8")
    assert script.index("silence();") < script.index("window.document$=")


def test_a_site_with_the_offline_plugin_asks_no_other_host(root: Path) -> None:
    configuration = root / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("  - mujaz\n", "  - offline\n  - mujaz\n"), encoding="utf-8")
    result = build(root, strict=False)
    assert result.site is not None, result.diagnostics
    assert "iframe-worker" not in (result.site / "ar" / "index.html").read_text(encoding="utf-8")
