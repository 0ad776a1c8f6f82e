"""The digits of the numbering systems that readers of Arabic script and Latin script use, by their CLDR names."""

from __future__ import annotations

import re

from mujaz.text.patterns import lazy_re

_FROM = "0123456789.,%"
_SIGNS = {"latn": _FROM, "arab": "٠١٢٣٤٥٦٧٨٩٫٬٪", "arabext": "۰۱۲۳۴۵۶۷۸۹٫٬٪"}
_SYSTEMS = {name: str.maketrans(_FROM, signs) if signs != _FROM else {} for name, signs in _SIGNS.items()}
_DIGITS = {name: {code: sign for code, sign in table.items() if code >= ord("0")} for name, table in _SYSTEMS.items()}
_EUROPEAN = str.maketrans("".join(signs[:10] for signs in _SIGNS.values()), _FROM[:10] * len(_SIGNS))
_EUROPEAN_SIGNS = str.maketrans("٫٬٪", ".,%")

NUMERALS = tuple(_SYSTEMS)
"""The numbering systems that an edition may ask for."""

ANY_DIGIT = lazy_re("[0-9٠-٩۰-۹]")
OTHER_DIGIT = lazy_re("[٠-٩۰-۹]")
"""Those that are not European."""

_D = "[0-9٠-٩۰-۹]"
_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u052f"
# A phone number, a pair of coordinates, a version, an address: what is typed or looked up as it stands.
_AS_IT_STANDS = lazy_re(
    rf"\+{_D}{{1,3}}(?:[ -]?\(?{_D}{{1,4}}\)?){{2,}}|\b0{_D}{{1,3}}(?:[ -]{_D}{{2,4}}){{2,}}"
    rf"|\b(?:0{_D}{{6,}}|{_D}{{9,}})\b"
    rf"|\b(?:97[89] (?:{_D}{{1,7}} ){{3}}|(?:97[89]-)?(?:{_D}{{1,7}}-){{3}})[{_D[1:-1]}X]\b"
    rf"|-?{_D}+\.{_D}{{3,}},[ ]?-?{_D}+\.{_D}{{3,}}"
    rf"|(?<![{_LATIN}\w])(?:{_D}+\.){{2,}}{_D}+(?![\w])"
    rf"|(?<![^\s«»“”()\[\]،؛؟])[^\s«»“”()\[\]،؛؟]*[{_LATIN}#@\\_][^\s«»“”()\[\]،؛؟]*"
    rf"(?:[ ]{_D}+(?:[./:-]{_D}+)*(?![\w,:/%٪-]))*"
)
_DAY_FIRST = lazy_re(rf"{_D}{{1,2}}\.{_D}{{1,2}}\.{_D}{{4}}")
# A stop between the numbers of an hour or of a place in a text is no decimal one: «الساعة 10.30», «المادة 3.2».
_COUNTED = (
    "الساعة|المادة|المادتين|المواد|الفصل|القسم|الفقرة|الفقرتين|البند|الباب|الشكل|الجدول|الملحق"
    "|الإصدار|النسخة|الطبعة|الآية|رقم"
)
_OF_DAY = "صباح|مساء|ظهر|الظهر|بعد الظهر|فجر|عصر|ليل|بتوقيت|بالتوقيت|ت\\.غ"
_NUMBER = lazy_re(
    rf"(?P<counted>(?:(?<!\w)[وبفلك]?(?:{_COUNTED})|§) )?(?P<number>{_D}+(?:[.,٫٬]{_D}+)*)"
    rf"(?P<percent>[ \u00a0\u202f]?[%٪])?(?P<hour>(?= (?:{_OF_DAY})))?"
)
_BESIDE = 64  # characters in which a letter counts as beside a number
_LETTER_BEFORE = lazy_re(r"([^\W\d_])[\W\d_]*$")
_LETTER_BEHIND = lazy_re(r"[\W\d_]*([^\W\d_])")
_THOUSANDS = lazy_re(rf"{_D}{{1,3}}(?:[,٬]{_D}{{3}})+(?:[.٫]{_D}+)?")
_DECIMAL = lazy_re(rf"{_D}+[.٫]{_D}+")


def with_digits(text: str, system: str) -> str:
    """A text with its European digits in another system; its other characters stay."""
    return text.translate(_DIGITS[system])


def with_signs(number: str, system: str) -> str:
    """A number with its digits, separators and per cent sign in another system."""
    return number.translate(_SYSTEMS[system])


def with_european_digits(text: str) -> str:
    """A text with the digits of any system as European ones."""
    return text.translate(_EUROPEAN)


def in_numerals(text: str, system: str, *, arabic: bool = True) -> str:
    """A text of prose with its numbers in a system, whichever they were typed in.

    What is typed or looked up as it stands keeps its digits: what has a Latin letter (`KN-23`, `Su-57`, an address), a
    number behind it (`Apollo 11`), phone and account numbers, ISBN, coordinates, versions. So do numbers among words in
    Arabic script where the text is of a language that is not written in it (`arabic`).
    """
    if ANY_DIGIT.search(text) is None:
        return text
    if system == "latn":
        return _NUMBER.sub(
            lambda match: match[0] if not arabic and _is_among_arabic(match) else _shown(match, system), text
        )
    parts, at = [], 0
    for kept in _AS_IT_STANDS.finditer(text):
        if _DAY_FIRST.fullmatch(kept[0]):
            continue
        parts += [_NUMBER.sub(lambda match: _shown(match, system), text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*parts, _NUMBER.sub(lambda match: _shown(match, system), text[at:])])


def _is_among_arabic(match: re.Match[str]) -> bool:
    """Whether no letter beside a number, the nearest on each side, is of another script than the Arabic one."""
    before = _LETTER_BEFORE.search(match.string, max(0, match.start() - _BESIDE), match.start())
    behind = _LETTER_BEHIND.match(match.string, match.end(), match.end() + _BESIDE)
    return all("\u0620" <= found[1] <= "\u08ff" for found in (before, behind) if found)


def _shown(match: re.Match[str], system: str) -> str:
    """A number in a system, with the signs that this has for thousands, decimals and per cent."""
    counted, number, percent = match["counted"] or "", match["number"], match["percent"] or ""
    plain = number.translate(_EUROPEAN)
    is_decimal = _DECIMAL.fullmatch(number) and not counted and match["hour"] is None
    if is_decimal or _THOUSANDS.fullmatch(number):
        plain = with_signs(plain.translate(_EUROPEAN_SIGNS), system)
    return counted + with_digits(plain, system) + with_signs(percent.translate(_EUROPEAN_SIGNS), system)
