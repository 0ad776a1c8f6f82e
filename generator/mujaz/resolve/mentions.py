"""Mentions: which words of a seed name which entity; automatic, or decided in the brief."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter

from mujaz.model import Brief, Entity
from mujaz.resolve.gazetteer import Alias, Doubt, Hit
from mujaz.resolve.gazetteer.finder import Gazetteer
from mujaz.resolve.site import Mention, Seed, SeedTarget
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label, SourceWords
from mujaz.syntax.source import Span
from mujaz.text.fold import fold


def aliases_of(entities: Mapping[str, Entity]) -> tuple[Alias, ...]:
    """Every form that names an entity: its names and its aliases."""
    aliases: list[Alias] = []
    for id, entity in entities.items():
        type = entity.type
        aliases.extend(Alias(id, name.text, name.language, False, name.span, type) for name in entity.name.phrases)
        for language, forms in entity.aliases.items():
            aliases.extend(Alias(id, form.text, language, form.weak, form.span, type) for form in forms)
    return tuple(aliases)


def gazetteer_of(aliases: Iterable[Alias]) -> Gazetteer:
    """The finder of all forms; the one place where the site's aliases become a matcher."""
    return Gazetteer(tuple(aliases))


def find_mentions(
    brief: Brief,
    seeds: Mapping[str, Seed],
    hits: Mapping[str, tuple[Hit, ...]],
    targets: Mapping[Span, SeedTarget],
) -> tuple[tuple[Mention, ...], list[Diagnostic]]:
    """The mentions in a brief's seeds: what its `mentions` decide, and what the gazetteer is sure of.

    A doubtful form that no decision covers is a finding, and is not linked; one that is near a name is a single finding
    for all its places, and a decision on one of them is on the form.
    """
    decided, findings = _decisions(brief, targets)
    mentions: list[Mention] = []
    near: defaultdict[tuple[tuple[str, ...], str], list[tuple[Hit, Span]]] = defaultdict(list)
    settled: set[tuple[tuple[str, ...], str]] = set()
    for ref in brief.seeds:
        seed = seeds.get(ref.id)
        if seed is None:
            continue
        here = [(span, entity) for home, span, entity in decided if home == seed.id]
        mentions.extend(Mention(seed.id, entity, span) for span, entity in here if entity is not None)
        spans = sorted((span for span, _ in here), key=lambda span: span.start)
        starts = [span.start for span in spans]
        ends = list(accumulate((span.end for span in spans), max))
        for hit in hits[seed.id]:
            span = Span(seed.source, hit.start, hit.end)
            before = bisect_left(starts, hit.end)
            is_decided = before > 0 and ends[before - 1] > hit.start
            if hit.doubt is Doubt.NEAR:
                form = hit.entities, _without_proclitic(hit, span.text, folded=True)
                near[form].append((hit, span))
                if is_decided:
                    settled.add(form)
            elif is_decided:
                continue
            elif hit.doubt is None:
                mentions.append(Mention(seed.id, hit.entities[0], span))
            else:
                findings.append(_doubtful(hit, span, brief))
    findings += [_near(places, brief) for form, places in near.items() if form not in settled]
    order = {ref.id: place for place, ref in enumerate(brief.seeds)}
    mentions.sort(key=lambda mention: (order[mention.seed], mention.span.start))
    return tuple(mentions), findings


def _decisions(
    brief: Brief, targets: Mapping[Span, SeedTarget]
) -> tuple[list[tuple[str, Span, str | None]], list[Diagnostic]]:
    """What is decided of each place; of decisions that overlap, each later one is a finding."""
    decided: list[tuple[str, Span, str | None]] = []
    apart: defaultdict[str, list[tuple[int, int, Span]]] = defaultdict(list)
    """Of each seed the places, in order, that overlap no place before them in the list."""
    findings = []
    for override in brief.mentions:
        target = targets.get(override.at.exact_span)
        if target is None:
            continue
        known, span = apart[target.seed], target.span
        number = bisect_left(known, span.end, key=itemgetter(0))
        if number and known[number - 1][1] > span.start:
            findings.append(
                rules.CONFLICTING_MENTIONS.at(
                    override.at.exact_span,
                    "two decisions about overlapping words",
                    "keep one of the two, or quote only the words that each is about",
                    [Label(known[number - 1][2], "the other decision")],
                )
            )
        else:
            known.insert(number, (span.start, span.end, override.at.exact_span))
        decided.append((target.seed, span, None if override.entity is None else override.entity.id))
    return decided, findings


def _doubtful(hit: Hit, span: Span, brief: Brief) -> Diagnostic:
    names = " or ".join(f"`{entity}`" for entity in hit.entities)
    readings = ", or ".join(hit.alternatives)
    help = f"add to `mentions` of the brief: this passage in `at`, and `entity:` {names}, or null for none"
    return rules.AMBIGUOUS_MENTION.at(
        span,
        f"«{span.text}» may be {readings}: {hit.reason}",
        help,
        [Label(brief.seeds[0].span, "in this brief")],
        [SourceWords(span.source.name, text) for text in (span.text, hit.beside) if text],
    )


def _near(places: Sequence[tuple[Hit, Span]], brief: Brief) -> Diagnostic:
    hit, span = places[0]
    names = " or ".join(dict.fromkeys(f"«{alias.text}» (`{alias.entity}`)" for alias in hit.aliases))
    more = len(places) - 1
    others = f", and so {more} more place{'s are' if more > 1 else ' is'}" if more else ""
    entities = " or ".join(f"`{entity}`" for entity in hit.entities)
    form = _without_proclitic(hit, span.text)
    help = (
        f"add it to the `aliases` of {entities} if it is the name; "
        f"or add to `mentions` of the brief: this passage in `at`, and `entity:` {entities}, or null for none"
    )
    return rules.NEAR_NAME.at(
        span,
        f"«{form}» is near {names}{others}",
        help,
        [Label(brief.seeds[0].span, "in this brief")],
        [SourceWords(span.source.name, form)],
    )


def _without_proclitic(hit: Hit, text: str, *, folded: bool = False) -> str:
    """The form of a hit as the text has it, or folded, without what is written together with it before it."""
    parts = fold(text)
    start = len(hit.readings[0].proclitic)
    return parts.text[start:] if folded else text[parts.starts[start] :]


__all__ = ["aliases_of", "find_mentions", "gazetteer_of"]
