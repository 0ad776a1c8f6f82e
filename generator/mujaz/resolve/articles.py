"""Articles: whether a text is one that a person wrote to be read, in the letters that it was written in."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, SourceWords
from mujaz.syntax.source import Source, Span
from mujaz.text.encodings import Garbled, garbled, lost_letters
from mujaz.text.kinds import kind_of_text


def no_article(source: Source) -> Iterator[Diagnostic]:
    """The finding on a text that is no article: one that was made for a program, or whose letters are not its own."""
    if kind := kind_of_text(source.text):
        yield rules.NOT_AN_ARTICLE.at(Span(source, 0, 0), f"this is {kind.name}, and no article", kind.help)
    elif found := garbled(source.text):
        words = SourceWords(source.name, found.line)
        yield rules.GARBLED_TEXT.at(Span(source, 0, 0), *_garbled(found), quoted=[words])
    elif place := lost_letters(source.text):
        help = "get the article again from where it was found: what stood there cannot be had from this text"
        message = f"letters are lost: `{source.text[slice(*place)]}` stands in their place"
        yield rules.GARBLED_TEXT.at(Span(source, *place), message, help)


def _garbled(found: Garbled) -> tuple[str, str]:
    told = f"the text is {found.encoding} that was read as {found.read_as}, and saved"
    option = "" if found.encoding == "utf-8" else f" with `--encoding {found.encoding}`"
    command = f"`iconv -f utf-8 -t {found.read_as} ARTICLE > FILE`"
    return told, f"get it again, or undo that with {command} and add FILE{option}; it then reads «{found.line}»"
