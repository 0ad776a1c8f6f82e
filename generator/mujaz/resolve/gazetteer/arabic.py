"""Neighbours in Arabic and Hebrew, which have no capitals: lists say which words are names and which no part of one."""

from __future__ import annotations

from functools import cache

from mujaz.model import EntityType
from mujaz.resolve.gazetteer.context import Context, Position, Word
from mujaz.text.fold import fold_text
from mujaz.text.lexicon import is_arabic_word, is_given_name, is_understood, lexicon
from mujaz.text.names import bare_letters, name_key
from mujaz.text.patterns import lazy_re
from mujaz.text.proclitics import ARTICLE, HEBREW

_script = lazy_re("[\u0620-\u06ff]")
_hebrew = lazy_re("[\u05d0-\u05ea]")
_tanwin = lazy_re("\u064b")
_CONJUNCTIONS = "وف"
_TITLES = "دام"  # Dr, Mr and engineer, abbreviated
_SHORT = 3  # letters of words whose first is hardly a conjunction
_PROCLITICS = "وفبلك"
# Letters of sounds that few other languages have, so that a word with one is no part of a foreign name: «امتعض شويغو».
_native = lazy_re("[عحضظقذ]|[ءئؤأ]$")
_proclitics = lazy_re("[وف]?([بلك]?)")


@cache
def _kin() -> frozenset[str]:
    return frozenset(map(fold_text, lexicon("ar").kin))


@cache
def _women() -> frozenset[str]:
    return frozenset(map(name_key, lexicon("ar").women))


def beside(context: Context) -> str:
    """The word beside a name that may make it another; empty where there is none."""
    if _hebrew.search(context.text):
        return _beside_hebrew(context)
    if not _script.search(context.text):
        return ""
    is_person = context.type is EntityType.PERSON
    left, right = context.left, context.right
    if is_person:
        if context.initials and not _fits(context, context.initials[0]):
            return context.initials
        if context.initial_behind:
            return context.initial_behind
        if left is not None and not context.initials and _joins_before(context, left):
            return left.text
        if right is not None and _joins_behind(context, right):
            return right.text
    elif len(context.words) == 1:
        if right is not None and bare_letters(right.text) in lexicon("ar").kinds:
            return right.text
        if left is not None and _is_of_place(context, left):
            return left.text
    return ""


def is_again(context: Context) -> bool:
    """Whether a noun may well be again what the text names elsewhere.

    A place, or a surname with the article, where no adjective or complement stands behind, and nothing that the name
    would agree with before.
    """
    behind, before = (bare_letters(word.text) if word else "" for word in (context.right, context.left))
    name = bare_letters(context.text)
    is_definite = (
        context.type is EntityType.PERSON and name.startswith(ARTICLE) and bool(context.position & Position.LAST)
    )
    is_place = context.type is EntityType.PLACE and name in lexicon("ar").homonyms
    if not (is_definite or is_place) or before.startswith(ARTICLE):
        return False
    return not behind.startswith(ARTICLE) and not behind.endswith(("ة", "ا"))


def _beside_hebrew(context: Context) -> str:
    """A given name before a surname that is not the entity's; most words of Hebrew are not listed."""
    word = context.left
    if context.type is not EntityType.PERSON or word is None or context.hit_at(word) is not None:
        return ""
    given = lexicon("he").given
    is_given = any(
        word.text.removeprefix(proclitic) in given for proclitic in HEBREW if word.text.startswith(proclitic)
    )
    return word.text if is_given and not word.gap.startswith(".") and not _proclitic(context) else ""


def _fits(context: Context, initial: str) -> bool:
    """Whether an initial before a name is that of the entity, or of a title: د. and م."""
    first = name_key(bare_letters(initial))
    return first in _TITLES or any(name[0] == first for name in context.given_names())


