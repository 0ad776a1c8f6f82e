"""From a site to page objects: articles cut into runs, names in order, places where things are shown."""

from __future__ import annotations

import html
import re

import pytest

from mujaz.document.pages.brief import compose_brief, shown_passages
from mujaz.document.pages.browse import compose_browse, compose_entities, compose_glossary
from mujaz.document.pages.compose import desk_of
from mujaz.document.pages.dates import compose_dates, compose_year, date_pages, month_counts
from mujaz.document.pages.desk import Desk
from mujaz.document.pages.entity import compose_entity
from mujaz.document.pages.items import EntityLink, Link, Reference, Segment, Words
from mujaz.document.pages.lists import compose_briefs, compose_claims, compose_home, compose_timeline
from mujaz.document.pages.objects import BriefPage, EntitiesPage, GlossaryPage, MentionGroup
from mujaz.document.pages.segments import Annotation, Segmenter, paragraph_spans, passage_at
from mujaz.document.pages.subjects import compose_tag, tag_counts
from mujaz.document.writers.writer import quote_class
from mujaz.engine.shelf import decode_files
from mujaz.labels import load_labels
from mujaz.markup.prose import plain_text
from mujaz.model import EntityType
from mujaz.model.documents import Files, SeedFiles
from mujaz.resolve.index import SiteIndex, build_index, facts_of, relations_of
from mujaz.resolve.run import resolve
from mujaz.resolve.site import Mention, Seed, Site
from mujaz.syntax.source import Source, Span
from renderings import render_page

TEXT = "Anna met Ben in Rome.\nThey spoke of ships, and of the sea.\n"
GLOSSARY = """\
language: en
entities:
  anna: {type: person, name: Anna, gloss: A captain}
  ben: {type: person, name: Ben}
  rome: {type: place, name: {en: Rome, ar: روما}}
"""
BRIEF = """\
language: en
title: A meeting
published: 2024-05-01
seeds: [one]
"""


def site(*briefs: str, text: str = TEXT, glossary: str = GLOSSARY, rights: str = "full") -> Site:
    """A site of one seed, one glossary and some briefs called b1, b2 and so on."""
    record = (
        f"language: en\ntitle: One\npublisher: The Coast\nsha256: {'0' * 64}\nrights: {rights}\nexcerpt_budget: 100\n"
    )
    seed = SeedFiles(Source("seeds/one.txt", text), "0" * 64, Source("seeds/one.yml", record))
    sources = {f"b{number}": Source(f"briefs/b{number}.yml", brief) for number, brief in enumerate(briefs, 1)}
    documents, faults = decode_files(Files({"one": seed}, (Source("briefs/glossary/g.yml", glossary),), sources))
    resolved, more = resolve(documents)
    assert [finding.message for finding in [*faults, *more]] == []
    return resolved


def index_of(site: Site) -> SiteIndex:
    return build_index(map(facts_of, site.briefs.values()), relations_of(site.entities))


def desk(of: Site, language: str = "en") -> Desk:
    return desk_of(of, index_of(of), language, ("en", "ar"), load_labels(language))


def brief_page(of: Site) -> BriefPage:
    return compose_brief(desk(of), of.briefs["b1"])


def only_group(of: Desk, entity: str) -> MentionGroup:
    """The mentions of an entity in the one brief of a site."""
    (year,) = compose_entity(of, entity).mentions
    (group,) = year.groups
    return group


def shown(runs: tuple[Segment, ...]) -> str:
    """Runs as a line: [names] by entity, {annotations}, ends as ^sign."""
    line = ""
    for run in runs:
        text = f"[{run.text}]" if run.entity else run.text
        inside = f"{{{' '.join(run.inside)}: {text}}}" if run.inside else text
        line += inside + "".join(f"^{sign.label}" for sign in run.ends)
    return line


# Runs of an article.


def test_a_paragraph_is_a_line_with_words() -> None:
    seed: Seed = site(BRIEF, text="  One. \n\n \t \nTwo.\r\nThree.\u2028Four.").seeds["one"]
    assert [span.text for span in paragraph_spans(seed)] == ["One.", "Two.", "Three.", "Four."]


