"""Another id for something that a site has, wherever that is written: decided before anything is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from mujaz.model import Claim, Entity, Note, Publication
from mujaz.model.base import Part
from mujaz.model.documents import BriefDocument
from mujaz.model.values import ID_PATTERN, Ref
from mujaz.resolve.ids import duplicate
from mujaz.resolve.uses import DEFINITIONS, Address, Kind, Role, Use
from mujaz.scaffold.edits import (
    Edit,
    add_item,
    edited,
    insert_entry,
    lines_behind,
    remove_item,
    with_new_id,
    without_lines,
)
from mujaz.scaffold.ids import Written
from mujaz.scaffold.links import links_to, moved_link
from mujaz.scaffold.plan import RefusedError
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.located import LocatedDict, key_span
from mujaz.syntax.source import Source, Span
from mujaz.syntax.yamlnodes import read_yaml

_FIRST_KEYS: Mapping[Kind, str] = {
    Kind.BRIEF: "language",
    Kind.SEED: "language",
    Kind.ENTITY: "type",
    Kind.SOURCE: "type",
    Kind.NOTE: "id",
    Kind.CLAIM: "id",
}
"""The key behind which ids of before are written."""
_IN_BRIEFS = (Kind.NOTE, Kind.CLAIM, Kind.SOURCE)
_RESERVED_FOLDERS = ("glossary", "reviews")


class Changes(Struct, frozen=True):
    """What becomes of the files of a site.

    Attributes:
        edits: of each file, by its path as it is.
        moves: files that get another path, by the one that they have.
        notes: what a person should know, each one line; lower case, no final stop.
    """

    edits: Mapping[str, tuple[Edit, ...]]
    moves: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()

    def texts(self) -> dict[str, tuple[str, str]]:
        """Of each file that is edited: its text before and after."""
        found = {}
        for path, edits in self.edits.items():
            before = edits[0].span.source.text
            found[path] = before, edited(before, edits)
        return found


def gathered(edits: Iterable[Edit], moves: Mapping[str, str] | None = None, notes: Iterable[str] = ()) -> Changes:
    """Edits by their files; one that is given twice is made once."""
    by_file: dict[str, list[Edit]] = {}
    for edit in dict.fromkeys(edits):
        by_file.setdefault(edit.span.source.name, []).append(edit)
    return Changes({path: tuple(found) for path, found in sorted(by_file.items())}, moves or {}, tuple(notes))


def new_address(old: Address, asked: str) -> Address:
    """What something is to be called.

    Args:
        old: what it is called.
        asked: an id, alone or as `Written.find` takes it.

    Raises:
        RefusedError: it is no id for such a thing, or what is asked for is of another kind or in another brief.
    """
    prefix = f"{old.kind}/"
    id = asked.removeprefix(prefix)
    if old.brief:
        for place in (f"{old.brief}#", f"brief/{old.brief}/{old.kind}/"):
            id = id.removeprefix(place)
    parts = id.split("/") if old.kind is Kind.BRIEF else [id]
    if not all(re.fullmatch(ID_PATTERN, part) for part in parts):
        help = f"an id is ASCII lower-case letters and digits, its words joined by single hyphens; this is a {old.kind}"
        raise RefusedError(f"`{asked}` is no id for `{old}`", help)
    if not old.brief and (id == "index" or (old.kind is Kind.BRIEF and parts[0] in _RESERVED_FOLDERS)):
        raise RefusedError(f"`{id}` is kept for mujaz itself", "choose another id")
    return Address(old.kind, id, old.brief)


def plan_rename(written: Written, old: Address, new: Address) -> tuple[Changes | None, list[Diagnostic]]:
    """Give something another id, wherever it is referred to, and keep the one that it has as one of before.

    Where it is given back the id that it had last, that is undone: nothing is kept of the other.

    Args:
        written: the files of the site.
        old: what it is called.
        new: what it is to be called.

    Returns:
        the changes, or None where something else has, or had, the id; the findings that say so.
    """
    if old == new:
        return gathered(()), []
    former = _former(written, old)
    if findings := _conflicts(written, old, new):
        return None, findings
    is_undone = bool(former) and former[-1].address == new
    is_last = bool(old.brief)
    edits = [with_new_id(use.span, old.id, new.id, last=is_last) for use in _written_uses(written, old)]
    kept = _kept(written, old, new, former, is_undone)
    gone = [each.span for each in kept if not each.text]
    edits = [each for each in edits if not any(_holds(span, each.span) for span in gone)] + kept
    edits += [moved_link(written, link, old, new) for link in links_to(written, old)]
    notes = [f"`{old.id}` is not kept as an id of before, since this takes a rename back"] if is_undone else []
    return gathered(edits, _moves(old, new), notes), []


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source.name == inner.source.name and outer.start <= inner.start and inner.end <= outer.end


def _written_uses(written: Written, address: Address) -> list[Use]:
    """The places where an id is written, in place of the file's name, and does not tell what was before."""
    return [use for use in written.of(address) if use.role is not Role.FORMER and use.span.end > use.span.start]


def _former(written: Written, address: Address) -> list[Use]:
    """The ids of before that something keeps, the first one first."""
    if address.kind is Kind.TAG:
        owners = {each.span.source.name: each for each in written.of(address) if each.role is Role.REFERENCE}
        return [
            use
            for document in written.documents.glossaries
            for id, ref in document.glossary.former_tags.items()
            if ref.id == address.id and document.source.name in owners
            for use in written.of(Address(Kind.TAG, id))
            if use.role is Role.FORMER and use.span.source is document.source
        ]
    _, part = _part_of(written, address)
    return [
        Use(Address(address.kind, ref.id, address.brief), Role.FORMER, ref.span)
        for ref in getattr(part, "former_ids", ())
    ]


