"""Compiled templates kept between runs: to compile those of all kinds of pages takes longer than to render a brief."""

from __future__ import annotations

from typing import Protocol

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from mujaz.markup.bidi import Direction


class Keeper(Protocol):
    """Keeps bytes by room and key; gives back what it was given, or nothing, and never what somebody else wrote."""

    def get(self, room: str, key: str) -> bytes | None: ...

    def put(self, room: str, key: str, content: bytes) -> None: ...

    def __hash__(self) -> int: ...


class CompiledTemplates(BytecodeCache):
    """The code of templates for pages of one direction.

    Jinja compares the digest of a template's source and the version of Python itself, and drops code of another.
    """

    def __init__(self, keeper: Keeper, direction: Direction) -> None:
        self._keeper = keeper
        self._prefix = f"{jinja2.__version__}-{direction}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept under its key."""
        content = self._keeper.get("templates", f"{self._prefix}-{bucket.key}")
        if content is not None:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the content of a bucket."""
        self._keeper.put("templates", f"{self._prefix}-{bucket.key}", bucket.bytecode_to_string())
