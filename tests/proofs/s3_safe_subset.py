"""S3: what editors write, in fields and in pages, is held to a list; all else is a finding with a place."""

from __future__ import annotations

import json
import random
from collections import defaultdict

from active_markup import ACTIVE, HARMLESS
from literate import default_files, write_site
from mujaz.engine.pipeline import check_site
from mujaz.markup.safe_html import NOTHING_ELSE, Region, is_listed, reading
from mujaz.settings.config import read_config
from mujaz.site.audit_page import read_page
from mujaz.site.build import build
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source
from proof import Proof, Run

_SETTINGS = """\
site_name: Pages
use_directory_urls: false
theme:
  name: material
  font: false
plugins:
  - mujaz
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
nav:
  - Home: index.md
not_in_nav: |
  /p*
"""
_FILES = {
    "x.png": b"\x89PNG\r\n\x1a\n",
    "x.mp4": b"",
    "x.svg": b"<svg></svg>",
    "x.css": b"",
    "own.js": b"",
    "x.swf": b"",
}

_SETTINGS_AT_FAULT = {
    "a script in the copyright line": "copyright: a<script>alert(1)</script>",
    "an event handler in the copyright line": "copyright: '<b onclick=\"alert(1)\">a</b>'",
    "a picture of another host in the copyright line": 'copyright: \'<img src="//example.org/x.png" alt="">\'',
    "an open element in the copyright line": "copyright: a</div></footer><p>",
    "an address that runs a script, in the copyright line": "copyright: '<a href=\"javascript:alert(1)\">a</a>'",
    "a repository that runs a script": "repo_url: javascript:alert(1)",
    "a repository that ends its attribute": "repo_url: 'https://example.org/\" onclick=\"alert(1)'",
    "a script in the navigation": "nav: [{a: 'javascript:alert(1)'}]",
    "data in the navigation": "nav: [{a: [{b: 'data:text/html,x'}]}]",
    "a home page that runs a script": "extra: {homepage: 'javascript:alert(1)'}",
    "a social link that runs a script": "extra: {social: [{icon: x, link: 'javascript:alert(1)'}]}",
    "an edition that runs a script": "extra: {alternate: [{lang: en, name: x, link: 'javascript:alert(1)'}]}",
    "a copyright line of an edition": "extra: {alternate: [{lang: en, copyright: '<iframe></iframe>'}]}",
    "a program that counts readers": "extra: {analytics: {provider: google, property: G-1}}",
    "a script of another host": "extra_javascript: ['https://example.org/x.js']",
    "a style sheet of another host": "extra_css: ['//example.org/x.css']",
    "snippets": "markdown_extensions: [pymdownx.snippets]",
    "snippets with options": "markdown_extensions: [{pymdownx.snippets: {base_path: /etc}}]",
    "extensions as a mapping": "markdown_extensions: {pymdownx.snippets: {base_path: /etc}}",
    "files in Base64": "markdown_extensions: [pymdownx.b64]",
    "edits": "markdown_extensions: [pymdownx.critic]",
    "an extension that runs commands": "markdown_extensions: [markdown_exec]",
    "an extension of the site's own": "markdown_extensions: [own.extension]",
    "a module of the name of an extension": "markdown_extensions: ['tables:Extension']",
    "a class of the theme in the copyright line": "copyright: '<b class=\"md-dialog md-dialog--active\">a</b>'",
    "a page of another host in the navigation": "nav: [{a: //example.org/}]",
    "a page of another host with the other strokes": "nav: [{a: '\\\\example.org\\x'}]",
    "a user before the host of a social link": "extra: {social: [{icon: x, link: 'https://a.example@example.org/'}]}",
    "an icon of another folder": "theme: {palette: {toggle: {icon: ../../../etc/passwd}}}",
    "an icon of another folder in a list": "theme: {palette: [{toggle: {icon: material/../../x}}]}",
    "an icon from the root": "theme: {icon: {repo: /etc/passwd}}",
    "a language of another folder": "theme: {language: ../../../x}",
    "an extension by its class": "markdown_extensions: ['own:Extension']",
}

_HARMLESS_SETTINGS = (
    "copyright: 'Copyright &copy; 2024 <a href=\"https://example.org/\">The Desk</a>'",
    "copyright: A & B, <em>all</em> rights<br>reserved",
    "repo_url: https://example.org/desk/briefs",
    "nav: [{a: index.md}, {b: 'https://example.org/'}, {c: 'mailto:desk@example.org'}]",
    "markdown_extensions: [admonition, markdown.extensions.toc, {pymdownx.tabbed: {alternate_style: true}}]",
    "markdown_extensions: [own.extension]\nplugins: [{mujaz: {allow: {extensions: [own.extension]}}}]",
    "copyright: <form></form>\nplugins: [{mujaz: {allow: {elements: [form]}}}]",
)

