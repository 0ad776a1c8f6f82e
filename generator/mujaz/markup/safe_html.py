"""What may stand in a page: a list of elements, attributes, schemes and styles; all else is a fault.

Two parts of a page have a list each: its content, which people write, and what the theme puts around it. No element of
the content's list has text that is read by other rules than HTML's, or differently where scripts run (`style`,
`noscript`, `math`, `textarea`, `template` …), so no browser sees tags that `markup.tokens` does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum
from functools import lru_cache

from msgspec import Struct

from mujaz.markup.addresses import ambiguous, is_foreign, scheme_of
from mujaz.markup.css import targets
from mujaz.markup.safe_styles import unlisted_class, unlisted_style
from mujaz.markup.tokens import VOID, Tag, TokenKind, read_tag, tokens
from mujaz.text.patterns import lazy_re


class Region(Enum):
    """A part of a page."""

    __hash__ = object.__hash__  # that of Enum, of the name, costs more than all else that is looked up by it

    CONTENT = "content"
    SVG = "a picture among the content"
    THEME = "theme"


class Why(StrEnum):
    """What kind of fault something is."""

    SCRIPT = "script"
    FOREIGN = "foreign"
    UNLISTED = "unlisted"
    MALFORMED = "malformed"


class Problem(Struct, frozen=True):
    """Something that may not stand in a page.

    Attributes:
        why: its kind.
        message: what is wrong, for people.
        written: the part of the tag that is at fault, as it would be searched for.
    """

    why: Why
    message: str
    written: str


class Value(Enum):
    """How the value of an attribute is read."""

    PLAIN = "plain"
    LINK = "link"
    LOADED = "loaded"
    CANDIDATES = "candidates"
    IDS = "ids"
    STYLE = "style"
    PAINT = "paint"
    ID = "id"
    CLASS = "class"
    LANGUAGE = "language"
    DIRECTION = "direction"


class Also(Struct, frozen=True):
    """What a desk allows by its own settings.

    Attributes:
        elements: names of elements that are not on the list; they may have any attribute that runs no script.
        attributes: names of attributes that are not on the list.
        scripts: the scripts of `extra_javascript`, by their paths in the site.
        inline: the scripts that the site's own templates hold, as regular expressions.
        home: what comes before the paths in the site, where more than the site is looked at.
        styles: values of `position` with which the desk's own style sheets may lay something over a page.
    """

    elements: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    inline: frozenset[str] = frozenset()
    home: str = ""
    styles: frozenset[str] = frozenset()


NOTHING_ELSE = Also()


def _table(text: str) -> dict[str, dict[str, Value]]:
    """Lines of elements, a colon and their attributes; an attribute with how it is read where that is not plain."""
    table: dict[str, dict[str, Value]] = {}
    for line in text.split("\n"):
        names, _, attributes = line.partition(":")
        for name in names.split():
            row = table.setdefault(name, {})
            for attribute in attributes.split():
                key, _, value = attribute.partition("=")
                row[key] = Value(value) if value else Value.PLAIN
    return table


_EVERYWHERE = _table(
    "*: id=id class=class style=style lang=language dir=direction markdown title role tabindex hidden translate align "
    "width height aria-label aria-hidden aria-current aria-expanded aria-level aria-live aria-modal aria-pressed "
    "aria-selected aria-checked aria-disabled aria-haspopup aria-invalid aria-required aria-roledescription "
    "aria-sort aria-atomic aria-busy aria-colcount aria-colindex aria-colspan aria-rowcount aria-rowindex "
    "aria-rowspan aria-posinset aria-setsize aria-valuemax aria-valuemin aria-valuenow aria-valuetext "
    "aria-orientation aria-multiselectable aria-labelledby=ids aria-describedby=ids aria-controls=ids "
    "aria-owns=ids aria-details=ids aria-flowto=ids"
)["*"]

_CONTENT = _table(
    """\
