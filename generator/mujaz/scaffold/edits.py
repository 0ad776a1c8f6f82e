"""Edits of texts by their places: all that is not named stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from mujaz.model import Ref
from mujaz.model.base import Part
from mujaz.syntax.located import LocatedDict, LocatedList, key_span
from mujaz.syntax.source import Source, Span
from mujaz.syntax.yamlnodes import read_yaml


class Edit(Struct, frozen=True):
    """What is written in place of a range of a text."""

    span: Span
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits, none of which overlap; those at one place stand in the order given."""
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda each: (each.span.start, each.span.end)):
        pieces += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*pieces, text[done:]])


def with_new_id(span: Span, old: str, new: str, *, last: bool) -> Edit:
    """The edit that writes another id into a scalar.

    Args:
        span: of the scalar, with its quotation marks; it holds the id alone, or `brief#id`.
        old: the id, or that part of it, which is written there.
        new: what is to be.
        last: whether it is the part behind the `#`.
    """
    raw = span.text
    at = raw.rfind(old) if last else raw.find(old)
    if at < 0:  # written with escapes
        inner = raw.strip("\"'")
        return Edit(span, inner.rpartition("#")[0] + f"#{new}" if last and "#" in inner else new)
    return Edit(Span(span.source, span.start + at, span.start + at + len(old)), new)


def insert_entry(source: Source, part: Part, behind: str, key: str, lines: Sequence[str], flow: str) -> Edit:
    """The edit that adds a key to a mapping, on lines of its own behind another one.

    Args:
        source: the file.
        part: the object that the mapping is.
        behind: the key, a single value on its line, behind which the other is written.
        key: the new key.
        lines: of its value, below the key.
        flow: its value on one line, where the mapping is written between braces.
    """
    mapping = mapping_of(source, part.span)
    value = mapping[behind].span
    if source.text[part.span.start] == "{":
        return Edit(Span(source, value.end, value.end), f", {key}: {flow}")
    start = key_span(mapping, behind).start
    indent = " " * (start - _line_start(source.text, start))
    text = [f"{indent}{key}:", *(f"{indent}  {line}" for line in lines)]
    return lines_behind(source, value.end, text)


def lines_behind(source: Source, place: int, lines: Iterable[str]) -> Edit:
    """The edit that adds lines behind the one that a place is in."""
    newline = "\r\n" if "\r\n" in source.text else "\n"
    end = source.text.find("\n", place)
    if end < 0:
        end = len(source.text)
        return Edit(Span(source, end, end), "".join(f"{newline}{line}" for line in lines))
    return Edit(Span(source, end + 1, end + 1), "".join(f"{line}{newline}" for line in lines))


def add_item(source: Source, items: Sequence[Ref], id: str) -> Edit:
    """The edit that adds an id at the end of a list that has some."""
    last = items[-1].span
    line = source.text[_line_start(source.text, last.start) : last.start]
    if line.strip(" ") == "-":
        return lines_behind(source, last.end, [f"{line}{id}"])
    return Edit(Span(source, last.end, last.end), f", {id}")


def remove_item(source: Source, part: Part, key: str, items: Sequence[Ref]) -> Edit:
    """The edit that takes the last id from a list; the key, too, where it is the only one."""
    last = items[-1].span
    line = source.text[_line_start(source.text, last.start) : last.start]
    is_block = line.strip(" ") == "-"
    if len(items) > 1:
        return without_lines(source, last.start, last.end) if is_block else Edit(_between(items), "")
    mapping = mapping_of(source, part.span)
    start = key_span(mapping, key).start
    if source.text[part.span.start] == "{":
        keys = list(mapping)
        before = mapping[keys[keys.index(key) - 1]].span.end if keys.index(key) else None
        if before is not None:
            return Edit(Span(source, before, mapping[key].span.end), "")
        after = key_span(mapping, keys[1]).start
        return Edit(Span(source, start, after), "")
    return without_lines(source, start, last.end)


def without_lines(source: Source, start: int, end: int) -> Edit:
    """The edit that removes the lines in which a range stands."""
    text = source.text
    first, last = _line_start(text, start), text.find("\n", end)
    if last >= 0:
        return Edit(Span(source, first, last + 1), "")
    first = first - 2 if text[:first].endswith("\r\n") else max(first - 1, 0)
    return Edit(Span(source, first, len(text)), "")


def _between(items: Sequence[Ref]) -> Span:
    before, last = items[-2].span, items[-1].span
    return Span(last.source, before.end, last.end)


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def mapping_of(source: Source, span: Span) -> LocatedDict:
    """The mapping that begins where an object does."""
    top, _ = read_yaml(source)
    waiting: list[object] = [top]
    while waiting:
        value = waiting.pop()
        if isinstance(value, LocatedDict):
            if (value.span.start, value.span.end) == (span.start, span.end):
                return value
            waiting.extend(value.values())
        elif isinstance(value, LocatedList):
            waiting.extend(value)
    raise AssertionError(f"no mapping at {span}")