def test_names_are_runs() -> None:
    (article,) = brief_page(site(BRIEF)).articles
    assert [shown(paragraph.segments) for paragraph in article.paragraphs] == [
        "[Anna] met [Ben] in [Rome].",
        "They spoke of ships, and of the sea.",
    ]


NOTE = "  - {{id: {id}, at: {at}, title: T, body: B}}\n"


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (["Anna met Ben"], "{note-n1: [Anna]}{note-n1:  met }{note-n1: [Ben]}^N1 in [Rome]."),
        (
            ["Anna met Ben", "Ben in Rome"],
            "{note-n1: [Anna]}{note-n1:  met }{note-n1 note-n2: [Ben]}^N1{note-n2:  in }{note-n2: [Rome]}^N2.",
        ),
        (
            ["Anna met Ben", "met"],
            "{note-n1: [Anna]}{note-n1:  }{note-n1 note-n2: met}^N1{note-n1:  }{note-n1: [Ben]}^N2 in [Rome].",
        ),
        (["Rome", "Rome"], "[Anna] met [Ben] in {note-n1 note-n2: [Rome]}^N1^N2."),
    ],
)
def test_annotations_nest_and_overlap(quotes: list[str], expected: str) -> None:
    notes = "".join(NOTE.format(id=f"n{number}", at=quote) for number, quote in enumerate(quotes, 1))
    (article,) = brief_page(site(f"{BRIEF}notes:\n{notes}")).articles
    assert shown(article.paragraphs[0].segments) == expected


def test_an_annotation_over_two_paragraphs_begins_once() -> None:
    notes = NOTE.format(id="n1", at="in Rome. They spoke")
    (article,) = brief_page(site(f"{BRIEF}notes:\n{notes}")).articles
    starts = [id for paragraph in article.paragraphs for run in paragraph.segments for id in run.starts]
    assert starts == ["note-n1"]
    assert shown(article.paragraphs[1].segments).startswith("{note-n1: They spoke}^N1")


def test_no_run_is_lost_or_doubled() -> None:
    source = Source("seeds/one.txt", TEXT)
    link = EntityLink("x", EntityType.PERSON, Words("X", "en"), None, Link("en/entities/x"))
    sign = Reference("note", "N", Words("T", "en"), Link("en/briefs/b"))
    spans = [match.span() for match in re.finditer(r"\w+", TEXT)]
    annotations = [Annotation(f"a{start}", source.span(start, spans[-1][1]), sign) for start, _ in spans[::3]]
    mentions = [Mention("one", "x", source.span(*span)) for span in spans[::2]]
    runs = Segmenter(annotations, mentions, lambda entity: link).cut(source.span(0, len(TEXT)))
    assert "".join(run.text for run in runs) == TEXT
    start = 0
    for run in runs:
        end = start + len(run.text)
        assert run.inside == tuple(a.id for a in annotations if a.span.start <= start and end <= a.span.end)
        assert (run.entity is not None) == any(m.span.start <= start and end <= m.span.end for m in mentions)
        start = end


# Rights.


def test_an_excerpt_joins_quotes_that_overlap() -> None:
    notes = "".join(NOTE.format(id=f"n{n}", at=at) for n, at in enumerate(["Anna met Ben", "Ben in Rome", "ships"], 1))
    (article,) = brief_page(site(f"{BRIEF}notes:\n{notes}", rights="excerpt")).articles
    assert article.paragraphs == ()
    assert ["".join(run.text for run in passage.segments) for passage in article.passages] == [
        "Anna met Ben in Rome",
        "ships",
    ]


def test_a_link_has_no_words_of_the_article() -> None:
    page = brief_page(site(f"{BRIEF}notes:\n{NOTE.format(id='n', at='ships')}", rights="link"))
    assert (page.articles[0].paragraphs, page.articles[0].passages, page.notes[0].quote) == ((), (), None)


