"""D4: the built site is whole: faults are planted in pages and style sheets that the theme wrote, and each is found."""

from __future__ import annotations

from collections import defaultdict

from mujaz.document.writers.html import HtmlPage
from mujaz.engine.cache.store import Store, with_store
from mujaz.site.audit import audit
from mujaz.site.build import build
from mujaz.site.faults import Fault
from mujaz.site.writer import build_incrementally
from proof import Proof, Run

_SETTINGS = """\
site_name: Pages
use_directory_urls: false
repo_url: https://example.org/desk/briefs
theme:
  name: material
  font: false
plugins:
  - search
  - mujaz
nav:
  - Home: index.md
  - Other: other.md
"""

_IN_CONTENT = {
    "a link to a page that is not there": ("broken-link", '<a href="gone.html">x</a>'),
    "a link to a place that is not there": ("broken-link", '<a href="#gone">x</a>'),
    "a link to a place that another page lacks": ("broken-link", '<a href="other.html#gone">x</a>'),
    "a link that differs in case": ("broken-link", '<a href="Other.html">x</a>'),
    "a link from the root": ("broken-link", '<a href="/gone.html">x</a>'),
    "an address that cannot be read": ("broken-link", '<a href="[gone">x</a>'),
    "an address without words": ("broken-link", '<a href="">x</a>'),
    "a picture that is not there": ("broken-link", '<img src="gone.png" alt="">'),
    "a picture without an address": ("broken-link", '<img src="" alt="">'),
    "a larger picture that is not there": ("broken-link", '<img src="x.svg" srcset="x.svg 1x, gone.png 2x" alt="">'),
    "a source that is not there": (
        "broken-link", '<picture><source srcset="gone.png"><img src="x.svg" alt=""></picture>',
    ),
    "a film that is not there": ("broken-link", '<video src="gone.mp4"></video>'),
    "a poster that is not there": ("broken-link", '<video poster="gone.png"></video>'),
    "a sound that is not there": ("broken-link", '<audio><source src="gone.ogg"></audio>'),
    "subtitles that are not there": ("broken-link", '<video><track src="gone.vtt"></video>'),
    "a source of a quotation that is not there": ("broken-link", '<blockquote cite="gone.html">x</blockquote>'),
    "a label of nothing": ("broken-link", '<label for="gone">x</label>'),
    "a name by nothing": ("broken-link", '<p aria-labelledby="gone">x</p>'),
    "a description by nothing": ("broken-link", '<p aria-describedby="gone">x</p>'),
    "a control of nothing": ("broken-link", '<p aria-controls="gone">x</p>'),
    "one of two names that is none": ("broken-link", '<p id="here" aria-labelledby="here gone">x</p>'),
    "a cell below no heading": ("broken-link", '<table><tr><td headers="gone">x</td></tr></table>'),
    "a paint that is not there": ("broken-link", '<svg><rect fill="url(#gone)"/></svg>'),
    "a link in a picture that leads nowhere": ("broken-link", '<svg><a href="#gone"><text>x</text></a></svg>'),
    "an id twice": ("duplicate-html-id", '<p id="a">x</p><p id="a">y</p>'),
    "an id of the theme": ("duplicate-html-id", '<p id="__drawer">x</p>'),
    "an id that is empty": ("malformed-html", '<p id="">x</p>'),
    "an id of two words": ("malformed-html", '<p id="a b">x</p>'),
    "a picture without words": ("inaccessible-html", '<img src="x.svg">'),
    "a link without words": ("inaccessible-html", '<a href="other.html"></a>'),
    "a link of white space": ("inaccessible-html", '<a href="other.html"> &nbsp;<b></b></a>'),
    "a link of a picture without words": ("inaccessible-html", '<a href="other.html"><img src="x.svg" alt=""></a>'),
    "a button without words": ("inaccessible-html", "<button></button>"),
    "a heading without words": ("inaccessible-html", "<h2></h2>"),
    "a level of headings left out": ("inaccessible-html", "<h2>x</h2><h4>y</h4>"),
    "a language that is none": ("inaccessible-html", '<p lang="arabic_EG">x</p>'),
    "an empty language": ("inaccessible-html", '<p lang="">x</p>'),
    "a language of a link that is none": ("inaccessible-html", '<a href="other.html" hreflang="x">x</a>'),
    "a direction that is none": ("inaccessible-html", '<p dir="right">x</p>'),
    "an order of its own": ("inaccessible-html", '<p tabindex="3">x</p>'),
    "an element that is not closed": ("malformed-html", "<div>x"),
    "an end of what is not open": ("malformed-html", "x</section>"),
    "the end of the content": ("malformed-html", "</article>"),
    "elements that overlap": ("malformed-html", "<b><i>x</b></i>"),
    "a link in a link": ("malformed-html", '<a href="other.html">x<a href="other.html">y</a></a>'),
    "an item of no list": ("malformed-html", "<div><li>x</li></div>"),
    "a cell of no table": ("malformed-html", "<div><td>x</td></div>"),
    "a term of no list": ("malformed-html", "<p>x</p><section><dt>x</dt></section>"),
    "a summary of nothing": ("malformed-html", "<section><summary>x</summary></section>"),
    "a caption of nothing": ("malformed-html", "<section><figcaption>x</figcaption></section>"),
    "an attribute twice": ("malformed-html", '<p class="a" class="b">x</p>'),
    "a quotation mark that is not closed": ("malformed-html", '<p title="x>y</p>'),
    "one that the next one closes": ("malformed-html", '<p title="x>y</p><p class="z">'),
    "a comment that is not closed": ("malformed-html", "<!-- x"),
    "a form that leads nowhere": ("unsafe-html", '<form action="gone.php"></form>'),
    "a misspelt attribute of a name": ("unsafe-html", '<p aria-labeledby="here">x</p>'),
    "a frame": ("unsafe-html", '<iframe src="other.html" title="x"></iframe>'),
    "a picture of another host": ("foreign-request", '<img src="https://example.org/x.png" alt="">'),
    "a program of another host": ("foreign-request", '<p class="mermaid">x</p>'),
    "an event handler": ("script-in-page", '<p onclick="x()">x</p>'),
    "a script": ("script-in-page", "<script>x()</script>"),
    "a style that loads": ("unsafe-html", '<p style="background: url(gone.png)">x</p>'),
}  # fmt: skip
"""What is planted at the end of a page's content, and the rule that finds it."""

