"""The moment at which a command runs; everything below the edges gets it as a value."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """The moment, in UTC and whole seconds; that of `SOURCE_DATE_EPOCH` where it is set, so that runs can be repeated.

    Raises:
        OSError: the variable is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError):
        raise OSError(f"SOURCE_DATE_EPOCH is `{epoch}`, and no number of seconds") from None


def today() -> date:
    """The day of that moment."""
    return now().date()
