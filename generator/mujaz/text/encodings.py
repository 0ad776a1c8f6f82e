"""Encodings: which a file may be in, by what it would read like; and texts that came through a wrong one."""

from __future__ import annotations

import re
from functools import cache
from itertools import permutations
from unicodedata import category

from msgspec import Struct

from mujaz.text.patterns import lazy_re

_CANDIDATES = re.findall(
    r"\S+",
    "windows-1252 windows-1256 iso-8859-6 mac-arabic cp720 windows-1250 windows-1251 koi8-r iso-8859-5 cp866"
    " windows-1253 windows-1254 windows-1255 gb18030 big5 shift_jis euc-jp euc-kr",
)
_READ_AS = ("windows-1252", "iso-8859-1", "windows-1256", "windows-1251", "macintosh")
"""What UTF-8 is taken for by mistake."""
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso-8859-5")
_MORE_PLAUSIBLE = 0.2
_BLANK = lazy_re(r"[ \t\r\n]+")  # not all white space: some of it is half of a letter here
_SAMPLE = 6_000  # bytes or code points
_SHOWN = 60  # code points of a line
_MOST = 3
_LIKELY = 0.5
_NEARLY = 0.7
_SCRIPTS = 0x07  # Latin, Greek, Cyrillic, Hebrew and Arabic stand below U+0700
_MOSTLY = 0.8
_WEIGHT_OF_WORDS = 2.0
_SYLLABLES = {"ko": 0.1, "ja": 0.1}  # more texts can be read as Chinese by mistake


class EncodingGuess(Struct, frozen=True):
    """What a text would read like.

    Attributes:
        encoding: that it may be in.
        line: the first line with a letter beyond ASCII, shortened.
    """

    encoding: str
    line: str


class Garbled(Struct, frozen=True):
    """A text that somebody read in a wrong encoding, and saved.

    Attributes:
        read_as: the wrong encoding.
        encoding: the right one.
        line: how its first line would read.
    """

    read_as: str
    encoding: str
    line: str


def readings(data: bytes) -> tuple[EncodingGuess, ...]:
    """The encodings that a file may be in, the likeliest first: to be looked at by a person, never to be taken.

    Args:
        data: bytes that are not UTF-8.
    """
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return _reading(data, "utf-32")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _reading(data, "utf-16")
    if order := utf16_order(data):
        return _reading(data, order)
    found = []
    for place, encoding in enumerate(_CANDIDATES):
        text = _decoded(data, encoding)
        if text is not None and (score := _plausibility(text)) > _LIKELY:
            found.append((-score, place, encoding, text))
    found.sort()
    different: dict[str, str] = {}
    for score, _, encoding, text in found:
        if score <= _NEARLY * found[0][0]:  # both are negative
            different.setdefault(text, encoding)
    right = [pair for pair in different.items() if garbled(pair[0]) is None]
    return tuple(EncodingGuess(encoding, _line(text)) for text, encoding in right[:_MOST])


def utf16_order(data: bytes) -> str | None:
    """The encoding of a file that seems to be UTF-16 without a byte order mark: every second byte is of few scripts."""
    for name, high in (("utf-16-le", data[1:_SAMPLE:2]), ("utf-16-be", data[:_SAMPLE:2])):
        if len(data) > 1 and sum(byte < _SCRIPTS for byte in high) > _MOSTLY * len(high):
            return name
    return None


def garbled(text: str) -> Garbled | None:
    """How a text was garbled, where that can be told: UTF-8, or an older encoding, read as another one."""
    sample = text[:_SAMPLE]
    for encoding in _READ_AS:
        if not _double(encoding).search(sample):
            continue
        words = [word for word in _BLANK.split(sample) if not word.isascii()]
        may_be = _like_utf8(encoding).fullmatch
        mended = [_again(word, encoding, "utf-8") for word in words if may_be(word)]
        right = [word for word in mended if word is not None and not word.isascii()]
        if 2 * len(right) > len(words):
            line = next(line for line in sample.split("\n") if not line.isascii())
            return Garbled(encoding, "utf-8", _shortened(" ".join(filter(None, _words(line, encoding)))))
    if _are_most(_LATIN_1, sample):
        from mujaz.text.languages import evidence_for, languages_of  # late: nearly no text comes here

        for encoding in ("windows-1256", "windows-1251", "windows-1255", "windows-1253"):
            mended_text = _again(sample, "windows-1252", encoding)
            if mended_text is None:
                continue
            languages = languages_of(mended_text)
            if len(languages) == 1 and evidence_for(mended_text, languages[0]) > 0:
                return Garbled("windows-1252", encoding, _line(mended_text))
    return _garbled_cyrillic(sample)