_ELSEWHERE = {
    "no language": ("inaccessible-html", '<html lang="en"', "<html"),
    "no title": ("inaccessible-html", "<title>", "<template>"),
    "a title without words": ("inaccessible-html", "<title>Pages</title>", "<title> </title>"),
    "two titles": ("malformed-html", "<title>", "<title>x</title><title>"),
    "no document type": ("malformed-html", "<!doctype html>", ""),
    "a second document type": ("malformed-html", "</main>", "<!doctype html [<!ENTITY x 'y'>]></main>"),
    "an icon that is not there": ("broken-link", 'rel="icon" href="', 'rel="icon" href="gone-'),
    "a manifest that is not there": ("broken-link", "</head>", '<link rel="manifest" href="gone.json"></head>'),
    "a style sheet that is not there": ("broken-link", "</head>", '<link rel="stylesheet" href="gone.css"></head>'),
    "a style sheet of another host": (
        "foreign-request", "</head>", '<link rel="stylesheet" href="//example.org/x.css"></head>',
    ),
    "a translation that is not there": (
        "broken-link", "</head>", '<link rel="alternate" hreflang="ar" href="gone.html"></head>',
    ),
    "a style that loads what is not there": (
        "broken-link", "</head>", "<style>p { background: url(gone.png) }</style></head>",
    ),
    "a style that loads from another host": (
        "foreign-request", "</head>", "<style>p { background: \\75 rl(//example.org/x.png) }</style></head>",
    ),
    "a script that is not there": (
        "broken-link", "</body>", '<script src="assets/javascripts/gone.js"></script></body>',
    ),
    "a script that no template has": ("script-in-page", "</body>", "<script>x()</script></body>"),
    "a script of a page's own": ("script-in-page", "</body>", '<script src="own.js"></script></body>'),
    "a script of another host": (
        "foreign-request", "</body>", '<script src="https://example.org/x.js"></script></body>',
    ),
    "a page that leads on": ("unsafe-html", "</head>", '<meta http-equiv="refresh" content="0; url=x"></head>'),
    "another base": ("unsafe-html", "</head>", '<base href="x/"></head>'),
    "a box of a label that is not there": ("broken-link", 'for="__drawer"', 'for="__drawers"'),
    "a link of the navigation that leads nowhere": ("broken-link", 'href="other.html"', 'href="others.html"'),
    "a logo without words": ("inaccessible-html", "</main>", '<img src="x.svg"></main>'),
    "a direction of the page that is none": ("inaccessible-html", '<body dir="ltr"', '<body dir="left"'),
    "a header that is not closed": ("malformed-html", "</header>", ""),
    "content that begins again": ("malformed-html", "</main>", "<article>x</article></main>"),
}  # fmt: skip
"""What is replaced in a page, and by what."""

