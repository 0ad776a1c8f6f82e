"""What the everyday run of the tests leaves to the thorough one: further cases of what it holds by a few.

The thorough run is that of a host of continuous integration, which sets `CI`, or of `MUJAZ_THOROUGH=1`.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from typing import Any

import pytest

THOROUGH = bool(os.environ.get("CI") or os.environ.get("MUJAZ_THOROUGH"))

thorough = pytest.mark.thorough
"""Marks a test that the everyday run leaves out."""


def examples(everyday: int, of_all: int) -> int:
    """How many examples a property is tried with."""
    return of_all if THOROUGH else everyday


def of_these(cases: Iterable[Any], everyday: Collection[Any]) -> list[Any]:
    """All cases as parameters; those of the everyday run, of which each is among them, and the others marked."""
    cases = list(cases)
    assert all(case in cases for case in everyday)
    return [case if case in everyday else _left(case) for case in cases]


def every(step: int, cases: Iterable[Any]) -> list[Any]:
    """All cases as parameters, of which the everyday run tries the first and each `step`-th after it."""
    return [_left(case) if number % step else case for number, case in enumerate(cases)]


def _left(case: Any) -> Any:
    return pytest.param(*case, marks=thorough) if isinstance(case, tuple) else pytest.param(case, marks=thorough)


LANGUAGES = of_these(["ar", "en"], ["ar"])
"""Both editions for what a reader does; on most days the one from right to left, which is the harder."""
