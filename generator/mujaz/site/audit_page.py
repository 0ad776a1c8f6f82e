"""The audit of one page by itself: what may stand in it, how its elements lie in each other, what it refers to."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from mujaz.markup.addresses import is_foreign, scheme_of
from mujaz.markup.safe_html import Also, Problem, Region, Why, addresses, has_tag_within, problems
from mujaz.markup.tokens import VOID, Tag, Token, TokenKind, read_tag, tokens
from mujaz.site.audit_css import KEEP_A_COPY, TAKE_OUT, read_css
from mujaz.site.audit_kinds import FileKind, kind_by_name
from mujaz.site.audit_names import NOTHING_SAID, OPENED, Names, Said, said_by
from mujaz.site.faults import Fault
from mujaz.site.theme_scripts import FOLDERS, is_of_theme
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Rule

_OMITTED = frozenset({
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rt",
    "rp", "html", "head", "body",
})  # fmt: skip
"""Elements whose end tag may be left out."""
_ENDS = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"},
    "th": {"td", "th"}, "tbody": {"thead", "tbody", "tr", "td", "th"}, "tfoot": {"thead", "tbody", "tr", "td", "th"},
    "option": {"option"}, "rt": {"rt", "rp"}, "rp": {"rt", "rp"}, "body": {"head"},
}  # fmt: skip
"""What a start tag ends, if it is open."""
_ENDS_PARAGRAPH = frozenset({
    "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol",
    "p", "pre", "search", "section", "summary", "table", "ul",
})  # fmt: skip
_PARENTS = {
    "li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"}, "th": {"tr"}, "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "caption": {"table"},
    "summary": {"details"}, "figcaption": {"figure"}, "legend": {"fieldset"}, "track": {"video", "audio"},
    "source": {"video", "audio", "picture"}, "rt": {"ruby"}, "col": {"colgroup", "table"},
}  # fmt: skip
"""Where an element has to stand."""
_NOT_IN_THEMSELVES = frozenset({"a", "button", "form", "label", "main"})
_CONTENT_CLASS = "md-content__inner"
_RULES: dict[Why, tuple[Rule, str]] = {
    Why.SCRIPT: (rules.SCRIPT_IN_PAGE, TAKE_OUT),
    Why.FOREIGN: (rules.FOREIGN_REQUEST, KEEP_A_COPY),
    Why.UNLISTED: (
        rules.UNSAFE_HTML,
        "write it in Markdown, or take it out; or `allow` it in the settings of the plugin `mujaz`",
    ),
    Why.MALFORMED: (rules.MALFORMED_HTML, "mend the tag: browsers differ in what they make of it"),
}

Read = tuple[frozenset[str], list[tuple[str, int]], list[Fault]]


def read_page(name: str, content: bytes, also: Also, base_path: str = "/") -> Read:
    """Read a page, or a picture in SVG: its ids, its links as written with their lines, and its own faults."""
    return _Page(name, content, also, base_path).read()


class _Seen(Struct, frozen=True):
    """What one tag shows in a part of a page.

    Attributes:
        tag: as it is read.
        problems: what may not stand there.
        links: the addresses of what has to be there.
        is_empty: whether one of them is empty that may not be.
        said: what it calls itself, and what it refers to.
        is_content: whether the content of the page is in it.
        has_end: whether an end tag belongs to it.
        has_end_in_svg: the same where it stands in a picture, in which `/>` ends an element.
        is_plain: whether nothing is to be asked of it but where it stands.
    """

    tag: Tag
    problems: tuple[Problem, ...] = ()
    links: tuple[str, ...] = ()
    is_empty: bool = False
    said: Said = NOTHING_SAID
    is_content: bool = False
    has_end: bool = True
    has_end_in_svg: bool = True
    is_plain: bool = False


_FULL = frozenset({"a", "img", "script", "iframe", "source", "video", "audio"})
"""Elements of which no address may be empty."""


def _see(written: str, region: Region, also: Also) -> _Seen:
    tag = read_tag(written)
    if tag.is_end:
        if has_tag_within(written):
            return _Seen(tag, (Problem(Why.MALFORMED, "a tag within a tag: one of the two is not closed", written),))
        return _Seen(tag, is_plain=tag.name != "svg" and tag.name not in OPENED)
    if tag.name == "svg" and region is Region.CONTENT:
        region = Region.SVG
    named = tuple(addresses(tag, region))
    is_canonical = tag.name == "link" and "canonical" in (tag.get("rel") or "")
    wrong, said = problems(written, region, also), said_by(tag, region)
    return _Seen(
        tag,
        problems=wrong,
        links=() if is_canonical else tuple(address for address in named if address or tag.name not in _FULL),
        is_empty=tag.name in _FULL and "" in named,
        said=said,
        is_content=tag.name == "article" or _CONTENT_CLASS in (tag.get("class") or "").split(),
        has_end=tag.name not in VOID and not (tag.is_closed and tag.name == "svg"),
        has_end_in_svg=tag.name not in VOID and not tag.is_closed,
        is_plain=not wrong and not named and said is NOTHING_SAID and tag.name not in {"html", "script"},
    )


# Most tags of a site are the same on many pages.
@lru_cache(maxsize=16)
def _known(region: Region, also: Also) -> dict[str, _Seen]:
    return {}


_MOST_KNOWN = 65536
"""Tags that are remembered of one region."""


class _Page:
    """A page while it is read, from its first letter to its last."""

    def __init__(self, name: str, content: bytes, also: Also, base_path: str) -> None:
        self._name, self._also, self._base_path = name, also, base_path
        try:
            text, wrong = content.decode(), None
        except UnicodeDecodeError as problem:
            text, wrong = content.decode(errors="replace"), problem
        self._text = text.removeprefix("\ufeff")
        self._is_picture = kind_by_name(name) is FileKind.PICTURE
        self._open: list[str] = []
        """The elements that are open, the outermost first."""
        self._begun: list[int] = []
        """Where the start tag of each of them is."""
        self._line, self._counted = 1, 0
        self._content = 0
        """How deep in the page its content begins; 0 outside of it."""
        self._pictures = 0
        self._contents = 0
        self._faults: list[Fault] = []
        self._links: list[tuple[str, int]] = []
        self._enter()
        self._names = Names(self._text, self._report)
        if wrong is not None:
            self._report(rules.MALFORMED_HTML, 0, f"byte {wrong.start} is not UTF-8", "save the file as UTF-8", "")

    def read(self) -> Read:
        """Read it whole."""
        opened, begun = self._open, self._begun
        for token in tokens(self._text):
            kind, start, written = token
            if kind is TokenKind.TAG:
                seen = self._known.get(written) or self._see(written)
                if not seen.tag.is_end:
                    self._nest(seen, start)
                    if not seen.is_plain:
                        self._look_at(seen, start, len(written))
                elif opened and opened[-1] == seen.tag.name and seen.is_plain:
                    opened.pop()
                    begun.pop()
                    if len(opened) < self._content:
                        self._content = 0
                        self._enter()
                else:
                    if seen.problems:
                        self._malformed(start, seen.problems[0].message)
                    self._end(seen.tag.name, start)
            elif kind is TokenKind.RAW_TEXT:
                self._raw(token)
            elif kind is TokenKind.UNCLOSED:
                self._malformed(start, "a tag or a comment that is never closed")
            elif kind is TokenKind.DECLARATION:
                self._declaration(token)
        for name, start in zip(opened, begun, strict=True):
            if name not in _OMITTED:
                self._malformed(start, f"`<{name}>` is never closed")
        ids = self._names.finish(is_page=not self._is_picture)
        return ids, self._links, self._faults

    def _enter(self) -> None:
        """A part of the page begins or ends."""
        if self._pictures or self._is_picture:
            self._region = Region.SVG if self._content or self._is_picture else Region.THEME
        else:
            self._region = Region.CONTENT if self._content else Region.THEME
        self._known = _known(self._region, self._also)

    def _see(self, written: str) -> _Seen:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        seen = self._known[written] = _see(written, self._region, self._also)
        return seen

    def _look_at(self, seen: _Seen, start: int, length: int) -> None:
        """See what a start tag says besides where it stands."""
        tag = seen.tag
        for problem in seen.problems:
            self._problem(problem, start)
        if seen.is_empty:
            help = "say where it leads, or leave the attribute out"
            self._report(rules.BROKEN_LINK, start, f"an address of `<{tag.name}>` is empty", help, "")
        if seen.links:
            line = self._line_at(start)
            self._links += [(address, line) for address in seen.links]
        if seen.said is not NOTHING_SAID or tag.name == "html":
            self._names.start(tag.name, seen.said, start, start + length)
        if tag.name == "script":
            self._script_file(tag, start)

    def _nest(self, seen: _Seen, start: int) -> None:
        """See where an element stands, and remember it as open."""
        name, opened = seen.tag.name, self._open
        if opened:
            if opened[-1] == "p" and name in _ENDS_PARAGRAPH and not self._pictures:
                self._close()
            if name in _ENDS:
                while opened and opened[-1] in _ENDS[name]:
                    self._close()
            if name in _PARENTS and opened and opened[-1] not in _PARENTS[name] and opened[-1] != "template":
                self._malformed(start, f"`<{name}>` stands in `<{opened[-1]}>`, where it has no meaning")
            if name in _NOT_IN_THEMSELVES and name in opened:
                self._malformed(start, f"`<{name}>` stands within another")
        if not (seen.has_end_in_svg if self._pictures or self._is_picture else seen.has_end):
            return
        opened.append(name)
        self._begun.append(start)
        if name == "svg":
            self._pictures += 1
            self._enter()
        elif seen.is_content and not self._content:
            self._content = len(opened)
            self._enter()
            self._contents += 1
            if self._contents > 1:
                self._malformed(start, "the content of the page ends and begins again")

    def _end(self, name: str, start: int) -> None:
        opened = self._open
        if opened and opened[-1] == name:
            if name in OPENED:
                self._names.end(name, start)
            self._close()
            return
        if name not in opened:
            if name == "p" and not self._pictures:
                return  # Python-Markdown writes it behind a block within a quotation; it is an empty paragraph to all
            self._malformed(start, f"`</{name}>` ends what is not open")
            return
        while opened[-1] != name:
            if opened[-1] not in _OMITTED:
                self._malformed(self._begun[-1], f"`<{opened[-1]}>` is not closed before `</{name}>`")
            self._close()
        self._names.end(name, start)
        self._close()

    def _close(self) -> None:
        self._begun.pop()
        is_picture = self._open.pop() == "svg"
        if is_picture:
            self._pictures -= 1
        if len(self._open) < self._content:
            self._content = 0
        elif not is_picture:
            return
        self._enter()

    def _raw(self, token: Token) -> None:
        _, start, text = token
        element = self._open[-1] if self._open else ""
        if element == "style":
            links, faults = read_css(self._name, text, self._line_at(start))
            self._links += links
            self._faults += faults
        elif element == "script" and not self._content and text.strip() and "script" not in self._also.elements:
            begun = self._begun[-1]
            tag = read_tag(self._text[begun:start])
            is_data = (tag.get("type") or "").lower() in {"application/json", "application/ld+json"}
            if not is_data and not is_of_theme(text, self._also.inline):
                message = "a script that no template of the theme has"
                self._problem(Problem(Why.SCRIPT, message, text.strip()), begun)
        elif element == "title":
            self._names.title(text)

    def _script_file(self, tag: Tag, start: int) -> None:
        address = tag.get("src")
        if (
            address is None
            or is_foreign(address)
            or scheme_of(address)
            or self._content
            or "script" in self._also.elements
        ):
            return
        path = unquote(urlsplit(address).path) if "[" not in address else address
        if path.startswith("/"):
            path = path.removeprefix(self._base_path.rstrip("/")).lstrip("/")
        else:
            path = posixpath.join(posixpath.dirname(self._name), path)
        path = posixpath.normpath(path).removeprefix(self._also.home)
        if not path.startswith(FOLDERS) and path not in self._also.scripts:
            message = f"a script, `{address[:60]}`, that is neither the theme's nor named in `extra_javascript`"
            self._problem(Problem(Why.SCRIPT, message, address), start)

    def _declaration(self, token: Token) -> None:
        _, start, written = token
        if written.lower().startswith("<!doctype") and "[" not in written and not self._content:
            self._names.doctype = True
        elif not (self._is_picture and written.startswith("<?xml ")):
            self._malformed(start, f"`{written[:40]}` is no markup of HTML")

    def _malformed(self, start: int, message: str) -> None:
        written = self._text[start : start + 80].partition("\n")[0].partition(">")[0]
        self._report(rules.MALFORMED_HTML, start, message, "close what is open, and nothing else", written)

    def _problem(self, problem: Problem, start: int) -> None:
        rule, help = _RULES[problem.why]
        self._report(rule, start, problem.message, help, problem.written)

    def _report(self, rule: Rule, start: int, message: str, help: str, written: str) -> None:
        column = start - self._text.rfind("\n", 0, start)
        self._faults.append(Fault(rule, self._name, self._line_at(start), message, help, column, written))

    def _line_at(self, position: int) -> int:
        if position < self._counted:
            return self._text.count("\n", 0, position) + 1
        self._line += self._text.count("\n", self._counted, position)
        self._counted = position
        return self._line
