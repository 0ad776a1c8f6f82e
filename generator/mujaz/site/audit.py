"""Checks a built site as a browser would meet it: links, ids, and what a page loads or runs.

`mkdocs build --strict` looks at Markdown links only. What it lets through, from broken links in HTML to a request to
another host, is looked for here, in the files that readers get.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from mujaz import rules
from mujaz.diagnostics import Rule

_LOADED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "input": ("src",),
    "image": ("href", "{http://www.w3.org/1999/xlink}href"),
    "use": ("href", "{http://www.w3.org/1999/xlink}href"),
    "base": ("href",),
}
"""The attributes whose target a browser fetches without being asked, by element."""

_LOADED_RELATIONS = frozenset(
    {
        "apple-touch-icon",
        "dns-prefetch",
        "icon",
        "manifest",
        "modulepreload",
        "preconnect",
        "prefetch",
        "preload",
        "stylesheet",
    }
)
"""The relations of `<link>` whose target a browser fetches or connects to."""

_CSS_TARGET = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
_CANDIDATE = re.compile(r"(?:^|,\s)\s*(\S+)")
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a built site.

    Attributes:
        rule: its kind.
        path: POSIX path of the file, relative to the site's folder.
        line: line in the file, from 1; 1 where the whole file is meant.
        message: what is wrong.
        help: how to mend it.
    """

    rule: Rule
    path: str
    line: int
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class _Link:
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class _Page:
    """What the links of other pages need to know of one, and its own links into the site."""

    ids: frozenset[str]
    links: tuple[_Link, ...]


def audit(site: Path, *, base_path: str = "/", offline: bool = False) -> tuple[Fault, ...]:
    """Check every file of a built site.

    Args:
        site: the folder that MkDocs wrote.
        base_path: the path that the site will have on its host; links that begin with it are followed into the site.
        offline: whether links that only a web server can follow are faults.

    Returns:
        the faults by path and line.
    """
    files: set[str] = set()
    pages: dict[str, _Page] = {}
    faults: list[Fault] = []
    for path in walk(site):
        name = path.relative_to(site).as_posix()
        if path.is_symlink():
            help = "replace the link in docs/ by a file: a link may publish what lies outside of the site"
            faults.append(Fault(rules.SYMBOLIC_LINK, name, 1, "a symbolic link", help))
            continue
        files.add(name)
        if name.endswith(".html"):
            page, found = _read_page(name, path.read_bytes())
            pages[name] = page
            faults += found
        elif name.endswith(".css"):
            css = path.read_text(encoding="utf-8", errors="replace")
            faults += _foreign_in_css(name, css, 1)
            pages[name] = _Page(frozenset(), tuple(_Link(target, 1) for target in _css_targets(css)))
    for name, page in pages.items():
        faults += _follow(name, page, pages, files, base_path, offline)
    return tuple(sorted(faults, key=lambda fault: (fault.path, fault.line, fault.rule.name, fault.message)))


def walk(site: Path) -> Iterator[Path]:
    """Every file and every symbolic link below a folder."""
    for parent, folders, names in os.walk(site):
        for name in (*folders, *names):
            path = Path(parent, name)
            if path.is_symlink() or name in names:
                yield path


