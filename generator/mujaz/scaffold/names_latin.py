"""Names in English text that no glossary has: runs of words with capitals, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mujaz.model import EntityType
from mujaz.resolve.anchor import Range
from mujaz.scaffold.cues import cues
from mujaz.scaffold.found import Found, Places
from mujaz.text.lexicon import lexicon
from mujaz.text.patterns import lazy_re

_CAPITAL = r"[A-Z\u00c0-\u00de][\w\u2019'.&]*(?:-\w+)*"
_RUN = lazy_re(
    rf"(?<![\w'’-]){_CAPITAL}(?:(?: (?:of|the|for|de|bin|al|von|van|del|la) (?:the )?| ){_CAPITAL})*(?: \d+(?![\w,]))?"
)
_WORD = lazy_re(rf"{_CAPITAL}")
_BODY = cues("english_bodies")
_THING = cues("english_things")
_EVENT = cues("english_events")
_PLACE = cues("english_places")
_ADJECTIVES = cues("english_adjectives")
_PLACED = lazy_re(
    r"(?:^|\s)(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Tt]owards?|[Aa]cross|outside|around"
    r"|(?:city|town|village|district|port|province) of) (?:the )?$"
)
_NOT_A_NAME = cues("english_no_names")
_WINDOW = 40  # code points that hold the end of the sentence before
_SAID = lazy_re(r"[,\"”]? (?:said|says|told|added|warned|accused|announced|wrote|argued|insisted)\b")
_SAID_BEFORE = lazy_re(r"\b(?:said|says|told|added|warned|accused) $")


def latin_names(text: str, known: Sequence[Range], adjectives: Sequence[Range]) -> Iterator[Found]:
    """The names that words with capitals seem to be, in order.

    Args:
        text: the article.
        known: places of names that are known.
        adjectives: places of adjectives of countries.
    """
    named, taken = Places(known), Places([*known, *adjectives])
    for match in _RUN.finditer(text):
        # «Canadian Space Agency» is one name, «Canadian Foreign Minister …» is two.
        is_one = match[0].split()[-1].lower() in _BODY | _THING
        for start, end in _pieces(text, match.start(), match.end(), named if is_one else taken):
            found = _judged(text, start, end, named)
            if found is not None:
                yield found


def _pieces(text: str, start: int, end: int, taken: Places) -> Iterator[Range]:
    """The parts of a run between names that are known; a body that is joined by «and» is two."""
    at = start
    for first, last in taken.within((start, end)):
        if first > at:
            yield at, first
        at = max(at, last)
    if at < end:
        yield at, end


def _is_small(word: str) -> bool:
    bare = re.sub(r"['’]s$", "", word.lower()).strip(".")
    english = lexicon("en")
    return bare in _NOT_A_NAME or bare in english.small or bare in english.calendar


def _begins_sentence(text: str, start: int) -> bool:
    window = text[max(0, start - _WINDOW) : start]
    before = window.rstrip(" \n\"“”«'")
    return not before or before[-1] in ".!?:" or "\n" in window[len(before) :]


def _judged(text: str, start: int, end: int, taken: Places) -> Found | None:
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text, start, end)]
    titled = False
    digits = re.search(r" \d+$", text[start:end])
    if len(words) > 2 and words[0][2].isupper() and words[1][2].lower() in (*lexicon("en").titles, "administrator"):
        titled, words = True, words[2:]
    while words:
        bare = words[0][2].lower().strip(".")
        first = _begins_sentence(text, words[0][0])
        is_title = bare in lexicon("en").titles or bare in ("kremlin", "administrator", "minister")
        if bare in _ADJECTIVES and words[-1][2].lower() in _BODY | _THING:
            break
        if (is_title and len(words) > 1) or (is_title and not first):
            titled = True
        elif not (_is_small(words[0][2]) or (first and len(words) == 1 and bare in lexicon("en").everyday)):
            break
        words = words[1:]
    while words and (_is_small(words[-1][2]) or words[-1][2].lower() in lexicon("en").titles):
        words = words[:-1]
    if not words:
        return None
    place = words[0][0], words[-1][1]
    if digits and place[1] + len(digits[0]) == end:
        place = place[0], end
    name = re.sub(r"['’]s?$", "", text[slice(*place)]).rstrip(".")
    place = place[0], place[0] + len(name)
    if taken.meet(place) or len(name) < 2:
        return None
    parts = name.split()
    last = parts[-1].lower()
    alone = len(parts) == 1
    behind = text[place[1] : place[1] + 20]
    before = text[max(0, place[0] - 24) : place[0]]
    if last in _BODY or parts[0].lower() in _BODY or " of the " in name or (" for " in name):
        return Found(place, name, EntityType.ORGANIZATION, not alone)
    if (
        last in _THING
        or re.match(r" (?:rocket|missile|satellite|spacecraft|drone)s?\b", behind)
        or re.search(r"\d", name)
    ):
        return Found(place, name, EntityType.PRODUCT, True)
    if last in _EVENT:
        return Found(place, name, EntityType.EVENT, not alone)
    if re.fullmatch(r"[A-Z]{3,}", name):
        return Found(place, name, EntityType.ORGANIZATION, True)
    said = bool(_SAID.match(behind) or _SAID_BEFORE.search(before))
    if titled or said:
        first_sure = not alone or titled or not _begins_sentence(text, place[0]) or said
        return Found(place, name, EntityType.PERSON, first_sure)
    if last in _PLACE or _PLACED.search(before):
        return Found(place, name, EntityType.PLACE, True)
    if alone and _begins_sentence(text, place[0]):
        return Found(place, name, None, False)
    return Found(place, name, EntityType.PERSON if len(parts) in (2, 3) else None, not alone)
