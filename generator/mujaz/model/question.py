"""Questions: what somebody asks of a brief, what was answered, and who said that it is settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from mujaz.model.base import Part, fault
from mujaz.model.signoff import FOLDER, QUESTION, Address, Covers, Moment, name_and_address
from mujaz.model.sourcing import NonEmpty
from mujaz.model.values import ID_PATTERN, Ref
from mujaz.text.patterns import lazy_re

SUBJECTS = ("claims", "notes", "entities", "sources", "timeline", "corrections", "key_points", "unknowns", "mentions")
"""The keys of a brief of which one item can be asked about: by its id, or by its number from 1 where it has none."""

_SUBJECT = rf"[a-z_]+|(?:{'|'.join(SUBJECTS)})/(?:{ID_PATTERN}|[1-9][0-9]*)"
_ABOUT = lazy_re(_SUBJECT)


def path_of(brief: str, asked_at: str, digest: str) -> str:
    """The path of the file of a question in the site; two questions have never the same.

    Args:
        brief: the id of the brief.
        asked_at: when, as the question holds it.
        digest: of what is asked, in hexadecimal.
    """
    return f"{FOLDER}/{brief}/{asked_at[:10]}-{digest[:10]}{QUESTION}"


def _check_about(text: str) -> str:
    if _ABOUT.fullmatch(text):
        return text
    help = "write a key of the brief, such as `summary`, or a key and an id: `claims/capacity`"
    raise fault("invalid-value", f"`{text}` names no part of a brief", help)


_About = Annotated[str, AfterValidator(_check_about), Field(json_schema_extra={"pattern": f"^(?:{_SUBJECT})$"})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Part):
    """What somebody answered."""

    by: Address
    """Who: name and address as git has them."""
    at: Moment
    """When: ISO 8601, UTC."""
    text: NonEmpty
    """The answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Part):
    """That a question is settled."""

    by: Address
    """Who says so: who asked, or somebody who signs in the same role."""
    at: Moment
    """When: ISO 8601, UTC."""
    role: Ref | None = None
    """The role in which that is said, where it is not who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Part):
    """What somebody asks of a brief; written by `mujaz ask`, `mujaz answer` and `mujaz resolve`."""

    by: Address
    """Who asks: name and address as git has them."""
    role: Ref | None = None
    """The role in which is asked: whoever has it can say that the question is settled."""
    at: Moment
    """When: ISO 8601, UTC."""
    about: _About | None = None
    """The part of the brief that it is about: a key, or a key and an id: `claims/capacity`."""
    quote: NonEmpty | None = None
    """The words of the brief, or of one of its articles, that it is about."""
    text: NonEmpty
    """The question."""
    covers: Covers = field(default_factory=dict)
    """What the brief said when it was asked: of each part the digest of what it says."""
    answers: tuple[Answer, ...] = ()
    """What was answered, the first first."""
    resolved: Resolution | None = None
    """That it is settled; without it the question is open, and the brief is not published."""

    @model_validator(mode="after")
    def _about_one_thing(self) -> Question:
        if self.about is not None and self.quote is not None:
            help = "leave one of them out"
            raise fault("invalid-value", "a question is about a part, or about words", help, field="quote")
        return self

    @property
    def asker(self) -> tuple[str, str]:
        """Name and address of who asks."""
        return name_and_address(self.by)
