"""Compiled templates kept between runs: to compile those of all kinds of pages takes longer than to render a brief.

A process that runs more than once, over several stores or over none, compiles each template once.
"""

from __future__ import annotations

from types import CodeType
from typing import Final, Protocol

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from mujaz.markup.bidi import Direction


class Keeper(Protocol):
    """Keeps bytes by room and key; gives back what it was given, or nothing, and never what somebody else wrote."""

    def get(self, room: str, key: str) -> bytes | None: ...

    def put(self, room: str, key: str, content: bytes) -> None: ...

    def __hash__(self) -> int: ...


_OF_THIS_PROCESS: Final[dict[str, tuple[str, CodeType]]] = {}
"""The digest of a template's source, and its code; by the name under which a keeper has them."""


class CompiledTemplates(BytecodeCache):
    """The code of templates for pages of one direction.

    Jinja compares the digest of a template's source and the version of Python itself, and drops code of another.
    """

    def __init__(self, keeper: Keeper | None, direction: Direction) -> None:
        self._keeper = keeper
        self._prefix = f"{jinja2.__version__}-{direction}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept under its key, or else with what this process has compiled already."""
        name = f"{self._prefix}-{bucket.key}"
        content = self._keeper.get("templates", name) if self._keeper is not None else None
        if content is not None:
            bucket.bytecode_from_string(content)
        if bucket.code is None and name in _OF_THIS_PROCESS:
            checksum, code = _OF_THIS_PROCESS[name]
            if checksum == bucket.checksum:
                bucket.code = code
                self._keep(name, bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the content of a bucket."""
        name = f"{self._prefix}-{bucket.key}"
        assert bucket.code is not None
        _OF_THIS_PROCESS[name] = bucket.checksum, bucket.code
        self._keep(name, bucket)

    def _keep(self, name: str, bucket: Bucket) -> None:
        if self._keeper is not None:
            self._keeper.put("templates", name, bucket.bytecode_to_string())


def compile_all(environment: jinja2.Environment, suffix: str) -> None:
    """Compile the templates whose names end in a suffix: processes that are forked later keep none of theirs."""
    for name in environment.list_templates(filter_func=lambda name: name.endswith(suffix)):
        environment.get_template(name)
