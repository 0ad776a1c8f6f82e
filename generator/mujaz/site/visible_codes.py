"""Codes that a text may be written in as a whole: words with numbers, digits for letters, turned letters, word by word.

Each is read only where there is enough of it that a reading could say something; a wrong one gives no words that
anything is compared with.
"""

from __future__ import annotations

import binascii
import re
from base64 import a85decode, b64decode, b85decode
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from mujaz.text.patterns import lazy_re

_MANY = 16
_DIGITS = lazy_re(r"\d+")
_MIXED = lazy_re(r"[^\W\d_]+[0-9@$][\w@$]*|[0-9@$][\w@$]*[^\W\d_]")
_LEET = str.maketrans("43507689@$", "aesotgbgas")
# Letters turned by half a turn, which are read from the end of the text.
_TURNED = dict(
    zip(
        "\u0250q\u0254p\u01dd\u025f\u0183\u0265\u1d09\u027e\u029e\u05df\u026fuodb\u0279s\u0287n\u028c\u028dx\u028ez",
        "abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
) | {"\u0131": "i", "\u0253": "g", "\u1d77": "g"}
_TURN = str.maketrans(_TURNED)
_IS_TURNED = lazy_re("[\u0250\u0254\u01dd\u025f\u0183\u0265\u1d09\u027e\u029e\u026f\u0279\u0287\u028c\u028d\u028e]")
_BRAILLE = str.maketrans(
    "\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a\u281a\u2805\u2807\u280d\u281d\u2815\u280f\u281f\u2817\u280e\u281e"
    "\u2825\u2827\u283a\u282d\u283d\u2835",
    "abcdefghijklmnopqrstuvwxyz",
)
_IS_BRAILLE = lazy_re("[\u2801-\u283f]")
_SELECTORS = lazy_re("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_INVISIBLE = lazy_re("[\u200b-\u200f\u2060-\u2064\ufeff]")
_UTF_7 = lazy_re(r"\+[A-Za-z0-9/+]{3,}(?:-|(?![A-Za-z0-9/+]))")
_UUENCODED = lazy_re(r"begin [0-7]{3} .*\n((?:[ -`]+\r?\n)+)")
_TOKEN = lazy_re(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{2,47}={0,2}(?![A-Za-z0-9+/=_-])")
_HEXADECIMAL = lazy_re(r"(?:[0-9a-fA-F]{2})+")
_DUMPED = lazy_re(r"^[ \t]*[0-9a-fA-F]{4,8}:?[ \t]+((?:[0-9a-fA-F]{2,8}[ \t]){1,16})", re.MULTILINE)
_PAIRS = lazy_re(r"(?:(?:0x|\\x|%|=)?[0-9a-fA-F]{2}[\s,;:|/.-]+){23,}(?:0x)?[0-9a-fA-F]{2}\b")
_PAIR = lazy_re(r"(?<![0-9a-fA-F])[0-9a-fA-F]{2}\b")
_OCTAL = lazy_re(r"(?:\b[0-7]{2,3}\b[\s,;]+){23,}[0-7]{2,3}\b")
_BINARY = lazy_re(r"(?:\b[01]{7,8}\b[\s,;]*){24,}|[01]{192,}")
_FIELD = lazy_re(r"[\"']?([A-Za-z_]\w*)[\"']?\s*[:=]\s*[\"']?(\d{1,7})\b")


def of_codes(text: str) -> Iterator[str]:
    """A text in each of the codes that it may be written in."""
    if len(text) < 3 * _MANY:
        return
    has_digits = len(_DIGITS.findall(text)) >= _MANY
    if has_digits:
        yield _DIGITS.sub("", text)
        if len(_MIXED.findall(text)) >= _MANY:
            yield text.translate(_LEET)
            yield text.replace("1", "i").replace("!", "i").translate(_LEET)
    if len(_IS_TURNED.findall(text)) >= _MANY:
        yield text.lower()[::-1].translate(_TURN)
    if not text.isascii():
        if len(_IS_BRAILLE.findall(text)) >= _MANY:
            yield text.translate(_BRAILLE)
        yield from _of_invisible(text)
    yield text[::-1]
    if "+" in text and text.isascii() and len(_UTF_7.findall(text)) >= _MANY // 2:
        yield text.encode().decode("utf-7", "replace")
    if has_digits:
        yield from _of_bytes(text)
        yield from _of_fields(text)
    yield from _word_by_word(text)


def _of_invisible(text: str) -> Iterator[str]:
    """What variation selectors stand for, as bytes or halves of bytes, and invisible characters, as bits."""
    codes = [ord(sign) for sign in _SELECTORS.findall(text)]
    if len(codes) >= 3 * _MANY:
        codes = [code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16 for code in codes]
        yield from _decoded(bytes(codes))
        if max(codes) < 16:
            yield from _decoded(bytes(16 * high + low for high, low in zip(codes[::2], codes[1::2], strict=False)))
    signs = _INVISIBLE.findall(text)
    if len(signs) >= 24 * _MANY:
        two = [sign for sign, _ in Counter(signs).most_common(2)]
        if len(two) == 2:
            bits = "".join(str(two.index(sign)) for sign in signs if sign in two)
            for written in (bits, bits.translate({48: "1", 49: "0"})):
                for width in (7, 8):
                    yield from _decoded(bytes(int(written[n : n + width], 2) for n in range(0, len(written), width)))


def of_printable(text: str) -> Iterator[str]:
    """What stands in base 85 (Ascii85, RFC 1924), or in the code of uuencode."""
    for token in text.split():
        if len(token) >= 3 * _MANY and token.isascii():
            for decode in (b85decode, a85decode):
                with suppress(ValueError):  # most words are in no such code
                    yield from _decoded(decode(token.removeprefix("<~").removesuffix("~>")))
    if "begin " in text and (found := _UUENCODED.search(text)):
        with suppress(binascii.Error):  # a damaged code is no text
            yield from _decoded(b"".join(map(binascii.a2b_uu, found[1].encode("latin-1", "replace").splitlines())))


def _of_bytes(text: str) -> Iterator[str]:
    """What bytes stand for that are written one by one in hexadecimal, octal or binary digits, or as a dump."""
    for found in _PAIRS.finditer(text):
        yield from _decoded(bytes(int(pair, 16) for pair in _PAIR.findall(found[0])))
    for found in _OCTAL.finditer(text):
        yield from _decoded(bytes(int(code, 8) & 255 for code in re.findall(r"[0-7]+", found[0])))
    for found in _BINARY.finditer(text):
        digits = [found[0]] if found[0].isdigit() else re.findall("[01]+", found[0])
        if len(digits) == 1:
            digits = [digits[0][n : n + 8] for n in range(0, len(digits[0]), 8)]
        yield from _decoded(bytes(int(code, 2) for code in digits))
    dumped = "".join(_DUMPED.findall(text))
    if dumped:
        digits_only = re.sub(r"\s", "", dumped)
        yield from _decoded(bytes.fromhex(digits_only[: len(digits_only) & ~1]))


def _decoded(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "replace")
    if b"\0" in content:
        yield content.decode("utf-16-le", "replace")
        yield content.decode("utf-16-be", "replace")


def _of_fields(text: str) -> Iterator[str]:
    """What the numbers stand for that records have in one of their fields."""
    fields: dict[str, list[int]] = {}
    for name, number in _FIELD.findall(text):
        fields.setdefault(name, []).append(int(number))
    for numbers in fields.values():
        if len(numbers) >= 3 * _MANY:
            yield "".join(chr(number) if 0 < number < 0x110000 else " " for number in numbers)


def _word_by_word(text: str) -> Iterator[str]:
    """A text whose words were written in base 64, or in hexadecimal digits, each by itself."""
    tokens = _TOKEN.findall(text)
    if len(tokens) < _MANY:
        return
    hexadecimal = [token for token in tokens if _HEXADECIMAL.fullmatch(token)]
    if len(hexadecimal) >= _MANY:
        yield " ".join(bytes.fromhex(token).decode("utf-8", "replace") for token in hexadecimal)
    plain = [word for token in tokens if len(token) >= 4 and (word := _unpacked(token))]
    if len(plain) >= _MANY:
        yield " ".join(plain)


def _unpacked(token: str) -> str:
    """What a word in base 64 stands for; empty where it is no text."""
    written = token.rstrip("=").replace("-", "+").replace("_", "/")
    if len(written) % 4 == 1:
        return ""
    try:
        word = b64decode(written + "=" * (-len(written) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return word if word.isprintable() else ""
