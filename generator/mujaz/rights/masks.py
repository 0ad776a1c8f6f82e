"""Texts of which only the outline may be shown: points in the place of letters, so that all places stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from unicodedata import category

from msgspec.structs import replace

from mujaz.syntax.diagnostics import Diagnostic, Label, SourceWords
from mujaz.syntax.source import Source, Span

_POINTS = {1: ".", 2: "\u00b7", 3: "\u2024", 4: "\U0001f784"}
"""Points by their length in UTF-8."""
_QUOTATION_MARKS = (("«", "»"), ("«\u2068", "\u2069»"), ('"', '"'), ("\u201c", "\u201d"))
"""What reports put around words of others; the second have FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE inside."""


def masked(text: str) -> str:
    """A text with points in the place of its letters, digits and marks, each as long in UTF-8 as what it stands for."""
    return "".join(map(masked_character, text))


def masked_character(character: str) -> str:
    """One character, as `masked` has it."""
    if not character.isalnum() and category(character)[0] != "M":
        return character
    return _POINTS[len(character.encode("utf-8", "replace"))]


def outline(span: Span) -> Span:
    """A place whose text a report must not repeat, since it is that of a seed: letters are points."""
    return Span(Source(span.source.name, masked(span.source.text)), span.start, span.end)


def masked_at(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """A text with ranges of code points masked."""
    for start, end in ranges:
        text = text[:start] + masked(text[start:end]) + text[end:]
    return text


def masked_quotes(text: str, words: Iterable[str]) -> str:
    """A message in which words are masked wherever they stand between quotation marks."""
    for quote in sorted(set(words), key=len, reverse=True):  # the longer one may hold the shorter one in its own marks
        for opening, closing in _QUOTATION_MARKS:
            text = text.replace(f"{opening}{quote}{closing}", f"{opening}{masked(quote)}{closing}")
    return text


def outlined_finding(
    finding: Diagnostic, is_hidden: Callable[[SourceWords], bool], shown: Callable[[Span], Span]
) -> Diagnostic:
    """A finding without the words of articles that a report must not repeat.

    Args:
        finding: any.
        is_hidden: whether only the outline of some words may be shown; asked once for each.
        shown: gives a place as it may be shown.
    """
    hidden = [words.text for words in finding.quoted if is_hidden(words)]
    return replace(
        finding,
        message=masked_quotes(finding.message, hidden),
        help=masked_quotes(finding.help, hidden),
        span=shown(finding.span),
        related=tuple(Label(shown(label.span), masked_quotes(label.message, hidden)) for label in finding.related),
    )
