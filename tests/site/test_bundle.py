"""Pages load one style sheet and one script, with all that many files had."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from small_site import write_site

from mujaz.site.build import build
from mujaz.site.bundle import BUNDLES, _of_css, _of_js, search_code
from mujaz.site.shipped import is_shipped
from trusting import agreed

ASSETS = Path("assets/mujaz")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    result = build(write_site(tmp_path_factory.mktemp("desk")), strict=False)
    assert result.site is not None, result.diagnostics
    return result.site


@pytest.mark.parametrize("name", ["ar/briefs/one.html", "index.html", "404.html"])
def test_a_page_waits_for_one_style_sheet_and_one_script(site: Path, name: str) -> None:
    tree = html.parse(str(site / name)).getroot()
    sheets = [link.get("href") for link in tree.cssselect("link[rel=stylesheet]") if link.getparent().tag != "noscript"]
    scripts = [script.get("src") for script in tree.cssselect("script[src]")]
    assert [Path(address).name for address in sheets + scripts] == ["page.css", "page.js"]


def test_all_scripts_and_style_sheets_of_the_theme_are_in_a_bundle_or_loaded_by_name(site: Path) -> None:
    alone = {"dark.css", "fonts.css", "highlight.js"}
    left = {path.name for path in (site / ASSETS).rglob("*") if path.suffix in (".css", ".js")}
    assert left == {Path(name).name for name in BUNDLES} | alone


def test_the_code_of_the_search_is_not_there_twice(site: Path) -> None:
    assert {"ranking.js", "spelling.js"} <= set(search_code())
    assert not [name for name in search_code() if (site / "search" / name).exists()]
    script = (site / ASSETS / "search.js").read_text(encoding="utf-8")
    assert len(re.findall(r'\.part\("(\w+)", \w+\)|\.part\("vocabulary"', script)) == len(search_code())


def test_a_style_sheet_of_the_sites_own_goes_before_that_of_the_theme(tmp_path: Path) -> None:
    root = write_site(tmp_path)
    own = root / "own" / ASSETS / "print.css"
    own.parent.mkdir(parents=True)
    own.write_text("p  {\n  color: #c0ffee;\n}\n", encoding="utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("name: material", "name: material\n  custom_dir: own"), encoding="utf-8")
    agreed(root)
    result = build(root, strict=False)
    assert result.site is not None, result.diagnostics
    name = (ASSETS / "page.css").as_posix()
    content = (result.site / name).read_bytes()
    assert content.endswith(b"p{color: #c0ffee;}\n")
    assert not is_shipped(name, content)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_of_the_packages_files_holds_no_words_of_a_desk(site: Path, name: str) -> None:
    content = (site / name).read_bytes()
    assert is_shipped(name, content)
    assert not is_shipped(name, content + b"/* words */")
    assert not is_shipped("assets/mujaz/other.css", content)


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ('@charset "UTF-8";\na {\n  b: c;\n}\n', "a{b: c;}"),
        ("/* why */ a, b > c { d: calc(1px + 2px) }", "a,b > c{d: calc(1px + 2px)}"),
        ("/*! licence */ a { b: c }", "/*! licence */ a{b: c}"),
        ('a { content: " ;  /* no */ "; b: url(  x.svg ) }', 'a{content: " ;  /* no */ ";b: url(  x.svg )}'),
        (':is(a, b) :not(.c) { d: "\\"" }', ':is(a,b) :not(.c){d: "\\""}'),
    ],
)
def test_a_style_sheet_says_the_same_in_less_room(written: str, short: str) -> None:
    assert _of_css(written) == short


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("/** Why. */\n\n  // so\nf(); // here\n", "f(); // here"),
        ("const a = /** @type {B} */ (c);\n", "const a =  (c)"),
        ('g("https://a.example/*");\n//# sourceMappingURL=x\n', 'g("https://a.example/*")'),
    ],
)
def test_a_script_loses_comments_only(written: str, short: str) -> None:
    assert _of_js(written) == short
