"""What a browser, or the server of a site, takes a file for: by its name, else by how it begins.

Names are read as systems and servers that know no case do. Of several endings the last that is known counts, as
Apache's mod_mime has it: `page.html.ar` is a page. A file whose name says nothing is looked into, after
https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from mujaz.text.patterns import lazy_re


class FileKind(Enum):
    """How the audit reads a file."""

    PAGE = "page"
    PICTURE = "picture in SVG"
    XML = "XML"
    STYLES = "style sheet"
    PROGRAM = "a program, or a page that cannot be read as text"
    OTHER = "anything that is neither shown as a page nor run"


_NAMES = {
    FileKind.PAGE: "html htm xhtml xht xhtm shtml shtm ehtml stm hxt",
    FileKind.PICTURE: "svg",
    FileKind.XML: "xml xsl xslt xsd xbl xul rdf rss atom wsdl dtd mathml mml kml gpx opml owl tei",
    FileKind.STYLES: "css",
    FileKind.PROGRAM: (
        "svgz mht mhtml hta htc swf jar jnlp xap class wsf vbs vbe jse url lnk desktop webloc chm hlp scf appref-ms "
        "php php3 php4 php5 php7 php8 phtml phar phps asp aspx ashx asmx jsp jspx jhtml cgi fcgi cfm dhtml"
    ),
    FileKind.OTHER: (
        "png jpg jpeg gif webp avif bmp ico tif tiff woff woff2 ttf otf eot mp3 mp4 m4a ogg oga ogv opus wav flac "
        "webm mov vtt js mjs json geojson webmanifest map wasm pdf zip epub docx xlsx pptx odt ods odp"
    ),
}
_BY_ENDING = {ending: kind for kind, endings in _NAMES.items() for ending in endings.split()}
_TEXT = frozenset(["txt", "text", "csv", "tsv", "md", "log", "bib", "ris", "yml", "yaml", "toml", "tex", "rst"])
"""Endings of plain text, which some browsers take for a page where it begins as one."""
_PACKED = frozenset({"gz", "br", "zst", "z", "deflate"})
"""Endings under which a server may send what is packed as that which it was: a browser unpacks it."""
_OWN = "sitemap.xml.gz"
_MARKUP = lazy_re(
    rb"[\s\x00]*<(?:!--|\?|!doctype|(?:html|head|script|iframe|h[1-6]|div|font|table|a|style|title|b|body|br|p|svg|math"
    rb"|img|form|meta|link|object|embed|[a-z]+:[a-z]+|feed|rss)[\s/>])",
    re.IGNORECASE,
)
_SNIFFED = 1445
"""Bytes at the beginning of a file that decide what it is."""


@lru_cache(maxsize=65536)
def kind_by_name(name: str) -> FileKind | None:
    """What a file is by its path in the site; None where only what is in it tells."""
    base = name.rpartition("/")[2].lower().rstrip(". ")
    endings = base.split(".")[1:]
    if name == _OWN:
        return FileKind.OTHER
    if endings and endings[-1] in _PACKED:
        inner = kind_by_name(base.rpartition(".")[0])
        return FileKind.OTHER if inner in (None, FileKind.OTHER, FileKind.STYLES) else FileKind.PROGRAM
    for ending in reversed(endings):
        if (kind := _BY_ENDING.get(ending)) is not None:
            return kind
        if ending in _TEXT:
            return None
    return None


def is_audited(name: str) -> bool:
    """Whether the file of that path in the site has to be looked into."""
    return kind_by_name(name) is not FileKind.OTHER


def kind_of_file(name: str, content: Callable[[], bytes]) -> FileKind:
    """What a file is by its path in the site and, where that does not tell, by how it begins.

    Args:
        name: its path.
        content: gives what is in it.
    """
    kind = kind_by_name(name)
    if kind is None:
        kind = _sniffed(content()[:_SNIFFED])
    return kind


def _sniffed(begin: bytes) -> FileKind:
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        begin = begin[2:].replace(b"\x00", b"")
    found = _MARKUP.match(begin.removeprefix(b"\xef\xbb\xbf"))
    if found is None:
        return FileKind.OTHER
    if found[0].lower().endswith(b"<?"):
        return FileKind.XML
    return FileKind.PAGE
