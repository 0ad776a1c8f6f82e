"""What an editor should know before signing: the risks that a change brings, as findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from mujaz.model import Assessment, Brief, Claim, Confidence, Rights, SeedRecord, Text
from mujaz.model.documents import SeedDocument
from mujaz.resolve.anchor import find_places
from mujaz.resolve.anchors import anchors_of
from mujaz.review.lookalikes import swapped
from mujaz.review.objects import Change
from mujaz.review.state import Sides, State
from mujaz.rights.budget import count_words
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label, Rule, SourceWords
from mujaz.syntax.source import Source
from mujaz.text.hygiene import Oddity, OddPlace, odd_places

LONGEST_QUOTE = 100
"""Words of a quote from a seed that may not be published in full, where the policy says nothing else."""

SHOWN_BY_CHECK = frozenset(
    rule.name
    for rule in (
        rules.FORMAT_MARK,
        rules.HIDDEN_CHARACTER,
        rules.LOOK_ALIKE,
        rules.MIXED_DIGITS,
        rules.SEED_RESPELLED,
        rules.UNATTRIBUTED_CLAIM,
        rules.UNEXPLAINED_CONFIDENCE,
        rules.UNSOURCED_CLAIM,
    )
)
"""The rules of `mujaz check` whose new findings are risks of a change."""

_HIDDEN = (Oddity.CONTROL, Oddity.INVISIBLE)
_JOINERS = "\u200c\u200d"
_SURENESS = (None, *Confidence)
_ASSERTED = (Assessment.CORROBORATED, Assessment.REFUTED)


def seed_risks(id: str, sides: Sides[SeedDocument]) -> Iterator[Diagnostic]:
    """The risks of a new or changed seed."""
    if sides.after is None:
        return
    if sides.before is not None and sides.before.text.text != sides.after.text.text:
        yield _edited(id, sides.before, sides.after)
    before = sides.before.text if sides.before else None
    yield from introduced(before, sides.after.text, sides.after.record.language)


def _edited(id: str, before: SeedDocument, after: SeedDocument) -> Diagnostic:
    old, new = before.record, after.record
    place = after.text.span(0, 0)
    if new.sha256 == after.sha256 and (old.sha256 in new.replaces or _found(old) != _found(new)):
        help = "compare it with the publisher's page, and read the briefs on it beside the new text"
        return rules.SEED_REPLACED.at(place, f"the text of the seed `{id}` was imported anew", help)
    help = "restore it; if the publisher changed the article, import that with `mujaz add --replace`"
    return rules.SEED_EDITED.at(place, f"the text of the seed `{id}` was edited", help)


def _found(record: SeedRecord) -> tuple[str | None, str | None]:
    """When and where a seed was found."""
    return record.retrieved.edtf if record.retrieved else None, record.url


def introduced(before: Source | None, after: Source, language: str) -> Iterator[Diagnostic]:
    """Findings on characters of a text that cannot be seen, or told from others, and were not there before."""
    known = Counter(map(_oddity, odd_places(before.text, language))) if before else Counter()
    found: dict[tuple[Oddity, str], list[OddPlace]] = {}
    for place in odd_places(after.text, language):
        known[_oddity(place)] -= 1
        if known[_oddity(place)] < 0:
            found.setdefault(_oddity(place), []).append(place)
    for (kind, name), places in found.items():
        finding = _hidden(kind, name, after.text[places[0].start : places[0].end])
        if finding is None:
            continue
        rule, message, help = finding
        more = f", at {len(places):,} places" if len(places) > 1 else ""
        words = [SourceWords(after.name, name)] if kind is Oddity.LOOK_ALIKE else []
        yield rule.at(after.span(places[0].start, places[0].end), f"{message}{more}", help, quoted=words)


def _oddity(place: OddPlace) -> tuple[Oddity, str]:
    return place.kind, place.name


def _hidden(kind: Oddity, name: str, text: str) -> tuple[Rule, str, str] | None:
    if kind in _HIDDEN:
        help = "read the passage with care: it may be shown in another order, or hide words"
        return rules.HIDDEN_CHARACTER, f"the change brings the invisible character {name}", help
    if kind is Oddity.FORMAT_MARK and text not in _JOINERS:
        help = "read the passage with care: the mark changes the order in which it is shown"
        return rules.FORMAT_MARK, f"the change brings the mark {name}", help
    if kind is Oddity.LOOK_ALIKE:
        help = "compare it with the publisher's page: the word mixes letters that look alike"
        return rules.LOOK_ALIKE, f"the change brings the word \u201c{name}\u201d, which mixes alphabets or forms", help
    return None


def change_risks(changes: Iterable[Change]) -> Iterator[Diagnostic]:
    """Risks of the words that a change replaced by others."""
    for change in changes:
        if change.span is None or not (isinstance(change.before, str) and isinstance(change.after, str)):
            continue
        pairs = swapped(change.before, change.after)
        if pairs:
            said = ", ".join(f"«{old}» \u2192 «{new}»" for old, new in pairs[:3])
            words = [SourceWords(change.span.source.name, word) for pair in pairs[:3] for word in pair]
            help = "take the word as it was, unless the other letters are meant"
            message = f"a word was replaced by one that looks the same: {said}"
            yield rules.LOOK_ALIKE_SWAPPED.at(change.span, message, help, quoted=words)


def brief_risks(head: State, sides: Sides[Brief], longest_quote: int) -> Iterator[Diagnostic]:
    """The risks of the claims and quotes of a new or changed brief.

    Args:
        head: the state that the change leads to.
        sides: the brief.
        longest_quote: how many words a quote may have from a seed that may not be published in full.
    """
    brief = sides.after
    if brief is None:
        return
    old = {claim.id.id: claim for claim in sides.before.claims} if sides.before else {}
    for claim in brief.claims:
        before = old.get(claim.id.id)
        if before is not None:
            yield from _raised(before, claim)
        if before is None or _rests(before) != _rests(claim):
            yield from _single_source(head, brief, claim)
    yield from _long_quotes(head, sides, longest_quote)


def _rests(claim: Claim) -> tuple[object, ...]:
    return claim.assessment, claim.confidence, _sources(claim), claim.at is None


def _sources(claim: Claim) -> frozenset[str]:
    return frozenset(ref.id for ref in claim.sources)


def _raised(before: Claim, after: Claim) -> Iterator[Diagnostic]:
    if _SURENESS.index(after.confidence) <= _SURENESS.index(before.confidence) or _sources(after) - _sources(before):
        return
    name, was = after.id.id, before.confidence.value if before.confidence else "none"
    now = after.confidence.value if after.confidence else "none"
    help = "name the new source in `sources`, or say in `rationale` what changed, and have a second editor look"
    message = f"the confidence of `{name}` was raised from {was} to {now} without a new source"
    yield rules.CONFIDENCE_RAISED.at(after.place("confidence"), message, help)


def _single_source(head: State, brief: Brief, claim: Claim) -> Iterator[Diagnostic]:
    """A finding on a claim that is said to be so, or not, on the word of one publisher."""
    if claim.assessment not in _ASSERTED and claim.confidence is not Confidence.HIGH:
        return
    publishers = [_publisher(head, brief, ref.id) for ref in claim.sources]
    if claim.at is not None:
        seed = brief.seed_of(claim.at)
        seeds = [ref.id for ref in brief.seeds] if seed is None else [seed]
        publishers += [_names(document.record.publisher) for id in seeds if (document := head.seed_document(id))]
    if not any(one.isdisjoint(other) for one, other in combinations(publishers, 2)):
        how = f"{claim.assessment.value}, confidence {claim.confidence.value}" if claim.confidence else claim.assessment
        help = "name a second, independent source in `sources`, or lower `assessment` or `confidence`"
        message = f"the claim `{claim.id.id}` is {how}, and rests on a single source"
        yield rules.SINGLE_SOURCE.at(claim.place("assessment", "confidence"), message, help)


def _publisher(head: State, brief: Brief, id: str) -> frozenset[str]:
    """The names of who stands behind a publication, in any language; its id where it does not say."""
    known = brief.sources.get(id) or (head.content.site.publications.get(id) if head.sound else None)
    said = (known.publisher or known.container_title) if known else None
    return _names(said) if said else frozenset({id})


def _names(text: Text) -> frozenset[str]:
    return frozenset(phrase.text for phrase in text.phrases)


def _long_quotes(head: State, sides: Sides[Brief], most: int) -> Iterator[Diagnostic]:
    assert sides.after is not None
    known = {anchor.exact for anchor in anchors_of(sides.before)} if sides.before else set()
    for anchor in anchors_of(sides.after):
        seed = head.seed(sides.after.seed_of(anchor) or sides.after.seeds[0].id)
        if seed is None or seed.record.rights is Rights.FULL or anchor.exact in known:
            continue
        words = count_words(anchor.exact)
        if words > most:
            places = [seed.source.span(*place) for place in find_places(seed.folded, anchor)[:1]]
            yield rules.LONG_QUOTE.at(
                anchor.exact_span,
                f"a quote of {words} words from `{seed.id}`, which may not be published in full; {most} are allowed",
                "quote the words that matter, or raise the limit in the editorial policy if the rights allow it",
                [Label(place, "the passage") for place in places],
            )
