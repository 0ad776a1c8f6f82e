"""What programs read in place of what is written: references, escapes, codes and packed stretches within a text."""

from __future__ import annotations

import binascii
import html
import re
from base64 import b32decode, b64decode
from collections.abc import Iterator
from urllib.parse import unquote

from mujaz.text.patterns import lazy_re

_ROUNDS = 4
"""References within references that are followed."""
_REFERENCE = lazy_re(r"&#?\w{1,31};")

# ECMA-262, 12.9.4; JSON, RFC 8259.
_SCRIPT = lazy_re(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(.)|(\n))", re.DOTALL)
_NAMED = {"n": " ", "r": " ", "t": " ", "b": "", "f": " ", "v": " "}
# CSS Syntax Level 3, 4.3.7.
_STYLE = lazy_re(r"\\([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?")

_JOINED = lazy_re(r"""["'`]\s*\+\s*["'`]""")
_PERCENT = lazy_re(r"%[0-9a-fA-F]{2}")
_QUOTED_PRINTABLE = lazy_re(r"=(?:([0-9A-F]{2})|\r?\n)")
_FEW = 8
"""Escapes of bytes that a text has by chance."""

_NUMBERS = lazy_re(r"(?:(?:0x[0-9a-fA-F]{1,6}|\b\d{1,7})\b[\s,;]+){23,}(?:0x[0-9a-fA-F]{1,6}|\d{1,7})\b")
_NUMBER = lazy_re(r"0x([0-9a-fA-F]+)|(\d+)")
_LONG = 48
_BLOB = lazy_re(r"(?:[A-Za-z0-9+/_-]{48,}={0,2}(?:\\?\r?\n[ \t]*|\\n|$)?)+[A-Za-z0-9+/_-]*={0,2}", re.MULTILINE)
_BASE16, _BASE32 = lazy_re(r"[0-9a-fA-F]+"), lazy_re(r"[A-Z2-7]+=*")


def without_references(text: str) -> str:
    """A text without references of characters, and such as stand within one another."""
    for _ in range(_ROUNDS):
        if "&" not in text or _REFERENCE.search(text) is None:
            return text
        text = html.unescape(text)
    return text


def readings(text: str) -> Iterator[str]:
    """A text as it is written, and as each kind of escapes that it holds has it read."""
    text = without_references(text)
    yield text
    if "\\" in text:
        yield _paired(_SCRIPT.sub(_of_script, text))
        if _STYLE.search(text) is not None:
            yield _STYLE.sub(lambda found: _character(int(found[1], 16)), text)
    if "+" in text and len(_JOINED.findall(text)) > _FEW:
        yield _JOINED.sub("", text)
    if text.count("%") > _FEW and len(_PERCENT.findall(text)) > _FEW:
        for _ in range(_ROUNDS):
            before, text = text, unquote(text)
            if text == before:
                break
        yield text.replace("+", " ")
    if text.count("=") > _FEW and len(_QUOTED_PRINTABLE.findall(text)) > _FEW:
        plain = _QUOTED_PRINTABLE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "", text)
        yield plain.encode("latin-1", "replace").decode("utf-8", "replace")


def _of_script(found: re.Match[str]) -> str:
    braced, four, two, octal, other, end = found.groups()
    if end:
        return ""
    if other is not None:
        return _NAMED.get(other, other)
    return _character(int(octal, 8) if octal else int(braced or four or two, 16))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else " "


def _paired(text: str) -> str:
    """A text whose surrogates, written one by one, are the characters that they stand for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def of_numbers(text: str) -> Iterator[str]:
    """The texts that lists of numbers are, as code points or as bytes."""
    for found in _NUMBERS.finditer(text):
        codes = [int(hexadecimal, 16) if hexadecimal else int(decimal) for hexadecimal, decimal in
                 _NUMBER.findall(found[0])]  # fmt: skip
        yield "".join(map(_character, codes))
        if max(codes) < 256:
            yield bytes(codes).decode("utf-8", "replace")


def blobs(text: str) -> Iterator[bytes]:
    """What stands in a text in base 64, base 32 or hexadecimal digits, in stretches of some length."""
    if max(map(len, text.split()), default=0) < _LONG:
        return
    for found in _BLOB.finditer(text):
        written = re.sub(r"\\n|[\s\\]", "", found[0]).rstrip("=").replace("-", "+").replace("_", "/")
        try:
            yield b64decode(written[: len(written) - (len(written) % 4 == 1)] + "===")
        except binascii.Error:
            continue
        if _BASE16.fullmatch(written) and len(written) % 2 == 0:
            yield bytes.fromhex(written)
        elif _BASE32.fullmatch(written):
            try:
                yield b32decode(written + "=" * (-len(written) % 8))
            except binascii.Error:
                continue
