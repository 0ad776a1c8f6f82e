"""What pages of each kind show, checked: sections by the layouts that there are, words of the desk as prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from mujaz.document.layout import LAYOUTS
from mujaz.document.layout.sections import Layout, Order
from mujaz.markup.parse import parse_prose
from mujaz.markup.prose import plain_text
from mujaz.model.decode import nearest_word
from mujaz.model.values import Phrase, Text
from mujaz.settings.config import Config
from mujaz.settings.layout import Entry, PageOrder, TextFile
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.syntax.yamlnodes import odd_characters
from mujaz.text.visible import visible

Read = Callable[[str, Span], tuple[Source | None, list[Diagnostic]]]
"""Reads a file by its name; its findings are at a place in the settings, or in the file."""


def ordered(config: Config, read: Read) -> tuple[Config, list[Diagnostic]]:
    """The settings of a site with the orders of its pages, and findings on these.

    Args:
        config: the settings as they were read.
        read: reads a file with words of the desk.
    """
    reader = _Orders(read)
    orders = {order.kind: reader.order(order) for order in config.layout if reader.is_kind(order)}
    return replace(config, orders=orders), reader.findings


class _Orders:
    def __init__(self, read: Read) -> None:
        self._read = read
        self._phrases: dict[tuple[str, str], Phrase | None] = {}
        self.findings: list[Diagnostic] = []

    def is_kind(self, order: PageOrder) -> bool:
        """Whether there are pages of a kind; a finding where there are none."""
        if order.kind in LAYOUTS:
            return True
        message = f"there is no kind of page `{visible(order.kind)}`"
        self.findings.append(rules.UNKNOWN_SECTION.at(order.place, message, _named(order.kind, LAYOUTS, "the kinds")))
        return False

    def order(self, order: PageOrder) -> Order:
        """What pages of a known kind show; what is at fault is left out, and is a finding."""
        layout = LAYOUTS[order.kind]
        shown = tuple(self._shown(order.kind, layout, order.entries))
        names = [entry for entry in shown if isinstance(entry, str)]
        for name in layout.missing(names):
            message = f"the pages of the kind `{order.kind}` would lack `{name}`: {layout.sections[name].needed}"
            self.findings.append(rules.NEEDED_SECTION.at(order.place, message, f"add `{name}`, in any place"))
        return shown

    def _shown(self, kind: str, layout: Layout, entries: Sequence[Entry]) -> Iterator[str | Text]:
        seen = set[str]()
        for entry in entries:
            name = entry.section
            if entry.files:
                if phrases := tuple(phrase for file in entry.files if (phrase := self._phrase(file)) is not None):
                    yield Text(phrases)
            elif name not in layout.sections:
                help = _named(name, layout.sections, "its sections")
                message = f"a page of the kind `{kind}` has no section `{visible(name)}`"
                self.findings.append(rules.UNKNOWN_SECTION.at(entry.place, message, help))
            elif name in seen:
                message, help = f"`{name}` stands twice", "leave one of the two out"
                self.findings.append(rules.REPEATED_SECTION.at(entry.place, message, help))
            else:
                seen.add(name)
                yield name

    def _phrase(self, file: TextFile) -> Phrase | None:
        """The words in a file; it is read once, however many kinds of pages show it."""
        key = file.name, file.language
        if key not in self._phrases:
            source, findings = self._read(file.name, file.place)
            self.findings += findings
            self._phrases[key] = None
            if source is not None:
                self.findings += _faults(source, file.language)
                self._phrases[key] = Phrase(source.text, file.language, source.span(0, len(source.text)))
        return self._phrases[key]


def _named(written: str, known: Mapping[Any, object], what: str) -> str:
    names = list(map(str, known))
    near = nearest_word(written, names)
    return f"did you mean `{near}`?" if near else f"{what} are {', '.join(names)}"


def _faults(source: Source, language: str) -> Iterator[Diagnostic]:
    """Findings on words of the desk: what prose of briefs may not hold, and references, which would lead nowhere."""
    yield from odd_characters(source, language)
    prose, faults = parse_prose(source.text)
    for fault in faults:
        yield rules.RULES[fault.rule_key].at(Span(source, fault.start, fault.end), fault.message, fault.help)
    for id, start, end in prose.references:
        help = "leave it out: a reference leads to a part of one brief, and these words stand on many pages"
        yield rules.UNKNOWN_REFERENCE.at(Span(source, start, end), f"`{id}` is in no brief from here", help)
    if not plain_text(prose).strip():
        yield rules.EMPTY_VALUE.at(Span(source, 0, 0), "the file has no words", "write some, or take its entry out")
