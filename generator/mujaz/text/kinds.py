"""What a file is when it is not the text of an article: recognised by what it holds, never by its name."""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import Struct

from mujaz.text.encodings import utf16_order
from mujaz.text.machine import data_in
from mujaz.text.patterns import lazy_re


class TextKind(Struct, frozen=True):
    """A kind of file.

    Attributes:
        name: what it is, with its article.
        help: how the text of an article is had from it.
    """

    name: str
    help: str


_SAVE = "open it, and save the article's text as plain text in UTF-8"
_COPY = "copy the article's words from the program that shows it into a file of plain text"
_TYPE = "a seed is text: type what it shows, or let a program read it, and compare each word"
_HEAR = "a seed is text: write down what is said, and add that"
_UNPACK = "unpack it, and add the article in it as plain text"

# Where, what, and which kind. A short signature can begin a text too (BMW, PK): it counts where the file is no text.
_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an office program", _SAVE),
    (0, b"\x89PNG\r\n", "a picture (PNG)", _TYPE),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", _TYPE),
    (0, b"GIF8", "a picture (GIF)", _TYPE),
    (0, b"II*\x00", "a picture (TIFF)", _TYPE),
    (0, b"MM\x00*", "a picture (TIFF)", _TYPE),
    (0, b"BM", "a picture (BMP)", _TYPE),
    (0, b"\x00\x00\x01\x00", "a picture (ICO)", _TYPE),
    (0, b"AT&TFORM", "a scanned document (DjVu)", _TYPE),
    (8, b"WEBP", "a picture (WebP)", _TYPE),
    (8, b"WAVE", "a sound recording (WAV)", _HEAR),
    (8, b"AVI ", "a film (AVI)", _HEAR),
    (4, b"ftypheic", "a picture (HEIC)", _TYPE),
    (4, b"ftypmif1", "a picture (HEIF)", _TYPE),
    (4, b"ftypavif", "a picture (AVIF)", _TYPE),
    (4, b"ftyp", "a film or sound recording (MP4)", _HEAR),
    (0, b"\x1aE\xdf\xa3", "a film (Matroska or WebM)", _HEAR),
    (0, b"ID3", "a sound recording (MP3)", _HEAR),
    (0, b"\xff\xfb", "a sound recording (MP3)", _HEAR),
    (0, b"OggS", "a sound recording (Ogg)", _HEAR),
    (0, b"fLaC", "a sound recording (FLAC)", _HEAR),
    (0, b"#!AMR", "a sound recording (AMR)", _HEAR),
    (0, b"\x1f\x8b", "a compressed file (gzip)", _UNPACK),
    (0, b"BZh", "a compressed file (bzip2)", _UNPACK),
    (0, b"\xfd7zXZ\x00", "a compressed file (xz)", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a compressed file (zstd)", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)", _UNPACK),
    (0, b"Rar!\x1a\x07", "an archive (RAR)", _UNPACK),
    (257, b"ustar", "an archive (tar)", _UNPACK),
    (0, b"bplist00", "a web archive or list of a Mac", _COPY),
    (0, b"SQLite format 3\x00", "a database (SQLite)", _COPY),
    (0, b"\x7fELF", "a program", _COPY),
    (0, b"MZ", "a program", _COPY),
    (60, b"BOOKMOBI", "an electronic book (Mobipocket)", _SAVE),
)
WORD = TextKind("a Word document (DOCX)", _SAVE)
_ZIPPED = (
    ("word/", WORD.name, WORD.help),
    ("xl/", "a spreadsheet (XLSX)", _SAVE),
    ("ppt/", "a presentation (PPTX)", _SAVE),
    ("META-INF/container.xml", "an electronic book (EPUB)", _SAVE),
    ("content.xml", "an OpenDocument file (ODT)", _SAVE),
    ("index/document.iwa", "a document of Pages", _SAVE),
)
PDF = TextKind(
    "a PDF document",
    f"{_SAVE} (`pdftotext -enc UTF-8`), and compare it with the pages: lines and letters may be out of order",
)
_BINARY = TextKind("a file that is no text", _COPY)
# Formats that are written in letters: how they begin, and what else they have, which an article about them has not.
_IN_LETTERS = (
    (b"%PDF-", lazy_re(rb"(?m)^%PDF-\d\.\d\s*?$|^\d+ \d+ obj\b|^%%EOF"), PDF),
    (
        b"%!PS",
        lazy_re(rb"(?m)^%!PS-Adobe-[\d.]+(?: EPSF-[\d.]+)?\s*?$|^%%\w|\bshowpage\b"),
        TextKind("a PostScript document", _SAVE),
    ),
    (
        b"{\\rtf",
        lazy_re(rb"(?:\\[a-z]+-?\d*.*?){3}", re.DOTALL),
        TextKind("a document of an office program (RTF)", _SAVE),
    ),
)

