"""What every composer needs: the site in one language, and how its parts are named and linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from mujaz.document.citing.entry import cite
from mujaz.document.pages.items import (
    BriefSummary,
    ClaimLink,
    EntityLink,
    Link,
    ProseWords,
    PublicationItem,
    Reference,
    SourceSummary,
    WithdrawalItem,
    Words,
)
from mujaz.document.pages.objects import ClaimRow, EntityRow, Page, PageHead
from mujaz.document.pages.parts import Parts, Today
from mujaz.history.versions import Version
from mujaz.labels import Labels
from mujaz.markup.parse import parse_prose
from mujaz.markup.prose import Prose, plain_text
from mujaz.markup.style import in_style, prose_in_style
from mujaz.model import Claim, Note, Phrase, Publication, Ref, Text
from mujaz.model.values import WorkText, serves, shown_in
from mujaz.model.withdrawal import Withdrawal
from mujaz.resolve.index import BriefFacts, SiteIndex
from mujaz.resolve.site import Site, SiteBrief, reading_order
from mujaz.text.collation import SortKey, script_of, sort_key


class Desk:
    """The site seen from one language.

    Attributes:
        site: the resolved site.
        index: its reverse look-ups.
        language: the language of the pages.
        languages: all languages of the site.
        labels: the words of the interface in this language.
        entries: the facts of the briefs that are published in it, the latest first.
        parts: gives what other pages show of a brief, by its id.
        today: what the day brings, of the briefs that it brings something.
        versions: gives the published versions of a brief, where a history tells of them.
        unsigned: says whether the policy asks nobody to approve briefs.
    """

    def __init__(
        self,
        site: Site,
        index: SiteIndex,
        language: str,
        languages: tuple[str, ...],
        labels: Labels,
        parts: Callable[[str], Parts],
        today: Mapping[str, Today] | None = None,
        versions: Callable[[str], tuple[Version, ...]] = lambda _: (),
        unsigned: Callable[[], bool] = lambda: False,
    ) -> None:
        self.site = site
        self.index = index
        self.language = language
        self.languages = languages
        self.labels = labels
        self.parts = parts
        self.today: Mapping[str, Today] = {} if today is None else today
        self.versions = versions
        self.unsigned = unsigned
        self._script = script_of(labels.text("glossary"))
        self._entities: dict[str, EntityLink] = {}
        self._summaries: dict[str, BriefSummary] = {}
        self._numbers: dict[str, Mapping[str, int]] = {}

    @property
    def entries(self) -> tuple[BriefFacts, ...]:
        return tuple(facts for facts in self.index.facts.values() if shown_in(self.language, facts.languages))

    def withdrawal(self, withdrawn: Withdrawal | None) -> WithdrawalItem | None:
        """That something was taken back, where it was."""
        return None if withdrawn is None else WithdrawalItem(withdrawn.date, self.best(withdrawn.text))

    def best(self, text: Text) -> Words:
        """A text in the page's language and style, or else as it was first written."""
        return self.words(text.best(self.language))

    def words(self, phrase: Phrase) -> Words:
        """A phrase of the model as the page shows it: in the page's style, if it is in its language."""
        own = serves(phrase.language, self.language)
        return Words(in_style(phrase.text, self.labels.style) if own else phrase.text, phrase.language)

    def of_work(self, text: WorkText, language: str | None) -> Words:
        """A text of a work, whose language is known or not, in the page's language, or else as it was first written."""
        phrase = text.shown(self.language, language)
        return Words(phrase.text, phrase.language)

    def prose(self, text: Text | None) -> ProseWords | None:
        """Prose in the page's language and style, or else as it was first written."""
        if text is None:
            return None
        phrase = text.best(self.language)
        return ProseWords(self._prose(phrase), phrase.language)

    def plain(self, text: Text | None) -> str:
        """The words of a prose text, without marks and references."""
        return plain_text(self._prose(text.best(self.language))) if text else ""

    def _prose(self, phrase: Phrase) -> Prose:
        prose, _ = parse_prose(phrase.text)  # its faults were reported by the checks
        return prose_in_style(prose, self.labels.style) if serves(phrase.language, self.language) else prose

    def alternates(self, path: str, languages: Iterable[str] | None = None) -> tuple[tuple[str, Link], ...]:
        """The links to a page in the other languages that have it."""
        available = self.languages if languages is None else [tag for tag in self.languages if shown_in(tag, languages)]
        return tuple((tag, Link(f"{tag}/{path}")) for tag in available if tag != self.language)

    def head(
        self, kind: str, path: str, title: str, description: str = "", *, languages: Iterable[str] | None = None
    ) -> PageHead:
        """What every page has.

        Args:
            kind: which layout it has.
            path: below the folder of this edition, without ending.
            title: plain words.
            description: plain words, for lists of search engines.
            languages: those that it is published in; all of the site if not given.
        """
        return kind, f"{self.language}/{path}", self.language, title, description, self.alternates(path, languages)

    def link(self, path: str, fragment: str = "") -> Link:
        """A page of this language's edition."""
        return Link(f"{self.language}/{path}", fragment)

    def brief_link(self, entry: SiteBrief, fragment: str = "") -> Link:
        """A brief's page, in this language or in the first that it is published in."""
        published = [tag for tag in self.languages if shown_in(tag, entry.languages)]
        tag = self.language if self.language in published else (published or [self.language])[0]
        return Link(f"{tag}/briefs/{entry.id}", fragment)

    def entity(self, id: str) -> EntityLink:
        """An entity as pages name it."""
        known = self._entities.get(id)
        if known is None:
            entity = self.site.entities[id]
            gloss = self.best(entity.gloss) if entity.gloss else None
            known = EntityLink(id, entity.type, self.best(entity.name), gloss, self.link(f"entities/{id}"))
            self._entities[id] = known
        return known

    def entities(self, refs: Iterable[Ref]) -> tuple[EntityLink, ...]:
        """Entities as a list of ids names them."""
        return tuple(self.entity(ref.id) for ref in refs)

    def source(self, id: str) -> SourceSummary:
        """A seed as heads and lists show it."""
        record = self.site.records[id]
        return SourceSummary(
            id,
            self.of_work(record.title, record.language),
            self.of_work(record.publisher, record.language),
            self.of_work(record.author, record.language) if record.author else None,
            record.url,
            record.published,
            record.retrieved,
            record.grade,
            record.rights,
            self.link(f"sources/{id}"),
        )

    def summary(self, entry: SiteBrief) -> BriefSummary:
        """A brief as lists show it."""
        known = self._summaries.get(entry.id)
        if known is None:
            known = self._summaries[entry.id] = self._summary(entry)
        return known

    def _summary(self, entry: SiteBrief) -> BriefSummary:
        brief = entry.brief
        line = self.plain(brief.summary).partition("\n")[0]
        language = brief.summary.best(self.language).language if brief.summary else self.language
        return BriefSummary(
            entry.id,
            self.best(brief.title),
            Words(line, language) if line else None,
            brief.status,
            brief.published,
            brief.updated,
            tuple(self.best(self.site.tags[ref.id]) for ref in brief.tags),
            self.brief_link(entry),
        )

    def sign(self, entry: SiteBrief, part: Note | Claim) -> str:
        """The sign of a note or a claim of a brief, numbered in the order in which a reader meets them."""
        numbers = self._numbers.get(entry.id)
        if numbers is None:
            numbers = self._numbers[entry.id] = reading_order(entry)
        return self.labels.text("sign_note" if isinstance(part, Note) else "sign_claim", n=numbers[part.id.id])

    def claim_link(self, entry: SiteBrief, claim: Claim, seen_from: SiteBrief | None) -> ClaimLink:
        """A claim as another place refers to it; the brief is named where it is another."""
        return ClaimLink(
            self.sign(entry, claim),
            self.best(claim.statement),
            None if entry is seen_from else self.best(entry.brief.title),
            self.brief_link(entry, f"claim-{claim.id.id}"),
        )

    def sort_key(self, words: Words) -> SortKey:
        """Orders names and titles as an index in the page's language has them, its own script first."""
        return sort_key(words.text, words.language, self._script)

    def claim_row(self, entry: SiteBrief, claim: Claim) -> ClaimRow:
        """A claim as lists show it."""
        speaker = self.entity(claim.speaker.id) if claim.speaker else None
        return ClaimRow(self.claim_link(entry, claim, None), speaker, self.entities(claim.via), claim.assessment)

    def entity_row(self, id: str) -> EntityRow:
        """An entity as indexes show it."""
        return EntityRow(self.entity(id), *self.index.mentions.get(id, (0, 0)))


def publication_item(publication: Publication, number: int, desk: Desk) -> PublicationItem:
    """A publication as a bibliography lists it."""

    return PublicationItem(
        publication.id.id,
        desk.labels.digits(str(number)),
        desk.of_work(publication.title, publication.language),
        cite(publication, desk.labels, desk.language),
        desk.of_work(publication.note, publication.language) if publication.note else None,
        publication.grade,
    )


def source_reference(item: PublicationItem, page: str) -> Reference:
    """The sign that leads to an entry of a page's bibliography."""
    return Reference("source", item.label, item.title, Link(page, f"source-{item.id}"))


class SinglePage(Struct, frozen=True):
    """A kind of page of which each edition has one.

    Attributes:
        kind: of the page; there is a layout for it.
        path: below the folder of the edition, without ending.
        compose: makes the page.
    """

    kind: str
    path: str
    compose: Callable[[Desk], Page]
