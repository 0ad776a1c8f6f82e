"""What an editor asks for and cannot have, in words of the interface: English for the command, theirs in a browser."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mujaz.scaffold.plan import RefusedError

if TYPE_CHECKING:
    from mujaz.labels import Labels

_MOST_NAMED = 8


class Words(Struct, frozen=True):
    """Words of the interface by their key, with what stands in the places of their names.

    Attributes:
        key: in the tables of `mujaz.locale`.
        values: texts, and words that are put in the reader's language first; several words are a list in a sentence.
    """

    key: str
    values: Mapping[str, str | Words | tuple[Words, ...]] = field(default_factory=dict)

    def said(self, labels: Labels) -> str:
        """The words in a language."""
        return labels.text(self.key, **{name: _said(value, labels) for name, value in self.values.items()})


def _said(value: str | Words | tuple[Words, ...], labels: Labels) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Words):
        return value.said(labels)
    return labels.text("locator_comma").join(each.said(labels) for each in value)


class RefusedActError(RefusedError):
    """What an editor asks for cannot be done.

    Attributes:
        why: why not.
        instead: what to do.
    """

    def __init__(self, key: str, **values: str | Words | tuple[Words, ...]) -> None:
        """Begin.

        Args:
            key: of the words that say why; those of what to do have `_help` after it.
            values: what stands in either.
        """
        from mujaz.labels import load_labels  # late: only where something is refused

        self.why, self.instead = Words(key, values), Words(f"{key}_help", values)
        english = load_labels("en")
        super().__init__(self.why.said(english), self.instead.said(english))


def called(target: str) -> Words:
    """What to call what is signed, as `model.signoff.target_of` says it."""
    kind, _, id = target.removeprefix("glossary/").partition("/")
    if target.startswith("glossary/"):
        return Words(f"desk_called_{kind}", {"id": id})
    return Words("desk_called_file" if "." in target else "desk_called_brief", {"id": target})


def parts_called(names: Iterable[str]) -> tuple[Words, ...]:
    """What to call parts of the content, as `coverage.in_words` does in English."""
    return tuple(map(_part_called, names))


def _part_called(name: str) -> Words:
    kind, _, id = name.partition("/")
    if kind != "brief":
        return Words(f"desk_called_{kind}", {"id": id})
    brief, _, language = id.rpartition("/")
    return Words("desk_called_brief_in", {"id": brief, "language": language})


def refuse_unknown(id: str, known: Collection[str], what: str, otherwise: str = "") -> None:
    """Refuse an id that there is not, and name those that may be meant.

    Args:
        id: as it was asked for.
        known: all that there are.
        what: what it should be the id of.
        otherwise: what to do if no known one is near; without it they are named.

    Raises:
        RefusedError: it is not known.
    """
    from mujaz.model.decode import nearest_word  # late: it is slow to import

    if id in known:
        return
    known = sorted(known)
    nearest = nearest_word(id, known)
    near = [nearest] if nearest else [other for other in known if id in other]
    if near:
        help = f"did you mean {' or '.join(f'`{other}`' for other in near[:_MOST_NAMED])}?"
    elif otherwise:
        help = otherwise
    elif not known:
        help = "there is none yet"
    else:
        more = f" or {len(known) - _MOST_NAMED:,} more" if len(known) > _MOST_NAMED else ""
        help = f"it is one of {', '.join(known[:_MOST_NAMED])}{more}"
    raise RefusedError(f"there is no {what} `{id}`", help)
