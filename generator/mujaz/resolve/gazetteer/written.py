"""What the letters of a form say, as they are written, of the name that the loose key makes it equal to."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from mujaz.model import EntityType
from mujaz.resolve.gazetteer.forms import Form
from mujaz.resolve.gazetteer.values import Alias, Doubt, FormReading
from mujaz.text.fold import Folded, fold_text
from mujaz.text.lexicon import is_arabic_word, is_given_name, lexicon
from mujaz.text.names import bare_letters, is_seat_of
from mujaz.text.patterns import lazy_re
from mujaz.text.proclitics import ARTICLE

_NAMED: Final = frozenset((EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION))
ACCUSATIVE: Final = lazy_re(r"(?<=[\u0621-\u064a])\u0627(?![^\W_])")
"""The alef that the accusative of a name ends in: «محمدا»."""

_ends_in_tanwin = lazy_re("\u064b\u0627$|\u0627\u064b$")
_word_before = lazy_re(r'([^\W_]+) "?$')
_word_behind = lazy_re(r" ([^\W_]+)")
_PROCLITICS = "بلك"
_SHORT = 3  # letters of a name too short to be known with an ending, and of a word that is no verb
# Words that a place stands behind.
_INTO: Final = frozenset(("في", "إلى", "من", "سكان", "أهالي", "شوارع", "ضواحي", "شمال", "جنوب", "شرق", "غرب", "مطار"))
_plural = lazy_re("..و.")  # the shape of سيول
_quoted = lazy_re(r'"[^"]{,40}"')
_LOOK_BACK = 40  # code points that hold the word before a form
# Prepositions, with «me» or without: behind a title they are what they are, unless a name follows («وافق الوزير على»).
_PREPOSITIONS: Final = frozenset(("على", "علي", "إلى", "إلي", "مني", "عني", "لدي"))
_THAT: Final = frozenset(("أن", "ان", "ألا", "الا"))  # «كان علي أن»: I had to
# Words that no name of a person follows, but many an abstract noun: «بلا هدى», «كل أمل».
_BEFORE_NOUNS: Final = frozenset(
    ("بلا", "كل", "بكل", "أي", "اي", "بعض", "أكثر", "مزيد", "ذات", "ذو", "ذي", "بدون", "بغير", "غير")
)
# Where a given name is a noun, or a place: Mina, where pilgrims stay.
_IDIOMS: Final = frozenset(
    ("على هدى", "هدى من", "هدى للناس", "هدى ونور", "إلى منى", "في منى", "مشعر منى", "من منى", "وادي منى")
)


def weigh(form: Form, reading: FormReading, folded: Folded, first: int, start: int, end: int) -> FormReading | None:
    """A reading with what its letters say; None where they make it a word of every day.

    «على» has the key of «علي», and is a word; «احمد» is the name أحمد; «على حسن» may be either.

    Args:
        form: the spelling that matched; it is in Arabic script if it has letters.
        reading: what it is read as.
        folded: the text.
        first: where the word begins, proclitics included, as an offset of the folded text.
        start: where the alias begins in it, without an article.
        end: where it ends.
    """
    if not form.letters:
        return reading
    written = bare_letters(folded.original[slice(*folded.span(start, end))])
    if not form.is_own and not is_seat_of(written, form.letters):
        return None
    alias, is_one_word = reading.alias, " " not in written
    if first < start and is_one_word and not reading.proclitic.endswith(ARTICLE):
        whole = bare_letters(folded.original[slice(*folded.span(first, end))])
        if is_arabic_word(whole) and not whole.startswith(ARTICLE):
            return None
        if alias.proper and is_given_name(whole):
            return replace(reading, doubt=reading.doubt or Doubt.PROCLITIC)
    article = ARTICLE if form.is_definite else ""
    is_word = _is_word(article + written, article + form.letters) or (
        is_one_word and _is_other_seat(article + written, bare_letters(alias.text))
    )
    if is_word and is_one_word and not _is_announced(alias, folded, first):
        return None
    if is_word and written in _PREPOSITIONS and not _begins_name(_behind(folded, end)):
        return None
    adds = _adds_letter(folded.original[slice(*folded.span(start, end))], written, form.letters)
    if adds and is_one_word and not is_given_name(form.letters):
        return None
    if is_word or adds or _is_other_name(written, form.letters):
        return replace(reading, doubt=reading.doubt or Doubt.SPELLING)
    if is_one_word and alias.type is EntityType.PERSON and _is_common(written, folded, first, end):
        return replace(reading, doubt=reading.doubt or Doubt.EVERYDAY)
    if is_one_word and alias.type in _NAMED and is_arabic_word(article + written):
        is_name = _is_announced(alias, folded, first) or _is_placed(alias, folded, first, end)
        doubt = None if is_name else Doubt.EVERYDAY
        return replace(reading, doubt=reading.doubt or doubt)
    return reading


def weigh_accusative(reading: FormReading, folded: Folded, start: int, end: int) -> FormReading | None:
    """A reading of a form with an alef behind it: the accusative of a given name, which is in doubt, or another word.

    Args:
        reading: what it is read as.
        folded: the text.
        start: where the alias begins in it.
        end: where it ends, before the alef.
    """
    name, text = bare_letters(reading.alias.text), folded.original[slice(*folded.span(start, end + 1))]
    if reading.alias.type is not EntityType.PERSON or len(name) <= _SHORT or " " in name:
        return None
    if reading.proclitic not in ("", "و", "ف"):
        return None  # a preposition takes the genitive
    if is_arabic_word(name) or is_arabic_word(bare_letters(text)):
        return None
    if not is_given_name(name) and not _ends_in_tanwin.search(text):
        return None
    return replace(reading, doubt=Doubt.SPELLING)


def _is_word(written: str, spelt: str) -> bool:
    """Whether a word that is spelt otherwise than the name is one of every day as it is written."""
    words, own = written.split(" "), spelt.split(" ")
    return len(words) == len(own) and any(map(_is_confused, words, own))


def _is_confused(word: str, own: str) -> bool:
    if word == own or word in lexicon("ar").kin or not is_arabic_word(word):
        return False
    # No more than the hamza on an alef, which many leave out, makes «امل» no other word than «أمل».
    return fold_text(word) != fold_text(own) or word[-1] != own[-1] or not is_arabic_word(own)


def _is_other_seat(written: str, own: str) -> bool:
    """Whether another seat of a hamza makes a word of every day of a name that is none: «لأي» of لؤي."""
    if written == own or not is_seat_of(written, own) or is_arabic_word(own):
        return False
    return is_arabic_word(written) or (written[0] in _PROCLITICS and is_arabic_word(written[1:]))


def _adds_letter(text: str, written: str, spelt: str) -> bool:
    """Whether a text is more exact than the glossary: with a hamza within a word, or a tanwin, that the name has not.

    «رأيت» is no رايت, and «أفريقياً» is an adjective; that a text has less, as «فواد» for فؤاد, says nothing.
    """
    if spelt.endswith("ا") and _ends_in_tanwin.search(text):
        return True
    return (
        written != spelt
        and len(written) == len(spelt)
        and any(letter in "أؤئ" and own in "اويى" for letter, own in zip(written[1:], spelt[1:], strict=True))
    )


def _is_other_name(written: str, spelt: str) -> bool:
    """Whether a given name is another as it is written: «يسرى» and «يسري»."""
    return written[-1] != spelt[-1] and {written, spelt} <= lexicon("ar").given


def _is_announced(alias: Alias, folded: Folded, first: int) -> bool:
    """Whether the word before a form says that a name follows: «وقالت أمل», «مدينة العين»."""
    word = _before(folded, first)
    if not word:
        return False
    words = {word, word[1:]} if word[0] in "وفبل" else {word}
    lists = lexicon("ar")
    announcing = lists.titles if alias.type is EntityType.PERSON else lists.heads
    return not words.isdisjoint(announcing | lists.saying)


def _is_placed(alias: Alias, folded: Folded, first: int, end: int) -> bool:
    """Whether the words beside a form make it a place or an organization, which are feminine and take no complement.

    «في قطر» and «رفضت حماس» name them; «في قطر الأنبوب» and «من سيول جارفة» do not.
    """
    word, behind = _before(folded, first), _behind(folded, end)
    if alias.type is EntityType.ORGANIZATION and _quoted.fullmatch(folded.text, max(0, first - 1), end + 1):
        return True
    if alias.type is EntityType.PERSON or behind.startswith(ARTICLE) or behind.endswith(("ة", "ا")):
        return False
    name = bare_letters(alias.text)
    if name.startswith(ARTICLE):
        return False  # «في العين»
    if alias.type is EntityType.PLACE and word.removeprefix("و") in _INTO:
        return True
    if name.endswith("ة") or _plural.fullmatch(name):
        return False  # such nouns are feminine themselves: «تسببت سيول في»
    verb = word.removesuffix("ت")
    return len(word) > _SHORT and verb != word and not word.endswith("ات") and is_arabic_word(verb)


def _is_common(written: str, folded: Folded, first: int, end: int) -> bool:
    """Whether the words beside a given name make it a noun, a place or «on me»: «بلا هدى», «إلى منى», «كان علي أن»."""
    if written in _PREPOSITIONS and _behind(folded, end) in _THAT:
        return True
    before, behind = _before(folded, first), _behind(folded, end)
    if f"{before} {written}" in _IDIOMS or f"{written} {behind}" in _IDIOMS:
        return True
    return before in _BEFORE_NOUNS


def _begins_name(word: str) -> bool:
    return is_given_name(word) or word in lexicon("ar").kin


def _before(folded: Folded, first: int) -> str:
    """The word before an offset, as it is written; empty where none stands beside it."""
    match = _word_before.search(folded.text, max(0, first - _LOOK_BACK), first)
    return bare_letters(folded.original[slice(*folded.span(*match.span(1)))]) if match else ""


def _behind(folded: Folded, end: int) -> str:
    """The word behind an offset, likewise."""
    match = _word_behind.match(folded.text, end)
    return bare_letters(folded.original[slice(*folded.span(*match.span(1)))]) if match else ""
