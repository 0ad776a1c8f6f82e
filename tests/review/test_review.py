"""A review of real changes in a real repository: documents, quotes, findings, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial

import pytest
from msgspec.structs import replace

from literate import default_files
from mujaz.editors.states import two_states
from mujaz.review.compare import compare
from mujaz.review.documents import Terms
from mujaz.review.formats.text import render
from mujaz.review.meaning import content_digest
from mujaz.review.objects import AnchorState, DocumentReview, Kind, Review, Signature, Standing
from mujaz.review.pages import pages_of_changes
from mujaz.syntax.diagnostics import Diagnostic, Severity
from site_in_git import Site

SEED = """افتتحت الوزيرة عون المدير محطة القطار في مدينة الصفا يوم الأحد.
وقالت المدير إن الخط سينقل ألف مسافر في اليوم.
ونفت نقابة السائقين أن الخط سينقل ألف مسافر في اليوم.
"""


def reviewed(site: Site, span: str = "HEAD", terms: Terms | None = None, *, pages: bool = False) -> Review:
    """The review of a change, by default that of the working tree."""
    with ExitStack() as stack:
        base, head = stack.enter_context(two_states(site.root, span, cache=True))
        terms = terms or Terms()
        return compare(base, head, replace(terms, pages=pages_of_changes(base, head)) if pages else terms)


def document(review: Review, kind: str, id: str) -> DocumentReview:
    return next(document for document in review.documents if (document.kind, document.id) == (kind, id))


def rules(review: Review) -> list[str]:
    return [finding.rule.name for finding in review.findings]


def test_nothing_changed(site: Site) -> None:
    review = reviewed(site)
    assert review.ready
    assert (review.documents, review.findings, review.carried, review.mended) == ((), (), 0, 0)
    assert review.base[0] == "HEAD"
    assert len(review.base[1]) == 40
    assert review.head == ("the working tree", "")


def test_a_brief_says_something_else(site: Site) -> None:
    site.replace("briefs/opening.yml", "speaker: sub-keeper", "speaker: drivers-union\n    confidence: low")
    found = document(reviewed(site), "brief", "opening")
    assert (found.change, found.title, found.language, found.kept) == (Kind.CHANGED, "A station opens", "en", 1)
    assert [change.words for change in found.changes] == [
        "speaker of claim capacity now drivers-union (was sub-keeper)",
        "claim capacity: confidence set to low",
    ]
    assert [str(change.span) for change in found.changes] == ["briefs/opening.yml:11:14", "briefs/opening.yml:12:17"]
    assert found.anchors == ()
    assert "claim capacity: the passage that it quotes names drivers-union as the speaker" in found.checklist


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "Said[^capacity] by one.",
            "Said[^capacity] by two.",
            "«\u2068Said[C1] by one.\u2069» → «\u2068Said[C1] by two.\u2069»",
        ),
        ("Said.", "Said[^capacity].", "«\u2068Said.\u2069» → «\u2068Said[C1].\u2069»"),
        ("Said[^day].", "Said[^capacity].", "«\u2068Said[N1].\u2069» → «\u2068Said[C1].\u2069»"),
        (
            "Said[^timetable].",
            "Said[^timetable, p. 3].",
            "«\u2068Said[^timetable].\u2069» → «\u2068Said[^timetable, p. 3].\u2069»",
        ),
    ],
)
def test_references_are_told_by_the_signs_of_the_page(site: Site, before: str, after: str, words: str) -> None:
    text = (site.root / "briefs/opening.yml").read_text(encoding="utf-8")
    note = "notes:\n  - {id: day, title: Day, body: It was Sunday.}\n"
    for summary, message in ((before, "A summary"), (after, "Another")):
        site.write({"briefs/opening.yml": f"{text}summary: '{summary}'\n{note}"})
        site.commit(message)
    (change,) = document(reviewed(site, "HEAD~1..HEAD"), "brief", "opening").changes
    assert change.words == f"summary (en) {words}"


def test_layout_is_no_change(site: Site) -> None:
    site.replace("briefs/opening.yml", "title: A station opens", "# the station\n\ntitle: 'A station opens'")
    assert reviewed(site).documents == ()


def test_a_brief_comes_and_another_goes(site: Site) -> None:
    (site.root / "briefs/strike.yml").rename(site.root / "briefs/walkout.yml")
    review = reviewed(site)
    assert [(found.id, found.change) for found in review.documents] == [
        ("strike", Kind.REMOVED),
        ("walkout", Kind.ADDED),
    ]
    words = [change.words for found in review.documents for change in found.changes]
    assert words == [
        "brief removed (it was: «\u2068A strike ends\u2069»)",
        "brief added: «\u2068A strike ends\u2069»",
    ]
    assert document(review, "brief", "strike").standing is None


def test_the_glossary_is_shown_by_briefs(site: Site) -> None:
    site.replace("briefs/glossary/names.yml", "en: Deputy keeper", "en: The deputy keeper")
    site.replace("briefs/glossary/names.yml", "title: Timetable of the coast line", "title: Timetable")
    site.replace("briefs/glossary/names.yml", "transport: Transport", "transport: Trains")
    review = reviewed(site)
    shown = {(found.kind, found.id): found.shown_by for found in review.documents}
    assert shown == {
        ("entity", "sub-keeper"): ("opening", "strike"),
        ("publication", "timetable"): ("opening",),
        ("tag", "transport"): ("opening",),
    }
    words = [change.words for found in review.documents for change in found.changes]
    assert words == [
        "name (en) «\u2068Deputy keeper\u2069» → «\u2068The deputy keeper\u2069»",
        "title «\u2068Timetable of the coast line\u2069» → «\u2068Timetable\u2069»",
        "label (en) Transport → Trains",
    ]
    assert (
        "the change shows in 2 briefs: it is right for each of them"
        in document(review, "entity", "sub-keeper").checklist
    )


def test_what_moves_to_another_glossary_file_did_not_change(site: Site) -> None:
    glossary = (site.root / "briefs/glossary/names.yml").read_text(encoding="utf-8")
    sources = glossary.index("sources:")
    site.write(
        {
            "briefs/glossary/names.yml": glossary[:sources],
            "briefs/glossary/works.yml": f"language: en\n{glossary[sources:]}",
        }
    )
    assert reviewed(site).documents == ()


def test_an_entity_of_a_brief_shows_in_others(site: Site) -> None:
    own = "entities:\n  safa:\n    type: place\n    name:\n      ar: مدينة الصفا\n      en: Safa\n"
    site.write({"briefs/opening.yml": (site.root / "briefs/opening.yml").read_text(encoding="utf-8") + own})
    site.commit("An entity")
    site.replace("briefs/opening.yml", "en: Safa", "en: Safa City")
    review = reviewed(site)
    assert document(review, "entity", "safa").shown_by == ("strike",)
    assert [change.words for change in document(review, "brief", "opening").changes] == [
        "entity safa: name (en) «\u2068Safa\u2069» → «\u2068Safa City\u2069»"
    ]


# Quotes.


def test_a_seed_that_is_edited_moves_quotes_of_briefs_that_did_not_change(site: Site) -> None:
    site.write({"seeds/line.txt": "خبر.\n" + SEED.replace("ونفت", "ثم ونفت")})
    review = reviewed(site)
    assert rules(review) == ["seed-changed", "seed-edited"]
    (quote,) = document(review, "brief", "opening").anchors
    assert (quote.state, quote.owner, quote.path) == (AnchorState.MOVED, "claim capacity", ("claims", "capacity"))
    assert (quote.language, quote.direction, quote.reworded) == ("ar", "rtl", True)
    assert quote.before is not None
    assert quote.after is not None
    assert (quote.before.line, quote.before.column, quote.after.line) == (2, 1, 3)
    assert quote.before.quote == quote.after.quote == "وقالت المدير إن الخط سينقل ألف مسافر"
    assert " ".join(quote.after.after.split()) == "في اليوم. ثم ونفت نقابة السائقين أن الخط سينقل ألف مسافر"
    words = [change.words for change in document(review, "seed", "line").changes]
    assert words == [
        "text, line 1 added: «\u2068خبر.\u2069»",
        "text, line 4 «\u2068ونفت نقابة السائقين أن …\u2069» → «\u2068ثم ونفت نقابة السائقين أن …\u2069»",
    ]
    assert document(review, "seed", "line").shown_by == ("opening", "strike")


def test_places_of_changes_are_of_the_new_text(site: Site) -> None:
    first, *rest = SEED.splitlines(keepends=True)
    for text in ("".join(rest), first, first + "خبر.\n" + "".join(rest)):
        site.write({"seeds/line.txt": text})
        for change in document(reviewed(site), "seed", "line").changes:
            assert change.span is not None
            assert change.span.source.text == text


@pytest.mark.parametrize(
    ("edit", "gone", "new"),
    [
        (("واحد وعشرون", "واحد ثم وعشرون"), set(), {"ثم"}),
        (("واحد وعشرون", "وعشرون"), {"واحد"}, set()),
        (("اثنان وعشرون", "سبعة وعشرون"), {"اثنان"}, {"سبعة"}),
        (("بعدها بيوم", "بعدها مباشرة بيوم"), set(), {"مباشرة"}),
        (("بعدها بيوم", "بعدها"), {"بيوم"}, set()),
    ],
)
def test_words_that_left_the_window_of_a_quote_are_not_gone(
    site: Site, edit: tuple[str, str], gone: set[str], new: set[str]
) -> None:
    numbers = "صفر ثلاثة أربعة خمسة ستة ثمانية تسعة عشرة مئة ألف مليون واحد وعشرون رجلا اثنان وعشرون بيتا "
    behind = " بعدها بيوم سبت أحد اثنين ثلاثاء أربعاء خميس جمعة محرم صفر ربيع جمادى رجب شعبان\n"
    text = f"{numbers}وقالت المدير إن الخط سينقل ألف مسافر{behind}"
    text += "ونفت نقابة السائقين ذلك.\n"
    site.write({"seeds/line.txt": text, "seeds/line.yml": default_files()["seeds/line.yml"]})
    site.commit("Long")
    site.write({"seeds/line.txt": text.replace(*edit)})
    (quote,) = document(reviewed(site), "brief", "opening").anchors
    assert quote.before is not None
    assert quote.after is not None
    words = [{*passage.before.split(), *passage.after.split()} for passage in (quote.before, quote.after)]
    assert (words[0] - words[1], words[1] - words[0]) == (gone, new)


def test_a_quote_may_keep_its_words_and_change_its_line(site: Site) -> None:
    site.write({"seeds/line.txt": "\n\n" + SEED})
    (quote,) = document(reviewed(site), "brief", "opening").anchors
    assert quote.state is AnchorState.MOVED
    assert not quote.reworded
    assert "moved from line.txt:2:1 to line.txt:4:1, in the same words" in render(reviewed(site))


def test_a_lost_quote_comes_with_what_is_like_it(site: Site) -> None:
    site.write({"seeds/line.txt": SEED.replace("وقالت المدير إن الخط", "وقالت المدير إن القطار")})
    review = reviewed(site)
    (quote,) = document(review, "brief", "opening").anchors
    assert quote.state is AnchorState.LOST
    assert quote.before is not None
    assert quote.after is None
    assert "وقالت المدير إن القطار سينقل" in quote.candidates[0].quote
    assert "lost-quote" in rules(review)
    assert "quote again what was lost, or take back what rests on it" in document(review, "brief", "opening").checklist


def test_an_ambiguous_quote_comes_with_its_places(site: Site) -> None:
    site.replace("briefs/opening.yml", "at: وقالت المدير إن الخط سينقل ألف مسافر", "at: الخط سينقل ألف مسافر")
    review = reviewed(site)
    (quote,) = document(review, "brief", "opening").anchors
    assert quote.state is AnchorState.AMBIGUOUS
    assert [(place.line, place.quote) for place in quote.candidates] == [
        (2, "الخط سينقل ألف مسافر"),
        (3, "الخط سينقل ألف مسافر"),
    ]
    assert quote.after is None


def test_quotes_come_and_go(site: Site) -> None:
    site.replace("briefs/opening.yml", "    at: وقالت المدير إن الخط سينقل ألف مسافر\n", "")
    site.replace(
        "briefs/strike.yml", "claims:", "notes:\n  - {id: n, at: يوم الأحد, title: Day, body: It was.}\nclaims:"
    )
    review = reviewed(site)
    states = [(found.id, found.kept, [quote.state for quote in found.anchors]) for found in review.documents]
    assert states == [("opening", 0, [AnchorState.REMOVED]), ("strike", 1, [AnchorState.ADDED])]


# Findings.


def test_a_brief_that_cannot_be_read_blocks(site: Site) -> None:
    site.replace("briefs/opening.yml", "title:", "titel:")
    review = reviewed(site)
    assert not review.ready
    assert rules(review) == ["unknown-key"]
    assert document(review, "brief", "opening").changes[0].words == (
        "it cannot be compared: it has errors in one of the states"
    )
    site.commit("A fault")
    site.replace("briefs/opening.yml", "titel:", "title:")
    mended = reviewed(site)
    assert mended.ready
    assert mended.mended == 1


def test_findings_of_before_do_not_come_again(site: Site) -> None:
    site.replace("briefs/opening.yml", "    speaker: sub-keeper\n", "")
    site.commit("Nobody says so")
    site.replace("briefs/opening.yml", "title:", "# Moved down by a line.\ntitle:")
    site.replace("briefs/strike.yml", "    speaker: drivers-union\n", "")
    review = reviewed(site)
    assert [(finding.rule.name, finding.span.source.name) for finding in review.risks] == [
        ("unattributed-claim", "briefs/strike.yml")
    ]
    assert (review.carried, review.mended, review.ready) == (1, 0, True)


def test_an_error_of_before_blocks_still(site: Site) -> None:
    site.replace("briefs/opening.yml", "speaker: sub-keeper", "speaker: nobody")
    site.commit("A fault")
    site.replace("briefs/strike.yml", "A strike ends", "The strike ends")
    review = reviewed(site)
    assert [finding.rule.name for finding in review.blocking] == ["unknown-reference"]
    assert review.carried == 0
    assert [change.words for change in document(review, "brief", "strike").changes] == [
        "title (en) «\u2068A strike ends\u2069» → «\u2068The strike ends\u2069»"
    ]


def test_hidden_characters_are_named_each_kind_once(site: Site) -> None:
    site.write({"seeds/line.txt": SEED.replace("المدير", "\u202eالمدير\u202c").replace("مدينة", "مدی\u0646ة\u200c")})
    review = reviewed(site)
    hidden = [finding for finding in review.risks if finding.rule.name == "hidden-character"]
    assert [finding.message for finding in hidden] == [
        "the change brings the invisible character U+202E RIGHT-TO-LEFT OVERRIDE, at 2 places",
        "the change brings the invisible character U+202C POP DIRECTIONAL FORMATTING, at 2 places",
    ]
    assert "look-alike-swapped" not in rules(review)
    assert "look-alike" in rules(review)
    assert "\u202e" not in render(review)


def weighed(severity: Severity, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [
        replace(finding, rule=replace(finding.rule, severity=severity))
        if finding.rule.name == "unattributed-claim"
        else finding
        for finding in findings
    ]


def test_severities_are_those_of_the_policy(site: Site) -> None:
    site.replace("briefs/opening.yml", "    speaker: sub-keeper\n", "")
    lenient = reviewed(site, terms=Terms(weighed=partial(weighed, Severity.INFO)))
    assert [finding.severity for finding in lenient.risks] == [Severity.INFO]
    strict = reviewed(site, terms=Terms(weighed=partial(weighed, Severity.ERROR)))
    assert [finding.severity for finding in strict.blocking] == [Severity.ERROR]
    assert not strict.ready
    assert strict.risks == ()


def test_the_hash_to_sign_and_who_signed(site: Site) -> None:
    site.replace("briefs/opening.yml", "A station opens", "The station opens")
    found = document(reviewed(site), "brief", "opening")
    with two_states(site.root, "HEAD", cache=False) as (_, head):
        digest = content_digest(head.content.site.briefs["opening"], head.content.site)
    assert found.standing == Standing(digest, (), ())
    signature = Signature("editor", "An editor", "2024-03-01", "", (), True, "", "none")
    terms = Terms(standing=lambda entry, site: Standing("0" * 64, (signature,), ("1 more of: editor",)))
    text = render(reviewed(site, terms=terms))
    assert "missing: 1 more of: editor" in text
    assert "signed: editor, «An editor», 2024-03-01: stale" in text


# Pages.


def test_pages_are_rendered_of_what_changed(site: Site) -> None:
    site.replace("briefs/opening.yml", "A station opens", "The station opens")
    review = reviewed(site, pages=True)
    (page,) = document(review, "brief", "opening").pages
    assert (page.title, page.language, page.direction) == ("The station opens", "en", "ltr")
    assert (page.before[0].text, page.after[0].text) == ("A station opens", "The station opens")


def test_a_new_brief_has_no_page_before(site: Site) -> None:
    text = (site.root / "briefs/strike.yml").read_text(encoding="utf-8")
    site.write({"briefs/again.yml": text})
    (page,) = document(reviewed(site, pages=True), "brief", "again").pages
    assert page.before == ()
    assert page.after[0].text == "A strike ends"


def test_entities_seeds_and_publications_show_their_pages(site: Site) -> None:
    site.replace("briefs/glossary/names.yml", "en: Deputy keeper", "en: The deputy keeper")
    site.replace("briefs/glossary/names.yml", "title: Timetable of the coast line", "title: Timetable of the lines")
    site.replace("seeds/line.yml", "publisher: ", "publisher: Neue ")
    review = reviewed(site, pages=True)
    pages = {
        kind: document(review, kind, id).pages
        for kind, id in (("entity", "sub-keeper"), ("publication", "timetable"), ("seed", "line"))
    }
    for kind, words in (("entity", "The deputy keeper"), ("publication", "Timetable of the lines"), ("seed", "Neue ")):
        page = next(page for page in pages[kind] if page.language == "en")
        assert any(words in line.text for line in page.after), kind
        assert not any(words in line.text for line in page.before), kind


def test_the_page_of_an_entity_shows_no_article_that_may_not_be_shown_any_more(site: Site) -> None:
    sentence = "وقالت المدير إن الخط سينقل ألف مسافر في اليوم"
    site.replace("briefs/glossary/names.yml", "en: Deputy keeper", "en: The deputy keeper")
    open_pages = document(reviewed(site, pages=True), "entity", "sub-keeper").pages
    assert any(sentence in line.text for page in open_pages for line in page.before)
    site.replace("seeds/line.yml", "rights: full", "rights: link")
    pages = document(reviewed(site, pages=True), "entity", "sub-keeper").pages
    assert pages
    assert not [line.text for page in pages for line in (*page.before, *page.after) if sentence in line.text]
    assert [line for page in pages for line in page.before if "····" in line.text]


def test_there_are_no_pages_of_what_cannot_be_resolved(site: Site) -> None:
    site.replace("briefs/opening.yml", "speaker: sub-keeper", "speaker: nobody")
    assert document(reviewed(site, pages=True), "brief", "opening").pages == ()


# States.


@pytest.mark.parametrize("cached", [True, False])
def test_any_two_states(site: Site, cached: bool) -> None:
    def titles(span: str) -> list[str]:
        with two_states(site.root, span, cache=cached) as (base, head):
            review = compare(base, head, Terms())
            return [change.words for found in review.documents for change in found.changes]

    site.git("switch", "--quiet", "--create", "side")
    site.replace("briefs/strike.yml", "A strike ends", "Strike")
    site.commit("Aside")
    site.git("switch", "--quiet", "main")
    site.replace("briefs/opening.yml", "A station opens", "Station")
    site.commit("Ahead")
    site.replace("briefs/opening.yml", "Station", "Halt")
    opened, struck = "«\u2068A station opens\u2069»", "«\u2068A strike ends\u2069»"
    station, strike = "«\u2068Station\u2069»", "«\u2068Strike\u2069»"
    assert titles("main") == titles("HEAD") == ["title (en) Station → Halt"]
    assert titles("main~1..main") == titles("main~1..") == [f"title (en) {opened} → {station}"]
    assert titles("main..side") == [f"title (en) {station} → {opened}", f"title (en) {struck} → {strike}"]
    assert titles("main...side") == [f"title (en) {struck} → {strike}"]
    assert titles("side..main") == [f"title (en) {opened} → {station}", f"title (en) {strike} → {struck}"]
    assert titles("main..main") == []


def test_a_second_review_at_the_same_time_does_without_the_cache(site: Site) -> None:
    site.replace("briefs/opening.yml", "A station opens", "The station opens")
    with two_states(site.root, "HEAD", cache=True) as first, two_states(site.root, "HEAD", cache=True) as second:
        reviews = [compare(*states, Terms()).documents for states in (first, second)]
    assert [found[0].changes[0].words for found in reviews] == [reviews[0][0].changes[0].words] * 2


def test_only_what_differs_is_decoded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.replace("briefs/opening.yml", "A station opens", "The station opens")
    site.commit("A title")
    reviewed(site, "HEAD~1..HEAD")
    import mujaz.model.decode

    decoded: list[str] = []
    decode: Callable[..., object] = mujaz.model.decode.decode

    def noted(source: object, kind: type) -> object:
        decoded.append(source.name)  # type: ignore[attr-defined]  # a Source
        return decode(source, kind)

    monkeypatch.setattr(mujaz.model.decode, "decode", noted)
    assert len(reviewed(site, "HEAD~1..HEAD").documents) == 1
    assert set(decoded) == {"briefs/opening.yml", "seeds/line.yml"}


def test_the_cache_is_no_content(site: Site) -> None:
    reviewed(site, "HEAD..HEAD")
    assert site.git("status", "--porcelain") == ""
    (settings,) = (site.root / ".cache/mujaz/base").glob("site-*/mkdocs.yml")
    assert not list(settings.parent.rglob("*.md"))
