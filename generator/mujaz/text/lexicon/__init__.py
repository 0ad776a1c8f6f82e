"""Lists of words that tell names from other words, one TOML file a language.

They decide in two places: whether a form that only a loose spelling makes equal to a name is that name, and whether the
word beside a name belongs to a longer one. Nothing is counted and nothing is learned; a word is on a list or it is not.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from msgspec import Struct

from mujaz.text.names import bare_letters, name_key
from mujaz.text.patterns import lazy_re

CASED: Final = ("en", "ru", "fr", "es", "de")
"""Languages with capitals."""

_ARTICLE = "ال"
_hamza_on_alef = str.maketrans("أإآ", "ااا")
_proclitics = lazy_re("[وف]?(?:س(?=[يتناأ])|[بكل]?ال|لل|[بكل])?")
_endings = lazy_re("(?:هما|كما|تين|تان|هم|هن|ها|كم|نا|ات|ان|ين|ون|وا|تا|تم|يه|يا|ه|ي|ا|ت)$")
_imperfect = lazy_re("[يتنا](?=...)")
# Shapes that hardly a name has: with ة and ات; the tenth form; تفعيل, افتعال, انفعال; the imperfect of verbs; of their
# past, افتعل, افعوعل and the doubled فعفع.
_shapes = lazy_re(
    "..+ة|...+ات|است...+|ت..ي.|ا.ت.ا.|ان..ا.|س?(?!تش)[يتن](?![اويى])....*"
    r"|ا(?!س).ت(?:(?![اويى]).){2}ت?|ا.(.)و\1.ت?|(?![اويى])(.)(?![اويى])(.)\2\3ت?"
)
_foreign_ending = lazy_re("[ياو]نا$")  # of women's names in other languages; of Arabic words but of few
_weak = lazy_re("[اويءه]")
_LEAST = 3  # letters of a word without its endings, and consonants of a root


class Lexicon(Struct, frozen=True):
    """The lists of a language, as its file explains them.

    Attributes:
        everyday: words of every day, as written.
        homonyms: those that are names, too; in languages with capitals, `given` has them.
        small: those that are no part of a name even with a capital.
        titles: titles and roles beside names.
        feminine: those of women.
        kin: words that begin a name or join its parts.
        given: given names; in languages with capitals, names of all kinds that also are words of every day.
        women: given names of women.
        saying: verbs that a name stands beside.
        verbs: rarer words that explain what stands beside a name, in no more forms than those of the past.
    heads: nouns that a name stands behind.
        bound: words before a place that make another place of it.
        kinds: words behind a place; in Arabic those that make another place of it.
        things: what is named after people: in Arabic words before a name, in languages with capitals behind it.
        generations: words behind a name that tell people of one name apart.
        calendar: days and months.
        surnames: surnames of one character.
    """

    everyday: frozenset[str]
    homonyms: frozenset[str]
    small: frozenset[str]
    titles: frozenset[str]
    feminine: frozenset[str]
    kin: frozenset[str]
    given: frozenset[str]
    women: frozenset[str]
    saying: frozenset[str]
    verbs: frozenset[str]
    heads: frozenset[str]
    bound: frozenset[str]
    kinds: frozenset[str]
    things: frozenset[str]
    generations: frozenset[str]
    calendar: frozenset[str]
    surnames: frozenset[str]


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of a language that has a file; empty ones where it has none. Read when they are first asked for."""
    text = (resources.files("mujaz.text.lexicon") / f"{language}.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return Lexicon(**{name: frozenset(lists.get(name, "").split()) for name in Lexicon.__struct_fields__})


@cache
def _written() -> frozenset[str]:
    """Arabic words of every day as they are written, with and without the hamza on alef, which many leave out."""
    words = lexicon("ar").everyday | lexicon("ar").homonyms
    return words | {word.translate(_hamza_on_alef) for word in words}


@cache
def _keys() -> frozenset[str]:
    words = [lexicon(language) for language in ("ar", "fa")]
    # A non-joiner stands in Persian words, and is dropped from those that are looked up.
    return frozenset(name_key(bare_letters(word)) for lists in words for word in lists.everyday | lists.titles)


@cache
def _roots() -> frozenset[str]:
    return frozenset(root for key in _keys() if len(root := _weak.sub("", key)) >= _LEAST)


@cache
def _given() -> frozenset[str]:
    return frozenset(map(name_key, lexicon("ar").given))


def is_arabic_word(written: str) -> bool:
    """Whether an Arabic word, as it is written, is one of every day: «على» is, «علي» is not.

    Args:
        written: the letters of the word, as `bare_letters` gives them; the article may stand before it.
    """
    return written in _written() or (written.startswith(_ARTICLE) and written.removeprefix(_ARTICLE) in _written())


def is_given_name(letters: str) -> bool:
    """Whether an Arabic word is a given name, spelt loosely or not; as written it may also be a word, as «أمل» is."""
    return letters in lexicon("ar").given or (name_key(letters) in _given() and not is_arabic_word(letters))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(name_key(word) + ending for word in lexicon("ar").verbs for ending in ("", "ت", "وا", "ا"))


@lru_cache(maxsize=16384)
def is_understood(letters: str) -> bool:
    """Whether an Arabic word is explained by one of every day: itself, or with what is written together with it.

    Looser than `is_arabic_word`, since the question is another: whether a word may be an unknown name.
    """
    key = name_key(letters)
    if _shapes.fullmatch(letters.translate(_hamza_on_alef)):
        return True
    if key in _verbs() or (key[0] in "وف" and key[1:] in _verbs()):
        return True
    match = _proclitics.match(key)
    rests = {key, key[1:] if key[0] in "وفبكل" else key, key[match.end() :] if match else key}
    return any(_is_form(rest) for rest in rests if rest)


def _is_form(key: str) -> bool:
    if key in _keys() or key.removeprefix(_ARTICLE) in _keys():
        return True
    stems = [key]
    if _foreign_ending.search(key):
        return False
    for _ in range(2):  # a plural, and a pronoun behind it
        stem = _endings.sub("", stems[-1])
        if len(stem) < _LEAST - 1 or stem == stems[-1]:
            break
        stems.append(stem)
    if any(
        form in _keys() for stem in stems for form in (stem, stem + "ه", stem + "ي", stem + "ا") if len(stem) >= _LEAST
    ):
        return True
    verbs = [form for stem in stems if _imperfect.match(stem) for form in (stem[1:], "ا" + stem[1:])]
    return any(form in _keys() or _weak.sub("", form) in _roots() for form in verbs) or any(
        _weak.sub("", stem) in _roots() for stem in stems
    )


__all__ = ["CASED", "Lexicon", "is_arabic_word", "is_given_name", "is_understood", "lexicon"]
