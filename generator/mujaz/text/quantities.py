"""Amounts in Arabic and English prose: what a number is worth, in whichever digits or words it is written.

Dates, hours, years, ordinals, and numbers in names (`Su-57`) are no amounts, nor are indefinite ones («مئات»,
"thousands").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import combinations

from msgspec import Struct

from mujaz.text.numerals import with_european_digits
from mujaz.text.patterns import lazy_re


class Quantity(Struct, frozen=True):
    """An amount in a text.

    Attributes:
        value: what it is worth; of a share in per cent.
        is_share: whether it is in per cent.
        is_fraction: whether it is a share that the text gives as a fraction, which is never meant to the point.
        rough: how the text says that it is no exact one: `about`, as in "some 600"; `above`, as in «أكثر من 600»;
            `below`, as in "nearly 600"; empty where it does not.
        noun: the word behind it, folded; empty where none follows.
        start, end: its place, in code points.
    """

    value: Decimal
    is_share: bool
    rough: str
    noun: str
    start: int
    end: int
    is_fraction: bool = False


_ALIKE = str.maketrans("أإآٱةىئؤیک", "ااااهييويك", "ًٌٍَُِّْٰـ")


def _in_turn(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * number for number, word in enumerate(words.split())}


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words in Arabic letters stand as `_ALIKE` leaves them. Of Persian those are left out that mean something else, too.
_UNITS = {
    **_in_turn("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen", 1),
    **_in_turn("seventeen eighteen nineteen", 17),
    **_in_turn("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    **_in_turn("ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره", 3),
    **_in_turn("ثلاث اربع خمس ست سبع ثماني تسع عشر", 3),
    **_in_turn("عشرون ثلاثون اربعون خمسون ستون سبعون ثمانون تسعون", 20, 10),
    **_in_turn("عشرين ثلاثين اربعين خمسين ستين سبعين ثمانين تسعين", 20, 10),
    **_in_turn("چهار پنج شش هفت هشت", 4),
    **_in_turn("بيست", 20, 0),
    **_in_turn("چهل پنجاه شصت هفتاد هشتاد", 40, 10),
    **_in_turn("واحد واحده احد احدي", 1, 0),
    **_in_turn("اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", 2, 0),
}
_HUNDREDS = {
    **_in_turn("hundred ميه مايه", 100, 0),
    **_in_turn("ميتان ميتين ميتا ميتي مايتان مايتين", 200, 0),
    **_in_turn("ثلاثميه اربعميه خمسميه ستميه سبعميه ثمانميه تسعميه", 300, 100),
    **_in_turn("دويست", 200, 0),
    **_in_turn("چهارصد پانصد ششصد هفتصد هشتصد نهصد", 400, 100),
    **_in_turn("ثلاثمايه اربعمايه خمسمايه ستمايه سبعمايه ثمانمايه تسعمايه", 300, 100),
}
_SCALE = {
    **_in_turn("thousand k الف الاف الفا هزار", 10**3, 0),
    **_in_turn("dozen dozens", 12, 0),
    **_in_turn("decade decades عقد عقود", 10, 0),
    **_in_turn("million m mn مليون ملايين مليونا ميليون", 10**6, 0),
    **_in_turn("billion bn مليار مليارات مليارا بليون ميليارد", 10**9, 0),
    **_in_turn("trillion tn تريليون تريليونات ترليون", 10**12, 0),
}
_TWICE = {
    **_in_turn("عقدان عقدين", 20, 0),
    **_in_turn("الفان الفين", 2 * 10**3, 0),
    **_in_turn("مليونان مليونين مليوني", 2 * 10**6, 0),
    **_in_turn("ملياران مليارين ملياري", 2 * 10**9, 0),
}
_SHORT = _list("k m mn bn tn")
_INDEFINITE = _list("الاف ملايين مليارات تريليونات")
_MONTHS = _list(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر كانون شباط اذار "
    "نيسان ايار حزيران تموز اب ايلول تشرين محرم صفر ربيع جمادي رجب شعبان رمضان شوال جويليه جوان اوت"
)
_COUNTED = _list(
    "article section chapter page no number resolution point year hour channel route line flight room "
    "الماده ماده القرار قرار رقم الفقره البند الصفحه الفصل عام سنه الساعه القناه العام السنه الخط الرحله"
)
_ROUGH = _list(
    "about around nearly almost roughly over approximately some than least most "
    "نحو حوالي قرابه زهاء اكثر اقل يقارب تقريبا من علي حدود فوق يناهز"
)
_ABOVE = _list("over more least فوق اكثر يناهز")
_BELOW = _list("nearly almost less most اقل قرابه زهاء يقارب")
_CONVERTED = _list(
    "mile miles foot feet inches yards acres pounds ounces gallons fahrenheit ميل ميلا اميال قدم قدما فدان فدانا"
)
"""Units that a statement gives for others of the quote."""
_PERCENT = _list("percent per pct بالميه بالمايه درصد")
_FRACTIONS = {
    **dict.fromkeys(_list("half نصف"), Decimal("0.5")),
    **dict.fromkeys(_list("third ثلث"), Decimal(1) / 3),
    **dict.fromkeys(_list("thirds ثلثا ثلثي ثلثان ثلثين"), Decimal(2) / 3),
    **dict.fromkeys(_list("quarter ربع"), Decimal("0.25")),
    **dict.fromkeys(_list("quarters ارباع"), Decimal("0.75")),
}
_FEW = {"thirds": "two", "quarters": "three", "ارباع": "ثلاثه"}
"""Fractions in the plural, each with the number in front of it with which it is the one that is known here."""
_LEADS = _list("a one two three ثلاثه")
_ARTICLES = _list("a an of the its their")
_IN_TURN = _list("first second third fourth last other الاول الثاني")
_NO_WHOLE = _list(
    "ساعه الساعه قرن القرن عام العام سنه السنه نهايي النهايي نهار النهار ليل الليل دقيقه قيمه القيمه الثاني الاول "
    "السنوي hour hours year years century day season game match"
)
"""What stands behind a fraction that is the name of something, or a measure, and no share of it."""
_LEAST_SCALE = 1000
_FRACTION_NEAR = 6
"""Points of a hundred by which a share that is given as a fraction may differ."""
_TOKEN = lazy_re(
    r"(?P<marker>\[\^[^\]]*\])"
    r"|(?P<mixed>(?![وبلفك]\d)[^\W\d_]+[-–]?\d[\w.-]*|\d+(?:st|nd|rd|th)\b|\d+(?:[-–][^\W\d_])[\w-]*|\d+(?:[:/]\d+)+)"
    r"|(?P<number>(?<![\d.,])\d+(?:[.,٫٬]\d+)*)(?P<short>(?:k|mn|m|bn|tn)\b)?(?P<percent>\s?[%٪])?"
    r"|(?P<word>[^\W\d_]+)|(?P<stop>[.!?؟;؛()«»\"])"
)
_THOUSANDS = lazy_re(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?")


class _Word(Struct):
    kind: str
    text: str
    value: Decimal | None
    start: int
    end: int
    is_share: bool = False
    is_plain: bool = False


def quantities(text: str) -> list[Quantity]:
    """The amounts of a text, in its order."""
    words = list(_words(text))
    found, at = [], 0
    while at < len(words):
        stop, share = _share(words, at)
        if share is not None:
            found.append(_quantity(words, at, stop, share, is_share=True, is_fraction=True))
            at = stop
            continue
        stop, value, is_share = _amount(words, at)
        if stop == at:
            at += 1
            continue
        if value is not None and not _is_counted(words, at, stop):
            found.append(_quantity(words, at, stop, value, is_share=is_share))
        at = stop
    return found


def _words(text: str) -> Iterator[_Word]:
    for match in _TOKEN.finditer(with_european_digits(text)):
        kind = match.lastgroup or ""
        if match["number"]:
            value = _value(match["number"])
            if value is not None and match["short"]:
                value *= _SCALE[match["short"]]
            is_plain = match["number"].isdigit() and not match["short"] and not match["percent"]
            yield _Word("number", match["number"], value, *match.span(), bool(match["percent"]), is_plain)
        else:
            yield _Word(kind, match[0].casefold().translate(_ALIKE), None, *match.span())


def _value(written: str) -> Decimal | None:
    if _THOUSANDS.fullmatch(written):
        written = written.replace(",", "").replace("٬", "")
    written = written.replace("٫", ".")
    return Decimal(written) if re.fullmatch(r"\d{1,18}(?:\.\d{1,18})?", written) else None


def _bare(word: str, *, is_further: bool) -> str:
    """A word without the article and the particles that are written together with it, where a number is left."""
    for prefix in ("و", "وال") if is_further else ("و", "ال", "ب", "ل", "بال", "ف", "وب", "لل"):
        rest = word.removeprefix(prefix)
        if rest != word and _is_number(rest) and not (prefix.endswith("ال") and rest in ("اثنين", "احد")):
            return rest
    return word


def _is_number(word: str) -> bool:
    return word in _UNITS or word in _HUNDREDS or word in _TWICE or word in _SCALE


def _text(words: list[_Word], at: int) -> str:
    """A word; empty for what is none."""
    return words[at].text if 0 <= at < len(words) and words[at].kind == "word" else ""


def _fraction(words: list[_Word], at: int) -> tuple[int, Decimal | None]:
    """The word behind a fraction that begins at a word, and its worth; None where none does."""
    lead, stop = (_text(words, at), at + 2) if _text(words, at) in _LEADS else ("", at + 1)
    word = _text(words, stop - 1)
    leads = (_FEW[word],) if word in _FEW else ("a", "one") if word in ("third", "quarter") else ("a", "one", "")
    return (stop, _FRACTIONS[word]) if word in _FRACTIONS and lead in leads else (at, None)


def _share(words: list[_Word], at: int) -> tuple[int, Decimal | None]:
    """The word behind a share that begins at a word as a fraction of something, and its per cent; None where none."""
    stop, worth = _fraction(words, at)
    behind = stop
    while _text(words, behind) in _ARTICLES:
        behind += 1
    whole = _text(words, behind)
    is_of = behind > stop if words[stop - 1].text.isascii() else whole.startswith("ال")
    is_named = whole in _NO_WHOLE or _text(words, at - 1) in _IN_TURN or _bare(whole, is_further=False) in _SCALE
    return (stop, None if worth is None or not is_of or is_named else 100 * worth)


def _amount(words: list[_Word], at: int) -> tuple[int, Decimal | None, bool]:
    """Where the amount ends that begins at a word, and what it is worth; where none does, `at`.

    Returns:
        the word behind it; its worth, None for an indefinite one; whether it is in per cent.
    """
    total, current, begun, start = Decimal(0), Decimal(0), False, at
    is_share, last = False, 0
    behind, part = _part_of_scale(words, at)
    if part:
        return behind, part, False
    while at < len(words):
        each = words[at]
        if begun and (further := _and_part(words, at, last)):
            at, more = further
            total, current = (total + more * last, current) if last else (total, current + more)
            continue
        word = each.text if _is_number(each.text) else _bare(each.text, is_further=begun)
        if each.kind == "number":
            if begun:
                break
            if each.value is None:
                return at + 1, None, False
            current, begun, is_share = each.value, True, each.is_share
        elif each.kind != "word":
            break
        elif word in _TWICE:
            total, begun = total + _TWICE[word], True
        elif word in _SCALE and not (word in _SHORT and not begun):
            if not begun and (word in _INDEFINITE or _SCALE[word] < 100):
                return at + 1, None, False
            total, current, begun, last = total + (current or 1) * _SCALE[word], Decimal(0), True, _SCALE[word]
        elif word in _HUNDREDS:
            factor = _HUNDREDS[word]
            current = current * factor if 0 < current < 10 and factor == 100 else current + factor
            begun = True
        elif word in _UNITS:
            current, begun = current + _UNITS[word], True
        elif begun and _joins(words, at, current):
            pass
        else:
            break
        at += 1
    if begun and at < len(words) and words[at].text in _PERCENT:
        at, is_share = at + (2 if words[at].text == "per" else 1), True
    if begun and at + 1 < len(words) and words[at].text == "في" and words[at + 1].text in ("الميه", "المايه"):
        at, is_share = at + 2, True
    if not begun:
        return start, None, False
    return at, total + current, is_share


def _part_of_scale(words: list[_Word], at: int) -> tuple[int, Decimal]:
    """The word behind a part of a thousand, a million or the like, and its worth; 0 where none begins at a word."""
    stop, worth = _fraction(words, at)
    while worth is not None and _text(words, stop) in _ARTICLES:
        stop += 1
    scale = _SCALE.get(_bare(_text(words, stop), is_further=False), 0)
    if worth is None or scale < _LEAST_SCALE or _text(words, stop) in _SHORT:
        return at, Decimal(0)
    return stop + 1, worth * scale


def _joins(words: list[_Word], at: int, current: Decimal) -> bool:
    """Whether a word joins two parts of one amount: as English does behind hundreds, and Persian everywhere."""
    text, further = words[at].text, _text(words, at + 1)
    return (text == "and" and further in _UNITS and current >= 100) or (text == "و" and _is_number(further))


def _and_part(words: list[_Word], at: int, last: int) -> tuple[int, Decimal] | None:
    """The word behind a part that is added to an amount, and its worth: of the scale before it, or of one."""
    text = _text(words, at)
    if text == "and":
        stop, worth = _fraction(words, at + 1)
    else:
        stop, worth = at + 1, _FRACTIONS.get(text[1:]) if text.startswith("و") and last >= _LEAST_SCALE else None
    if worth is None:
        return None
    is_again = last and _SCALE.get(_bare(_text(words, stop), is_further=False)) == last
    return stop + bool(is_again), worth


def _is_counted(words: list[_Word], start: int, stop: int) -> bool:
    """Whether an amount is a date, a year, a number in a row, or one that a language writes for an article."""
    first = words[start]
    before = words[start - 1].text if start else ""
    behind = words[stop].text if stop < len(words) else ""
    if stop - start == 1 and first.is_plain and first.value is not None:
        is_year = len(first.text) == 4 and 1900 <= first.value <= 2100
        is_day = first.value <= 31 and (before in _MONTHS or behind in _MONTHS)
        if is_year or is_day or before in _COUNTED:
            return True
    is_one = stop - start == 1 and first.kind == "word" and _UNITS.get(_bare(first.text, is_further=False)) == 1
    return is_one or _UNITS.get(first.text) == 1 or behind in _MONTHS


def _quantity(
    words: list[_Word], start: int, stop: int, value: Decimal, *, is_share: bool, is_fraction: bool = False
) -> Quantity:
    before = [each.text for each in words[max(0, start - 2) : start]]
    behind = words[stop] if stop < len(words) else None
    noun = behind.text if behind is not None and behind.kind == "word" else ""
    is_rough = not _ROUGH.isdisjoint(before[-1:]) or any(each in _ROUGH - {"من", "علي"} for each in before)
    side = "above" if not _ABOVE.isdisjoint(before) else "below" if not _BELOW.isdisjoint(before) else "about"
    return Quantity(
        value, is_share, side if is_rough else "", noun, words[start].start, words[stop - 1].end, is_fraction
    )


_NEAR = Decimal("0.15")
"""By how much of itself an amount that is rounded may differ."""
_WAYS = {"about": (ROUND_HALF_UP,), "above": (ROUND_HALF_UP, ROUND_FLOOR), "below": (ROUND_HALF_UP, ROUND_CEILING)}
"""How an amount may be rounded, by what is said of the outcome."""
_STEM = 4
"""So many letters of a noun stay in its forms."""
_KIND = 20
"""By which factor two amounts may differ and still be told for one of another; more is another amount, unless its
digits are the same: 650 thousand for 650 million."""


def restated(quote: str, statement: str, *, same_language: bool) -> tuple[Quantity, Quantity] | None:
    """An amount of a quote, and another one that a statement of it has in its place; None where there is none.

    Amounts of another kind do not take a place: where some amounts of a text are those of the quote, and it has more
    or fewer of them, the further ones count only with the same word behind them. A statement may leave amounts out,
    round those that it calls rough, add them up, and subtract them.

    Args:
        quote: the words of the seed.
        statement: what says the same in an analyst's words.
        same_language: whether the words behind the amounts can be compared.
    """
    told, said = quantities(quote), quantities(statement)
    values = {each.value for each in told}
    left = [each for each in told if not any(_is_same(each, other) for other in said)]
    pairs = list(combinations([each.value for each in told], 2))
    derived = values | {a + b for a, b in pairs} | {abs(a - b) for a, b in pairs}
    derived.add(sum((each.value for each in told), Decimal(0)))
    in_turn = len(told) == len(said) or len(left) == len(told)
    for other in said:
        if other.value in derived or any(_is_same(each, other) for each in told):
            continue
        for each in left:
            is_named = same_language and bool(each.noun) and each.noun[:_STEM] == other.noun[:_STEM]
            if (
                (in_turn or is_named)
                and each.is_share == other.is_share
                and _is_in_place(each, other, same_language=same_language)
            ):
                return each, other
    return None


def _is_same(each: Quantity, other: Quantity) -> bool:
    """Whether two amounts are one; a fraction is one with the shares around it."""
    if (each.is_fraction or other.is_fraction) and each.is_share and other.is_share:
        return abs(each.value - other.value) <= _FRACTION_NEAR
    return each.value == other.value


def _is_in_place(each: Quantity, other: Quantity, *, same_language: bool) -> bool:
    if not each.value or not other.value:
        return False
    if same_language and each.noun and other.noun and each.noun[:_STEM] != other.noun[:_STEM]:
        return False
    if (each.noun in _CONVERTED) != (other.noun in _CONVERTED):
        return False
    if other.rough and _is_rounded(each.value, other):
        return False
    low, high = sorted((each.value, other.value))
    is_alike = each.value.normalize().as_tuple().digits == other.value.normalize().as_tuple().digits
    return is_alike or high <= low * _KIND


def _is_rounded(value: Decimal, other: Quantity) -> bool:
    """Whether an amount that is called rough is another one, rounded to as many digits as it has."""
    digit = Decimal(1).scaleb(int(other.value.normalize().as_tuple().exponent))
    ways = ((value / digit).to_integral_value(way) * digit for way in _WAYS[other.rough])
    return other.value in ways and abs(value - other.value) <= _NEAR * value
