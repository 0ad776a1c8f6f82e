"""A made document of each kind that has a value for every key of the model, and all single changes of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from msgspec import Struct, structs

from mujaz.model import Anchor, Brief, ClaimRef, Date, Glossary, Phrase, Ref, SeedRecord, Text
from mujaz.model.base import Part
from mujaz.model.decode import Document, decode
from mujaz.model.keys import keys_by_name
from mujaz.syntax.source import Source

ENTITY = """
    type: place
    name: {ar: المرفأ, en: Harbour}
    aliases:
      ar: [المينا, {text: الرصيف, weak: true}]
      en: [Port]
    gloss: {ar: مرفأ المدينة القديم., en: The old port of the town.}
    body: {ar: بُني في القرن الماضي., en: It was built a century ago.}
    wikidata: Q42
    links:
      - {url: "https://example.org/a", title: {ar: صفحته, en: Its page}}
      - {url: "https://example.org/b", title: {en: A map}}
    coordinates: {latitude: 32.5, longitude: 15.25}
    born: 1901
    died: 1950
    founded: 1902
    dissolved: 1990-05
    relations:
      - {to: town, type: located-in, from: 1902, until: 1990, sources: [s1]}
      - {to: company, type: owns, from: 1910, until: 1920, sources: [s1, s2]}
    sources: [s1, s2]
    withdrawn: {date: 2024-03-04, text: {ar: لم يكن مرفأ., en: It was no port.}}
"""

PUBLICATION = """
    type: article
    title: The port in figures
    author:
      - {family: Smith, given: Ann, literal: A. Smith}
      - {family: Jones, given: Bo, dropping-particle: de, non-dropping-particle: van, suffix: Jr.}
    editor: [{family: Gray, given: Cy}]
    translator: [{family: Hill, given: Di}]
    container-title: The Coast
    collection-title: Papers on Harbours
    event-title: Harbour Days
    publisher: Coast Press
    publisher-place: Derna
    authority: Harbour Board
    archive: Town Archive
    genre: working paper
    edition: 2
    version: "1.0"
    issued: 2020-01
    accessed: 2020-02
    URL: https://example.org/port
    DOI: 10.1000/1
    ISBN: "9780000000002"
    language: en
    page: 1-9
    volume: 3
    issue: 4
    number: 5
    note: with tables
    grade: B2
"""

BRIEF = f"""
language: en
title: {{en: A port opens again, ar: مرفأ يعود}}
seeds: [quay, strike]
default_seed: strike
authors: [{{en: North desk, ar: مكتب الشمال}}, {{en: Data desk}}]
tags: [transport, trade]
summary: {{en: "The port opens in May, says the company.", ar: يفتح المرفأ في مايو.}}
key_points:
  - {{en: The port opens again after ten years., ar: يعود المرفأ بعد عشر سنين.}}
  - {{en: Nobody knows who pays for the dredging.}}
unknowns:
  - {{en: Whether the dredging will be paid for in advance., ar: هل تُدفع كلفة التعميق مقدما.}}
status: published
published: 2024-03-01
updated: 2024-03-02
publish_after: 2024-02-28
review_by: 2025-03-01
superseded_by: strike-again
entities:
  harbour:{ENTITY.replace(chr(10), chr(10) + "  ").rstrip()}
mentions:
  - {{at: {{seed: quay, exact: the quay, prefix: at, suffix: today}}, entity: harbour}}
  - {{at: {{seed: strike, exact: the strike, prefix: by, suffix: of}}, entity: town}}
notes:
  - id: depth
    at: {{seed: quay, exact: nine metres deep, prefix: is, suffix: now}}
    title: {{en: How deep, ar: العمق}}
    body: {{en: Ships of that size need nine metres., ar: تحتاج السفن تسعة أمتار.}}
    entities: [harbour, town]
    sources: [s1, s2]
  - {{id: owner, title: {{en: Whose port}}, body: {{en: The town owns it.}}}}
