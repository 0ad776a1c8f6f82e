"""Why a text is no EDTF date, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from mujaz.dates.edtf.days import days_in
from mujaz.dates.edtf.grammar import RefusedError, read
from mujaz.dates.edtf.islamic import HIJRI_YEARS, gregorian_of
from mujaz.text.patterns import lazy_re

_HELP = "write year-month-day as 2023-09-13, less exact as 2023-09 or 2023, about as 2023-09~, open as 2019/.."
_DASHES = str.maketrans("‐‑‒–—−", "------")
_NAMED = lazy_re(
    r"(?:(?P<day>\d{1,2})\.?\s+)?(?P<month>[^\W\d_]+(?:\s[^\W\d_]+)?)\.?(?:\s+(?P<day_behind>\d{1,2}))?[,،]?\s+(?P<year>\d{4})"
)
_UNSPECIFIED = lazy_re(r"(?<=[\d-])[xu_*]+|[xu_*]+(?=-\d)", re.IGNORECASE)
_LAST_DAY_OF_A_HIJRI_MONTH = 30

Proposal = tuple[str, tuple[str, ...]]
"""What is wrong, and the texts that may have been meant: none, one, or several."""


def _fields(match: re.Match[str], year: int, month: int, day: int | None = None) -> str:
    """Groups of a match as an EDTF date."""
    parts = [match[year], f"{int(match[month]):02}"] + ([f"{int(match[day]):02}"] if day else [])
    return "-".join(parts)


def _day_first(match: re.Match[str]) -> Proposal:
    day_month, month_day = _fields(match, 3, 2, 1), _fields(match, 3, 1, 2)
    return "EDTF writes the year first, then month and day, with hyphens", (day_month, month_day)


def _short_year(match: re.Match[str]) -> Proposal:
    return f"the year `{match[1]}` has not four digits", ()


def _as(reason: str, *templates: str) -> Callable[[re.Match[str]], Proposal]:
    """A proposal whose texts are templates of a match."""
    return lambda match: (reason, tuple(match.expand(template) for template in templates))


_BOTH_ENDS = "both ends of an interval are written in full"
_TWO_DIGITS = "month and day have two digits"

_KNOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Proposal]], ...] = tuple(
    (lazy_re(pattern, re.ASCII | re.IGNORECASE), propose)
    for pattern, propose in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", lambda match: (_TWO_DIGITS, (_fields(match, 1, 2, 3),))),
        (r"(\d{4})-(\d)", lambda match: (_TWO_DIGITS, (_fields(match, 1, 2),))),
        (
            r"(\d{4})[/. ](\d{1,2})[/. ](\d{1,2})",
            lambda match: ("the parts of a date stand between hyphens", (_fields(match, 1, 2, 3),)),
        ),
        (
            r"(\d{4})[/. ](0?[1-9]|1[0-2])",
            lambda match: ("year and month stand between hyphens", (_fields(match, 1, 2),)),
        ),
        (r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", _day_first),
        (r"\d{1,2}[-/. ]\d{1,2}[-/. ](\d{2})", _short_year),
        (
            r"(\d{1,2})[-/. ](\d{4})",
            lambda match: ("EDTF writes the year first, then the month", (_fields(match, 2, 1),)),
        ),
        (r"(\d{4})(\d{2})(\d{2})", _as("the parts of a date stand between hyphens", r"\1-\2-\3")),
        (r"(\d{4})\s*-\s*(\d{4})", _as("an interval has a slash between its ends", r"\1/\2")),
        (r"(\S+?)\.\.(\S+)", _as("an interval has a slash between its ends", r"\1/\2")),
        (r"(\d{4}(?:-\d\d){0,2})\s*-?\.\.", _as("an open end stands behind a slash", r"\1/..")),
        (r"(\d{4}(?:-\d\d){0,2})-", _as("an open or unknown end stands behind a slash", r"\1/..", r"\1/")),
        (r"(\S+)/(?:open|now|present|today)", _as("an open end is written as two stops", r"\1/..")),
        (r"open/(\S+)", _as("an open end is written as two stops", r"../\1")),
        (r"(\S+)/unknown", _as("an unknown end is left empty", r"\1/")),
        (r"unknown/(\S+)", _as("an unknown end is left empty", r"/\1")),
        (r"(\d{4})-W\d\d(?:-?\d)?", lambda _: ("EDTF has no weeks", ())),
        (r"(\d{4})-(\d{3})", lambda _: ("EDTF has no days numbered through the year", ())),
        (r"(\d{3})(?:0s|_|-|\?)", _as("an unspecified digit is written as X", r"\1X")),
        (r"(\d\d)(?:00s|__|--|\?\?)", _as("unspecified digits are written as X", r"\1XX")),
        (r"(?:c\.?|ca\.?|circa|about)\s*(\d{4})", _as("`about` is written as a tilde behind the date", r"\1~")),
        (r"(\d{4}-\d\d-\d\d)\s+(\d\d:\d\d.*)", _as("a time stands behind a `T`", r"\1T\2")),
        (r"(\d{4}-\d\d-\d\d)[T ](\d:\d\d.*)", _as("an hour has two digits, behind a `T`", r"\1T0\2")),
        (r"(\d{4}-\d\d-\d\dT\d\d)", _as("a time has hours and minutes", r"\1:00")),
        (r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)[.,]\d+(.*)", _as("EDTF has no fractions of a second", r"\1\2")),
        (r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)\s*(?:UTC|GMT)", _as("UTC is written as `Z`", r"\1Z")),
        (r"(-?\d{5,})", _as("a year of more than four digits stands behind a `Y`", r"Y\1")),
        (r"-(\d{1,3})", lambda match: ("a year has four digits", (f"-{int(match[1]):04}",))),
        (r"(\d{3})", lambda match: ("a year has four digits", (f"{int(match[1]):04}",))),
        (r"(\d{1,2})", _short_year),
        (r"(.*\d)(?:\?~|~\?)", _as("uncertain and approximate together are written as `%`", r"\1%")),
        (r"(\d{4}-)(\d\d)/(\d\d)", _as(_BOTH_ENDS, r"\1\2/\1\3")),
        (r"(\d{4}-\d\d-)(\d\d)/(\d\d)", _as(_BOTH_ENDS, r"\1\2/\1\3")),
        (r"(\d{4}-)(\d\d-\d\d)/(\d\d-\d\d)", _as(_BOTH_ENDS, r"\1\2/\1\3")),
        (r"(\d{4}-\d\d-\d\dT)(\S+)/(\d\d:\S+)", _as(_BOTH_ENDS, r"\1\2/\1\3")),
        (r"(\d{4})/(\d\d)", lambda match: (_BOTH_ENDS, (_century(match),))),
        (r"-?\d{4,}S0+", lambda _: ("a year has one significant digit at least", ())),
        (r"[\[{]\s*[\]}]", lambda _: ("a set without dates", ())),
        (r"\.\.", lambda _: ("an open end needs a date before or behind it", ())),
        (r"\d\d?:\d\d(?::\d\d)?.*", lambda _: ("a time needs its day before it", ())),
        (r"(\d{3,4})\s*(?:AD|CE|A\.D\.|م)", lambda match: ("years have no name of their era", (match[1].zfill(4),))),
        (
            r"(\d{1,4})\s*(?:BCE?|B\.C\.)",
            lambda match: ("years before 1 are counted from the year 0, which is 1 BC", (_before(int(match[1])),)),
        ),
    )
)


def _century(match: re.Match[str]) -> str:
    """An interval whose end was written without its century: `1999/00`."""
    start, end = int(match[1]), int(match[1][:2] + match[2])
    return f"{match[1]}/{end if end > start else end + 100:04}"


def _before(year: int) -> str:
    return f"-{year - 1:04}" if year > 1 else "0000"


def _plain(text: str) -> str:
    """A text with digits, dashes and capital letters as EDTF has them."""
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
    plain = digits.translate(_DASHES).strip()
    return re.sub(r"(?<=[\d:])[tz](?=[\d\s]|$)", lambda match: match[0].upper(), plain)


def _is_date(text: str) -> bool:
    try:
        read(text)
    except RefusedError:
        return False
    return True


def explain(text: str, refused: RefusedError) -> tuple[str, str]:
    """Why a text is no date, and how to mend it.

    Args:
        text: what was written.
        refused: what the grammar says of it.
    """
    plain = _plain(text)
    if plain != text and _is_date(plain):
        return _said(text, "EDTF has the digits 0 to 9, the hyphen, and capital letters"), f"write {plain}"
    if hijri := _hijri(text, plain, refused):
        return hijri
    unspecified = _UNSPECIFIED.sub(lambda match: "X" * len(match[0]), plain)
    if unspecified != plain and _is_date(unspecified):
        return _said(text, "an unspecified digit is written as a capital X"), f"write {unspecified}"
    if named := _with_a_name(plain):
        return _said(text, "EDTF writes months as numbers, behind the year"), f"write {named}"
    for known, propose in _KNOWN:
        if match := known.fullmatch(plain):
            why, proposals = propose(match)
            meant = tuple(dict.fromkeys(proposal for proposal in proposals if _is_date(proposal)))
            if meant or not proposals:
                which = f"{' or '.join(meant)}, whichever is meant" if len(meant) > 1 else "".join(meant)
                return _said(text, why), f"write {which}" if which else _HELP
    return _said(text, refused.reason), refused.help or _HELP


def _with_a_name(plain: str) -> str:
    """A date whose month is written as a word, in EDTF; empty for any other text."""
    match = _NAMED.fullmatch(plain)
    if match is None:
        return ""
    found = [number for number, names in _month_names().items() if match["month"].casefold() in names]
    day = match["day"] or match["day_behind"]
    proposal = f"{match['year']}-{found[0]:02}" + (f"-{int(day):02}" if day else "") if found else ""
    return proposal if proposal and _is_date(proposal) else ""


def _month_names() -> dict[int, set[str]]:
    """The names of the months in the languages of the interface, in every region of Arabic."""
    from babel import Locale  # slow to import

    names: dict[int, set[str]] = {}
    for tag in ("en", "ar", "ar_LB", "ar_MA", "ar_DZ", "ar_MR"):
        for form in ("wide", "abbreviated"):
            for number, name in Locale.parse(tag).months["format"][form].items():
                names.setdefault(number, set()).add(name.casefold().rstrip("."))
    names[9].add("sept")
    return names


def _said(text: str, reason: str) -> str:
    return f"`{text}` is not an EDTF date" + (f": {reason}" if reason else "")


def _hijri(text: str, plain: str, refused: RefusedError) -> tuple[str, str] | None:
    """The finding on a date that is marked as of the Islamic calendar, or has a day that only this calendar has."""
    marked = re.fullmatch(r"(\d{4}(?:-\d\d){0,2})\s*(?:هـ?|هجري[ةه]?|AH|A\.H\.|H)", plain)
    written = marked[1] if marked else plain
    parts = [int(part) for part in written.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", written) else []
    only_there = len(parts) == 3 and parts[2] <= _LAST_DAY_OF_A_HIJRI_MONTH and 1 <= parts[1] <= 12
    only_there = only_there and parts[0] in HIJRI_YEARS and parts[2] > days_in(parts[0], parts[1])
    if not parts or not (marked or only_there):
        return None
    gregorian = gregorian_of(*parts)
    help = f"write {gregorian}" if gregorian else "write the date of the Gregorian calendar"
    if marked:
        return _said(text, "it is of the Islamic calendar, and EDTF is of the Gregorian one"), help
    return _said(text, f"{refused.reason}; it can only be of the Islamic calendar"), help
