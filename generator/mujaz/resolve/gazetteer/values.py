"""What goes into a gazetteer and what comes out: aliases, readings, hits and doubts."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from mujaz.model import EntityType
from mujaz.syntax.source import Span


class Doubt(StrEnum):
    """Why a form is not linked; the value completes «it is in doubt since …»."""

    SHARED = "they share the name"
    PROCLITIC = "a proclitic explains the form in another way"
    SHORT = "so short a name with a proclitic may be another word"
    OVERLAP = "the names overlap"
    NEIGHBOUR = "the word beside it may make it the name of somebody else"
    EVERYDAY = "it is also a word of every day"
    NEAR = "it is a name but for one letter"
    SPELLING = "as it is written here, it is also other words"


class Alias(Struct, frozen=True, gc=False):
    """A form that names an entity.

    Attributes:
        entity: the entity's id.
        text: the form as written in the glossary.
        language: its language tag.
        weak: whether it is matched only where a brief says so; the gazetteer leaves it out.
        span: where it is written.
        type: what the entity is; None asks for no look at neighbours.
    """

    entity: str
    text: str
    language: str
    weak: bool
    span: Span
    type: EntityType | None = None

    @property
    def proper(self) -> bool:
        """Whether it names one person or place, and so takes no article that is not its own."""
        return self.type in (EntityType.PERSON, EntityType.PLACE)


class FormReading(Struct, frozen=True):
    """One way to explain a form: an alias and what is written together with it.

    Attributes:
        alias: the alias.
        proclitic: the folded letters before it.
        particle: the letters behind it.
        doubt: what speaks against this reading even if it is the only one.
    """

    alias: Alias
    proclitic: str
    particle: str
    doubt: Doubt | None

    def __str__(self) -> str:
        parts = (self.proclitic, f"«{self.alias.text}» (`{self.alias.entity}`)", self.particle)
        return " + ".join(part for part in parts if part)


class Hit(Struct, frozen=True):
    """A place that names an entity, or may.

    Attributes:
        start: where it begins in the original text, in code points; a word begins here.
        end: where it ends; proclitics and particles are inside, the possessive 's is not.
        readings: how the form is explained; more than one where aliases fold to the same.
        doubt: why it must not be linked, or None.
        beside: the word beside it that speaks against the link, where the doubt is of a neighbour.
    """

    start: int
    end: int
    readings: tuple[FormReading, ...]
    doubt: Doubt | None
    beside: str = ""

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of the entities that may be meant, sorted; a single one where there is no doubt of which."""
        return tuple(sorted({reading.alias.entity for reading in self.readings}))

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """The aliases that matched."""
        return tuple(reading.alias for reading in self.readings)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The readings, for a message."""
        return tuple(dict.fromkeys(map(str, self.readings)))

    @property
    def reason(self) -> str:
        """What speaks against the link, for a message; empty where nothing does."""
        if self.doubt is None:
            return ""
        return f"the word beside it, «{self.beside}», may make it somebody else's name" if self.beside else self.doubt
