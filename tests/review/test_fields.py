"""Every field of the model: whatever changes, a review says so, and a sign-off no longer holds."""

from __future__ import annotations

import dataclasses
import typing
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from full import BRIEF, GLOSSARY, RECORD, Mutation, made, mutations, read
from msgspec import structs

from mujaz.model import Anchor, Brief, Entity, Glossary, Publication, SeedRecord, Text
from mujaz.model.base import Part
from mujaz.model.keys import keys_by_name
from mujaz.resolve.anchor import Target, TargetState
from mujaz.resolve.site import Seed, SeedTarget, Site, SiteBrief
from mujaz.review.changes import changes_between, text_changes
from mujaz.review.meaning import content_digest, meaning, merged
from mujaz.review.objects import Kind
from mujaz.review.words import label, one_of
from mujaz.syntax.source import Source
from mujaz.text.fold import fold

BRIEF_MADE, GLOSSARY_MADE, RECORD_MADE = made()
TOWN, S2 = GLOSSARY_MADE.entities["town"], GLOSSARY_MADE.sources["s2"]
BRIEF_MERGED = merged(BRIEF_MADE)
ARTICLE = Source("seeds/quay.txt", "The port opens.")


def digest(
    brief: Brief = BRIEF_MERGED,
    record: SeedRecord = RECORD_MADE,
    town: Entity = TOWN,
    publication: Publication = S2,
    tags: Any = GLOSSARY_MADE.tags,
    article: Source = ARTICLE,
) -> str:
    """The content hash of the brief in a site that holds what it shows; its references need not lead anywhere."""

    def seed(id: str) -> Seed:
        return Seed(id, record, article, fold(article.text), False)

    place = SeedTarget("quay", Target(article.span(0, 8), TargetState.EXACT))
    entry = SiteBrief("port", brief, Source("briefs/port.yml", ""), ("en",), defaultdict(lambda: place), ())
    seeds = {ref.id: seed(ref.id) for ref in brief.seeds}
    elsewhere = {"s1": publication}
    site = Site(
        seeds,
        {id: seed.record for id, seed in seeds.items()},
        defaultdict(lambda: TOWN, {"town": town}),
        {"port": entry},
        defaultdict(lambda: S2, {**elsewhere, "s2": publication}),
        defaultdict(lambda: tags["trade"], tags),
    )
    return content_digest(entry, site)


UNCHANGED = digest()


def fields_of(kind: type[Any]) -> Iterator[tuple[str, str]]:
    """All fields of a class of the model and of what is below it."""
    for hint in typing.get_type_hints(kind).values():
        for inner in (
            hint,
            *typing.get_args(hint),
            *(deep for arm in typing.get_args(hint) for deep in typing.get_args(arm)),
        ):
            if isinstance(inner, type) and issubclass(inner, Part) and inner is not kind:
                yield from fields_of(inner)
    yield from ((kind.__name__, key) for _, key in keys_by_name(kind))


