"""The analyst's own words in the style of an edition: its numerals, and its names of the months. Quotations stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct, structs

from mujaz.markup.prose import Node, Prose
from mujaz.markup.render import is_autolink
from mujaz.text.numerals import ANY_DIGIT, OTHER_DIGIT, in_numerals
from mujaz.text.patterns import lazy_re, lazy_regex

_QUOTED = lazy_regex(
    r"«(?:[^«»]|(?R))*+»|“[^“”]*”|„[^„“”]*[“”]|‹[^‹›]*›|「[^「」]*」|『[^『』]*』|(?<!\w)\"[^\"]*\"(?!\w)"
    r"|(?<![A-Za-z0-9])(?:‘[^‘’]*’|'(?=[^\s\d])[^'\n]*')(?!\w)"
)
_D = "[0-9٠-٩۰-۹]"
# Words before a day that say that it is one. Others may make a name of it: «ثورة 25 يناير».
_BEFORE_A_DAY = "في|يوم|بتاريخ|منذ|حتى|قبل|بعد|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت"
# Words before a month that say that it is one, for names of months that are other words, too.
_BEFORE_A_MONTH = (
    f"{_BEFORE_A_DAY}|شهر|شهري|أشهر|أول|أوائل|مطلع|بداية|منتصف|أواسط|أواخر|نهاية|آخر|خلال|بين|من|إلى|عن|وحتى"
    f"|{_D}{{1,2}}"
)
# He practised; he returned; a car, a swimsuit and a family name; a letter; a call; a name.
_OTHER_WORDS = frozenset(("مارس", "آب", "نيسان", "مايو", "ماي", "أوت", "جوان", "مي"))
# What is named after a day or a month keeps its name, whatever the edition calls the month.
_NAMED_AFTER = (
    "ثورة|انتفاضة|حركة|حراك|حرب|معركة|مجزرة|انقلاب|هجمات|أحداث|اتفاق|اتفاقية|إعلان|قوى|تحالف|كتائب|لواء"
    "|مدينة|جامعة|ساحة|ميدان|شارع|جسر|ملعب|صحيفة|حزب|جماعة|قانون|مظاهرات"
)


class Style(Struct, frozen=True):
    """How an edition writes numbers and dates.

    Attributes:
        numerals: CLDR numbering system.
        months: other names of months in the language, and what the edition calls them.
        arabic: whether its language is written in Arabic script, or in another that goes from right to left.
    """

    numerals: str
    months: tuple[tuple[str, str], ...] = ()
    arabic: bool = True


def in_style(text: str, style: Style) -> str:
    """A line in the style of an edition; what stands in quotation marks stays as it is."""
    return _line(text, style) if _concerns(text, style) else text


def _concerns(text: str, style: Style) -> bool:
    """Whether anything of a text may be written otherwise; a quick look that spares most texts the rest."""
    if style.months or style.numerals != "latn":
        return ANY_DIGIT.search(text) is not None
    return not text.isascii() and OTHER_DIGIT.search(text) is not None


@lru_cache(maxsize=8192)
def _line(text: str, style: Style) -> str:
    parts, at = [], 0
    for quoted in _QUOTED.finditer(text):
        parts += [_plain(text[at : quoted.start()], style), quoted[0]]
        at = quoted.end()
    return "".join([*parts, _plain(text[at:], style)])


def prose_in_style(prose: Prose, style: Style) -> Prose:
    """Prose in the style of an edition: quotations, code, addresses and references stay as they are.

    Places (`Prose.references`) are still those of its source.
    """
    if not _concerns(prose.source, style):
        return prose
    return structs.replace(prose, root=_block(prose.root, style))


def _block(node: Node, style: Style) -> Node:
    if node.kind in ("quote", "code-block"):
        return node
    if node.kind != "paragraph":
        return structs.replace(node, children=tuple(_block(child, style) for child in node.children))
    # A quotation may go on over emphasis and links.
    pieces = list(_texts(node))
    whole = "".join(piece if piece is not None else "\0" for piece in pieces)
    quoted = [match.span() for match in _QUOTED.finditer(whole)]
    shown, at = [], 0
    for piece in pieces:
        text = "\0" if piece is None else piece
        shown.append(_outside(text, at, quoted, style))
        at += len(text)
    return _filled(node, iter(shown))


def _outside(text: str, start: int, quoted: list[tuple[int, int]], style: Style) -> str:
    """A piece of a paragraph; what of it is in quotation marks stays."""
    parts, at, end = [], start, start + len(text)
    for first, last in quoted:
        if last > at and first < end:
            inside = max(first, at), min(last, end)
            parts += [_plain(text[at - start : inside[0] - start], style), text[inside[0] - start : inside[1] - start]]
            at = inside[1]
    return "".join([*parts, _plain(text[at - start :], style)])


def _texts(node: Node) -> Iterator[str | None]:
    """The texts of a paragraph in their order; None for what stays in any case."""
    if node.kind == "text":
        yield node.text
    elif node.kind == "code" or (node.kind == "link" and is_autolink(node)):
        yield None
    else:
        for child in node.children:
            yield from _texts(child)


def _filled(node: Node, texts: Iterator[str]) -> Node:
    if node.kind == "text":
        return Node("text", text=next(texts))
    if node.kind == "code" or (node.kind == "link" and is_autolink(node)):
        next(texts)
        return node
    return structs.replace(node, children=tuple(_filled(child, texts) for child in node.children))


def _plain(text: str, style: Style) -> str:
    if style.months:
        names = dict(style.months)
        text = _dates(style).sub(lambda match: _month(match, names), text)
    return in_numerals(text, style.numerals, arabic=style.arabic)


@lru_cache(maxsize=64)
def _dates(style: Style) -> re.Pattern[str]:
    """A month before a year, or behind a day that is surely one; no two names of it, as in «أيلول/سبتمبر»."""
    names = "|".join(sorted((re.escape(name) for name, _ in style.months), key=len, reverse=True))
    return re.compile(
        rf"(?P<before>(?<!\w)[وف]?(?:{_BEFORE_A_DAY})[ ]{_D}{{1,2}}[ ])(?P<name>{names})(?![\w/])"
        rf"|(?P<letter>(?<![\w/])[وبلفك]?)(?P<dated>{names})(?=[ ]{_D}{{4}}(?!{_D}))"
    )


_named = lazy_re(rf"(?<!\w)[وبلفك]?(?:ال)?(?:{_NAMED_AFTER})(?:[ ]{_D}{{1,2}})?[ ]$")
_in_time = lazy_re(rf"(?:(?<!\w)[وف]?(?:{_BEFORE_A_MONTH})[ ]|[(/،:–—-][ ]?)$")
_by_itself = lazy_re(rf"[ ]{_D}{{4}}م?\s*(?:[^\w\s]|$)")
_month_before = lazy_re(r"(\w+) $")


def _month(match: re.Match[str], names: Mapping[str, str]) -> str:
    """What is to stand in the place of a date: the date as it is where the name may be none of a month there."""
    if match["name"]:
        return match["before"] + names[match["name"]]
    before, written = match.string[: match.start()], match["dated"]
    word = _month_before.search(before)
    if _named.search(before) or (word and (word[1] in names or word[1] == names[written])):
        return match[0]
    is_word = written in _OTHER_WORDS and match["letter"] not in ("ب", "ل", "ك")
    if is_word and not _in_time.search(before) and (before.strip() or not _by_itself.match(match.string, match.end())):
        return match[0]
    return match["letter"] + names[written]
