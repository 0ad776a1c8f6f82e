"""Proposals for a brief that exists: only what it has not yet, as comments in its file, and nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count, repeat

from msgspec import Struct
from msgspec.structs import replace

from mujaz.model import Brief
from mujaz.model.decode import decode
from mujaz.model.documents import BriefDocument, Documents
from mujaz.resolve.anchor import Range
from mujaz.resolve.anchors import resolve_anchors
from mujaz.resolve.ids import collect_ids
from mujaz.resolve.seeds import resolve_seeds
from mujaz.scaffold.days import dates_in
from mujaz.scaffold.edits import Edit, edited, lines_behind
from mujaz.scaffold.glossary import last_line
from mujaz.scaffold.items import Item, claim_items, entity_items, event_items, mention_items
from mujaz.scaffold.names import propose_names
from mujaz.scaffold.new import (
    BEYOND_HEAD,
    CLAIMS_HEAD,
    ENTITIES_HEAD,
    EVENTS_HEAD,
    MENTIONS_HEAD,
    divided,
    publishers,
    read_seeds,
)
from mujaz.scaffold.plan import RefusedError
from mujaz.scaffold.reading import said_in
from mujaz.scaffold.rename import Changes
from mujaz.scaffold.sayers import overlap
from mujaz.syntax.diagnostics import Diagnostic, has_errors
from mujaz.syntax.located import LocatedDict
from mujaz.syntax.source import Source
from mujaz.syntax.yamlnodes import read_yaml
from mujaz.text.fold import fold

_SAME = 0.5  # share of the longer of two quotes that both have


class Proposed(Struct, frozen=True):
    """What is proposed for a brief.

    Attributes:
        changes: of its file.
        counts: how many, by kind.
    """

    changes: Changes
    counts: dict[str, int]


def plan_proposals(document: BriefDocument, documents: Documents) -> tuple[Proposed | None, list[Diagnostic]]:
    """The file of a brief with what is not in it yet, as comments behind the list that each would be part of.

    What is there as an entity, a decision, a claim or an event, or as a comment of an earlier run, is not proposed.

    Returns:
        what is proposed, or None where a seed is not the text that was imported; and the findings on the seeds.

    Raises:
        RefusedError: the brief is written between braces.
    """
    brief = document.brief
    seed_ids = [ref.id for ref in brief.seeds]
    readings, findings = read_seeds(seed_ids, documents)
    if has_errors(findings):
        return None, findings
    source = document.source
    top, _ = read_yaml(source)
    if not isinstance(top, LocatedDict) or source.text[top.span.start : top.span.start + 1] == "{":
        raise RefusedError(f"{source.name} is written between braces", "write it as lines; `mujaz fmt` shows how")
    places = _places(brief, documents)
    ids, _ = collect_ids(documents)
    claims = claim_items(readings, brief.language, repeat("?"), publishers(readings, documents))
    groups = {
        "entities": _new(entity_items(readings, ids.entities), source, ()),
        "mentions": _new(mention_items(readings), source, places["mentions"], touching=True),
        "timeline": _new(event_items(readings, brief.language), source, places["timeline"], touching=True),
        "claims": _numbered(_new(claims, source, places["claims"]), _claim_ids(brief, source.text)),
    }
    counts = {key: len(items) for key, items in groups.items() if items}
    edits = [edit for key, items in groups.items() if items for edit in _edits(source, top, key, items)]
    if not edits:
        return Proposed(Changes({}), counts), findings
    text = edited(source.text, edits)
    after, _ = decode(Source(source.name, text), Brief)
    assert after is not None, "comments make no brief unreadable"
    assert [each.id.id for each in after.claims] == [each.id.id for each in brief.claims]
    return Proposed(Changes({source.name: tuple(edits)}), counts), findings


def _numbered(claims: Sequence[Item], taken: set[str]) -> list[Item]:
    """Claims with the first ids that are free."""
    ids = (id for id in (f"c{number}" for number in count(1)) if id not in taken)
    return [replace(claim, text=claim.text.replace("id: ?", f"id: {next(ids)}", 1)) for claim in claims]


def _claim_ids(brief: Brief, text: str) -> set[str]:
    written = re.findall(r"(?m)^[# ]*- id: (c\d+)\s*$", text)
    return {*written, *(each.id.id for each in brief.annotations if hasattr(each, "id"))}


def _places(brief: Brief, documents: Documents) -> dict[str, list[tuple[str, Range]]]:
    """What a brief quotes, by the list that quotes it."""
    seeds, _ = resolve_seeds(seed for seed in documents.seeds if seed.id in {ref.id for ref in brief.seeds})
    targets, _ = resolve_anchors(brief, seeds)
    found: dict[str, list[tuple[str, Range]]] = {}
    for key, parts in (("mentions", brief.mentions), ("claims", brief.claims), ("timeline", brief.timeline)):
        here = [targets.get(part.at.exact_span) for part in parts if part.at is not None]
        found[key] = [(each.seed, (each.span.start, each.span.end)) for each in here if each is not None]
    return found


def _new(
    items: Iterable[Item], source: Source, known: Sequence[tuple[str, Range]], *, touching: bool = False
) -> list[Item]:
    """The proposals that a brief has neither in force nor as comments."""

    def is_known(item: Item) -> bool:
        if _comment(item.key) in comments:
            return True
        mine = [place for seed, place in known if seed == item.seed]
        if touching:
            return any(start < item.place[1] and item.place[0] < end for start, end in mine)
        return any(overlap(place, item.place) >= _SAME for place in mine)

    comments = "\n".join(_comment(line) for line in source.text.splitlines() if line.lstrip().startswith("#"))
    return [item for item in items if not is_known(item)]


def _comment(lines: str) -> str:
    """Comments without their marks and white space, to be compared."""
    return "\n".join(line.strip().lstrip("#").strip() for line in lines.strip().splitlines())


_HEADS = {
    "entities": ENTITIES_HEAD,
    "mentions": MENTIONS_HEAD,
    "timeline": EVENTS_HEAD,
    "claims": CLAIMS_HEAD.replace(" and the [] below", ""),
}


def _edits(source: Source, top: LocatedDict, key: str, items: Sequence[Item]) -> Iterator[Edit]:
    within, beyond = divided(items)
    lines = [*_HEADS[key].splitlines(), *([] if key in top else [f"# {key}:"]), *within.splitlines()]
    if beyond:
        lines += [*BEYOND_HEAD.splitlines(), *beyond.splitlines()]
    if key in top:
        place = _behind_comments(source, last_line(source, top[key]))
        yield lines_behind(source, place, lines)
    else:
        place = max(len(source.text.rstrip()) - 1, 0)
        yield lines_behind(source, place, ["", *lines])


def _behind_comments(source: Source, place: int) -> int:
    """A place in the last of the comments that stand, indented or as proposals, right behind a line."""
    while True:
        end = source.text.find("\n", place)
        if end < 0:
            return place
        line = source.text[end + 1 :].partition("\n")[0]
        if not re.match(r"\s+#|#  ", line):
            return place
        place = end + 1


class Found(Struct, frozen=True):
    """What is proposed of a text that is no seed of a site, with an empty glossary.

    Attributes:
        names: places, each with the type of the entity, or `nationality`.
        claims: places, each with what its speaker is called; empty where nobody is proposed.
        dates: places, each with the date as EDTF.
    """

    names: tuple[tuple[Range, str], ...]
    claims: tuple[tuple[Range, str], ...]
    dates: tuple[tuple[Range, str], ...]


def read_text(text: str, language: str, published: str) -> Found:
    """Read a text as a seed is read.

    Args:
        text: the article.
        language: its BCP 47 tag.
        published: its day, ISO 8601.
    """
    folded = fold(text)
    names = propose_names(folded, ())
    shown = {
        each.draft.id: each.draft.names.get(language, next(iter(each.draft.names.values()))) for each in names.proposals
    }
    found = [(place, each.draft.type.value) for each in names.proposals for place in each.places]
    found += [(place, "nationality") for place, _ in names.nationalities]
    claims = [
        (said.statement.said, " / ".join(shown[id] for id in said.speakers) or said.words)
        for said in said_in(folded, (), names)
    ]
    dates = [(each.place, each.date) for each in dates_in(folded, date.fromisoformat(published))]
    return Found(tuple(sorted(found)), tuple(claims), tuple(dates))
