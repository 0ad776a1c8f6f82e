"""Entities that are added to the file of a glossary, behind those that it has; nothing that stands there is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mujaz.model.documents import Documents
from mujaz.scaffold.drafts import Draft, Meeting, draft_lines, reconciled
from mujaz.scaffold.edits import edited, lines_behind
from mujaz.scaffold.plan import Plan, RefusedError
from mujaz.scaffold.style import modeline
from mujaz.syntax.located import Located, LocatedDict, LocatedList
from mujaz.syntax.source import Source
from mujaz.syntax.yamlnodes import read_yaml

GLOSSARY = "briefs/glossary"


def plan_glossary(
    name: str,
    drafts: Iterable[Draft],
    documents: Documents,
    existing: Source | None,
    *,
    origin: str,
    schemas: bool,
) -> tuple[Plan, tuple[Meeting, ...]]:
    """The file of a glossary with the drafts that the desk has not.

    Args:
        name: of the file in `briefs/glossary/`, without its ending.
        drafts: what is to be added.
        documents: all that the desk has.
        existing: the file as it is; None where there is none.
        origin: where the drafts come from, for the comment above them.
        schemas: whether the site holds the schemas that editors use.

    Returns:
        the plan, without a file where there is nothing to add; and the drafts that the desk has already.

    Raises:
        RefusedError: the file is written between braces, where no line can be added.
    """
    entities = {id: entity for glossary in documents.glossaries for id, entity in glossary.glossary.entities.items()}
    for document in documents.briefs:
        entities.update(document.brief.entities)
    new, met = reconciled(drafts, entities)
    if not new:
        return Plan({}), met
    known = {*entities, *(draft.id for draft in new)}
    path = f"{GLOSSARY}/{name}.yml"
    lines = [f"  # from {origin}"]
    for number, draft in enumerate(new):
        lines += [*([""] if number else []), *draft_lines(draft, known)]
    if existing is None:
        head = modeline("glossary", path) if schemas else ""
        text = "\n".join([f"{head}language: en\n", "entities:", *lines]) + "\n"
    else:
        text = _added(existing, lines)
    return Plan({path: text}), met


def _added(source: Source, lines: Sequence[str]) -> str:
    top, _ = read_yaml(source)
    if not isinstance(top, LocatedDict) or source.text[top.span.start : top.span.start + 1] == "{":
        raise RefusedError(f"{source.name} is written between braces", "name another file with --to")
    entities = top.get("entities")
    if entities is None:
        end = last_line(source, top)
        return edited(source.text, [lines_behind(source, end, ["", "entities:", *lines])])
    if not isinstance(entities, LocatedDict) or source.text[entities.span.start] == "{":
        raise RefusedError(f"the entities of {source.name} are written between braces", "name another file with --to")
    return edited(source.text, [lines_behind(source, last_line(source, entities), ["", *lines])])


def last_line(source: Source, value: object) -> int:
    """A place in the last line of what a value says: neither of the comments nor of the empty lines behind it."""
    while isinstance(value, dict | list) and value:
        value = list(value.values())[-1] if isinstance(value, dict) else value[-1]
    assert isinstance(value, Located | LocatedList | LocatedDict)
    span = value.span
    return span.start + max(len(span.text.rstrip()) - 1, 0)
