"""Links from pages that people wrote, and from `mkdocs.yml`, to pages that mujaz writes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from mujaz.resolve.uses import Address
from mujaz.scaffold.edits import Edit
from mujaz.scaffold.ids import FOLDERS, Written
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re

_LINK = lazy_re(
    r"""\]\(\s*<?(?P<a>[^()\s<>]+)|^[ ]{0,3}\[[^\]\n]+\]:\s*<?(?P<b>[^\s<>]+)|\bhref=["'](?P<c>[^"'\s]+)""",
    re.MULTILINE,
)
_PATH = lazy_re(r"[A-Za-z0-9_./-]+\.(?:md|html)(?:#[A-Za-z0-9_.:/-]+)?")
_OUTSIDE = lazy_re(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Link(Edit, frozen=True):
    """A link to a page; as an edit it leaves it as it is.

    Attributes:
        page: the path of the page in the folder of pages, without its ending.
        fragment: the anchor on it, or empty.
    """

    page: str
    fragment: str


def links(written: Written) -> Iterator[Link]:
    """All links to pages, with paths below the folder of pages."""
    for source in written.pages:
        is_settings = not source.name.startswith(f"{written.docs_dir}/")
        folder = "" if is_settings else posixpath.dirname(source.name[len(written.docs_dir) + 1 :])
        for match in (_PATH if is_settings else _LINK).finditer(source.text):
            name = next((key for key, value in match.groupdict().items() if value is not None), 0)
            target, (start, end) = match[name], match.span(name)
            path, _, fragment = target.partition("#")
            stem, ending = posixpath.splitext(path)
            if ending in (".md", ".html") and not _OUTSIDE.match(target):
                page = posixpath.normpath(posixpath.join(folder, stem)).lstrip("/")
                yield Link(Span(source, start, end), target, page, fragment)


def page_of(address: Address, language: str) -> str:
    """The page of an edition on which something stands; empty where it has none."""
    if address.brief:
        return f"{language}/briefs/{address.brief}"
    return f"{language}/{FOLDERS[address.kind]}/{address.id}" if address.kind in FOLDERS else ""


def anchors_of(address: Address) -> tuple[str, ...]:
    """The anchors of something on the page of its brief."""
    if not address.brief:
        return ()
    own = f"{address.kind}-{address.id}"
    return own, f"at-{own}"


def links_to(written: Written, address: Address) -> list[Link]:
    """The links to something."""
    pages = {page for language in written.languages if (page := page_of(address, language))}
    anchors = anchors_of(address)
    return [link for link in links(written) if link.page in pages and (not anchors or link.fragment in anchors)]


def moved_link(written: Written, link: Link, old: Address, new: Address) -> Edit:
    """The edit of a link to something that has another id now."""
    path, hash, fragment = link.text.partition("#")
    if old.brief:
        prefix = fragment[: len(fragment) - len(old.id)]
        return Edit(link.span, f"{path}#{prefix}{new.id}")
    stem, ending = posixpath.splitext(path)
    if stem.endswith(old.id) and stem[: -len(old.id)].rpartition("/")[2] == "":
        return Edit(link.span, f"{stem[: -len(old.id)]}{new.id}{ending}{hash}{fragment}")
    language = link.page.partition("/")[0]
    folder = posixpath.dirname(_below(link.span.source, written.docs_dir))
    page = posixpath.relpath(page_of(new, language), folder or ".")
    return Edit(link.span, f"{page}{ending}{hash}{fragment}")


def _below(source: Source, docs_dir: str) -> str:
    return source.name.removeprefix(f"{docs_dir}/")
