"""What changed between two states of `mkdocs.yml`: setting by setting, each with the keys that lead to it."""

from __future__ import annotations

from collections.abc import Mapping

import yaml
from msgspec import Struct, field

from mujaz.review import words
from mujaz.review.excerpts import shown
from mujaz.review.objects import Change, Kind
from mujaz.syntax.source import Source, Span

SETTINGS = "mkdocs.yml"
Path = tuple[str, ...]
"""Keys, and names of items of lists: `("extra", "alternate", "en", "title")`."""

_NAMES = ("lang", "media", "name", "title")
"""The keys of a mapping in a list that tell it from the others, the first that it has."""
_MOST = 20_000
"""Values of a file that is compared by its settings; with aliases a short file may have any number."""
_TREES = (RecursionError, ValueError, OverflowError, yaml.YAMLError)


class _TooManyError(ValueError):
    """A file has more values than anybody would read."""


class Settings(Struct, frozen=True):
    """All settings of a file.

    Attributes:
        values: what each says, and its place.
        lists: the names of the items of each list.
    """

    values: dict[Path, tuple[str, Span]] = field(default_factory=dict)
    lists: dict[Path, tuple[str, ...]] = field(default_factory=dict)

    def below(self, *path: str) -> dict[Path, str]:
        """What all settings below some keys say."""
        return {at: said for at, (said, _) in self.values.items() if at[: len(path)] == path}


def settings_of(source: Source) -> Settings | None:
    """The settings of a file; None where it cannot be read, or has more of them than anybody would read."""
    found = Settings()
    try:
        top = yaml.compose(source.text, Loader=yaml.SafeLoader)
        if top is not None:
            _read(found, source, top, ())
    except _TREES:
        return None
    return found


def settings_changes(before: Settings, after: Settings) -> tuple[Change, ...]:
    """All settings that say something else, are new or gone, and all lists in another order, by the later file.

    An item that got settings of its own, or lost them, is there as before: only these are new, or gone.
    """
    found = []
    for path in dict.fromkeys((*after.values, *before.values)):
        old, new = before.values.get(path), after.values.get(path)
        if (old and new and old[0] == new[0]) or _goes_on(path, before, after):
            continue
        kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
        was, now = (None if each is None else each[0] for each in (old, new))
        name = _named(path)
        place = new[1] if new else old[1] if old else None
        found.append(Change(kind, path, words.text("", name, was, now), was, now, place, name))
    for path, names in after.lists.items():
        ours, theirs = before.lists.get(path, ()), names
        if [each for each in ours if each in theirs] != [each for each in theirs if each in ours]:
            place = next((span for at, (_, span) in after.values.items() if at[: len(path)] == path), None)
            told = words.reordered("", _named(path), [shown(each) for each in names])
            found.append(Change(Kind.REORDERED, path, told, list(ours), list(theirs), place, _named(path)))
    return tuple(found)


def _goes_on(path: Path, before: Settings, after: Settings) -> bool:
    """Whether an item without settings on one side has some on the other."""
    there, other = (before, after) if path in before.values else (after, before)
    if path in other.values or there.values[path][0] not in ("", path[-1]):
        return False
    return any(at[: len(path)] == path for at in other.values)


def _named(path: Path) -> str:
    return " › ".join(map(shown, path)) or "all of it"


def _read(found: Settings, source: Source, node: yaml.Node, path: Path) -> None:
    if isinstance(node, yaml.MappingNode) and node.value:
        for key, value in node.value:
            _read(found, source, value, (*path, _text(key)))
    elif isinstance(node, yaml.SequenceNode) and node.value:
        _read_list(found, source, node, path)
    else:
        _put(found, source, node, path)


def _read_list(found: Settings, source: Source, node: yaml.SequenceNode, path: Path) -> None:
    names: list[str] = []
    for number, item in enumerate(node.value, 1):
        pairs = item.value if isinstance(item, yaml.MappingNode) else []
        single = pairs[0] if len(pairs) == 1 else None
        name = _text(item) if isinstance(item, yaml.ScalarNode) else _text(single[0]) if single else _own_name(pairs)
        name = name or str(number)
        same = sum(each == name or each.startswith(f"{name} (") for each in names)
        names.append(f"{name} ({same + 1})" if same else name)
        at = (*path, names[-1])
        _read(found, source, single[1] if single else item, at)
        if isinstance(item, yaml.ScalarNode):
            found.values[at] = names[-1], found.values[at][1]
    found.lists[path] = tuple(names)


def _put(found: Settings, source: Source, node: yaml.Node, path: Path) -> None:
    if len(found.values) >= _MOST:
        raise _TooManyError
    said = _text(node)
    if path in found.values:  # a key that stands twice: the check finds it, and here both are seen
        said = f"{found.values[path][0]} {said}"
    found.values[path] = said, source.span(node.start_mark.index, node.end_mark.index)


def _own_name(pairs: list[tuple[yaml.Node, yaml.Node]]) -> str:
    known: Mapping[str, str] = {_text(key): _text(value) for key, value in pairs}
    return next(filter(None, (known.get(key, "") for key in _NAMES)), "")


def _text(node: yaml.Node) -> str:
    """What a scalar says, with its tag where that has it mean something else than its words."""
    if not isinstance(node, yaml.ScalarNode):
        return ""
    plain = node.tag.startswith("tag:yaml.org,2002:") and "python" not in node.tag
    return str(node.value) if plain else f"{node.tag.replace('tag:yaml.org,2002:', '!!')} {node.value}".strip()
