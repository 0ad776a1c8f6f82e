"""What editors write: the roles and tags that a policy names, and the briefs that are signed, must exist."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from mujaz.checks.doubles import check_refs
from mujaz.model import Ref
from mujaz.model.policy import default_roles
from mujaz.model.signoff import part_of_glossary
from mujaz.model.values import ID_PATTERN
from mujaz.resolve.ids import Hints, unknown
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.located import Located, LocatedDict, LocatedList
from mujaz.syntax.source import Source, Span


def check_policy(written: LocatedDict, tags: Iterable[str]) -> Iterator[Diagnostic]:
    """Findings on approvals that ask for roles or tags which there are not, or for one twice.

    Args:
        written: the file of the policy before it has a type, so that these are found beside errors of other keys.
        tags: the ids of all tags.
    """
    roles, hints = written.get("roles"), Hints()
    known = {"roles": frozenset(roles if isinstance(roles, LocatedDict) else default_roles()), "tags": frozenset(tags)}
    for approval in _list(written.get("approvals")):
        for key, ids in known.items() if isinstance(approval, LocatedDict) else ():
            what, listed = key.removesuffix("s"), _list(approval.get(key))
            refs = [Ref(str(id), id.span) for id in listed if isinstance(id, Located) and re.fullmatch(ID_PATTERN, id)]
            for ref in refs:
                yield from unknown(ref, what, ids, hints)
            yield from check_refs(what, refs)
    people = written.get("people")
    for listed in people.values() if isinstance(people, LocatedDict) else ():
        for id in _list(listed):
            if isinstance(id, Located) and re.fullmatch(ID_PATTERN, id):
                yield from unknown(Ref(str(id), id.span), "role", known["roles"], hints)


def _list(value: object) -> LocatedList:
    return value if isinstance(value, LocatedList) else LocatedList((), Span(Source("", ""), 0, 0))


def check_signoffs(target: str, source: Source, known: Mapping[str, Collection[str]]) -> Iterator[Diagnostic]:
    """Findings on sign-offs of a brief, or of a part of the glossary, that there is not.

    Sign-offs are history: roles and criteria that the policy has no more are no fault of theirs.

    Args:
        target: what the file's path says that is signed, as `model.signoff.target_of`.
        source: the file.
        known: the ids of all that can be signed, by kind: `brief`, `entity`, `publication`, `tag`.
    """
    if "." in target:  # sign-offs of a file, which may be gone: no id has a full stop
        return
    kind, id = part_of_glossary(target) or ("brief", target)
    yield from unknown(Ref(id, Span(source, 0, 0)), kind, known[kind], Hints())