def test_an_entity_shows_the_sentence_that_names_it_as_far_as_it_may() -> None:
    note = f"notes:\n{NOTE.format(id='n', at='Ben in Rome')}"
    (line,) = only_group(desk(site(BRIEF + note)), "ben").lines
    assert (line.pieces, line.link) == (("Anna met ", "Ben", " in Rome."), Link("en/briefs/b1", "p-one-1"))
    excerpt = desk(site(BRIEF + note, rights="excerpt"))
    (line,) = only_group(excerpt, "ben").lines
    assert (line.pieces, line.link) == (("", "Ben", " in Rome"), Link("en/briefs/b1", "p-one-1"))
    assert only_group(excerpt, "anna").unquoted == 1
    assert only_group(excerpt, "anna").lines == ()


def test_an_entity_shows_a_sentence_over_the_lines_of_a_wrapped_text() -> None:
    text = "Port news\nAnna said at a news conference on Monday that\nBen is in Rome and that she has not\nseen him.\n"
    (line,) = only_group(desk(site(BRIEF, text=text)), "ben").lines
    assert "".join(line.pieces) == text.partition("\n")[2].rstrip()


def test_a_sentence_that_names_an_entity_twice_is_shown_once() -> None:
    group = only_group(desk(site(BRIEF, text="Ben saw Ben. Anna saw Ben.\n")), "ben")
    assert [line.pieces for line in group.lines] == [("", "Ben", " saw ", "Ben", "."), ("Anna saw ", "Ben", ".")]
    assert (group.count, group.more) == (3, 0)


def test_a_sentence_that_another_brief_quotes_leads_to_the_article() -> None:
    note = f"notes:\n{NOTE.format(id='n', at='Ben in Rome')}"
    both = desk(site(BRIEF + note, BRIEF.replace("2024-05-01", "2024-04-01"), rights="excerpt"))
    (year,) = compose_entity(both, "ben").mentions
    assert [line.link.fragment for group in year.groups for line in group.lines] == ["p-one-1", "article"]


def test_a_large_entity_page_stays_readable() -> None:
    text = "".join(f"Ben spoke {number} times.\n" for number in range(10))
    briefs = [BRIEF.replace("2024-05-01", f"{2023 - number // 40}-05-{1 + number % 28:02}") for number in range(70)]
    page = compose_entity(desk(site(*briefs, text=text)), "ben")
    assert page.folded
    assert [(year.year, len(year.groups), year.count) for year in page.mentions] == [(2023, 40, 400), (2022, 30, 300)]
    groups = [group for year in page.mentions for group in year.groups]
    assert all(len(group.lines) + group.more + group.unquoted == group.count for group in groups)
    assert [len(group.lines) for group in groups] == [6] * 60 + [0] * 10
    rendered = render_page(page, {"en": "English", "ar": "العربية"}, load_labels("en")).text
    assert len(rendered.encode()) < 150_000
    assert re.findall(r"<details[^>]*>", rendered) == [
        '<details class="mj-year" open markdown>',
        '<details class="mj-year" markdown>',
    ]


def test_few_briefs_are_not_folded() -> None:
    assert not compose_entity(desk(site(BRIEF)), "ben").folded


def test_claims_are_by_an_entity_passed_on_by_it_or_about_it() -> None:
    claims = """\
claims:
  - {id: one, at: Anna met Ben, statement: They met., speaker: anna, via: [rome]}
  - {id: two, at: ships, statement: Ships., speaker: ben}
"""
    pages = {id: compose_entity(desk(site(BRIEF + claims)), id) for id in ("anna", "ben", "rome")}
    found = {
        id: [[row.claim.label for row in rows] for rows in (page.claims_by, page.claims_via, page.claims_about)]
        for id, page in pages.items()
    }
    assert found == {"anna": [["C1"], [], []], "ben": [["C2"], [], ["C1"]], "rome": [[], ["C1"], []]}