_HEAD = 1024  # bytes in which a PDF may have its signature
_control = lazy_re(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

WEB_PAGE = TextKind("a web page (HTML)", "open it in a browser, and copy the article's words into a file of plain text")
E_MAIL = TextKind(
    "an e-mail with its headers", "open it in a mail program, and copy the article's words into a file of plain text"
)
_MHT = TextKind("a web page in an archive (MHT)", WEB_PAGE.help)
_tag = lazy_re(
    r"</?(?:html|head|body|title|meta|link|script|style|div|span|p|a|br|hr|img|ul|ol|li|table|tr|td|th|tbody|h[1-6]|b|i|em"
    r"|strong|u|font|center|article|section|header|footer|main|nav|figure|figcaption|blockquote|iframe|form|input|button)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_comment = lazy_re(r"(?s)\A(?:\s|\ufeff|<!--.*?-->|<\?xml.*?\?>)+")
_page = lazy_re(r"<!doctype\s+html\b[^>]*>\s*(?:<|\Z)|<html\b[^>]*>\s*(?:<|\Z)|<head\b[^>]*>\s*<", re.IGNORECASE)
_xml = lazy_re(r"\A\s*(?:<\?[\w-]+\b[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<([A-Za-z][\w:.-]*)[\s/>]", re.DOTALL)
_answer = lazy_re(r"HTTP/\d(?:\.\d)? \d{3}[^\n]*\n[!-9;-~]+:")
_element = lazy_re(r"(?is)<(p|div|h[1-6]|li|td|blockquote|span|a)\b[^<>]*>(?:\s*[^\s<>]+){3}.*?</\1>")
_attribute = lazy_re(r"\s(?:href|src|class|style|id)\s*=", re.IGNORECASE)
_field = lazy_re(r"([!-9;-~]+):[ \t]?(.*(?:\n[ \t]+.*)*)\n?")
_machine = lazy_re(
    r"message-id|received|mime-version|return-path|delivered-to|dkim-signature|content-transfer-encoding|arc-.+|x-.+"
    r"|content-type|in-reply-to|references|thread-index|list-unsubscribe|user-agent",
    re.IGNORECASE,
)
_mail_date = lazy_re(r"(?:\w{3}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")
_LEAST_TAGS = 3
_LEAST_ELEMENTS = 2
_TAGS_IN_WORDS = 0.04

_ROOTS = {"rss": "a news feed (RSS)", "feed": "a news feed (Atom)", "svg": "a picture (SVG)", "html": WEB_PAGE.name}


def kind_of_bytes(data: bytes) -> TextKind | None:
    """What a file is, by signatures that no text has, or none; None for what may be text in some encoding."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    is_text = _is_text(data)
    for signature, proof, kind in _IN_LETTERS:
        if head.startswith(signature) and (not is_text or proof.search(data)):
            return kind
    if is_text:
        return None
    if b"%PDF-" in head:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    for offset, signature, name, help in _SIGNATURES:
        if data.startswith(signature, offset):
            return TextKind(name, help)
    sample = data[:8192]
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_order(data)
    if len(_control.findall(sample)) > max(2, len(sample) / 20) and not is_utf16:
        return _BINARY
    return None


def kind_of_text(text: str) -> TextKind | None:
    """What a text is that was made for a program, or None for one that is made to be read.

    An article about HTML, or a press release with the lines of a letter, is made to be read.
    """
    start = _comment.sub("", text[:100_000])
    return _web(start) or _mail(start) or _data(start, text)


def tags_in(text: str) -> int:
    """How many tags of HTML a text holds, all of which a page would show as they stand."""
    return len(_tag.findall(text))


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return _control.search(data) is None


def _kind_of_zip(data: bytes) -> TextKind:
    from io import BytesIO  # late, as is what reads archives: nearly no article needs them
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        names = []
    for beginning, name, help in _ZIPPED:
        if any(each.startswith(beginning.lower()) for each in names):
            return TextKind(name, help)
    return TextKind("an archive (ZIP)", _UNPACK)


def _web(start: str) -> TextKind | None:
    if _answer.match(start):
        return WEB_PAGE
    if not start.startswith("<"):
        return WEB_PAGE if _is_marked_up(start) else None
    tags = _tag.findall(start)
    if _page.match(start) and len(tags) > 1:
        return WEB_PAGE
    words = len(_tag.sub(" ", start).split())
    is_dense = len(tags) >= max(_LEAST_TAGS, _TAGS_IN_WORDS * words)
    return WEB_PAGE if is_dense and _tag.match(start) and any(tag.startswith("</") for tag in tags) else None


def _is_marked_up(text: str) -> bool:
    """Whether a text that begins with words is a piece of a web page: tags that hold words, or that say where to go."""
    tags = _tag.findall(text)
    words = len(_tag.sub(" ", text).split())
    if len(tags) < max(2 * _LEAST_TAGS, _TAGS_IN_WORDS * words):
        return False
    return len(_element.findall(text)) + sum(_attribute.search(tag) is not None for tag in tags) >= _LEAST_ELEMENTS


def _mail(start: str) -> TextKind | None:
    lines = start.replace("\r\n", "\n")
    if lines.startswith("From ") and "\n" in lines:  # the line that parts the letters of a mailbox
        lines = lines.partition("\n")[2]
    fields: dict[str, str] = {}
    position = 0
    while (field := _field.match(lines, position)) and field.end() > position:
        fields[field[1].lower()] = field[2]
        position = field.end()
    if any(" saved by " in f" {value.lower()}" for value in fields.values()) or "multipart/related" in fields.get(
        "content-type", ""
    ):
        return _MHT
    by_machine = sum(_machine.fullmatch(name) is not None for name in fields)
    is_sent = "from" in fields and bool(_mail_date.search(fields.get("date", "")))
    encoded = any("=?" in value and "?=" in value for value in fields.values())
    return E_MAIL if len(fields) > 1 and (by_machine or is_sent or encoded) else None


def _data(start: str, text: str) -> TextKind | None:
    if root := _xml.match(text.lstrip("\ufeff")):
        name = root[1].lower()
        closed = text.rstrip().endswith((f"</{root[1]}>", "/>"))
        if closed:
            return TextKind(_ROOTS.get(name, "data (XML)"), _COPY)
    if start.startswith("[InternetShortcut]"):
        return TextKind("a link to a web page", WEB_PAGE.help)
    if start[:1] in ("{", "[") and _is_json(text):
        return TextKind("data (JSON)", _COPY)
    name = data_in(text)
    return TextKind(name, _COPY) if name else None


def _is_json(text: str) -> bool:
    try:
        found: Any = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, (dict, list))