def given(value: Any) -> Iterator[tuple[str, str]]:
    """All fields that a document has values for."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from given(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from given(inner)
    elif isinstance(value, Part):
        for name, key in keys_by_name(type(value)):
            inner = getattr(value, name)
            if inner not in (None, (), {}):
                yield type(value).__name__, key
                yield from given(inner)


@pytest.mark.parametrize(("document", "kind"), [*zip(made(), (Brief, Glossary, SeedRecord), strict=True)])
def test_the_made_documents_have_a_value_for_every_key(document: Any, kind: type[Any]) -> None:
    assert set(given(document)) == set(fields_of(kind))


def named(mutation: Mutation, before: Any, after: Any) -> None:
    """The review of a mutation names the key, and has the value before and the one after."""
    assert meaning(before) != meaning(after)
    changes = changes_between(before, after)
    where = [
        step for step in mutation.path if step not in ("at", "exact", "und")
    ]  # a text whose language nothing tells has its key alone
    assert changes, mutation.path
    here = [change for change in changes if change.path[:1] == mutation.path[:1]]
    assert here
    for change in changes:
        assert change.words
        assert change.span is not None
        assert change.before != change.after
        assert (change.kind is Kind.ADDED) == (change.before is None)
        assert (change.kind is Kind.REMOVED) == (change.after is None)
    said = " ".join(change.words for change in here)
    last = next((step for step in reversed(where) if not step.isdigit()), "")
    known = {last, label(last), one_of(last), {"entity": "→"}.get(last, last)}
    assert any(word in said for word in known), (mutation.path, said)


MERGED = list(mutations(BRIEF_MERGED))
# The id of a translated note or claim is its key: it is another one only where the entry is.
UNMERGED = [
    mutation for mutation in mutations(BRIEF_MADE) if mutation.path[0] == "translations" and mutation.path[-1] != "id"
]


@pytest.mark.parametrize("mutation", MERGED, ids=lambda mutation: mutation.id)
def test_each_field_of_a_brief(mutation: Mutation) -> None:
    named(mutation, BRIEF_MERGED, mutation.document)
    assert digest(mutation.document) != UNCHANGED


@pytest.mark.parametrize("mutation", UNMERGED, ids=lambda mutation: mutation.id)
def test_each_translation(mutation: Mutation) -> None:
    after = merged(mutation.document)
    changes = changes_between(BRIEF_MERGED, after)
    assert [change.path[-1] for change in changes] == ["fr"] * len(changes)
    assert changes
    assert all("(fr)" in change.words for change in changes)
    assert digest(after) != UNCHANGED


@pytest.mark.parametrize("mutation", [*mutations(RECORD_MADE)], ids=lambda mutation: mutation.id)
def test_each_field_of_a_record(mutation: Mutation) -> None:
    named(mutation, RECORD_MADE, mutation.document)
    assert digest(record=mutation.document) != UNCHANGED


@pytest.mark.parametrize("mutation", [*mutations(TOWN)], ids=lambda mutation: mutation.id)
def test_each_field_of_an_entity(mutation: Mutation) -> None:
    named(mutation, TOWN, mutation.document)
    assert digest(town=mutation.document) != UNCHANGED


@pytest.mark.parametrize("mutation", [*mutations(S2)], ids=lambda mutation: mutation.id)
def test_each_field_of_a_publication(mutation: Mutation) -> None:
    named(mutation, S2, mutation.document)
    assert digest(publication=mutation.document) != UNCHANGED


def test_the_label_of_a_tag() -> None:
    label = GLOSSARY_MADE.tags["trade"]
    other = Text((structs.replace(label.first, text="Commerce"), *label.phrases[1:]))
    (change,) = text_changes("label", label, other)
    assert change.words == "label (en) Trade → Commerce"
    assert change.path == ("label", "en")
    assert digest(tags={**GLOSSARY_MADE.tags, "trade": other}) != UNCHANGED


def test_the_text_of_a_seed() -> None:
    assert digest(article=Source("seeds/quay.txt", "The port opens!")) != UNCHANGED


# What is no change of meaning.

SAME = {
    "comments": BRIEF.replace("\nstatus:", "\n# it was a draft until Monday\nstatus:"),
    "order of keys": BRIEF.replace("status: published\n", "").replace("\nseeds:", "\nstatus: published\nseeds:"),
    "order of languages": BRIEF.replace(
        "{en: How deep, ar: العمق}",
        "{ar: العمق, en: How deep}",
    ),
    "quoting": BRIEF.replace("status: published", 'status: "published"').replace("[s1, s2]", "['s1', \"s2\"]"),
    "flow": BRIEF.replace("seeds: [quay, strike]", "seeds:\n  - quay\n  - strike"),
    "folding": BRIEF.replace(
        "body: {en: Ships of that size need nine metres., ar: تحتاج السفن تسعة أمتار.}",
        "body:\n      en: >-\n        Ships of that size\n        need nine metres.\n      ar: تحتاج السفن تسعة أمتار.",
    ),
    "folding of Markdown": BRIEF.replace(
        "body: {en: Ships of that size need nine metres., ar: تحتاج السفن تسعة أمتار.}",
        "body:\n      en: |\n        Ships of that size\n        need nine metres.\n\n      ar: تحتاج السفن"
        " تسعة أمتار.",
    ),
    "a translation beside the original": BRIEF.replace("    title: Un port rouvre\n", "    title: Un port rouvre\n")
    .replace("{en: How deep, ar: العمق}", "{en: How deep, ar: العمق, fr: La profondeur}")
    .replace("{title: La profondeur, body: Il faut neuf mètres.}", "{body: Il faut neuf mètres.}"),
    "a quote over two lines": BRIEF.replace("exact: nine metres deep", 'exact: "nine metres\n      deep"'),
}


@pytest.mark.parametrize("what", SAME)
def test_what_says_the_same_is_no_change(what: str) -> None:
    assert SAME[what] != BRIEF
    after = merged(read(SAME[what], Brief))
    assert changes_between(BRIEF_MERGED, after) == ()
    assert digest(after) == UNCHANGED


def test_documents_are_read_the_same_again() -> None:
    for text, kind, document in ((RECORD, SeedRecord, RECORD_MADE), (GLOSSARY, Glossary, GLOSSARY_MADE)):
        again = read(f"# a comment\n{text}", kind)
        assert meaning(again) == meaning(document)
        assert changes_between(document, again) == ()


def test_an_anchor_has_words_of_its_own() -> None:
    before = BRIEF_MERGED.notes[0]
    assert isinstance(before.at, Anchor)
    after = dataclasses.replace(before, at=None)
    (change,) = changes_between(before, after)
    assert change.words == "quote «\u2068nine metres deep\u2069» removed"
