"""Where words and grapheme clusters begin and end."""

from __future__ import annotations

import re
from unicodedata import category

from mujaz.text.patterns import lazy_re, lazy_regex

_cluster = lazy_regex(r"\X")
# Between two of these there is always a boundary of clusters; the second looks backwards.
_plain_pair = lazy_regex(r"\p{Grapheme_Cluster_Break=Other}{2}")
_last_plain_pair = lazy_regex(r"(?r)\p{Grapheme_Cluster_Break=Other}{2}")

# Scripts that are written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Their characters, for a class of a regular expression."""
_unspaced = lazy_re(f"[{UNSPACED}]")
# After folding, an apostrophe is a quotation mark: «can't» is one word, «Kim's» a word and its ending.
_ending = lazy_re(r'"[A-Za-z]+')
# The cases of Turkish names stand behind an apostrophe: Türkiye'nin. A vowel alone, only behind a consonant, for Sana'a
# is a name. No English contraction is like one.
_case_ending = lazy_re(
    r'"(?:[ny]?[iu]n|[yn][aeiu]|n?[dt][ae](?:n|ki)?|y?l[ae]|l[ae]r\w*|(?<![aeiou]")[aeiu])(?![^\W_])', re.IGNORECASE
)


def is_word_character(char: str) -> bool:
    """Whether a character belongs to words: a letter, a digit, an underscore or a mark."""
    return char.isalnum() or char == "_" or category(char)[0] == "M"


def has_word(folded: str) -> bool:
    """Whether a text has a letter or a digit at all."""
    return any(map(str.isalnum, folded))


def is_boundary(folded: str, offset: int) -> bool:
    """Whether a word may begin or end at an offset of a folded text.

    Not within a word; nor beside the hyphen of a designator (Hwasong-18), the sign within a number (3.5), or
    the apostrophe of a contraction (can't). A possessive ending ('s) stands outside of the word.
    Scripts without spaces have a boundary at every character.
    """
    if offset <= 0 or offset >= len(folded):
        return True
    before, after = folded[offset - 1], folded[offset]
    if before == " " or after == " ":
        return True
    if is_word_character(before):
        if is_word_character(after):
            return bool(_unspaced.match(before) or _unspaced.match(after)) and category(after)[0] != "M"
        return not _continues(folded, offset)
    # Behind an apostrophe a word may begin (l'Élysée).
    return before == '"' or offset < 2 or not _continues(folded, offset - 1)


def _continues(folded: str, offset: int) -> bool:
    """Whether the sign at an offset stands inside a word: between a word character and what belongs to it."""
    before, sign, after = folded[offset - 1], folded[offset], folded[offset + 1 : offset + 2]
    if sign == "-":
        return after.isdigit() and is_word_character(before)
    if sign in ".,":
        return after.isdigit() and before.isdigit()
    if sign == '"' and before.isascii() and before.isalpha():
        ending = _ending.match(folded, offset)
        is_case = ending is not None and _case_ending.match(folded, offset) is not None
        return ending is not None and ending[0] not in ('"s', '"S') and not is_case
    return False


def word_start(folded: str, offset: int) -> int:
    """The nearest offset, at or before the given one, where a word may begin or end."""
    while not is_boundary(folded, offset):
        offset -= 1
    return offset


def word_end(folded: str, offset: int) -> int:
    """The nearest offset, at or behind the given one, where a word may begin or end."""
    while not is_boundary(folded, offset):
        offset += 1
    return offset


def splits_cluster(text: str, offset: int) -> bool:
    """Whether an offset of an unfolded text lies inside an extended grapheme cluster (UAX #29)."""
    if offset <= 0 or offset >= len(text) or _plain_pair.match(text, offset - 1):
        return False
    known = _last_plain_pair.search(text, 0, offset)
    boundary = known.start() + 1 if known else 0
    while boundary < offset and (cluster := _cluster.match(text, boundary)):
        boundary = cluster.end()
    return boundary != offset
