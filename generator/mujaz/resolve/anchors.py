"""Anchors of a brief: each quote to its one place in a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mujaz.model import Anchor, Brief, Ref
from mujaz.resolve.anchor import place_of
from mujaz.resolve.anchor import resolve as resolve_anchor
from mujaz.resolve.ids import Hints, unknown
from mujaz.resolve.site import Seed, SeedTarget
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Span

_MOST_EXPLAINED = 20
"""Quotes of a brief that are not found, of which it is said what comes near: many more have one cause."""


def anchors_of(brief: Brief) -> Iterator[Anchor]:
    """Every anchor of a brief, in the order of the file's parts."""
    yield from (override.at for override in brief.mentions)
    yield from (part.at for part in brief.annotations if part.at is not None)


def resolve_anchors(brief: Brief, seeds: Mapping[str, Seed]) -> tuple[dict[Span, SeedTarget], list[Diagnostic]]:
    """Find the place of every anchor of a brief; those not found are findings, and missing from the result."""
    targets: dict[Span, SeedTarget] = {}
    findings: list[Diagnostic] = []
    nowhere: list[Anchor] = []
    explained = 0
    own = [ref.id for ref in brief.seeds]
    if brief.default_seed is not None:
        findings += _not_of_brief(brief.default_seed, own, seeds)
    for anchor in anchors_of(brief):
        id = brief.seed_of(anchor)
        if id is None:
            nowhere.append(anchor)
            continue
        if anchor.seed is not None:
            findings += _not_of_brief(anchor.seed, own, seeds)
        seed = seeds.get(id) if id in own else None
        if seed is None:
            continue
        target, lost = resolve_anchor(anchor, seed.source, seed.folded, seed.changed, near=explained < _MOST_EXPLAINED)
        explained += bool(lost)
        findings += lost
        if target is not None:
            targets[anchor.exact_span] = SeedTarget(seed.id, target)
    if nowhere:
        findings.append(_missing_seed(nowhere, own, seeds))
    return targets, findings


def _not_of_brief(ref: Ref, own: list[str], seeds: Mapping[str, Seed]) -> list[Diagnostic]:
    """A finding on a seed that is not among those of the brief."""
    if ref.id in own:
        return []
    if ref.id not in seeds:
        return unknown(ref, "seed", own, Hints())
    help = f"add it to `seeds` of the brief, or name one of those there: {', '.join(own)}"
    return [rules.UNKNOWN_REFERENCE.at(ref.span, f"the seed `{ref.id}` is not one of this brief", help)]


def _missing_seed(anchors: list[Anchor], own: list[str], seeds: Mapping[str, Seed]) -> Diagnostic:
    """One finding on all anchors that are in no seed for sure, with the seeds that hold every one of their quotes."""
    whole = [id for id in own if id in seeds and all(place_of(at, seeds[id].folded) for at in anchors)]
    several = len(anchors) > 1
    help = f"write `at:` as a mapping and add `seed:`, one of {', '.join(own)}"
    if whole:
        lines = " or ".join(f"`default_seed: {id}`" for id in whole)
        help = (
            f"below `seeds` write {lines}, where {'each of the quotes' if several else 'the quote'} is found; or {help}"
        )
    else:
        help += "; `default_seed` in the brief is the one of all anchors that name none"
    message = "the anchor does not say which seed it is in"
    more = f", and {len(anchors) - 1:,} more like it" if several else ""
    return rules.MISSING_SEED.at(anchors[0].exact_span, message + more, help)
