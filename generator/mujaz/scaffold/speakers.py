"""Who may say what a passage reports that somebody says: the entities beside its verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mujaz.model import EntityType
from mujaz.resolve.gazetteer import Hit
from mujaz.scaffold.speech import Statement
from mujaz.text.patterns import lazy_re

_AND = lazy_re(r"\s*[,،]?\s*(?:and\s+)?")  # the Arabic one is part of the second name
_GOVERNING = lazy_re(
    r"(?:\(|(?<!\w)(?:في|من|إلى|الى|على|عن|مع|لدى|عبر|ضد|[Ii]n|[Oo]f|[Tt]o|[Aa]t|[Ff]rom|[Ww]ith|[Bb]y|[Oo]n)\s+(?:[Tt]he\s+)?)$"
)
_FEW = 4  # words between a verb and its subject
_REACH = 16  # code points that hold a preposition before a name
_RELAYED = lazy_re(r"(?<!\w)[وف]?(?:نقل(?:ت|وا)?|[يت]نقل)\s.*\sعن\s+$", re.DOTALL)
_DIRECTLY = lazy_re(r"\s*(?:the\s+)?")
_ADDRESSING = lazy_re("told", re.IGNORECASE)


def speakers(text: str, statement: Statement, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The entities named between the verb and what is said; or else before, or behind, in the sentence.

    A name in doubt is nobody's proposal, and hides those that stand further away. Nor is one behind a preposition: who
    speaks «in Cairo» is not Cairo.
    """
    first, last = statement.sentence
    start, end = statement.said
    said_from, verb = statement.verb
    here = [hit for hit in hits if first <= hit.start < last]
    beside = [
        hit for hit in here if said_from <= hit.start and _DIRECTLY.fullmatch(text, min(verb, hit.start), hit.start)
    ]
    if start <= said_from < end:  # the verb is part of what is quoted, and whoever stands by it too
        return _named(beside[:1])
    relayed = [hit for hit in here if hit.end <= start and _RELAYED.search(text, first, hit.start)]
    outside = [hit for hit in here if not start <= hit.start < end and (hit in beside or not _is_governed(text, hit))]
    between = [hit for hit in outside if verb < hit.end <= start or end <= hit.start < said_from]
    if _ADDRESSING.fullmatch(text, said_from, verb):
        outside = [hit for hit in outside if hit not in between]  # who stands there is told
        between = []
    before = [hit for hit in outside if hit.end <= said_from]
    behind = [hit for hit in outside if hit.start >= verb]
    return _named(relayed[-1:] or between or _joined(text, before) or behind[:1])


def actor(text: str, statement: Statement, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Who does what a verb inside of the quoted words says, as «accused» does: its subject.

    In Arabic that is the first name behind the verb, before the end of its part of the sentence, or else the last
    before it; in other languages the last before it. A name behind a preposition is not meant.
    """
    first, _ = statement.sentence
    start, end = statement.said
    said_from, verb = statement.verb
    if not start <= said_from < end:
        return ()
    free = [hit for hit in hits if first <= hit.start < end and not _is_governed(text, hit)]
    before = [hit for hit in free if hit.end <= said_from]
    if not re.search("[ء-ي]", text[said_from:verb]):
        return _named(_joined(text, before))
    comma = re.search("[،,]", text[verb:end])
    behind = [hit for hit in free if verb <= hit.start < (verb + comma.start() if comma else end)]
    gap = text[verb : behind[0].start] if behind else ""
    people = [hit for hit in behind if hit.aliases[0].type is not EntityType.PLACE]
    if not before or (behind and len(gap.split()) <= _FEW):
        return _named((people or behind)[:1])
    return _named(_joined(text, before))


def _named(hits: Iterable[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity for hit in hits if hit.doubt is None for entity in hit.entities))


def _is_governed(text: str, hit: Hit) -> bool:
    """Whether a preposition or a parenthesis stands before a name, so that it is not the subject."""
    proclitic = hit.readings[0].proclitic
    return bool(_GOVERNING.search(text, max(0, hit.start - _REACH), hit.start)) or any(
        letter in proclitic for letter in "بلك"
    )


def _joined(text: str, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The last of some names and those before it that an «and» joins to it."""
    first = len(hits) - 1
    while first > 0 and _AND.fullmatch(text, hits[first - 1].end, hits[first].start):
        first -= 1
    return hits[max(first, 0) :]
