"""The audit of style sheets, of files and of elements: what they load, and what an old browser would run."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.markup.addresses import is_foreign, scheme_of
from mujaz.markup.css import targets
from mujaz.site.faults import Fault
from mujaz.syntax import rules

TAKE_OUT = "take it out; text that only shows such code has to be escaped"
KEEP_A_COPY = "keep a copy in docs/ and refer to that: a page must not tell other hosts who reads it"


def read_style_sheet(name: str, content: bytes) -> tuple[frozenset[str], list[tuple[str, int]], list[Fault]]:
    """The audit of a style sheet by itself: its ids, of which it has none, its links with their lines, its faults."""
    links, faults = read_css(name, content.decode(errors="replace"), 1)
    return frozenset(), links, faults


def read_css(name: str, css: str, line: int) -> tuple[list[tuple[str, int]], list[Fault]]:
    """What CSS links to, with the lines, and what is wrong in it; `line` is that of its first letter."""
    links: list[tuple[str, int]] = []
    faults: list[Fault] = []
    for target, place in _placed(css, line):
        if target is None:
            faults.append(Fault(rules.SCRIPT_IN_PAGE, name, place, "a style runs a script", TAKE_OUT))
        elif is_foreign(target):
            message = f"a browser would ask another host for `{target[:100]}`"
            faults.append(Fault(rules.FOREIGN_REQUEST, name, place, message, KEEP_A_COPY, written=target))
        elif scheme_of(target) in {"javascript", "vbscript"}:
            faults.append(Fault(rules.SCRIPT_IN_PAGE, name, place, f"a style loads `{target[:60]}`", TAKE_OUT))
        else:
            links.append((target, place))
    return links, faults


def _placed(css: str, line: int) -> Iterator[tuple[str | None, int]]:
    last = 0
    for target in targets(css):
        line += css.count("\n", last, target.start)
        last = target.start
        yield None if target.runs else target.written, line
