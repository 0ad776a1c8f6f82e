"""Neighbours in scripts without spaces: what may stand beside a name is listed, for any character might continue it."""

from __future__ import annotations

import re
from functools import cache

from mujaz.model import EntityType
from mujaz.resolve.gazetteer.context import Context
from mujaz.text.lexicon import lexicon

# The first and the last characters of blocks; patterns of so many would take long to compile.
_HAN = (("\u3005", "\u3007"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))
_THAI = (("\u0e00", "\u0e7f"),)
_HANGUL = (("가", "힣"),)
_KATAKANA = (("\u30a0", "\u30ff"),)
_LOOK_BACK = 24  # code points that hold a word before a name


def _is_of(char: str, script: tuple[tuple[str, str], ...]) -> bool:
    return any(first <= char <= last for first, last in script)


@cache
def _any_of(language: str, *lists: str) -> re.Pattern[str]:
    """One of the words of some lists of a language; of two that begin alike, the longer."""
    words = sorted((word for name in lists for word in getattr(lexicon(language), name)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def is_unspaced(text: str) -> bool:
    """Whether a name ends in a script that is written without spaces, or in Hangul."""
    return any(_is_of(text[-1], script) for script in (_HAN, _THAI, _HANGUL, _KATAKANA))


def beside(context: Context) -> str:
    """The characters or the word beside a name that may make it another; empty where there are none."""
    last = context.text[-1]
    if _is_of(last, _HANGUL):
        return _beside_hangul(context)
    if _is_of(last, _THAI):
        return _beside_thai(context)
    return _beside_katakana(context) if _is_of(last, _KATAKANA) else _beside_han(context)


def _characters(context: Context) -> tuple[str, str]:
    """The characters before and behind a hit; empty at the ends of the text."""
    start, end = context.hit.start, context.hit.end
    return context.original[max(0, start - 1) : start], context.original[end : end + 1]


def _beside_han(context: Context) -> str:
    before, behind = _characters(context)
    if context.type is not EntityType.PERSON:
        match = _any_of("zh", "kinds").match(context.original, context.hit.end)
        return match[0] if match else ""
    if _is_of(behind, _HAN) and not _any_of("zh", "titles", "everyday").match(context.original, context.hit.end):
        return behind
    surnames = lexicon("zh").surnames
    return before if before in surnames and context.text[0] not in surnames else ""


def _beside_katakana(context: Context) -> str:
    before, behind = _characters(context)
    return next((char for char in (before, behind) if _is_of(char, _KATAKANA)), "")


def _beside_thai(context: Context) -> str:
    before, behind = _characters(context)
    if _is_of(behind, _THAI) and not _any_of("th", "everyday").match(context.original, context.hit.end):
        return behind
    leading = context.original[max(0, context.hit.start - _LOOK_BACK) : context.hit.start]
    return before if _is_of(before, _THAI) and not leading.endswith(tuple(lexicon("th").titles)) else ""


def _beside_hangul(context: Context) -> str:
    """One syllable is a surname: a word behind it is a given name, unless it is a title."""
    if len(context.text) > 1 or context.right is None or context.type is not EntityType.PERSON:
        return ""
    word = context.right.text
    return word if _is_of(word[0], _HANGUL) and not _any_of("ko", "titles").match(word) else ""
