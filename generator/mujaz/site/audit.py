"""Checks a built site as a browser would meet it: what may stand in it, where its links lead, whether it is whole.

`mkdocs build --strict` looks at Markdown links only. What it lets through, from broken links in HTML to a request to
another host, is looked for here, in the files that readers get.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mujaz.engine.manifest import files_below
from mujaz.markup.addresses import IGNORED, is_foreign, scheme_of
from mujaz.markup.safe_html import NOTHING_ELSE, Also
from mujaz.site.audit_css import TAKE_OUT, read_style_sheet
from mujaz.site.audit_kinds import FileKind, kind_of_file
from mujaz.site.audit_page import read_page
from mujaz.site.faults import Audited, Fault, Link, ordered
from mujaz.syntax import rules
from mujaz.text.patterns import lazy_re

_CHARACTER_DATA = lazy_re(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_RUNNING_XML = lazy_re(
    r"<(?:[\w.-]+:)?(?:script|iframe|object|embed|foreignObject|handler|stylesheet|transform)(?=[\s/>])"
    r"|<\?xml-stylesheet|<!ENTITY|<!DOCTYPE[^>]*\["
    r"|<[\w:.-]+(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?(?:\son\w{3,}\s*=|=\s*[\"']\s*(?:java|vb)script:)",
    re.IGNORECASE,
)
_XHTML = "http://www.w3.org/1999/xhtml"
_ASKING_XML = lazy_re(r"<(?:[\w.-]+:)?(?:form|input|button|textarea|select|base|meta)(?=[\s/>])", re.IGNORECASE)


def audit(site: Path, *, base_path: str = "/", offline: bool = False, also: Also = NOTHING_ELSE) -> tuple[Fault, ...]:
    """Check every file of a built site.

    Args:
        site: the folder that MkDocs wrote.
        base_path: the path that the site will have on its host; links that begin with it are followed into the site.
        offline: whether links that only a web server can follow are faults.
        also: what the desk allows by its settings.

    Returns:
        the faults by path and line.
    """
    files: dict[str, Audited] = {}
    faults: list[Fault] = []
    for name in files_below(site):
        path = site / name
        if path.is_symlink():
            help = "replace the link in docs/ by a file: a link may publish what lies outside of the site"
            faults.append(Fault(rules.SYMBOLIC_LINK, name, 1, "a symbolic link", help))
            continue
        files[name] = audit_file(name, path.read_bytes, base_path=base_path, offline=offline, also=also)
    for name, file in files.items():
        faults += file.faults
        faults += follow(name, file.links, files, lambda target: files[target].ids)
    return ordered(faults)


def audit_file(
    name: str, content: Callable[[], bytes], *, base_path: str, offline: bool = False, also: Also = NOTHING_ELSE
) -> Audited:
    """Check one file by itself.

    Args:
        name: its path, relative to the site's folder.
        content: gives what is in it.
        base_path: as for `audit`.
        offline: as for `audit`.
        also: as for `audit`.
    """
    kind = kind_of_file(name, content)
    if kind in (FileKind.PAGE, FileKind.PICTURE):
        ids, links, faults = read_page(name, content(), also, base_path)
    elif kind is FileKind.STYLES:
        ids, links, faults = read_style_sheet(name, content(), also)
    elif kind is FileKind.XML:
        return Audited(None, (), tuple(_read_xml(name, content())))
    elif kind is FileKind.PROGRAM:
        message = f"a file whose name, `{posixpath.basename(name)[:60]}`, has browsers or servers run or unpack it"
        help = "take it out; pack what readers are to keep in a file `.zip`"
        return Audited(None, (), (Fault(rules.SCRIPT_IN_PAGE, name, 1, message, help),))
    else:
        return Audited(None)
    resolved, folder = [], posixpath.dirname(name)
    for written, line in links:
        path, place, target = _resolved(written, folder, base_path)
        if target is None:
            continue
        if offline and _needs_server(path):
            help = "name the file, by its way from this page"
            message = f"a link to `{written}`, which needs a web server"
            faults.append(Fault(rules.NEEDS_SERVER, name, line, message, help, written=written))
            continue
        resolved.append(Link(written, line, target or name, place))
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
        yield Fault(rules.BROKEN_LINK, name, link.line, message, help, written=link.written)


def _read_xml(name: str, content: bytes) -> Iterator[Fault]:
    """What a browser runs that opens a file of XML, which may hold XHTML and SVG under any prefix."""
    text = content.decode(errors="replace")
    plain = _CHARACTER_DATA.sub(lambda data: "\n" * data[0].count("\n"), text)
    asking = _ASKING_XML.finditer(plain) if _XHTML in html.unescape(plain) else ()
    for match in (*_RUNNING_XML.finditer(plain), *asking):
        line = match.string.count("\n", 0, match.start()) + 1
        message = f"`{' '.join(match[0].split())[-60:]}` in a file of XML, which a browser shows as a page"
        yield Fault(rules.SCRIPT_IN_PAGE, name, line, message, TAKE_OUT)


# Links are the same on many pages: those of the navigation on all.
@lru_cache(maxsize=65536)
def _resolved(written: str, folder: str, base_path: str) -> tuple[str, str, str | None]:
    """A link's path, the id that it leads to, and the file: empty for the page itself, None outside of the site."""
    if is_foreign(written) or scheme_of(written):
        return "", "", None
    path, place = _path_and_place(written)
    return path, place, _target(folder, path, base_path) if path else ""


def _path_and_place(written: str) -> tuple[str, str]:
    """The path of a link, and the id that it leads to."""
    try:
        parts = urlsplit(IGNORED.sub("", written))
    except ValueError:  # such as a bracket that is not closed; a browser follows none of these
        return written, ""
    place = unquote(parts.fragment).partition(":~:")[0]
    return unquote(parts.path), "" if place == "top" else place


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
