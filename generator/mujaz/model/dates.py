"""Dates as people write them in content: EDTF, with their places."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import ValidationInfo
from pydantic.json_schema import JsonSchemaValue

from mujaz.dates.edtf import Extent, Instant, InvalidDateError, parse_edtf
from mujaz.model.base import Written, fault
from mujaz.syntax.located import Located
from mujaz.syntax.source import Span


class Date(Written, frozen=True):
    """An EDTF date as written, with its place."""

    SCHEMA: ClassVar[JsonSchemaValue] = {
        "type": "string",
        "description": "A date in EDTF (ISO 8601-2)",
        "examples": ["2023-09-13", "2023-09-13T11:53+09:00", "2023-09~", "2023-24", "2019/..", "1984?", "198X"],
    }

    edtf: str
    span: Span

    @property
    def extent(self) -> Extent:
        """What the date says."""
        return parse_edtf(self.edtf)

    @property
    def year(self) -> int:
        """The year in which it begins, or ends where it has no beginning."""
        return self.extent.first.year

    @property
    def sort_key(self) -> tuple[Instant, Instant]:
        """Orders dates by when they may begin, then by when they may end."""
        return self.extent.sort_key

    @classmethod
    def _parse(cls, value: object, info: ValidationInfo) -> Self:
        if value is None:
            raise fault("empty-value", "an empty date", "write the date, or leave the key out")
        if not isinstance(value, Located):
            help = "write an EDTF date such as 2023-09-13; a set of dates stands in quotation marks: '[1667,1668]'"
            raise fault("wrong-shape", "a date must be a single value", help)
        text = str(value)
        try:
            parse_edtf(text)
        except InvalidDateError as problem:
            raise fault("invalid-date", problem.message, problem.help) from None
        return cls(text, value.span)
