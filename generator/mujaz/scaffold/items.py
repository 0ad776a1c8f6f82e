"""Proposals as lines of a brief: entities, decisions, claims and events, each with the place it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mujaz.model.values import base_language
from mujaz.resolve.anchor import Range, TextQuote
from mujaz.resolve.gazetteer import Doubt, Hit
from mujaz.resolve.site import Seed
from mujaz.scaffold.drafts import draft_lines
from mujaz.scaffold.folding import folded
from mujaz.scaffold.quote import Quotes
from mujaz.scaffold.reading import ClaimProposal, DateProposal, SeedReading
from mujaz.scaffold.speech import Statement
from mujaz.scaffold.style import legible, presentable, quoted
from mujaz.text.fold import fold_text
from mujaz.text.patterns import lazy_re
from mujaz.text.sentences import sentence_around

_CONTINUED = lazy_re(r"\s*[\r\n]\s*[\"“«»„「『]")
_OPENING = ' :“«"„'
_CONTEXT = 12  # words beside a statement


class Item(Struct, frozen=True):
    """A proposal as it is written.

    Attributes:
        seed: the article.
        place: what it quotes there.
        key: a line of it by which it is known again where it is a comment already.
        text: its lines.
        fits: whether what it quotes is within what the rights of the seed allow.
    """

    seed: str
    place: Range
    key: str
    text: str
    fits: bool = True


def entity_items(readings: Sequence[SeedReading], known: Iterable[str]) -> Iterator[Item]:
    """The names that the glossary has not, each once, with the words around the first place."""
    known = {*known, *(each.draft.id for reading in readings for each in reading.names)}
    done = set()
    for reading in readings:
        for proposal in reading.names:
            draft = proposal.draft
            if draft.id in done:
                continue
            done.add(draft.id)
            place = proposal.places[0]
            text = reading.seed.source.text
            start, end = sentence_around(text, *place)
            words = presentable(text[max(start, place[0] - 40) : min(end, place[1] + 40)])
            head, *lines = draft_lines(draft, known)
            count = f", {len(proposal.places)} times" if len(proposal.places) > 1 else ""
            where = f"    # line {reading.seed.source.position(place[0]).line}{count}: {words}"
            yield Item(reading.seed.id, place, f"#{head}", "\n".join([head, where, *lines]) + "\n")


def mention_items(readings: Sequence[SeedReading]) -> Iterator[Item]:
    """Decisions that only a person can take."""
    near: set[tuple[tuple[str, ...], str]] = set()
    several = len(readings) > 1
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
                text = "".join(_decision(hit, selector, reading.seed.id if several else ""))
                yield Item(reading.seed.id, (hit.start, hit.end), _key(text), text)


def _decision(hit: Hit, selector: TextQuote, seed: str) -> Iterator[str]:
    yield from _anchor(selector, seed, "  - ")
    for entity in hit.entities[1:]:
        yield f"    # or entity: {entity}\n"
    yield f"    entity: {hit.entities[0]}\n"


def claim_items(
    readings: Sequence[SeedReading], language: str, ids: Iterator[str], publishers: Mapping[str, str]
) -> Iterator[Item]:
    """What is reported that somebody says.

    Args:
        readings: of the seeds.
        language: of the brief.
        ids: for the claims, one after another.
        publishers: the entities that published the seeds, by the id of the seed.
    """
    several = len(readings) > 1
    for reading in readings:
        via = publishers.get(reading.seed.id, "")
        for proposal in reading.claims:
            name = reading.seed.id if several else ""
            text = "".join(_claim(next(ids), proposal, reading.seed, language, name, via))
            yield Item(reading.seed.id, proposal.said.statement.said, _key(text), text, proposal.fits)


def _claim(id: str, proposal: ClaimProposal, seed: Seed, language: str, name: str, via: str) -> Iterator[str]:
    said = proposal.said
    # Each paragraph of a quotation opens it anew; the words in one line are opened by none.
    words = _CONTINUED.sub(" ", seed.source.text[slice(*said.statement.said)])
    text = legible(words, seed.record.language)
    yield f"  - id: {id}\n"
    yield f"    # {_context(said.statement, seed)}\n"
    yield from _anchor(proposal.selector, name, "    ")
    if base_language(seed.record.language) == base_language(language):
        key, indent = "    statement: ", 6
    else:
        yield "    statement:\n"
        key, indent = f"      {seed.record.language}: ", 8
    yield f"{key}{folded(text, quoted(text), len(key), indent)}\n"
    if said.goes_on and said.speakers:
        yield "    # as it seems, whoever spoke before:\n"
    for entity in said.speakers[:1]:
        yield f"    speaker: {entity}\n"
    for entity in said.speakers[1:]:
        yield f"    # or speaker: {entity}\n"
    if said.words and presentable(said.words):
        yield f"    # the speaker is no entity: {presentable(said.words)}\n"
    if via and said.speakers[:1] != (via,):
        yield "    via:\n"
        yield f"      - {via}\n"
    yield "    assessment: unverified\n"


def _context(statement: Statement, seed: Seed) -> str:
    """Where a statement stands, and the words of its sentence that lead to it, or that follow it."""
    text = seed.source.text
    (first, last), (start, end) = statement.sentence, statement.said
    before, behind = text[first:start].split()[-_CONTEXT:], text[end:last].split()[:_CONTEXT]
    words = f"{' '.join(before).rstrip(_OPENING)} …" if before else f"… {' '.join(behind)}"
    return f"line {seed.source.position(start).line}: {presentable(words)}"


def event_items(readings: Sequence[SeedReading], language: str) -> Iterator[Item]:
    """The dates of the articles as events, in the order of the text; those that were counted are marked so."""
    several = len(readings) > 1
    for reading in readings:
        for proposal in reading.dates:
            text = "".join(_event(proposal, reading.seed, language, reading.seed.id if several else ""))
            yield Item(reading.seed.id, proposal.dated.place, _key(text), text)


def _event(proposal: DateProposal, seed: Seed, language: str, name: str) -> Iterator[str]:
    dated = proposal.dated
    start, end = sentence_around(seed.source.text, *dated.place)
    if not dated.date:
        yield "  # the date counts from the article's day, which its record does not say (`published`):\n"
    elif dated.computed:
        yield f"  # counted from the article's day, {seed.record.published.edtf if seed.record.published else ''}:\n"
    yield f"  - date: {dated.date if dated.date.isdigit() or not dated.date else quoted(dated.date)}\n".replace(
        ": \n", ":\n"
    )
    text = legible(_CONTINUED.sub(" ", seed.source.text[start:end]), seed.record.language)
    if base_language(seed.record.language) == base_language(language):
        key, indent = "    text: ", 6
    else:
        yield "    text:\n"
        key, indent = f"      {seed.record.language}: ", 8
    yield f"{key}{folded(text, quoted(text), len(key), indent)}\n"
    yield from _anchor(proposal.selector, name, "    ")


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


def _key(text: str) -> str:
    """The lines of an anchor as a comment has them."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.lstrip(" -").startswith("at:"))
    last = first + 1
    while last < len(lines) and lines[last].startswith("      ") and lines[first].endswith("at:"):
        last += 1
    return commented("\n".join(lines[first:last]))


def commented(text: str) -> str:
    """Lines as comments."""
    return "".join(f"# {line}\n" for line in text.splitlines())
