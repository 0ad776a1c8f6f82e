"""Write untrusted text as HTML that shows exactly that text, and the Jinja environment that lets nothing else through.

The counterpart of `literal` and `MarkdownEnvironment`: the same characters are dropped or made spaces, the same runs
are isolated (see `bidi.isolate`), so that both renderings of a page show the same to the letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from mujaz.markup.bidi import Direction, isolate, needs_isolation
from mujaz.markup.literal import LONG, REMEMBERED, normalise
from mujaz.markup.templates import UNSAFE_FILTERS, PlainContext


def html_text(text: str, base: Direction | None = None) -> Markup:
    """The text on one line for the inside of an element; `base` is the direction of the text around."""
    return _written(text, base) if len(text) > LONG else _remembered(text, base)


@lru_cache(maxsize=REMEMBERED, typed=True)
def html_attribute(value: object) -> Markup:
    """The value for the inside of a quoted attribute."""
    return escape(normalise(str(value), " "))


def html_safe(html: str) -> Markup:
    """HTML that this program put together from escaped parts, as such: the only way to it that is not `escape`."""
    return str.__new__(Markup, html)  # what `Markup` itself does for a string, once it has asked what it is


def _written(text: str, base: Direction | None) -> Markup:
    text = normalise(text, " ")
    if base is None or not needs_isolation(text, base):
        return escape(text)
    parts: list[str] = []
    for run in isolate(text, base):
        if run.direction is None:
            parts.append(escape(run.text))
        else:
            lang = f' lang="{run.lang}"' if run.lang and run.direction == "rtl" else ""
            parts.append(f'<bdi dir="{run.direction}"{lang}>{escape(run.text)}</bdi>')
    return html_safe("".join(parts))


_remembered = lru_cache(maxsize=REMEMBERED)(_written)


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
