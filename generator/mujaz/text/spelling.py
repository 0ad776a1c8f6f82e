"""What a language spells with: signs that mislead in one text, and are letters or joins of another."""

from __future__ import annotations

from mujaz.text.patterns import lazy_re

UNDETERMINED = "und"
"""The tag of BCP 47 for a language that is not known."""

_arabic = lazy_re("und|ar|arb|acm|acw|aeb|afb|ajp|apc|apd|ars|ary|arz|ayl")
_persian_letters = lazy_re(
    "fa|pes|prs|ur|ps|pbt|pbu|ku|ckb|kmr|sdh|ug|sd|skr|pa|pnb|lah|ks|az|azb|bal|brh|glk|kk|ky|lki|lrc|mzn|ms|ota|tk|uz"
)
"""Languages whose writers use ک and ی beside, or in place of, ك and ي."""

_LETTER = (
    r"\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    r"\u0750-\u077f\u0870-\u0887\u08a0-\u08c9"
)
_MARK = r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_not_arabic = lazy_re(rf"(?![\u0621-\u063a\u0641-\u064a\u0671])[{_LETTER}]")
_foreign = lazy_re(rf"(?![\u06a9\u06cc]){_not_arabic.pattern}")  # nor a form of an Arabic letter
_letter = lazy_re(f"[{_LETTER}]")
_word = lazy_re(rf"[{_LETTER}{_MARK}\u0640\u200c\u200d]+")

# Scripts in which joiners choose between forms of letters: Syriac to Mandaic, those of India, Khmer, Mongolian.
_joining = lazy_re("[\u0700-\u085f\u0900-\u0dff\u1000-\u109f\u1780-\u18af]")
_pictograph = lazy_re("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_unspaced = lazy_re("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")

_LONGEST_WORD = 40  # code points, with its marks; so much is looked at on each side of a sign
_LONGEST_PARTICLE = 16

_stem = lazy_re(rf"[{_LETTER}{_MARK}]*$")
_marks = lazy_re(f"[{_MARK}]+")
_proclitics = lazy_re("[وفأ]?(?:[بك]?ال|لل)|.{1,2}")
_carried = lazy_re("[\u0654\u0655\u0670\u06e5\u06e6]")

_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТХУаеорсухіјѕһԁԛԝ", "ABESIJKMHOPCTXYaeopcyxijshdqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ", "ABEZHIKMNOPTYXovcj", strict=True))
_LATIN_OF = _CYRILLIC | _GREEK
_like_latin = lazy_re(f"[{''.join(_LATIN_OF)}]+")
_like_others = lazy_re(f"[{''.join(sorted(set(_LATIN_OF.values())))}]+")
_ARABIC_FORMS = str.maketrans("کی", "كي")
_latin = lazy_re("[A-Za-z\u00c0-\u024f]+")
_other = lazy_re("[\u0370-\u03ff\u0400-\u052f]+")
_inflected_abbreviation = lazy_re("[A-Z]{2,}[\u0430-\u044f\u0451\u0454\u0456\u0457]+")


def is_arabic(language: str) -> bool:
    """Whether a BCP 47 tag is of Arabic, of one of its kinds, or of nothing known."""
    return _arabic.fullmatch(language.partition("-")[0]) is not None


def has_persian_letters(language: str) -> bool:
    """Whether a BCP 47 tag is of a language that writes with ک and ی."""
    return _persian_letters.fullmatch(language.partition("-")[0]) is not None


def has_foreign_letters(text: str) -> bool:
    """Whether a text in Arabic script has letters that Arabic lacks, apart from ک and ی, which are forms of its own."""
    return _foreign.search(text) is not None


def spells_with_joiner(text: str, offset: int, language: str) -> bool:
    """Whether a zero-width joiner or non-joiner belongs to a spelling.

    The non-joiner parts the letters of one word (می‌خواهم) in most languages in Arabic script, though not in Arabic; a
    joiner keeps the shape of a letter that stands alone (ه‍). Both choose forms in the scripts of India and their kin,
    and the joiner makes one picture of several.

    Args:
        text: that it stands in.
        offset: of the joiner, in code points.
        language: of the text.
    """
    before, behind = text[max(0, offset - 1) : offset], text[offset + 1 : offset + 2]
    if _joining.match(before) or _joining.match(behind):
        return True
    if text[offset] == "\u200d":
        if _pictograph.match(before) and _pictograph.match(behind):
            return True
        return bool(_letter.match(before)) and not behind.isalpha()
    if not before or before.isspace() or not _letter.match(behind):
        return False
    if not is_arabic(language):
        return True
    around = _word.finditer(text, max(0, offset - _LONGEST_WORD), offset + _LONGEST_WORD)
    return any(word.start() <= offset < word.end() and _not_arabic.search(word[0]) for word in around)


def spells_with_space(text: str, offset: int) -> bool:
    """Whether a zero-width space parts words of a script that has no other sign for it: Thai, Lao, Burmese, Khmer."""
    return bool(_unspaced.match(text[max(0, offset - 1) : offset]) and _unspaced.match(text[offset + 1 : offset + 2]))


def spells_with_tatweel(text: str, start: int, end: int) -> bool:
    """Whether tatweels belong to a spelling and do not only stretch a word.

    One tatweel keeps the joined shape of letters that stand beside another sign than a letter: of an abbreviation
    (١٤٤٥ هـ), of a particle before a quotation mark, a number or a Latin word (بـ«…», الـ20), of an ending (ـه).
    It also carries a sign that has no letter of its own (هـٰذا).

    Args:
        text: that they stand in.
        start: of the tatweels, in code points.
        end: behind them.
    """
    behind = text[end : end + 1]
    if end - start > 1:
        return False
    if _carried.match(behind):
        return True
    found = _stem.search(text, max(0, start - _LONGEST_PARTICLE), start)
    stem = _marks.sub("", found[0]) if found else ""
    if not stem:
        return bool(behind) and bool(_letter.match(behind) or _marks.match(behind))
    return not _letter.match(behind) and not _marks.match(behind) and bool(_proclitics.fullmatch(stem))


def is_disguised(word: str, language: str) -> bool:
    """Whether a word that mixes forms of letters, or alphabets, looks like one that does not.

    Args:
        word: with Persian and Arabic forms, or with Latin letters beside Cyrillic or Greek ones.
        language: of the text.
    """
    if not _latin.search(word):
        return not has_persian_letters(language) and not has_foreign_letters(word)
    if _inflected_abbreviation.fullmatch(word):
        return False
    latin, other = "".join(_latin.findall(word)), "".join(_other.findall(word))
    return bool(_like_latin.fullmatch(other)) or (len(other) > len(latin) and bool(_like_others.fullmatch(latin)))


def in_one_alphabet(word: str) -> str:
    """A disguised word in the letters that it looks like: Arabic ones, or those of the alphabet that has most of it."""
    word = word.translate(_ARABIC_FORMS)
    latin, other = "".join(_latin.findall(word)), "".join(_other.findall(word))
    if not latin:
        return word
    if _like_latin.fullmatch(other) and (len(latin) >= len(other) or not _like_others.fullmatch(latin)):
        return "".join(_LATIN_OF.get(letter, letter) for letter in word)
    alphabet = _GREEK if other[0] < "\u0400" else _CYRILLIC
    letters = {plain: letter for letter, plain in alphabet.items()}
    return "".join(letters.get(letter, letter) for letter in word)
