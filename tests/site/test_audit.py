"""Each fault that the audit knows, in a built site of one or two files."""

from __future__ import annotations

from pathlib import Path

import pytest

from mujaz.markup.safe_html import Also
from mujaz.site.audit import audit
from mujaz.site.places import Pages, located


def site(folder: Path, **files: str) -> Path:
    """Write `name__html="…"` as `name.html`; a double underscore stands for the dot."""
    for name, text in files.items():
        path = folder / name.replace("__", ".")
        path.write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> list[tuple[str, str, int]]:
    return [(fault.rule.name, fault.path, fault.line) for fault in audit(folder)]


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    page = """<!doctype html><html lang="en"><head><link rel="stylesheet" href="style.css"><link rel="canonical"
    href="https://example.org/"><title>x</title></head><body><h1 id="top">x</h1>
    <a href="#top">a</a> <a href="b.html#in-b">b</a>
    <a href="https://example.org/elsewhere">c</a> <a href="mailto:desk@example.org">d</a> <a href="./">e</a>
    <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></body></html>"""
    css = "/* url(https://example.org/comment) */ body { background: url(p.svg) }"
    site(tmp_path, index__html=page, b__html='<p id="in-b">', style__css=css, p__svg="<svg/>")
    assert found(tmp_path) == []


def test_a_link_to_a_missing_file(tmp_path: Path) -> None:
    site(tmp_path, index__html='<p>\n<a href="nowhere.html">x</a>')
    assert found(tmp_path) == [("broken-link", "index.html", 2)]


def test_a_link_to_a_missing_place(tmp_path: Path) -> None:
    site(tmp_path, index__html='<a href="b.html#one">x</a><a href="#two">y</a>', b__html="<p>")
    assert found(tmp_path) == [("broken-link", "index.html", 1)] * 2


def test_the_case_of_a_file_name_matters(tmp_path: Path) -> None:
    site(tmp_path, index__html='<a href="B.html">x</a>', b__html="<p>")
    assert found(tmp_path) == [("broken-link", "index.html", 1)]


def test_links_are_decoded_as_a_browser_decodes_them(tmp_path: Path) -> None:
    site(tmp_path, index__html='<a href="a%20b.html#%D8%A8">x</a>')
    (tmp_path / "a b.html").write_text('<p id="ب">', encoding="utf-8")
    assert found(tmp_path) == []


def test_a_link_from_the_root_is_followed_below_the_path_of_the_site(tmp_path: Path) -> None:
    site(tmp_path, index__html='<a href="/desk/b.html">x</a><a href="/desk/">y</a>', b__html="<p>")
    assert audit(tmp_path, base_path="/desk/") == ()


def test_an_id_that_stands_twice(tmp_path: Path) -> None:
    site(tmp_path, index__html='<p id="a">\n<p id="a">')
    assert found(tmp_path) == [("duplicate-html-id", "index.html", 2)]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://example.org/x.js"></script>',
        '<img alt="" src="//example.org/x.png">',
        '<img alt="" src="/\\example.org/x.png">',
        '<img alt="" srcset="https://example.org/x.png 2x">',
        '<iframe title="x" src="https://example.org/"></iframe>',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<link rel="preconnect" href="https://example.org">',
        '<link rel="shortcut ICON" href="https://example.org/i.png">',
        '<video poster="https://example.org/x.png"></video>',
        '<object data="https://example.org/x.svg"></object>',
        '<svg><image href="https://example.org/x.png"/></svg>',
        '<base href="https://example.org/">',
        '<meta http-equiv="Refresh" content="0; url=https://example.org/">',
        "<p style=\"background: URL( 'https://example.org/x.png' )\">",
        "<style>@import 'https://example.org/x.css';</style>",
        '<img alt="" src="ht\ntps://example.org/x.png">',
    ],
)
def test_a_request_to_another_host(tmp_path: Path, html: str) -> None:
    site(tmp_path, index__html=html)
    assert [rule for rule, _, _ in found(tmp_path)] == ["foreign-request"]


