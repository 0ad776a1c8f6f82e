"""Entities: the people, places, organisations, products, events and concepts that articles name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic.json_schema import JsonSchemaValue

from mujaz.model.base import WORDS, Part, Written, fault, words_or
from mujaz.model.dates import Date
from mujaz.model.sourcing import Publication, Url
from mujaz.model.values import KeyId, Language, Ref, Text, Untranslated, check_id
from mujaz.model.withdrawal import Withdrawal
from mujaz.syntax.located import Located, LocatedDict
from mujaz.syntax.source import Span

LONGEST_NAME = 500
"""Characters of a name or an alias. It is looked for in many spellings, and at each letter with a slip."""


class EntityType(StrEnum):
    """What an entity is; weapons, vehicles and programmes are products."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    PRODUCT = "product"
    EVENT = "event"
    CONCEPT = "concept"


class RelationType(StrEnum):
    """How one entity stands to another, read from the entity to `to`."""

    LEADS = "leads"
    MEMBER_OF = "member-of"
    WORKS_FOR = "works-for"
    SPEAKS_FOR = "speaks-for"
    PART_OF = "part-of"
    LOCATED_IN = "located-in"
    OPERATES = "operates"
    OWNS = "owns"
    PRODUCES = "produces"
    ALLIED_WITH = "allied-with"
    OPPOSES = "opposes"
    PARTICIPANT_IN = "participant-in"
    PRECEDED_BY = "preceded-by"
    RELATED_TO = "related-to"


class AliasText(Written, frozen=True):
    """Another form of an entity's name: a text, or a mapping with `text` and `weak`.

    Attributes:
        text: the form.
        weak: whether it is matched only where a brief says so.
        span: its place.
    """

    SCHEMA: ClassVar[JsonSchemaValue] = words_or(
        properties={"text": WORDS, "weak": {"type": "boolean"}}, required=["text"], additionalProperties=False
    )

    text: str
    weak: bool
    span: Span

    @classmethod
    def _parse(cls, value: object, info: ValidationInfo) -> Self:
        weak, field, known = "false", "", ("text", "weak")
        if isinstance(value, LocatedDict):
            for key in value:
                if key not in known:
                    help = "its keys are text, weak"
                    raise fault("unknown-key", f"an alias has no key `{key}`", help, key=key, known=known)
            if "text" not in value:
                raise fault("missing-key", "an alias has no `text`", "write the form of the name in `text`")
            weak, value, field = value.get("weak", weak), value["text"], "text"
        if not isinstance(value, Located):
            raise fault("wrong-shape", "an alias must be a text", "write the form of the name, one a line", field)
        if weak not in ("true", "false"):
            raise fault("invalid-value", f"`{weak}` is neither true nor false", "write true or false", "weak")
        if not any(character.isalnum() for character in value):
            raise fault("empty-value", "an alias without a letter or digit", "write a form of the name", field)
        if len(value) > LONGEST_NAME:
            raise fault("too-large", *_too_long(value), field)
        return cls(value.strip(), weak == "true", value.span)


def _too_long(name: str) -> tuple[str, str]:
    return f"a name of {len(name):,} characters", f"shorten it: the limit is {LONGEST_NAME}"


def _check_name(name: Text) -> Text:
    for phrase in name.phrases:
        if len(phrase.text) > LONGEST_NAME:
            raise fault("too-large", *_too_long(phrase.text))
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates(Part):
    """A point on the map, WGS 84 degrees, the words of schema.org."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    """Degrees north of the equator."""
    longitude: Annotated[float, Field(ge=-180, le=180)]
    """Degrees east of Greenwich."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Part):
    """A page elsewhere about the entity."""

    url: Url
    """Its address."""
    title: Annotated[Text | None, Untranslated()] = None
    """What is behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Part):
    """How the entity stands to another."""

    to: Ref
    """The other entity."""
    type: RelationType
    """The kind of relation, read from this entity to the other."""
    from_: Annotated[Date | None, Field(alias="from")] = None
    """Since when."""
    until: Date | None = None
    """Until when."""
    sources: tuple[Ref, ...] = ()
    """Publications that show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Part):
    """Somebody or something that articles name."""

    id: KeyId
    type: EntityType
    """What it is."""
    former_ids: tuple[Ref, ...] = ()
    """Ids that it had, the first one first: links to its pages there lead to it. Written by `mujaz rename`."""
    merged_ids: tuple[Ref, ...] = ()
    """Ids of entities that turned out to be this one: links to their pages lead to it. Written by `mujaz merge`."""
    name: Annotated[Text, AfterValidator(_check_name)]
    """Its name, by language. Names are matched in seeds like aliases."""
    aliases: Mapping[Language, tuple[AliasText, ...]] = field(default_factory=dict)
    """Other forms of the name, by language."""
    gloss: Text | None = None
    """One sentence that says who or what it is."""
    body: Annotated[Text | None, Untranslated()] = None
    """Background, in Markdown."""
    wikidata: Annotated[str | None, Field(pattern="^Q[1-9][0-9]*$")] = None
    """Its item in Wikidata."""
    links: tuple[Link, ...] = ()
    """Pages elsewhere."""
    coordinates: Coordinates | None = None
    """Where a place is."""
    born: Date | None = None
    """Birth of a person."""
    died: Date | None = None
    """Death of a person."""
    founded: Date | None = None
    """Beginning of an organisation, a place or a programme."""
    dissolved: Date | None = None
    """Its end."""
    relations: tuple[Relation, ...] = ()
    """How it stands to other entities."""
    sources: tuple[Ref, ...] = ()
    """Publications that its description rests on."""
    withdrawn: Withdrawal | None = None
    """When and why it was taken back: its page stays, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary(Part):
    """A file of `briefs/glossary/`: what all briefs share."""

    language: Language
    """The language of texts that name none."""
    former_tags: Mapping[Annotated[str, AfterValidator(check_id)], Ref] = field(default_factory=dict)
    """Ids that tags had, the first one first, each with the tag that it is now. Written by `mujaz rename`."""
    tags: Mapping[str, Text] = field(default_factory=dict)
    """Labels of the tags of briefs, by id."""
    entities: Mapping[str, Entity] = field(default_factory=dict)
    """Entities by id."""
    sources: Mapping[str, Publication] = field(default_factory=dict)
    """Publications by id, which entities and all briefs may cite."""
