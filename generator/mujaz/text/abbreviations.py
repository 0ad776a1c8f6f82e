"""Words whose full stop ends no sentence: initials, titles before a name, words before a number."""

from __future__ import annotations

from mujaz.text.fold import fold_text
from mujaz.text.patterns import lazy_re

_INITIALS = lazy_re(r"(?:و|ل(?=[دم]))?(?:[^\W\d_]\.)*[^\W\d_]")  # also those of وأ.د. and لد.
_BEFORE_NAME = lazy_re(
    "adm|amb|brig|bros|capt|cmdr|co|col|corp|dept|dr|gen|gov|hon|inc|jr|lt|ltd|maj|messrs|mrs?|ms|mt|pres|prof|re[pv]"
    "|sen|sgt|sr|st|vs"
)
_BEFORE_NUMBER = lazy_re("approx|apr|art|aug|ca|ch|dec|feb|fig|jan|jul|jun|mar|no|nos|nov|oct|pp|sec|sept?|vol")
_ERA = lazy_re(r"[0-9٠-٩۰-۹] ?(?:م|ه|ق\.?م)$")  # 2023 م., 1445 هـ.
_LOOK_BACK = 24
"""Code points that hold the word before a full stop; longer ones are no abbreviations."""


def is_abbreviation(text: str, stop: int, following: str) -> bool:
    """Whether a full stop belongs to the word before it, so that the sentence goes on, or may go on.

    Args:
        text: the text.
        stop: the offset of the full stop, in code points.
        following: what comes next, from its first letter or digit on; empty at the end of a line or of the text.
    """
    before = fold_text(text[max(0, stop - _LOOK_BACK) : stop])
    word = before.split(" ")[-1].strip("\"'([").lower()
    if _BEFORE_NUMBER.fullmatch(word):
        return following[:1].isdigit()
    if _ERA.search(before):
        return False
    return bool(_BEFORE_NAME.fullmatch(word) or _INITIALS.fullmatch(word))