_IN_CSS = {
    "a picture that is not there": ("broken-link", "p { background: url(gone.png) }"),
    "a picture in quotation marks": ("broken-link", 'p { background: url( "gone.png" ) }'),
    "a picture of a set": ("broken-link", 'p { background: image-set("gone.png" 1x) }'),
    "a font that is not there": ("broken-link", "@font-face { font-family: x; src: url('gone.woff2') }"),
    "a style sheet that is not there": ("broken-link", "@import 'gone.css';"),
    "an address with escapes": ("broken-link", "p { background: u\\72 l(g\\6fne.png) }"),
    "another host": ("foreign-request", "p { background: url(https://example.org/x.png) }"),
    "another host with escapes": ("foreign-request", "p { background: \\75\\72\\6c(/\\2f example.org/x.png) }"),
    "another host by import": ("foreign-request", "@import url(//example.org/x.css);"),
    "another host behind a comment": ("foreign-request", "/* url(x.svg) */ p { background: url(//example.org/x.png) }"),
    "an expression": ("script-in-page", "p { width: expression(alert(1)) }"),
    "a binding": ("script-in-page", "p { -moz-binding: url(x.svg#a) }"),
}

_FILES = {
    "a picture with a script": ("script-in-page", "svg", "<svg><script>x()</script></svg>"),
    "a picture with an event handler": ("script-in-page", "svg", "<svg onload='x()'></svg>"),
    "a picture with entities": ("malformed-html", "svg", "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg></svg>"),
    "a picture that loads": ("unsafe-html", "svg", "<svg><image href='x.png'/></svg>"),
    "a feed with a script": (
        "script-in-page", "xml", "<feed><h:script xmlns:h='http://www.w3.org/1999/xhtml'>x()</h:script></feed>",
    ),
    "a feed with an event handler": ("script-in-page", "xml", "<feed><h:p onclick='x()'>x</h:p></feed>"),
    "a feed with a style sheet": ("script-in-page", "xml", "<?xml-stylesheet href='x.xsl'?><feed/>"),
    "a feed with entities": ("script-in-page", "xml", "<!DOCTYPE x [<!ENTITY y '<'>]><feed/>"),
    "a page of other bytes": ("malformed-html", "html", b"<!doctype html><html lang=ar><title>\xc7\xe1</title></html>"),
    "a page of its own with a script": ("script-in-page", "html", "<!doctype html><p>x<script>x()</script>"),
    **{
        f"a page with the ending {ending}": ("script-in-page", ending, "<!doctype html><p onclick='x()'>x</p>")
        for ending in ("HTML", "Htm", "XHTML", "xhtm", "shtm", "SHTML", "ehtml", "html.ar", "txt", "unknown", "TXT.bak")
    },
    **{
        f"XML with the ending {ending}": ("script-in-page", ending, "<?xml version='1'?><x><h:script>x</h:script></x>")
        for ending in ("XML", "xsd", "xbl", "XSL", "xslt", "rdf", "rss", "atom", "data")
    },
    "a form in XML": ("script-in-page", "xml", "<x xmlns:h='http://www.w3.org/1999/xhtml'><h:form/></x>"),
    "text that begins as a page": ("script-in-page", "log", "\ufeff \n<SCRIPT>x()</SCRIPT>"),
    "a page in UTF-16": ("malformed-html", "other", "\ufeff<html><p>x".encode("utf-16-le")),
    "a picture with the ending in capitals": ("script-in-page", "SVG", "<svg onload='x()'></svg>"),
    "a style sheet with the ending in capitals": ("foreign-request", "CSS", "@import '//example.org/x.css';"),
    **{
        f"a file {ending}": ("script-in-page", ending, "x")
        for ending in ("mht", "mhtml", "hta", "htc", "svgz", "swf", "html.gz", "php", "PHTML", "jar")
    },
    **{
        f"a style that lays something over the page: {style}": ("unsafe-html", "css", f"body::before {{ {style} }}")
        for style in (
            "position: fixed", "position: sticky", "POSITION:FIXED", "position/**/: /* x */fixed",
            "p\\6fsition: f\\69xed", "position: var(--x)", "background: url(x.svg#/*); position: -webkit-sticky",
        )
    },
    "a page of its own in XHTML": ("script-in-page", "xhtml", "<!doctype html><p onclick='x()'>x</p>"),
}  # fmt: skip