def _read_page(name: str, html: bytes) -> tuple[_Page, list[Fault]]:
    """Parse a page: its ids and links, and the faults that it shows by itself."""
    root = etree.HTML(html, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    faults: list[Fault] = []
    ids: dict[str, int] = {}
    links: list[_Link] = []
    for element in root.iter(etree.Element) if root is not None else ():
        line = element.sourceline or 1
        tag = str(element.tag)
        for attribute, raw in element.items():
            key, value = str(attribute), str(raw)
            if key == "id" or (key == "name" and tag == "a"):
                if key == "id" and value in ids:
                    faults.append(_duplicate(name, line, value, ids[value]))
                ids.setdefault(value, line)
            elif key == "href" and tag in {"a", "area"}:
                if _scheme(value) in {"javascript", "vbscript", "data"}:
                    faults.append(_script(name, line, f"a link to `{value[:60]}` runs a script"))
                else:
                    links.append(_Link(value, line))
            elif key.startswith("on"):
                faults.append(_script(name, line, f"`{key}` on `<{tag}>` runs a script"))
            elif key == "style":
                faults += _foreign_in_css(name, value, line)
        for target in _loaded_targets(element, tag):
            if _is_foreign(target):
                faults.append(_foreign(name, line, target))
            elif _scheme(target) in {"javascript", "vbscript"}:
                faults.append(_script(name, line, f"`<{tag}>` loads `{target[:60]}`"))
            elif not _scheme(target):
                links.append(_Link(target, line))
        if tag == "script" and next(element.iterancestors("article"), None) is not None:
            faults.append(_script(name, line, "a script among the content"))
        elif tag == "style":
            faults += _foreign_in_css(name, element.text or "", line)
    return _Page(frozenset(ids), tuple(links)), faults


def _loaded_targets(element: etree._Element, tag: str) -> Iterator[str]:
    """What a browser fetches for an element on its own account."""
    if tag == "link":
        if _LOADED_RELATIONS.intersection(element.get("rel", "").lower().split()):
            yield element.get("href", "")
    elif tag == "meta":
        if element.get("http-equiv", "").lower() == "refresh":
            yield from _REFRESH.findall(element.get("content", ""))
    else:
        for attribute in _LOADED.get(tag, ()):
            value = element.get(attribute)
            if value is None:
                continue
            if attribute == "srcset":
                yield from _CANDIDATE.findall(value)
            else:
                yield value


def _follow(
    name: str, page: _Page, pages: Mapping[str, _Page], files: Iterable[str], base_path: str, offline: bool
) -> Iterator[Fault]:
    """The links of a page that lead nowhere in the site, or not from a folder."""
    for link in page.links:
        if _is_foreign(link.target) or _scheme(link.target):
            continue
        parts = urlsplit(_IGNORED_BY_BROWSERS.sub("", link.target))
        path = unquote(parts.path)
        if offline and _needs_server(path):
            help = "name the file, by its way from this page"
            yield Fault(
                rules.NEEDS_SERVER, name, link.line, f"a link to `{link.target}`, which needs a web server", help
            )
            continue
        if path.startswith("/"):
            target = path.removeprefix(base_path.rstrip("/")).lstrip("/")
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if target in {"", "."} or path.endswith("/"):
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        if target not in files:
            help = "mend the link, or write the page that it leads to"
            yield Fault(rules.BROKEN_LINK, name, link.line, f"a link to `{link.target}`, which is not there", help)
            continue
        fragment = unquote(parts.fragment).partition(":~:")[0]
        if fragment and fragment != "top" and target in pages and fragment not in pages[target].ids:
            help = f"no element of {target} has the id `{fragment}`: mend the link, or give the heading this id"
            yield Fault(
                rules.BROKEN_LINK, name, link.line, f"a link to `{link.target}`, a place that is not there", help
            )


def _needs_server(path: str) -> bool:
    """Whether a path works on a web server only: it begins at the root of the host, or is that of a folder."""
    return path.startswith("/") or (path != "" and posixpath.basename(path) in {"", ".", ".."})


def _scheme(target: str) -> str:
    """The scheme of a link as a browser reads it: it drops white space and control characters first."""
    found = re.match(r"([a-z][a-z0-9+.-]*):", _IGNORED_BY_BROWSERS.sub("", target), re.IGNORECASE)
    return found[1].lower() if found else ""


def _is_foreign(target: str) -> bool:
    plain = _IGNORED_BY_BROWSERS.sub("", target).replace("\\", "/")
    return plain.startswith("//") or _scheme(plain) in {"http", "https", "ws", "wss", "ftp"}


def _foreign_in_css(name: str, css: str, line: int) -> Iterator[Fault]:
    for target in _css_targets(css):
        if _is_foreign(target):
            yield _foreign(name, line, target)


def _css_targets(css: str) -> Iterator[str]:
    """What a style sheet has a browser load."""
    for match in _CSS_TARGET.finditer(_CSS_COMMENT.sub("", css)):
        if not (target := match[1] or match[2]).startswith("#"):
            yield target


def _foreign(name: str, line: int, target: str) -> Fault:
    help = "keep a copy in docs/ and refer to that: a page must not tell other hosts who reads it"
    return Fault(rules.FOREIGN_REQUEST, name, line, f"a browser would ask another host for `{target[:100]}`", help)


def _script(name: str, line: int, message: str) -> Fault:
    help = "take it out; text that only shows such code has to be escaped"
    return Fault(rules.SCRIPT_IN_PAGE, name, line, message, help)


def _duplicate(name: str, line: int, id: str, first: int) -> Fault:
    help = f"give one of the two another id; the first is in line {first}"
    return Fault(rules.DUPLICATE_HTML_ID, name, line, f"the id `{id}` stands twice in the page", help)