abbr address article aside b bdi bdo br caption cite code dd dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6
header hr i kbd main mark nav p pre rp rt ruby s samp search section small span strong sub summary sup table tbody tfoot
thead tr u ul var wbr
a: href=link hreflang=language rel target type download name referrerpolicy
audio: src=loaded controls loop muted preload
blockquote q: cite=link
col colgroup: span
data: value
del ins: cite=link datetime
details: open name
img: src=loaded srcset=candidates sizes alt loading decoding
input: type checked disabled name
label: for=ids
li: value
meter: value min max low high optimum
ol: start reversed type
picture
progress: value max
source: src=loaded srcset=candidates sizes media type
td th: colspan rowspan headers=ids scope abbr valign
time: datetime
track: src=loaded kind srclang=language label default
video: src=loaded poster=loaded controls loop muted playsinline preload"""
)

_SVG_EVERYWHERE = _table(
    "*: x y x1 x2 y1 y2 cx cy r rx ry d dx dy points transform fill=paint stroke=paint stroke-width stroke-linecap "
    "stroke-linejoin stroke-dasharray stroke-opacity fill-opacity fill-rule clip-rule clip-path=paint opacity offset "
    "stop-color stop-opacity text-anchor direction dominant-baseline alignment-baseline baseline-shift font-size "
    "font-family font-weight font-style letter-spacing textlength lengthadjust overflow viewbox preserveaspectratio "
    "xmlns version focusable rotate visibility vector-effect gradientunits gradienttransform spreadmethod fx fy "
    "clippathunits marker-start=paint marker-mid=paint marker-end=paint markerwidth markerheight refx refy orient "
    "markerunits patternunits patterntransform"
)["*"]

_SVG = _table("svg g path circle ellipse line rect polyline polygon text tspan title desc defs clippath lineargradient")
_SVG |= _table("radialgradient stop marker pattern symbol\na: href=link hreflang=language")

_THEME = _table(
    """\
html head title template body fieldset legend
meta: charset name content property http-equiv media
link: rel href=link hreflang=language type media sizes title as crossorigin color
script: src defer async type data-search-words id
style: media type
noscript
form: name
button: type name value popovertarget=ids
input: type checked disabled name value placeholder autocomplete autocapitalize autocorrect spellcheck
input: enterkeyhint required
dialog: open
select textarea: name
option: value selected"""
)

_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_PICTURES = lazy_re(r"data:image/(?:png|gif|jpeg|webp|avif|svg\+xml)[;,]")
_RUNS = frozenset({"javascript", "vbscript", "livescript"})
_HTTP_EQUIVALENTS = frozenset({"content-security-policy", "x-ua-compatible", "content-type"})
_BOXES = frozenset({"checkbox", "radio"})
_ACTED_ON = ("data-md-", "data-clipboard-", "data-preview", "data-focus-visible", "data-js-focus-visible")
"""How names of attributes begin on which the theme's script acts: `data-clipboard-text` is what a click copies."""
_OWN_IDS = lazy_re(r"__(?:tabbed_|codelineno-|span-|code_)")
_LOADING_CLASS = frozenset({"mermaid"})
_LOADING_RELATIONS = frozenset({
    "apple-touch-icon", "dns-prefetch", "icon", "mask-icon", "manifest", "modulepreload", "preconnect", "prefetch",
    "preload", "prerender", "stylesheet",
})  # fmt: skip
_WITHIN = lazy_re(r"<[/A-Za-z!?]")
_CANDIDATE = lazy_re(r"(?:^|,\s)\s*(\S+)")


@lru_cache(maxsize=4096)
def reading(tag: str, attribute: str, region: Region) -> Value | None:
    """How an attribute is read in a part of a page; None where it is not on the list."""
    if region is Region.SVG:
        row: Mapping[str, Value] = _SVG.get(tag, {})
        return row.get(attribute) or _SVG_EVERYWHERE.get(attribute) or _EVERYWHERE.get(attribute) or _own(attribute)
    found = _CONTENT.get(tag, {}).get(attribute) or _EVERYWHERE.get(attribute) or _own(attribute)
    if found is None and region is Region.THEME:
        found = _THEME.get(tag, {}).get(attribute) or _SVG_EVERYWHERE.get(attribute)
        if found is None and (attribute.startswith("data-md-") or attribute == "popover"):
            return Value.PLAIN
    return found


def _own(attribute: str) -> Value | None:
    """Data for scripts: that of the site's own; what Material's script acts on is the theme's to write."""
    is_own = attribute.startswith("data-") and attribute != "data-copy" and not attribute.startswith(_ACTED_ON)
    return Value.PLAIN if is_own else None


def is_listed(tag: str, region: Region) -> bool:
    """Whether an element may stand in a part of a page."""
    if region is Region.SVG:
        return tag in _SVG
    return tag in _CONTENT or tag == "svg" or (region is Region.THEME and (tag in _THEME or tag in _SVG))


