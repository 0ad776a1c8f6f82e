"""The house style of YAML files that the tool begins: quoted where in doubt, no character that cannot be seen."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator

from mujaz.text.hygiene import Oddity, OddPlace, odd_places
from mujaz.text.patterns import lazy_re
from mujaz.text.spelling import in_one_alphabet

# Plain scalars that no YAML reader takes for anything but text.
_PLAIN = lazy_re(r"[^\W\d_][^:#\"'\\\[\]{},&*!|>%@`\n]*(?<! )")
RESERVED = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Words, in lower case, that some YAML reader takes for no text."""

_JOINERS = "\u200c\u200d"
_UNSEEN = (Oddity.CONTROL, Oddity.INVISIBLE, Oddity.FORMAT_MARK)


def quoted(text: str) -> str:
    """A text as a double-quoted scalar on one line; characters that cannot be seen as escapes."""
    if not has_unseen(text):
        return json.dumps(text, ensure_ascii=False)
    unseen = {index for place in _unseen(text) for index in range(place.start, place.end)}
    pieces = (
        _escape(character) if index in unseen else json.dumps(character, ensure_ascii=False)[1:-1]
        for index, character in enumerate(text)
    )
    return f'"{"".join(pieces)}"'


def has_unseen(text: str) -> bool:
    """Whether a text holds control characters, direction marks or the like; joiners, part of spelling, do not count."""
    return next(_unseen(text), None) is not None


def _unseen(text: str) -> Iterator[OddPlace]:
    return (place for place in odd_places(text) if place.kind in _UNSEEN and text[place.start] not in _JOINERS)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def scalar(text: str) -> str:
    """A text as a scalar on one line, in quotation marks unless it cannot be misread without them."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in RESERVED else quoted(text)


def legible(text: str, language: str) -> str:
    """A text as `presentable`, and each of its words in one alphabet: for words that are shown and not looked for.

    Args:
        text: such as a title.
        language: its BCP 47 tag, which says what a word may be spelt with.
    """
    line = presentable(text)
    for _ in range(len(line)):  # a joiner that goes may leave one word of two
        cleaned = presentable(_in_alphabets(line, language))
        if cleaned == line:
            break
        line = cleaned
    return line


def _in_alphabets(line: str, language: str) -> str:
    for place in odd_places(line, language):
        if place.kind is Oddity.LOOK_ALIKE:  # as long as it was
            line = line[: place.start] + in_one_alphabet(line[place.start : place.end]) + line[place.end :]
    joiners = {place.start for place in odd_places(line, language) if place.kind is Oddity.FORMAT_MARK}
    return "".join(letter for index, letter in enumerate(line) if index not in joiners)


def presentable(text: str) -> str:
    """A text on one line as content files allow it.

    White space is single, letters are in normal form C and in place of their presentation forms, each number is in one
    set of digits; control and invisible characters, direction marks and tatweels that only stretch are gone. Joiners
    stay: Persian spells with them. Matching folds all of this, so a quote written so is found where the original was.
    """
    line = " ".join(text.split())
    for _ in range(len(line)):  # one removal may leave an isolate without its other half
        cleaned = unicodedata.normalize("NFC", _cleaned(line))
        if cleaned == line:
            break
        line = cleaned
    return " ".join(line.split())


def _cleaned(line: str) -> str:
    pieces = []
    done = 0
    for place in odd_places(line):
        if place.start < done:
            continue
        part = line[place.start : place.end]
        match place.kind:
            case Oddity.CONTROL | Oddity.INVISIBLE | Oddity.TATWEEL:
                replacement = ""
            case Oddity.FORMAT_MARK:
                replacement = part if part in _JOINERS else ""
            case Oddity.PRESENTATION_FORM:
                replacement = unicodedata.normalize("NFKC", part)
            case Oddity.MIXED_DIGITS:
                replacement = _in_one_set(part)
            case _:
                continue
        pieces += [line[done : place.start], replacement]
        done = place.end
    return "".join([*pieces, line[done:]])


def _in_one_set(number: str) -> str:
    """A number in the set of digits that it begins with."""
    zero = ord(number[0]) - unicodedata.digit(number[0])
    return "".join(chr(zero + unicodedata.digit(digit)) for digit in number)


def modeline(name: str, path: str) -> str:
    """The comment that tells yaml-language-server which schema a file follows.

    Args:
        name: of the schema.
        path: of the file, relative to the site's root.
    """
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{name}.json\n"
