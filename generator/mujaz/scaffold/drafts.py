"""Entities that are no part of a glossary yet: what is known of each, how it is written, and whether a desk has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct

from mujaz.model import Entity, EntityType
from mujaz.scaffold.style import quoted, scalar
from mujaz.text.filenames import problem_of
from mujaz.text.fold import fold_text
from mujaz.text.names import name_key

_ROMAN = dict(zip("ابتجحدرزسصضطعفقكلمنهويىةأإآؤئپگڤ", "abtjhdrzssdtafqklmnhwyaaaiawypgv", strict=True)) | {
    "ث": "th",
    "خ": "kh",
    "ذ": "dh",
    "ش": "sh",
    "ظ": "z",
    "غ": "gh",
    "چ": "ch",
    "ژ": "zh",
    "ء": "",
}
"""Latin letters for Arabic ones: enough for an id that says whose it is, and no transliteration."""


def id_of(names: Iterable[str], taken: Container[str] = ()) -> str:
    """An id for an entity of some names, the first of them that has Latin letters or digits; never one that is taken.

    Vowels that Arabic does not write are not guessed: such an id is for a person to better before it is accepted.
    """
    id = ""
    for name in sorted(names, key=lambda name: not name.isascii()):
        roman = "".join(_ROMAN.get(letter, letter) for letter in re.sub(r"(?<!\w)ال(?=\w)", "al-", name))
        plain = (
            unicodedata.normalize("NFKD", roman.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
        )
        id = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")
        if id:
            break
    id = id if id and not problem_of(id) else f"name-{id}".strip("-")
    numbered = (id if number == 1 else f"{id}-{number}" for number in count(1))
    return next(each for each in numbered if each not in taken)


def key_of(name: str) -> str:
    """What is equal of two spellings of one name."""
    return name_key(fold_text(name)).casefold()


class Draft(Struct, frozen=True):
    """An entity as some data has it.

    Attributes:
        id: that it would have.
        type: what it is.
        names: its name by language.
        aliases: other forms of it by language; those that begin with `?` are weak.
        adjectives: words for what belongs to a country, by language; the masculine singular in Arabic.
        gloss: one sentence on it by language.
        wikidata: its item; empty where none is known.
        dates: EDTF dates by key of an entity: `born`, `died`, `founded`, `dissolved`.
        relations: the ids of other entities, each with the kind of the relation.
    """

    id: str
    type: EntityType
    names: Mapping[str, str]
    aliases: Mapping[str, Sequence[str]] = {}
    adjectives: Mapping[str, Sequence[str]] = {}
    gloss: Mapping[str, str] = {}
    wikidata: str = ""
    dates: Mapping[str, str] = {}
    relations: Sequence[tuple[str, str]] = ()

    def forms(self) -> Iterator[tuple[str, str, bool]]:
        """Each name and alias with its language, and whether it is weak."""
        for language, name in self.names.items():
            yield name, language, False
        for language, texts in self.aliases.items():
            for text in texts:
                yield text.removeprefix("?"), language, text.startswith("?")


class Meeting(Struct, frozen=True):
    """A draft that a desk has already, or that is like something else it has.

    Attributes:
        draft: the draft, which is not written.
        entity: the entity of the desk.
        why: what the two have in common, for a message.
    """

    draft: Draft
    entity: str
    why: str


def draft_lines(draft: Draft, known: Iterable[str] = ()) -> Iterator[str]:
    """The lines of an entity in a glossary or a brief, below `entities:`.

    Args:
        draft: the entity.
        known: ids of entities that relations may lead to; others are left out.
    """
    yield f"  {draft.id}:"
    yield f"    type: {draft.type.value}"
    yield "    name:"
    for language, name in draft.names.items():
        yield f"      {language}: {scalar(name)}"
    if any(draft.aliases.values()):
        yield "    aliases:"
        for language, texts in draft.aliases.items():
            if texts:
                yield f"      {language}:"
            for text in texts:
                if text.startswith("?"):
                    yield f"        - text: {scalar(text[1:])}"
                    yield "          weak: true"
                else:
                    yield f"        - {scalar(text)}"
    if draft.gloss:
        yield "    gloss:"
        for language, text in draft.gloss.items():
            yield f"      {language}: {scalar(text)}"
    if draft.wikidata:
        yield f"    wikidata: {draft.wikidata}"
    for key, date in draft.dates.items():
        yield f"    {key}: {date if date[:1].isdigit() else quoted(date)}"
    allowed = set(known)
    relations = [(to, kind) for to, kind in draft.relations if to in allowed]
    if relations:
        yield "    relations:"
        for to, kind in relations:
            yield f"      - to: {to}"
            yield f"        type: {kind}"


def reconciled(
    drafts: Iterable[Draft], entities: Mapping[str, Entity]
) -> tuple[tuple[Draft, ...], tuple[Meeting, ...]]:
    """Tell drafts that a desk has not from those that it has, by Wikidata item, name and id; nothing is merged.

    Drafts are compared with each other, too: of two with one name the first is taken.
    """
    items = {entity.wikidata: id for id, entity in entities.items() if entity.wikidata}
    names: dict[str, str] = {}
    for id, entity in entities.items():
        for phrase in entity.name.phrases:
            names.setdefault(key_of(phrase.text), id)
        for forms in entity.aliases.values():
            for form in forms:
                if not form.weak:
                    names.setdefault(key_of(form.text), id)
    ids = set(entities)
    new, met = [], []
    for draft in drafts:
        keys = [key_of(name) for name in draft.names.values()]
        same = next((key for key in keys if key in names), None)
        if draft.wikidata and draft.wikidata in items:
            met.append(Meeting(draft, items[draft.wikidata], f"the same item, {draft.wikidata}"))
        elif draft.id in ids:
            met.append(Meeting(draft, draft.id, "the same id"))
        elif same is not None:
            name = next(name for name in draft.names.values() if key_of(name) == same)
            met.append(Meeting(draft, names[same], f"the name «{name}»"))
        else:
            new.append(draft)
            ids.add(draft.id)
            names.update((key, draft.id) for key in keys if key not in names)
            if draft.wikidata:
                items[draft.wikidata] = draft.id
    return tuple(new), tuple(met)