def _is_of_place(context: Context, word: Word) -> bool:
    letters = bare_letters(word.text)
    if letters in lexicon("ar").bound or _agrees(context, letters):
        return True
    if context.type is not EntityType.PLACE or context.hit_at(word) is not None or is_arabic_word(letters):
        return False
    return _is_name(context, letters, "")


def _agrees(context: Context, letters: str) -> bool:
    """Whether a name may be an adjective of the noun before it: «القوة القاهرة» is no city."""
    name = bare_letters(context.text)
    is_explained = letters in lexicon("ar").titles or letters.removeprefix(ARTICLE) in lexicon("ar").heads
    if not (name.startswith(ARTICLE) and letters.startswith(ARTICLE)) or is_explained:
        return False
    return (name[-1], letters[-1]) == ("ة", "ة") or (name[-1] == "ي" and letters[-1] != "ة")


def _joins_before(context: Context, word: Word) -> bool:
    letters = bare_letters(word.text)
    if word.gap.startswith("."):
        # «وز. النجار»: the conjunction is written with the initial.
        return len(letters) == len("وز") and letters[0] in _CONJUNCTIONS and not _fits(context, letters[1])
    if word.is_hyphened:
        return True
    if letters in lexicon("ar").feminine:
        return len(context.words) == 1 and _may_be_other_woman(context)
    if context.hit_at(word) is not None or not _script.match(letters) or len(letters) == 1 or _tanwin.search(word.text):
        return False
    if _is_named_after(letters) and not _proclitic(context):
        return True
    plain = fold_text(letters)
    if plain in _kin() or (plain[0] in _PROCLITICS and plain[1:] in _kin()):
        return letters not in ("أم", "ذا")  # these two are small words, too
    if _is_name(context, letters, _PROCLITICS):
        return True
    if len(context.words) > 1 or context.position is Position.FIRST or _proclitic(context):
        return False
    return not letters.startswith(ARTICLE) and not is_understood(letters) and not _is_native(context, letters)


def _is_named_after(letters: str) -> bool:
    """Whether a word begins the name of something that bears a person's: «شارع», «بجامعة»."""
    match = _proclitics.match(letters)
    assert match is not None
    return not lexicon("ar").things.isdisjoint((letters, letters[match.start(1) :], letters[match.end() :]))


def _joins_behind(context: Context, word: Word) -> bool:
    letters = bare_letters(word.text)
    if word.is_hyphened:
        return True
    if not _script.match(letters) or context.hit_at(word) is not None or len(letters) == 1 or _tanwin.search(word.text):
        return False
    if fold_text(letters) in _kin() or letters in lexicon("ar").generations:
        return True
    is_given = len(context.words) == 1 and is_given_name(context.text)
    is_first = bool(context.position & Position.FIRST) or context.position is Position.ALONE
    if _is_name(context, letters, ""):
        return is_first or is_given
    if letters[0] in _CONJUNCTIONS and len(letters) > _SHORT:
        return False
    if len(context.words) > 1 and not context.position & Position.FIRST:
        return False
    if not (is_first or is_given) or (letters.startswith(ARTICLE) and not is_given):
        return False
    return not is_understood(letters) and not _is_native(context, letters)


def _is_native(context: Context, letters: str) -> bool:
    """Whether a word has Arabic sounds, and no word of the entity's names has any."""
    return _native.search(letters) is not None and not any(
        _native.search(word) for name in context.names for word in name
    )


def _is_name(context: Context, letters: str, proclitics: str) -> bool:
    """Whether a word is a given name of the list, or a word of the name of anybody in the glossary."""
    words = {letters, letters[1:]} if letters[0] in proclitics and not is_arabic_word(letters) else {letters}
    return any(is_given_name(word) or (name_key(word) in context.people and not is_understood(word)) for word in words)


def _proclitic(context: Context) -> str:
    return context.hit.readings[0].proclitic


def _may_be_other_woman(context: Context) -> bool:
    """Whether a woman's title before a surname may speak of a wife: the entity's given name is not that of a woman."""
    given = tuple(context.given_names())
    return bool(given) and not _women().intersection(given)
