"""How names are spelt: the key under which spellings of a name are the same, and the spellings that a name has.

Names are compared more loosely than quotes are (`text.fold`), since each writer spells them by another school:

- ة and ه, ؤ and و, ئ and ي are one letter at the end of folding, as أ and ا are before; which of them a text has is
  looked at again before a name is found, for «على» is no «علي»;
- the seat of a hamza: رءوف, رؤوف; هيأة, هيئة;
- the cases of أبو, ذو, أخو, حمو and بنو: «أبي سالم» is «أبو سالم»; ابن and بن;
- names of two words that are also written as one: عبد الرحمن, عبدالرحمن; أبو ظبي, أبوظبي; بيونغ يانغ, بيونغيانغ;
- the hyphen between two words, and Hebrew's, are a space; gershayim are quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Final
from unicodedata import normalize

from msgspec import Struct

from mujaz.text.fold import fold_text
from mujaz.text.patterns import lazy_re, lazy_regex
from mujaz.text.proclitics import ARTICLE

_LOOSE: Final = tuple(zip("ؤئةأإآٱى-־״׳", 'ويهااااي  ""', strict=True))
_KEY = str.maketrans(dict(_LOOSE))
_LETTERS = str.maketrans("یۍکڪھہەۀۂۃٱ", "يىككهههههةا")
_dropped = lazy_regex(r"[\p{Mn}\p{Default_Ignorable_Code_Point}\u0640]+")
_yeh_with_shadda = lazy_re("ى(?=[\u064b-\u0650\u0652]*\u0651)")
_plain = lazy_re("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
_arabic = lazy_re("[\u0620-\u06ff]")
_first_alef = lazy_re(r"\b((?:ال)?)[أإآ]")
_within = lazy_re("[ؤئءأإآ]")
# Not the hamza of a first letter, which only أ and إ bear, behind an article or not.
_seated = lazy_re("(?<!^)(?<!^ال)[ؤئءأ]")

# The cases of what begins a kunya and its like, and words of descent.
_CASES: Final = (
    ("أبو", "أبا", "أبي"),
    ("ذو", "ذا", "ذي"),
    ("أخو", "أخا", "أخي"),
    ("حمو", "حما", "حمي"),
    ("بنو", "بني"),
    ("ابن", "بن"),
    ("ابنة", "بنت"),
)
_case_of = {form.translate(_KEY): forms for forms in _CASES for form in forms}
_JOINING: Final = frozenset(("عبد", "أبو", "ذو"))
# Words whose old and new spelling differ by more than a seat of hamza.
_OLD: Final = (
    ("مئة", "مائة"),
    ("داود", "داوود"),
    ("إسماعيل", "إسمعيل"),
    ("إسحاق", "إسحق"),
    ("هارون", "هرون"),
    ("الرحمن", "الرحمان"),
    ("أمريكا", "أميركا"),
)
_old_of = {form.translate(_KEY): forms for forms in _OLD for form in forms}
_compound = lazy_re("(عبد)(ال..+)|([اأ]بو)(..+)|(ذو)(ال..+)|(..+)(الدين|الله)")
_LEAST_JOINED = 6  # letters of two words that are written as one
_FEW_WORDS = 3  # of a name any two of whose words may be written together
_MOST_SPELLINGS = 48
_SHORT = 64  # code points of a text that a table is faster for


class Spelling(Struct, frozen=True, gc=False):
    """One way to write a name.

    Attributes:
        letters: the name, with its letters as they are written.
        is_own: whether words are spelt as the name has them, so that the loose key decides; another seat of hamza must
            be written as one.
    """

    letters: str
    is_own: bool

    @property
    def key(self) -> str:
        """What the spelling is searched by."""
        letters = self.letters
        return name_key(letters if _plain.fullmatch(letters) else fold_text(letters).strip(" "))


def name_key(folded: str) -> str:
    """The key of a name in a folded text; as long as the text, offset by offset, and in its case."""
    if len(folded) <= _SHORT:
        return folded.translate(_KEY)
    for letter, other in _LOOSE:  # faster than a table, in a long text
        if letter in folded:
            folded = folded.replace(letter, other)
    return folded


@lru_cache(maxsize=8192)
def bare_letters(text: str) -> str:
    """The letters of a text as they are written: أ and ا, ى and ي, ة and ه apart; no marks, tatweel and joiners."""
    if _plain.fullmatch(text):
        return text
    text = _yeh_with_shadda.sub("ي", normalize("NFKC", text))
    return " ".join(normalize("NFC", _dropped.sub("", text)).translate(_LETTERS).split())


def is_seat_of(written: str, spelt: str) -> bool:
    """Whether two names differ in no more than the seats of hamzas, each of which is written, and in loose letters."""
    return _seatless(written) == _seatless(spelt)


def _seatless(letters: str) -> str:
    return _within.sub("ء", _first_alef.sub(r"\1ا", letters)).translate(_KEY)


def spellings(name: str) -> tuple[Spelling, ...]:
    """The ways to write a name that are certainly that name; its own comes first."""
    if not _arabic.search(name):
        text = fold_text(name).strip(" ")
        return tuple(Spelling(form, True) for form in dict.fromkeys((text, text.replace('"', '""'))))
    own = bare_letters(name)
    words = [part for word in own.replace("-", " ").split() for part in _apart(word)]
    choices = [_alternatives(word, is_last=number == len(words)) for number, word in enumerate(words, 1)]
    if len(words) == len(choices[0]) == 1 and words[0] == own:
        return (Spelling(own, True),)
    found = {own: True}
    for number, choice in enumerate(product(*choices)):
        for form in _joined(choice):
            found.setdefault(form, number == 0)
        if len(found) >= _MOST_SPELLINGS:
            break
    return tuple(Spelling(form, is_own) for form, is_own in islice(found.items(), _MOST_SPELLINGS))


@lru_cache(maxsize=8192)
def _apart(word: str) -> tuple[str, ...]:
    """The parts of a name that is written as one word: عبدالرحمن, أبوظبي, نورالدين."""
    match = _compound.fullmatch(word)
    return tuple(part for part in match.groups() if part) if match else (word,)


@lru_cache(maxsize=8192)
def _alternatives(word: str, *, is_last: bool) -> tuple[str, ...]:
    """The ways to write a word of a name; its own comes first."""
    return tuple(_other_forms(word, is_last=is_last))


def _other_forms(word: str, *, is_last: bool) -> Iterator[str]:
    yield word
    key = name_key(word)
    if not is_last and key in _case_of:
        yield from (form for form in _case_of[key] if form != word)
    article = ARTICLE if key.startswith(ARTICLE) and key not in _old_of else ""
    for form in _old_of.get(key.removeprefix(article), ()):
        if article + form != word:
            yield article + form
    if not _within.search(word):
        return
    if "ؤو" in word:
        yield word.replace("ؤو", "ؤ")  # رؤف, شؤن
    for match in islice(_seated.finditer(word), 2):
        for seat in "ءؤئأ":
            if seat != match[0]:
                yield word[: match.start()] + seat + word[match.end() :]
    if word.endswith("ئ"):
        yield word[:-1] + "يء"
    elif word.endswith(("يء", "ىء")):
        yield word[:-2] + "ئ"


def _joined(words: tuple[str, ...]) -> Iterator[str]:
    """The words of a name with spaces between them, and as they are written together."""
    yield " ".join(words)
    gaps = [number for number in range(1, len(words)) if len(words) <= _FEW_WORDS or _joins(words, number)]
    for gap in gaps:
        joined = words[gap - 1] + words[gap]
        # The letters of «إس إس» make «أساس».
        if words[gap - 1] not in _case_of_joined and (len(joined) >= _LEAST_JOINED or _joins(words, gap)):
            yield " ".join((*words[: gap - 1], joined, *words[gap + 1 :]))
    compounds = [number for number in gaps if _joins(words, number)]
    if len(compounds) > 1:
        text = words[0]
        for number, word in enumerate(words[1:], 1):
            text += word if number in compounds else f" {word}"
        yield text


_case_of_joined = frozenset(form for forms in _CASES for form in forms) - _JOINING - {"أبا", "أبي"}


def _joins(words: tuple[str, ...], gap: int) -> bool:
    return words[gap - 1] in _JOINING or words[gap - 1] == "ابو" or words[gap] in ("الدين", "الله")
