"""Ways to publish an article that may not be: each gives a file, by its name and its content, that shows a text."""

# A table, in which a line is an example.
# ruff: noqa: E501

from __future__ import annotations

import base64
import binascii
import bz2
import codecs
import gzip
import html
import io
import json
import lzma
import random
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

File = tuple[str, str | bytes]

_FILLERS = ["apple", "window", "yellow", "seven", "cloud", "river", "pencil", "kettle", "mirror", "candle", "ladder"]


def _every(step: int) -> Callable[[str], str]:
    def filled(text: str) -> str:
        words = text.split()
        return " ".join(word if (n + 1) % step else f"{word} {_FILLERS[n % 11]}" for n, word in enumerate(words))

    return filled


def _page(body: str, head: str = "") -> File:
    return (
        "a/page.html",
        f'<!doctype html><html lang="en"><head><title>x</title>{head}</head><body>{body}</body></html>',
    )


def _each(wrap: Callable[[str], str], between: str = "") -> Callable[[str], str]:
    return lambda text: between.join(wrap(word) for word in text.split())


def _columns(text: str, count: int) -> str:
    words = text.split()
    height = -(-len(words) // count)
    cells = [words[row::height][:count] for row in range(height)]
    return "<table>" + "".join("<tr>" + "".join(f"<td>{word}</td>" for word in row) + "</tr>" for row in cells)


def _shuffled(text: str) -> str:
    words = text.split()
    random.Random(7).shuffle(words)
    return " ".join(words)


def _sentences_reversed(text: str) -> str:
    return ". ".join(reversed(text.split(". ")))


def _between_letters(sign: str) -> Callable[[str], str]:
    return lambda text: " ".join(sign.join(word) for word in text.split())


_LOOKS = dict(zip("aceopxyi", "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456", strict=True))
_DOTLESS = dict(zip("بتثنيئجخذزشضظغفقة", "ٮٮٮٮٮٮححدرسصطعڡڡه", strict=True))
_BOLD = {chr(97 + n): chr(0x1D41A + n) for n in range(26)} | {chr(65 + n): chr(0x1D400 + n) for n in range(26)}
_WIDE = {chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)}
_CIRCLED = {chr(97 + n): chr(0x24D0 + n) for n in range(26)}
_FLAGS = {chr(97 + n): chr(0x1F1E6 + n) for n in range(26)}
_FINAL = {
    "ن": "\ufee5",
    "م": "\ufee1",
    "ل": "\ufedd",
    "ك": "\ufed9",
    "ي": "\ufef1",
    "ا": "\ufe8d",
    "ت": "\ufe95",
    "ة": "\ufe93",
}


_SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
_DARK = {chr(97 + n): chr(0x1F150 + n) for n in range(26)}
_DARK_SQUARES = {chr(97 + n): chr(0x1F170 + n) for n in range(26)}
_CHEROKEE = dict(zip("abcdeghjklmprstvwyz", "ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃ", strict=True))
_PHONETIC = dict(zip("aegiyruv", "ɑєɡıугυν", strict=True))
_TURNED = dict(zip("abcdefghijkmnpqrtuvwy", "ɐqɔpǝɟƃɥᴉɾʞɯudbɹʇnʌʍʎ", strict=True))
_LEET = dict(zip("aeiost", "431057", strict=True))
_BRAILLE = dict(zip("abcdefghijklmnopqrstuvwxyz", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", strict=True))


def _lower(table: dict[str, str]) -> Callable[[str], str]:
    return lambda text: text.lower().translate(str.maketrans(table))


def _replaced(step: int) -> Callable[[str], str]:
    def replaced(text: str) -> str:
        return " ".join("other" if n % step == step - 1 else word for n, word in enumerate(text.split()))

    return replaced


def _words(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: " ".join(map(change, text.split()))


def _selectors(text: str) -> str:
    return "x" + "".join(chr(0xFE00 + b if b < 16 else 0xE0100 + b - 16) for b in text.encode())


def _half_selectors(text: str) -> str:
    return "x" + "".join(chr(0xFE00 + (b >> 4)) + chr(0xFE00 + (b & 15)) for b in text.encode())


def _bits(text: str) -> str:
    return "x" + "".join("\u200b\u200c"[int(bit)] for byte in text.encode() for bit in f"{byte:08b}")


def _mapped(table: dict[str, str]) -> Callable[[str], str]:
    return lambda text: text.translate(str.maketrans(table))


def _marks(text: str) -> str:
    return "".join(f"{c}\u064e" if "\u0621" <= c <= "\u064a" else f"{c}\u0301" if c.isalpha() else c for c in text)


_WORDINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "a filler after every word": _every(1),
    "a filler after every second word": _every(2),
    "a filler after every third word": _every(3),
    "a filler after every fifth word": _every(5),
    "a filler after every seventh word": _every(7),
    "words in reverse": lambda text: " ".join(reversed(text.split())),
    "sentences in reverse": _sentences_reversed,
    "words shuffled": _shuffled,
    "words sorted": lambda text: " ".join(sorted(text.split())),
    "every fifteenth word left out": lambda text: " ".join(w for n, w in enumerate(text.split()) if n % 15 != 14),
    "pairs of words swapped": lambda text: " ".join(
        w for n in range(0, len(text.split()), 2) for w in reversed(text.split()[n : n + 2])
    ),
    "capitals": str.upper,
    "no spaces": lambda text: "".join(text.split()),
    "words glued in threes": lambda text: " ".join(
        "".join(text.split()[n : n + 3]) for n in range(0, len(text.split()), 3)
    ),
    "hyphens for spaces": lambda text: "-".join(text.split()),
    "underscores for spaces": lambda text: "_".join(text.split()),
    "full stops for spaces": lambda text: ".".join(text.split()),
    "middle dots for spaces": lambda text: "\u00b7".join(text.split()),
    "blank braille for spaces": lambda text: "\u2800".join(text.split()),
    "Hangul fillers for spaces": lambda text: "\u3164".join(text.split()),
    "zero-width spaces for spaces": lambda text: "\u200b".join(text.split()),
    "no-break spaces": lambda text: "\u00a0".join(text.split()),
    "letters apart": lambda text: " ".join(text.replace(" ", "")),
    "letters in threes": lambda text: " ".join(
        text.replace(" ", "")[n : n + 3] for n in range(0, len(text.replace(" ", "")), 3)
    ),
    "full stops between letters": _between_letters("."),
    "zero-width spaces between letters": _between_letters("\u200b"),
    "zero-width joiners between letters": _between_letters("\u200d"),
    "word joiners between letters": _between_letters("\u2060"),
    "soft hyphens between letters": _between_letters("\u00ad"),
    "combining grapheme joiners": _between_letters("\u034f"),
    "variation selectors": _between_letters("\ufe0f"),
    "tatweel": lambda text: "".join(f"{c}\u0640" if c in "بتسكلمنه" else c for c in text),
    "diacritics": _marks,
    "struck out by combining strokes": _between_letters("\u0336"),
    "canonical decomposition": lambda text: unicodedata.normalize("NFD", text),
    "presentation forms": _mapped(_FINAL),
    "Cyrillic look-alikes": _mapped(_LOOKS),
    "Arabic without dots": _mapped(_DOTLESS),
    "Persian letters": _mapped({"ي": "ی", "ك": "ک", "ه": "ہ"}),
    "mathematical bold": _mapped(_BOLD),
    "full-width letters": _mapped(_WIDE),
    "circled letters": lambda text: _mapped(_CIRCLED)(text.lower()),
    "regional indicators": lambda text: _mapped(_FLAGS)(text.lower()),
    "invisible tags": lambda text: "".join(chr(0xE0000 + ord(c)) if "!" <= c <= "~" else c for c in text),
    "small capitals": _lower(_SMALL),
    "letters in dark circles": _lower(_DARK),
    "letters in dark squares": _lower(_DARK_SQUARES),
    "Cherokee look-alikes": _lower(_CHEROKEE),
    "phonetic look-alikes": _lower(_PHONETIC),
    "turned letters": lambda text: _lower(_TURNED)(text)[::-1],
    "digits for many letters": _lower(_LEET),
    "Braille": _lower(_BRAILLE),
    "letters in reverse": lambda text: text[::-1],
    "variation selectors for bytes": _selectors,
    "variation selectors for halves of bytes": _half_selectors,
    "invisible characters for bits": _bits,
    "every fifth word replaced": _replaced(5),
    "every third word replaced": _replaced(3),
    "a letter doubled in each word": _words(lambda w: w[:3] + w[2:] if len(w) > 3 else w),
    "a letter left out of each word": _words(lambda w: w[:2] + w[3:] if len(w) > 4 else w),
    "a letter replaced in each word": _words(lambda w: f"{w[:2]}x{w[3:]}" if len(w) > 4 else w),
    "an ending put to each word": _words(lambda w: f"{w}s"),
    "without articles": _words(lambda w: w.removeprefix("ال")),
    "a particle put to each word": _words(lambda w: f"و{w}"),
    "a number put to each word, sorted": lambda text: " ".join(sorted(f"{w}{n}" for n, w in enumerate(text.split()))),
    "digits for letters": _mapped({"o": "0", "l": "1", "O": "0", "I": "1"}),
}
"""What is done to the words, which then stand in a page as its text."""

LANGUAGE = {
    "Arabic without dots": "ar", "Persian letters": "ar", "presentation forms": "ar", "tatweel": "ar",
    "Cyrillic look-alikes": "en", "mathematical bold": "en", "full-width letters": "en", "circled letters": "en",
    "regional indicators": "en", "invisible tags": "en", "digits for letters": "en",
    "text/plain in ISO 8859-6": "ar", "text/plain in Windows-1256": "ar", "script, bytes escaped": "en",
    "small capitals": "en", "letters in dark circles": "en", "letters in dark squares": "en", "turned letters": "en",
    "Cherokee look-alikes": "en", "phonetic look-alikes": "en", "digits for many letters": "en", "Braille": "en",
    "an ending put to each word": "en", "without articles": "ar", "a particle put to each word": "ar",
    "text in UTF-7": "ar", "text in code page 720": "ar", "text in code page 864": "ar", "text in EBCDIC": "en",
    "octal digits": "en", "numbers in records": "en",
    "script, octal": "en", "capitals": "en", "the name of a file": "en",
}  # fmt: skip
"""Places that say something in one of the languages only."""


def _zip_with_gap(gap: bytes) -> bytes:
    """A sound archive with bytes between the data of its only member and its directory."""
    archive = _zipped("a.txt", "hi")
    begin, end = archive.index(b"PK\1\2"), archive.index(b"PK\5\6")
    moved = (begin + len(gap)).to_bytes(4, "little")
    return archive[:begin] + gap + archive[begin:end] + archive[end : end + 16] + moved + archive[end + 20 :]


def _zip_without_directory(text: str) -> bytes:
    """The head and the data of a member, and an end that says there is none."""
    archive = _zipped("a.txt", text, zipfile.ZIP_STORED)
    return archive[: archive.index(b"PK\1\2")] + b"PK\5\6" + b"\0" * 18


def _zipped(name: str, content: str | bytes, how: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return stream.getvalue()


def _tarred(name: str, content: str, mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        entry = tarfile.TarInfo(name)
        entry.size = len(content.encode())
        archive.addfile(entry, io.BytesIO(content.encode()))
    return stream.getvalue()


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def _jpeg(marker: bytes, content: bytes) -> bytes:
    return b"\xff\xd8" + marker + struct.pack(">H", len(content) + 2) + content + b"\xff\xda\0\x02\xff\xd9"


def _gif(content: bytes) -> bytes:
    blocks = b"".join(bytes([len(part)]) + part for n in range(0, len(content), 255) if (part := content[n : n + 255]))
    return b"GIF89a\1\0\1\0\0\0\0\x21\xfe" + blocks + b"\0\x3b"


def _base64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def _styles(text: str) -> str:
    return "".join(f"\\{ord(c):06x}" for c in text)


def _pdf(text: str) -> bytes:
    stream = zlib.compress(f"BT ({text}) Tj ET".encode("utf-16-be"))
    return b"%PDF-1.7\n1 0 obj <</Filter /FlateDecode>> stream\n" + stream + b"\nendstream\n%%EOF"


def _index(text: str) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return f'mujazSearch.part("t/0","{_base64(packer.compress(json.dumps([text]).encode()) + packer.flush())}");\n'


def _units(text: str) -> str:
    data = text.encode("utf-16-be")
    return "".join(f"\\u{data[n]:02x}{data[n + 1]:02x}" for n in range(0, len(data), 2))


_FORMS: dict[str, Callable[[str], File]] = {
    # HTML
    "text with a tag in each word": lambda t: _page(_each(lambda w: f"{w[0]}<b>{w[1:]}</b>", " ")(t)),
    "comments within words": lambda t: _page(_each(lambda w: f"{w[0]}<!-- x -->{w[1:]}", " ")(t)),
    "line-break opportunities within words": lambda t: _page(_each(lambda w: f"{w[0]}<wbr>{w[1:]}", " ")(t)),
    "a word in each paragraph": lambda t: _page(_each(lambda w: f"<p>{w}</p>")(t)),
    "a word in each span": lambda t: _page(_each(lambda w: f"<span>{w}</span>")(t)),
    "a word in each positioned span": lambda t: _page(_each(lambda w: f'<i style="left:9px;top:3px">{w}</i>')(t)),
    "a letter in each span": lambda t: _page("".join(f"<span>{c}</span>" for c in t)),
    "a word in each cell": lambda t: _page(f"<table><tr>{_each(lambda w: f'<td>{w}</td>')(t)}</tr></table>"),
    "two columns": lambda t: _page(_columns(t, 2)),
    "five columns": lambda t: _page(_columns(t, 5)),
    "a word in each row beside another": lambda t: _page(_each(lambda w: f"<tr><td>{w}<td>cell</tr>")(t)),
    "ruby": lambda t: _page(_each(lambda w: f"<ruby>{w}<rt>x</rt></ruby>")(t)),
    "list items": lambda t: _page(_each(lambda w: f"<li>{w}")(t)),
    "options": lambda t: _page(_each(lambda w: f"<option>{w}")(t)),
    "hidden element": lambda t: _page(f"<div hidden>{t}</div>"),
    "template": lambda t: _page(f"<template>{t}</template>"),
    "noscript": lambda t: _page(f"<noscript>{t}</noscript>"),
    "text area": lambda t: _page(f"<textarea>{t}</textarea>"),
    "comment": lambda t: _page(f"<!-- {t} -->"),
    "comment that has no end": lambda t: _page(f"<!-- {t}"),
    "text behind a lone less-than sign": lambda t: _page(f"<p>1 < 2 {t}</p>"),
    "names of attributes": lambda t: _page(f"<p {t}>x</p>"),
    "alternative text": lambda t: _page(f'<img src="x.png" alt="{t}">'),
    "label": lambda t: _page(f'<i aria-label="{t}"></i>'),
    "tooltip": lambda t: _page(f'<i title="{t}"></i>'),
    "value": lambda t: _page(f'<input value="{t}" placeholder="x">'),
    "data of an element": lambda t: _page(f"<i data-text='{t}'></i>"),
    "a word in each attribute": lambda t: _page(_each(lambda w: f'<i title="{w}"></i>')(t)),
    "a word in each alternative text": lambda t: _page(_each(lambda w: f'<img src="x.png" alt="{w}">')(t)),
    "unquoted attributes": lambda t: _page(_each(lambda w: f"<i data-w={w}></i>")(t)),
    "description": lambda t: _page("x", f'<meta name="description" content="{t}">'),
    "linked data": lambda t: _page("x", f'<script type="application/ld+json">{json.dumps({"a": t})}</script>'),
    "frame with a document": lambda t: _page(f'<iframe srcdoc="{html.escape(html.escape(t))}"></iframe>'),
    "hidden letters in each word": lambda t: _page(_each(lambda w: f"{w[:2]}<span hidden>zq</span>{w[2:]}", " ")(t)),
    "a hidden word after each": lambda t: _page(_each(lambda w: f"{w}<span hidden> lamp</span>", " ")(t)),
    "eight hidden words after each": lambda t: _page(_each(lambda w: f"{w} <span hidden>{_JUNK}</span>", " ")(t)),
    "words that are not displayed": lambda t: _page(_each(lambda w: f'{w}<i style="display:none"> {_JUNK}</i>', " ")(t)),
    "letters that are not displayed": lambda t: _page(_each(lambda w: f'{w[0]}<i style="display: none">q</i>{w[1:]}', " ")(t)),
    "words that are not visible": lambda t: _page(_each(lambda w: f'{w}<i style="visibility:hidden"> {_JUNK}</i>', " ")(t)),
    "words of no size": lambda t: _page(_each(lambda w: f'{w}<b style="font-size:0"> {_JUNK}</b>', " ")(t)),
    "words that are transparent": lambda t: _page(_each(lambda w: f'{w}<b style="opacity:0"> {_JUNK}</b>', " ")(t)),
    "templates between words": lambda t: _page(_each(lambda w: f"{w}<template> <p>{_JUNK}</p></template>", " ")(t)),
    "templates within words": lambda t: _page(_each(lambda w: f"{w[:2]}<template>q</template>{w[2:]}", " ")(t)),
    "hidden elements within one another": lambda t: _page(
        _each(lambda w: f"{w}<span hidden> <span>{_JUNK}</span> a</span>", " ")(t)),
    "hidden by a class": lambda t: _page(
        _each(lambda w: f'{w[0]}<i class="k">q</i>{w[1:]} <i class="k"><b>{_JUNK}</b></i>', " ")(t),
        "<style>.k{display:none}</style>"),
    "hidden by a style sheet": lambda t: _page(_each(lambda w: f'{w[0]}<i class="k">q</i>{w[1:]}', " ")(t)),
    "shown by a style sheet": lambda t: _page(_each(lambda w: f'{_JUNK} <i class="k">{w}</i>', " ")(t)),
    "deleted letters in each word": lambda t: _page(_each(lambda w: f"{w[:2]}<del>zq</del>{w[2:]}", " ")(t)),
    "struck letters in each word": lambda t: _page(_each(lambda w: f"{w[:2]}<s>zq</s>{w[2:]}", " ")(t)),
    "lowered letters in each word": lambda t: _page(_each(lambda w: f"{w[:2]}<sub>zq</sub>{w[2:]}", " ")(t)),
    "a closed detail": lambda t: _page(f"<details><summary>x</summary>{t}</details>"),
    "half of each word in an attribute": lambda t: _page(_each(lambda w: f'<i title="{w[:3]}">{w[3:]}</i>', " ")(t)),
    "a word in each id": lambda t: _page("".join(f'<p id="w{n}-{w}">x</p>' for n, w in enumerate(t.split()))),
    "a word in each address": lambda t: _page(_each(lambda w: f'<a href="https://e.example/{w}">z</a>', " ")(t)),
    "letters by column": lambda t: _page("<table>" + "".join(
        "<tr>" + "".join(f"<td>{w[n : n + 1]}</td>" for w in t.split()) + "</tr>" for n in range(max(map(len, t.split()))))),
    "letters at places": lambda t: _page("".join(
        f'<b style="position:absolute;left:{9 * n}px">{c}</b>' for n, c in _mixed(t))),
    "a letter in each rule": lambda t: _page("<style>" + "".join(
        f'.a{n}::before{{content:"{c}"}}' for n, c in enumerate(t)) + "</style>"),
    "decimal references": lambda t: _page("".join(f"&#{ord(c)};" for c in t)),
    "hexadecimal references": lambda t: _page("".join(f"&#x{ord(c):X};" for c in t)),
    "references of references": lambda t: _page("".join(f"&amp;#{ord(c)};" for c in t)),
    "references with tags between": lambda t: _page("".join(f"&#{ord(c)};<b></b>" for c in t)),
    "data address in base 64": lambda t: _page(f'<a href="data:text/plain;base64,{_base64(t)}">x</a>'),
    "data address in per cent": lambda t: _page(f'<a href="data:text/plain,{quote(t)}">x</a>'),
    "data address of a packed text": lambda t: _page(f'<a href="data:x;base64,{_base64(gzip.compress(t.encode()))}">'),
    "address": lambda t: _page(f'<a href="https://example.org/{quote(t)}">x</a>'),
    "query with plus signs": lambda t: _page(f'<a href="?q={quote(t).replace("%20", "+")}">x</a>'),
    "reversed by the style": lambda t: _page(f'<p style="unicode-bidi:bidi-override;direction:rtl">{t[::-1]}</p>'),
    "reversed by an element": lambda t: _page(f'<bdo dir="rtl">{t[::-1]}</bdo>'),
    "reversed by a control": lambda t: _page(f"\u202e{t[::-1]}\u202c"),
    "mirrored": lambda t: _page(f'<p style="transform:scaleX(-1)">{t[::-1]}</p>'),
    "picture within a page": lambda t: _page(f"<svg><text>{t}</text></svg>"),
    "content of a style": lambda t: _page(f'<style>p::before{{content:"{t}"}}</style>'),
    "content of a style, escaped": lambda t: _page(f'<style>p::before{{content:"{_styles(t)}"}}</style>'),
    "a word in each rule": lambda t: _page("<style>" + _each(lambda w: 'i::after{content:"' + w + '"}')(t) + "</style>"),
    # Scripts and data
    "script": lambda t: ("a.js", f"var a = {json.dumps(t, ensure_ascii=False)};"),
    "script, escaped": lambda t: ("a.js", f'var a = "{_units(t)}";'),
    "script, in code points": lambda t: ("a.js", '"' + "".join(f"\\u{{{ord(c):x}}}" for c in t) + '"'),
    "script, bytes escaped": lambda t: ("a.js", '"' + "".join(f"\\x{ord(c):02x}" for c in _narrow(t)) + '"'),
    "script, octal": lambda t: ("a.js", '"' + "".join(f"\\{ord(c):03o}" for c in _narrow(t)) + '"'),
    "script, pieces of text": lambda t: ("a.js", "+".join(f'"{t[n : n + 5]}"' for n in range(0, len(t), 5))),
    "script, list of words": lambda t: ("a.js", f"var a = {json.dumps(t.split(), ensure_ascii=False)};"),
    "script, codes of characters": lambda t: ("a.js", f"String.fromCharCode({','.join(str(ord(c)) for c in t)})"),
    "script, codes in hexadecimal": lambda t: ("a.js", f"f([{', '.join(hex(ord(c)) for c in t)}])"),
    "script, bytes": lambda t: ("a.js", f"new Uint8Array([{','.join(map(str, t.encode()))}])"),
    "script, base 64": lambda t: ("a.js", f'atob("{_base64(t)}")'),
    "script, base 64 for addresses": lambda t: ("a.js", f'f("{base64.urlsafe_b64encode(t.encode()).decode()}")'),
    "script, base 32": lambda t: ("a.js", f'f("{base64.b32encode(t.encode()).decode()}")'),
    "script, hexadecimal digits": lambda t: ("a.js", f'f("{t.encode().hex()}")'),
    "script, deflated": lambda t: ("a.js", f'f("{_base64(zlib.compress(t.encode()))}")'),
    "script, per cent": lambda t: ("a.js", f'decodeURIComponent("{quote(t)}")'),
    "style file": lambda t: ("a.css", f'p::before{{content:"{_styles(t)}"}}'),
    "style file, a letter in each rule": lambda t: (
        "a.css", "".join(f'.a{n}::before{{content:"{c}"}}\n' for n, c in enumerate(t))),
    "hexadecimal digits with spaces": lambda t: ("a.txt", t.encode().hex(" ")),
    "hexadecimal digits with colons": lambda t: ("a.txt", t.encode().hex(":")),
    "hexadecimal digits, a word a line": lambda t: ("a.txt", _each(lambda w: w.encode().hex(), "\n")(t)),
    "base 64, a word a line": lambda t: ("a.txt", _each(_base64, "\n")(t)),
    "base 85": lambda t: ("a.txt", base64.b85encode(t.encode())),
    "Ascii85": lambda t: ("a.txt", base64.a85encode(t.encode())),
    "uuencode": lambda t: ("a.txt", b"begin 644 x\n" + b"".join(
        binascii.b2a_uu(t.encode()[n : n + 45]) for n in range(0, len(t.encode()), 45)) + b"`\nend\n"),
    "octal digits": lambda t: ("a.txt", " ".join(f"{b:o}" for b in t.encode())),
    "binary digits": lambda t: ("a.txt", " ".join(f"{b:08b}" for b in t.encode())),
    "dump": lambda t: ("a.txt", _dump(t.encode())),
    "numbers in records": lambda t: ("a.json", json.dumps([{"n": n, "c": ord(c)} for n, c in enumerate(t)])),
    "subtitles": lambda t: ("a.vtt", "\n\n".join(
        f"00:{n:02}.000 --> 00:{n + 1:02}.000\n{w}" for n, w in enumerate(t.split()))),
    "SVG, a letter at each place": lambda t: ("a.svg", "<svg>" + "".join(
        f'<text x="{9 * n}" y="9">{c}</text>' for n, c in _mixed(t)) + "</svg>"),
    "SVG, a word at each place": lambda t: ("a.svg", "<svg>" + "".join(
        f'<text x="{9 * n}" y="9">{w}</text>' for n, w in _mixed(t.split())) + "</svg>"),
    "source map": lambda t: ("a.js.map", json.dumps({"version": 3, "sourcesContent": [f"// {t}"]})),
    "JSON": lambda t: ("a.json", json.dumps({"a": [t]})),
    "JSON, a word in each value": lambda t: ("a.json", json.dumps([{"w": w, "n": n} for n, w in enumerate(t.split())])),
    "JSON with markup": lambda t: ("a.json", json.dumps({"a": f"<p>{_marked(t)}</p>"})),
    "search index": lambda t: ("search/t/0.js", _index(t)),
    "table of values": lambda t: ("a.csv", "\n".join(f"{n},{w}" for n, w in enumerate(t.split()))),
    "calendar": lambda t: ("a.ics", f"DESCRIPTION:{t}"),
    "mail in quoted-printable": lambda t: ("a.eml", codecs.encode(t.encode(), "quopri").decode()),
    "mail in base 64": lambda t: ("a.eml", base64.encodebytes(t.encode()).decode()),
    "feed": lambda t: ("feed.xml", f"<feed><summary>{html.escape(f'<p>{t}</p>')}</summary></feed>"),
    "feed, unparsed": lambda t: ("feed.xml", f"<feed><![CDATA[<p>{t}</p>]]></feed>"),
    "SVG": lambda t: ("a.svg", f"<svg><text>{t}</text></svg>"),
    "SVG, a word in each text": lambda t: ("a.svg", "<svg>" + _each(lambda w: f'<text x="1" y="2">{w}</text>')(t)),
    "SVG, a word in each part": lambda t: ("a.svg", "<svg><text>" + _each(lambda w: f'<tspan dx="4">{w}</tspan>')(t)),
    "SVG, description": lambda t: ("a.svg", f"<svg><desc>{t}</desc></svg>"),
    # Texts
    "text": lambda t: ("a.txt", t),
    "text without an ending": lambda t: ("a", t),
    "text named as a picture": lambda t: ("a.png", t),
    "page named as a font": lambda t: ("a.woff2", f"<p>{t}</p>"),
    "text with a sign in UTF-8": lambda t: ("a.txt", t.encode("utf-8-sig")),
    "text with a sign in UTF-16": lambda t: ("a.txt", t.encode("utf-16")),
    "text in UTF-16": lambda t: ("a.txt", t.encode("utf-16-le")),
    "text in UTF-16, the other way": lambda t: ("a.txt", t.encode("utf-16-be")),
    "text in UTF-16 at an odd place": lambda t: ("a.txt", b"x" + t.encode("utf-16-le")),
    "text in UTF-32": lambda t: ("a.txt", t.encode("utf-32")),
    "text in UTF-32 without a sign": lambda t: ("a.txt", t.encode("utf-32-le")),
    "text/plain in Windows-1256": lambda t: ("a.txt", t.encode("cp1256")),
    "text/plain in ISO 8859-6": lambda t: ("a.txt", _narrow(t).encode("iso8859_6", "replace")),
    "text in UTF-7": lambda t: ("a.txt", t.encode("utf-7")),
    "text in code page 720": lambda t: ("a.txt", t.encode("cp720", "replace")),
    "text in code page 864": lambda t: ("a.txt", _mapped(_ISOLATED)(t).encode("cp864", "ignore")),
    "text in EBCDIC": lambda t: ("a.txt", t.encode("cp037")),
    "text behind a zero": lambda t: ("a.txt", b"x\0" + t.encode()),
    "zeros for spaces": lambda t: ("a.txt", t.encode().replace(b" ", b"\0")),
    "other controls for spaces": lambda t: ("a.txt", t.encode().replace(b" ", b"\x01")),
    "controls within words": lambda t: ("a.txt", _between_letters("\x02")(t)),
    "text with bytes that are none": lambda t: ("a.txt", b"\xff\xfe\xfd".join([b"x", t.encode()])),
    "the name of a file": lambda t: (f"{'-'.join(t.split()[:40])[:120]}.txt", "x"),
    # Archives and documents
    "ZIP": lambda t: ("a.zip", _zipped("a.txt", t)),
    "ZIP, stored": lambda t: ("a.zip", _zipped("a.txt", t, zipfile.ZIP_STORED)),
    "between a ZIP's member and its directory": lambda t: ("a.zip", _zip_with_gap(t.encode())),
    "the same, packed": lambda t: ("a.zip", _zip_with_gap(zlib.compress(t.encode()))),
    "a ZIP's comment, packed": lambda t: ("a.zip", _zipped("a.txt", "x", comment=zlib.compress(t.encode()))),
    "ZIP by bzip2": lambda t: ("a.zip", _zipped("a.txt", t, zipfile.ZIP_BZIP2)),
    "ZIP by LZMA": lambda t: ("a.zip", _zipped("a.txt", t, zipfile.ZIP_LZMA)),
    "ZIP in ZIP": lambda t: ("a.zip", _zipped("b.zip", _zipped("a.txt", t))),
    "ZIP four deep": lambda t: ("a.zip", _zipped("d", _zipped("c", _zipped("b", _zipped("a.txt", t))))),
    "ZIP named as a page": lambda t: ("a.html", _zipped("a.txt", t)),
    "comment of a ZIP": lambda t: ("a.zip", _zipped("a.txt", "x", comment=t.encode()[:60_000])),
    "name in a ZIP": lambda t: ("a.zip", _zipped(f"{t[:400]}.txt", "x")),
    "ZIP behind a picture": lambda t: ("a.png", _png() + _zipped("a.txt", t)),
    "ZIP behind a page": lambda t: ("a.html", b"<p>x</p>" + _zipped("a.txt", t)),
    "text before a ZIP": lambda t: ("a.zip", t.encode() + _zipped("a.txt", "x")),
    "document of Office": lambda t: ("a.docx", _zipped("word/document.xml", f"<w:p>{_runs(t)}</w:p>")),
    "table of Office": lambda t: (
        "a.xlsx", _zipped("xl/sharedStrings.xml", _each(lambda w: f"<si><t>{w}</t></si>")(t)),
    ),
    "OpenDocument": lambda t: ("a.odt", _zipped("content.xml", f"<text:p>{t}</text:p>")),
    "EPUB": lambda t: ("a.epub", _zipped("OEBPS/a.xhtml", f"<html><p>{t}</p></html>")),
    "gzip": lambda t: ("a.gz", gzip.compress(t.encode())),
    "gzip in two parts": lambda t: ("a.gz", gzip.compress(b"x") + gzip.compress(t.encode())),
    "text behind gzip": lambda t: ("a.gz", gzip.compress(b"x") + t.encode()),
    "bzip2": lambda t: ("a.bz2", bz2.compress(t.encode())),
    "xz": lambda t: ("a.xz", lzma.compress(t.encode())),
    "LZMA": lambda t: ("a.lzma", lzma.compress(t.encode(), lzma.FORMAT_ALONE)),
    "zlib": lambda t: ("a.bin", zlib.compress(t.encode())),
    "tar": lambda t: ("a.tar", _tarred("a.txt", t)),
    "tar by gzip": lambda t: ("a.tgz", _tarred("a.txt", t, "w:gz")),
    "tar by xz": lambda t: ("a.txz", _tarred("a.txt", t, "w:xz")),
    "tar by bzip2": lambda t: ("a.tbz", _tarred("a.txt", t, "w:bz2")),
    "gzip of a ZIP of a tar": lambda t: ("a", gzip.compress(_zipped("a", _tarred("a.txt", t)))),
    # Pictures, sounds and fonts
    "PNG, text": lambda t: ("a.png", _png((b"tEXt", b"Comment\0" + t.encode()))),
    "PNG, international text": lambda t: ("a.png", _png((b"iTXt", b"Comment\0\0\0\0\0" + t.encode()))),
    "PNG, packed text": lambda t: ("a.png", _png((b"zTXt", b"Comment\0\0" + zlib.compress(t.encode())))),
    "PNG, packed international text": lambda t: ("a.png", _png((b"iTXt", b"C\0\1\0\0\0" + zlib.compress(t.encode())))),
    "PNG, a text for each word": lambda t: (
        "a.png", _png(*((b"tEXt", b"k%d\0" % n + w.encode()) for n, w in enumerate(t.split())))),
    "PNG, gzip in a private part": lambda t: ("a.png", _png((b"prVt", gzip.compress(t.encode())))),
    "PNG, text as one colour": lambda t: (
        "a.png", _png((b"IDAT", zlib.compress(b"".join(bytes([b, 0, 0]) for b in t.encode()))))),
    "PNG, text behind the end": lambda t: ("a.png", _png() + t.encode()),
    "PNG, text as pixels": lambda t: ("a.png", _png((b"IDAT", zlib.compress(t.encode())))),
    "JPEG, comment": lambda t: ("a.jpg", _jpeg(b"\xff\xfe", t.encode())),
    "JPEG, Exif": lambda t: ("a.jpg", _jpeg(b"\xff\xe1", b"Exif\0\0II*\0UNICODE\0" + t.encode("utf-16-le"))),
    "JPEG, Exif, the other way": lambda t: ("a.jpg", _jpeg(b"\xff\xe1", b"Exif\0\0MM\0*UNICODE\0" + t.encode("utf-16-be"))),
    "JPEG, XMP": lambda t: ("a.jpg", _jpeg(b"\xff\xe1", f"http://ns.adobe.com/xap/1.0/\0<rdf>{t}</rdf>".encode())),
    "GIF, comment": lambda t: ("a.gif", _gif(t.encode())),
    "WebP, Exif": lambda t: ("a.webp", b"RIFF\0\0\0\0WEBPEXIF\0\0\0\0" + t.encode()),
    "MP3, lyrics": lambda t: ("a.mp3", b"ID3\3\0\0\0\0\0\0USLT\0\0\0\0\0\0\1eng" + t.encode("utf-16")),
    "MP4, description": lambda t: ("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0data\0\0\0\1" + t.encode()),
    "font, name": lambda t: ("a.ttf", b"\0\1\0\0\0\1\0\0" + t.encode("utf-16-be")),
}  # fmt: skip
"""Forms of files."""

UNREADABLE: dict[str, Callable[[str], File]] = {
    "a ZIP's member without an entry": lambda t: ("a.zip", _zip_without_directory(t)),
    "PDF": lambda t: ("a.pdf", _pdf(t)),
    "PDF named as a picture": lambda t: ("a.png", _pdf(t)),
    "PDF in a ZIP": lambda t: ("a.zip", _zipped("a.pdf", _pdf(t))),
    "7z": lambda t: ("a.7z", b"7z\xbc\xaf\x27\x1c\0\4" + _noise(t)),
    "RAR": lambda t: ("a.rar", b"Rar!\x1a\x07\x01\0" + _noise(t)),
    "Zstandard": lambda t: ("a.zst", b"\x28\xb5\x2f\xfd\x24" + _noise(t)),
    "LZ4": lambda t: ("a.lz4", b"\x04\x22\x4d\x18" + _noise(t)),
    "old document of Office": lambda t: ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _noise(t)),
    "encrypted ZIP": lambda t: ("a.zip", _encrypted(_zipped("a.txt", t))),
    "ZIP of an unknown method": lambda t: ("a.zip", _method(_zipped("a.txt", t), 98)),
    "half a ZIP": lambda t: ("a.zip", _zipped("a.txt", _noise(t))[:-40]),
    "half a gzip": lambda t: ("a.gz", gzip.compress(_noise(t))[:-20]),
    "half an xz": lambda t: ("a.xz", lzma.compress(_noise(t))[:-20]),
    "bytes of no kind": lambda t: ("a.dat", _noise(t)),
    "bytes of no kind named as a page": lambda t: ("a.html", _noise(t)),
    "archives nine deep": lambda t: ("a.gz", _deep(t, 9)),
    "a gigabyte of zeros": lambda t: ("a.gz", gzip.compress(bytes(300 << 20), 1)),
    "a message that is encrypted": lambda t: ("a.asc", f"-----BEGIN PGP MESSAGE-----\n\n{_base64(_noise(t))}"),
}
"""Forms that nothing here reads: they are refused."""


_JUNK = "apple violin tundra quokka nebula marzipan oboe lantern"
_ISOLATED = dict(zip(
    "ءأؤابةتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ﺀﺃﺅﺍﺑﺓﺗﺛﺟﺣﺧﺩﺫﺭﺯﺳﺷﺻﺿﻁﻅﻋﻏﻓﻗﻛﻟﻣﻧﻫﻭﻳ", strict=True,
))  # fmt: skip


def _mixed(parts: str | list[str]) -> list[tuple[int, str]]:
    numbered = list(enumerate(parts))
    random.Random(7).shuffle(numbered)
    return numbered


def _dump(content: bytes) -> str:
    return "\n".join(f"{n:08x}: {content[n : n + 16].hex(' ', 2)}  x" for n in range(0, len(content), 16))


def _narrow(text: str) -> str:
    return "".join(c for c in text if ord(c) < 256 or c.isspace()) if text.isascii() else text


def _marked(text: str) -> str:
    return _each(lambda w: f'<a href=\\"x\\">{w}</a>', " ")(text)


def _runs(text: str) -> str:
    return _each(lambda w: f"<w:r><w:t>{w[:2]}</w:t></w:r><w:r><w:t>{w[2:]} </w:t></w:r>")(text)


def _noise(text: str) -> bytes:
    return random.Random(len(text)).randbytes(4_000)


def _encrypted(archive: bytes) -> bytes:
    content = bytearray(archive)
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    return bytes(content)


def _method(archive: bytes, number: int) -> bytes:
    content = bytearray(archive)
    content[8] = number
    content[content.index(b"PK\1\2") + 10] = number
    return bytes(content)


def _deep(text: str, depth: int) -> bytes:
    content = text.encode()
    for _ in range(depth):
        content = gzip.compress(content)
    return content


def _as_text(wording: Callable[[str], str]) -> Callable[[str], File]:
    return lambda text: _page(f"<p>{wording(text)}</p>")


PLACES: dict[str, Callable[[str], File]] = {name: _as_text(wording) for name, wording in _WORDINGS.items()} | _FORMS
"""All places, by what they are called."""
