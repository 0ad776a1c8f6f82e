"""References in the words of a change, as a reader of the page sees them: `[C3]` for `[^minister-3252]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from mujaz.labels import load_labels
from mujaz.model import Brief
from mujaz.review.objects import Change
from mujaz.text.patterns import lazy_re

_REFERENCE = lazy_re(r"\[\^([a-z0-9-]+)((?:,[^\[\]\n]*)?)\]")


Signs = Mapping[str, str]
"""What stands on the page for a reference, by the id of the note or claim: `C3`."""


def signs_of(brief: Brief) -> Signs:
    """The signs of the notes and claims of a brief.

    Args:
        brief: as it is now. What it has no note or claim of is left as it is written: a sign that belongs to another
            claim now would hide that the reference is another one.
    """
    labels = load_labels("en")  # in which the words of changes are
    signs = {note.id.id: labels.text("sign_note", n=str(n)) for n, note in enumerate(brief.notes, 1)}
    return signs | {claim.id.id: labels.text("sign_claim", n=str(n)) for n, claim in enumerate(brief.claims, 1)}


def with_signs(changes: Iterable[Change], signs: Signs) -> Iterator[Change]:
    """Changes of a brief, with the signs of its notes and claims in their words."""
    for change in changes:
        words = with_signs_in(change.words, signs)
        yield change if words == change.words else replace(change, words=words)


def with_signs_in(text: str, signs: Signs | None) -> str:
    """A text with the signs of the references in it; those that have none stay as they are written."""
    if not signs or "[^" not in text:
        return text
    return _REFERENCE.sub(lambda found: f"[{signs[found[1]]}{found[2]}]" if found[1] in signs else found[0], text)
