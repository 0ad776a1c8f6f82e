"""Front matter values: text that comes out of a MkDocs page's title, description and navigation unchanged."""

from __future__ import annotations

import html
import re
from typing import Final

from mujaz.markup.literal import normalise
from mujaz.text.patterns import lazy_re

# All that YAML 1.1 calls a line break or does not print, the byte order mark, and the two with a meaning in quotes.
_ESCAPED: Final = lazy_re('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')


def yaml_string(text: str, *, escape_html: bool = True) -> str:
    """A double-quoted YAML scalar on one line; a newline in the text becomes a space.

    Material for MkDocs prints ``title``, ``description`` and ``author`` into HTML as they stand, so they are
    HTML-escaped here. ``escape_html=False`` is for values that only a program reads (a language, a link).
    """
    text = normalise(text, " ")
    if escape_html:
        text = html.escape(text)
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return "\\" + char if char in '"\\' else f"\\u{ord(char):04x}"