def test_an_entity_has_the_events_that_list_it() -> None:
    item = "  - {{date: {}, text: {}, entities: [ben]}}\n"
    events = "timeline:\n" + item.format("2024-03", "Later.") + item.format("2023", "First.")
    found = compose_entity(desk(site(BRIEF + events)), "ben").events
    assert [(event.text.text, event.link.fragment) for event in found] == [
        ("First.", "event-2"),
        ("Later.", "event-1"),
    ]
    assert compose_entity(desk(site(BRIEF + events)), "anna").events == ()


def test_a_paragraph_has_an_id_and_a_quoted_passage_that_of_its_paragraph() -> None:
    notes = "".join(NOTE.format(id=f"n{n}", at=at) for n, at in enumerate(["Anna", "Rome. They", "sea"], 1))
    full = site(f"{BRIEF}notes:\n{notes}")
    assert [passage.id for passage in brief_page(full).articles[0].paragraphs] == ["p-one-1", "p-one-2"]
    excerpt = site(f"{BRIEF}notes:\n{notes}", rights="excerpt")
    assert [passage.id for passage in brief_page(excerpt).articles[0].passages] == ["p-one-1", "p-one-1x2", "p-one-2"]
    seed = excerpt.seeds["one"]
    shown = shown_passages(desk(excerpt), excerpt.briefs["b1"], seed)
    found = [passage_at(shown, Span(seed.source, start, start + 1)) for start in map(TEXT.index, ("An", "Be", "Th"))]
    assert found == ["p-one-1", None, "p-one-1x2"]


# Briefs.

CLAIMS = """\
claims:
  - {id: first, at: ships, statement: It is ships., speaker: anna}
  - {id: second, at: the sea, statement: It is the sea., speaker: ben, contradicts: [first], supersedes: [b2#old]}
"""
OLDER = """\
language: en
title: Earlier
published: 2023
seeds: [one]
claims:
  - {id: old, at: Rome, statement: It is Rome., speaker: ben}
timeline:
  - {date: 2023-05, text: Later.}
  - {date: 2020, text: Sooner., claims: [old]}
"""


def test_claims_are_numbered_and_know_each_other() -> None:
    both = site(BRIEF + CLAIMS, OLDER)
    first, second = brief_page(both).claims
    assert (first.label, second.label) == ("C1", "C2")
    assert [link.statement.text for link in second.contradicts] == ["It is ships."]
    assert [(link.brief.text, link.link) for link in second.supersedes if link.brief] == [
        ("Earlier", Link("en/briefs/b2", "claim-old"))
    ]
    (older,) = compose_brief(desk(both), both.briefs["b2"]).claims
    assert [link.statement.text for link in older.superseded_by] == ["It is the sea."]


def test_the_timeline_is_in_the_order_of_dates() -> None:
    both = site(BRIEF, OLDER)
    page = compose_brief(desk(both), both.briefs["b2"])
    assert [(event.text.text, event.id) for event in page.timeline] == [("Sooner.", "event-2"), ("Later.", "event-1")]
    (decade,) = compose_timeline(desk(both)).decades
    assert [year.year for year in decade.years if year.events] == [2020, 2023]


def test_the_latest_brief_comes_first_and_one_without_a_day_last() -> None:
    briefs = [
        BRIEF,
        OLDER,
        "language: en\ntitle: Undated\nseeds: [one]\n",
        OLDER.replace("published: 2023", "published: 2023\nupdated: 2024-06"),
    ]
    assert list(index_of(site(*briefs)).facts) == ["b4", "b1", "b2", "b3"]


def test_the_glossary_of_a_brief_has_who_is_named_and_who_speaks() -> None:
    claims = "claims:\n  - {id: c, at: Rome, statement: S., speaker: ben, via: [anna]}\n"
    page = brief_page(site(BRIEF + claims, text="Nobody was in Rome.\n"))
    assert [[entry.entity.id for entry in section.entries] for section in page.glossary] == [["anna", "ben"], ["rome"]]


