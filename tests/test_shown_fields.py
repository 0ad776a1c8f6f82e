"""Every field of the model is shown: where any of a made site is another one, some page is, or it says why not.

The made documents are those of `review/full.py`, of which another test asks a value for every field. A field that is
added to the model fails first that one, then the one here, until a page object and a layout have it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parent / "review"))  # the documents lie beside the tests of reviews
import full

from mujaz.document.layout import lay_out
from mujaz.document.pages.compose import SINGLE, compose_page, desk_of
from mujaz.document.writers.headings import Headings
from mujaz.document.writers.html import HtmlPage, write_html
from mujaz.labels import load_labels
from mujaz.model import Anchor, Brief, Glossary, Rights, SeedRecord
from mujaz.model.base import Part
from mujaz.model.documents import BriefDocument, Documents, GlossaryDocument, SeedDocument
from mujaz.model.keys import keys_by_name
from mujaz.model.schema import DOCUMENTS
from mujaz.resolve.index import build_index, facts_of, relations_of
from mujaz.resolve.run import resolve
from mujaz.syntax.source import Source

# Fields that no page shows: class and key, and why.
NOT_SHOWN = {
    ("Brief", "language"): "each of the texts here says its own",
    ("Glossary", "language"): "the same",
    ("Brief", "default_seed"): "each of the anchors here says its own",
    ("NoteTranslation", "id"): "it is the key of the mapping",
    ("ClaimTranslation", "id"): "the same",
    ("SeedRecord", "fold_sha256"): "a check compares it with the text",
    ("SeedRecord", "excerpt_budget"): "a check holds the quotes to it",
    ("SeedRecord", "original"): "the file is the publisher's, and kept for the desk alone",
    ("SeedOriginal", "file"): "the same",
    ("SeedOriginal", "sha256"): "the same",
    ("SeedOriginal", "reader"): "the same",
    ("SeedRecord", "replaces"): "it is the history of the text, for who asks after a digest",
}

# Kinds of documents that no page is made from, and why.
NO_PAGES = {
    "policy": "it says what the desk asks of its briefs; findings show it",
    "question": "what is asked about a brief is for the desk, and for `mujaz review`",
    "signoff": "who approved a brief is for the desk, and for `mujaz review`",
}

LANGUAGES = {"en": "English", "ar": "العربية", "fr": "Français"}
QUAY = """\
They said that it opens in May of this year. It is on the first of May again, at the quay today.
The basin is nine metres deep now.
في أول الكلام ثم قال غيره. وفي آخر الكلام ثم سكت.
"""
STRIKE = "The port was closed by the strike of the drivers.\n"
OTHERS = """\
language: en
entities:
  company: {type: organization, name: {en: Coast Company, ar: شركة الساحل}}
  agency: {type: organization, name: {en: News Agency, ar: وكالة الأنباء}}
sources:
  s1: {type: report, title: The port again}
"""
OTHER = """\
language: en
title: Another brief
published: 2024-01-01
seeds: [strike]
claims:
  - {id: x, statement: It opens in winter.}
  - {id: y, statement: It opens at last.}
