"""Measures one collection on the engines, and writes the result as a table."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from browser import ask, chromium, served, typed
from engines import OURS, STOCK, build, write_pages
from measures import Scores, average_precision, score
from playwright.sync_api import Page
from queries import Collection, Query

Rankings = dict[str, list[list[str]]]
"""By engine, the ranking of each query."""

SPOT_CHECKS = 6
"""So many queries are typed."""


def measure(collection: Collection, systems: Sequence[str], work: Path, worst: int, typing: bool) -> str:
    """Build, ask and sum up; the result is Markdown.

    Args:
        work: a folder for the sites.
        worst: so many queries of each kind are listed.
        typing: whether some queries are typed as well, to see that the box answers as the engine does.

    Raises:
        CalledProcessError: a site could not be built.
    """
    folder = work / collection.name
    docs = folder / "docs"
    (collection.write or (lambda docs: write_pages(collection, docs)))(docs)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda at: build(collection, systems[at], folder / str(at), docs), range(len(systems))))
    rankings: Rankings = {}
    texts = [query.text for query in collection.queries]
    names = {page.name for page in collection.pages}
    differing = []
    with served(folder) as address, chromium() as tab:
        for at, system in enumerate(systems):
            site = f"{address}{at}/site/"
            rankings[system] = [_known(ranking, names) for ranking in ask(tab, site, system, texts)]
            if typing and system in (OURS, STOCK):
                differing += _spot_check(tab, site, system, collection.queries, rankings[system], names)
    head = f"## {collection.name}: {len(collection.pages)} pages, {len(texts)} queries\n"
    notes = [f"Typed into the box, the answer differs: {text}" for text in differing]
    if typing and not differing:
        notes.append(f"The boxes show the same for {SPOT_CHECKS} of these that were typed into them.")
    return "\n".join([head, table(collection.queries, rankings), "", *notes, *_worst(collection, rankings, worst)])


def _known(locations: Iterable[str], names: Container[str]) -> list[str]:
    """The pages of a ranking that may be asked for: no lists and home pages, one of several languages."""
    found = (re.sub("^(ar|en)/", "", location) for location in locations)
    return list(dict.fromkeys(name for name in found if name in names))


def table(queries: Sequence[Query], rankings: Rankings) -> str:
    """Rows are kinds of query, and in bold what a group of them reached; columns are the engines."""
    rows = [
        f"| queries | n | {' | '.join(rankings)} |",
        f"|---|--:|{'---|' * len(rankings)}",
    ]
    groups: dict[str, dict[str, None]] = {}
    for query in queries:
        groups.setdefault(query.kind.partition(":")[0], {})[query.kind] = None
    for group, kinds in groups.items():
        if len(kinds) > 1:
            chosen = [at for at, query in enumerate(queries) if query.kind in kinds]
            rows.append(_row(f"**{group}**", chosen, queries, rankings))
        for kind in kinds:
            chosen = [at for at, query in enumerate(queries) if query.kind == kind]
            rows.append(_row(kind, chosen, queries, rankings))
    return "\n".join(rows)


def _row(name: str, chosen: Sequence[int], queries: Sequence[Query], rankings: Rankings) -> str:
    scores = [score([(queries[at], ranking[at]) for at in chosen]) for ranking in rankings.values()]
    return f"| {name} | {len(chosen)} | {' | '.join(map(_cell, scores))} |"


def _ratio(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def _cell(scores: Scores) -> str:
    """MAP, MAP of the stricter judge, MRR and zero results; or wrong answers."""
    if scores.wrong is not None:
        return f"wrong {_ratio(scores.wrong)}"
    strict = "" if scores.strict is None else f" ({_ratio(scores.strict)})"
    return f"{_ratio(scores.map)}{strict} · {_ratio(scores.mrr)} · {_ratio(scores.zero)}"


def _worst(collection: Collection, rankings: Rankings, count: int) -> list[str]:
    """The queries of each kind with the lowest average precision of the first engine, with their answers."""
    lines: list[str] = []
    if not count:
        return lines
    ranked = next(iter(rankings.values()))
    by_kind: dict[str, list[tuple[float, str]]] = {}
    for query, ranking in zip(collection.queries, ranked, strict=True):
        if query.relevant:
            value = average_precision(ranking, query.relevant)
            wanted, got = " ".join(sorted(query.relevant)[:6]), " ".join(ranking[:8])
            line = f"- {_ratio(value)} `{query.text}` wanted {len(query.relevant)}: {wanted}; got {len(ranking)}: {got}"
        else:
            value = -float(len(ranking))
            line = f"- `{query.text}` got {len(ranking)}: {' '.join(ranking[:8])}"
        if value < (1 if query.relevant else 0):
            by_kind.setdefault(query.kind, []).append((value, line))
    for kind, found in by_kind.items():
        lines += ["", f"### Worst: {kind}", "", *(line for _, line in sorted(found)[:count])]
    return lines


def _spot_check(
    tab: Page, site: str, system: str, queries: Sequence[Query], ranked: list[list[str]], names: Container[str]
) -> list[str]:
    """Texts for which typing into the box of a site's page shows other pages than the engine gave when asked."""
    step = max(1, len(queries) // SPOT_CHECKS)
    differing = []
    for query, ranking in list(zip(queries, ranked, strict=True))[::step][:SPOT_CHECKS]:
        shown = _known(typed(tab, site, query.text), names)[:3]
        if shown != ranking[: len(shown)] or bool(shown) != bool(ranking):
            differing.append(f"{system}: `{query.text}` shows {shown}, not {ranking[:3]}")
    return differing
