"""Who says what no name of the sentence says: groups without a name, and those who spoke before and go on."""

from __future__ import annotations

from msgspec import Struct

from mujaz.resolve.anchor import Range
from mujaz.scaffold.speech import Statement
from mujaz.scaffold.verbs import ENGLISH_GROUPS, GROUPS, RUMOUR
from mujaz.text.fold import fold_text
from mujaz.text.patterns import lazy_re

_GROUP = lazy_re(rf"(?<!\w)(?:{GROUPS})(?!\w)")
_ENGLISH_GROUP = lazy_re(rf"\b(?:{ENGLISH_GROUPS})\b", 2)  # re.IGNORECASE
_PRONOUN = lazy_re(r"\b(?:he|she|they|it)\s+(?:\w+\s+)?$", 2)
_PRONOUN_BEHIND = lazy_re(r"^[,\"”» ]*(?:he|she|they)\b", 2)
_RUMOURED = lazy_re(rf"[وف]?(?:{RUMOUR})")
_SUBJECT = lazy_re(r"(?:the |an? |his |her |its |their )?[\w'’-]+(?: [\w'’-]+){0,3}\s*$", 2)
_NEAR = 4  # words


class Sayer(Struct, frozen=True):
    """Who says something, without a name.

    Attributes:
        words: what the article calls them; empty where it only goes on.
        goes_on: whether it is whoever spoke last.
    """

    words: str
    goes_on: bool = False


def sayer(text: str, statement: Statement) -> Sayer | None:
    """Who says it where the sentence calls them by no name; None where its names decide."""
    first, last = statement.sentence
    start, end = statement.said
    said_from, verb = statement.verb
    before = text[first:said_from]
    if _RUMOURED.fullmatch(fold_text(text[said_from:verb])):
        return Sayer(text[said_from:verb])
    if start <= said_from < end:
        behind = text[verb:end]
    elif verb <= start:
        behind = text[verb:start]
    else:
        behind = text[verb:last]
    near = " ".join(behind.split()[:_NEAR])
    if _is_arabic(text[said_from:verb]):
        if group := _GROUP.search(fold_text(near)):
            return Sayer(near.split()[len(fold_text(near)[: group.start()].split())])
        if (
            verb <= start
            and not any(map(str.isalpha, _without_particle(text[verb:start])))
            and not before.strip(' ،«»"“”')
        ):
            return Sayer("", goes_on=True)
        return None
    lead = before.split()[-_NEAR:]
    if group := _ENGLISH_GROUP.search(" ".join(lead)):
        return Sayer(group[0])
    if _PRONOUN.search(before):
        return Sayer("", goes_on=True)
    if end <= said_from and (_PRONOUN_BEHIND.match(text[verb:last]) or _PRONOUN.search(text[end:said_from])):
        return Sayer("", goes_on=True)
    if group := _ENGLISH_GROUP.match(near):
        return Sayer(group[0])
    return None


def subject(text: str, statement: Statement) -> str:
    """The words that seem to name who speaks, where no entity is known; empty where there are none."""
    first, _ = statement.sentence
    start, end = statement.said
    said_from, verb = statement.verb
    if _is_arabic(text[said_from:verb]):
        behind = text[verb:start] if verb <= start else text[verb:end]
        return " ".join(_without_particle(behind).split()[:3]).strip(" ،:«»")
    found = _SUBJECT.search(text[first:said_from].rstrip())
    return found[0].strip() if found else ""


def _is_arabic(word: str) -> bool:
    return any("\u0620" <= letter <= "\u06ff" for letter in word)


def _without_particle(words: str) -> str:
    kept = [word for word in words.split() if fold_text(word) not in ("ان", "بان", "انه", "انها", "الي", ":")]
    return " ".join(kept).strip(' :،«»"“”')


def overlap(one: Range, other: Range) -> float:
    """The share of the longer of two ranges that both have."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(one[1] - one[0], other[1] - other[0], 1)
