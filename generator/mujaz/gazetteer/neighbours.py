"""What stands beside a name: a word that belongs to the longer name of somebody else speaks against a link.

`Harbor` is the mayor in "Mayor Harbor", and may be anybody in "Jill Harbor"; `كيم` begins «كيم يو جونغ». Where a script has
capitals they say what is a name (`cased`); in Arabic, lists of words (`arabic`); where words have no spaces, the
characters that may follow a name (`unspaced`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec.structs import replace

from mujaz.gazetteer import arabic, cased, unspaced
from mujaz.gazetteer.context import Context, Position, position_of, words_of
from mujaz.gazetteer.values import Alias, Doubt, Hit
from mujaz.model import EntityType
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
        return frozenset(
            word for entity in people for form in self._names[entity] if len(form) > 1 for word in form
        )

    def weigh(self, folded: Folded, hits: Sequence[Hit]) -> Iterator[Hit]:
        """The hits, those in doubt that a neighbour speaks against."""
        for number, hit in enumerate(hits):
            beside = self._beside(folded, hits, number) if hit.doubt is None else ""
            yield replace(hit, doubt=Doubt.NEIGHBOUR, beside=beside) if beside else hit

    def _beside(self, folded: Folded, hits: Sequence[Hit], number: int) -> str:
        """The word beside a hit that may make it another name; empty where there is none."""
        hit = hits[number]
        alias = hit.readings[0].alias
        if alias.type not in _LOOKED_AT:
            return ""
        context = Context(
            folded.original,
            hit,
            hits[number - 1] if number else None,
            hits[number + 1] if number + 1 < len(hits) else None,
            self._names.get(alias.entity, ()),
            self._people,
        )
        if unspaced.is_unspaced(context.text):
            return unspaced.beside(context)
        if cased.has_case(context.text):
            return cased.beside(context)
        return arabic.beside(context) if arabic.is_arabic(context.text) else ""


__all__ = ["Neighbours", "Position", "position_of"]
