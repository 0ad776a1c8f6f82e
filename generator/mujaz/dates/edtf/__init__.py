"""EDTF (ISO 8601-2:2019, profile of the Library of Congress, levels 0 to 2): what a date says, or why it is none.

The calendar is the proleptic Gregorian one, with a year 0 (astronomical numbering: year -43 is 44 BC).
"""

from mujaz.dates.edtf.days import Day, Instant
from mujaz.dates.edtf.extent import Component, Extent, Moment, Set, Time
from mujaz.dates.edtf.parse import InvalidDateError, parse_edtf

__all__ = ["Component", "Day", "Extent", "Instant", "InvalidDateError", "Moment", "Set", "Time", "parse_edtf"]