_TEXT = "Q&A &lt;b&gt; \"x\" <script>ran('{}')</script><img src=x onerror=ran('{}')>"
_SHOWN = """\
site_name: {site_name}
site_description: {site_description}
site_author: {site_author}
repo_url: https://github.com/example/briefs
repo_name: {repo_name}
use_directory_urls: false
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.footer]
plugins:
  - search
  - mujaz
extra:
  alternate:
    - {{lang: en, name: {name}, link: en/index.html, title: {title}, labels: {{Manual: {label}}}}}
    - {{lang: ar, name: {other_name}, link: ar.html}}
nav:
  - {nav_title}: index.md
  - Manual:
      - {nav_below}: manual.md
      - https: https://example.org/
  - English: en/index.md
"""
"""Settings that pages show, each a text that would run."""
_KEYS = (
    "site_name", "site_description", "site_author", "repo_name", "name", "title", "label", "other_name", "nav_title",
    "nav_below", "page_title", "page_description", "page_author",
)  # fmt: skip

_IN_PAGES_ONLY = (
    '<div class="md-dialog md-dialog--active">x</div>',
    '<div class="md-top">x</div>',
    '<div class="md-header">x</div>',
    '<div class="own md-sidebar md-sidebar--primary">x</div>',
    '<div class="md-overlay">x</div>',
    '<div class="md-search__inner">x</div>',
    '<div class="md-banner">x</div>',
    '<div class="MD-CONSENT__OVERLAY">x</div>',
    '<div class="md-progress">x</div>',
    '<a class="md-skip" href="#x" id="x">x</a>',
    '<div class="mj-card">x</div>',
    '<svg class="md-dialog"><path d="M0 0"/></svg>',
    '<svg overflow="visible"><rect x="-5000" y="-5000" width="9999" height="9999"/></svg>',
    "x\n{: .md-dialog .md-dialog--active }",
    "!!! note md-dialog\n\n    x",
    '<p style="font-size:4000px">x</p>',
    '<p style="font-size:0">x</p>',
    '<p style="text-indent:-9999px">x</p>',
    '<p style="border:5000px solid">x</p>',
    '<p style="width:100000%">x</p>',
    '<p style="width:1e9px">x</p>',
    '<p style="line-height:0">x</p>',
    '<p style="line-height:.1">x</p>',
    '<p style="margin-top:-500px">x</p>',
    '<p style="padding:900vh">x</p>',
    '<p style="letter-spacing:-1em">x</p>',
    '<a href="//example.org/">x</a>',
    '<a href="\\\\example.org\\x">x</a>',
    '<a href="/\\example.org/x">x</a>',
    '<a href="&#9;//example.org/">x</a>',
    '<a href="https:\\\\example.org/">x</a>',
    '<a href="https:/example.org/">x</a>',
    '<a href="https:example.org">x</a>',
    '<a href="https://bank.example@example.org/">x</a>',
    '<a href="https://bank.example%2F:x@example.org/">x</a>',
    "[x](//example.org/)",
    "[x](https://bank.example@example.org/)",
)
"""What is found in a page; in a field it is text, or means nothing."""
_UNSEEN = (
    "a \u202ereversed",
    "a \u2067isolate that is not closed",
    "a \u200bnothing",
    "a \x1b[31m sign of a terminal",
    "a \u0085 line",
)
"""Characters in a page that nobody sees in a review."""
_HARMLESS_IN_PAGES = (
    "[The briefs](index.md){ .md-button .md-button--primary }",
    '<p style="font-size: 120%; line-height: 1.5; margin: 2em 0; border: 1px solid #ccc">x</p>',
    '<div style="width: 50%; max-width: 30rem">x</div>',
    '<span class="md-tag">x</span>',
    "a \u2067isolate\u2069, a mark\u200f",
    "[x](https://example.org/@somebody?to=a@b)",
)