def addresses(tag: Tag, region: Region) -> Iterator[str]:
    """What a tag names that has to be there: pages, pictures, style sheets."""
    for name, value in tag.attributes:
        yield from _addresses(name, value, _kind(tag, name, region))


def _kind(tag: Tag, name: str, region: Region) -> Value | None:
    if tag.name == "script" and name == "src":
        return Value.LOADED
    return reading(tag.name, name, region) or _ELSEWHERE.get(name)


_ELSEWHERE = {
    "action": Value.LINK, "formaction": Value.LINK, "src": Value.LOADED, "href": Value.LOADED, "data": Value.LOADED,
    "xlink:href": Value.LOADED, "background": Value.LOADED, "poster": Value.LOADED, "srcset": Value.CANDIDATES,
    "imagesrcset": Value.CANDIDATES, "manifest": Value.LOADED, "ping": Value.LOADED, "longdesc": Value.LINK,
}  # fmt: skip
"""Addresses in attributes that are on no list: where they lead is a part of what is wrong with them."""


def _addresses(name: str, value: str, kind: Value | None) -> Iterator[str]:
    if kind in (Value.LINK, Value.LOADED):
        yield value
    elif kind is Value.CANDIDATES:
        yield from _CANDIDATE.findall(value)
    elif kind is Value.STYLE:
        yield from (target.written for target in targets(value) if not target.runs)


def problems(written: str, region: Region, also: Also = NOTHING_ELSE) -> tuple[Problem, ...]:
    """What may not stand in a page, of one start tag; nothing is said of `script` itself, whose text has to be known.

    Args:
        written: the tag from `<` to `>`.
        region: where it stands.
        also: what the desk allows.
    """
    tag = read_tag(written)
    found = [_of_attribute(tag, name, value, region, also) for name, value in tag.attributes]
    wrong = [problem for problem in found if problem is not None]
    if tag.name == "script":
        if region is not Region.THEME and tag.name not in also.elements:
            return (Problem(Why.SCRIPT, "a script among the content", written),)
    elif not is_listed(tag.name, region) and tag.name not in also.elements:
        grave = [problem for problem in wrong if problem.why in (Why.SCRIPT, Why.FOREIGN)]
        where = {Region.SVG: "within `<svg>`", Region.CONTENT: "among the content"}.get(region, "in a page")
        return (*grave[:1],) or (Problem(Why.UNLISTED, f"`<{tag.name}>` may not stand {where}", written),)
    if tag.repeated:
        wrong.append(Problem(Why.MALFORMED, f"`{tag.repeated[0]}` stands twice in one tag", written))
    if not wrong:
        wrong += _of_whole(tag, region, also, written)
    if has_tag_within(written) and not any(problem.why in (Why.SCRIPT, Why.FOREIGN) for problem in wrong):
        return (Problem(Why.MALFORMED, "a tag within a tag: one of the two is not closed", written),)
    return tuple(wrong)


def faults_of(text: str, also: Also = NOTHING_ELSE) -> Iterator[str]:
    """What may not stand in a piece of HTML that is put into pages, in words: of each tag, and of what is left open."""
    opened: list[str] = []
    for kind, _, written in tokens(text):
        if kind is not TokenKind.TAG:
            yield f"`{written[:40]}`, which is no tag"
            continue
        tag = read_tag(written)
        if not tag.is_end:
            region = Region.SVG if "svg" in opened or tag.name == "svg" else Region.CONTENT
            yield from (problem.message for problem in problems(written, region, also))
            opened += [] if tag.name in VOID or (region is Region.SVG and tag.is_closed) else [tag.name]
        elif opened and opened[-1] == tag.name:
            opened.pop()
        else:
            yield f"`</{tag.name}>` ends what is not open"
    if opened:
        yield f"`<{opened[-1]}>` is never closed"


def has_tag_within(written: str) -> bool:
    """Whether something like a tag stands in the attributes of a tag, such as all up to the next quotation mark."""
    return "<" in written[1:] and _WITHIN.search(written, 1) is not None


def _of_whole(tag: Tag, region: Region, also: Also, written: str) -> Iterator[Problem]:
    """What several attributes say together."""
    if tag.name == "input" and region is Region.CONTENT and (tag.get("type") or "").lower() not in _BOXES:
        if "input" not in also.elements:
            yield Problem(Why.UNLISTED, "an `<input>` among the content that is no box to tick", written)
    elif tag.name == "meta":
        kind = (tag.get("http-equiv") or "").strip().lower()
        if kind and kind not in _HTTP_EQUIVALENTS and "meta" not in also.elements:
            yield Problem(Why.UNLISTED, f'`<meta http-equiv="{kind}">` may not stand in a page', written)


