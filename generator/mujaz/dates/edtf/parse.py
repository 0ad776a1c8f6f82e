"""Reading EDTF dates, each spelling once."""

from __future__ import annotations

from functools import lru_cache

from mujaz.dates.edtf.extent import Extent
from mujaz.dates.edtf.grammar import RefusedError, read
from mujaz.dates.edtf.reasons import explain


class InvalidDateError(ValueError):
    """A text that is no EDTF date.

    Attributes:
        message: what is wrong.
        help: how to mend it.
    """

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


@lru_cache(maxsize=65536)
def parse_edtf(text: str) -> Extent:
    """Read an EDTF date.

    Raises:
        InvalidDateError: it is none, with the reason.
    """
    try:
        return read(text)
    except RefusedError as refused:
        raise InvalidDateError(*explain(text, refused)) from None
