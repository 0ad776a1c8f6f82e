"""What can be known of a seed: names that the glossary has and has not, claims with who makes them, dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from mujaz.model import EntityType, Rights
from mujaz.resolve.anchor import Range, TextQuote
from mujaz.resolve.gazetteer import Alias, Hit
from mujaz.resolve.gazetteer.values import FormReading
from mujaz.resolve.site import Seed
from mujaz.rights.budget import count_words
from mujaz.scaffold.days import Dated, dates_in
from mujaz.scaffold.names import NameProposal, Reading, propose_names
from mujaz.scaffold.quote import Quotes
from mujaz.scaffold.sayers import sayer, subject
from mujaz.scaffold.speakers import actor, speakers
from mujaz.scaffold.speech import Statement, reported_speech, sentences_too_long
from mujaz.syntax.source import Source, Span
from mujaz.text.fold import Folded
from mujaz.text.patterns import lazy_re

_NOWHERE = Span(Source("proposed", ""), 0, 0)
_WORD = lazy_re(r"\w+")


class Said(Struct, frozen=True):
    """A statement and who makes it.

    Attributes:
        statement: where the article reports it.
        speakers: ids of entities, of the glossary or proposed; more than one where they say it together, or where it
            is not clear who of them does.
        words: what the article calls a speaker without an entity; empty where it has one, or says nothing.
        goes_on: whether the speaker is whoever spoke before, and not named again.
    """

    statement: Statement
    speakers: tuple[str, ...]
    words: str
    goes_on: bool


class ClaimProposal(Struct, frozen=True):
    """A claim that a brief may make.

    Attributes:
        said: where the seed reports it, and who says it.
        selector: the quote that finds the place again.
        fits: whether the quote is within what the rights of the seed allow.
    """

    said: Said
    selector: TextQuote
    fits: bool


class DateProposal(Struct, frozen=True):
    """An event that a timeline may have.

    Attributes:
        dated: the date.
        selector: the quote that finds its words again.
    """

    dated: Dated
    selector: TextQuote


class SeedReading(Struct, frozen=True):
    """What can be known of one seed.

    Attributes:
        seed: the article.
        hits: the names of the glossary in it.
        names: those that the glossary has not.
        claims: the claims that a brief may make of it.
        dates: the events that its timeline may have.
        unclear: how many statements no quote tells from others.
        unread: how many sentences are too long to look for statements in them.
    """

    seed: Seed
    hits: tuple[Hit, ...]
    names: tuple[NameProposal, ...]
    claims: tuple[ClaimProposal, ...]
    dates: tuple[DateProposal, ...]
    unclear: int
    unread: int


def read_seed(seed: Seed, hits: tuple[Hit, ...], taken: set[int], ids: Iterable[str] = ()) -> SeedReading:
    """Find the names, claims and dates of a seed, in the order of the text.

    Args:
        seed: the article.
        hits: what the glossary finds in it.
        taken: where the words begin that briefs quote already: as many claims fit as its rights allow beside them.
        ids: of entities that there are, which no proposal may have.
    """
    text = seed.source.text
    quotes = Quotes(seed.folded)
    names = propose_names(seed.folded, hits, ids)
    found = [
        (said, quotes.of(said.statement.said))
        for said in said_in(seed.folded, hits, names)
        if any(map(str.isalnum, text[slice(*said.statement.said)]))
    ]
    clear = [(said, selector) for said, selector in found if selector is not None]
    fitting = _fitting(seed, [said.statement for said, _ in clear], taken)
    claims = tuple(ClaimProposal(said, selector, said.statement in fitting) for said, selector in clear)
    dated = [(each, quotes.of(each.place)) for each in dates_in(seed.folded, day_of(seed))]
    dates = tuple(DateProposal(each, selector) for each, selector in dated if selector is not None)
    unread = len(sentences_too_long(seed.folded))
    return SeedReading(seed, hits, names.proposals, claims, dates, len(found) - len(clear), unread)


def day_of(seed: Seed) -> date | None:
    """The day on which an article was published; None where its record does not say it to the day."""
    if seed.record.published is None or seed.record.published.extent.interval:
        return None
    moment = seed.record.published.extent.first
    if len(moment.components) != 3 or moment.earliest != moment.latest or not 1 <= moment.earliest.year <= 9998:
        return None
    return moment.earliest.date


def _fitting(seed: Seed, statements: Sequence[Statement], taken: set[int]) -> set[Statement]:
    """The statements that may be quoted together; the shorter ones first, since more of them fit."""
    budget = seed.record.excerpt_budget * count_words(seed.source.text) / 100
    limited = seed.record.rights is Rights.EXCERPT
    taken, fitting = set(taken), set()
    for statement in sorted(statements, key=lambda each: each.said[1] - each.said[0]):
        more = words_of(seed, statement.said) - taken
        if not limited or len(taken) + len(more) <= budget:
            taken |= more
            fitting.add(statement)
    return fitting


def words_of(seed: Seed, place: Range) -> set[int]:
    """Where the words of a place begin."""
    text = seed.source.text[slice(*place)]
    return {place[0] + match.start() for match in _WORD.finditer(text)}


def said_in(folded: Folded, hits: Sequence[Hit], names: Reading) -> Iterator[Said]:
    """The statements of an article, each with who makes it, by the names of the glossary and those proposed."""
    text = folded.original
    every = sorted([*hits, *_as_hits(text, names)], key=lambda hit: hit.start)
    starts = [hit.start for hit in every]
    last: tuple[str, ...] = ()
    own = set(hits)
    people_known = {hit.entities[0] for hit in hits if hit.aliases[0].type is EntityType.PERSON}
    for statement in reported_speech(folded):
        here = every[slice(*(bisect_left(starts, end) for end in statement.sentence))]
        unnamed = sayer(text, statement)
        if unnamed is not None and unnamed.goes_on:
            before = (every[number] for number in range(bisect_left(starts, statement.sentence[0]) - 1, -1, -1))
            people = (hit.entities for hit in before if hit.doubt is None and hit.aliases[0].type is EntityType.PERSON)
            yield Said(statement, last or next(people, ()), "", goes_on=True)
            continue
        named: tuple[str, ...] = ()
        if unnamed is None and text[statement.verb[0] : statement.verb[1]].isascii():  # the object stands beside it
            named = actor(text, statement, here) or speakers(text, statement, here)
        elif unnamed is None:
            named = speakers(text, statement, here) or actor(text, statement, here)
        by_glossary = speakers(text, statement, [hit for hit in here if hit in own]) if named else ()
        if (
            len(by_glossary) == 1 and by_glossary[0] in people_known
        ):  # a person who is known goes before a name that is not
            named = by_glossary
        words = unnamed.words if unnamed is not None else "" if named else subject(text, statement)
        yield Said(statement, named, words, goes_on=False)
        last = named


def _as_hits(text: str, names: Reading) -> Iterator[Hit]:
    for proposal in names.proposals:
        draft = proposal.draft
        for start, end in proposal.places:
            lead = re.search(r"[وفبلك]{0,2}$", text[max(0, start - 2) : start])
            name = next(iter(draft.names.values()))
            alias = Alias(draft.id, name, "und", False, _NOWHERE, draft.type)
            proclitic = lead[0] if lead else ""
            if proposal.packed and text[start] in "وفبلك" and not name.startswith(text[start]):
                proclitic = text[start]
            yield Hit(start, end, (FormReading(alias, proclitic, "", None),), None)