def test_a_glossary_entry_has_the_names_in_other_languages() -> None:
    (section,) = (section for section in brief_page(site(BRIEF)).glossary if section.type is EntityType.PLACE)
    assert [(name.text, name.language) for name in section.entries[0].names] == [("روما", "ar")]


# Lists.


def letters(page: GlossaryPage | EntitiesPage) -> list[tuple[str, str, list[str]]]:
    groups = page.types if isinstance(page, GlossaryPage) else (page.group,)
    return [
        (letter.letter, letter.id, [row.entity.id for row in letter.entities])
        for group in groups
        for letter in group.letters
    ]


def test_the_glossary_is_by_type_then_letter_the_own_script_first() -> None:
    page = compose_glossary(desk(site(BRIEF), "ar"))
    assert [(group.type, group.count) for group in page.types] == [(EntityType.PERSON, 2), (EntityType.PLACE, 1)]
    assert letters(page) == [
        ("A", "person-u0041", ["anna"]),
        ("B", "person-u0042", ["ben"]),
        ("ر", "place-u0631", ["rome"]),
    ]
    mixed = GLOSSARY + "  zain: {type: person, name: {en: Zain, ar: زين}}\n"
    assert [letter for letter, _, _ in letters(compose_glossary(desk(site(BRIEF, glossary=mixed), "ar")))] == [
        "ز",
        "A",
        "B",
        "ر",
    ]


def test_a_long_glossary_has_its_letters_only_and_they_lead_to_the_lists_of_each_type() -> None:
    of = desk(site(BRIEF))
    assert not compose_glossary(of, long=3).long
    page = compose_glossary(of, long=2)
    assert page.long
    rendered = render_page(page, {"en": "English", "ar": "العربية"}, of.labels).text
    assert "[A](browse/person.md#person-u0041)" in rendered
    assert "anna" not in rendered
    assert ("A", "person-u0041", ["anna"]) in letters(compose_entities(of, EntityType.PERSON))


def test_home_names_who_is_mentioned_most() -> None:
    page = compose_home(desk(site(BRIEF, text="Ben. Ben and Anna. Ben.\n")))
    assert [(row.entity.id, row.briefs, row.mentions) for row in page.entities] == [("ben", 1, 3), ("anna", 1, 1)]
    assert page.counts == {"briefs": 1, "entities": 3, "claims": 0, "sources": 1}


def dated(*days: str) -> list[str]:
    return [BRIEF.replace("2024-05-01", day) for day in days]


def test_coverage_has_every_month_between_the_first_and_the_last() -> None:
    months = month_counts(desk(site(*dated("2023-11-20", "2024-02", "2024-02-01", "2022"))))
    assert [(month.year, month.month, month.briefs, month.share) for month in months] == [
        (2024, 2, 2, 100),
        (2024, 1, 0, 0),
        (2023, 12, 0, 0),
        (2023, 11, 1, 50),
        (2022, None, 1, 50),
    ]
    assert [months[place].link.fragment for place in (0, -1)] == ["month-02", "no-month"]


def test_dates_lead_to_the_briefs_of_each_year_by_month() -> None:
    undated = "language: en\ntitle: Undated\nseeds: [one]\n"
    of = desk(site(*dated("2023-11-20", "2024-02-03", "2024-02-01"), undated))
    overview = compose_dates(of)
    assert [(year.year, year.briefs, len(months)) for year, months in overview.years] == [(2024, 2, 2), (2023, 1, 2)]
    assert [brief.id for brief in overview.undated] == ["b4"]
    year = compose_year(of, "2024")
    assert [(month.month, [brief.id for brief in briefs]) for month, briefs in year.months] == [(2, ["b2", "b3"])]
    assert year.alternates == ()
    assert list(date_pages(facts.month for facts in of.entries)) == ["2023", "2024"]


def test_the_months_of_a_full_year_have_pages_of_their_own() -> None:
    months = [(2023, 5), *[(2024, 2)] * 150, *[(2024, None)] * 51, None]
    assert list(date_pages(months)) == ["2023", "2024", "2024-00", "2024-02"]


