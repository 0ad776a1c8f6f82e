"""Anchors of a brief: each quote to its one place in a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mujaz import rules
from mujaz.anchor import resolve as resolve_anchor
from mujaz.diagnostics import Diagnostic
from mujaz.model import Anchor, Brief
from mujaz.resolve.ids import unknown
from mujaz.resolved import Seed, SeedTarget
from mujaz.source import Span


def anchors_of(brief: Brief) -> Iterator[Anchor]:
    """Every anchor of a brief, in the order of the file's parts."""
    yield from (override.at for override in brief.mentions)
    yield from (part.at for part in brief.annotations if part.at is not None)


def resolve_anchors(brief: Brief, seeds: Mapping[str, Seed]) -> tuple[dict[Span, SeedTarget], list[Diagnostic]]:
    """Find the place of every anchor of a brief; those not found are findings, and missing from the result."""
    targets: dict[Span, SeedTarget] = {}
    findings: list[Diagnostic] = []
    for anchor in anchors_of(brief):
        seed, faults = _seed_of(anchor, brief, seeds)
        findings += faults
        if seed is None:
            continue
        target, lost = resolve_anchor(anchor, seed.source, seed.folded, seed.changed)
        findings += lost
        if target is not None:
            targets[anchor.exact_span] = SeedTarget(seed.id, target)
    return targets, findings


def _seed_of(anchor: Anchor, brief: Brief, seeds: Mapping[str, Seed]) -> tuple[Seed | None, list[Diagnostic]]:
    own = [ref.id for ref in brief.seeds]
    if anchor.seed is not None:
        if anchor.seed.id in own:
            return seeds.get(anchor.seed.id), []
        if anchor.seed.id not in seeds:
            return None, unknown(anchor.seed, "seed", own)
        help = f"add it to `seeds` of the brief, or name one of those there: {', '.join(own)}"
        message = f"the seed `{anchor.seed.id}` is not one of this brief"
        return None, [rules.UNKNOWN_REFERENCE.at(anchor.seed.span, message, help)]
    if len(own) == 1:
        return seeds.get(own[0]), []
    help = f"write `at:` as a mapping and add `seed:`, one of {', '.join(own)}"
    fault = rules.MISSING_SEED.at(anchor.exact_span, "the anchor does not say which seed it is in", help)
    return None, [fault]
