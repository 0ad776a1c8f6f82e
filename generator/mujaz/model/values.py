"""The values that an analyst writes: ids, references, texts in languages, anchors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, ClassVar, Self

from msgspec import Struct, structs
from pydantic import AfterValidator, Field, ValidationInfo
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema

from mujaz.model.base import ID_KEY, WORDS, Written, fault, words_or
from mujaz.syntax.located import Located, LocatedDict
from mujaz.syntax.source import Span
from mujaz.text.patterns import lazy_re

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LANGUAGE_PATTERN = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
_ID = lazy_re(ID_PATTERN)

UNDETERMINED = "und"
"""The BCP 47 tag of a text whose language is not known."""

_BRIEF_PATTERN = rf"{ID_PATTERN}(?:/{ID_PATTERN})*"
_CLAIM_PATTERN = rf"(?:{_BRIEF_PATTERN}#)?{ID_PATTERN}"
_BRIEF_REF = lazy_re(_BRIEF_PATTERN)
CLAIM_ID = lazy_re(_CLAIM_PATTERN)
_LANGUAGE = lazy_re(LANGUAGE_PATTERN)


def _located(value: object, what: str, field: str = "") -> Located:
    if isinstance(value, Located):
        return value
    if value is None:
        raise fault("empty-value", f"an empty {what}", "write the value, or leave the key out", field)
    help = f"write one {what} here, not a list or a mapping"
    raise fault("wrong-shape", f"{what} must be a single value", help, field)


def _check_language(tag: str, key: str = "") -> str:
    if not _LANGUAGE.fullmatch(tag):
        help = "write a BCP 47 tag such as ar, en or zh-Hant"
        raise fault("invalid-language", f"`{tag}` is not a language tag", help, key=key)
    return tag


def _tag(written: str) -> str:
    return _check_language(written)


Language = Annotated[str, AfterValidator(_tag), Field(json_schema_extra={"pattern": f"^{LANGUAGE_PATTERN}$"})]
"""A BCP 47 language tag: language, optional script, optional region."""


class Ref(Written, frozen=True):
    """An id as written, with its place: one that is defined here, or one that is referred to."""

    SCHEMA: ClassVar[JsonSchemaValue] = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
    _PATTERN: ClassVar[re.Pattern[str]] = _ID
    _WHAT: ClassVar[str] = "an id"
    _HELP: ClassVar[str] = "an id is ASCII lower-case letters and digits, its words joined by single hyphens"

    id: str
    span: Span

    @classmethod
    def _parse(cls, value: object, info: ValidationInfo) -> Self:
        return cls.of(_located(value, cls._WHAT.rpartition(" ")[2]))

    @classmethod
    def of(cls, written: Located, field: str = "") -> Self:
        """The reference that a value is; `field` is its key, where the mapping that holds it is read as one."""
        if not cls._PATTERN.fullmatch(written):
            raise fault("invalid-id", f"`{written}` is not {cls._WHAT}", cls._HELP, field)
        return cls(str(written), written.span)


KeyId = Annotated[Ref, Field(validation_alias=ID_KEY), SkipJsonSchema()]
"""The id of an object that is written as the key of a mapping."""


def check_id(text: str) -> str:
    """An id that is written as the key of a mapping whose values are no objects.

    Raises:
        PydanticCustomError: it is none.
    """
    if _ID.fullmatch(text):
        return text
    raise fault("invalid-id", f"`{text}` is not an id", Ref._HELP, key=text)


class BriefRef(Ref, frozen=True):
    """The id of a brief: its path below `briefs/`, without the ending."""

    SCHEMA: ClassVar[JsonSchemaValue] = {"type": "string", "pattern": f"^{_BRIEF_PATTERN}$"}
    _PATTERN: ClassVar[re.Pattern[str]] = _BRIEF_REF
    _WHAT: ClassVar[str] = "the id of a brief"
    _HELP: ClassVar[str] = "write the path of its file below briefs/, without the ending"


class ClaimRef(Ref, frozen=True):
    """The id of a claim in this brief, or `brief#claim` for one in another."""

    SCHEMA: ClassVar[JsonSchemaValue] = {"type": "string", "pattern": f"^{_CLAIM_PATTERN}$"}
    _PATTERN: ClassVar[re.Pattern[str]] = CLAIM_ID
    _WHAT: ClassVar[str] = "the id of a claim"
    _HELP: ClassVar[str] = "write the id of a claim of this brief, or `brief#claim` for one of another"


class Phrase(Struct, frozen=True):
    """A text in one language.

    Attributes:
        text: the words.
        language: BCP 47 tag.
        span: the place of the value in its file.
    """

    text: str
    language: str
    span: Span


class Text(Written, frozen=True):
    """A text for readers, in one language or several, in the order written."""

    SCHEMA: ClassVar[JsonSchemaValue] = words_or(
        minProperties=1, propertyNames={"pattern": f"^{LANGUAGE_PATTERN}$"}, additionalProperties=WORDS
    )

    phrases: tuple[Phrase, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is written in."""
        return tuple(phrase.language for phrase in self.phrases)

    @property
    def first(self) -> Phrase:
        """The first phrase written, for messages and as the last resort of a page."""
        return self.phrases[0]

    @property
    def lines(self) -> str:
        """All that it says, one line a language."""
        return "\n".join(phrase.text for phrase in self.phrases)

    def in_language(self, language: str) -> Phrase | None:
        """The phrase in exactly this language, if there is one."""
        return next((phrase for phrase in self.phrases if phrase.language == language), None)

    def serving(self, language: str) -> Phrase | None:
        """The phrase in a language, or else the first in the same language of another region."""
        exact = self.in_language(language)
        return exact or next((phrase for phrase in self.phrases if serves(phrase.language, language)), None)

    def best(self, language: str) -> Phrase:
        """The phrase in a language, or of another of its regions, or else the first one written."""
        return self.serving(language) or self.first

    @classmethod
    def _parse(cls, value: object, info: ValidationInfo) -> Self:
        if isinstance(value, LocatedDict):
            if not value:
                raise fault("empty-value", "a text in no language", "write it, or leave the key out")
            return cls(tuple(_phrase(words, _check_language(tag, tag), tag) for tag, words in value.items()))
        return cls((_phrase(value, cls._language(info)),))

    @classmethod
    def _language(cls, info: ValidationInfo) -> str:
        """The language of a text that is no mapping: that of its document."""
        return str(info.context["language"]) if info.context else UNDETERMINED


