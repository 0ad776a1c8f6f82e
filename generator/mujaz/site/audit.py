"""Checks a built site as a browser would meet it: links, ids, and what a page loads or runs.

`mkdocs build --strict` looks at Markdown links only. What it lets through, from broken links in HTML to a request to
another host, is looked for here, in the files that readers get.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from mujaz import rules
from mujaz.diagnostics import Rule
from mujaz.patterns import lazy_re

if TYPE_CHECKING:
    from lxml import etree

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

_LOADING = frozenset({"link", "meta", *_LOADED})
_CODE = frozenset({"script", "style"})
_CSS_TARGET = lazy_re(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
_CSS_COMMENT = lazy_re(r"/\*.*?\*/", re.DOTALL)
_REFRESH = lazy_re(r"url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
_CANDIDATE = lazy_re(r"(?:^|,\s)\s*(\S+)")
_IGNORED_BY_BROWSERS = lazy_re(r"[\x00-\x20]+")


class Fault(Struct, frozen=True):
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


class Link(Struct, frozen=True):
    """A link into the site.

    Attributes:
        written: as the file has it.
        line: line in the file, from 1.
        target: the file that it leads to, relative to the site's folder.
        place: the id that it leads to there; empty for the whole file.
    """

    written: str
    line: int
    target: str
    place: str


class Audited(Struct, frozen=True):
    """What one file shows by itself, and what the links of others need to know of it.

    Attributes:
        ids: of its elements; None where the file is no page or style sheet, so that any place in it may be meant.
        links: its links into the site.
        faults: what is wrong whatever the other files are.
    """

    ids: frozenset[str] | None
    links: tuple[Link, ...] = ()
    faults: tuple[Fault, ...] = ()


def audit(site: Path, *, base_path: str = "/", offline: bool = False) -> tuple[Fault, ...]:
    """Check every file of a built site.

    Args:
        site: the folder that MkDocs wrote.
        base_path: the path that the site will have on its host; links that begin with it are followed into the site.
        offline: whether links that only a web server can follow are faults.

    Returns:
        the faults by path and line.
    """
    files: dict[str, Audited] = {}
    faults: list[Fault] = []
    for path in walk(site):
        name = path.relative_to(site).as_posix()
        if path.is_symlink():
            help = "replace the link in docs/ by a file: a link may publish what lies outside of the site"
            faults.append(Fault(rules.SYMBOLIC_LINK, name, 1, "a symbolic link", help))
            continue
        files[name] = audit_file(name, path.read_bytes, base_path=base_path, offline=offline)
    for name, file in files.items():
        faults += file.faults
        faults += follow(name, file.links, files, lambda target: files[target].ids)
    return ordered(faults)


def ordered(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults by path and line."""
    return tuple(sorted(faults, key=lambda fault: (fault.path, fault.line, fault.rule.name, fault.message)))


def audit_file(name: str, content: Callable[[], bytes], *, base_path: str, offline: bool = False) -> Audited:
    """Check one file by itself.

    Args:
        name: its path, relative to the site's folder.
        content: gives what is in it.
        base_path: as for `audit`.
        offline: as for `audit`.
    """
    if name.endswith(".html"):
        ids, links, faults = _read_page(name, content())
    elif name.endswith(".css"):
        css = content().decode(errors="replace")
        ids, faults = frozenset[str](), list(_foreign_in_css(name, css, 1))
        links = [(target, 1) for target in _css_targets(css)]
    else:
        return Audited(None)
    resolved = []
    for written, line in links:
        if _is_foreign(written) or _scheme(written):
            continue
        path, place = _path_and_place(written)
        if offline and _needs_server(path):
            help = "name the file, by its way from this page"
            message = f"a link to `{written}`, which needs a web server"
            faults.append(Fault(rules.NEEDS_SERVER, name, line, message, help))
            continue
        target = _target(posixpath.dirname(name), path, base_path) if path else name
        resolved.append(Link(written, line, target, place))
    return Audited(ids, tuple(resolved), tuple(faults))


