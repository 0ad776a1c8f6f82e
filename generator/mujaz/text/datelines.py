"""Datelines: the place, day and agency that stand before the first words of a report, and are no part of them."""

from __future__ import annotations

from mujaz.text.patterns import lazy_re

_DASH = r"\s*(?:[-–—:ـ]+|--)\s*"
_PATTERNS = tuple(
    map(
        lazy_re,
        (
            rf"[^\n؟?!:«“\"()]{{0,70}}\([^()\n]{{2,40}}\){_DASH}",  # MOSCOW, Sept. 13 (Reuters) –
            r"[A-Z][A-Z'’. -]+(?:, ?[^\n–—()]{1,30})?\s+[-–—]{1,2}\s+",  # MOSCOW, Sept 13 –
            rf"\w+(?: \w+){{0,2}}\s?/\s?\w+(?: \w+){{0,2}}{_DASH}(?=\w)",  # القاهرة/ رويترز:
            r"\w+(?: \w+){0,2}(?:[,،] ?\w+(?: \w+){0,2})?\s+[-–—]{1,2}\s+",  # القاهرة –
        ),
    )
)
_PARENTHESIS = lazy_re(r"[^\n.؟?!]{0,80}?\s[-–—]\s")
_SAYING = lazy_re(r"(?<!\w)[وف]?(?:قال|أعلن|اعلن|ذكر|أفاد|أكد)(?:ت|وا)?(?!\w)|\b(?:said|told|says|is|are|was|were)\b")


def dateline_end(text: str, start: int) -> int:
    """Where the words of a report begin whose paragraph begins at `start`: behind the dateline, if it has one.

    A pair of dashes is a parenthesis and makes no dateline. Offsets are code points.
    """
    for number, pattern in enumerate(_PATTERNS):
        match = pattern.match(text, start)
        if match is None or _SAYING.search(match[0]):
            continue
        if number and _PARENTHESIS.match(text, match.end()):
            continue
        return match.end()
    return start
