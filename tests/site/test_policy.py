"""The Content Security Policy: what is in it and what never is, and the files of headers."""

from __future__ import annotations

import html as markup
import re
from pathlib import Path

import material
import pytest
from lxml import html
from small_site import CONFIGURATION, write_site

from mujaz.site.build import build
from mujaz.site.inputs import THEME_DIR
from mujaz.site.policy import APACHE, NETLIFY, digest_source, headers_file, page_policy

MATERIAL = Path(material.__file__).parent / "templates"
POLICY = page_policy([THEME_DIR, MATERIAL])


def templates(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.html").write_text(source, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("source", "script"),
    [
        ("<script>a()</script>", "a()"),
        ("<p><script>\n  a()\n</script></p>", "\n  a()\n"),
        ('<script type="module">a()</script>', "a()"),
        ("<script async>a()</script>", "a()"),
        ("{% if x %}<script>a()</script>{% endif %}", "a()"),
        ("<script>a()</script><script>b()</script>", "b()"),
    ],
)
def test_a_script_that_a_template_holds_may_run(tmp_path: Path, source: str, script: str) -> None:
    assert digest_source(script) in page_policy([templates(tmp_path, one=source)])


@pytest.mark.parametrize(
    "source",
    [
        '<script>a("{{ page.title }}")</script>',
        "<script>{% if x %}a(){% endif %}</script>",
        "<script>a({# note #})</script>",
        '<script src="a.js"></script>',
        '<script type="application/json">{}</script>',
        '<script id="x" type="application/ld+json">{}</script>',
        "<script></script>",
        "<p>none</p>",
    ],
)
def test_what_differs_from_page_to_page_and_data_have_no_digest(tmp_path: Path, source: str) -> None:
    assert "sha256-" not in page_policy([templates(tmp_path, one=source)])


def test_a_template_takes_the_place_of_a_later_one(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "theirs").mkdir()
    own = templates(tmp_path / "own", one="<script>own()</script>")
    theirs = templates(tmp_path / "theirs", one="<script>theirs()</script>", two="<script>two()</script>")
    policy = page_policy([own, theirs])
    assert digest_source("own()") in policy
    assert digest_source("two()") in policy
    assert digest_source("theirs()") not in policy


def test_nothing_is_let_in_wholesale() -> None:
    directives = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert directives["default-src"] == "'none'"
    assert "unsafe" not in directives["script-src"] + directives["style-src"]
    assert "http" not in POLICY
    assert "*" not in POLICY


def test_our_copy_of_a_template_is_that_of_the_theme_but_for_one_expression() -> None:
    name, varied = "partials/javascripts/base.html", "{{ config.extra.scope | d(base_url) }}"
    scripts = [
        re.search(r"<script>(.*?)</script>", (folder / name).read_text(encoding="utf-8"), re.DOTALL)
        for folder in (THEME_DIR, MATERIAL)
    ]
    ours, theirs = (found[1] for found in scripts if found)
    assert theirs.replace(f'"{varied}"', """document.querySelector("[name='mujaz:scope']").content""") == ours


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site that asks for both files of headers."""
    root = write_site(tmp_path_factory.mktemp("desk"))
    asked = CONFIGURATION.replace("  - mujaz\n", f"  - mujaz:\n      headers: [{NETLIFY}, {APACHE}]\n")
    (root / "mkdocs.yml").write_text(asked, encoding="utf-8")
    assert build(root).site is not None
    return root


def test_each_page_has_the_policy_before_all_that_it_governs(root: Path) -> None:
    for path in (root / "site").rglob("*.html"):
        head = html.fromstring(path.read_bytes()).find("head")
        names = [(element.get("http-equiv") or element.get("charset") or element.tag) for element in head]
        assert names[0] == "utf-8", path
        governed = [at for at, element in enumerate(head) if element.tag in ("script", "style")]
        assert names.index("Content-Security-Policy") < min(governed), path
        assert head.find("meta[@http-equiv]").get("content") == POLICY
        scripts = head.getroottree().xpath("//script[not(@src)][not(@type)]")
        assert scripts
        assert all(digest_source(script.text) in POLICY for script in scripts), path


def test_the_files_of_headers_say_the_same_and_who_may_frame(root: Path) -> None:
    netlify = (root / "site" / NETLIFY).read_text(encoding="utf-8")
    assert netlify.startswith(f"/*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'self'\n")
    apache = (root / "site" / APACHE).read_text(encoding="utf-8")
    assert f"Header always set Content-Security-Policy \"{POLICY}; frame-ancestors 'self'\"\n" in apache
    assert {headers_file(name, POLICY) for name in (NETLIFY, APACHE)} == {netlify, apache}


def test_a_site_whose_plugins_write_scripts_can_be_without(tmp_path: Path) -> None:
    root = write_site(tmp_path)
    asked = CONFIGURATION.replace("  - mujaz\n", "  - mujaz:\n      security_policy: false\n")
    (root / "mkdocs.yml").write_text(asked, encoding="utf-8")
    assert build(root).site is not None
    assert "Content-Security-Policy" not in markup.unescape((root / "site/index.html").read_text(encoding="utf-8"))
