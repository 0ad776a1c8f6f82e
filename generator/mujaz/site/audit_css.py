"""The audit of style sheets, of files and of elements: what they load, and what an old browser would run."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.markup.addresses import is_foreign, scheme_of
from mujaz.markup.css import positions, targets
from mujaz.markup.safe_html import Also
from mujaz.site.faults import Fault
from mujaz.syntax import rules

TAKE_OUT = "take it out; text that only shows such code has to be escaped"
KEEP_A_COPY = "keep a copy in docs/ and refer to that: a page must not tell other hosts who reads it"


_OF_THEME = ("assets/stylesheets/", "assets/mujaz/")


def read_style_sheet(
    name: str, content: bytes, also: Also
) -> tuple[frozenset[str], list[tuple[str, int]], list[Fault]]:
    """The audit of a style sheet by itself: its ids, of which it has none, its links with their lines, its faults."""
    css = content.decode(errors="replace")
    links, faults = read_css(name, css, 1)
    if not name.removeprefix(also.home).startswith(_OF_THEME):
        faults += _laid_over(name, css, also)
    return frozenset(), links, faults


def _laid_over(name: str, css: str, also: Also) -> Iterator[Fault]:
    """Styles with which something may lie over every page, whatever the page says."""
    for target in positions(css):
        if target.written not in also.styles:
            help = "take it out, or write the value below `allow` and `styles` of the plugin `mujaz`"
            message = f"the style `position: {target.written[:40]}` may lay something over the page"
            yield Fault(rules.UNSAFE_HTML, name, target.line, message, help, written=target.written)


def read_css(name: str, css: str, line: int) -> tuple[list[tuple[str, int]], list[Fault]]:
    """The links of CSS with their lines, and its faults.

    Args:
        name: the file that holds it.
        css: a style sheet, or the text of a `style` element.
        line: the line of its first character in that file, from 1.
    """
    links: list[tuple[str, int]] = []
    faults: list[Fault] = []
    for found in targets(css):
        target, place = found.written, line + found.line - 1
        if found.runs:
            faults.append(Fault(rules.SCRIPT_IN_PAGE, name, place, "a style runs a script", TAKE_OUT))
        elif is_foreign(target):
            message = f"a browser would ask another host for `{target[:100]}`"
            faults.append(Fault(rules.FOREIGN_REQUEST, name, place, message, KEEP_A_COPY, written=target))
        elif scheme_of(target) in {"javascript", "vbscript"}:
            faults.append(Fault(rules.SCRIPT_IN_PAGE, name, place, f"a style loads `{target[:60]}`", TAKE_OUT))
        else:
            links.append((target, place))
    return links, faults