def test_a_request_to_another_host_in_a_style_sheet(tmp_path: Path) -> None:
    site(tmp_path, style__css="p { background: url('https://example.org/x.png') }")
    assert found(tmp_path) == [("foreign-request", "style.css", 1)]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" Java&#9;Script:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<p onclick="alert(1)">x</p>',
        "<article><div><script>alert(1)</script></div></article>",
        '<iframe title="x" src="javascript:alert(1)"></iframe>',
    ],
)
def test_a_script_among_the_content(tmp_path: Path, html: str) -> None:
    site(tmp_path, index__html=html)
    assert [rule for rule, _, _ in found(tmp_path)] == ["script-in-page"]


def test_scripts_of_the_theme_stand_outside_of_the_content(tmp_path: Path) -> None:
    script = (
        "<script>var target=document.getElementById(location.hash.slice(1));target&&target.name&&"
        '(target.checked=target.name.startsWith("__tabbed_"))</script><article><p>x</article>'
    )
    site(tmp_path, index__html=script)
    assert found(tmp_path) == []


def test_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret").write_text("s")
    (tmp_path / "site" / "page.txt").symlink_to(tmp_path / "secret")
    (tmp_path / "site" / "folder").symlink_to(tmp_path)
    assert found(tmp_path / "site") == [("symbolic-link", "folder", 1), ("symbolic-link", "page.txt", 1)]


def test_an_empty_page_is_no_obstacle(tmp_path: Path) -> None:
    site(tmp_path, index__html="")
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    "script",
    [
        "alert(1)",
        "x",
        'var target=document.getElementById(location.hash.slice(1));alert(1);"__tabbed_"',
        '__md_scope=new URL("a"+alert(1)+"b",location)',
    ],
)
def test_a_script_around_the_content_that_no_template_has(tmp_path: Path, script: str) -> None:
    site(tmp_path, index__html=f"<article><p>x</article><script>{script}</script>")
    assert [rule for rule, _, _ in found(tmp_path)] == ["script-in-page"]


def test_data_for_scripts_is_none(tmp_path: Path) -> None:
    site(tmp_path, index__html='<script type="application/json">{"a": 1}</script>')
    assert found(tmp_path) == []


def test_a_script_of_the_site_is_named_in_the_settings(tmp_path: Path) -> None:
    site(tmp_path, index__html='<script src="own.js"></script>', own__js="")
    assert [rule for rule, _, _ in found(tmp_path)] == ["script-in-page"]
    assert audit(tmp_path, also=Also(scripts=frozenset({"own.js"}))) == ()


ALLOWED = Also(elements=frozenset({"iframe", "form", "script"}), attributes=frozenset({"contenteditable"}))


@pytest.mark.parametrize(
    ("html", "rules"),
    [
        ('<iframe src="index.html" title="x" allow="fullscreen"></iframe>', []),
        ("<form><p>x</p></form>", []),
        ("<script>alert(1)</script>", []),
        ('<p contenteditable="true">x</p>', []),
        ('<iframe src="https://example.org/" title="x"></iframe>', ["foreign-request"]),
        ('<iframe src="javascript:alert(1)" title="x"></iframe>', ["script-in-page"]),
        ('<iframe srcdoc="x" title="x"></iframe>', ["script-in-page"]),
        ('<form onsubmit="alert(1)"><p>x</p></form>', ["script-in-page"]),
        ("<object></object>", ["unsafe-html"]),
    ],
)
def test_what_a_desk_allows(tmp_path: Path, html: str, rules: list[str]) -> None:
    site(tmp_path, index__html=f"<article>{html}</article>")
    assert [fault.rule.name for fault in audit(tmp_path, also=ALLOWED)] == rules


