"""Sign-offs of a brief: who approved which state of it, in which role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from mujaz.model.base import Part, fault
from mujaz.model.values import Ref
from mujaz.text.patterns import lazy_re

FOLDER = "briefs/reviews"
"""Where the files of sign-offs stand, below the site's root, under the paths of their briefs."""

_BY = lazy_re(r"[^<>]*\S <[^<>\s]+>")
_DIGEST = lazy_re("[0-9a-f]{64}")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


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


def written_moment(moment: datetime) -> str:
    """A moment in UTC as a sign-off holds it."""
    return moment.strftime(_MOMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Part):
    """The approval of one state of a brief by one person, written by `mujaz approve`."""

    role: Ref
    """The role in which it was signed."""
    by: Annotated[str, AfterValidator(_check_signer), Field(json_schema_extra={"pattern": f"^{_BY.pattern}$"})]
    """Who signed: name and address as git has them."""
    at: Annotated[str, AfterValidator(_check_moment), Field(json_schema_extra={"pattern": r"^\d{4}-\d\d-\d\dT.*Z$"})]
    """When: ISO 8601, UTC."""
    sha256: Annotated[str, AfterValidator(_check_digest), Field(json_schema_extra={"pattern": f"^{_DIGEST.pattern}$"})]
    """The content hash of what was approved."""
    version: Annotated[int, Field(ge=1)]
    """The version of the content hash."""
    criteria: tuple[Ref, ...] = ()
    """The criteria that were ticked."""
    note: str | None = None
    """What the signer added."""

    @property
    def signer(self) -> tuple[str, str]:
        """Name and address of who signed."""
        name, _, address = self.by.rpartition(" <")
        return name, address.removesuffix(">")

    @property
    def moment(self) -> datetime:
        """When it was signed."""
        return datetime.strptime(self.at, _MOMENT).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffs(Part):
    """The sign-offs of a brief: `briefs/reviews/<brief>.yml`."""

    signoffs: Annotated[tuple[SignOff, ...], Field(min_length=1)]
    """The sign-offs, the latest last."""
