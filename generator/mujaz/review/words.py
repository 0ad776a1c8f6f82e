"""Changes in an editor's words: what things are called, and the sentences that say what happened to them.

Every key of the model has words by default; what reads better in others has them here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mujaz.keynames import label
from mujaz.model import (
    AliasText,
    Anchor,
    ApprovalRule,
    Brief,
    Claim,
    Contributor,
    Correction,
    Entity,
    Event,
    Level,
    Link,
    MentionOverride,
    Note,
    Publication,
    Question,
    Ref,
    Relation,
    SeedRecord,
    SeedTranslation,
    SignOff,
    Text,
    TranslatedSentence,
)
from mujaz.model.base import fields_of
from mujaz.model.keys import keys_by_name
from mujaz.review.excerpts import differences, on_a_line, quoted, shortened, shown
from mujaz.review.meaning import Tree, meaning

_ONE: Mapping[str, str] = {
    "aliases": "alias",
    "authors": "author",
    "author": "author",
    "criteria": "criterion",
    "entities": "entity",
    "severities": "level of",
    "timeline": "event",
    "via": "relay",
}
"""What one item of a list is called, where that is not the key without its `s`."""


def one_of(key: str) -> str:
    """What one item below a key is called."""
    return _ONE.get(key) or label(key).removesuffix("s")


_CALLED: Mapping[type, Callable[[Any], str]] = {
    AliasText: lambda alias: quoted(alias.text),
    Anchor: lambda anchor: quoted(shortened(anchor.exact)),
    Contributor: lambda person: quoted(person.name),
    Correction: lambda correction: f"of {correction.date.edtf}",
    Event: lambda event: f"of {event.date.edtf}",
    Link: lambda link: shown(link.url),
    MentionOverride: lambda mention: quoted(shortened(mention.at.exact)),
    Relation: lambda relation: f"{relation.type.value} {relation.to.id}",
    Question: lambda question: f"of {quoted(question.asker[0])}",
    SignOff: lambda signoff: f"of {quoted(signoff.signer[0])} as {signoff.role.id}",
    SeedTranslation: lambda translation: f"into {translation.language}",
    Text: lambda text: quoted(shortened(text.first.text)),
    TranslatedSentence: lambda pair: quoted(shortened(pair.exact.exact)),
}


def called(item: Any, number: int) -> str:
    """What an item of a list is called: its id, or what tells it from the others, or its number."""
    if isinstance(item, Ref):
        return item.id
    if type(item) in _CALLED:
        return _CALLED[type(item)](item)
    if hasattr(item, "id"):
        return str(meaning(item.id))
    return shown(item) if isinstance(item, str) else str(number)


_TOLD: Mapping[type, str] = {
    Brief: "title",
    Claim: "statement",
    Correction: "text",
    Entity: "name",
    Event: "text",
    Note: "title",
    Publication: "title",
    Question: "text",
    SeedRecord: "title",
}


def told(item: Any) -> str:
    """What something says, in a few words, where its name does not say it."""
    if isinstance(item, Level):
        return item.value
    if isinstance(item, SignOff):
        return ", ".join([item.at, *(ref.id for ref in item.criteria)])
    if isinstance(item, ApprovalRule):
        return value(meaning(item))
    if isinstance(item, (Ref, Text, AliasText, Anchor, Contributor, str)):
        return ""
    if type(item) in _TOLD:
        said = getattr(item, _TOLD[type(item)])
        return quoted(shortened(said.first.text if isinstance(said, Text) else said))
    if isinstance(item, MentionOverride):
        return item.entity.id if item.entity else "no entity"
    if not fields_of(type(item)):
        return value(meaning(item))
    parts = ((key, meaning(getattr(item, name))) for name, key in keys_by_name(type(item)))
    return ", ".join(f"{label(key)} {value(tree)}" for key, tree in parts if isinstance(tree, (str, int, float)))


def value(tree: Tree) -> str:
    """A value as it stands in a sentence."""
    if tree is None:
        return "none"
    if isinstance(tree, bool):
        return "yes" if tree else "no"
    if isinstance(tree, (int, float)):
        return str(tree)
    if isinstance(tree, str):
        return shown(tree)
    if isinstance(tree, Sequence):
        return ", ".join(map(value, tree)) or "none"
    return ", ".join(f"{label(key)} {value(inner)}" for key, inner in tree.items()) or "none"


def sentence(owner: str, said: str) -> str:
    """What is said of a part of a document, or of the document itself."""
    return f"{owner}: {said}" if owner else said


def item_added(owner: str, name: str, item: Any) -> str:
    """An item is new."""
    what = told(item)
    return sentence(owner, f"{name} added{f': {what}' if what else ''}")


def item_removed(owner: str, name: str, item: Any) -> str:
    """An item is gone."""
    what = told(item)
    return sentence(owner, f"{name} removed{f' (it was: {what})' if what else ''}")


def reordered(owner: str, key: str, names: Sequence[str]) -> str:
    """The items of a list stand in another order."""
    return sentence(owner, f"{label(key)} reordered, now {', '.join(names)}")


def scalar(owner: str, key: str, before: Tree | None, after: Tree | None) -> str:
    """A single value is another one."""
    if key == "speaker" and owner:
        was = "" if before is None else f" (was {value(before)})"
        return f"speaker of {owner} now {value(after)}{was}" if after else f"speaker of {owner} removed{was}"
    if key == "entity" and (before is None or after is None):
        return sentence(owner, f"{before or 'no entity'} → {after or 'no entity'}")
    if before is None:
        return sentence(owner, f"{label(key)} set to {value(after)}")
    if after is None:
        return sentence(owner, f"{label(key)} removed (it was {value(before)})")
    return sentence(owner, f"{label(key)} {_between(before, after)}")


def text(owner: str, what: str, before: str | None, after: str | None) -> str:
    """The words of a text are others: all that differ are shown, with some around them.

    Args:
        owner: the part of the document that it belongs to; may be empty.
        what: what it is called, its language included.
        before: the words; None where there were none.
        after: the words; None where there are none.
    """
    if before is None:
        return sentence(owner, f"{what} added: {quoted(on_a_line(after or ''))}")
    if after is None:
        return sentence(owner, f"{what} removed (it was {quoted(on_a_line(before))})")
    return sentence(owner, f"{what} {_between(before, after)}")


def _between(before: Tree, after: Tree) -> str:
    if not (isinstance(before, str) and isinstance(after, str) and shown(before) + shown(after) != before + after):
        return f"{value(before)} → {value(after)}"
    return "; ".join(f"{quoted(found.before)} → {quoted(found.after)}" for found in differences(before, after))
