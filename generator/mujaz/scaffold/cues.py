"""Words that tell names and statements in articles, from `cues.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads((resources.files("mujaz.scaffold") / "cues.toml").read_text(encoding="utf-8"))


def cues(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_lists()[name].split())
