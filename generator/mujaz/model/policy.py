"""The editorial policy of a site: who signs what, how grave a finding is, and how much may be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from mujaz.model.base import Part, fault
from mujaz.model.sourcing import NonEmpty
from mujaz.model.values import ID_PATTERN, Language, Ref, check_id
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Severity
from mujaz.syntax.located import Located

POLICY = "editorial.yml"
"""The name of the file, in the site's root."""

ANY = "any"
"""Stands in the place of a digest where the content of a file does not matter."""

_ADDRESS = r"[^<>\s@]+@[^<>\s@]+"
_DIGEST = "^(?:any|[0-9a-f]{64})$"


class Level(StrEnum):
    """The level that a policy gives to the findings of a rule."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


def configurable() -> tuple[str, ...]:
    """The rules whose level a policy may set: all but errors.

    An error says that content cannot be understood, or that a reader would be misled; no site's policy makes that
    less true.
    """
    return tuple(name for name, rule in rules.RULES.items() if rule.severity is not Severity.ERROR)


def _check_rule(key: str) -> str:
    if key not in rules.RULES:
        known = configurable()
        raise fault("unknown-reference", f"there is no rule `{key}`", "see the list of rules", key=key, known=known)
    if rules.RULES[key].severity is Severity.ERROR:
        help = "remove the line: an error stays one; levels can be set for warnings and notes"
        raise fault("fixed-severity", f"the level of `{key}` is fixed", help, key=key)
    return key


_Ids = Annotated[
    Mapping[Annotated[str, AfterValidator(check_id)], NonEmpty],
    Field(json_schema_extra={"propertyNames": {"pattern": f"^{ID_PATTERN}$"}}),
]
_Levels = Annotated[
    Mapping[Annotated[str, AfterValidator(_check_rule)], Level],
    Field(json_schema_extra=lambda schema: schema.update(propertyNames={"enum": list(configurable())})),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRule(Part):
    """Whose approval a brief needs; the conditions that it names must all hold."""

    roles: tuple[Ref, ...] = ()
    """The roles that can give it; any role where none is named."""
    count: Annotated[int, Field(ge=1, le=9)] = 1
    """How many different people have to sign."""
    tags: tuple[Ref, ...] = ()
    """Only for briefs that bear one of these tags."""
    languages: tuple[Language, ...] = ()
    """Only for what a brief says in these languages: a change of its words in another one leaves the approval as it
    is. All languages of the brief where none is named."""
    grade: Literal["A", "B", "C", "D", "E", "F"] | None = None
    """Only for briefs with a seed whose source is graded so or worse; a seed without a grade counts as F."""


def _no_approvals(value: Any) -> Any:
    """`0` is written where nobody has to sign."""
    if isinstance(value, Located) and value == "0":
        return (ApprovalRule(span=value.span, keys={}, count=0),)
    return value


_People = Annotated[
    Mapping[Annotated[str, Field(pattern=f"^{_ADDRESS}$")], Annotated[tuple[Ref, ...], Field(min_length=1)]],
    Field(json_schema_extra={"propertyNames": {"pattern": f"^{_ADDRESS}$"}}),
]


def default_roles() -> dict[str, str]:
    """The roles of a policy that names none."""
    return {"editor": "Reads the brief as a reader will, and answers for it"}


def _criteria() -> dict[str, str]:
    return {
        "sourcing": "Each claim says who makes it and where, and sources bear out what is said of them",
        "neutrality": "Words are neutral, and each side is heard",
        "rights": "No more is quoted than the rights of the articles allow",
        "language": "Each language reads well and says the same",
    }


RENAMED = {"stray_words": "max_shared_words"}
"""Keys of the policy by their former names, which are still read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Part):
    """The editorial policy: `editorial.yml`."""

    roles: _Ids = field(default_factory=default_roles)
    """The roles that sign, by id, each in words. Without the key: `editor`."""
    criteria: _Ids = field(default_factory=_criteria)
    """The points to tick when a brief is signed, by id, each as a sentence that has to be true. Every criterion must be
    ticked in one of the sign-offs that count. Without the key: `sourcing`, `neutrality`, `rights`, `language`."""
    approvals: Annotated[tuple[ApprovalRule, ...], BeforeValidator(_no_approvals)] = ()
    """The approvals that a brief needs before it is published: of all entries whose conditions it meets. Without the
    key: one, of any role. `0` where a desk has nobody else who could sign: the site says so to its readers."""
    people: _People = field(default_factory=dict)
    """Who may sign, by address: the roles of each. Without the key: whoever the rules of the repository let."""
    signed_commits: Literal["optional", "required"] = "optional"
    """Whether a sign-off counts only if git finds a good signature, by a key whose owner it knows, on the commit that
    brought it and on the last change of what it signs; the key of the former must be of the address in `by`."""
    site_files: Literal["noted", "approved"] = "noted"
    """What `mujaz build --publish` does about `mkdocs.yml`, words of the desk and files beside the generated pages that
    nobody has signed as they are: name them in what it prints, or refuse."""
    severities: _Levels = field(default_factory=dict)
    """The level of rules by name: `error`, `warning`, `info` or `off`. The level of errors is fixed."""
    trace: Annotated[int, Field(ge=0, le=100)] = 0
    """The least share of sentences of summary and key points that must say what they rest on, in per cent."""
    quote_words: Annotated[int, Field(ge=1)] | None = None
    """The longest single quote, in words."""
    max_shared_words: Annotated[int, Field(ge=8, le=100)] = 12
    """How many words in a row of an article that may not be published in full may stand in a built file outside of the
    quoted passages, from 8 to 100; names and set phrases are the same in any two texts."""
    unsearched_files: Mapping[str, Annotated[str, Field(pattern=_DIGEST)]] = field(default_factory=dict)
    """The files that are published although they cannot be searched for the text of seeds, by their paths in the site,
    in which `*` stands for any characters: the SHA-256 of what somebody looked through, or `any`."""
    due_days: Annotated[int, Field(ge=0, le=3650)] = 30
    """How many days ahead `mujaz due` looks."""
