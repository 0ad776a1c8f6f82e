"""The sentences of a text, and the one around a place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise

from mujaz.text.abbreviations import is_abbreviation
from mujaz.text.paragraphs import unwrap
from mujaz.text.patterns import lazy_re
from mujaz.text.words import has_word

_OPENING = re.escape("\"'“«‘‹([")
_CLOSING = re.escape("\"'”»’›)]")

# A sign with no space behind it ends a sentence only where an Arabic word follows.
_end = lazy_re(rf"([.!?؟۔…]+)[{_CLOSING}]*(?=\s|$|[\u0621-\u064a]{{2}})|[\r\n\u2028\u2029]+")
_next_word = lazy_re(rf"[ \t\xa0]+[{_OPENING}]*(\w)")

_list_number = lazy_re(r"(?:^|[\r\n])[ \t]*[0-9٠-٩۰-۹]{1,3}$")
_LONGEST_NUMBER = 8  # code points before the full stop of a number that begins a line


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of the sentence that holds `[start, end)`, without white space at its ends.

    A sentence ends with . ! ? ؟ ۔ … and the closing signs behind, or with its paragraph, which in a hard-wrapped text
    is of several lines; not with the full stop of an initial (J., د.), an abbreviation (U.S., Gen.) or a number, nor
    where the next word is in lower case. A range over several sentences gives them all. Offsets are code points of
    the unfolded text.
    """
    ends = sentence_ends(text)
    first = bisect_right(ends, start)
    last = bisect_left(ends, end, first)
    return _trimmed(text, ends[first - 1] if first else 0, ends[last] if last < len(ends) else len(text))


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """The ranges of all sentences of a text that have a word, without white space at their ends.

    They end as in `sentence_around`. Where it is doubtful whether one ends, it does not.
    """
    places = pairwise([0, *sentence_ends(text), len(text)])
    return [_trimmed(text, *place) for place in places if has_word(text[slice(*place)])]


@lru_cache(maxsize=16)
def sentence_ends(text: str) -> tuple[int, ...]:
    """The offsets at which sentences of a text end, in order: behind their signs, or behind the ends of their lines."""
    whole = unwrap(text)
    return tuple(match.end() for match in _end.finditer(whole) if _ends_sentence(whole, match))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    return start, start + len(sentence.strip())


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    sign = match[1]
    if sign is None:
        return True
    following = _next_word.match(text, match.end())
    if following is None:
        return True
    if following[1].islower():
        return False
    if sign != ".":
        return True
    if _list_number.search(text, max(0, match.start() - _LONGEST_NUMBER), match.start()):
        return False
    return not is_abbreviation(text, match.start(), following[1])