claims:
  - id: opening
    at: {{seed: quay, exact: it opens in May, prefix: that, suffix: of}}
    statement: {{en: The port opens in May., ar: يفتح في مايو.}}
    speaker: company
    via: [agency, town]
    assessment: disputed
    confidence: low
    rationale: {{en: The town says June., ar: تقول البلدة يونيو.}}
    sources: [s1, s2]
    contradicts: [later, other#x]
    supersedes: [earlier, other#y]
    withdrawn: {{date: 2024-03-06, text: {{en: Nobody said so., ar: لم يقله أحد.}}}}
  - {{id: later, statement: {{en: The port opens in June.}}}}
  - {{id: earlier, statement: {{en: The port opens in spring.}}}}
timeline:
  - date: 2024-05-01
    text: {{en: The port opens., ar: يفتح المرفأ.}}
    at: {{seed: quay, exact: the first of May, prefix: on, suffix: again}}
    entities: [harbour, town]
    claims: [opening, later]
    sources: [s1, s2]
  - {{date: 2014, text: {{en: The port closes after the storm.}}}}
sources:
  s1:{PUBLICATION.replace(chr(10), chr(10) + "  ").rstrip()}
corrections:
  - {{date: 2024-03-02, severity: minor, text: {{en: The depth was wrong., ar: كان العمق خطأ.}}}}
  - {{date: 2024-03-05, severity: major, text: {{en: It was another company.}}}}
translations:
  fr:
    title: Un port rouvre
    summary: Le port ouvre en mai.
    authors: [Bureau du nord]
    key_points: [Le port rouvre.]
    unknowns: [Qui paiera le dragage.]
    notes: {{depth: {{title: La profondeur, body: Il faut neuf mètres.}}}}
    claims: {{opening: {{statement: Le port ouvre en mai., rationale: La ville dit juin.}}}}
    timeline: [Le port ouvre.]
    corrections: [La profondeur était fausse.]
"""

GLOSSARY = f"""
language: en
entities:
  town:{ENTITY}
sources:
  s2:{PUBLICATION}
tags:
  transport: {{en: Transport, ar: النقل}}
  trade: {{en: Trade, ar: التجارة}}
"""

RECORD = f"""
language: ar
title: عودة المرفأ
publisher: صحيفة الساحل
author: قسم الأخبار
url: https://example.org/news
published: 2024-02-27
retrieved: 2024-02-28
sha256: {"0" * 64}
fold_sha256: "fold-1:{"1" * 64}"
replaces:
  - {"2" * 64}
original:
  file: quay.html
  sha256: {"3" * 64}
  reader: trafilatura 2
grade: B2
rights: excerpt
excerpt_budget: 20
translation:
  language: en
  sentences:
    - {{exact: {{seed: quay, exact: أول الكلام, prefix: في, suffix: ثم}}, text: First words}}
    - {{exact: {{seed: quay, exact: آخر الكلام, prefix: في, suffix: ثم}}, text: Last words}}
withdrawn: {{date: 2024-03-07, text: {{ar: سحبته الصحيفة., en: The paper took it back.}}}}
"""


def read(text: str, kind: type[Any]) -> Any:
    """A document, which has no errors."""
    document, findings = decode(Source("made.yml", text), kind)
    assert document is not None, [f"{finding.span} {finding.message}" for finding in findings]
    return document


def made() -> tuple[Brief, Glossary, SeedRecord]:
    """The documents."""
    return read(BRIEF, Brief), read(GLOSSARY, Glossary), read(RECORD, SeedRecord)


@dataclass(frozen=True)
class Mutation:
    """A document of which one value is another one.

    Attributes:
        path: of the value, as changes have it: keys, ids and the numbers of items.
        what: what was done.
        document: what came of it.
    """

    path: tuple[str, ...]
    what: str
    document: Any

    @property
    def id(self) -> str:
        return f"{'.'.join(self.path)}-{self.what}"


def mutations(document: Document) -> Iterator[Mutation]:
    """Every single change of a document: each value in turn is another one, is left out, or stands elsewhere."""
    for path, what, value in _of(document):
        yield Mutation(path, what, value)


_Step = tuple[tuple[str, ...], str, Any]


def _of(value: Any) -> Iterator[_Step]:
    if isinstance(value, Text):
        yield from _of_text(value)
    elif isinstance(value, Ref):
        yield (), "other", type(value)(f"{value.id}-x" if isinstance(value, ClaimRef) else f"x-{value.id}", value.span)
    elif isinstance(value, Date):
        yield (), "other", Date("1999-12-31", value.span)
    elif isinstance(value, Enum):
        members = list(type(value))
        yield (), "other", members[members.index(value) - 1]
    elif isinstance(value, bool):
        yield (), "other", not value
    elif isinstance(value, (int, float)):
        yield (), "other", value + 1
    elif isinstance(value, str):
        yield (), "other", f"{value} anders" if " " in value else f"{value}x"
    elif isinstance(value, Mapping):
        yield from _of_mapping(value)
    elif isinstance(value, tuple):
        yield from _of_tuple(value)
    else:
        assert isinstance(value, (Part, Struct)), value
        for name, key in keys_by_name(type(value)):
            inner = getattr(value, name)
            if not isinstance(value, Anchor) and inner in (None, (), {}):
                continue
            for path, what, other in _of(inner):
                yield (key, *path), what, with_field(value, name, other)
            if is_optional(value, name):
                yield (key,), "none", with_field(value, name, None)


def with_field(value: Any, name: str, other: Any) -> Any:
    """A part of the model, or a value in it, with another value of a field."""
    replace = structs.replace if isinstance(value, Struct) else dataclasses.replace
    return replace(value, **{name: other})


def is_optional(value: Any, name: str) -> bool:
    """Whether a part of the model may lack a field."""
    if isinstance(value, Struct):
        default = next(field for field in structs.fields(value) if field.name == name).default
    else:
        default = next(field for field in dataclasses.fields(value) if field.name == name).default
    return default is None or (type(value).__name__, name) == ("MentionOverride", "entity")


def _of_text(value: Text) -> Iterator[_Step]:
    for number, phrase in enumerate(value.phrases):
        rest = value.phrases[:number], value.phrases[number + 1 :]
        words = phrase.text.split()
        other = Phrase(" ".join([*words[:-1], "other", *words[-1:]]), phrase.language, phrase.span)
        yield (phrase.language,), "other", type(value)((*rest[0], other, *rest[1]))
        if len(value.phrases) > 1:
            yield (phrase.language,), "none", type(value)((*rest[0], *rest[1]))


def _of_mapping(value: Mapping[str, Any]) -> Iterator[_Step]:
    for id, inner in value.items():
        for path, what, other in _of(inner):
            yield (id, *path), what, {**value, id: other}
        yield (id,), "none", {key: kept for key, kept in value.items() if key != id}


def _of_tuple(value: tuple[Any, ...]) -> Iterator[_Step]:
    for number, item in enumerate(value):
        step = item.id if isinstance(item, Ref) else item.id.id if hasattr(item, "id") else str(number + 1)
        for path, what, other in _of(item):
            yield (step, *path), what, (*value[:number], other, *value[number + 1 :])
        yield (step,), "none", (*value[:number], *value[number + 1 :])
    if len(value) > 1:
        yield (), "reversed", value[::-1]
