"""A Jinja environment for HTML that prints as it stands nothing but `Markup`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from mujaz.markup.bidi import Direction
from mujaz.markup.html import html_safe, html_text

# These return text that claims to be safe: no template is to say so.
UNSAFE_FILTERS: Final = ("e", "escape", "forceescape", "safe", "striptags", "tojson", "urlize", "xmlattr")


class PlainContext(Context):
    """Calls what a template calls and no more: nothing here takes a context, and asking is half the cost of a call."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # Jinja's own names
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


def _concat(parts: Iterable[str]) -> Markup:
    # Every part is template text or has been through finalize.
    return html_safe("".join(parts))


class HtmlEnvironment(Environment):
    """Escapes whatever an expression prints, unless it is `Markup`; undefined names and None raise.

    What macros, `caller()` and `{% set %}` blocks give is `Markup`; an operation that mixes it with text gives text.
    `base` is the direction of the page, for the isolation of runs. `finalize` does what Jinja's own escaping would do
    once more.
    """

    concat = staticmethod(_concat)
    context_class = PlainContext

    def __init__(self, loader: BaseLoader | None = None, *, base: Direction | None = None) -> None:
        def finalize(value: Any) -> Markup:
            if isinstance(value, Markup):
                return value
            if value is None:
                raise TypeError("a template printed None")
            return html_text(str(value), base)

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
