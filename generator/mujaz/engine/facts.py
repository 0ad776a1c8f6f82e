"""All kinds of facts of a site, each with its type: what stages make, and what they read of each other.

A fact is called `<kind>` or `<kind>/<key>`. Types are not imported when this is, since most runs need few of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from mujaz.engine.cache.facts import Fact, FactOf, Keeping
from mujaz.resolve.index import SiteIndex

if TYPE_CHECKING:
    from mujaz.document.pages.parts import Today
    from mujaz.engine.shelf import Document
    from mujaz.history.versions import Version
    from mujaz.model import Entity, EntityType, Policy, Publication, Question, SeedRecord, SignOff, Text
    from mujaz.resolve.former import Former
    from mujaz.resolve.gazetteer import Alias, Hit
    from mujaz.resolve.index import BriefFacts, Month
    from mujaz.resolve.site import Seed, SiteBrief
    from mujaz.rights.leaks import Ranges
    from mujaz.syntax.diagnostics import Diagnostic


class Declared(Struct, frozen=True):
    """What a glossary file or a brief lets others refer to, without its text.

    Attributes:
        entities: their types by id.
        publications: ids of shared publications.
        tags: ids of tags.
        aliases: the forms that name the entities; their places are left out.
        relations: of an entity: those that it is related to.
    """

    entities: Mapping[str, EntityType]
    publications: tuple[str, ...]
    tags: tuple[str, ...]
    aliases: tuple[Alias, ...]
    relations: Mapping[str, tuple[str, ...]]


class Edition(Struct, frozen=True):
    """What is published in a language: enough to know which pages there are.

    Attributes:
        briefs: the latest first.
        months: of each brief: that of its first publication.
        event_years: of each event of them: its year.
    """

    briefs: tuple[str, ...]
    months: tuple[Month | None, ...]
    event_years: tuple[int, ...]


FINDINGS: FactOf[tuple[Diagnostic, ...]] = FactOf("findings", Keeping.PLACED)
"""What a stage has to say of an item: the key is `<stage>/<item>`."""

# What is decoded. A document is called `seed/<id>`, `glossary/<file>` or `brief/<id>`.
DOCUMENT: FactOf[Document] = FactOf("document", Keeping.PASSING)
DECLARED: FactOf[Declared] = FactOf("declared")
"""By document."""
ENTITY: FactOf[Entity] = FactOf("entity")
PUBLICATION: FactOf[Publication] = FactOf("publication")
TAG: FactOf[Text] = FactOf("tag")
CLAIMS: FactOf[tuple[str, ...]] = FactOf("claims")
"""The ids of a brief's claims."""
FORMER: FactOf[tuple[Former, ...]] = FactOf("former")
"""By document: the ids of before that it keeps; of documents that keep some."""
FIRST_ID: FactOf[str] = FactOf("first_id")
"""By what a thing is or was called, as `resolve.uses.Address`: the id that it had first."""
PRESENT_ID: FactOf[str] = FactOf("present_id")
"""By what a thing was called: the id that it has now."""
ALIASES: Fact[tuple[Alias, ...]] = Fact("aliases")
RELATIONS: Fact[Mapping[str, tuple[str, ...]]] = Fact("relations")
"""Of an entity: those that it is related to."""
TYPES: Fact[tuple[EntityType, ...]] = Fact("types")
"""The types that the site has entities of."""

# What is resolved.
SEED: FactOf[Seed] = FactOf("seed", Keeping.PASSING)
RECORD: FactOf[SeedRecord] = FactOf("record")
RIGHTS: FactOf[str] = FactOf("rights")
"""Of a seed."""
TEXT_DIGEST: FactOf[str] = FactOf("text")
"""Of a seed's text as matching sees it."""
TWIN: FactOf[str] = FactOf("twin")
"""Of a seed: an earlier one with the same text."""
HITS: FactOf[tuple[Hit, ...]] = FactOf("hits")
"""What the site's names find in a seed."""
BRIEF: FactOf[SiteBrief] = FactOf("brief", Keeping.WHOLE)
EDITION: FactOf[Edition] = FactOf("edition")

# The site read backwards: a kind of fact for each field of `SiteIndex`.
INDEX: Mapping[str, FactOf[Any]] = {name: FactOf(f"index/{name}") for name in SiteIndex.__struct_fields__}
BRIEF_FACTS: FactOf[BriefFacts] = INDEX["facts"]

# What editors say.
SITE_POLICY: Fact[Policy] = Fact("policy")
UNSIGNED: Fact[bool] = Fact("unsigned")
"""That the policy lets briefs be published that nobody approved; there is none where it does not."""
SIGN_OFFS: FactOf[tuple[SignOff, ...]] = FactOf("signoffs", Keeping.PLACED)
QUESTIONS: FactOf[tuple[Question, ...]] = FactOf("questions", Keeping.PLACED)
"""Of a brief."""
COVERED: FactOf[Mapping[str, str]] = FactOf("covered")
"""Of a brief: what a sign-off holds."""

# What of seeds may not be shown. Words are digests, as `mujaz.rights.runs` makes them.
RESTRICTED: Fact[tuple[str, ...]] = Fact("restricted")
"""The seeds that may not be published in full."""
GUARDED: FactOf[tuple[str, bytes, bytes, bytes]] = FactOf("guarded")
"""Of a seed: its rights, its words, where they begin, and the words of its title."""
GUARDS: Fact[tuple[tuple[str, ...], bytes, dict[int, Ranges], dict[int, Ranges]]] = Fact("guards")
"""The restricted seeds, a digest of all their shingles, and of which of their words open seeds and titles say, too."""
SHINGLES: Fact[tuple[bytes, bytes, bytes]] = Fact("guards/shingles")
VOCABULARY: Fact[tuple[bytes, bytes]] = Fact("guards/vocabulary")
ALLOWED: Fact[tuple[bytes, ...]] = Fact("guards/allowed")
"""Of each restricted seed: a digest of what may be shown of it."""
WORDS: FactOf[bytes] = FactOf("words")
"""Of a document: the words of its texts."""

# Pages. What others show of a brief has the key `<field>/<language>/<brief>`, a value of a mapping `<that>/<id>`.
TODAY: FactOf[Today] = FactOf("today")
VERSIONS: FactOf[tuple[Version, ...]] = FactOf("versions")
PART: FactOf[Any] = FactOf("part")
"""A field of `mujaz.document.pages.parts.Parts`, whose name comes first."""
FEED: FactOf[str] = FactOf("feed")
PAGE_MARKDOWN: FactOf[str] = FactOf("page/markdown", Keeping.LEFT)
PAGE_RENDERED: FactOf[object] = FactOf("page/rendered", Keeping.LEFT)
"""Another format of a page, as whoever asked for it made it, and what is noted of it."""
PAGE_NOTED: FactOf[object] = FactOf("page/noted", Keeping.LEFT)
