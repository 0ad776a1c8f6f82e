"""The words in a built file, whatever its form: what a reader sees, and what only a program reads.

Pages are not parsed but taken apart by patterns, which take all that a parser may pass by as well: attributes,
comments, scripts, the strings of JSON, the packed parts of the search index, and the files in archives.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import zipfile
import zlib
from array import array
from base64 import b64decode
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from mujaz.patterns import lazy_re
from mujaz.site.archive import UNREADABLE
from mujaz.text.runs import BETWEEN, words_of

_LONGEST_UNPACKED = 256 << 20
_DEEPEST = 3

_MARKUP = (".html", ".htm", ".xhtml", ".xml", ".svg", ".rss", ".atom")
_PICTURES = (".woff2", ".woff", ".ttf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".mp3", ".mp4")
"""What holds no text, or none that is written as such."""

_RAW = lazy_re(r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>|<(script|style)\b[^>]*>(.*?)</\3\s*>", re.DOTALL)
_SIGN = lazy_re(r"<sup\b[^>]*>(.*?)</sup>", re.DOTALL)
_TAG = lazy_re(r"<[^>]*>")
# A shorter value is no run of words that matters.
_ATTRIBUTE = lazy_re(r'="([^"]{30,})"')
_OTHER_ATTRIBUTE = lazy_re(r"='([^']{30,})'")
_ESCAPED = lazy_re(r"(?:\\u[0-9a-fA-F]{4})+")
_LINE_ENDS = lazy_re(r"\\[nrt]")
_PACKED = lazy_re(r"[A-Za-z0-9+/]{64,}={0,2}")


def words_in(name: str, content: bytes) -> array[int]:
    """The words of a file as `text.runs` compares them; a mark stands between texts that do not follow each other.

    Args:
        name: of the file; its ending says what it is.
        content: what is in it.
    """
    return words_of(f" {BETWEEN} ".join(texts_in(name, content)))


def texts_in(name: str, content: bytes, depth: int = 0) -> Iterator[str]:
    """The texts in a file.

    Args:
        name: as for `words_in`.
        content: as for `words_in`.
        depth: in how many archives it lies.
    """
    name = name.lower()
    if name.endswith(_PICTURES) or depth > _DEEPEST:
        return
    if content.startswith(b"PK\x03\x04") or name.endswith(".zip"):
        for member, inner in _members(content):
            yield from texts_in(member, inner, depth + 1)
        return
    if content.startswith(b"\x1f\x8b"):
        yield from texts_in(name.removesuffix(".gz"), _gunzipped(content), depth + 1)
        return
    text = _decoded(content)
    if text is None:
        return
    is_markup = name.endswith(_MARKUP) or text.lstrip()[:1] == "<"
    if is_markup:
        yield from _of_markup(text)
    else:
        yield _unescaped(text)
    for packed in _PACKED.findall(text) if not is_markup or "base64," in text else ():
        unpacked = _unpacked(packed)
        if unpacked is not None:
            yield _unescaped(unpacked)


def _decoded(content: bytes) -> str | None:
    """A file as text; None for one that is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:4096]:
        return None
    return content.decode("utf-8", errors="replace")


def _of_markup(text: str) -> Iterator[str]:
    """The texts of HTML, XML or SVG: the running text without signs of notes, these, attributes, and the rest."""
    apart: list[str] = []

    def raw(match: re.Match[str]) -> str:
        comment, data, _, script = match.groups()
        if data is not None:
            return html.escape(data, quote=False)
        apart.append(_unescaped(comment if comment is not None else script))
        return " "

    if "<!" in text or "<s" in text:
        text = _RAW.sub(raw, text)
    values = html.unescape(f" {BETWEEN} ".join(_ATTRIBUTE.findall(text) + _OTHER_ATTRIBUTE.findall(text)))
    apart += (values, unquote(values)) if "%" in values else (values,)
    signs = _SIGN.findall(text)
    if signs:
        text = _SIGN.sub("", text)
        apart.append(_plain(f" {BETWEEN} ".join(signs)))
    yield _plain(text)
    yield from apart


def _plain(markup: str) -> str:
    """Markup without its tags. None stands for a space: a word may go on behind one, and between paragraphs stands a
    line end, or else one word of two is lost."""
    return html.unescape(_TAG.sub("", markup))


def _unescaped(text: str) -> str:
    """A text without the escapes of JSON and JavaScript."""
    if "\\" not in text:
        return text
    return _LINE_ENDS.sub(" ", _ESCAPED.sub(_from_json, text))


def _from_json(match: re.Match[str]) -> str:
    return str(json.loads(f'"{match[0]}"'))


def _unpacked(packed: str) -> str | None:
    """What stands in base 64, deflated or not; None where it is no text."""
    try:
        content = b64decode(packed + "=" * (-len(packed) % 4))
    except ValueError:
        return None
    for window in (-zlib.MAX_WBITS, zlib.MAX_WBITS | 32):
        try:
            content = zlib.decompressobj(window).decompress(content, _LONGEST_UNPACKED)
            break
        except zlib.error:
            continue
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _gunzipped(content: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        try:
            return file.read(_LONGEST_UNPACKED)
        except (OSError, EOFError, zlib.error):
            return b""


def _members(content: bytes) -> Iterable[tuple[str, bytes]]:
    """The files of an archive; what cannot be unpacked shows nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                try:
                    with archive.open(entry) as file:
                        yield entry.filename, file.read(_LONGEST_UNPACKED)
                except (ValueError, *UNREADABLE):
                    continue
    except (ValueError, *UNREADABLE):
        return