TAGS = GLOSSARY + "tags:\n  sea: {en: Sea, ar: بحر}\n  law: Law\n"


def test_subjects_are_counted_in_the_briefs_of_the_edition() -> None:
    tagged = [BRIEF + "tags: [sea, law]\n", BRIEF + "tags: [sea]\n"]
    of = desk(site(*tagged, glossary=TAGS))
    assert [(tag.name.text, tag.briefs) for tag in tag_counts(of)] == [("Sea", 2), ("Law", 1)]
    assert [brief.id for brief in compose_tag(of, "sea").briefs] == ["b1", "b2"]
    arabic = desk(site(*tagged, glossary=TAGS), "ar")
    assert [(tag.name.text, tag.briefs) for tag in tag_counts(arabic)] == [("بحر", 0), ("Law", 0)]
    assert compose_tag(arabic, "sea").briefs == ()


def test_a_subject_tells_what_its_briefs_name_and_leave_open_and_when_it_happened() -> None:
    first = BRIEF + (
        "tags: [sea]\nunknowns: ['Who sank it [^c1]?']\n"
        "claims: [{id: c1, statement: It sank., at: They spoke of ships}]\n"
        "timeline: [{date: 2024-04-03, text: The second.}]\n"
    )
    second = BRIEF + (
        "tags: [sea]\nunknowns: [Where it lies.]\nentities: {ship: {type: product, name: Ship}}\n"
        "timeline: [{date: 2024-04-02, text: The first.}, {date: 2024-04-04, text: The third., entities: [ship]}]\n"
    )
    page = compose_tag(desk(site(first, second, BRIEF, glossary=TAGS)), "sea")
    assert (page.count, page.latest) == (2, 2)
    assert [event.text.text for event in page.events] == ["The first.", "The second.", "The third."]
    assert [(brief.id, [plain_text(point.prose) for point in open.points]) for brief, open in page.unknowns] == [
        ("b1", ["Who sank it?"]),
        ("b2", ["Where it lies."]),
    ]
    assert page.unknowns[0][1].references["c1"].link == Link("en/briefs/b1", "claim-c1")
    assert [entity.id for entity in page.names] == ["anna", "ben", "rome"]


def test_only_the_latest_briefs_of_a_subject_tell_what_happened() -> None:
    event = "tags: [sea]\ntimeline: [{date: 2024-04-01, text: Again.}]\n"
    page = compose_tag(desk(site(*[BRIEF + event] * 23, glossary=TAGS)), "sea")
    assert (len(page.briefs), page.count, page.latest, len(page.events)) == (23, 23, 20, 20)
    rendered = render_page(page, {"en": "English"}, load_labels("en")).text
    listed, _, folded = rendered.partition("18 earlier briefs")
    assert listed.count("[A meeting](../briefs/") == 5
    assert "[Timeline](../timeline.md)" in folded


def test_browsing_leads_to_every_list() -> None:
    page = compose_browse(desk(site(BRIEF)))
    assert [(group.type, group.link.page) for group in page.types] == [
        (EntityType.PERSON, "en/browse/person"),
        (EntityType.PLACE, "en/browse/place"),
    ]
    assert [(year.year, year.link.page) for year in page.years] == [(2024, "en/dates/2024")]
    assert [(publisher.text, count) for publisher, count in page.sources] == [("The Coast", 1)]


def test_a_list_of_briefs_says_how_many_there_are() -> None:
    page = compose_briefs(desk(site(BRIEF, OLDER)))
    assert (page.count, len(page.briefs), page.dates) == (2, 2, Link("en/dates/index"))


def test_the_numbers_of_an_edition_are_in_its_numerals() -> None:
    of = site(BRIEF.replace("A meeting", "{en: A meeting, ar: لقاء}"))
    for numerals, year, shown_date in (("arab", "٢٠٢٤", "١ مايو ٢٠٢٤"), ("latn", "2024", "1 مايو 2024")):
        labels = load_labels("ar", numerals)
        arabic = desk_of(of, index_of(of), "ar", ("en", "ar"), labels)
        page = compose_year(arabic, "2024")
        rendered = render_page(page, {"en": "English", "ar": "العربية"}, labels).text
        assert f"# {year} {{: #top }}" in rendered
        assert f'<time datetime="2024-05-01">{shown_date}</time>' in rendered
        assert f'numerals: "{numerals}"' in rendered
        assert page.path == "ar/dates/2024"


