"""A layout as text in the house style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from mujaz.fmt.layout import Collection, Entry, Role, Scalar
from mujaz.scaffold.folding import WIDE, WIDTH, broken, width
from mujaz.scaffold.style import RESERVED, has_unseen, quoted, scalar
from mujaz.text.patterns import lazy_re

_TEXT = "tag:yaml.org,2002:str"
_RESOLVER = yaml.resolver.Resolver()
_PLAIN_KEY = lazy_re(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9_-]+)*")
_BLOCK = ("|", ">")


def write(top: Collection, head: list[str]) -> str:
    """The text of a file.

    Args:
        top: its content.
        head: comments above all of it.
    """
    leads, lines = _block(top, 0)
    return "".join(f"{line}\n" for line in [*_spaced(head, opening=True), *leads, *lines])


def _block(node: Collection, indent: int) -> tuple[list[str], list[str]]:
    """The lines above the first entry of a collection, and its other lines; all without the indent.

    Args:
        node: a collection with entries.
        indent: columns that will stand before the lines.
    """
    leads, lines = _entry(node.entries[0], indent)
    for entry in node.entries[1:]:
        above, written = _entry(entry, indent)
        lines += above + written
    return leads, lines + _spaced(node.after)


def _entry(entry: Entry, indent: int) -> tuple[list[str], list[str]]:
    """The lines above an entry, and its own."""
    above = _spaced(entry.before, opening=entry is entry.owner.entries[0])
    node = entry.node
    lead, gap = ("- ", "") if entry.key is None else (f"{_key(entry.key)}:", " ")
    if isinstance(node, Scalar):
        first, *rest = _scalar(node, indent + len(lead) + len(gap), indent + 2)
        return above, [f"{lead}{gap}{first}", *_indented(rest)]
    if not node.entries:
        return above, [f"{lead}{gap}{'[]' if node.is_list else '{}'}"]
    leads, lines = _block(node, indent + 2)
    if entry.key is not None:
        return above, [lead, *_indented([*leads, *lines])]
    return [*above, *leads], [f"{lead}{lines[0]}", *_indented(lines[1:])]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _spaced(remarks: list[str], *, opening: bool = False) -> list[str]:
    """Comments with single empty lines between them, and without one at the opening of a collection."""
    kept: list[str] = []
    for text in remarks:
        if text or (kept[-1] if kept else not opening):
            kept.append(text)
    return kept


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key.lower() not in RESERVED else quoted(key)


def _scalar(node: Scalar, column: int, indent: int) -> list[str]:
    """The lines of a value: what stands behind its key or hyphen, and the lines below without the indent.

    Args:
        node: the value.
        column: where the first line begins.
        indent: columns that will stand before the others.
    """
    if node.text is None:
        return ["null"]
    text = node.text.removesuffix("\n")
    chomping = "-" if text == node.text else ""
    style = node.raw[:1]
    is_broken = "\n" in text
    is_wide = node.role is Role.PROSE and column + width(text) > WIDE
    is_block = style in _BLOCK and node.role is not Role.QUOTE
    if (is_broken or is_wide or is_block) and _fits_block(text, was_block=style in _BLOCK):
        if (style == ">" or (is_wide and not is_broken)) and _can_fold(text):
            return [f">{chomping}", *_folded(text, node.raw if style == ">" else "", indent)]
        return [f"|{chomping}", *text.split("\n")]
    return [_one_line(node)]


def _fits_block(text: str, *, was_block: bool) -> bool:
    """Whether a text can stand in a block: it needs no indentation indicator, and nothing in it should be escaped."""
    if not text or text[0].isspace() or text[-1] == "\n" or "\r" in text:
        return False
    return not has_unseen(text) or (was_block and "\n" in text)


def _can_fold(text: str) -> bool:
    """Whether a folded block can hold a text: a line in it that begins or ends with white space is not folded."""
    return all(line == line.strip() for line in text.split("\n"))


def _folded(text: str, raw: str, indent: int) -> list[str]:
    """The lines of a folded block: as its writer broke them, or a paragraph with too wide a line broken anew."""
    written = _paragraphs(raw)
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        if number > 0:
            lines.append("")
        if paragraph:
            pieces = next(written, [])
            if " ".join(pieces) != paragraph or any(indent + width(piece) > WIDE for piece in pieces):
                pieces = list(broken(paragraph, WIDTH - indent))
            lines += pieces
    return lines


def _paragraphs(raw: str) -> Iterator[list[str]]:
    """The lines of a folded block as written, by paragraph."""
    lines: list[str] = []
    for line in [*raw.split("\n")[1:], ""]:
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield lines
            lines = []


def _one_line(node: Scalar) -> str:
    text = node.text or ""
    style = node.raw[:1]
    if node.role is Role.NUMBER:
        return text
    if has_unseen(text):
        return quoted(text)
    if style in ('"', "'"):
        return scalar(text) if node.role is Role.WORD else quoted(text)
    if style in _BLOCK:
        return scalar(text)
    return quoted(text) if _misread(text, node.role) else text


def _misread(text: str, role: Role) -> bool:
    """Whether some YAML reader takes a plain scalar for something else than what it is here."""
    if text.lower() in RESERVED:
        return True
    resolved = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call] # in the stubs
    return role is not Role.WORD and resolved != _TEXT
