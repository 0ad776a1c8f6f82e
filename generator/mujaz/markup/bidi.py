"""Find the runs of a text that the Unicode bidirectional algorithm would show in a wrong order.

The algorithm (UAX #9) orders a line by the direction of its letters; signs and digits take theirs from the
neighbours. In right-to-left prose ``2023-09-13`` is shown as ``13-09-2023`` and ``C++`` as ``++C``; the remedy is
to isolate such a run in an element with a direction of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal
from unicodedata import bidirectional

from msgspec import Struct

from mujaz.text.patterns import lazy_re

Direction = Literal["ltr", "rtl"]

_RTL_LANGUAGES: Final = lazy_re(
    "apc|ar|arc|arz|azb|bal|bgn|bqi|ckb|dv|fa|glk|he|ks|lrc|luz|mzn|nqo|pnb|prs|ps|rhg|sd|sdh|skr|syr|trw|ug|ur|yi"
)
_RTL_SCRIPTS: Final = lazy_re("adlm|arab|aran|hebr|mand|mend|nkoo|rohg|samr|syrc|thaa")


@lru_cache(maxsize=256)  # a page asks at each of its texts
def direction_of(language: str) -> Direction:
    """The writing direction of a BCP 47 language tag: a script subtag decides, else the language.

    A table, not a locale library: the tags a site uses are few, and the answer must not change with a release.
    """
    language_subtag, *others = language.lower().replace("_", "-").split("-")
    script = next((subtag for subtag in others if len(subtag) == 4 and subtag.isalpha()), None)
    known = _RTL_LANGUAGES.fullmatch(language_subtag) if script is None else _RTL_SCRIPTS.fullmatch(script)
    return "rtl" if known else "ltr"


def first_direction(text: str) -> Direction:
    """The direction of the first letter of a text, as `dir="auto"` takes it (UAX #9, P2 and P3)."""
    strong = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return "ltr" if strong == "L" else "rtl"


class Run(Struct, frozen=True):
    """A stretch of a text. ``direction`` is None where the surrounding direction serves."""

    text: str
    direction: Direction | None = None
    lang: str | None = None


# The blocks whose unassigned code points default to right-to-left (DerivedBidiClass.txt).
_RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_ANY_RTL: Final = lazy_re(f"[{_RTL}]")
_HEBREW: Final = lazy_re("[\u0590-\u05ff\ufb1d-\ufb4f]")
_CONTROLS: Final = lazy_re("[\u202a-\u202e\u2066-\u2069]")

_L: Final = rf"[^\W\d_{_RTL}]"  # a left-to-right letter
_D: Final = "[0-9\u06f0-\u06f9]"  # European and Persian digits; Arabic-Indic digits order themselves well
_W: Final = rf"(?:{_L}|{_D}|[\u0300-\u036f])"
_MINUS: Final = r"\-\u2010\u2011\u2012\u2013\u2014\u2212"

# A sign after a word is a hyphen (هواسونغ-18), but not after a bare conjunction or preposition, or a tatweel.
_FREE: Final = r"(?:(?<!\w)|(?<=\b[وفبلك])|(?<=ـ))"
_SIGN: Final = rf"(?:{_FREE}[+\u00b1~\u2248<>\u2264\u2265$\u20ac\u00a3\u00a5{_MINUS}]+)"
_NUMBER: Final = rf"{_D}+(?:[.,]{_D}+)*"
_UNIT: Final = "(?:\u00b0[CFNSEWK]?|[\u2032\u2033])"
_DEGREES: Final = rf"[{_MINUS}]?{_NUMBER}\u00b0(?:{_NUMBER}['\u2032](?:{_NUMBER}[\"\u2033])?)?(?:[ ]?[NSEW]\b)?"
_COORDINATES: Final = rf"{_DEGREES}[,\s][ ]?{_DEGREES}|[{_MINUS}]?{_D}+\.{_D}{{3,}},[ ]?[{_MINUS}]?{_D}+\.{_D}{{3,}}"
_PHONE: Final = rf"\+{_D}{{1,3}}(?:[ -]?\(?{_D}{{1,4}}+\)?){{2,}}|0{_D}{{1,3}}(?:[ ]{_D}{{2,4}}){{2,}}"
_COMPOUND: Final = (
    rf"{_SIGN}{_NUMBER}(?:[/:\u00d7{_MINUS}]{_NUMBER})*(?:{_UNIT}|%)?"
    rf"|{_NUMBER}(?:[/:\u00d7{_MINUS}]{_SIGN}?{_NUMBER}{_UNIT}?)+(?:{_UNIT}|%)?"
    rf"|{_NUMBER}{_UNIT}"
    rf"|{_NUMBER}(?:\((?:{_L}|{_D}){{1,4}}\))+"
    rf"|{_D}+(?:\.{_D}+){{2,}}(?:-[A-Za-z]+[0-9.]*)?"
)
# An amount with what it is counted in: $4.6m, US$ 4.6 million, 5 €, 1,234 USD, 30 km, 50 %, § 5. A word with a capital
# letter behind a number is none of it: in «عام 2023 NATO» both stand by themselves.
_SPACE: Final = "[ \u00a0\u202f]"
_CURRENCY: Final = (
    "(?:(?:US|AU|CA|NZ|HK|[ACS])?\\$|[\u20a0-\u20cf\u00a3\u00a5]|(?:USD|EUR|GBP|JPY|CNY|CHF|RUB|TRY|INR|KRW|CAD|AUD"
    "|AED|BHD|DZD|EGP|ILS|IQD|IRR|JOD|KPW|KWD|LBP|LYD|MAD|OMR|PKR|QAR|SAR|SDG|SYP|TND|YER)(?![A-Za-z]))"
)
_LOWER: Final = r"[a-z\u00df-\u00f6\u00f8-\u00ff\u00b5]+(?:[-'’/][a-z]+)*[\u00b2\u00b3]?(?!\w)"
_UNIT_WORD: Final = rf"(?:{_LOWER}|[\u00b5\u03bcmckMGT](?:Wh?|Hz|VA?|A|J|N|Pa|B|eV|L)(?!\w)|(?:Hz|Pa|dB|Wh)(?!\w))"
_QUANTITY: Final = rf"{_NUMBER}(?:[{_MINUS}]{_NUMBER})?(?:[KMkm]|bn|mn|tn)?(?![\w]|[.,/:{_MINUS}]{_D})"
_AMOUNT: Final = (
    rf"(?:{_CURRENCY}|[\u00a7\u00b6]{{1,2}}){_SPACE}?{_QUANTITY}(?:{_SPACE}{_LOWER})*"
    rf"|{_SIGN}?{_QUANTITY}(?:{_SPACE}{_UNIT_WORD})*{_SPACE}?{_CURRENCY}"
    rf"|{_SIGN}?{_QUANTITY}(?:(?:{_SPACE}{_UNIT_WORD})+|{_SPACE}%)"
)
_DOI: Final = rf"10\.{_D}{{4,9}}/[^\s{_RTL}]*[A-Za-z0-9)]"
_REFERENCE: Final = rf"\[\^[^\n\[\]{_RTL}]+\]"  # as it is written in prose, and shown in a review
_URL_REST: Final = r"[^\s<>\"«»،؛؟]*[^\s<>\"«»،؛؟.,;:!?'\]]"
_URL: Final = rf"(?:[A-Za-z][A-Za-z0-9+.\-]*://|www\.|mailto:){_URL_REST}"
# A Latin word with what belongs to it: leading signs (--strict, /etc, #tag), inner ones, trailing ones (C++, U.S.).
_LEAD: Final = rf"(?:{_FREE}[+#@$~./\\_{_MINUS}]+)?"
_INNER: Final = rf"[+#@_/\\:~=&%*'’.°′″?!,;^|{_MINUS}]+"
_TRAIL: Final = r"[+#*°′″/$]*"
_INITIALS: Final = rf"(?:{_L}\.){{2,}}"
_TOKEN: Final = rf"(?:{_INITIALS}|{_LEAD}{_W}+(?:{_INNER}{_W}+)*{_TRAIL})"
_LATIN: Final = rf"(?=[^\s{_RTL}]*{_L}){_TOKEN}"
_PHRASE: Final = rf"{_LATIN}(?:[ ](?:{_LATIN}|(?:{_COMPOUND}|{_NUMBER}%?)(?![\w:/%\u00b0{_MINUS}]|[.,]{_D})))*"

# What they enclose and another sign than a letter ends or begins is found: «See “Annex B”», «No comment.»
QUOTATION_MARKS: Final = (("«", "»"), ("“", "”"), ("‘", "’"), ('"', '"'))
"""The signs that stand around what somebody says, opening and closing."""


def _quoted(wanted: str, unwanted: str) -> str:
    """A pattern for what stands between quotation marks and has a `wanted` letter and no `unwanted` one."""
    pairs = []
    for opening, closing in QUOTATION_MARKS:
        inside = rf"(?:(?!{unwanted})[^\n{opening}{closing}])"
        first = r"(?:(?<=\s\")|(?<=^\"))" if opening == closing else rf"(?<={opening})"
        pairs.append(rf"{first}(?=\S)(?={inside}*{wanted})(?:{inside}*[^\w\s]|(?:[^\w\s]|{_D}){inside}*)(?={closing})")
    return "|".join(pairs)


_LTR_RUN: Final = lazy_re(
    rf"(?P<always>{_quoted(_L, f'[{_RTL}]')}|{_REFERENCE}|{_URL}"
    rf"|(?<!\w)(?:{_COORDINATES})|(?<![\w+])(?:{_PHONE})(?!\w)|(?<!\w)(?:{_DOI}))"
    rf"|(?<![0-9A-Za-z.,])(?P<amount>{_AMOUNT})"
    rf"|(?<![0-9A-Za-z])(?P<number>{_COMPOUND})(?!{_W})"
    rf"|(?<!{_L})(?P<phrase>{_PHRASE}(?:[ ]\({_PHRASE}\))?)"
    rf"|{_D}+(?:[.,]{_D}+)*"
)
_PLAIN_PHRASE: Final = lazy_re(rf"{_L}(?:{_L}|[ '’.()\u0300-\u036f{_MINUS}](?={_L}|\())*\)?")
_PLAIN_FIELD: Final = lazy_re(rf"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[ '’{_MINUS}](?=[^\W\d_]))*")
# The stretches between right-to-left words, where alone such a run can be; a URL may have such words inside.
_SEGMENT: Final = lazy_re(rf"[^\s{_RTL}][^\n{_RTL}]*(?:(?<=/){_URL_REST})?")
# An address, a key, or nothing that a person wrote; what a pattern tries at each of its signs ends in the word.
_LONG_WORD: Final = lazy_re(r"\S{400,}")
_LTR_TRIGGER: Final = lazy_re(
    rf"{_L}|{_D}[/:.,\u00d7\u00b0\u2032\u2033{_MINUS}]|{_D}\(\w{{1,4}}\)"
    rf"|[+\u00b1~\u2248<>\u2264\u2265{_MINUS}]{_D}|{_D}[ ]{_D}"
    rf"|[$\u20a0-\u20cf\u00a3\u00a5\u00a7\u00b6]{_SPACE}?{_D}|{_D}{_SPACE}?[$\u20a0-\u20cf\u00a3\u00a5]|{_D}{_SPACE}%"
)

_RTL_LETTER: Final = rf"(?=[^\W\d_])[{_RTL}]"
_RTL_RUN: Final = lazy_re(
    rf"{_quoted(_RTL_LETTER, _L)}"
    rf"|(?:(?<!\w)[#@])?{_RTL_LETTER}[{_RTL}]*(?:[\s\d«»\"'()\[\]./:…%{_MINUS}]{{1,40}}{_RTL_LETTER}[{_RTL}]*)*"
)
_BRACKETS: Final = {"«": "»", "(": ")", "[": "]", "“": "”"}


# One of these is in every text that `isolate` finds a run in: explicit controls, and in right-to-left prose whatever
# can be a letter or a digit that is not right-to-left. Sets without a negation are searched fast.
_EXPLICIT: Final = "\u202a-\u202e\u2066-\u2069"
_FOREIGN: Final[dict[Direction, re.Pattern[str]]] = {
    "rtl": lazy_re(
        f"[0-9A-Za-z\u00aa\u00b2-\u00ba\u00bc-\u00be\u00c0-\u058f\u06f0-\u06f9\u0900-\u1fff{_EXPLICIT}\u2070-\ufb1c"
        "\ufe00-\ufe6f\ufeff-\U000107ff\U00011000-\U0001e7ff\U0001f000-\U0010ffff]"
    ),
    "ltr": lazy_re(f"[{_RTL}{_EXPLICIT}]"),
}
_OTHER_LETTER: Final[dict[Direction, re.Pattern[str]]] = {"rtl": lazy_re(_L), "ltr": lazy_re(_RTL_LETTER)}


def needs_isolation(text: str, base: Direction) -> bool:
    """Whether `isolate` could find a run in a text; a quick look that spares it most texts."""
    return not (base == "ltr" and text.isascii()) and _FOREIGN[base].search(text) is not None


def has_rtl(text: str) -> bool:
    """Whether the text holds a character of a right-to-left script."""
    return _ANY_RTL.search(text) is not None


def isolate(text: str, base: Direction, lang: str = "ar") -> list[Run]:
    """Cut a text that stands in prose of direction ``base`` into runs; joined, they are the text again.

    Right-to-left base: dates, times, ranges, signed and compound numbers, temperatures, coordinates, phone numbers,
    versions, URLs, paths, and Latin words with digits or signs become left-to-right runs. Plain integers,
    decimals, percentages, Arabic-Indic numbers and plain Latin words stay: the algorithm shows them well.
    Left-to-right base: Arabic and Hebrew words with what stands between them become right-to-left runs; those in
    Arabic script are marked as ``lang``. A text with explicit bidi controls is one run, so that none leaks.
    """
    if not text:
        return []
    if not needs_isolation(text, base):
        return [Run(text)]
    if _CONTROLS.search(text):
        return [Run(text, base)]
    spans = _ltr_spans(text) if base == "rtl" else _rtl_spans(text)
    runs: list[Run] = []
    done = 0
    for start, end in spans:
        if start > done:
            runs.append(Run(text[done:start]))
        inside = text[start:end]
        if base == "rtl":
            runs.append(Run(inside, "ltr"))
        else:
            runs.append(Run(inside, "rtl", None if _HEBREW.search(inside) else lang))
        done = end
    if done < len(text):
        runs.append(Run(text[done:]))
    return runs


def own_direction(text: str, base: Direction) -> Direction | None:
    """The direction in which a name, a title or a value must be isolated as a whole; None where ``base`` serves.

    That is a text that stands alone and has letters of the other direction only, and more than words: in right-to-left
    prose ``2 News Nevada`` is shown as ``News Nevada 2``, since nothing tells that the number belongs to the words.
    """
    other = _OTHER_LETTER[base].search(text)
    if other is None or _OTHER_LETTER["rtl" if base == "ltr" else "ltr"].search(text):
        return None
    return None if _PLAIN_FIELD.fullmatch(text) else "ltr" if base == "rtl" else "rtl"


_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = ("\u200e", "\u2066"), ("\u200f", "\u2067")  # LRM LRI, RLM RLI
_POP: Final = "\u2069"  # PDI
_STRONG: Final = lazy_re(r"[^\W\d_]")


@lru_cache(maxsize=4096)  # the gloss of an entity stands at each of its mentions
def isolate_plain(text: str, base: Direction) -> str:
    """A text for a place that holds no markup, such as a tooltip: in order, whatever direction is around it.

    The runs of `isolate` are enclosed in isolating controls (UAX #9, 2.4), and so is the whole where its ends would be
    drawn to the other side. Such characters are invisible and are copied along, so this is for attributes only.
    """
    runs = isolate(text, base)
    own = _OTHER_LETTER[base].search(text) is None
    if own and len(runs) <= 1 and all(_STRONG.fullmatch(end) for end in text[:1] + text[-1:]):
        return text
    return _enclosed("".join(_enclosed(run.text, run.direction) if run.direction else run.text for run in runs), base)


def isolate_title(text: str, base: Direction) -> str:
    """A text for `<title>`: in order in the tab of a browser, which takes the direction from the first letter.

    A mark stands before it where that letter has the other direction; runs are enclosed as in `isolate_plain`.
    """
    runs = isolate(text, base)
    title = "".join(_enclosed(run.text, run.direction) if run.direction else run.text for run in runs)
    first = next((run for run in runs if run.direction is None and _STRONG.search(run.text)), None)
    letter = _STRONG.search(first.text) if first else None
    if letter and has_rtl(letter[0]) == (base == "rtl"):
        return title
    return (_RIGHT_TO_LEFT if base == "rtl" else _LEFT_TO_RIGHT)[0] + title


def _enclosed(text: str, direction: Direction) -> str:
    return f"{(_RIGHT_TO_LEFT if direction == 'rtl' else _LEFT_TO_RIGHT)[1]}{text}{_POP}"


def _ltr_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    for start, end, is_word in _parts(text):
        if is_word:
            spans.append((start, end))
        if is_word or not _LTR_TRIGGER.search(text, start, end):
            continue
        for match in _LTR_RUN.finditer(text, start, end):
            phrase = match["phrase"]
            if (
                match["always"]
                or match["amount"]
                or match["number"]
                or (phrase and not _PLAIN_PHRASE.fullmatch(phrase))
            ):
                spans.append(match.span())
    return spans


def _parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """The segments of a text, cut beside words that are too long to be looked into; whether each is such a word."""
    for segment in _SEGMENT.finditer(text):
        done = segment.start()
        for word in _LONG_WORD.finditer(text, *segment.span()):
            yield done, word.start(), False
            yield *word.span(), True
            done = word.end()
        yield done, segment.end(), False


def _rtl_spans(text: str) -> list[tuple[int, int]]:
    return [_with_brackets(text, *match.span()) for match in _RTL_RUN.finditer(text)]


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the bracket or quotation mark whose partner is inside the run."""
    inside = text[start:end]
    for opening, closing in _BRACKETS.items():
        surplus = inside.count(opening) - inside.count(closing)
        if surplus == 1 and text[end : end + 1] == closing:
            end += 1
        elif surplus == -1 and start and text[start - 1] == opening:
            start -= 1
    return start, end
