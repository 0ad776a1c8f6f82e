"""What the search takes of a page: from its tree the same as from its HTML, on every page.

MkDocs' HTML of these pages, and of such as hold hostile texts, is compared in `test_html_rendering`; the indexes
that are made of both, in `test_incremental_site`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mujaz.document.layout import lay_out
from mujaz.document.layout.pieces import RECORD, facts
from mujaz.document.pages.items import EntityLink, Link, ProseWords, Reference, Words
from mujaz.document.sections import Section
from mujaz.document.tree import (
    COLON,
    SPACE,
    Block,
    Code,
    Description,
    Document,
    Fact,
    Facts,
    Group,
    Heading,
    Hyperlink,
    Item,
    Judgement,
    List,
    Name,
    Paragraph,
    Points,
    Prose,
    Run,
    Sign,
    Small,
    Span,
    Strong,
    Table,
    Text,
    Time,
)
from mujaz.document.writers.headings import Headings
from mujaz.document.writers.html import write_html
from mujaz.document.writers.search import search_sections
from mujaz.labels import Labels, labels_of
from mujaz.markup.parse import parse_prose
from mujaz.settings.config import Edition
from mujaz.site.search import sections_of
from renderings import pages_of
from test_html_rendering import ROOT, TINY, content_of

LABELS = labels_of(Edition("en", "English"))
KIM = EntityLink("kim", "person", Words("Kim", "en"), None, Link("en/entities/kim"))
REFERENCE = Reference("claim", "C1", Words("a claim", "en"), Link("en/briefs/x", "claim-c1"))


def read(document: Document, labels: Labels = LABELS) -> tuple[Section, ...]:
    """The sections of a page from its tree, which are those from its HTML."""
    sections = search_sections(document, labels)
    html = write_html(document, labels, Headings("#"))
    assert sections == sections_of(html.meta, html.content), document.path
    return sections


@pytest.mark.parametrize("site", [*TINY, ROOT], ids=[*(site.name for site in TINY), "example"])
def test_tree_and_html_of_every_page_say_the_same(site: Path, tmp_path: Path) -> None:
    pages, names, labels = pages_of(content_of(site, tmp_path))
    found = {page.path: read(lay_out(page, names, labels[page.language]), labels[page.language]) for page in pages}
    assert any(section.text for sections in found.values() for section in sections) or site.name == "empty"


def text(words: str) -> Text:
    return Text(Words(words, "en"))


def paragraph(words: str, role: str = "") -> Paragraph:
    return Paragraph((text(words),), role=role)


def prose(words: str) -> ProseWords:
    return ProseWords(parse_prose(words)[0], "en")


BACK = Hyperlink(Link("en/claims"), ("in the text",), role="back")
BLOCKS: list[tuple[Block, str]] = [
    (paragraph("<b>&amp; {{ x }}\x0b\x85y\ud800"), "<b>&amp; {{ x }} y\ufffd"),
    (Paragraph((Run(" one ", "ar"), Name(KIM, "Kims", "en"), Run("\n", "en"), Strong((text("2"),)))), "one Kims 2"),
    (Paragraph((text("said"), Sign(REFERENCE), BACK)), "said"),
    (Paragraph((Judgement("assessment", "likely", "likely"), SPACE, Small((text("said"),)))), "said"),
    (Paragraph((text("names"), SPACE, Span("count", ("3 mentions",)), Span("kind", ("person",)))), "names person"),
    (paragraph("See also: elsewhere", role="refs passage"), ""),
    *((Group(role, (paragraph("withdrawn"),)), "") for role in ("banner", "tally", "contents", "glossary", "mentions")),
    *((paragraph("replaced", role), "") for role in ("byline", "old")),
    (Group("overview", (Table(("who",), ((("Kim",),),)),), searched=False), ""),
    (List((Item((text("one"),), (paragraph("more"),)), Item((text("two."),)))), "one more · two."),
    (Table(("who", "what"), ((("Kim",), ("spoke.",)), (("Lee",), ("sat",)))), "Kim · spoke. Lee · sat"),
    (Facts((Fact(("term",), (Description((text("said"),)),)),)), "term · said"),
    (Facts((Fact(("term",), (Description((text("9f2c"),), "record"), Description((text("said"),)))),)), "term · said"),
    (Group("facts", (List((Item((Strong(("Speaker", COLON)), SPACE, text("Kim"))),)),)), "Kim"),
    (Prose(prose("One[^c1] *two*\nthree[^gone].\n\n- `four`\n- [five](https://example.org)"), {"c1": REFERENCE}),
     "One two three[^gone]. four · five"),
    (Points((prose("one"), prose("two")), {}), "one · two"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "said"), BLOCKS)
def test_what_is_read_of_a_block(block: Block, said: str) -> None:
    [section] = read(Document("en/briefs/x", "en", {"generator": "mujaz", "kind": "brief"}, (block,)))
    assert section.text == said


FOLDERS = {"brief": "briefs", "entity": "entities", "source": "sources", "tag": "tags"}


def page(*blocks: Block, kind: str = "brief") -> tuple[Section, ...]:
    front: dict[str, object] = {"generator": "mujaz", "kind": kind}
    return read(Document(f"en/{FOLDERS[kind]}/x", "en", front, (Heading(1, "top", (text("A title"),)), *blocks)))


def test_a_brief_begins_with_its_summary_and_ends_with_the_facts_about_it() -> None:
    facts = Facts((Fact(("Source",), (Description((text("agency"), SPACE, Time("6 May", "2024-05-06"))),)),))
    lead, notes, claim = page(
        Group("head", (Group("meta", (facts,)),)),
        Heading(2, "summary", ("Summary",)),
        Paragraph((Name(KIM), text(" spoke."))),
        Heading(2, "notes", ("Notes",), count="2 notes"),
        paragraph("background"),
        Group("claim", (Heading(3, "claim-c1", (text("He spoke"),)), facts), kind="section"),
    )
    assert lead == Section("", "A title", "Kim spoke. · agency 6 May", False, {"kim": ("Kim",)}, ("20240506",))
    assert notes == Section("notes", "Notes", "background")
    assert claim == Section("claim-c1", "He spoke", "agency 6 May", is_claim=True, days=("20240506",))


def test_an_entity_is_found_by_its_own_names_only_and_not_by_lists_that_lead_to_it() -> None:
    lead, background = page(
        Heading(2, "background", ("Background",)),
        Paragraph((Name(KIM),)),
        *(
            Heading(2, list, ("A list",))
            for list in ("claims", "claims-about", "claims-via", "notes", "mentions", "events")
        ),
        paragraph("he spoke"),
        kind="entity",
    )
    assert (lead.text, background.text, background.mentions) == ("", "Kim", {})


@pytest.mark.parametrize("role", ["relations", "bibliography"])
def test_what_only_lists_names_and_works_stands_behind(role: str) -> None:
    _, listed, told = page(
        Heading(2, role, ("A list",)),
        Group(role, (List((Item((Name(KIM),)),)),)),
        Heading(2, "notes", ("Notes",)),
        paragraph("told"),
    )
    assert (listed.text, listed.is_behind, told.is_behind) == ("Kim", True, False)


def test_a_source_is_not_found_by_its_digest_its_retrieval_or_the_words_of_the_interface() -> None:
    [lead] = page(
        Group(
            "head",
            (Group("meta", (
                facts(
                    ("Publisher", [("Agency",)]),
                    ("Published", [(Time("6 May", "2024-05-06"),)]),
                    ("Retrieved", [(Time("7 June", "2025-06-07"),)], RECORD),
                    ("Digest", [(Code("aea35fee3c09496f99"),)], RECORD),
                ),
            )),),
        ),
        kind="source",
    )  # fmt: skip
    assert (lead.text, lead.days) == ("Agency · 6 May", ("20240506",))


def test_a_list_is_known_by_its_title_only() -> None:
    assert page(paragraph("words"), kind="tag") == (Section("", "A title", ""),)