class Called(Struct, frozen=True):
    """How findings call the text of a field, or each of its texts; others are called by their key."""

    name: str


class Untranslated(Struct, frozen=True):
    """That the texts of a field may lack a language in which their page is published."""


class WorkText(Text, frozen=True):
    """A text of a cited work. Written as a string it is in the language of the work, which may be any."""

    def shown(self, page: str, work: str | None) -> Phrase:
        """The phrase for a page; one without a language of its own has that of the work, or else of the page.

        Args:
            page: BCP 47 tag of the page.
            work: BCP 47 tag of the work, where it is known.
        """
        phrase = self.best(page)
        return phrase if phrase.language != UNDETERMINED else structs.replace(phrase, language=work or page)

    @property
    def tree(self) -> str | dict[str, str]:
        """As it is written: a text, or texts by language."""
        if self.first.language == UNDETERMINED:
            return self.first.text
        return {phrase.language: phrase.text for phrase in self.phrases}

    @classmethod
    def _language(cls, info: ValidationInfo) -> str:
        return UNDETERMINED


def _phrase(value: object, language: str, field: str = "") -> Phrase:
    written = _located(value, "text", field)
    if not written.strip():
        raise fault("empty-value", "an empty text", "write it, or leave the key out", field)
    return Phrase(written.strip(), language, written.span)


class Anchor(Written, frozen=True):
    """Where an annotation stands in a seed: a W3C TextQuoteSelector.

    Attributes:
        seed: the seed, or None where the brief has only one.
        exact: the words quoted.
        prefix: what stands directly before them; may be empty.
        suffix: what stands directly after them; may be empty.
        exact_span: the place of `exact` in the brief's file.
    """

    SCHEMA: ClassVar[JsonSchemaValue] = words_or(
        properties={"seed": Ref.SCHEMA, "exact": WORDS, "prefix": WORDS, "suffix": WORDS},
        required=["exact"],
        additionalProperties=False,
    )

    seed: Ref | None
    exact: str
    prefix: str
    suffix: str
    exact_span: Span

    @classmethod
    def _parse(cls, value: object, info: ValidationInfo) -> Self:
        if not isinstance(value, LocatedDict):
            exact = _located(value, "quote")
            return cls(None, str(exact), "", "", exact.span)
        written: dict[str, Located] = {}
        for key, part in value.items():
            if key not in ANCHOR_KEYS:
                help = f"its keys are {', '.join(ANCHOR_KEYS)}"
                raise fault("unknown-key", f"an anchor has no key `{key}`", help, key=key, known=ANCHOR_KEYS)
            written[key] = _located(part, key, key)
        if "exact" not in written:
            raise fault("missing-key", "an anchor has no `exact`", "quote the words of the seed in `exact`")
        seed = written.get("seed")
        return cls(
            None if seed is None else Ref.of(seed, "seed"),
            str(written["exact"]),
            str(written.get("prefix", "")),
            str(written.get("suffix", "")),
            written["exact"].span,
        )


ANCHOR_KEYS = ("seed", "exact", "prefix", "suffix")


@lru_cache(maxsize=256)
def without_region(tag: str) -> str:
    """The language of a tag with its script, where it has one: `ar` of `ar-LB`, `zh-Hant` of `zh-Hant-TW`."""
    return "-".join(subtag for number, subtag in enumerate(tag.split("-")) if number == 0 or len(subtag) == 4)


def serves(language: str, edition: str) -> bool:
    """Whether readers of an edition read a text of that language as their own, whatever the regions of the two."""
    return language == edition or without_region(language) == without_region(edition)


def shown_in(edition: str, languages: Iterable[str]) -> bool:
    """Whether an edition shows what is written in some languages."""
    return any(serves(language, edition) for language in languages)


@lru_cache(maxsize=256)
def base_language(tag: str) -> str:
    """The language of a tag without script and region."""
    return tag.partition("-")[0]
