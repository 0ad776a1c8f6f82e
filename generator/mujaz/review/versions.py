"""The versions of a brief, from its states in a history: those that were published and mean another thing than before.

A state that only differs in comments or layout is no version, nor is one that cannot be read, or a draft.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from mujaz.history.versions import Difference, Version
from mujaz.model import Brief, Status
from mujaz.model.decode import decode
from mujaz.resolve.uses import Kind
from mujaz.review.meaning import Tree, meaning
from mujaz.review.names import AS_CALLED, Names
from mujaz.syntax.source import Source
from mujaz.text.patterns import lazy_re
from mujaz.text.worddiff import count_changed, word_differences

PUBLISHED = (Status.PUBLISHED, Status.CORRECTED, Status.WITHDRAWN)
MOST = 200
"""States of one brief that are looked at, the newest: a page of more would help nobody."""
_REFERENCE = lazy_re(r"\[\^[^\[\]]*\]")
_UNTOLD = ("at", "exact")
_LEFT_OUT = ("corrections", "updated", "published", "publish_after", "review_by")
_FORMAT = b"1"


class State(Struct, frozen=True):
    """A state of a file: the day on which it came into the history, and the name of its content."""

    day: str
    content: str


class ReadHistory(Struct, frozen=True, dict=True):
    """The past of a site's briefs.

    Args:
        states: of each brief by its id, the newest first.
        read: gives contents by their names.
        names: of the site, so that another id makes no version.
    """

    states: Mapping[str, tuple[State, ...]]
    read: Callable[[Iterable[str]], Mapping[str, bytes]]
    names: Names = AS_CALLED

    @cached_property
    def keys(self) -> Mapping[str, bytes]:
        """Of each brief with a past: a digest of it."""
        return {
            id: hashlib.blake2b(_FORMAT + repr((states, self.names.digest)).encode(), digest_size=16).digest()
            for id, states in self.states.items()
        }

    def of_states(self, contents: Callable[[str], Collection[str]]) -> ReadHistory:
        """The same with some states alone.

        Args:
            contents: gives the names of those that count of a brief, by its id.
        """
        kept = {id: (contents(id), states) for id, states in self.states.items()}
        found = {id: tuple(state for state in states if state.content in names) for id, (names, states) in kept.items()}
        return replace(self, states={id: states for id, states in found.items() if states})

    def called_now(self, first_ids: Mapping[str, str], present_ids: Mapping[str, str]) -> ReadHistory:
        """The same of a site in which things have had other ids: the states of a brief under all that it had.

        Args:
            first_ids, present_ids: as `resolve.site.Site` has them.
        """
        names = Names(first_ids, present_ids)
        if not names.digest:
            return self
        found: dict[str, tuple[State, ...]] = {}
        for id in self.states:
            now = names.present_id(Kind.BRIEF, id)
            of_all = (self.states.get(each, ()) for each in names.all_ids(Kind.BRIEF, now))
            found[now] = tuple(state for states in of_all for state in states)
        return replace(self, states=found, names=names)

    def versions(self, brief: str) -> tuple[Version, ...]:
        """The versions of a brief, the first first."""
        states = self.states[brief][:MOST][::-1]
        contents = self.read([state.content for state in states])
        told = ((state.day, contents[state.content]) for state in states)
        return versions(told, lambda state: self.names.called_first(state, brief))


def versions(
    states: Iterable[tuple[str, bytes]], called: Callable[[Brief], Brief] = lambda brief: brief
) -> tuple[Version, ...]:
    """The versions among the states of a brief.

    Args:
        states: the first first: day, and content of the file.
        called: gives a state in the ids by which states are compared.
    """
    found: list[Version] = []
    last: Tree = None
    corrections = 0
    for day, content in states:
        brief = _brief(content)
        if brief is None or brief.status not in PUBLISHED:
            continue
        tree = meaning(called(brief))
        if tree == last:
            continue
        differences, share = ((), 100) if last is None else _compared(last, tree)
        count = len(brief.corrections)
        corrected = tuple(range(corrections, count)) if found else ()
        found.append(Version(len(found) + 1, day[:10], share, differences, corrected))
        last, corrections = tree, count
    return tuple(found)


def _brief(content: bytes) -> Brief | None:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return decode(Source("", text), Brief)[0]


def _compared(before: Tree, after: Tree) -> tuple[tuple[Difference, ...], int]:
    old, new = dict(_leaves(before, (), "")), dict(_leaves(after, (), ""))
    differences = []
    changed = total = 0
    for path in (*new, *(path for path in old if path not in new)):
        (language, was), (tag, now) = old.get(path, ("", "")), new.get(path, ("", ""))
        pieces = word_differences(_shown(was), _shown(now))
        if language or tag:
            words, all_words = count_changed(pieces)
            changed, total = changed + words, total + all_words
        if was != now:
            untold = any(key in _UNTOLD for key in path)
            seen = any(piece.sign != "same" for piece in pieces)
            told_words = pieces if seen and not untold else ()
            differences.append(Difference(path, tag or language, told_words, references=not seen and not untold))
    merged = {
        (item.path[: item.path.index("at") + 1] if "at" in item.path else item.path): item for item in differences
    }
    told = tuple(replace(item, path=path) for path, item in merged.items())
    share = max(1, round(100 * changed / total)) if changed else 0
    return told, share


def _shown(text: str) -> str:
    """A text without its references, which readers see as signs."""
    return _REFERENCE.sub("", text)


def _leaves(tree: Tree, path: tuple[str, ...], language: str) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """Every value that is no mapping or list, by its path: the language of a text, and its words."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            if not path and key in _LEFT_OUT:
                continue
            if path and isinstance(value, str) and set(map(_is_tag, tree)) == {True}:
                yield (*path, key) if len(tree) > 1 else path, (key, value)
            else:
                yield from _leaves(value, (*path, key), language)
    elif isinstance(tree, list):
        for number, value in enumerate(tree, 1):
            id = value.get("id") if isinstance(value, Mapping) else None
            yield from _leaves(value, (*path, str(id or number)), language)
    else:
        yield path, (language, str(tree))


def _is_tag(key: str) -> bool:
    """Whether a key of a mapping is a language: the trees of texts have no others."""
    return 2 <= len(key.partition("-")[0]) <= 3 and key not in _FIELDS


_FIELDS = frozenset({"id", "at", "to", "via", "url", "tag"})
"""Keys of the model that look like tags of languages."""