def _prove(run: Run) -> None:
    root = run.folder
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Home\n\n## Part {: #part }\n\nWords.\n", encoding="utf-8")
    (root / "docs" / "other.md").write_text("# Other\n", encoding="utf-8")
    (root / "docs" / "x.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'></svg>\n", encoding="utf-8")
    built = build(root)
    assert built.site is not None, built.diagnostics
    whole = (built.site / "index.html").read_text(encoding="utf-8")
    planted: dict[str, tuple[str, str, str | bytes]] = {}
    for name, (rule, text) in _IN_CONTENT.items():
        planted[name] = (rule, "html", whole.replace("<p>Words.</p>", f"<p>Words.</p>\n{text}\n"))
    for name, (rule, old, new) in _ELSEWHERE.items():
        assert old in whole, old
        planted[name] = (rule, "html", whole.replace(old, new, 1))
    planted |= {f"{name}, in a style sheet": (rule, "css", text) for name, (rule, text) in _IN_CSS.items()}
    planted |= _FILES
    for number, (_, ending, text) in enumerate(planted.values()):
        content = text if isinstance(text, bytes) else text.encode()
        (built.site / f"planted{number}.{ending}").write_bytes(content)
    found: dict[str, list[Fault]] = defaultdict(list)
    for fault in audit(built.site):
        found[fault.path].append(fault)
    unseen = []
    for number, (name, (rule, ending, _)) in enumerate(planted.items()):
        seen = [fault.rule.name for fault in found.pop(f"planted{number}.{ending}", ())]
        if rule not in seen:
            unseen.append(f"{name}: {seen or 'nothing'} instead of {rule}")
    run.count("planted, and not found", len(planted), unseen)
    with run.attempt("the pages without a planted fault"):
        assert not found, found
    _one_by_one(run)


_IN_CAPITALS = ("login.HTML", "x.Htm", "x.XHTML", "x.XML", "x.SVG", "x.xhtm", "x.mht", "notice", "x.html.ar")


def _one_by_one(run: Run) -> None:
    """The build that writes only what changed looks into the same files."""
    root = run.folder / "changed"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_SETTINGS.replace("  - Other: other.md\n", ""), encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")

    def findings(store: Store) -> set[str]:
        result = build_incrementally(root, {}, _no_page, store)
        return {finding.span.source.name for finding in result.diagnostics}

    with run.attempt("a site without a planted fault"):
        assert with_store(root / ".cache", "1", findings, print) == set()
    for name in _IN_CAPITALS:
        (root / "docs" / name).write_text("<html><p onclick='x()'><script>x()</script></html>", encoding="utf-8")
    found = with_store(root / ".cache", "1", findings, print)
    run.count("a file that was put in later, not found", len(_IN_CAPITALS), [
        name for name in _IN_CAPITALS if f"docs/{name}" not in found
    ])  # fmt: skip


def _no_page(path: str) -> HtmlPage:
    raise AssertionError(path)


PROOF = Proof(
    "D4",
    "The built site is whole: what is broken, malformed or without words in it is found before it takes its place",
    "faults planted in pages, style sheets and pictures of a built site, one a file, in content and around it",
    _prove,
)
