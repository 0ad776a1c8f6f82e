"""Timelines as pictures."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.model import Date
from mujaz.pages.desk import Desk
from mujaz.pictures.strip import Dated, Strip, lay_out_strip

_FEWEST, _MOST = 3, 80


def event_strip(desk: Desk, dates: Sequence[Date]) -> Strip | None:
    """The strip of some dates, numbered from 0; None where they are too few or too many for a picture."""
    if not _FEWEST <= len(dates) <= _MOST:
        return None
    return lay_out_strip([Dated(number, date.extent) for number, date in enumerate(dates)], desk.labels.spell)
