"""Two entities that are one: what becomes of the files, decided before anything is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from mujaz.model import Entity, Ref, Text
from mujaz.model.base import Part
from mujaz.resolve.uses import Address, Kind, Role
from mujaz.scaffold.edits import Edit, add_item, insert_entry, lines_behind, mapping_of, without_lines
from mujaz.scaffold.ids import Written
from mujaz.scaffold.links import links_to, moved_link
from mujaz.scaffold.plan import RefusedError
from mujaz.scaffold.rename import Changes, gathered
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.located import Located, LocatedDict, LocatedList, key_span
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re

_SINGLE = ("type", "wikidata", "coordinates", "born", "died", "founded", "dissolved")
_TEXTS = ("gloss", "body")
_LISTS = ("links", "relations", "sources")
_PLAIN = lazy_re(r"[A-Za-z0-9][A-Za-z0-9_./-]*")


class _Side(Struct, frozen=True):
    """One of the two: the entity, its file, its mapping there, and the brief that defines it, if one does."""

    entity: Entity
    source: Source
    mapping: LocatedDict
    home: str

    @property
    def indent(self) -> int:
        """The column of its keys."""
        start = self.mapping.span.start
        return start - self.source.text.rfind("\n", 0, start) - 1

    def end_of(self, key: str) -> int:
        """The end of what the value of a key says, without line ends behind it."""
        span = self.mapping[key].span
        return int(span.start + len(span.text.rstrip()))


def plan_merge(written: Written, gone: Address, kept: Address) -> tuple[Changes | None, list[Diagnostic]]:
    """Make one entity of two: all that refers to the first refers to the second, which gets what only the first said.

    Names and aliases of the first become aliases of the second. Where both say something and not the same, nothing is
    changed.

    Args:
        written: the files of the site.
        gone: the entity that is no more; its id leads to the other.
        kept: the entity that stays.

    Returns:
        the changes, or None where the two contradict each other; the findings that say so.

    Raises:
        RefusedError: one of them is no entity, or is not written one key a line; or they are the same.
    """
    for address in (gone, kept):
        if address.kind is not Kind.ENTITY:
            raise RefusedError(f"`{address}` is no entity", "only entities can be merged")
    if gone == kept:
        raise RefusedError(f"`{gone}` is one entity", "name two")
    one, other = _side(written, gone.id), _side(written, kept.id)
    if findings := [*_contradictions(one, other), *_out_of_reach(written, one, other)]:
        return None, findings
    block = _block_of(one)
    edits = list(_moved_references(written, gone, kept, block))
    edits += [moved_link(written, link, gone, kept) for link in links_to(written, gone)]
    edits += _said_besides(one, other)
    edits.append(without_lines(one.source, block.start, block.end))
    return gathered(edits), []


def _side(written: Written, id: str) -> _Side:
    holders: list[tuple[Source, Any, str]] = [
        *((glossary.source, glossary.glossary, "") for glossary in written.documents.glossaries),
        *((brief.source, brief.brief, brief.id) for brief in written.documents.briefs),
    ]
    source, document, home = next(each for each in holders if id in each[1].entities)
    entity = document.entities[id]
    if "{" in (source.text[place.start] for place in (entity.span, mapping_of_document(source)["entities"].span)):
        raise RefusedError(f"`{id}` is written between braces", f"write it one key a line: `mujaz fmt {source.name}`")
    return _Side(entity, source, mapping_of(source, entity.span), home)


def _contradictions(one: _Side, other: _Side) -> Iterator[Diagnostic]:
    """Findings where both say something, and not the same, or stand in a relation to each other."""
    ids = f"`{one.entity.id.id}` and `{other.entity.id.id}`"
    for key in (*_SINGLE, *_TEXTS):
        ours, theirs = getattr(one.entity, key), getattr(other.entity, key)
        if ours is not None and theirs is not None and _differ(ours, theirs, one, other, key):
            message = f"{ids} are no one entity with two `{key}`"
            help = "decide which is right, and remove or correct the other; then merge them"
            place = Label(other.entity.place(key), "the other is here")
            yield rules.DUPLICATE_ID.at(one.entity.place(key), message, help, [place])
    for side, to in ((one, other), (other, one)):
        for relation in side.entity.relations:
            if relation.to.id == to.entity.id.id:
                help = "remove the relation if the two are one; then merge them"
                yield rules.SELF_REFERENCE.at(relation.to.span, f"{ids} would be related to itself", help)


def _differ(ours: Any, theirs: Any, one: _Side, other: _Side, key: str) -> bool:
    if isinstance(ours, Text) and isinstance(theirs, Text):
        pairs = ((phrase, theirs.in_language(phrase.language)) for phrase in ours.phrases)
        return any(found is None or found.text.split() != phrase.text.split() for phrase, found in pairs)
    if isinstance(ours, Part):
        return bool(_plain(one.mapping[key]) != _plain(other.mapping[key]))
    return str(one.mapping[key]) != str(other.mapping[key])


def _plain(value: Any) -> Any:
    if isinstance(value, LocatedDict):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, LocatedList) else str(value)


def _out_of_reach(written: Written, one: _Side, other: _Side) -> Iterator[Diagnostic]:
    """Findings on sources of a brief that the entity which stays, elsewhere, cannot cite."""
    for use in written.uses:
        inside = use.span.source.name == one.source.name and _within(use.span, one.entity.span)
        if inside and use.address.kind is not Kind.ENTITY and use.address.brief and use.address.brief != other.home:
            message = f"`{use.address.id}` is of the brief `{use.address.brief}`, and `{other.entity.id.id}` is not"
            help = "move it to a file of briefs/glossary/, so that all can refer to it; then merge them"
            yield rules.UNKNOWN_REFERENCE.at(use.span, message, help)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _block_of(side: _Side) -> Span:
    """The lines of an entity: its key, and all below it; those of `entities`, too, where it is the only one."""
    top = mapping_of_document(side.source)
    entities = top["entities"]
    start = key_span(entities, side.entity.id.id).start
    if len(entities) == 1:
        start = key_span(top, "entities").start
    last = list(side.mapping)[-1]
    return Span(side.source, start, side.end_of(last))


def mapping_of_document(source: Source) -> LocatedDict:
    """The mapping that a file is."""
    from mujaz.syntax.yamlnodes import read_yaml

    mapping, _ = read_yaml(source)
    assert mapping is not None
    return mapping


def _moved_references(written: Written, gone: Address, kept: Address, block: Span) -> Iterator[Edit]:
    """The references to the one that is no more: to the other, or none where the same list has that already."""
    doubled = dict(_doubled(written, gone.id, kept.id))
    for use in written.of(gone):
        if use.role is not Role.REFERENCE or (use.span.source is block.source and _within(use.span, block)):
            continue
        place = use.span.source.name, use.span.start
        yield doubled[place] if place in doubled else _with_id(use.span, kept.id)


def _with_id(span: Span, id: str) -> Edit:
    quote = span.text[0] if span.text[0] in "\"'" else ""
    return Edit(span, f"{quote}{id}{quote}")


def _doubled(written: Written, gone: str, kept: str) -> Iterator[tuple[tuple[str, int], Edit]]:
    """The edits that take an id from lists which have the other one, too, by the place of the id."""
    for document in written.documents.briefs:
        brief = document.brief
        lists = [note.entities for note in brief.notes] + [event.entities for event in brief.timeline]
        lists += [claim.via for claim in brief.claims]
        for refs in lists:
            ids = [ref.id for ref in refs]
            if gone in ids and kept in ids:
                number = ids.index(gone)
                span = refs[number].span
                yield (document.source.name, span.start), _without_item(document.source, refs, number)


def _without_item(source: Source, refs: Sequence[Ref], number: int) -> Edit:
    span = refs[number].span
    line = source.text[source.text.rfind("\n", 0, span.start) + 1 : span.start]
    if line.strip(" ") == "-":
        return without_lines(source, span.start, span.end)
    if number:
        return Edit(Span(source, refs[number - 1].span.end, span.end), "")
    return Edit(Span(source, span.start, refs[1].span.start), "")


def _said_besides(one: _Side, other: _Side) -> list[Edit]:
    """What the one says and the other does not."""
    edits, behind = [], []
    ids = [one.entity.id.id, *(ref.id for ref in (*one.entity.former_ids, *one.entity.merged_ids))]
    if other.entity.merged_ids:
        edits += [add_item(other.source, other.entity.merged_ids, id) for id in ids]
    else:
        items = [f"- {id}" for id in ids]
        edits.append(insert_entry(other.source, other.entity, "type", "merged_ids", items, f"[{', '.join(ids)}]"))
    for key in one.mapping:
        if key in (*_SINGLE, *_TEXTS, *_LISTS) and key not in other.mapping:
            behind += _entry(one, str(key), other.indent)
    for key in _LISTS:
        if key in one.mapping and key in other.mapping:
            known = [_plain(item) for item in other.mapping[key]]
            added = [_flow(item) for item in one.mapping[key] if _plain(item) not in known]
            edits += _added_items(other.source, other.mapping[key], added)
    aliases = _new_aliases(one.entity, other.entity)
    if "aliases" in other.mapping:
        for language, forms in aliases.items():
            if language in other.mapping["aliases"]:
                edits += _added_items(other.source, other.mapping["aliases"][language], forms)
            else:
                edits += _added_language(other, language, forms)
    elif aliases:
        behind.append(" " * other.indent + "aliases:")
        for language, forms in aliases.items():
            behind.append(" " * other.indent + f"  {language}:")
            behind += [" " * other.indent + f"    - {form}" for form in forms]
    behind += [" " * other.indent + comment for comment in _comments(one, other)]
    if behind:
        edits.append(lines_behind(other.source, other.end_of(list(other.mapping)[-1]), behind))
    return edits


def _entry(side: _Side, key: str, indent: int) -> list[str]:
    """The lines of a key and its value, in another indent."""
    start = side.source.text.rfind("\n", 0, key_span(side.mapping, key).start) + 1
    lines = side.source.text[start : side.end_of(key)].splitlines()
    return [" " * indent + line[side.indent :] if line.strip() else "" for line in lines]


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, LocatedDict):
        return f"{{{', '.join(f'{key}: {_flow(item)}' for key, item in value.items())}}}"
    if isinstance(value, LocatedList):
        return f"[{', '.join(map(_flow, value))}]"
    assert isinstance(value, Located)
    return str(value) if _PLAIN.fullmatch(value) else json.dumps(str(value), ensure_ascii=False)


def _added_items(source: Source, items: LocatedList, added: Sequence[str]) -> list[Edit]:
    if not added:
        return []
    last = items[-1].span
    end = last.start + len(last.text.rstrip())
    line_start = source.text.rfind("\n", 0, last.start) + 1
    line = source.text[line_start : last.start]
    if source.text[items.span.start] == "[":
        return [Edit(Span(source, end, end), "".join(f", {item}" for item in added))]
    return [lines_behind(source, end, [f"{line[: line.index('-')]}- {item}" for item in added])]


def _added_language(side: _Side, language: str, forms: Sequence[str]) -> list[Edit]:
    aliases = side.mapping["aliases"]
    if side.source.text[aliases.span.start] == "{":
        end = aliases.span.end - 1
        return [Edit(Span(side.source, end, end), f", {language}: [{', '.join(forms)}]")]
    start = aliases.span.start
    indent = " " * (start - side.source.text.rfind("\n", 0, start) - 1)
    lines = [f"{indent}{language}:", *(f"{indent}  - {form}" for form in forms)]
    return [lines_behind(side.source, side.end_of("aliases"), lines)]


def _new_aliases(one: Entity, other: Entity) -> dict[str, list[str]]:
    """Names and aliases of the one that the other does not have, by language, as they are written in a list."""
    known = {(phrase.language, phrase.text) for phrase in other.name.phrases}
    known |= {(language, alias.text) for language, forms in other.aliases.items() for alias in forms}
    found: dict[str, list[str]] = {}
    forms = [(phrase.language, phrase.text, False) for phrase in one.name.phrases]
    forms += [(language, alias.text, alias.weak) for language, given in one.aliases.items() for alias in given]
    for language, text, weak in forms:
        if (language, text) not in known:
            known.add((language, text))
            quoted = json.dumps(text, ensure_ascii=False)
            found.setdefault(language, []).append(f"{{text: {quoted}, weak: true}}" if weak else quoted)
    return found


def _comments(one: _Side, other: _Side) -> list[str]:
    """The comments of an entity that do not go with one of its keys to the other."""
    taken = [key for key in (*_SINGLE, *_TEXTS, *_LISTS) if key in one.mapping and key not in other.mapping]
    moved = {line.strip() for key in taken for line in _entry(one, key, 0)}
    lines = (line.strip() for line in _block_of(one).text.splitlines())
    return [line for line in lines if line.startswith("#") and line not in moved]