@pytest.mark.parametrize(
    ("markdown", "built", "place"),
    [
        ('# A\n\n<p onclick="x()">b</p>\n', '<p onclick="x()">b</p>', (3, 4)),
        ('# A\n\n<p ONCLICK="x()">b</p>\n', '<p onclick="x()">b</p>', (3, 4)),
        ("# A\n\n[b](javascript:x)\n", '<a href="javascript:x">b</a>', (3, 5)),
        ("# A\n\n[b](java&#115;cript:x)\n", '<a href="javascript:x">b</a>', (3, 5)),
        ("# A\n\n[b](gone.md)\n", '<a href="gone.html">b</a>', (3, 5)),
        ("# A\n\n[b](#gone)\n", '<a href="#gone">b</a>', (3, 5)),
        ("# A\n\n<form>\n</form>\n", "<form>\n</form>", (3, 1)),
        ("# A\n\n<FORM>\n</FORM>\n", "<form>\n</form>", (3, 1)),
        ('# A\n\n<b id="i"></b>\n<b id="i"></b>\n', '<b id="i"></b>\n<b id="i"></b>', (4, 8)),
    ],
)
def test_a_fault_is_placed_in_the_page_that_a_person_wrote(
    tmp_path: Path, markdown: str, built: str, place: tuple[int, int]
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    site(folder, page__html=f"<main>\n\n\n\n<article>{built}</article></main>")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(markdown, encoding="utf-8")
    (fault,) = audit(folder)
    span = located(fault, folder, "site", Pages(tmp_path, tmp_path / "docs")).span
    assert span.source.name == "docs/page.md"
    assert (span.position.line, span.position.column) == place


@pytest.mark.parametrize("head", ["---\ngenerator: mujaz\n---\n", "# Nothing of it\n"])
def test_a_fault_that_no_person_wrote_is_placed_in_the_built_page(tmp_path: Path, head: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    site(folder, page__html='<article>\n<p onclick="x()">b</p></article>')
    (tmp_path / "docs").mkdir()
    text = f'{head}<p onclick="x()">b</p>\n' if "generator" in head else head
    (tmp_path / "docs" / "page.md").write_text(text, encoding="utf-8")
    span = located(audit(folder)[0], folder, "site", Pages(tmp_path, tmp_path / "docs")).span
    assert (span.source.name, span.position.line) == ("site/page.html", 2)


@pytest.mark.parametrize(
    "xml",
    [
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x" onclick="alert(1)</title></feed>',
        '<feed><title>&lt;script&gt; "javascript:alert(1)</title></feed>',
        "<feed><![CDATA[<script>alert(1)</script>]]></feed>",
        '<urlset xmlns:xhtml="http://www.w3.org/1999/xhtml"><xhtml:link rel="alternate" href="a.html"/></urlset>',
        '<a version="1" one="2"/>',
    ],
)
def test_a_feed_or_a_sitemap_runs_nothing(tmp_path: Path, xml: str) -> None:
    site(tmp_path, feed__xml=xml)
    assert [rule for rule, _, _ in found(tmp_path)] == []


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        # A button is the theme's, and a path that of a picture: each is a fault wherever else it stands.
        ("<button>x</button>\n<article>\n<p>x</p>\n</article>\n<button>x</button>", []),
        ("<article>\n<button>x</button>\n</article>\n<button>x</button>", [2]),
        ("<article><svg>\n<path/>\n</svg></article>", []),
        ("<article><svg>\n<path/>\n</svg>\n<path></path>\n</article>", [4]),
        ("<article><svg><g><path/>\n</svg>\n<button>x</button></article>\n<button>x</button>", [1, 3]),
        ("<article><div>\n</article>\n<button>x</button>", [1]),
        ("<svg>\n<path/></svg>\n<article>\n<path></path></article>", [4]),
    ],
)
def test_each_part_of_a_page_is_judged_by_its_own_list(tmp_path: Path, html: str, lines: list[int]) -> None:
    site(tmp_path, index__html=html)
    assert [line for _, _, line in found(tmp_path)] == lines
