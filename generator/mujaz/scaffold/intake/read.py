"""What a file is, and which reader takes the text from it."""

from __future__ import annotations

from mujaz.scaffold.intake.extract import Extract
from mujaz.scaffold.intake.mail import read_mail
from mujaz.scaffold.intake.pdf import read_pdf
from mujaz.scaffold.intake.web import read_page
from mujaz.scaffold.intake.word import read_word
from mujaz.text.encodings import readings
from mujaz.text.kinds import E_MAIL, PDF, WEB_PAGE, WORD, kind_of_bytes, kind_of_text
from mujaz.text.patterns import lazy_re

MAX_ORIGINAL = 50_000_000
"""Bytes of the largest file that a text is taken from."""

_CHARSET = lazy_re(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]{2,30})""")


def extract(data: bytes, encoding: str | None) -> Extract | None:
    """Take the text from a file that is no plain text in UTF-8; None for what is to be read as plain text.

    Args:
        data: the file's bytes.
        encoding: that somebody named; None where nobody did.

    Raises:
        RefusedError: the file is of a kind that is read, and has no article that can be taken from it.
    """
    if kind := kind_of_bytes(data):
        if kind == PDF:
            return read_pdf(data)
        return read_word(data) if kind == WORD else None
    text, told = _decoded(data, encoding)
    if text is None:  # the parts of an e-mail have encodings of their own, and its headers are ASCII
        return read_mail(data) if not encoding and kind_of_text(data.decode("latin-1")) == E_MAIL else None
    kind = kind_of_text(text)
    if kind == WEB_PAGE:
        return read_page(text)
    if kind == E_MAIL:
        return read_mail(data)
    if kind is not None or not told:
        return None
    note = f"read as {told}, the only encoding that gives words; --encoding names another"
    return Extract(f"a text in {told}", "txt", told, text.removeprefix("\ufeff"), notes=(note,))


def _decoded(data: bytes, encoding: str | None) -> tuple[str | None, str]:
    """The text, and the encoding where that was found rather than named: the page's own, or the only likely one."""
    if encoding:
        try:
            return data.decode(encoding), ""
        except (LookupError, UnicodeError):
            return None, ""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text:
            return text, ""
    if declared := _CHARSET.search(data[:4_096]):
        try:
            return data.decode(declared[1].decode("ascii")), declared[1].decode("ascii").lower()
        except (LookupError, UnicodeError):
            pass
    found = readings(data)
    if len(found) == 1:
        return data.decode(found[0].encoding), found[0].encoding
    return None, ""
