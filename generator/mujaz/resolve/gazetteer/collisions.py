"""Aliases that name two entities."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice

from mujaz.resolve.gazetteer.forms import uncased
from mujaz.resolve.gazetteer.values import Alias
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.rules import ALIAS_COLLISION
from mujaz.text.fold import fold_text
from mujaz.text.words import has_word

_MOST_LISTED = 6  # entities in a finding on one that has their name, too


def collisions(aliases: Iterable[Alias]) -> tuple[Diagnostic, ...]:
    """The aliases that name two entities, each with the place of the other; weak ones name none by themselves."""
    first: dict[str, dict[str, Alias]] = {}
    findings = []
    for alias in aliases:
        form = uncased(fold_text(alias.text).strip(" "))
        if alias.weak or not has_word(form):
            continue
        holders = first.setdefault(form, {})
        if holders and alias.entity not in holders:
            finding = ALIAS_COLLISION.at(
                alias.span,
                f"«{alias.text}» names `{alias.entity}` and {_listed(holders)}",
                "mark the alias `weak` where it is rarely meant, or decide every place in `mentions`",
                [
                    Label(other.span, f"it names `{other.entity}` here")
                    for other in islice(holders.values(), _MOST_LISTED)
                ],
            )
            findings.append(finding)
        holders.setdefault(alias.entity, alias)
    return tuple(findings)


def _listed(ids: Collection[str]) -> str:
    more = len(ids) - _MOST_LISTED
    listed = " and ".join(f"`{id}`" for id in islice(ids, _MOST_LISTED))
    return f"{listed} and {more:,} more" if more > 0 else listed
