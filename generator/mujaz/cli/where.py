"""`mujaz where`: every place of an id."""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli.common import CLEAN, cache_option, format_option, kept, note, refusing, report, say, site_option
from mujaz.cli.ids import line_of, read_written
from mujaz.engine.pipeline import check_site
from mujaz.resolve.site import Site
from mujaz.resolve.uses import Address, Kind, Role
from mujaz.scaffold.ids import Written
from mujaz.scaffold.links import links_to
from mujaz.syntax.source import Span

_MENTION, _LINK = "mention", "link"


@click.command("where")
@click.argument("id", metavar="ID")
@site_option
@cache_option
@format_option
def verb(id: str, root: Path, cache: bool, format: str) -> int:
    """Say where ID is defined, referred to, and named: each place as path:line:column.

    ID is as `mujaz rename` takes it. An entity is named where an article names it, by its name or an alias,
    automatically or as a brief decided; of these places those are listed that a brief shows.
    """
    written = read_written(root)
    with refusing():
        address = written.find(id)
    with kept(root, cache) as store:
        site = check_site(root, store=store).site if address.kind is Kind.ENTITY else None
        places = _places(written, address, site)
    if format == "json":
        entries = [
            {"role": role, "path": span.source.name, "line": span.position.line, "column": span.position.column}
            for role, span in places
        ]
        report((), "json", id=str(address), places=entries)
        return CLEAN
    for role, span in places:
        say(f"{span}: {role}: {line_of(span.source, span.start)}")
    note(f"`{address}`: places: {len(places)}")
    return CLEAN


def _places(written: Written, address: Address, site: Site | None) -> list[tuple[str, Span]]:
    """All places: first where it is defined, then by file and place."""
    found = {(str(use.role), use.span) for use in written.of(address)}
    found |= {(_LINK, link.span) for link in links_to(written, address)}
    mentions = (mention for entry in site.briefs.values() for mention in entry.mentions) if site is not None else ()
    found |= {(_MENTION, mention.span) for mention in mentions if mention.entity == address.id}
    order = [Role.DEFINED, Role.FORMER, Role.REFERENCE, _LINK, _MENTION]
    # An article is read twice, once for its mentions: a place is told by its file, not by the object of the text.
    places = {(role, span.source.name, span.start): (role, span) for role, span in found}
    return sorted(places.values(), key=lambda each: (order.index(each[0]), each[1].source.name, each[1].start))
