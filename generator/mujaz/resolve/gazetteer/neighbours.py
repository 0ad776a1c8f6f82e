"""What stands beside a name: a word that belongs to the longer name of somebody else speaks against a link.

`Harbor` is the mayor in "Mayor Harbor", and may be anybody in "Jill Harbor"; `كيم` begins «كيم يو جونغ». Where a
script has capitals they say what is a name (`cased`); in Arabic, lists of words do (`arabic`); where words have no
spaces, lists of what may follow a name (`unspaced`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from types import ModuleType

from msgspec.structs import replace

import mujaz.resolve.gazetteer.arabic as arabic
import mujaz.resolve.gazetteer.cased as cased
import mujaz.resolve.gazetteer.unspaced as unspaced
from mujaz.model import EntityType
from mujaz.resolve.gazetteer.context import Context, words_of
from mujaz.resolve.gazetteer.values import Alias, Doubt, Hit
from mujaz.text.fold import Folded

_LOOKED_AT = frozenset((EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION, EntityType.PRODUCT))


class Neighbours:
    """Weighs hits by the words beside them; knows the longer names of each entity."""

    def __init__(self, aliases: Sequence[Alias]) -> None:
        self._aliases = aliases

    @cached_property
    def _names(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The words of every form of an entity, of weak ones too."""
        names: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for alias in self._aliases:
            names[alias.entity].append(words_of(alias.text))
        return {entity: tuple(forms) for entity, forms in names.items()}

    @cached_property
    def _people(self) -> frozenset[str]:
        """The words of people's names of more than one word."""
        people = {alias.entity for alias in self._aliases if alias.type is EntityType.PERSON}
        return frozenset(word for entity in people for form in self._names[entity] if len(form) > 1 for word in form)

    def weigh(self, folded: Folded, hits: Sequence[Hit]) -> Iterator[Hit]:
        """The hits; those are in doubt that a neighbour speaks against, or that are words of every day."""
        sure = {hit.entities for hit in hits if hit.doubt is None}
        plain: dict[tuple[str, ...], list[int]] = {}
        for number, hit in enumerate(hits):
            context = self._context(folded, hits, number)
            if hit.doubt in (Doubt.EVERYDAY, Doubt.SHORT) and (
                _is_coordinated(context) or (hit.entities in sure and arabic.is_again(context))
            ):
                hit = replace(hit, doubt=None)
            if hit.doubt is not None or context.type not in _LOOKED_AT:
                yield hit
            elif beside := _script(context).beside(context):
                yield replace(hit, doubt=Doubt.NEIGHBOUR, beside=beside)
            elif (
                cased.has_case(context.text)
                and cased.is_everyday(context)
                and not (cased.acts(context) and self._is_plain_elsewhere(folded, hits, number, plain))
            ):
                yield replace(hit, doubt=Doubt.EVERYDAY)
            else:
                yield hit

    def _is_plain_elsewhere(
        self, folded: Folded, hits: Sequence[Hit], number: int, plain: dict[tuple[str, ...], list[int]]
    ) -> bool:
        """Whether another place surely is a name of the same entity; `plain` keeps the first two such of each."""
        entities = hits[number].entities
        if entities not in plain:
            others = (n for n, other in enumerate(hits) if other.entities == entities)
            plain[entities] = list(islice((n for n in others if cased.is_plain(self._context(folded, hits, n))), 2))
        return any(other != number for other in plain[entities])

    def _context(self, folded: Folded, hits: Sequence[Hit], number: int) -> Context:
        before = hits[number - 1] if number else None
        behind = hits[number + 1] if number + 1 < len(hits) else None
        names = self._names.get(hits[number].readings[0].alias.entity, ())
        return Context(folded.original, hits[number], before, behind, names, self._people)


def _is_coordinated(context: Context) -> bool:
    """Whether a hit stands in a list of names of its kind: «بوتين وكيم», «فتح وحماس».

    Of two words of every day, both may be nouns, unless they are organizations: «بكل أمل ورضا».
    """
    hit = context.hit
    for other, later in ((context.before, hit), (context.behind, context.behind)):
        if other is None or later is None or other.aliases[0].type is not context.type:
            continue
        if other.entities == hit.entities:
            continue
        between = context.original[min(other.end, hit.end) : max(other.start, hit.start)]
        if between != " " or later.readings[0].proclitic != "و":
            continue
        if other.doubt is None or (other.doubt is hit.doubt and context.type is EntityType.ORGANIZATION):
            return True
    return False


def _script(context: Context) -> ModuleType:
    """The module that knows the script of a hit."""
    if unspaced.is_unspaced(context.text):
        return unspaced
    return cased if cased.has_case(context.text) else arabic
