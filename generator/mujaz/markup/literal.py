"""Write untrusted text so that a Markdown engine shows exactly that text.

Characters that can act as Markdown, HTML or template syntax are written as numeric character references,
which every engine passes through to HTML. Backslashes do not serve: Python-Markdown and its extensions know
only some of the escapes. The rules, each held by the property tests, so that the Markdown still reads well:

always encoded
    ``" # $ & ' * + < = > @ [ \\ ] ^ _ ` { | } ~`` and the tab
kept where they cannot act
    ``, ;`` everywhere · ``.`` but in ``...``, after ``www`` and after the first word (``1.`` opens a list) ·
    ``-`` inside a word · ``:`` before a space, and in a time · ``/`` between longer words · ``( )`` but in ``(c)`` and
    after the first word · ``%`` after a digit · ``?`` and ``!`` before a space
dropped
    C0 and C1 control characters and DEL, which HTML cannot carry; a lone surrogate becomes U+FFFD
made a newline
    CR LF, CR, VT, FF, NEL, U+2028, U+2029 (Unicode 5.8, newline guidelines)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from mujaz.markup.bidi import Direction, Run, isolate
from mujaz.markup.md import Md
from mujaz.text.patterns import lazy_re

# Names, labels and glosses are written again and again, paragraphs once.
LONG: Final = 240
REMEMBERED: Final = 4096

Place = Literal["line-start", "inner"]

_PUNCTUATION: Final = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\t"
_BIDI_CONTROLS: Final = "\u200e\u200f\u2066\u2067\u2068\u2069"  # written so that whoever reads the Markdown sees them
_ENTITY: Final = {ord(char): f"&#{ord(char)};" for char in _PUNCTUATION + _BIDI_CONTROLS}

_NEWLINES: Final = lazy_re("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_DROPPED: Final = lazy_re("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES: Final = lazy_re("[\ud800-\udfff]")
_ABNORMAL: Final = lazy_re("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

# Marks of our own elements while the text is encoded: control characters, which normalise() has dropped.
_OPEN_LTR, _OPEN_RTL, _OPEN_LANG, _CLOSE = "\x01", "\x02", "\x03", "\x04"
_MARKS: Final = lazy_re("[\x01-\x04]")
_TAGS: Final = {
    _OPEN_LTR: '<bdi dir="ltr">',
    _OPEN_RTL: '<bdi dir="rtl">',
    _OPEN_LANG: '<bdi dir="rtl" lang="ar">',
    _CLOSE: "</bdi>",
}


# Each rule looks back at the character just taken, so that the pattern starts with one set and scans fast.
_IN_CONTEXT: Final = r"""
    | (?<=\.)(?:(?=\.)|(?<=\.\.)|(?<=[Ww]{3}\.))
    | (?<=-)(?:(?<!\w-)|(?!\w))
    | (?<=:)(?!\s|(?<=\d:)[0-9]{2}(?![\w:]))
    | (?<=/)(?:(?<!\w\w/)|(?!\w\w))
    | (?<=\()(?=\w{1,2}\))
    | (?<=%)(?<!\d%)
    | (?<=\?)(?!\s)
    | (?<=!)(?!\s)
"""
_INLINE: Final = lazy_re(
    r"""["#$&'*+<=>@\[\\\]^_`{|}~\t.\-:/(%?!](?:(?<=["#$&'*+<=>@\[\\\]^_`{|}~\t])""" + _IN_CONTEXT + ")",
    re.VERBOSE,
)
# In analysts' prose, quotation marks may become typographic ones where the site wants it, and an end is that of a line.
_PROSE: Final = lazy_re(
    r"""[#$&*+<=>@\[\\\]^_`{|}~\t.\-:/(%?!](?:(?<=[#$&*+<=>@\[\\\]^_`{|}~\t])"""
    + _IN_CONTEXT.replace(r"(?!\s", r"(?!\s|\Z")
    + ")",
    re.VERBOSE,
)
# The sign that ends the first word opens a list, a definition or metadata; one before all words ends a link.
_FIRST: Final = lazy_re(r"(\s*\w*)([.:)(])")
_OTHER_SPACE: Final = lazy_re(r"[^\S ]")
_ORDINAL: Final = lazy_re(r"(?<=[0-9])([snrt])([tdh])\b")  # made superscript by "smart symbols"


def normalise(text: str, newline: str = "\n") -> str:
    """The text as it can stand in HTML: see *dropped* and *made a newline* above."""
    if not _ABNORMAL.search(text):
        return text
    return _SURROGATES.sub("\ufffd", _DROPPED.sub("", _NEWLINES.sub(lambda _: newline, text)))


def literal(text: str, *, base: Direction | None = None) -> Md:
    """The text exactly as written, on one line, in any inline place: paragraph, heading, cell, item, link, title.

    With ``base``, the direction of the text around, runs that the bidi algorithm would break are put in ``<bdi>``
    (see ``bidi.isolate``). For attributes and link titles use ``attr``.
    """
    return _written(text, base) if len(text) > LONG else _remembered(text, base)


def _written(text: str, base: Direction | None) -> Md:
    return Md(edges(encode(normalise(text, " "), base=base)))


_remembered = lru_cache(maxsize=REMEMBERED)(_written)


@lru_cache(maxsize=REMEMBERED, typed=True)
def attr(value: object) -> Md:
    """The value for the inside of a quoted HTML attribute or Markdown link title; all punctuation is encoded."""
    encoded = normalise(str(value), " ").translate(_ENTITY)
    # Python-Markdown makes any white space in a link title a space.
    return Md(edges(_OTHER_SPACE.sub(_reference, encoded)))


def encode(text: str, *, base: Direction | None = None, prose: Place | None = None) -> str:
    """Encode one line of normalised text, without care for its outer white space.

    ``prose`` is for a piece of analysts' prose, and says whether it opens its line.
    """
    if base is None:
        return _references(text, prose)
    runs = isolate(text, base)
    if all(run.direction is None for run in runs):
        return _references(text, prose)
    marked = "".join(_mark(run) for run in runs)
    return _MARKS.sub(lambda mark: _TAGS[mark[0]], _references(marked, prose))


def _references(text: str, prose: Place | None) -> str:
    first = _FIRST.match(text)
    encoded = (_PROSE if prose else _INLINE).sub(_reference, text)
    if first and (prose != "inner" or first[0] == "("):  # nothing before it was encoded but tabs
        before, sign = first.groups()
        if encoded.startswith(before + sign):
            encoded = f"{before}&#{ord(sign)};{encoded[len(before) + 1 :]}"
    return _ORDINAL.sub(lambda match: f"&#{ord(match[1])};{match[2]}", encoded)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _mark(run: Run) -> str:
    if run.direction is None:
        return run.text
    opening = _OPEN_LTR if run.direction == "ltr" else _OPEN_LANG if run.lang else _OPEN_RTL
    return f"{opening}{run.text}{_CLOSE}"


def edges(encoded: str) -> str:
    """Keep white space at the ends, which engines strip, or read as a code block or a line break."""
    if encoded[:1].isspace():
        encoded = f"&#{ord(encoded[0])};{encoded[1:]}"
    if encoded[-1:].isspace():
        encoded = f"{encoded[:-1]}&#{ord(encoded[-1])};"
    return encoded