def follow(
    name: str, links: Iterable[Link], files: Container[str], ids_of: Callable[[str], frozenset[str] | None]
) -> Iterator[Fault]:
    """The links of a file that lead nowhere.

    Args:
        name: the file, relative to the site's folder.
        links: those that are to be followed.
        files: all files of the site.
        ids_of: gives the ids in one of them, as `Audited` has them.
    """
    for link in links:
        if link.target not in files:
            help = "mend the link, or write the page that it leads to"
            message = f"a link to `{link.written}`, which is not there"
        elif link.place and (ids := ids_of(link.target)) is not None and link.place not in ids:
            help = f"no element of {link.target} has the id `{link.place}`: mend the link, or give the heading this id"
            message = f"a link to `{link.written}`, a place that is not there"
        else:
            continue
        yield Fault(rules.BROKEN_LINK, name, link.line, message, help)


def walk(site: Path) -> Iterator[Path]:
    """Every file and every symbolic link below a folder."""
    for parent, folders, names in os.walk(site):
        for name in (*folders, *names):
            path = Path(parent, name)
            if path.is_symlink() or name in names:
                yield path


def _read_page(name: str, html: bytes) -> tuple[frozenset[str], list[tuple[str, int]], list[Fault]]:
    """Parse a page: its ids, its links as written with their lines, and the faults that it shows by itself."""
    from lxml import etree  # late: most builds change few pages, and some none

    root = etree.HTML(html, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    faults: list[Fault] = []
    ids: dict[str, int] = {}
    links: list[tuple[str, int]] = []
    for element in root.iter(etree.Element) if root is not None else ():
        tag = str(element.tag)
        attributes = element.items()
        if not attributes and tag not in _CODE:
            continue
        line = element.sourceline or 1
        for key, value in attributes:
            if key == "id" or (key == "name" and tag == "a"):
                if key == "id" and value in ids:
                    faults.append(_duplicate(name, line, value, ids[value]))
                ids.setdefault(value, line)
            elif key == "href" and tag in {"a", "area"}:
                if _scheme(value) in {"javascript", "vbscript", "data"}:
                    faults.append(_script(name, line, f"a link to `{value[:60]}` runs a script"))
                else:
                    links.append((value, line))
            elif key.startswith("on"):
                faults.append(_script(name, line, f"`{key}` on `<{tag}>` runs a script"))
            elif key == "style":
                faults += _foreign_in_css(name, value, line)
        for target in _loaded_targets(element, tag) if tag in _LOADING else ():
            if _is_foreign(target):
                faults.append(_foreign(name, line, target))
            elif _scheme(target) in {"javascript", "vbscript"}:
                faults.append(_script(name, line, f"`<{tag}>` loads `{target[:60]}`"))
            elif not _scheme(target):
                links.append((target, line))
        if tag == "script" and next(element.iterancestors("article"), None) is not None:
            faults.append(_script(name, line, "a script among the content"))
        elif tag == "style":
            faults += _foreign_in_css(name, element.text or "", line)
    return frozenset(ids), links, faults


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


# Links are the same on many pages: those of the navigation on all.
_remembered = lru_cache(maxsize=65536)


@_remembered
def _path_and_place(written: str) -> tuple[str, str]:
    """The path of a link, and the id that it leads to."""
    parts = urlsplit(_IGNORED_BY_BROWSERS.sub("", written))
    place = unquote(parts.fragment).partition(":~:")[0]
    return unquote(parts.path), "" if place == "top" else place


@_remembered
def _target(folder: str, path: str, base_path: str) -> str:
    """The file that the path of a link leads to from a folder."""
    if path.startswith("/"):
        target = path.removeprefix(base_path.rstrip("/")).lstrip("/")
    else:
        target = posixpath.normpath(posixpath.join(folder, path))
    if target in {"", "."} or path.endswith("/"):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target


def _needs_server(path: str) -> bool:
    """Whether a path works on a web server only: it begins at the root of the host, or is that of a folder."""
    return path.startswith("/") or (path != "" and posixpath.basename(path) in {"", ".", ".."})


@_remembered
def _scheme(target: str) -> str:
    """The scheme of a link as a browser reads it: it drops white space and control characters first."""
    found = re.match(r"([a-z][a-z0-9+.-]*):", _IGNORED_BY_BROWSERS.sub("", target), re.IGNORECASE)
    return found[1].lower() if found else ""


@_remembered
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
