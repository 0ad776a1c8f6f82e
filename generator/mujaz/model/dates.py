"""Dates in EDTF (ISO 8601-2): exact, approximate, uncertain, open, intervals."""

from __future__ import annotations

import calendar
import re
from contextlib import redirect_stdout
from datetime import date
from functools import lru_cache
from io import StringIO
from typing import Any

from msgspec import Struct
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from mujaz.located import Located
from mujaz.model.base import fault
from mujaz.source import Span

# Months only: 21 to 41 in their place are seasons, quarters and other parts of a year.
_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?([?~%]?)")
_OPEN = ("", "..")


class Moment(Struct, frozen=True):
    """One end of a date: what EDTF says of it, and the days that it may be.

    Attributes:
        year, month, day: the parts given; None where it is not so exact.
        approximate: marked `~` or `%`.
        uncertain: marked `?` or `%`.
        earliest, latest: the first and the last day that it may be.
    """

    year: int
    month: int | None
    day: int | None
    approximate: bool
    uncertain: bool
    earliest: date
    latest: date


class Extent(Struct, frozen=True):
    """What a date says, read once for each spelling.

    Attributes:
        start: its first end; None where the interval is open or unknown there.
        end: its last end; the same as `start` for a date that is no interval.
        interval: whether two ends were written.
    """

    start: Moment | None
    end: Moment | None
    interval: bool

    @property
    def sort_key(self) -> tuple[date, date]:
        """Orders dates by the first day they may be, then by the last."""
        first = self.start.earliest if self.start else date.min
        last = self.end.latest if self.end else date.max
        return first, last


def _plain_moment(text: str) -> Moment | None:
    match = _PLAIN.fullmatch(text)
    if match is None or match[1] == "0000":
        return None
    year, month, day = int(match[1]), match[2], match[3]
    first = date(year, int(month or 1), int(day or 1))
    last_month = int(month or 12)
    last = date(year, last_month, int(day or calendar.monthrange(year, last_month)[1]))
    return Moment(
        year,
        int(month) if month else None,
        int(day) if day else None,
        match[4] in ("~", "%"),
        match[4] in ("?", "%"),
        first,
        last,
    )


def _library_moment(text: str) -> Moment:
    # Seasons, unspecified digits, times and qualified parts: rare, and the library is slow to import.
    from edtf import EDTFParseException, parse_edtf

    try:
        with redirect_stdout(StringIO()):  # some faults make it print
            parsed = parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        earliest, latest = date(*first[:3]), date(*last[:3])
    except (EDTFParseException, AttributeError, TypeError, OverflowError) as problem:
        raise ValueError(text) from problem
    same_month = (earliest.year, earliest.month) == (latest.year, latest.month)
    return Moment(
        earliest.year,
        earliest.month if same_month else None,
        earliest.day if earliest == latest else None,
        bool(getattr(parsed, "is_approximate", False)),
        bool(getattr(parsed, "is_uncertain", False)),
        earliest,
        latest,
    )


def _moment(text: str) -> Moment:
    return _plain_moment(text) or _library_moment(text)


@lru_cache(maxsize=65536)
def parse_edtf(text: str) -> Extent:
    """Read an EDTF date.

    Raises:
        ValueError: the text is no EDTF date, or its end lies before its start.
    """
    start_text, slash, end_text = text.partition("/")
    if not slash:
        moment = _moment(text)
        return Extent(moment, moment, interval=False)
    start = None if start_text in _OPEN else _moment(start_text)
    end = None if end_text in _OPEN else _moment(end_text)
    if start is None and end is None:
        raise ValueError(text)
    if start and end and end.latest < start.earliest:
        raise ValueError(text)
    return Extent(start, end, interval=True)


class Date(Struct, frozen=True):
    """An EDTF date as written, with its place."""

    edtf: str
    span: Span

    @property
    def extent(self) -> Extent:
        """What the date says."""
        return parse_edtf(self.edtf)

    @property
    def year(self) -> int:
        """The year in which it begins, or ends where it has no beginning."""
        moment = self.extent.start or self.extent.end
        assert moment is not None
        return moment.year

    @property
    def sort_key(self) -> tuple[date, date]:
        """Orders dates by the first day they may be, then by the last."""
        return self.extent.sort_key

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(cls._parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": "string",
            "description": "A date in EDTF (ISO 8601-2)",
            "examples": ["2023-09-13", "2023-09~", "2019/..", "1984?"],
        }

    @classmethod
    def _parse(cls, value: object, info: ValidationInfo) -> Date:
        if value is None:
            raise fault("empty-value", "an empty date", "write the date, or leave the key out")
        if not isinstance(value, Located):
            raise fault("wrong-shape", "a date must be a single value", "write an EDTF date such as 2023-09-13")
        text = str(value)
        try:
            parse_edtf(text)
        except ValueError:
            raise fault(
                "invalid-date",
                f"`{text}` is not an EDTF date",
                "write year-month-day as 2023-09-13, less exact as 2023-09 or 2023, about as 2023-09~, open as 2019/..",
            ) from None
        return cls(text, value.span)
