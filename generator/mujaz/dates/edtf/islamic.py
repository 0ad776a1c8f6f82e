"""Dates of the Islamic calendar of Umm al-Qura in EDTF, for proposals."""

from __future__ import annotations

HIJRI_YEARS = range(1300, 1500)
"""The years of the calendar from 1882 to 2076: those that a desk may have written for a Gregorian one."""


def gregorian_of(year: int, month: int | None = None, day: int | None = None) -> str:
    """A year, month or day of Umm al-Qura's calendar in EDTF; empty where that calendar has no rules for it."""
    from hijridate import Hijri  # rarely needed

    try:
        first = Hijri(year, month or 1, day or 1)
        last = first if day else Hijri(year, month or 12, Hijri(year, month or 12, 1).month_length())
    except (OverflowError, ValueError):
        return ""
    start, end = first.to_gregorian().isoformat(), last.to_gregorian().isoformat()
    return start if start == end else f"{start}/{end}"