def _part_of(written: Written, address: Address) -> tuple[Source, Part]:
    """What has an id, and its file."""
    for seed in written.documents.seeds:
        if address == Address(Kind.SEED, seed.id):
            return seed.record.span.source, seed.record
    for brief in written.documents.briefs:
        if address == Address(Kind.BRIEF, brief.id):
            return brief.source, brief.brief
        for part in _parts(brief):
            home = "" if type(part).__name__ == "Entity" else brief.id
            if (address.brief, address.id) == (home, part.id.id) and _kind(part) is address.kind:
                return brief.source, part
    for glossary in written.documents.glossaries:
        shared = glossary.glossary.entities if address.kind is Kind.ENTITY else glossary.glossary.sources
        if not address.brief and address.kind in (Kind.ENTITY, Kind.SOURCE) and address.id in shared:
            return glossary.source, shared[address.id]
        if address.kind is Kind.TAG and address.id in glossary.glossary.tags:
            return glossary.source, glossary.glossary
    raise AssertionError(f"{address} is not defined")


def _parts(document: BriefDocument) -> list[Note | Claim | Entity | Publication]:
    brief = document.brief
    return [*brief.notes, *brief.claims, *brief.entities.values(), *brief.sources.values()]


def _kept(written: Written, old: Address, new: Address, former: list[Use], is_undone: bool) -> list[Edit]:
    """The edits that keep an id as one of before, or take the last one away."""
    source, part = _part_of(written, old)
    if old.kind is Kind.TAG:
        return [_kept_tag(source, part, old, new, former, is_undone)]
    refs = [Ref(use.address.id, use.span) for use in former]
    if is_undone:
        return [remove_item(source, part, "former_ids", refs)]
    if refs:
        return [add_item(source, refs, old.id)]
    return [insert_entry(source, part, _FIRST_KEYS[old.kind], "former_ids", [f"- {old.id}"], f"[{old.id}]")]


def _kept_tag(source: Source, part: Part, old: Address, new: Address, former: list[Use], is_undone: bool) -> Edit:
    mapping, _ = read_yaml(source)
    assert mapping is not None
    tags: LocatedDict = mapping.get("former_tags") or LocatedDict(mapping.span, None)
    if not is_undone:
        if not tags:
            entry = f"{old.id}: {new.id}"
            return insert_entry(source, part, "language", "former_tags", [entry], f"{{{entry}}}")
        last = list(tags)[-1]
        start, end = key_span(tags, last).start, tags[last].span.end
        if source.text[tags.span.start] == "{":
            return Edit(Span(source, end, end), f", {old.id}: {new.id}")
        indent = " " * (start - source.text.rfind("\n", 0, start) - 1)
        return lines_behind(source, end, [f"{indent}{old.id}: {new.id}"])
    key = former[-1].address.id
    keys = list(tags)
    if len(keys) == 1:
        if source.text[part.span.start] == "{":
            before = list(mapping)[list(mapping).index("former_tags") - 1]
            return Edit(Span(source, mapping[before].span.end, tags.span.end), "")
        return without_lines(source, key_span(mapping, "former_tags").start, tags[key].span.end)
    if source.text[tags.span.start] == "{":
        number = keys.index(key)
        if number:
            return Edit(Span(source, tags[keys[number - 1]].span.end, tags[key].span.end), "")
        return Edit(Span(source, key_span(tags, key).start, key_span(tags, keys[1]).start), "")
    return without_lines(source, key_span(tags, key).start, tags[key].span.end)


def _conflicts(written: Written, old: Address, new: Address) -> list[Diagnostic]:
    """Findings where something else has, or had, an id."""
    here = next(use.span for use in written.of(old) if use.role is Role.DEFINED)
    found = []
    for use in written.uses:
        if use.role is Role.REFERENCE or use.address.id != new.id or not _share_a_name_space(use.address, new):
            continue
        if use.role is Role.DEFINED:
            found.append(duplicate(str(new.kind), new.id, here, use.span))
        elif not _is_own(written, use, old):
            help = "choose another id: those of before lead readers of old links"
            label = Label(use.span, "kept here")
            found.append(rules.CONTESTED_ID.at(here, f"`{new.id}` is an id of before of something else", help, [label]))
    return found


def _share_a_name_space(one: Address, other: Address) -> bool:
    """Whether two things may not have the same id: notes, claims and sources of a brief with each other and with what
    is shared."""
    if Kind.SOURCE in (one.kind, other.kind) and "" in (one.brief, other.brief) and one.kind in _IN_BRIEFS:
        return other.kind in _IN_BRIEFS
    if one.kind in _IN_BRIEFS and other.kind in _IN_BRIEFS:
        return one.brief == other.brief
    return one.kind == other.kind


def _is_own(written: Written, use: Use, address: Address) -> bool:
    return any(each.span == use.span for each in _former(written, address))


def _moves(old: Address, new: Address) -> dict[str, str]:
    if old.kind is Kind.BRIEF:
        return {f"briefs/{old.id}.yml": f"briefs/{new.id}.yml"}
    if old.kind is Kind.SEED:
        return {f"seeds/{old.id}.{ending}": f"seeds/{new.id}.{ending}" for ending in ("txt", "yml")}
    return {}


def _kind(part: Part) -> Kind:
    return DEFINITIONS[type(part).__name__]
