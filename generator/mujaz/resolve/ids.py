"""What every id means: the name spaces of a site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.model import Entity, Publication, Ref, Text
from mujaz.model.documents import Documents
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Span


class _Sets(Mapping[str, Collection[str]]):
    """The values of a mapping as sets, each made when it is first asked for."""

    def __init__(self, values: Mapping[str, Collection[str]]) -> None:
        self._values = values
        self._sets: dict[str, frozenset[str]] = {}

    def __getitem__(self, key: str) -> frozenset[str]:
        values = self._values[key]  # a look-up is noted
        if key not in self._sets:
            self._sets[key] = frozenset(values)
        return self._sets[key]

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Hints:
    """Which known id may be meant by an unknown one: said of the first unknown ids of a document.

    To compare each with all known ones takes time with the product of their numbers. Where so many are unknown, most
    have one cause.
    """

    MOST = 50

    def __init__(self) -> None:
        self._left = self.MOST

    def of(self, id: str, known: Collection[str]) -> str | None:
        """A known id that is near an unknown one, or None."""
        if not self._left:
            return None
        self._left -= 1
        from mujaz.model.decode import nearest_word  # late: most ids are known

        return nearest_word(id, sorted(known)) or _holding(id, known)


class Ids(Struct, frozen=True):
    """All that can be referred to from anywhere.

    Attributes:
        seeds: ids of seeds.
        entities: by id, of the glossary and of all briefs.
        publications: the shared bibliography by id.
        tags: labels by id.
        claims: ids of claims by the id of their brief.
        hints: what is proposed for unknown ids of the document that is looked at.
    """

    seeds: Collection[str]
    entities: Mapping[str, Entity]
    publications: Mapping[str, Publication]
    tags: Mapping[str, Text]
    claims: Mapping[str, Collection[str]]
    hints: Hints = field(default_factory=Hints)

    def of_document(self) -> Ids:
        """The same, to look at another document with."""
        claims = _Sets(self.claims)
        return replace(self, claims=claims, hints=Hints())

    def entity(self, ref: Ref) -> list[Diagnostic]:
        """A finding if there is no such entity."""
        return unknown(ref, "entity", self.entities, self.hints)

    def claim(self, brief: str, ref: Ref) -> list[Diagnostic]:
        """A finding if there is no such claim, in this brief or in the one that it names."""
        home, separator, claim = ref.id.rpartition("#")
        if not separator:
            return unknown(ref, "claim", self.claims[brief], self.hints)
        if home not in self.claims:
            return unknown(Ref(home, ref.span), "brief", self.claims, self.hints)
        if claim in self.claims[home]:
            return []
        return unknown(ref, "claim", [f"{home}#{known}" for known in self.claims[home]], self.hints)


_DEFINE = {
    "entity": "define it under `entities:` in a file of briefs/glossary/, or correct the id",
    "tag": "define it under `tags:` in a file of briefs/glossary/, or correct the id",
    "source": "define it under `sources:` of the brief or of a file of briefs/glossary/, or correct the id",
    "seed": "import the article with `mujaz add`, or correct the id",
    "role": "define it under `roles:` in editorial.yml, or correct the id",
}


def _holding(id: str, known: Iterable[str]) -> str | None:
    """The one id that has all words of another: `john-kirby` for `kirby`."""
    words = set(id.split("-"))
    found = [other for other in known if words < set(other.split("-"))]
    return found[0] if len(found) == 1 else None


def unknown(ref: Ref, what: str, known: Collection[str], hints: Hints) -> list[Diagnostic]:
    """A finding if an id is not among those known, which are a set or a mapping where they may be many."""
    if ref.id in known:
        return []
    near = hints.of(ref.id, known)
    help = f"did you mean `{near}`?" if near else _DEFINE.get(what, f"define the {what}, or correct the id")
    return [rules.UNKNOWN_REFERENCE.at(ref.span, f"there is no {what} `{ref.id}`", help)]


def duplicate(what: str, id: str, here: Span, first: Span) -> Diagnostic:
    """The finding that an id is defined twice, with both places."""
    return rules.DUPLICATE_ID.at(
        here,
        f"the {what} `{id}` is defined twice",
        "give one of the two another id",
        [Label(first, "first defined here")],
    )


def collect_ids(documents: Documents) -> tuple[Ids, list[Diagnostic]]:
    """Gather every id of the site; one that is defined twice is reported with both places."""
    findings: list[Diagnostic] = []
    entities: dict[str, Entity] = {}
    publications: dict[str, Publication] = {}
    tags: dict[str, Text] = {}
    for document in documents.glossaries:
        for publication in document.glossary.sources.values():
            first = publications.setdefault(publication.id.id, publication)
            if first is not publication:
                findings.append(duplicate("source", publication.id.id, publication.id.span, first.id.span))
        for id, label in document.glossary.tags.items():
            if tags.setdefault(id, label) is not label:
                findings.append(duplicate("tag", id, label.first.span, tags[id].first.span))
    groups = [
        *(document.glossary.entities for document in documents.glossaries),
        *(document.brief.entities for document in documents.briefs),
    ]
    for group in groups:
        for entity in group.values():
            known = entities.setdefault(entity.id.id, entity)
            if known is not entity:
                findings.append(duplicate("entity", entity.id.id, entity.id.span, known.id.span))
    ids = Ids(
        frozenset(seed.id for seed in documents.seeds),
        entities,
        publications,
        tags,
        {brief.id: tuple(claim.id.id for claim in brief.brief.claims) for brief in documents.briefs},
    )
    return ids, findings
