"""The forms that an alias is searched by: its spellings, and what may be written together with each."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mujaz.resolve.gazetteer.values import Alias, Doubt, FormReading
from mujaz.text.fold import fold_text
from mujaz.text.names import bare_letters, name_key, spellings
from mujaz.text.patterns import lazy_re
from mujaz.text.proclitics import (
    ARTICLE,
    CONTRACTED,
    DEFINITE,
    FUTURE,
    GLUED,
    HEBREW,
    HEBREW_ARTICLE,
    INDEFINITE,
)
from mujaz.text.words import has_word

_SHORT = 3  # letters; with a proclitic, so short a form is often another word

_arabic = lazy_re("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08c9]")
_plain = lazy_re("[\u0621-\u063a\u0641-\u064a ]*[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a ]*")
_hebrew = lazy_re("[\u05d0-\u05ea]")


class Form(Struct, frozen=True, gc=False):
    """An alias in one of its spellings, as it is searched for.

    Attributes:
        alias: where it comes from.
        text: the key of the spelling, in its case; for a definite alias without the article.
        letters: the spelling as it is written, without the article likewise; empty in other scripts than Arabic.
        is_own: whether it is spelt as in the glossary, but for spaces.
        any_case: whether it matches in any case.
        proclitics: what may stand before it, and the part of that which is no part of the alias.
        is_short: whether anything written together with it puts it in doubt, the article included: العمر is no عمر.
        takes_article: whether the article may stand before it: الصاروخ is صاروخ, but السيول are floods and not سيول.
    """

    alias: Alias
    text: str
    letters: str
    is_own: bool
    any_case: bool
    proclitics: dict[str, str]
    is_short: bool
    takes_article: bool = True

    @property
    def is_definite(self) -> bool:
        """Whether the alias begins with the article, which the form is without."""
        return self.proclitics is DEFINITE

    def is_spelt(self, found: str, text: str) -> bool:
        """Whether the key of a text, equal but for case, is the alias.

        Capitals count, so that «us» is no «US»; but all may be capitals, the first of a sentence one, and a letter
        behind a hyphen either: "Kim Jong-un" is "Kim Jong Un".
        """
        form = self.text
        if "-" in text and not self.any_case:
            found = found[0] + "".join(
                own if before == "-" else letter for before, letter, own in zip(text, found[1:], form[1:], strict=False)
            )
        return self.any_case or found in (form, form.upper(), form[:1].upper() + form[1:])

    def read(self, proclitic: str, particle: str) -> FormReading:
        """The reading of a form that is made of this alias and what is written together with it."""
        doubt = None
        foreign = (FUTURE,) if self.takes_article else (FUTURE, ARTICLE, CONTRACTED, HEBREW_ARTICLE)
        if self.proclitics is not GLUED and proclitic.endswith(foreign):
            doubt = Doubt.PROCLITIC
        elif self.is_short and (proclitic or particle):
            doubt = Doubt.SHORT
        return FormReading(self.alias, proclitic, particle, doubt)


def uncased(folded: str) -> str:
    """A folded text in small letters; as long as the text, since folding leaves no letter whose small form is two."""
    return folded.lower()


def is_verb(reading: FormReading) -> bool:
    """Whether a reading makes the form a verb in the future."""
    return reading.proclitic.endswith(FUTURE)


def forms_of(alias: Alias) -> Iterator[Form]:
    """The forms that an alias is searched by; none for one without letters."""
    if _plain.fullmatch(alias.text):  # most Arabic names; their letters need no folding
        yield from _arabic_forms(alias, any_case=True)
        return
    text = fold_text(alias.text).strip(" ")
    if not has_word(text):
        return
    any_case = text == text.lower()
    if _arabic.match(text):
        yield from _arabic_forms(alias, any_case=any_case)
        return
    is_hebrew = _hebrew.match(text) is not None
    for spelling in spellings(alias.text):
        form = name_key(spelling.letters)
        if is_hebrew:
            yield Form(alias, form, "", True, any_case, HEBREW, len(form) <= _SHORT, not alias.proper)
        else:
            yield Form(alias, form, "", True, any_case, GLUED, len(form) == 1)


def _arabic_forms(alias: Alias, *, any_case: bool) -> Iterator[Form]:
    own = bare_letters(alias.text)
    # ألمانيا begins with these two letters, when folded, and has no article.
    has_article = own.startswith(ARTICLE) and len(own.split(" ")[0]) >= len(ARTICLE) + 2
    for spelling in spellings(alias.text):
        letters, key = spelling.letters, spelling.key
        if has_article:
            # Never short: the article tells بالصين from other words.
            letters, key = letters.removeprefix(ARTICLE), key.removeprefix(ARTICLE)
            yield Form(alias, key, letters, spelling.is_own, any_case, DEFINITE, False)
        else:
            yield Form(alias, key, letters, spelling.is_own, any_case, INDEFINITE, len(key) <= _SHORT, not alias.proper)
