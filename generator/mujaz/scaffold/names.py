"""Names that an article mentions and a glossary has not: from the pack, and from what the words beside them say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from mujaz.model import EntityType
from mujaz.resolve.anchor import Range
from mujaz.resolve.gazetteer import Alias, Hit
from mujaz.resolve.gazetteer.finder import Gazetteer
from mujaz.resolve.mentions import gazetteer_of
from mujaz.scaffold.drafts import Draft, id_of, key_of
from mujaz.scaffold.found import Found, Places
from mujaz.scaffold.names_arabic import arabic_names
from mujaz.scaffold.names_latin import latin_names
from mujaz.scaffold.packs.world import world
from mujaz.scaffold.style import presentable
from mujaz.syntax.source import Source, Span
from mujaz.text.fold import Folded, fold_text

_NOWHERE = Span(Source("pack", ""), 0, 0)
_ENDINGS = "(?:ة|ه|ون|ين|ات|تان|تين|ان)?"


class NameProposal(Struct, frozen=True):
    """An entity that a glossary may get.

    Attributes:
        draft: what is known of it.
        places: where the article names it, in order; short forms too.
        packed: whether it comes from the pack, with names in both languages.
    """

    draft: Draft
    places: tuple[Range, ...]
    packed: bool


class Reading(Struct, frozen=True):
    """What names there are in an article.

    Attributes:
        proposals: the entities, in the order in which the article names them first.
        nationalities: places of adjectives of countries, each with the id of the country.
    """

    proposals: tuple[NameProposal, ...]
    nationalities: tuple[tuple[Range, str], ...]


@cache
def pack_gazetteer() -> Gazetteer:
    """The finder of the pack's names."""
    return gazetteer_of(
        Alias(draft.id, text, language, weak, _NOWHERE, draft.type)
        for draft in world()
        for text, language, weak in draft.forms()
    )


@cache
def _adjectives() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """The adjectives of countries, in folded Arabic and in English, and the country of each."""
    countries = {}
    arabic: list[str] = []
    english: list[str] = []
    for draft in world():
        for word in draft.adjectives.get("ar", ()):
            folded = fold_text(word)
            countries[folded] = draft.id
            first, *rest = folded.split()
            arabic.append(
                f"(?P<_{len(arabic)}>{first}{_ENDINGS}{''.join(f' (?:ال)?{each}{_ENDINGS}' for each in rest)})"
            )
            countries[f"_{len(arabic) - 1}"] = draft.id
        for word in draft.adjectives.get("en", ()):
            countries[word] = draft.id
            english.append(re.escape(word))
    arabic.sort(key=len, reverse=True)
    english.sort(key=len, reverse=True)
    return (
        re.compile(rf"(?<!\w)[وف]?(?:[بك]?ال|لل|[بلك])?(?:{'|'.join(arabic)})(?!\w)"),
        re.compile(rf"(?<![\w-])(?:{'|'.join(english)})(?![\w-])"),
        countries,
    )


def nationalities(folded: Folded) -> Iterator[tuple[Range, str]]:
    """Places of adjectives of countries, such as «الروسية», each with the id of the country."""
    arabic, english, countries = _adjectives()
    for match in arabic.finditer(folded.text):
        group = match.lastgroup
        if group is not None:
            yield folded.span(match.start(), match.end()), countries[group]
    for match in english.finditer(folded.original):
        yield match.span(), countries[match[0]]


def propose_names(folded: Folded, hits: Sequence[Hit], taken: Iterable[str] = ()) -> Reading:
    """The names of an article that are not among the hits of a desk's glossary.

    Args:
        folded: the article.
        hits: what the desk's glossary finds, in doubt or not.
        taken: ids that no proposal may have.
    """
    known = [(hit.start, hit.end) for hit in hits]
    own_places = Places(known)
    packed = [
        Found((hit.start, hit.end), hit.aliases[0].text, None, True, hit.entities[0])
        for hit in pack_gazetteer().find(folded)
        if hit.doubt is None and not own_places.meet((hit.start, hit.end))
    ]
    places = [*known, *(found.place for found in packed)]
    named = Places(places)
    adjectives = [(place, id) for place, id in nationalities(folded) if not named.meet(place)]
    apart = [place for place, _ in adjectives]
    found = [*arabic_names(folded.original, places, apart), *latin_names(folded.original, places, apart)]
    proposals = [*_of_pack(packed), *_grouped(sorted(found, key=lambda each: each.place), set(taken))]
    inside = Places(each.place for each in found if each.sure)
    own = [(place, id) for place, id in adjectives if not inside.meet(place)]
    return Reading(tuple(sorted(proposals, key=lambda each: each.places[0])), tuple(own))


def _of_pack(found: Iterable[Found]) -> Iterator[NameProposal]:
    drafts = {draft.id: draft for draft in world()}
    places: defaultdict[str, list[Range]] = defaultdict(list)
    for each in found:
        places[each.entity].append(each.place)
    for id, here in places.items():
        yield NameProposal(drafts[id], tuple(here), packed=True)


def _grouped(found: Sequence[Found], taken: set[str]) -> Iterator[NameProposal]:
    """One proposal for each name, with its short forms; a name without a cue counts where it stands twice."""
    counts = Counter(key_of(each.text) for each in found)
    full: dict[str, list[Found]] = {}
    short: list[Found] = []
    for each in found:
        if " " in each.text and each.sure:
            full.setdefault(key_of(each.text), []).append(each)
        else:
            short.append(each)
    endings: dict[str, str] = {}
    for key, group in full.items():
        if group[0].type is EntityType.PERSON:
            for part in (key.split()[-1], key.split()[0]):
                endings.setdefault(part, key)
    own: dict[str, list[Found]] = {}
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for each in short:
        key = key_of(each.text)
        if key in endings:
            full[endings[key]].append(each)
            if presentable(each.text) not in aliases[endings[key]]:
                aliases[endings[key]].append(presentable(each.text))
        elif key in full:
            full[key].append(each)
        elif each.sure or counts[key] > 1:
            own.setdefault(key, []).append(each)
    for key, group in {**full, **own}.items():
        first = group[0]
        type = next((each.type for each in group if each.type), EntityType.CONCEPT)
        language = "en" if first.text.isascii() or not re.search("[ء-ي]", first.text) else "ar"
        id = id_of([first.text], taken)
        taken.add(id)
        draft = Draft(id, type, {language: presentable(first.text)}, {language: aliases[key]} if aliases[key] else {})
        yield NameProposal(draft, tuple(sorted(each.place for each in group)), packed=False)
