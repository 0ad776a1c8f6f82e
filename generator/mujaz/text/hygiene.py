"""Characters that a reader of the text cannot see, or cannot tell from others."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from msgspec import Struct

from mujaz.text.patterns import lazy_re
from mujaz.text.spelling import UNDETERMINED, is_disguised, spells_with_joiner, spells_with_space, spells_with_tatweel


class Oddity(StrEnum):
    """A kind of character or spelling that misleads."""

    CONTROL = "control"
    INVISIBLE = "invisible"
    PRESENTATION_FORM = "presentation-form"
    FORMAT_MARK = "format-mark"
    TATWEEL = "tatweel"
    LOOK_ALIKE = "look-alike"
    MIXED_DIGITS = "mixed-digits"


class OddPlace(Struct, frozen=True):
    """Where such a character stands: code point offsets, half-open, and what it is called."""

    kind: Oddity
    start: int
    end: int
    name: str


# NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR end a line for YAML and for nobody else.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_INVISIBLE = (
    "\u202a-\u202e\u200b\u2060-\u2064\ufeff\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u206a-\u206f"
    "\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_ISOLATES = "\u2066-\u2069"
_MARKS = "\u200e\u200f\u061c\u200c\u200d"
# Word ligatures such as the honorific, and the rial sign of Persian keyboards, stay: no shapes of other letters.
_PRESENTATION = "\ufb50-\ufbff\ufc00-\ufd3d\ufd40-\ufdef\ufdf0\ufdf1\ufdf3-\ufdf9\ufe70-\ufefe"
_TATWEEL = "\u0640"

_SUSPECT = lazy_re(
    f"(?P<control>[{_CONTROL}])|(?P<invisible>[{_INVISIBLE}])|(?P<isolate>[{_ISOLATES}])"
    f"|(?P<mark>[{_MARKS}])|(?P<presentation>[{_PRESENTATION}]+)|(?P<tatweel>{_TATWEEL}+)"
)
_ANY_SUSPECT = lazy_re(f"[{_CONTROL}{_INVISIBLE}{_ISOLATES}{_MARKS}{_PRESENTATION}{_TATWEEL}]")
"""All of these as one set of characters, which is looked for many times as fast; most texts have none."""
# A word that mixes the Persian and the Arabic form of a letter, or alphabets that look alike.
_MIXED_WORD = lazy_re(
    r"(?<!\w)(?:"
    r"(?=\w*[\u06a9\u06cc])(?=\w*[\u0643\u064a\u0649\u0629])[\u0600-\u06ff]+"
    r"|(?=\w*[A-Za-z\u00c0-\u024f])(?=\w*[\u0370-\u03ff\u0400-\u052f])\w+"
    r")(?!\w)"
)
_MIXED_DIGITS = lazy_re(
    r"(?<!\d)(?=\d*[0-9])(?=\d*[\u0660-\u0669\u06f0-\u06f9])\d+"
    r"|(?<!\d)(?=\d*[\u0660-\u0669])(?=\d*[\u06f0-\u06f9])\d+"
)
_HAS_LOOK_ALIKE = lazy_re(r"[\u06a9\u06cc\u0370-\u03ff\u0400-\u052f]")
_HAS_ARABIC_DIGIT = lazy_re(r"[\u0660-\u0669\u06f0-\u06f9]")


def character_name(character: str) -> str:
    """The code point and its Unicode name, which control characters lack: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def _kind(match: re.Match[str], unpaired: set[int]) -> Oddity:
    match match.lastgroup:
        case "control":
            return Oddity.CONTROL
        case "invisible":
            return Oddity.INVISIBLE
        case "isolate":
            return Oddity.INVISIBLE if match.start() in unpaired else Oddity.FORMAT_MARK
        case "presentation":
            return Oddity.PRESENTATION_FORM
        case "tatweel":
            return Oddity.TATWEEL
        case _:
            return Oddity.FORMAT_MARK


def _unpaired_isolates(matches: list[re.Match[str]], text: str) -> set[int]:
    unpaired: set[int] = set()
    opened: list[int] = []
    previous = 0
    for match in matches:
        if "\n" in text[previous : match.start()]:
            unpaired.update(opened)
            opened.clear()
        previous = match.start()
        if match.lastgroup != "isolate":
            continue
        if match[0] != "\u2069":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            unpaired.add(match.start())
    unpaired.update(opened)
    return unpaired


def odd_places(text: str, language: str = UNDETERMINED) -> list[OddPlace]:
    """Every place that holds what a reader cannot see or cannot tell apart, in order.

    Args:
        text: any.
        language: its BCP 47 tag: what one language spells with is odd in another.
    """
    first = _ANY_SUSPECT.search(text)
    matches = list(_SUSPECT.finditer(text, first.start())) if first else []
    unpaired = _unpaired_isolates(matches, text) if matches else set()
    found = [
        OddPlace(_kind(match, unpaired), match.start(), match.end(), character_name(match[0][0]))
        for match in matches
        if not _is_spelling(match, language)
    ]
    if _HAS_LOOK_ALIKE.search(text):
        mixed = (match for match in _MIXED_WORD.finditer(text) if is_disguised(match[0], language))
        found.extend(OddPlace(Oddity.LOOK_ALIKE, *match.span(), match[0]) for match in mixed)
    if _HAS_ARABIC_DIGIT.search(text):
        found.extend(OddPlace(Oddity.MIXED_DIGITS, *m.span(), m[0]) for m in _MIXED_DIGITS.finditer(text))
    return sorted(found, key=lambda place: (place.start, place.end))


def depends_on_language(place: OddPlace) -> bool:
    """Whether what is odd at a place may be spelling in another language."""
    return place.kind is Oddity.LOOK_ALIKE or (place.kind is Oddity.FORMAT_MARK and place.name.startswith("U+200C"))


def _is_spelling(match: re.Match[str], language: str) -> bool:
    if match.lastgroup == "tatweel":
        return spells_with_tatweel(match.string, match.start(), match.end())
    if match[0] in ("\u200c", "\u200d"):
        return spells_with_joiner(match.string, match.start(), language)
    return match[0] == "\u200b" and spells_with_space(match.string, match.start())
