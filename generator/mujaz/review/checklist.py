"""What an editor should look at, by what changed in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mujaz.model import Brief, Entity, EntityType, Rights, SeedRecord
from mujaz.review.objects import AnchorChange, AnchorState, Change, Kind

_FOUND = {
    AnchorState.MOVED: "read the sentence around each quote whose surroundings changed: does it still say the same",
    AnchorState.AMBIGUOUS: "say for each ambiguous quote which of its places is meant",
    AnchorState.LOST: "quote again what was lost, or take back what rests on it",
    AnchorState.ADDED: "read each new quote in its seed: is it whole, and does it say what is claimed",
}

_WITHDRAWN = "withdrawal: the reason tells readers who come by an old link what they have to know"


def brief_checklist(
    change: Kind, brief: Brief, changes: Iterable[Change], anchors: Iterable[AnchorChange]
) -> list[str]:
    """What to look at in a brief that changed.

    Args:
        change: what happened to it.
        brief: as it is now.
        changes: its changes of meaning.
        anchors: its quotes that did not stay as they are.
    """
    if change is Kind.ADDED:
        asked = [
            "read the whole brief beside its seeds",
            "each claim: is its speaker the one whom the seed names",
            "the tone: no word takes a side",
            *_people(brief.entities.values()),
        ]
    else:
        changes = tuple(changes)
        states = {anchor.state for anchor in anchors if anchor.reworded}
        asked = [words for state, words in _FOUND.items() if state in states]
        asked += [question for item in changes for question in _asked(item)]
        asked += _people(
            entity
            for id, entity in brief.entities.items()
            if any(item.path[:2] == ("entities", id) for item in changes)
        )
        asked += _untranslated(changes, brief)
    return list(dict.fromkeys(asked))


def _asked(change: Change) -> Iterator[str]:
    top, *rest = change.path or ("",)
    key = rest[-1] if rest else top
    owner = rest[0] if rest else ""
    if top == "status" and change.after in ("published", "corrected"):
        yield "publication: every sign-off is there, and no embargo holds"
    elif top == "status" and change.after == "withdrawn":
        yield "withdrawal: a correction says why, for readers who come by an old link"
    elif top == "corrections":
        yield "the correction says what was wrong, what is right, and since when; its severity fits"
    elif top == "publish_after":
        yield "the embargo is the one that was agreed"
    elif top == "entities":
        yield from entity_questions(owner, change)
    elif top == "claims" and "withdrawn" in rest:
        yield _WITHDRAWN
    if key == "speaker":
        yield f"claim {owner}: the passage that it quotes names {change.after or 'nobody'} as the speaker"
    elif key == "via" or "via" in rest:
        yield f"claim {owner}: the relay chain is the one that the seed tells"
    elif key in ("confidence", "assessment"):
        yield f"claim {owner}: its rationale bears the estimate: {change.after or 'none'}"
    elif "sources" in (top, *rest) and change.kind is not Kind.REORDERED:
        source = key if key != "sources" else owner
        if change.kind is Kind.REMOVED:
            yield f"source {source}: what rested on it still has support"
        else:
            yield f"source {source}: open it; it says what is said of it"
    elif "statement" in rest or "rationale" in rest:
        yield f"claim {owner}: the words say no more than the passage"
    elif top == "unknowns":
        yield "what is said to be unknown is unknown still, and nothing of weight is missing there"
    elif top in ("title", "summary", "key_points"):
        yield "title, summary and key points say no more than the claims bear out"


def entity_questions(id: str, change: Change) -> Iterator[str]:
    """What to look at where something of an entity changed, in a brief or in the glossary."""
    keys = set(change.path)
    if keys & {"latitude", "longitude", "coordinates"}:
        yield f"entity {id}: the point on the map is the place meant"
    if keys & {"name", "aliases", "weak"}:
        yield f"entity {id}: every mention that the names now find, or find no more, is right"
    if keys & {"relations", "born", "died", "founded", "dissolved"}:
        yield f"entity {id}: dates and relations have a source"
    if "withdrawn" in keys:
        yield _WITHDRAWN


def _people(entities: Iterable[Entity]) -> Iterator[str]:
    for entity in entities:
        if entity.type is EntityType.PERSON and entity.died is None:
            yield f"entity {entity.id.id}: a living person; nothing is said without need or without a source"


def _untranslated(changes: Iterable[Change], brief: Brief) -> Iterator[str]:
    """Texts that changed in one language while the brief has others."""
    languages = set(brief.title.languages)
    touched: dict[tuple[str, ...], set[str]] = {}
    for change in changes:
        if change.path and change.path[-1] in languages and change.kind is Kind.CHANGED:
            touched.setdefault(change.path[:-1], set()).add(change.path[-1])
    missing = sorted({language for done in touched.values() for language in languages - done})
    for language in missing:
        yield f"translations: what changed in another language holds in {language}, too"


def entity_checklist(entity: Entity | None, change: Kind, changes: Iterable[Change], briefs: int) -> list[str]:
    """What to look at where an entity of the glossary changed.

    Args:
        entity: as it is now; None where it is gone.
        change: what happened to it.
        changes: its changes of meaning.
        briefs: how many briefs show it.
    """
    if entity is None:
        return ["no brief misses it"]
    asked = [question for item in changes for question in entity_questions(entity.id.id, item)]
    if change is Kind.ADDED:
        asked += [f"entity {entity.id.id}: name, aliases and gloss are right in every language"]
        if entity.coordinates is not None:
            asked += [f"entity {entity.id.id}: the point on the map is the place meant"]
    asked += _people([entity])
    if briefs > 1:
        asked.append(f"the change shows in {briefs} briefs: it is right for each of them")
    return list(dict.fromkeys(asked))


def seed_checklist(before: SeedRecord | None, after: SeedRecord | None, changes: Iterable[Change]) -> list[str]:
    """What to look at where a seed changed."""
    if after is None:
        return ["no brief loses what it rests on"]
    page = f": {after.url}" if after.url else ""
    asked: list[tuple[Callable[[tuple[str, ...]], bool], str]] = [
        (lambda path: path[0] == "text", f"compare the text with the publisher's page{page}"),
        (lambda path: path[0] == "grade", f"the grade {after.grade} is what the house gives this publisher"),
        (
            lambda path: path[0] in ("rights", "excerpt_budget"),
            f"the publisher allows `{after.rights.value}`"
            + (f", {after.excerpt_budget} %" if after.rights is Rights.EXCERPT else ""),
        ),
        (lambda path: path[0] == "translation", "the translation says what the seed says, no more and no less"),
        (lambda path: path[0] in ("title", "publisher", "author", "url", "published"), "the citation is right"),
        (lambda path: path[0] == "withdrawn", _WITHDRAWN),
    ]
    if before is None:
        return [
            f"compare the text with the publisher's page{page}",
            f"the publisher allows `{after.rights.value}`",
            "the citation is right, and the seed has a grade",
        ]
    paths = [change.path for change in changes if change.path]
    return [question for holds, question in asked if any(map(holds, paths))]
