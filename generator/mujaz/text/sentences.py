"""The sentences of a text, and the one around a place."""

from __future__ import annotations

import re
from itertools import pairwise

from mujaz.text.fold import fold_text
from mujaz.text.words import has_word

_OPENING = re.escape("\"'“«‘‹([")
_CLOSING = re.escape("\"'”»’›)]")

# A sign with no space behind it ends a sentence only where an Arabic word follows.
_end = re.compile(rf"([.!?؟۔…]+)[{_CLOSING}]*(?=\s|$|[\u0621-\u064a]{{2}})|[\r\n\u2028\u2029]+")
_initials = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_next_word = re.compile(rf"[ \t\xa0]+[{_OPENING}]*(\w)")

_before_name = re.compile("adm|brig|capt|cmdr|col|dr|gen|gov|lt|maj|mrs?|ms|prof|re[pv]|sen|sgt|st|vs")
_before_number = re.compile("aug|dec|feb|fig|jan|nos?|nov|oct|pp|sept")
_LOOK_BACK = 24  # code points that hold the word before a full stop; longer ones are no abbreviations


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of the sentence that holds `[start, end)`, without white space at its ends.

    A sentence ends with . ! ? ؟ ۔ … and the closing signs behind, or with its line; not with the full stop of
    an initial (J., د.), an abbreviation (U.S., Gen.) or a number, nor where the next word is in lower case.
    A range over several sentences gives them all. Offsets are code points of the unfolded text.
    """
    first, last = text.rfind("\n", 0, start) + 1, len(text)
    for match in _end.finditer(text, first):
        if not _ends_sentence(text, match):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.end() >= end:
            last = match.end()
            break
    sentence = text[first:last]
    first += len(sentence) - len(sentence.lstrip())
    return first, first + len(sentence.strip())


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """The ranges of all sentences of a text that have a word, without white space at their ends.

    They end as in `sentence_around`. Where it is doubtful whether one ends, it does not.
    """
    ends = [match.end() for match in _end.finditer(text) if _ends_sentence(text, match)]
    found = []
    for start, end in pairwise([0, *ends, len(text)]):
        sentence = text[start:end]
        if has_word(sentence):
            start += len(sentence) - len(sentence.lstrip())
            found.append((start, start + len(sentence.strip())))
    return found


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
    word = fold_text(text[max(0, match.start() - _LOOK_BACK) : match.start()]).split(" ")[-1].strip('"([').lower()
    if _before_number.fullmatch(word):
        return not following[1].isdigit()
    return not (_before_name.fullmatch(word) or _initials.fullmatch(word))
