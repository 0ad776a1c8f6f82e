"""Write untrusted text as HTML that shows exactly that text.

The counterpart of `literal`: the same characters are dropped or made spaces, the same runs are isolated (see
`bidi.isolate`), so that both formats of a page show the same to the letter.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from mujaz.markup.bidi import Direction, isolate, needs_isolation
from mujaz.markup.literal import LONG, REMEMBERED, normalise


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
