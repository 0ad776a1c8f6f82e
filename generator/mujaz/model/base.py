"""What every object of the model shares: its place, and how pydantic fills it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from msgspec import Struct
from pydantic import ConfigDict, Field, PlainValidator, ValidationInfo, model_validator
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from mujaz.syntax.located import LocatedDict, key_span
from mujaz.syntax.source import Span

# Control characters cannot occur in a key that a person wrote: the YAML reader refuses them.
SPAN_KEY = "\0span"
ID_KEY = "\0id"
KEYS_KEY = "\0keys"


def fault(
    rule: str, message: str, help: str, field: str = "", key: str = "", known: Sequence[str] = ()
) -> PydanticCustomError:
    """A fault found while one value is read.

    Args:
        rule: name of a rule in `mujaz.syntax.rules`.
        message: what is wrong.
        help: how to mend it.
        field: the key of the value at fault, where a whole mapping was being read.
        key: the key that is itself at fault.
        known: the keys that it may be.
    """
    told = {"rule": rule, "message": message, "help": help, "field": field, "key": key, "known": known}
    return PydanticCustomError("fault", "{message}", told)


def _is_span(value: object) -> Span:
    if not isinstance(value, Span):
        raise ValueError("a part of the model is made from a located mapping")
    return value


Place = Annotated[Span, PlainValidator(_is_span), Field(validation_alias=SPAN_KEY), SkipJsonSchema()]
"""The place of an object, which the reader fills in; nobody writes it."""


Keys = Annotated[Mapping[str, Span], PlainValidator(dict), Field(validation_alias=KEYS_KEY), SkipJsonSchema()]
"""The places of an object's values by key, which the reader fills in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An object of the model and its place."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    span: Place
    keys: Keys

    def place(self, *keys: str) -> Span:
        """Where the value of a key is written: of the first of these that is; of the object where none is."""
        return next((self.keys[key] for key in keys if key in self.keys), self.span)

    @model_validator(mode="before")
    @classmethod
    def _take_place(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, LocatedDict):
            return value
        places = {key: key_span(value, key) if inner is None else inner.span for key, inner in value.items()}
        entries = {**value, SPAN_KEY: value.span, KEYS_KEY: places}
        if value.key is not None and "id" in cls.__dataclass_fields__:
            entries[ID_KEY] = value.key
        return entries


WORDS = {"type": "string", "minLength": 1}
"""The JSON Schema of a text."""


def words_or(**keys: object) -> JsonSchemaValue:
    """The JSON Schema of what is a text, or a mapping; `keys` are those of the mapping's own schema."""
    return {"anyOf": [WORDS, {"type": "object", **keys}]}


class Written(Struct, frozen=True):
    """A value that its own class reads, since it is written as a text or as a mapping that is no part of the model."""

    SCHEMA: ClassVar[JsonSchemaValue]

    @classmethod
    def _parse(cls, value: object, info: ValidationInfo) -> Self:
        """The value, read from what the YAML holds; a `fault` where it is none."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(cls._parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: object) -> JsonSchemaValue:
        return deepcopy(cls.SCHEMA)  # pydantic writes into what it gets


def fields_of(kind: Any) -> tuple[str, ...]:
    """The names of the fields of a class of the model: a part, or a value that is made of several; none of others."""
    if not isinstance(kind, type):
        return ()
    if issubclass(kind, Struct):
        return kind.__struct_fields__
    return tuple(kind.__dataclass_fields__) if issubclass(kind, Part) else ()