def test_a_brief_is_listed_in_the_languages_of_its_title() -> None:
    both = site(BRIEF + CLAIMS.replace(", supersedes: [b2#old]", ""))
    assert [brief.id for brief, _, _ in compose_claims(desk(both)).groups] == ["b1"]
    assert compose_claims(desk(both, "ar")).groups == ()
    assert desk(both, "ar").brief_link(both.briefs["b1"]) == Link("en/briefs/b1")


REFERRING = (
    BRIEF
    + """\
summary: They met [^b2#met] , it is said[^ships][^b2#met]. Not \\[^ships].
claims:
  - {id: ships, statement: They spoke of ships.}
"""
)
REFERRED = """\
language: en
title: Another
seeds: [one]
claims:
  - {id: first, statement: No.}
  - {id: met, statement: They met.}
"""


class TestReferences:
    def test_a_claim_of_another_brief_is_named_with_it(self) -> None:
        page = brief_page(site(REFERRING, REFERRED))
        link = Link("en/briefs/b2", "claim-met")
        assert page.references["b2#met"] == Reference("claim", "C2", Words("Another: They met.", "en"), link)

    def test_signs_stand_in_prose_only_and_apart_from_each_other(self) -> None:
        page = brief_page(site(REFERRING, REFERRED))
        assert page.description == "They met, it is said. Not [^ships]."
        assert page.summary_line.summary == Words("They met, it is said. Not [^ships].", "en")
        written = render_page(page, {"en": "English"}, load_labels("en")).text
        first, second = (f"<sup>[{sign}]{{.mj-ref}}</sup>" for sign in ("C1", "C2"))
        assert f"it is said{first} {second}. Not &#91;&#94;ships&#93;." in written

    def test_a_claim_in_a_language_that_its_brief_is_not_published_in(self) -> None:
        in_arabic = REFERRED.replace("title: Another", "title: {ar: آخر}").replace("language: en", "language: ar")
        page = brief_page(site(REFERRING, in_arabic))
        assert page.references["b2#met"].link == Link("ar/briefs/b2", "claim-met")


@pytest.mark.parametrize(
    ("quote", "has_marks"),
    [
        ("«لم نصرّح بهذه الأرقام»", True),
        ("“No comment.”", True),
        ('"No comment."', True),
        ("«لا»، ثم قال «نعم»", False),
        ("قال إنها «قريبة»", False),
        ("«لا”", False),
        ('"', False),
        ("", False),
    ],
)
def test_a_quotation_that_has_its_own_marks_is_given_none(quote: str, has_marks: bool) -> None:
    assert ("mj-marked" in quote_class(quote).split()) == has_marks


def test_events_of_a_day_are_in_the_order_of_their_times() -> None:
    """In whatever zones they were written; the time is on the page, and in `datetime`."""
    timeline = """timeline:
  - {date: "2023-09-13T11:53:00+09:00", text: Third}
  - {date: "2023-09-13T02:43Z", text: Second}
  - {date: 2023-09-13, text: First}
  - {date: 2023-09-13T04:00, text: Fourth}
"""
    page = compose_brief(desk(site(BRIEF + timeline)), site(BRIEF + timeline).briefs["b1"])
    assert [event.text.text for event in page.timeline] == ["First", "Second", "Third", "Fourth"]
    text = html.unescape(render_page(page, {"en": "English"}, load_labels("en")).text)
    assert '<time datetime="2023-09-13T11:53:00+09:00">13 September 2023, 11:53:00 (UTC+9)</time>' in text
    assert '<time datetime="2023-09-13T04:00">13 September 2023, 04:00</time>' in text
