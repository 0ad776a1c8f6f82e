"""The documents of a site: which there are, and each decoded from its files as it is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace as part_replace
from typing import Any, TypeVar

from msgspec.structs import replace

from mujaz.engine.inventory import Inventory
from mujaz.model import Brief, Entity, Glossary, SeedRecord
from mujaz.model.documents import BriefDocument, Documents, Files, GlossaryDocument, LeftOut, SeedDocument, SeedFiles
from mujaz.model.values import ID_PATTERN
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span

Document = SeedDocument | GlossaryDocument | BriefDocument
T = TypeVar("T")
D = TypeVar("D", Brief, Glossary, SeedRecord)
Decoded = tuple[T | None, list[Diagnostic]]
"""A document, or None where it has errors, and what is wrong with it."""


class Shelf:
    """The documents of a site, as `seed/<id>`, `glossary/<file>` and `brief/<id>`.

    Args:
        inventory: the files of the site.
    """

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        listing, readable = inventory.listing, inventory.digests
        pairs = {
            id: (listing.texts.get(id), listing.records.get(id)) for id in sorted({*listing.texts, *listing.records})
        }
        self._seeds = {id: pair for id, pair in pairs.items() if all(name is None or name in readable for name in pair)}
        self._withheld = {
            id: (text, record)
            for id, (text, record) in listing.withheld.items()
            if text is not None and record is not None and text in readable and record in readable
        }
        self._known: dict[str, Decoded[Any]] = {}

    def items(self, *kinds: str) -> dict[str, bytes]:
        """The documents of some kinds, or all, with digests of what they are read from."""
        digests, listing = self._inventory.digests, self._inventory.listing
        items: dict[str, bytes] = {}
        if not kinds or "seed" in kinds:
            for id, names in self._seeds.items():
                items[f"seed/{id}"] = " ".join(digests[name] if name else "-" for name in names).encode()
        without, otherwise = self._inventory.without, self._inventory.without.digest
        if not kinds or "glossary" in kinds:
            for name in listing.glossaries:
                if name in digests:
                    items[f"glossary/{name}"] = digests[name].encode() + otherwise
        if not kinds or "brief" in kinds:
            for id, name in listing.briefs.items():
                if name in digests:
                    items[f"brief/{id}"] = digests[name].encode() + (otherwise if id in without.relating else b"")
        return items

    @property
    def withheld(self) -> dict[str, bytes]:
        """The seeds that are left out of the site, with digests of what they are read from."""
        digests = self._inventory.digests
        return {id: " ".join(digests[name] for name in names).encode() for id, names in self._withheld.items()}

    def withheld_seed(self, id: str) -> SeedDocument | None:
        """A seed that is left out of the site; None where it has errors.

        Raises:
            MovedError: as `decoded`.
        """
        text, record = self._withheld[id]
        source, digests = self._inventory.source, self._inventory.digests
        return decode_seed(id, SeedFiles(source(text), digests[text], source(record)))[0]

    def decoded(self, name: str) -> Decoded[Any]:
        """One of the documents, from its files.

        Raises:
            MovedError: a file is no longer what it was when the inventory was taken.
        """
        kind, _, id = name.partition("/")
        source, digests = self._inventory.source, self._inventory.digests
        without = self._inventory.without
        if kind == "glossary":
            glossary, findings = decode_glossary(source(id))
            if glossary and id in without.held.parts:
                glossary = _glossary_as_before(glossary, without.held.parts[id])
            return (_glossary_without(glossary, without) if glossary and without.digest else glossary), findings
        if kind == "brief":
            brief, findings = decode_brief(id, source(self._inventory.listing.briefs[id]))
            return (_brief_without(brief, without) if brief and id in without.relating else brief), findings
        text, record = self._seeds[id]
        if text is None or record is None:
            return None, [_half_a_seed(id, source(text or record or ""), text is not None)]
        return decode_seed(id, SeedFiles(source(text), digests[text], source(record)))

    def document(self, name: str) -> Document | None:
        """One of the documents, or None where it has errors; kept for callers that come again.

        Raises:
            MovedError: as `decoded`.
        """
        if name not in self._known:
            self._known[name] = self.decoded(name)
        return self._known[name][0]

    def documents(self, *kinds: str) -> Documents:
        """The documents of some kinds, or all; none of them has errors.

        Raises:
            MovedError: as `decoded`.
        """
        found: dict[str, list[Any]] = {"seed": [], "glossary": [], "brief": []}
        for name in self.items(*kinds):
            found[name.partition("/")[0]].append(self.document(name))
        return Documents(*map(tuple, found.values()))


def _glossary_as_before(document: GlossaryDocument, parts: Mapping[str, tuple[str, bytes]]) -> GlossaryDocument:
    """A file of the glossary of which some parts say what they said before.

    Args:
        document: the file as it is.
        parts: by name, the file that had each, and what that held.
    """
    files = {
        file: decode_glossary(Source(file[0], file[1].decode().removeprefix("\ufeff")))[0] for file in parts.values()
    }
    glossary = document.glossary
    found: dict[str, dict[str, Any]] = {
        "entity": dict(glossary.entities),
        "publication": dict(glossary.sources),
        "tag": dict(glossary.tags),
    }
    for name, file in parts.items():
        kind, _, id = name.partition("/")
        before = files[file]
        assert before is not None  # what it said was read from that file
        then = {"entity": before.glossary.entities, "publication": before.glossary.sources, "tag": before.glossary.tags}
        found[kind][id] = then[kind][id]
    as_before = part_replace(glossary, entities=found["entity"], sources=found["publication"], tags=found["tag"])
    return replace(document, glossary=as_before)


def _glossary_without(document: GlossaryDocument, without: LeftOut) -> GlossaryDocument:
    """A file of the glossary without entities and tags that are left out, and without relations to them."""
    glossary = document.glossary
    kept = {id: entity for id, entity in glossary.entities.items() if id not in without.entities}
    tags = {id: label for id, label in glossary.tags.items() if id not in without.tags}
    return replace(document, glossary=part_replace(glossary, entities=_related(kept, without), tags=tags))


def _brief_without(document: BriefDocument, without: LeftOut) -> BriefDocument:
    """A brief whose own entities have no relations to entities that are left out."""
    brief = document.brief
    return replace(document, brief=part_replace(brief, entities=_related(brief.entities, without)))


def _related(entities: Mapping[str, Entity], without: LeftOut) -> dict[str, Entity]:
    found = {}
    for id, entity in entities.items():
        relations = tuple(relation for relation in entity.relations if relation.to.id not in without.entities)
        found[id] = entity if len(relations) == len(entity.relations) else part_replace(entity, relations=relations)
    return found


def decode_files(files: Files) -> tuple[Documents, list[Diagnostic]]:
    """Texts to documents. One with errors is missing from the result, and so is a seed of which a file is."""
    findings: list[Diagnostic] = []

    def sound(decoded: Decoded[T]) -> tuple[T, ...]:
        document, faults = decoded
        findings.extend(faults)
        return () if document is None else (document,)

    whole = {id: pair for id, pair in files.seeds.items() if pair.text is not None and pair.record is not None}
    seeds = [seed for id, pair in whole.items() for seed in sound(decode_seed(id, pair))]
    glossaries = [glossary for source in files.glossaries for glossary in sound(decode_glossary(source))]
    briefs = [brief for id, source in files.briefs.items() for brief in sound(decode_brief(id, source))]
    return Documents(tuple(seeds), tuple(glossaries), tuple(briefs)), findings


def decode_seed(id: str, files: SeedFiles) -> Decoded[SeedDocument]:
    """A seed from its text and its record, both of which are there."""
    assert files.text is not None
    assert files.record is not None
    findings = check_id(id, files.record, "seeds/")
    record, faults = _decode(files.record, SeedRecord)
    return (None if record is None else SeedDocument(id, files.text, files.sha256, record)), [*findings, *faults]


def decode_glossary(source: Source) -> Decoded[GlossaryDocument]:
    """A file of the glossary."""
    glossary, findings = _decode(source, Glossary)
    return (None if glossary is None else GlossaryDocument(source, glossary)), findings


def decode_brief(id: str, source: Source) -> Decoded[BriefDocument]:
    """A brief."""
    findings = check_id(id, source, "briefs/")
    brief, faults = _decode(source, Brief)
    return (None if brief is None else BriefDocument(id, source, brief)), [*findings, *faults]


def _decode(source: Source, kind: type[D]) -> Decoded[D]:
    from mujaz.model.decode import decode  # late: YAML is slow to import, and most runs read few files

    return decode(source, kind)


def check_id(id: str, source: Source, folder: str) -> list[Diagnostic]:
    """Findings on an id that a file's path gives; briefs, but not seeds, may stand in sub-folders."""
    parts = id.split("/") if folder == "briefs/" else [id]
    if id == "index":
        help = "rename the file: in every language a page of this name lists all the others"
    elif folder == "seeds/" and "/" in id:
        help = "move the file: seeds stand in `seeds/` itself"
    elif not all(re.fullmatch(ID_PATTERN, part) for part in parts):
        help = "rename the file: ASCII lower-case letters and digits, words joined by single hyphens"
    else:
        return []
    return [rules.INVALID_ID.at(Span(source, 0, 0), f"the file's name gives the id `{id}`", help)]


def _half_a_seed(id: str, source: Source, is_text: bool) -> Diagnostic:
    if is_text:
        help = f"write seeds/{id}.yml, or import the article again with `mujaz add`"
        return rules.MISSING_RECORD.at(Span(source, 0, 0), f"the seed `{id}` has no record", help)
    help = f"put the article's text into seeds/{id}.txt, or delete the record"
    return rules.MISSING_SEED_TEXT.at(Span(source, 0, 0), f"the seed `{id}` has no text", help)