_PIECES = (
    "<p>", "</p>", "<b>", "</b>", "<i title='x'>", "</i>", "<a href='#a'>", "</a>", "<div>", "</div>", "<svg>",
    "</svg>", "<title>", "</title>", "<desc>", "</desc>", "<g>", "</g>", "<path/>", "<table>", "</table>", "<tr>",
    "</tr>", "<td>", "</td>", "<ul>", "<li>", "</ul>", "<br>", "<!--", "-->", "--!>", "<!-->", "<!--->", "<", ">",
    "</", "\"", "'", "=", "/", " title=\"", " title='", "&lt;img src=x onerror=alert(1)>",
    "<img src=x alt='' onerror=alert(1)>", "x", " ", "\n", "<details>", "<summary>", "</summary>", "</details>",
    "<select>", "<style>", "</style>", "<math>", "<mtext>", "<![CDATA[", "]]>", "<noscript>", "</noscript>",
    "<template>", "<p/title=>", "<a\fhref=x>", "<?", "<textarea>", "</article>", "<ruby>", "<rt>", "</ruby>",
    "<svg/>", "<p =x>", "<p a=b/>", "<h2>", "</h2>", "<video controls>", "</video>", "\u0000", "<col>", "<caption>",
    "<tbody>", "<dl>", "<dt>", "</dl>", "<img alt=", " onerror=alert(1)>", "<p x='", "</svg/>", "<P>", "</P x>",
)  # fmt: skip

_ELEMENTS = """(texts) => texts.map((text) => {
  const page = new DOMParser().parseFromString(`<!doctype html><article>${text}</article>`, "text/html");
  return [...page.querySelectorAll("body *")].filter((one) => one !== page.querySelector("article")).map((one) => [
    one.localName.toLowerCase(), one.closest("svg") !== null, one.closest("article") !== null,
    [...one.attributes].map((attribute) => attribute.name.toLowerCase())]);
})"""


def _prove(run: Run) -> None:
    _fields(run)
    _pages(run)
    _unseen(run)
    _settings(run)
    _shown(run)
    _as_browsers_read(run)


def _fields(run: Run) -> None:
    """Each construct in a note of its own: a finding within its lines."""
    root = run.folder / "fields"
    texts = run.some(ACTIVE, 60)
    lines = ["language: en", "title: A station opens", "seeds:", "  - line", "notes:"]
    places = {}
    for number, text in enumerate(texts):
        lines += [f"  - id: note-{number}", f"    title: Note {number}", "    body: |", "      Before.", ""]
        begin = len(lines)
        lines += [f"      {line}" if line else "" for line in text.split("\n")]
        places[number] = range(begin + 1, len(lines) + 1)
    files = default_files() | {"briefs/opening.yml": "\n".join(lines) + "\n"}
    root.mkdir()
    write_site(root, {name: text.encode() for name, text in files.items()})
    found = {finding.span.position.line for finding in check_site(root).diagnostics}
    unseen = [text for number, text in enumerate(texts) if not found & set(places[number])]
    run.count("in a field, no finding", len(texts), unseen)


def _pages(run: Run) -> None:
    """One build of a page for each construct, active or harmless."""
    root = run.folder / "pages"
    active = (*run.some(ACTIVE, 60), *_IN_PAGES_ONLY)
    harmless = (*run.some(HARMLESS, 30), *_HARMLESS_IN_PAGES)
    pages = {f"p{number:03}": text for number, text in enumerate((*active, *harmless))}
    (root / "docs" / "en").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    for name, content in _FILES.items():
        (root / "docs" / name).write_bytes(content)
    for name, text in pages.items():
        (root / "docs" / f"{name}.md").write_text(f"# Page\n\nBefore.\n\n{text}\n", encoding="utf-8")
    result = build(root)
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in result.diagnostics:
        found[finding.span.source.name].append(finding)
    names = list(pages)
    unseen = [
        f"{pages[name]}: {_said(found, name)}"
        for name in names[: len(active)]
        if not any(finding.span.position.line >= 5 for finding in found[f"docs/{name}.md"])
    ]
    run.count("in a page, no finding with a place", len(active), unseen)
    wrong = [f"{pages[name]}: {said}" for name in names[len(active) :] if (said := _said(found, name))]
    run.count("harmless, and a finding", len(harmless), wrong)


