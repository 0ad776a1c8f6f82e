"""The order of names in an index, and the letter that each stands under.

CLDR's root collation with the rules that an Arabic index follows, as one table. A library of the full algorithm
(UCA) reads a table of 1.7 MB at each start and knows neither the article nor the index letters.

- Arabic: the article ال at the head of a name is passed over. A hamza goes with the letter that bears it (أ إ آ
  under ا, ؤ under و, ئ under ي); ى stands with ي and ة with ه. Letters of Persian and Urdu stand behind the Arabic
  letter whose shape they extend: پ behind ب, چ behind ج, ژ behind ز, ڤ behind ف, گ behind ك.
- Latin: letters with marks and ligatures stand with their base letters; capitals make no difference.
- Numbers within names are compared as numbers: Hwasong-9 before Hwasong-18.
- Scripts follow each other as in CLDR, that of the page first; names that begin with no letter stand last.

What is equal so far is told apart by the name as written, so that the order is total.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import name as character_name

from mujaz.text.fold import fold_text
from mujaz.text.patterns import lazy_re

ARABIC: Final = "ءابپتٹثجچحخدڈذرڑزژسشصضطظعغفڤقكگلمنںهويے"
"""The letters that head an Arabic index, in their order."""

SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC", "GEORGIAN", "ARMENIAN", "HEBREW", "SYRIAC", "ARABIC")
"""Scripts in CLDR's order, by the first word of their characters' names; others follow by that word."""

OTHER: Final = "#"
"""The heading of names that begin with no letter."""

# What folding leaves apart and an index puts together.
_BASE: Final = str.maketrans("ؤۇۆۈۋئېةøđðħıłŋ", "وووووييهoddhiln") | str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})
# Looked for before folding, which would make ألمانيا begin like the article. The name of God keeps its first letters.
_MARKS: Final = "[\u0640\u064b-\u065f\u0670]*"
_article: Final = lazy_re(rf"\W*[اٱ]{_MARKS}ل{_MARKS}(?=\w{_MARKS}\w)(?!ل{_MARKS}ه\b)")
_piece: Final = lazy_re(r"[0-9]+|[^\W\d_]|[\s\-]+")

_GAP, _NUMBER, _LETTERS = 0, 1, 2

SortKey = tuple[tuple[tuple[int, int, str], ...], str]


def _ordered(name: str, language: str) -> str:
    """A name without what its place in an index does not depend on."""
    if language.split("-")[0] == "ar":
        name = _article.sub("", name, count=1)
    return fold_text(name).casefold().translate(_BASE)


def script_of(text: str) -> str:
    """The script of the first letter of a text, as in `SCRIPTS`; empty for a text without letters."""
    letter = next((char for char in text if char.isalpha()), "")
    return character_name(letter, "").partition(" ")[0] if letter else ""


def _rank(script: str, first: str) -> int:
    if script == first:
        return _LETTERS
    return _LETTERS + 1 + (SCRIPTS.index(script) if script in SCRIPTS else len(SCRIPTS))


@lru_cache(maxsize=4096)  # letters, and some numbers
def _weight(piece: str, first: str) -> tuple[int, int, str]:
    if piece[0].isdigit():
        return _NUMBER, int(piece), ""
    if not piece[0].isalpha():
        return _GAP, 0, ""
    place = ARABIC.find(piece)
    return _rank(script_of(piece), first), place, "" if place >= 0 else piece


@lru_cache(maxsize=8192)  # an entity is sorted on the page of each brief that names it
def sort_key(name: str, language: str, first: str = "LATIN") -> SortKey:
    """What orders names in an index.

    Args:
        name: as it is written.
        language: BCP 47 tag of the name.
        first: the script that comes before all others.
    """
    ordered = _ordered(name, language)
    weights = tuple(_weight(piece, first) for piece in _piece.findall(ordered.strip()))
    if not ordered or index_letter(name, language) == OTHER:
        weights = ((_LETTERS + len(SCRIPTS) + 2, 0, ""), *weights)
    return weights, name


def index_letter(name: str, language: str) -> str:
    """The letter that a name stands under, in upper case; `OTHER` where it begins with no letter."""
    start = next((char for char in _ordered(name, language) if char.isalnum()), OTHER)
    return start.upper() if start.isalpha() else OTHER
