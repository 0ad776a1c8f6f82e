"""What an entry of a bibliography is made of, and how it is put together from what the processor laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from mujaz.document.citing.processor import CLOSE_ITALIC, OPEN_ITALIC, STAND_IN
from mujaz.labels import Labels
from mujaz.model import Date
from mujaz.text.patterns import lazy_re


class CitationPart(Struct, frozen=True):
    """A run of an entry.

    Attributes:
        text: its words; of the style, with its signs and spaces, or of one value.
        value: whether it is a value, which keeps its own direction whatever stands around it.
        language: BCP 47 tag of a value; None where it is not known.
        date: the date that it tells.
        href: the address that it links to.
        italic: whether the style sets it in italics.
    """

    text: str
    value: bool = False
    language: str | None = None
    date: Date | None = None
    href: str = ""
    italic: bool = False


class Value(Struct, frozen=True):
    """A value of a publication, for which the processor saw a stand-in.

    Attributes:
        part: how it is printed.
        whole: the number of what it belongs to; parts of one name are one run.
        prefix: what a style writes before such a value and the value itself says: `https://doi.org/`.
    """

    part: CitationPart
    whole: int
    prefix: re.Pattern[str] | None = None


# Languages in Arabic script have signs of their own; the styles of CSL have those of Latin script written in.
_ARABIC_SCRIPT: Final = frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"})
_ARABIC_SIGNS: Final = str.maketrans(",;?", "،؛؟")
_MARKS: Final = lazy_re(f"([{OPEN_ITALIC}{CLOSE_ITALIC}{chr(STAND_IN)}-\U000ffffd])")
_RANGE: Final = lazy_re(r"(?<=[0-9])-(?=[0-9])")
_PUNCTUATED: Final = lazy_re(r"[.!?…؟۔]$")  # \u06d4 ends a sentence in Urdu
_FULL_STOP: Final = lazy_re(r"^([”’\"'»›]*)\.")


def assemble(entry: str, values: Sequence[Value], labels: Labels, *, inside: bool) -> tuple[CitationPart, ...]:
    """The parts of an entry.

    Args:
        entry: what the processor laid out.
        values: what its stand-ins stand for, by their numbers.
        labels: the interface of the page, whose numerals and signs the text of the style takes.
        inside: whether a full stop or a comma belongs inside the quotation mark before it.
    """
    if inside:
        entry = re.sub("([”’])([.,])", r"\2\1", entry)
    parts: list[CitationPart] = []
    last = -1
    for text, italic in _pieces(entry):
        value = values[ord(text) - STAND_IN] if ord(text[0]) >= STAND_IN else None
        if value is None:
            parts.append(CitationPart(_of_style(text, labels), italic=italic))
        elif value.whole == last:
            between = parts.pop().text if not parts[-1].value else ""
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text}{between}{value.part.text}")
        else:
            if value.prefix and parts:
                parts[-1] = replace(parts[-1], text=value.prefix.sub("", parts[-1].text))
            parts.append(replace(value.part, italic=italic))
        last = value.whole if value else last if len(parts) > 1 and parts[-2].value else -1
    return tuple(part for part in _joined(parts) if part.text)


def _pieces(entry: str) -> Iterator[tuple[str, bool]]:
    """The stand-ins and the texts between them, with whether they are in italics."""
    depth = 0
    for piece in _MARKS.split(entry):
        if piece in (OPEN_ITALIC, CLOSE_ITALIC):
            depth += 1 if piece == OPEN_ITALIC else -1
        elif piece:
            yield piece, depth > 0


def _of_style(text: str, labels: Labels) -> str:
    """A text of the style with the signs and numerals of the page; numbers that it forms are among it."""
    if labels.language.partition("-")[0] in _ARABIC_SCRIPT:
        text = text.translate(_ARABIC_SIGNS)
    return labels.digits(_RANGE.sub("–", text))


def _joined(parts: Sequence[CitationPart]) -> Iterator[CitationPart]:
    """The parts, without a full stop behind a value that ends with a sign of its own."""
    if parts:
        yield parts[0]
    for before, part in pairwise(parts):
        if before.value and not part.value and _PUNCTUATED.search(before.text):
            yield replace(part, text=_FULL_STOP.sub(r"\1", part.text))
        else:
            yield part