def _unseen(run: Run) -> None:
    """Pages with characters that cannot be seen: found before MkDocs reads them."""
    root = run.folder / "unseen"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    for number, text in enumerate(_UNSEEN):
        (root / "docs" / f"p{number}.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
    found = {(finding.span.source.name, finding.span.position.line) for finding in build(root).diagnostics}
    wrong = [repr(text) for number, text in enumerate(_UNSEEN) if (f"docs/p{number}.md", 3) not in found]
    run.count("a character that cannot be seen, and no finding", len(_UNSEEN), wrong)


def _said(found: dict[str, list[Diagnostic]], name: str) -> str:
    places = (f"docs/{name}.md", f"site/{name}.html")
    return "; ".join(f"{finding.span.source.name}: {finding.message}" for place in places for finding in found[place])


def _settings(run: Run) -> None:
    for name, line in _SETTINGS_AT_FAULT.items():
        with run.attempt(name):
            _, findings = read_config(Source("mkdocs.yml", f"use_directory_urls: false\n{line}\n"))
            assert [finding.span.position.line for finding in findings][:1] == [2], findings
    for line in _HARMLESS_SETTINGS:
        with run.attempt(line):
            _, findings = read_config(Source("mkdocs.yml", f"use_directory_urls: false\n{line}\n"))
            assert findings == [], findings


def _shown(run: Run) -> None:
    """Texts that would run, in all settings that pages show: they are shown to the letter, and nothing is asked for."""
    root = run.folder / "shown"
    texts = {key: _TEXT.replace("{}", key) for key in _KEYS}
    for key in ("page_title", "page_description", "page_author"):
        texts[key] = texts[key].replace("&lt;b&gt;", "")  # in front matter references of HTML mean what they say
    quoted = {key: json.dumps(text) for key, text in texts.items()}
    (root / "docs" / "en").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_SHOWN.format_map(quoted), encoding="utf-8")
    front = "\n".join(f"{key}: {quoted[f'page_{key}']}" for key in ("title", "description", "author"))
    for name, text in {
        "index": "# Home",
        "manual": "# How",
        "ar": "# Ar",
        "en/index": f"---\n{front}\n---\n\n# Own",
    }.items():
        (root / "docs" / f"{name}.md").write_text(f"{text}\n", encoding="utf-8")
    result = build(root, strict=False)
    with run.attempt("a site whose settings are texts that would run"):
        assert result.site is not None, [finding.message for finding in result.diagnostics]
    if result.site is None:
        return
    tab = run.start_browser().new_page()
    asked: list[str] = []
    ran: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.expose_function("ran", lambda what: ran.append(what))
    shown = ""
    for name in ("index", "manual", "en/index", "404"):
        tab.goto((result.site / f"{name}.html").as_uri())
        tab.wait_for_timeout(150)
        shown += tab.evaluate("""() => document.title + "\\n" + document.documentElement.textContent
            + [...document.querySelectorAll("meta")].map((one) => one.content).join("\\n")""")
    tab.close()
    run.count("a setting that runs", len(texts), ran)
    run.count("asked of another host", len(asked), [url for url in asked if not url.startswith(("file:", "data:"))])
    run.count(
        "a setting that is not shown to the letter", len(texts), [key for key in _KEYS if texts[key] not in shown]
    )


def _as_browsers_read(run: Run) -> None:
    """Of pieces put together by chance, what passes the audit holds for Chromium what is listed, and nothing else."""
    chance = random.Random(3)
    texts = ["".join(chance.choices(_PIECES, k=chance.randint(2, 9))) for _ in range(60_000 if run.whole else 3_000)]
    passing = [text for text in texts if _passes(text)]
    assert len(passing) > len(texts) / 100, f"{len(passing)} of {len(texts)}"
    tab = run.start_browser().new_page()
    fallen = []
    for start in range(0, len(passing), 500):
        part = passing[start : start + 500]
        for text, elements in zip(part, tab.evaluate(_ELEMENTS, part), strict=True):
            if wrong := [element for element in elements if not _is_listed(*element)]:
                fallen.append(f"{json.dumps(text)} holds {wrong[0]}")
    tab.close()
    run.count("passed, and a browser reads it otherwise", len(passing), fallen)


def _passes(text: str) -> bool:
    page = f"<!doctype html><article>{text}</article>".encode()
    _, _, faults = read_page("page.html", page, NOTHING_ELSE)
    return not faults


def _is_listed(name: str, in_svg: bool, in_content: bool, attributes: list[str]) -> bool:
    region = Region.SVG if in_svg else Region.CONTENT
    return in_content and is_listed(name, region) and all(reading(name, attribute, region) for attribute in attributes)


PROOF = Proof(
    "S3",
    "Editors' Markdown is a safe subset: an element, attribute, style or address that is not on a list is a finding",
    "constructs that run, load, leave or cover a page, each in a field and in a page, and settings; harmless ones; "
    "pieces put together by chance, of which Chromium reads no more than the audit",
    _prove,
)
