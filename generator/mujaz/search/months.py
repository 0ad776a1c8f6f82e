"""The months and days that a text names: one key for all the names that a month has in Arabic and English.

«تشرين الثاني» in Beirut is «نوفمبر» in Cairo and «نونبر» in Rabat. Names that are ordinary words too, such as «مارس»,
are read as months beside a number or behind «شهر»; in a query, which JavaScript reads, always.
"""

from __future__ import annotations

from collections.abc import Iterable

from mujaz.search.analysis import Term, compounds_at, split
from mujaz.search.tables import tables
from mujaz.text.patterns import lazy_re

_table = tables()["months"]
_number = lazy_re(r"[0-9]{1,2}|[0-9]{4}")
_space = lazy_re(f"[{_table['space']}]+")
_gap = lazy_re(f"[{_table['space']}{_table['signs']}]*")
_between = lazy_re(f"[{_table['space']}{_table['signs']}{_table['between']}]*")
_of = frozenset(_table["of"].split())
_ordinals = frozenset(_table["ordinals"].split())
_not = frozenset(_table["not"].split())
_before = frozenset(_table["before"].split())
_names: dict[str, int] = {}
_ambiguous: dict[str, int] = {}
for _at, _line in enumerate(_table["names"], 1):
    for _name in _line.split():
        if _name.endswith("*"):
            _ambiguous.update(dict.fromkeys((_name[:-1], "و" + _name[:-1]), _at))
        else:
            _names.update(dict.fromkeys((_name, *(letter + _name for letter in _table["proclitics"])), _at))
_pairs = {
    (letter + first, second): month
    for first, seconds, month in _table["pairs"]
    for second in seconds.split()
    for letter in ("", *_table["proclitics"])
}
_firsts = frozenset(first for first, _ in _pairs)
_WORDS = frozenset(_names) | frozenset(_ambiguous) | _firsts


def key(month: int) -> str:
    """The term that stands for a month, 1 to 12."""
    return f"#{month:02}"


def day_key(month: str, day: str) -> str:
    """The term that stands for a day of each year, by the numbers of its month and its day."""
    return f"#{month:0>2}{day:0>2}"


def may_name_months(words: Iterable[str]) -> bool:
    """Whether some folded words may be names of months; a quick look."""
    return not _WORDS.isdisjoint(words)


def months(text: str) -> list[Term]:
    """The months of a text, each at its name, a name of two words at both of them; and behind them its days.

    A day is that of each year, and where the year stands there that of the year, too.
    """
    parts = _parts(text)
    found: list[Term] = []
    for part, before, after in zip(parts, [None, *parts], [*parts[1:], None], strict=False):
        is_pair = part.text in _firsts and after is not None and bool(_space.fullmatch(text, part.end, after.start))
        month = _pairs.get((part.text, after.text)) if is_pair and after is not None else None
        if month is not None and after is not None:
            found += [Term(part.start, part.end, key(month)), Term(after.start, after.end, key(month))]
        elif month := _names.get(part.text) or (_is_dated(text, part, before, after) and _ambiguous.get(part.text)):
            found.append(Term(part.start, part.end, key(month)))
    return found + _days(text, parts, {term.start: term.text for term in found}) if found else found


def _days(text: str, parts: list[Term], named: dict[int, str]) -> list[Term]:
    """The days whose month is named at some places of a text."""

    def number(at: int, beside: int, digits: int) -> str:
        """The number of so many digits, at most, that stands beside a part; empty where none does."""
        if not 0 <= at < len(parts):
            return ""
        one, other = sorted((parts[at], parts[beside]))
        is_near = _between.fullmatch(text, one.end, other.start) is not None
        word = parts[at].text
        fits = len(word) == 4 if digits == 4 else len(word) <= 2 and word.isdecimal() and 0 < int(word) < 32
        return word if is_near and word.isdecimal() and fits else ""

    found = []
    at = 0
    while at < len(parts):
        first = last = at
        month = named.get(parts[at].start)
        while month and last + 1 < len(parts) and named.get(parts[last + 1].start) == month:
            last += 1
        at = last + 1
        if not month:
            continue
        start = first - 1 if first > 1 and parts[first - 1].text in _of else first
        if day := number(start - 1, start, 2):
            start, end = start - 1, last
        elif day := number(last + 1, last, 2):
            start, end = first, last + 1
        else:
            continue
        span = parts[start].start, parts[end].end
        found.append(Term(*span, day_key(month[1:], day)))
        if year := number(end + 1, end, 4):
            found.append(Term(span[0], parts[end + 1].end, f"{year}{month[1:]}{day:0>2}"))
    return found


def _parts(text: str) -> list[Term]:
    """The words of a text, without the wholes of compounds; «13th» is the number alone."""
    found = []
    for start, compound in compounds_at(text):
        terms = split(compound)
        words = terms[:-1] if len(terms) > 1 and terms[-1].end - terms[-1].start == len(compound) else terms
        if len(words) > 1 and words[0].text.isdecimal() and words[1].text in _ordinals:
            words = (Term(words[0].start, words[1].end, words[0].text), *words[2:])
        found += [Term(start + term.start, start + term.end, term.text) for term in words]
    return found


def _is_dated(text: str, part: Term, before: Term | None, after: Term | None) -> bool:
    """Whether a word stands beside a number, or behind «شهر», and is not another word by its spelling: «أب»."""
    if text[part.start : part.end] in _not:
        return False
    near = before is not None and _gap.fullmatch(text, before.end, part.start) is not None
    if before is not None and near and (before.text in _before or _number.fullmatch(before.text)):
        return True
    return after is not None and bool(_gap.fullmatch(text, part.end, after.start) and _number.fullmatch(after.text))
