"""Sign-offs: who approved which state of a brief, or of what it shows, in which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from mujaz.model.base import Part, fault
from mujaz.model.values import Ref
from mujaz.text.patterns import lazy_re

FOLDER = "briefs/reviews"
"""Where the files of sign-offs stand, below the site's root, under the paths of their briefs."""

ENDING = ".signoff.yml"
"""How the name of a file ends that holds one sign-off. No id has a full stop, so that it is no brief's file of old."""

QUESTION = ".question.yml"
"""The same of a file that holds one question."""

_GLOSSARY = "glossary/"

_BY = lazy_re(r"[^<>]*\S <[^<>\s]+>")
_DIGEST = lazy_re("[0-9a-f]{64}")
_COVERED = lazy_re(r"(?:brief|text|record|entity|publication|tag|file)/\S+")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def target_of(path: str) -> str:
    """What the file of a sign-off is of, by its path in the site: the id of a brief, the path of a file of the site, or
    `glossary/<kind>/<id>` for a part of the glossary.

    A file with one sign-off, or one question, stands in a folder of that name; one of an earlier version has the name
    itself.
    """
    below = path.removeprefix(f"{FOLDER}/")
    return below.rpartition("/")[0] if below.endswith((ENDING, QUESTION)) else below.removesuffix(".yml")


def part_of_glossary(target: str) -> tuple[str, str] | None:
    """The kind and the id of the part of the glossary that a sign-off is of; None where it is of something else."""
    kind, slash, id = target.removeprefix(_GLOSSARY).partition("/")
    return (kind, id) if slash and target.startswith(_GLOSSARY) and kind in ("entity", "publication", "tag") else None


def path_of(target: str, signoff_at: str, role: str, digest: str) -> str:
    """The path of the file of a sign-off in the site; two sign-offs have never the same.

    Args:
        target: what is signed, as `target_of` says it.
        signoff_at: when, as the sign-off holds it.
        role: in which.
        digest: of all that it says, in hexadecimal.
    """
    return f"{FOLDER}/{target}/{signoff_at[:10]}-{role}-{digest[:10]}{ENDING}"


def _check_signer(text: str) -> str:
    if _BY.fullmatch(text):
        return text
    help = "write the name and, in angle brackets, the address, as git has them: `Editor <editor@example.org>`"
    raise fault("invalid-value", f"`{text}` does not say who signed", help)


def _check_moment(text: str) -> str:
    try:
        datetime.strptime(text, _MOMENT)  # noqa: DTZ007  (only whether it is one)
    except ValueError:
        help = "write day and time in UTC as in ISO 8601: `2024-03-12T09:30:00Z`"
        raise fault("invalid-date", f"`{text}` is not a moment", help) from None
    return text


def _check_digest(text: str) -> str:
    if _DIGEST.fullmatch(text):
        return text
    help = "restore the line as git has it, or take this sign-off out, and sign again with `mujaz approve`"
    raise fault("invalid-value", "this is no SHA-256: 64 digits 0 to 9 and a to f", help)


def _check_covered(key: str) -> str:
    if _COVERED.fullmatch(key):
        return key
    help = "restore the line as git has it, or sign again with `mujaz approve`"
    raise fault("invalid-value", f"`{key}` is no part of the content that can be signed", help, key=key)


def written_moment(moment: datetime) -> str:
    """A moment in UTC as a sign-off holds it."""
    return moment.strftime(_MOMENT)


class Verdict(StrEnum):
    """What somebody says who has read what a sign-off covers."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request-changes"


class Edit(StrEnum):
    """What a change of published content was, as who signs it judges."""

    EDITORIAL = "editorial"
    """Wording, a dead address, a tag, a line of authors: readers need no correction."""


Address = Annotated[str, AfterValidator(_check_signer), Field(json_schema_extra={"pattern": f"^{_BY.pattern}$"})]
"""Who somebody is: name and address as git has them."""
Moment = Annotated[str, AfterValidator(_check_moment), Field(json_schema_extra={"pattern": r"^\d{4}-\d\d-\d\dT.*Z$"})]
"""A moment in UTC, as a sign-off holds it."""
_Digest = Annotated[str, AfterValidator(_check_digest), Field(json_schema_extra={"pattern": f"^{_DIGEST.pattern}$"})]
Covers = Annotated[
    Mapping[Annotated[str, AfterValidator(_check_covered)], _Digest],
    Field(json_schema_extra={"propertyNames": {"pattern": f"^{_COVERED.pattern}$"}}),
]
"""Digests by parts of the content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Part):
    """What one person says of one state of a brief, or of what it shows, in one role; written by `mujaz approve`."""

    role: Ref
    """The role in which it was signed."""
    by: Address
    """Who signed: name and address as git has them."""
    at: Moment
    """When: ISO 8601, UTC."""
    verdict: Verdict = Verdict.APPROVE
    """`approve`, or `request-changes`: then nothing that it covers is published as it is."""
    edit: Edit | None = None
    """`editorial` where what readers knew was changed in a way that needs no correction: wording, a dead address, a
    tag, a line of authors."""
    covers: Covers = field(default_factory=dict)
    """What was read: of each part of the content the digest of what it says."""
    sha256: _Digest | None = None
    """The hash of all that was approved, in sign-offs that have no `covers`: those of earlier versions."""
    version: Annotated[int, Field(ge=1)]
    """The version of the digests."""
    written_by: tuple[Address, ...] = ()
    """Who had written what is covered since it was last approved, as git told when it was signed: nobody of them can
    approve it, also where the history was squashed since."""
    criteria: tuple[Ref, ...] = ()
    """The criteria that were ticked."""
    note: str | None = None
    """What the signer added."""

    @model_validator(mode="after")
    def _covers_something(self) -> SignOff:
        if bool(self.covers) == (self.sha256 is not None):
            help = "restore the file as git has it, or sign again with `mujaz approve`"
            raise fault("missing-key", "a sign-off says what it covers: in `covers`, or in `sha256`", help)
        return self

    @property
    def signer(self) -> tuple[str, str]:
        """Name and address of who signed."""
        return name_and_address(self.by)

    @property
    def writers(self) -> tuple[tuple[str, str], ...]:
        """Names and addresses of who had written what is covered."""
        return tuple(map(name_and_address, self.written_by))

    @property
    def moment(self) -> datetime:
        """When it was signed."""
        return datetime.strptime(self.at, _MOMENT).replace(tzinfo=UTC)


def name_and_address(written: str) -> tuple[str, str]:
    """Name and address of somebody, as `Address` has them."""
    name, _, address = written.rpartition(" <")
    return name, address.removesuffix(">")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffs(Part):
    """The sign-offs of a brief in one file, as earlier versions wrote them: `briefs/reviews/<brief>.yml`."""

    signoffs: Annotated[tuple[SignOff, ...], Field(min_length=1)]
    """The sign-offs, the latest last."""
