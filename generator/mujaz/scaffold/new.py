"""A new brief: what can be known of its seeds, filled in or proposed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mujaz.model import Rights
from mujaz.model.documents import Documents
from mujaz.model.values import ID_PATTERN, base_language
from mujaz.resolve.anchor import Range, TextQuote
from mujaz.resolve.anchors import resolve_anchors
from mujaz.resolve.gazetteer import Doubt, Hit
from mujaz.resolve.ids import collect_ids
from mujaz.resolve.mentions import aliases_of, gazetteer_of
from mujaz.resolve.seeds import resolve_seeds
from mujaz.resolve.site import Seed
from mujaz.rights.budget import count_words
from mujaz.scaffold.folding import folded
from mujaz.scaffold.plan import Plan, RefusedError
from mujaz.scaffold.quote import Quotes
from mujaz.scaffold.speakers import speakers
from mujaz.scaffold.speech import LONGEST_SENTENCE, Statement, reported_speech, sentences_too_long
from mujaz.scaffold.style import legible, modeline, presentable, quoted, scalar
from mujaz.syntax.diagnostics import Diagnostic, has_errors
from mujaz.text.filenames import problem_of
from mujaz.text.fold import fold_text
from mujaz.text.patterns import lazy_re

_CONTINUED = lazy_re(r"\s*[\r\n]\s*[\"“«»„「『]")
_OPENING = ' :“«"„'
_CONTEXT = 12  # words beside a statement
_FOLDERS_APART = ("glossary", "reviews")


class _Proposal(Struct, frozen=True):
    """A claim that a brief may make.

    Attributes:
        statement: where the seed reports it.
        selector: the quote that finds the place again.
        speakers: entities that stand beside the verb.
        fits: whether the quote is within what the rights of the seed allow.
    """

    statement: Statement
    selector: TextQuote
    speakers: tuple[str, ...]
    fits: bool


class _Reading(Struct, frozen=True):
    """What can be known of one seed.

    Attributes:
        seed: the article.
        hits: the names in it.
        proposals: the claims that a brief may make of it.
        unclear: how many statements no quote tells from others.
        unread: how many sentences are too long to look for statements in them.
    """

    seed: Seed
    hits: tuple[Hit, ...]
    proposals: tuple[_Proposal, ...]
    unclear: int
    unread: int


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
    seeds, findings = resolve_seeds(seed for seed in documents.seeds if seed.id in seed_ids)
    if has_errors(findings):
        return None, findings
    ids, _ = collect_ids(documents)
    gazetteer = gazetteer_of(aliases_of(ids.entities))
    quoted_words = _quoted_so_far(documents, seeds)
    readings = []
    for seed_id in seed_ids:
        seed = seeds[seed_id]
        readings.append(_read(seed, gazetteer.find(seed.folded), quoted_words[seed_id]))
    path = f"briefs/{id}.yml"
    head = modeline("brief", path) if schemas else ""
    return Plan({path: head + "\n".join(_blocks(readings))}, tuple(_notes(readings))), findings


def _quoted_so_far(documents: Documents, seeds: Mapping[str, Seed]) -> dict[str, set[int]]:
    """Where the words begin that other briefs quote of each seed."""
    taken: dict[str, set[int]] = {id: set() for id in seeds}
    for document in documents.briefs:
        targets, _ = resolve_anchors(document.brief, seeds)
        for part in document.brief.annotations:
            target = targets.get(part.at.exact_span) if part.at else None
            if target is not None:
                taken[target.seed] |= _words(seeds[target.seed], (target.span.start, target.span.end))
    return taken


def _words(seed: Seed, place: Range) -> set[int]:
    text = seed.source.text[slice(*place)]
    return {place[0] + match.start() for match in re.finditer(r"\w+", text)}


def _read(seed: Seed, hits: tuple[Hit, ...], taken: set[int]) -> _Reading:
    """Find the claims of a seed, in the order of the text; as many of them fit as its rights allow to quote."""
    budget = seed.record.excerpt_budget * count_words(seed.source.text) / 100
    limited = seed.record.rights is Rights.EXCERPT
    quotes = Quotes(seed.folded)
    text = seed.source.text
    found = [
        (statement, quotes.of(statement.said))
        for statement in reported_speech(seed.folded)
        if any(map(str.isalnum, text[slice(*statement.said)]))
    ]
    clear = [(statement, selector) for statement, selector in found if selector is not None]
    taken, fitting = set(taken), set()
    for statement, _ in sorted(clear, key=lambda pair: pair[0].said[1] - pair[0].said[0]):  # the more, the better
        more = _words(seed, statement.said) - taken
        if not limited or len(taken) + len(more) <= budget:
            taken |= more
            fitting.add(statement)
    starts = [hit.start for hit in hits]
    proposals = tuple(
        _Proposal(
            statement,
            selector,
            speakers(text, statement, hits[slice(*(bisect_left(starts, end) for end in statement.sentence))]),
            statement in fitting,
        )
        for statement, selector in clear
    )
    return _Reading(seed, hits, proposals, len(found) - len(clear), len(sentences_too_long(seed.folded)))


def _blocks(readings: Sequence[_Reading]) -> Iterator[str]:
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
    if mentions := _mentions(readings, several):
        yield mentions
    if claims := _claims(readings, several):
        yield claims


def _entities(readings: Sequence[_Reading]) -> str:
    """A comment that lists what is linked by itself."""
    counts = Counter(hit.entities[0] for reading in readings for hit in reading.hits if hit.doubt is None)
    lines = [f"#   {entity}: {count}\n" for entity, count in sorted(counts.items(), key=lambda e: (-e[1], e[0]))]
    if not lines:
        return ""
    head = "# Entities of the glossary that are mentioned, and how often; they are linked as they are.\n"
    return head + "".join(lines)


def _mentions(readings: Sequence[_Reading], several: bool) -> str:
    """Decisions that only a person can take, as comments."""
    items = []
    near: set[tuple[tuple[str, ...], str]] = set()
    for reading in readings:
        quotes = Quotes(reading.seed.folded)
        for hit in reading.hits:
            if hit.doubt is Doubt.NEAR:  # one decision is on the form
                form = hit.entities, fold_text(reading.seed.source.text[hit.start : hit.end])
                if form in near:
                    continue
                near.add(form)
            selector = quotes.of((hit.start, hit.end)) if hit.doubt else None
            if selector is not None:
                items.append("".join(_decision(hit, selector, reading.seed.id if several else "")))
    if not items:
        return ""
    head = (
        "# These words may be a name or something else, and are not linked: for each, keep the entity that is meant,\n"
        "# or write null where none is; then remove the marks at the beginnings of the lines.\n"
    )
    return head + _commented("mentions:\n" + "".join(items))


def _decision(hit: Hit, selector: TextQuote, seed: str) -> Iterator[str]:
    yield from _anchor(selector, seed, "  - ")
    for entity in hit.entities[1:]:
        yield f"    # or entity: {entity}\n"
    yield f"    entity: {hit.entities[0]}\n"


def _claims(readings: Sequence[_Reading], several: bool) -> str:
    """What is reported that somebody says, as comments: it is a claim of the brief when a person says so."""
    language = readings[0].seed.record.language
    within: list[str] = []
    beyond: list[str] = []
    number = 0
    for reading in readings:
        for proposal in reading.proposals:
            number += 1
            lines = "".join(_claim(number, proposal, reading.seed, language, reading.seed.id if several else ""))
            (within if proposal.fits else beyond).append(lines)
    if not number:
        return ""
    text = (
        "# What the article reports that somebody says. Each is a proposal: it becomes a claim of the brief when you\n"
        "# remove the marks at the beginnings of its lines and the [] below. Say it in your own words in `statement`,\n"
        "# see that `speaker` is who says it (entities beside the verb are proposed), and delete what is no claim.\n"
        "claims: []\n"
    )
    text += _commented("".join(within))
    if beyond:
        text += (
            "# To quote these as well would pass `excerpt_budget` of the seed, in per cent of its words: raise it if\n"
            "# you may, or quote less.\n"
        )
        text += _commented("".join(beyond))
    return text


def _claim(number: int, proposal: _Proposal, seed: Seed, language: str, name: str) -> Iterator[str]:
    # Each paragraph of a quotation opens it anew; the words in one line are opened by none.
    words = _CONTINUED.sub(" ", seed.source.text[slice(*proposal.statement.said)])
    said = legible(words, seed.record.language)
    yield f"  - id: c{number}\n"
    yield f"    # {_context(proposal.statement, seed)}\n"
    yield from _anchor(proposal.selector, name, "    ")
    if base_language(seed.record.language) == base_language(language):
        key, indent = "    statement: ", 6
    else:
        yield "    statement:\n"
        key, indent = f"      {seed.record.language}: ", 8
    yield f"{key}{folded(said, quoted(said), len(key), indent)}\n"
    for entity in proposal.speakers[:1]:
        yield f"    speaker: {entity}\n"
    for entity in proposal.speakers[1:]:
        yield f"    # or speaker: {entity}\n"
    yield "    assessment: unverified\n"


def _context(statement: Statement, seed: Seed) -> str:
    """Where a statement stands, and the words of its sentence that lead to it, or that follow it."""
    text = seed.source.text
    (first, last), (start, end) = statement.sentence, statement.said
    before, behind = text[first:start].split()[-_CONTEXT:], text[end:last].split()[:_CONTEXT]
    words = f"{' '.join(before).rstrip(_OPENING)} …" if before else f"… {' '.join(behind)}"
    return f"line {seed.source.position(start).line}: {presentable(words)}"


def _anchor(selector: TextQuote, seed: str, lead: str) -> Iterator[str]:
    """An `at`, in the short form where the quote says it all; `lead` stands before the key."""
    if not (seed or selector.prefix or selector.suffix):
        yield f"{lead}at: {quoted(selector.exact)}\n"
        return
    yield f"{lead}at:\n"
    parts = (("exact", selector.exact), ("prefix", selector.prefix), ("suffix", selector.suffix))
    if seed:
        yield f"      seed: {seed}\n"
    for key, text in parts:
        if text:
            yield f"      {key}: {quoted(text)}\n"


def _commented(text: str) -> str:
    return "".join(f"# {line}\n" for line in text.splitlines())


def _notes(readings: Sequence[_Reading]) -> Iterator[str]:
    proposals = [proposal for reading in readings for proposal in reading.proposals]
    linked = {hit.entities[0] for reading in readings for hit in reading.hits if hit.doubt is None}
    doubtful = sum(hit.doubt is not None for reading in readings for hit in reading.hits)
    yield f"entities mentioned: {len(linked)}; forms in doubt: {doubtful}; claims proposed: {len(proposals)}"
    beyond = sum(not proposal.fits for proposal in proposals)
    if beyond:
        yield f"claims whose quotes would pass the seed's excerpt budget: {beyond}"
    unclear = sum(reading.unclear for reading in readings)
    if unclear:
        yield f"statements left out, since no quote tells their place from others: {unclear}"
    unread = sum(reading.unread for reading in readings)
    if unread:
        yield f"sentences longer than {LONGEST_SENTENCE:,} code points, in which no claims were looked for: {unread}"
