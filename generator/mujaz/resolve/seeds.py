"""Seeds: the text against the hash that was recorded when it was imported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from mujaz.model.documents import SeedDocument
from mujaz.resolve.anchor import place_of
from mujaz.resolve.site import Seed
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Span
from mujaz.text.fold import FOLD_VERSION, Folded, fold, fold_text
from mujaz.text.hygiene import Oddity, odd_places


def fold_digest(folded: Folded) -> str:
    """The digest of a text as matching sees it: `fold-<version>:<SHA-256 of UTF-8, hexadecimal>`.

    White space at the ends does not count, like all other white space.
    """
    return _digest(folded.text, FOLD_VERSION)


def _digest(folded: str, version: int) -> str:
    return f"fold-{version}:{hashlib.sha256(folded.strip(' ').encode()).hexdigest()}"


def resolve_seeds(documents: Iterable[SeedDocument]) -> tuple[dict[str, Seed], list[Diagnostic]]:
    """Fold every seed and compare it with its record."""
    seeds: dict[str, Seed] = {}
    findings: list[Diagnostic] = []
    for document in documents:
        seeds[document.id], faults = resolve_seed(document)
        findings += faults
    return seeds, findings


def resolve_seed(document: SeedDocument) -> tuple[Seed, list[Diagnostic]]:
    """Fold a seed and compare it with its record."""
    from mujaz.resolve.articles import no_article  # late: only a new or changed seed is looked at

    findings: list[Diagnostic] = []
    folded = fold(document.text.text)
    changed = document.sha256 != document.record.sha256
    if not any(character.isalnum() for character in folded.text):
        help = "save the article's text in it, or delete the seed"
        findings.append(rules.EMPTY_SEED.at(Span(document.text, 0, 0), "a seed without words", help))
    if changed:
        respelled = _has_same_words(folded, document.record.fold_sha256 or "")
        findings.append(_changed(document, respelled))
        changed = not respelled
    findings += [*no_article(document.text), *_oddities(document)]
    seed = Seed(document.id, document.record, document.text, folded, changed)
    return seed, [*findings, *_stale_translation(seed)]


def _has_same_words(folded: Folded, recorded: str) -> bool:
    """Whether a digest, of this version of folding or of an earlier one, is that of a text."""
    return recorded in (fold_digest(folded), _digest(fold_text(folded.original, version=1), 1))


def _changed(document: SeedDocument, respelled: bool) -> Diagnostic:
    place = Span(document.text, 0, 0)
    help = "restore the file as it was imported, or import the new text with `mujaz add --replace`"
    if respelled:
        return rules.SEED_RESPELLED.at(place, "the seed is spelt in another way than when it was imported", help)
    recorded = document.record.sha256[:12]
    return rules.SEED_CHANGED.at(
        place, f"the seed's SHA-256 is {document.sha256[:12]}…, its record says {recorded}…", help
    )


# Ends of lines in plain text, though not in YAML: a seed may have them, and each ends a paragraph.
_LINE_ENDS = "\v\f\x85\u2028\u2029"


def _oddities(document: SeedDocument) -> list[Diagnostic]:
    """What a seed holds that cannot be seen: control characters stop, hidden ones do not; each kind once."""
    control, hidden = [], []
    for place in odd_places(document.text.text):
        span = Span(document.text, place.start, place.end)
        if place.kind is Oddity.CONTROL and span.text not in _LINE_ENDS:
            control.append((span, place.name))
        elif place.kind is Oddity.INVISIBLE:
            hidden.append((span, place.name))
    findings = []
    if control:
        help = "a seed with control characters is often UTF-16 or damaged: import the article again"
        findings.append(rules.CONTROL_CHARACTER.at(control[0][0], f"the control character {_first(control)}", help))
    if hidden:
        help = "read the passage with care; the page shows it in isolation"
        findings.append(rules.HIDDEN_CHARACTER.at(hidden[0][0], f"the invisible character {_first(hidden)}", help))
    return findings


def _first(places: list[tuple[Span, str]]) -> str:
    more = f" and {len(places) - 1:,} more like it" if len(places) > 1 else ""
    return places[0][1] + more


def _stale_translation(seed: Seed) -> list[Diagnostic]:
    translation = seed.record.translation
    if translation is None:
        return []
    findings = []
    for pair in translation.sentences:
        if place_of(pair.exact, seed.folded) is None:
            help = "translate the sentence as it now stands, and quote it in `exact`"
            message = "the sentence that was translated is not exactly once in the seed"
            findings.append(rules.STALE_TRANSLATION.at(pair.exact.exact_span, message, help))
    return findings