"""
AGAIN = """\
language: en
title: A strike again
published: 2024-04-01
seeds: [strike]
"""


def documents() -> Documents:
    """The made documents in a site where what they refer to is there."""
    brief, glossary, record = full.made()
    town = full.with_field(glossary.entities["town"], "sources", ())  # or those of its relations would not be seen
    glossary = full.with_field(glossary, "entities", {"town": town})
    opened = full.with_field(record, "rights", Rights.FULL)
    closed = full.with_field(full.with_field(record, "translation", None), "language", "en")
    return Documents(
        (
            SeedDocument("quay", Source("seeds/quay.txt", QUAY), record.sha256, opened),
            SeedDocument("strike", Source("seeds/strike.txt", STRIKE), record.sha256, closed),
        ),
        (
            GlossaryDocument(Source("briefs/glossary/a.yml", full.GLOSSARY), glossary),
            GlossaryDocument(Source("briefs/glossary/b.yml", OTHERS), full.read(OTHERS, Glossary)),
        ),
        (
            BriefDocument("port", Source("briefs/port.yml", full.BRIEF), brief),
            BriefDocument("other", Source("briefs/other.yml", OTHER), full.read(OTHER, Brief)),
            BriefDocument("strike-again", Source("briefs/strike-again.yml", AGAIN), full.read(AGAIN, Brief)),
        ),
    )


def pages(of: Documents) -> Iterator[HtmlPage]:
    """The pages of a site as they are written; those of the brief first, on which most is shown."""
    site, _ = resolve(of)
    index = build_index(map(facts_of, site.briefs.values()), relations_of(site.entities))
    paths = ["briefs/port", "entities/harbour", "entities/town", "sources/quay", *SINGLE]
    paths += (f"briefs/{id}" for id in site.briefs)
    paths += (f"entities/{id}" for id in site.entities)
    paths += (f"tags/{id}" for id in site.tags)
    for language, words in (("fr", "en"), ("en", "en"), ("ar", "ar")):  # the interface has no words in French
        labels = load_labels(words)
        desk = desk_of(site, index, language, tuple(LANGUAGES), labels)
        for path in dict.fromkeys(paths):
            yield write_html(lay_out(compose_page(desk, path), LANGUAGES, labels), labels, Headings())


def is_shown(of: Documents, usual: list[HtmlPage]) -> bool:
    """Whether some page of a changed site is another one."""
    try:
        return any(page != before for page, before in zip(pages(of), usual, strict=True))
    except KeyError:
        return True  # of an id: what refers to it finds nothing


def variants(value: Any) -> Iterator[tuple[str, str, Any]]:
    """A part of the model with another value in one place: class and key of the place, and the part."""
    if isinstance(value, Part | Anchor):
        for name, key in keys_by_name(type(value)):
            for kind, inner_key, other in variants(getattr(value, name)):
                yield kind or type(value).__name__, inner_key or key, full.with_field(value, name, other)
            if isinstance(value, Part) and full.is_optional(value, name):
                yield type(value).__name__, key, full.with_field(value, name, None)
    elif isinstance(value, tuple) and any(isinstance(item, Part) for item in value):
        for number, item in enumerate(value):
            for kind, key, other in variants(item):
                yield kind, key, (*value[:number], other, *value[number + 1 :])
    elif isinstance(value, dict) and any(isinstance(item, Part) for item in value.values()):
        for id, item in value.items():
            for kind, key, other in variants(item):
                yield kind, key, {**value, id: other}
    elif value is not None:
        for mutation in full.mutations(value):
            yield "", "", mutation.document


def changed_sites(of: Documents) -> Iterator[tuple[str, str, Documents]]:
    brief, glossary, seed = of.briefs[0], of.glossaries[0], of.seeds[0]
    for kind, key, other in variants(brief.brief):
        yield kind, key, replace(of, briefs=(replace(brief, brief=other), *of.briefs[1:]))
    for kind, key, other in variants(glossary.glossary):
        yield kind, key, replace(of, glossaries=(replace(glossary, glossary=other), *of.glossaries[1:]))
    for kind, key, other in variants(seed.record):
        yield kind, key, replace(of, seeds=(replace(seed, record=other), *of.seeds[1:]))


def test_the_made_documents_fit_together() -> None:
    """Otherwise something would be left out. What is wrong with them is that each was made for itself."""
    _, findings = resolve(documents())
    wrong = [each.message for each in findings if each.rule.severity == "error"]
    assert wrong == ["the source `s1` is defined twice", "`town` is related to itself"]


def test_each_kind_of_document_is_shown_or_says_why_not() -> None:
    shown = {name for name, kind in DOCUMENTS.items() if kind in (Brief, Glossary, SeedRecord)}
    assert set(DOCUMENTS) - shown == set(NO_PAGES)


def test_each_field_is_shown_or_says_why_not() -> None:
    made = documents()
    usual = list(pages(made))
    seen, tried = set[tuple[str, str]](), set[tuple[str, str]]()
    for kind, key, other in changed_sites(made):
        tried.add((kind, key))
        if (kind, key) not in seen and is_shown(other, usual):
            seen.add((kind, key))
    assert tried - seen == set(NOT_SHOWN)
