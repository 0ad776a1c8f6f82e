"""A Jinja environment for Markdown pages in which nothing but ``Md`` is printed as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.runtime import Context

from mujaz.markup.bidi import Direction
from mujaz.markup.frontmatter import yaml_string
from mujaz.markup.literal import attr, literal
from mujaz.markup.md import Md, indent, join_md

# These return text that claims to be safe in HTML: in Markdown it is not, and in HTML no template is to say so.
UNSAFE_FILTERS: Final = ("e", "escape", "forceescape", "safe", "striptags", "tojson", "urlize", "xmlattr")


def _concat(parts: Iterable[str]) -> Md:
    # Every part is template text or has been through finalize.
    return Md("".join(parts))


class PlainContext(Context):
    """Calls what a template calls and no more: nothing here takes a context, and asking is half the cost of a call."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # Jinja's own names
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


class MarkdownEnvironment(Environment):
    """Escapes whatever an expression prints with ``literal``, unless it is ``Md``; undefined names and None raise.

    What macros, ``caller()`` and ``{% set %}`` blocks give is ``Md``. An operation in a template (``~``, a filter)
    that mixes ``Md`` with text gives text, and is escaped once more. ``base`` is the direction of the page, for the
    isolation of runs; ``lang`` marks Arabic-script runs in a left-to-right page.
    Filters: ``literal``, ``attr``, ``yaml_string``, ``join_md``, ``indent`` (of Md).
    """

    concat = staticmethod(_concat)
    context_class = PlainContext

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
            auto_reload=False,
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
