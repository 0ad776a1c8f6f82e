"""Sign-offs as text: the file of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from mujaz.history.commits import Person
from mujaz.markup import yaml_string
from mujaz.model import SignOff
from mujaz.model.decode import decode
from mujaz.model.signoff import Edit, Verdict, path_of, written_moment
from mujaz.review.authorship import signoff_key
from mujaz.review.meaning import VERSION
from mujaz.syntax.source import Source


def signoff_file(
    target: str,
    role: str,
    by: Person,
    at: datetime,
    covers: Mapping[str, str],
    written_by: Iterable[Person] = (),
    criteria: Iterable[str] = (),
    note: str = "",
    verdict: Verdict = Verdict.APPROVE,
    edit: Edit | None = None,
) -> tuple[str, str]:
    """The path of the file of a sign-off in the site, and its text.

    Args:
        target: what is signed, as `model.signoff.target_of` says it.
        role: in which is signed.
        by: who signs.
        at: when, in UTC.
        covers: what is signed: digests by parts.
        written_by: who wrote that since it was last approved.
        criteria: those that are ticked.
        note: what the signer adds.
        verdict: what the signer says.
        edit: what kind of change it was.

    Raises:
        ValueError: a value cannot be written; the message says why.
    """
    lines = [f"role: {role}", f"by: {_person(by)}", f"at: {written_moment(at)}"]
    if verdict is not Verdict.APPROVE:
        lines.append(f"verdict: {verdict.value}")
    if edit is not None:
        lines.append(f"edit: {edit.value}")
    lines += ["covers:", *(f"  {_key(part)}: {says}" for part, says in covers.items()), f"version: {VERSION}"]
    if writers := list(written_by):
        lines += ["written_by:", *(f"  - {_person(writer)}" for writer in writers)]
    if ticked := list(criteria):
        lines += ["criteria:", *(f"  - {criterion}" for criterion in ticked)]
    if note:
        lines.append(f"note: {yaml_string(note, escape_html=False)}")
    text = "\n".join([*lines, ""])
    signoff, findings = decode(Source(path_of(target, written_moment(at), role, ""), text), SignOff)
    if signoff is None:
        raise ValueError(findings[0].message)
    return path_of(target, signoff.at, role, signoff_key(signoff)), text


def _person(person: Person) -> str:
    return yaml_string(f"{person.name} <{person.email}>", escape_html=False)


def _key(part: str) -> str:
    return part if part.isascii() and ": " not in part and " #" not in part else yaml_string(part, escape_html=False)
