"""A new brief: what can be known of its seeds, filled in or proposed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from mujaz.model.documents import Documents
from mujaz.model.values import ID_PATTERN
from mujaz.resolve.anchors import resolve_anchors
from mujaz.resolve.ids import collect_ids
from mujaz.resolve.mentions import aliases_of, gazetteer_of
from mujaz.resolve.seeds import resolve_seeds
from mujaz.resolve.site import Seed
from mujaz.scaffold.drafts import key_of
from mujaz.scaffold.folding import folded
from mujaz.scaffold.items import Item, claim_items, commented, entity_items, event_items, mention_items
from mujaz.scaffold.plan import Plan, RefusedError
from mujaz.scaffold.reading import SeedReading, read_seed, words_of
from mujaz.scaffold.speech import LONGEST_SENTENCE
from mujaz.scaffold.style import legible, modeline, scalar
from mujaz.syntax.diagnostics import Diagnostic, has_errors
from mujaz.text.filenames import problem_of

_FOLDERS_APART = ("glossary", "reviews")

ENTITIES_HEAD = (
    "# Names that the glossary has not. Each is a proposal, with the words around it: take what is right into the\n"
    "# glossary, or here by removing the marks at the beginnings of its lines and of `entities:`.\n"
)
MENTIONS_HEAD = (
    "# These words may be a name or something else, and are not linked: for each, keep the entity that is meant,\n"
    "# or write null where none is; then remove the marks at the beginnings of the lines.\n"
)
EVENTS_HEAD = (
    "# The dates of the article. Each is a proposal: say in your own words what happened, and remove the marks at the\n"
    "# beginnings of its lines and of `timeline:`.\n"
)
CLAIMS_HEAD = (
    "# What the article reports that somebody says. Each is a proposal: it becomes a claim of the brief when you\n"
    "# remove the marks at the beginnings of its lines and the [] below. Say it in your own words in `statement`,\n"
    "# see that `speaker` is who says it (entities beside the verb are proposed), and delete what is no claim.\n"
)
BEYOND_HEAD = (
    "# To quote these as well would pass `excerpt_budget` of the seed, in per cent of its words: raise it if\n"
    "# you may, or quote less.\n"
)


def check_brief_id(id: str) -> None:
    """Refuse what cannot be the id of a new brief.

    Raises:
        RefusedError: the id is not ASCII kebab-case, names a folder that holds no briefs, or is no name for a file on
            every system.
    """
    parts = id.split("/")
    if not all(re.fullmatch(ID_PATTERN, part) for part in parts):
        stem = id.removeprefix("briefs/").removesuffix(".yml").removesuffix(".yaml")
        near = re.sub(r"[^a-z0-9/]+", "-", stem.lower()).strip("-/")
        help = "an id is ASCII lower-case letters and digits, words joined by single hyphens"
        raise RefusedError(f"`{id}` is not an id", f"did you mean `{near}`? {help}" if near else help)
    if parts[0] in _FOLDERS_APART:
        raise RefusedError(f"briefs/{parts[0]}/ holds no briefs", "give the brief another id")
    for part in parts:
        if problem := problem_of(part):
            raise RefusedError(f"`{part}` {problem}", "give the brief another id: its file is called so")


def plan_brief(
    id: str, seed_ids: Sequence[str], documents: Documents, *, schemas: bool
) -> tuple[Plan | None, list[Diagnostic]]:
    """The file of a new brief.

    Args:
        id: of the brief.
        seed_ids: the seeds that it is about, the first of which gives title and language.
        documents: all content of the site that can be read; the seeds are among it.
        schemas: whether the site holds the schemas that editors use.

    Returns:
        the plan, or None where a seed is not the text that was imported; and the findings on the seeds.
    """
    readings, findings = read_seeds(seed_ids, documents)
    if has_errors(findings):
        return None, findings
    path = f"briefs/{id}.yml"
    head = modeline("brief", path) if schemas else ""
    ids, _ = collect_ids(documents)
    blocks = _blocks(readings, ids.entities, publishers(readings, documents), background(readings, documents))
    return Plan({path: head + "\n".join(blocks)}, tuple(_notes(readings))), findings


def read_seeds(seed_ids: Sequence[str], documents: Documents) -> tuple[list[SeedReading], list[Diagnostic]]:
    """What can be known of some seeds, by the glossary as it is and beside what briefs quote of them already."""
    seeds, findings = resolve_seeds(seed for seed in documents.seeds if seed.id in seed_ids)
    if has_errors(findings):
        return [], findings
    ids, _ = collect_ids(documents)
    gazetteer = gazetteer_of(aliases_of(ids.entities))
    quoted_words = _quoted_so_far(documents, seeds)
    taken = set(ids.entities)
    readings = []
    for seed_id in seed_ids:
        seed = seeds[seed_id]
        reading = read_seed(seed, gazetteer.find(seed.folded), quoted_words[seed_id], taken)
        readings.append(reading)
    return readings, findings


def publishers(readings: Sequence[SeedReading], documents: Documents) -> dict[str, str]:
    """The entities that published seeds, by the ids of the seeds, where the glossary has them by their names."""
    ids, _ = collect_ids(documents)
    names = {key_of(alias.text): alias.entity for alias in aliases_of(ids.entities) if not alias.weak}
    found = {}
    for reading in readings:
        for phrase in reading.seed.record.publisher.phrases:
            if key_of(phrase.text) in names:
                found[reading.seed.id] = names[key_of(phrase.text)]
    return found


def background(readings: Sequence[SeedReading], documents: Documents) -> dict[str, list[str]]:
    """The notes of briefs about entities that seeds mention, by the id of the entity."""
    mentioned = {hit.entities[0] for reading in readings for hit in reading.hits if hit.doubt is None}
    found: dict[str, list[str]] = {}
    for document in documents.briefs:
        for note in document.brief.notes:
            for ref in note.entities:
                if ref.id in mentioned:
                    found.setdefault(ref.id, []).append(f"{document.id}#{note.id.id}")
    return found


def _quoted_so_far(documents: Documents, seeds: Mapping[str, Seed]) -> dict[str, set[int]]:
    """Where the words begin that other briefs quote of each seed."""
    taken: dict[str, set[int]] = {id: set() for id in seeds}
    for document in documents.briefs:
        targets, _ = resolve_anchors(document.brief, seeds)
        for part in document.brief.annotations:
            target = targets.get(part.at.exact_span) if part.at else None
            if target is not None:
                taken[target.seed] |= words_of(seeds[target.seed], (target.span.start, target.span.end))
    return taken


def _blocks(
    readings: Sequence[SeedReading],
    known: Mapping[str, object],
    published_by: Mapping[str, str],
    notes: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    record = readings[0].seed.record
    several = len(readings) > 1
    yield f"language: {record.language}\n"
    title = legible(record.title.best(record.language).text, record.language)
    yield f"title: {folded(title, scalar(title), len('title: '), 2)}\n"
    yield "seeds:\n" + "".join(f"  - {reading.seed.id}\n" for reading in readings)
    if not several:
        yield f"default_seed: {readings[0].seed.id}\n"
    yield "status: draft\n"
    yield (
        "# What a reader must know, in a few sentences. A claim or a note is cited by its id: [^c1]\n"
        "# summary: >-\n"
        "#   …\n"
    )
    if entities := _entities(readings):
        yield entities
    if notes:
        yield "# Background on entities of this article, in notes of other briefs.\n" + "".join(
            f"#   {entity}: {', '.join(where)}\n" for entity, where in notes.items()
        )
    if names := list(entity_items(readings, known)):
        yield ENTITIES_HEAD + "# entities:\n" + _lines(names)
    if mentions := list(mention_items(readings)):
        yield MENTIONS_HEAD + "# mentions:\n" + _lines(mentions)
    if events := list(event_items(readings, record.language)):
        yield EVENTS_HEAD + "# timeline:\n" + _lines(events)
    ids = (f"c{number}" for number in count(1))
    if claims := list(claim_items(readings, record.language, ids, published_by)):
        within, beyond = divided(claims)
        yield CLAIMS_HEAD + "claims: []\n" + within + (BEYOND_HEAD + beyond if beyond else "")


def _lines(items: Sequence[Item]) -> str:
    return commented("".join(item.text for item in items))


def divided(claims: Sequence[Item]) -> tuple[str, str]:
    """The lines of claims that may be quoted, and of those beyond what the rights of their seed allow."""
    return _lines([claim for claim in claims if claim.fits]), _lines([claim for claim in claims if not claim.fits])


def _entities(readings: Sequence[SeedReading]) -> str:
    """A comment that lists what is linked by itself."""
    counts = Counter(hit.entities[0] for reading in readings for hit in reading.hits if hit.doubt is None)
    lines = [f"#   {entity}: {count}\n" for entity, count in sorted(counts.items(), key=lambda e: (-e[1], e[0]))]
    if not lines:
        return ""
    head = "# Entities of the glossary that are mentioned, and how often; they are linked as they are.\n"
    return head + "".join(lines)


def _notes(readings: Sequence[SeedReading]) -> Iterator[str]:
    proposals = [proposal for reading in readings for proposal in reading.claims]
    linked = {hit.entities[0] for reading in readings for hit in reading.hits if hit.doubt is None}
    doubtful = sum(hit.doubt is not None for reading in readings for hit in reading.hits)
    names = len({name.draft.id for reading in readings for name in reading.names})
    dates = sum(len(reading.dates) for reading in readings)
    yield f"entities mentioned: {len(linked)}; forms in doubt: {doubtful}; claims proposed: {len(proposals)}"
    if names or dates:
        yield f"names proposed: {names}; dates proposed: {dates}"
    beyond = sum(not proposal.fits for proposal in proposals)
    if beyond:
        yield f"claims whose quotes would pass the seed's excerpt budget: {beyond}"
    unclear = sum(reading.unclear for reading in readings)
    if unclear:
        yield f"statements left out, since no quote tells their place from others: {unclear}"
    unread = sum(reading.unread for reading in readings)
    if unread:
        yield f"sentences longer than {LONGEST_SENTENCE:,} code points, in which no claims were looked for: {unread}"