def _are_most(some: re.Pattern[str], sample: str) -> bool:
    """Whether most letters of a text are of some kind; others are counted only where there is one of it."""
    count = len(some.findall(sample))
    return count > 0 and 2 * count > sum(map(str.isalpha, sample))


def _garbled_cyrillic(sample: str) -> Garbled | None:
    """How a text was garbled that was in one of the encodings of Cyrillic and was read in another."""
    if not _are_most(_CYRILLIC_LETTER, sample):
        return None
    best, most = None, _plausibility(sample) + _MORE_PLAUSIBLE
    for read_as, encoding in permutations(_CYRILLIC, 2):
        mended = _again(sample, read_as, encoding)
        if mended is not None and (score := _plausibility(mended)) > most:
            best, most = Garbled(read_as, encoding, _line(mended)), score
    return best


def lost_letters(text: str) -> tuple[int, int] | None:
    """The first of the places where letters are lost to � or ???, if it is more than a slip of the publisher.

    Returns:
        a half-open range of code points, or None.
    """
    sample = text[:_SAMPLE]
    if "�" not in sample and "???" not in sample:
        return None
    words = sample.split()
    lost = [match.span() for match in _LOST.finditer(sample)]
    return lost[0] if len(lost) > max(1, len(words) / 20) else None


def _words(line: str, encoding: str) -> list[str]:
    return [word if word.isascii() else _again(word, encoding, "utf-8") or "�" for word in _BLANK.split(line)]


@cache
def _double(encoding: str) -> re.Pattern[str]:
    """What a letter of two bytes in UTF-8 looks like in an encoding of one byte a letter."""
    first = re.escape("".join(_character(byte, encoding) for byte in range(0xC2, 0xF0)))
    then = re.escape("".join(_character(byte, encoding) for byte in range(0x80, 0xC0)))
    return re.compile(f"[{first}][{then}]")


@cache
def _like_utf8(encoding: str) -> re.Pattern[str]:
    """What a word looks like whose bytes may be UTF-8: nearly none of those that were read in the right encoding is."""
    table = _bytes_of(encoding)

    def one_of(first: int, last: int) -> str:
        return "[" + re.escape("".join(sign for sign, byte in table.items() if first <= byte <= last)) + "]"

    then = one_of(0x80, 0xBF)
    forms = (
        one_of(0, 0x7F),
        one_of(0xC2, 0xDF) + then,
        one_of(0xE0, 0xEF) + then + "{2}",
        one_of(0xF0, 0xF4) + then + "{3}",
    )
    return re.compile(f"(?:{'|'.join(forms)})*")


def _character(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)  # as browsers do with the few bytes that windows-1252 leaves free


@cache
def _bytes_of(encoding: str) -> dict[str, int]:
    return {_character(byte, encoding): byte for byte in range(256)}


def _again(text: str, wrong: str, right: str) -> str | None:
    table = _bytes_of(wrong)
    try:
        return bytes(table[character] for character in text).decode(right)
    except (KeyError, UnicodeDecodeError):
        return None


def _reading(data: bytes, encoding: str) -> tuple[EncodingGuess, ...]:
    text = _decoded(data, encoding)
    return () if text is None else (EncodingGuess(encoding, _line(text)),)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str) -> float:
    """From 0 to 3: whether its characters are such as texts have, and its words those of a language."""
    from mujaz.text.languages import evidence_for, languages_of

    sample = text[:_SAMPLE]
    visible = [character for character in sample if not character.isspace()]
    if not visible:
        return 0
    odd = sum(category(character) in ("Cc", "Cn", "Co", "Sk", "So", "Sm", "Sc", "Lm", "No") for character in visible)
    odd += len(_RISING.findall(sample)) + len(_MIXED.findall(sample))
    languages = languages_of(sample)
    evidence = max((_SYLLABLES.get(language, evidence_for(sample, language)) for language in languages[:1]), default=0)
    return 1 - 3 * odd / len(visible) + _WEIGHT_OF_WORDS * evidence


_LATIN_1 = lazy_re("[\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")  # letters above ASCII
_CYRILLIC_LETTER = lazy_re("[\u0400-\u0481\u048a-\u04ff]")
_LOST = lazy_re(r"�+|(?<!\S)\?{3,}(?=[\s.,:;!]|$)")
# A capital behind a small letter, and letters of two scripts, within a word.
_RISING = lazy_re(r"[a-zà-ÿа-яά-ώ][A-ZÀ-ÞА-ЯΆ-Ώ]")
_MIXED = lazy_re(r"[A-Za-zÀ-ÿ][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-zÀ-ÿ]")


def _line(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    return _shortened(next((line for line in lines if not line.isascii()), lines[0] if lines else ""))


def _shortened(line: str) -> str:
    shown = "".join(character for character in " ".join(line.split()) if category(character)[0] != "C")
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rpartition(' ')[0] or shown[:_SHOWN]}…"
