"""Sign-offs as text: the file of a brief's sign-offs with one more at its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mujaz.history.commits import Person
from mujaz.markup import yaml_string
from mujaz.model import SignOffs
from mujaz.model.decode import decode
from mujaz.model.signoff import written_moment
from mujaz.review.meaning import VERSION, meaning
from mujaz.syntax.source import Source


def with_signoff(
    written: Source,
    role: str,
    by: Person,
    at: datetime,
    digest: str,
    criteria: Iterable[str] = (),
    note: str = "",
) -> str:
    """The text of a file of sign-offs with one more; what it holds already stays as it is, to the letter.

    Args:
        written: the file; empty for none, or with comments only.
        role: in which is signed.
        by: who signs.
        at: when, in UTC.
        digest: the content hash of what is signed.
        criteria: those that are ticked.
        note: what the signer adds.

    Raises:
        ValueError: the file cannot be continued, or a value cannot be written; the message says why.
    """
    signed, _ = decode(written, SignOffs)
    before = written.text.rstrip("\n")
    if signed is None:
        before += "\nsignoffs:" if before else "signoffs:"
    lines = [
        f"  - role: {role}",
        f"    by: {yaml_string(f'{by.name} <{by.email}>', escape_html=False)}",
        f"    at: {written_moment(at)}",
        f"    sha256: {digest}",
        f"    version: {VERSION}",
    ]
    ticked = list(criteria)
    if ticked:
        lines += ["    criteria:", *(f"      - {criterion}" for criterion in ticked)]
    if note:
        lines.append(f"    note: {yaml_string(note, escape_html=False)}")
    text = "\n".join([before, *lines, ""])
    again, findings = decode(Source(written.name, text), SignOffs)
    if again is None:
        raise ValueError(findings[0].message)
    if meaning(again.signoffs[:-1]) != (meaning(signed.signoffs) if signed else []):
        raise ValueError("the sign-offs that it holds are not laid out as mujaz writes them")
    return text
