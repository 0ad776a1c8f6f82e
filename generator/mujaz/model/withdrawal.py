"""Withdrawal: what readers who come by an old link are told of something that was taken back."""

from __future__ import annotations

from dataclasses import dataclass

from mujaz.model.base import Part
from mujaz.model.dates import Date
from mujaz.model.values import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Part):
    """That something published was taken back; its address stays, and says so."""

    date: Date
    """When it was withdrawn."""
    text: Text
    """Why."""