def _of_attribute(tag: Tag, name: str, value: str, region: Region, also: Also) -> Problem | None:
    if name.startswith("on"):
        return Problem(Why.SCRIPT, f"`{name}` on `<{tag.name}>` runs a script", name)
    if name == "srcdoc" and name not in also.attributes:
        return Problem(Why.SCRIPT, f"`srcdoc` of `<{tag.name}>` is a page that may run scripts", name)
    kind = _kind(tag, name, region)
    if wrong := _of_address(tag, name, value, kind):
        return wrong
    if name in also.attributes:
        return None
    if reading(tag.name, name, region) is None and not (tag.name == "script" and name == "src"):
        if tag.name in also.elements:
            return None
        return Problem(Why.UNLISTED, f"`{name}` may not stand on `<{tag.name}>`", name)
    return _of_value(tag, name, value, kind, region)


def _of_address(tag: Tag, name: str, value: str, kind: Value | None) -> Problem | None:
    """Whether an address runs something, or has the page ask another host."""
    loads = kind in (Value.LOADED, Value.CANDIDATES, Value.STYLE)
    if tag.name == "link" and name == "href":
        loads = not _LOADING_RELATIONS.isdisjoint((tag.get("rel") or "").lower().split())
    if tag.name == "meta" and name == "content" and (tag.get("http-equiv") or "").strip().lower() == "refresh":
        value, kind, loads = value.partition("=")[2].strip("\"' "), Value.LOADED, True
    for address in _addresses(name, value, kind):
        scheme = scheme_of(address)
        if scheme in _RUNS or (scheme == "data" and not loads):
            what = f"`<{tag.name}>` loads" if loads else "a link to"
            return Problem(Why.SCRIPT, f"{what} `{address[:60]}`{'' if loads else ' runs a script'}", value)
        if loads and is_foreign(address):
            return Problem(Why.FOREIGN, f"a browser would ask another host for `{address[:100]}`", value)
        if loads and scheme and not (scheme == "data" and _is_picture(tag, address)):
            return Problem(Why.UNLISTED, f"`<{tag.name}>` loads `{address[:60]}`", value)
        if not loads and scheme not in _SCHEMES:
            return Problem(Why.UNLISTED, f"a link with the scheme `{scheme}`", value)
        if wrong := ambiguous(address):
            return Problem(Why.UNLISTED, f"an address {wrong}", value)
    return None


def _is_picture(tag: Tag, address: str) -> bool:
    return tag.name in {"img", "source", "link"} and _PICTURES.match(address.strip().lower()) is not None


def _of_value(tag: Tag, name: str, value: str, kind: Value | None, region: Region) -> Problem | None:
    if kind is Value.STYLE and region is not Region.THEME:
        if wrong := unlisted_style(value):
            return Problem(Why.UNLISTED, f"the style `{wrong[:60]}` may not stand in a page", value)
    elif kind is Value.STYLE and any(target.runs for target in targets(value)):
        return Problem(Why.SCRIPT, f"the style `{value[:60]}` runs a script", value)
    elif kind is Value.PAINT and any(True for _ in targets(value)):
        return Problem(Why.UNLISTED, f"`{name}` names something outside of the picture", value)
    elif kind is Value.CLASS and not _LOADING_CLASS.isdisjoint(value.split()):
        return Problem(Why.FOREIGN, f"for the class `{value}` the theme loads a program from another host", value)
    elif kind is Value.CLASS and region is not Region.THEME and (wrong := unlisted_class(value.split())):
        return Problem(Why.UNLISTED, f"the class `{wrong[:60]}` is one of the theme's own parts", wrong)
    elif name == "overflow" and tag.name == "svg" and value.strip().lower() != "hidden":
        return Problem(Why.UNLISTED, f"`overflow` is `{value[:20]}`: the picture may lie over the page", value)
    elif kind is Value.ID and region is Region.CONTENT and value.startswith("__") and not _OWN_IDS.match(value):
        return Problem(Why.UNLISTED, f"the id `{value}` is one that the theme gives", value)
    elif name == "target" and value.lower() not in {"_blank", "_self"}:
        return Problem(Why.UNLISTED, f"`target` is `{value}`, a window of another page", value)
    return None
