"""Stages that check: what is wrong with briefs, entities and seeds, each seen with what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from mujaz.engine.content import Content
from mujaz.engine.facts import TWIN
from mujaz.engine.reading import placed_ids
from mujaz.syntax.diagnostics import Diagnostic


def check_brief(content: Content, id: str) -> Iterator[Diagnostic]:
    """A brief, by itself and with the claims of others that it refers to."""
    from mujaz.checks.run import ACROSS_CHECKS, BRIEF_CHECKS

    entry = content.site.briefs[id]
    for check in (*BRIEF_CHECKS, *ACROSS_CHECKS):
        yield from check(entry, content.site)


def check_entity(content: Content, id: str) -> Iterator[Diagnostic]:
    """An entity, with what is said of it."""
    from mujaz.checks.run import check_entity

    site, index = content.site, content.index
    findings = list(check_entity(id, site, index))
    if findings:
        placed = content.once(placed_ids)
        findings = list(check_entity(id, replace(site, entities=placed.entities), index))
    return iter(findings)


def check_seed(content: Content, id: str) -> Iterator[Diagnostic]:
    """A seed, with what briefs quote of it."""
    from mujaz.checks.run import check_seed

    twin, quoted = TWIN.find(content.memo, id), content.index.quoted.get(id, ())
    return check_seed(content.site.seeds[id], twin, quoted, partial(content.quoting, id))


def unused(content: Content) -> list[Diagnostic]:
    """Findings on what nothing uses; they need all of the content at once, and nothing of it is kept."""
    from mujaz.checks.unused import find_unused
    from mujaz.resolve.run import resolve

    site, _ = resolve(content.shelf.documents())
    return list(find_unused(site))
