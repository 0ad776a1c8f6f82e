"""A Jinja environment for Markdown pages in which nothing but ``Md`` is printed as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined

from mujaz.markup.bidi import Direction
from mujaz.markup.frontmatter import yaml_string
from mujaz.markup.literal import attr, literal
from mujaz.markup.md import Md, indent, join_md

# These return text that claims to be safe in HTML: in Markdown it is not, and in HTML no template is to say so.
UNSAFE_FILTERS: Final = ("e", "escape", "forceescape", "safe", "striptags", "tojson", "urlize", "xmlattr")


def _concat(parts: Iterable[str]) -> Md:
    # Every part is template text or has been through finalize.
    return Md("".join(parts))


class MarkdownEnvironment(Environment):
    """Escapes whatever an expression prints with ``literal``, unless it is ``Md``; undefined names and None raise.

    What macros, ``caller()`` and ``{% set %}`` blocks give is ``Md``. An operation in a template (``~``, a filter)
    that mixes ``Md`` with text gives text, and is escaped once more. ``base`` is the direction of the page, for the
    isolation of runs; ``lang`` marks Arabic-script runs in a left-to-right page.
    Filters: ``literal``, ``attr``, ``yaml_string``, ``join_md``, ``indent`` (of Md).
    """

    concat = staticmethod(_concat)

    def __init__(self, loader: BaseLoader | None = None, *, base: Direction | None = None, lang: str = "ar") -> None:
        def finalize(value: Any) -> Md:
            if isinstance(value, Md):
                return value
            if value is None:
                raise TypeError("a template printed None")
            return literal(str(value), base=base, lang=lang)

        super().__init__(
            loader=loader,
            autoescape=False,
            finalize=finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        for name in UNSAFE_FILTERS:
            del self.filters[name]
        self.filters.update(
            literal=literal,
            attr=attr,
            yaml_string=_yaml_filter,
            join_md=lambda parts, separator=" ": join_md(Md(separator), parts),
            indent=indent,
        )


def _yaml_filter(text: str, escape_html: bool = True) -> Md:
    # Front matter is not Markdown, so the scalar must not be escaped again.
    return Md(yaml_string(text, escape_html=escape_html))
