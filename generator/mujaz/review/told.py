"""Changes, checklists and findings in the language of a reader: in English as they were made, else by a catalogue.

A language without a catalogue, and words that its catalogue does not have, stay English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from mujaz.keynames import key_names, label
from mujaz.model.values import base_language
from mujaz.review.details import named_by
from mujaz.review.excerpts import shown
from mujaz.review.objects import Change, Kind
from mujaz.review.settings import SETTINGS
from mujaz.review.signs import Signs, with_signs_in
from mujaz.review.words import value
from mujaz.text.patterns import lazy_re

_SLOT = lazy_re(r"\\\{(\w)\\\}")
_PART = lazy_re(r"the (?:text of the |record of the )?\w+(?= `)|(?<=` )in(?= `)|(?<= )or(?= )")


_Patterns = tuple[tuple[re.Pattern[str], str], ...]


class Catalogue(Struct, frozen=True):
    """The words of one language.

    Attributes:
        keys: what the keys of the content format are called.
        ones: what one item below a key is called, where that is another word.
        questions: what is asked, by a pattern of its English words.
        lines: short lines, such as what a policy still asks for, likewise.
        parts: what the parts of content are called in them.
        rules: what each rule finds.
        mends: how that is mended.
    """

    keys: Mapping[str, str]
    ones: Mapping[str, str]
    questions: _Patterns = ()
    lines: _Patterns = ()
    parts: Mapping[str, str] = {}
    rules: Mapping[str, str] = {}
    mends: Mapping[str, str] = {}

    @property
    def is_english(self) -> bool:
        """Whether there is nothing to put in other words."""
        return not self.keys

    def key(self, name: str) -> str:
        """What a key is called."""
        return self.keys.get(name) or label(name)

    def named(self, steps: Sequence[str]) -> str:
        """The way to a value as a name: «claim c3 › statement (en)»."""
        if self.is_english:
            return named_by(steps, self.key)
        parts: list[str] = []
        for number, step in enumerate(steps):
            of_item = step in self.ones and number + 1 < len(steps) and steps[number + 1] not in self.keys
            named = self.ones[step] if of_item else named_by([step], self.key)
            if parts and step not in self.keys:
                parts[-1] += f" {named}"
            elif named not in parts[-1:]:
                parts.append(named)
        return " › ".join(parts)

    def name(self, change: Change) -> str:
        """What a change is of, without what it says."""
        return change.name if self.is_english or _is_setting(change) else self.named(change.path)

    def sentence(self, change: Change, signs: Signs | None = None) -> str:
        """What happened, in a sentence; texts of a new item stand below it."""
        name = "" if self.is_english else self.name(change)
        if not name:
            return change.words
        if change.kind is Kind.REORDERED:
            return f"{name}: {change.words.rpartition('reordered, now ')[2]}"
        sides = [None if isinstance(side, Mapping | list | tuple) else side for side in (change.before, change.after)]
        texts = [side if isinstance(side, str) else value(side) for side in sides if side is not None]
        told = [shown(with_signs_in(text, signs)) for text in texts]
        if not told and change.kind is Kind.CHANGED:
            return change.words
        return f"{name}: {' ← '.join(told)}" if told else name

    def question(self, words: str) -> str:
        """A question of a checklist."""
        return _told(words, self.questions)

    def line(self, words: str) -> str:
        """A short line, such as what a policy still asks for; of several in one those that have other words."""
        told = _told(words, self.lines)
        if told == words and "; " in words:
            return "؛ ".join(map(self.line, words.split("; "))) if self.lines else words
        return _PART.sub(lambda found: self.parts.get(found[0], found[0]), told)

    def rule(self, name: str) -> str:
        """What a rule finds; empty in English, where the message says it."""
        return self.rules.get(name, "")

    def mend(self, name: str) -> str:
        """How what a rule finds is mended; empty in English, where the help says it."""
        return self.mends.get(name, "")


def _is_setting(change: Change) -> bool:
    """Whether it is of `mkdocs.yml`, whose keys are MkDocs' own and have no words."""
    return change.span is not None and change.span.source.name == SETTINGS and change.path[:1] != ("text",)


@lru_cache(maxsize=8)
def catalogue_of(language: str) -> Catalogue:
    """The catalogue of a language: of its base language, or else of English, which is empty."""
    file = resources.files("mujaz.review") / "locale" / f"{base_language(language)}.toml"
    if not file.is_file():
        return Catalogue({}, {})
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    questions, lines = (
        tuple((_pattern(words), said) for words, said in table[name].items()) for name in ("questions", "lines")
    )
    return Catalogue(
        key_names(language), table["ones"], questions, lines, table["parts"], table["rules"], table["mends"]
    )


def _told(words: str, patterns: _Patterns) -> str:
    for pattern, said in patterns:
        if match := pattern.fullmatch(words):
            return said.format(**match.groupdict())
    return words


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(_SLOT.sub(lambda slot: f"(?P<{slot[1]}>.+)", re.escape(words)), re.DOTALL)
