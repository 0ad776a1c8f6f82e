"""A new brief: every proposal has exactly one place, and the file passes its check."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.checks.run import ACROSS_CHECKS, BRIEF_CHECKS
from mujaz.engine.shelf import decode_files
from mujaz.fmt.format import formatted
from mujaz.model import Brief
from mujaz.model.documents import Documents, Files, SeedFiles
from mujaz.resolve.anchor import TextQuote, find_places
from mujaz.resolve.run import resolve
from mujaz.resolve.site import Site
from mujaz.scaffold.new import check_brief_id, plan_brief
from mujaz.scaffold.plan import RefusedError
from mujaz.scaffold.quote import Quotes
from mujaz.scaffold.speech import reported_speech
from mujaz.syntax.diagnostics import Diagnostic, has_errors
from mujaz.syntax.rules import AMBIGUOUS_MENTION
from mujaz.syntax.source import Source
from mujaz.text.fold import fold

GLOSSARY = """\
language: en
entities:
  mayor:
    type: person
    name:
      ar: كبير المهندسين
      en: Chief Engineer
  ministry:
    type: organization
    name:
      ar: وزارة الري
      en: Ministry of Irrigation
  agency:
    type: organization
    name:
      ar: رويترز
      en: Reuters
  cairo:
    type: place
    name:
      ar: القاهرة
      en: Cairo
  omar:
    type: person
    name:
      ar: عمر
      en: Omar
"""

SENTENCES = [
    "قال كبير المهندسين إن السد آمن هذا العام.",
    "وقال كبير المهندسين إن السد آمن هذا العام.",
    "وأعلنت وزارة الري أن الطريق مغلقة إلى الصباح.",
    "وأضاف: «لن نغادر المدينة. سنبقى هنا».",
    "ونزل المطر ثلاثة أيام.",
    "The ministry said that the dam was safe.",
    "“We will not leave the city,” said Chief Engineer.",
    "وقالت وزارة الري إنّ «الـسدّ» آمن\u200f تمامًا اليوم.",
    "قال لعمر إن الماء يرتفع بسرعة.",
]


def documents_of(seeds: dict[str, str], *, rights: str = "full", language: str = "ar", brief: str = "") -> Documents:
    files = {}
    for id, text in seeds.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        record = f"language: {language}\ntitle: عنوان\npublisher: نحن\nsha256: {digest}\nrights: {rights}\n"
        files[id] = SeedFiles(Source(f"seeds/{id}.txt", text), digest, Source(f"seeds/{id}.yml", record))
    briefs = {"b": Source("briefs/b.yml", brief)} if brief else {}
    documents, findings = decode_files(Files(files, (Source("briefs/glossary/g.yml", GLOSSARY),), briefs))
    assert findings == []
    return documents


def brief_of(documents: Documents, *, schemas: bool = False) -> str:
    plan, findings = plan_brief("b", [seed.id for seed in documents.seeds], documents, schemas=schemas)
    assert plan is not None
    assert not has_errors(findings)
    return plan.files["briefs/b.yml"]


def run_checks(site: Site) -> list[Diagnostic]:
    """What the checks find on the briefs of a site."""
    checks = (*BRIEF_CHECKS, *ACROSS_CHECKS)
    return [finding for entry in site.briefs.values() for check in checks for finding in check(entry, site)]


def accepted(brief: str) -> str:
    """The brief after a person took every claim as it is proposed."""
    brief = re.sub("(?ms)^# entities:\n(?:#  .*?\n)+?(?!#  )", lambda found: re.sub("(?m)^# ", "", found[0]), brief)
    head, opened, proposals = brief.partition("claims: []\n")
    return head + "claims:\n" * bool(opened) + re.sub("(?m)^# (?= )", "", proposals)


def check(seeds: dict[str, str], brief: str, **options: str) -> Documents:
    """Check the brief as `mujaz check` does; return it decoded."""
    documents = documents_of(seeds, brief=brief, **options)
    site, findings = resolve(documents)
    assert not has_errors(findings)
    assert not has_errors(run_checks(site))
    return documents


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), st.sampled_from([" ", "\n"]))
def test_every_claim_has_one_place_and_it_is_its_own(sentences: list[str], between: str) -> None:
    text = between.join(sentences)
    folded = fold(text)
    quotes = Quotes(folded)
    for statement in reported_speech(folded):
        selector = quotes.of(statement.said)
        assert selector is not None
        ((start, end),) = find_places(folded, selector)
        assert fold(text[start:end]).text == fold(text[slice(*statement.said)]).text
        assert abs(start - statement.said[0]) <= 1
        assert abs(end - statement.said[1]) <= 1


@settings(derandomize=True, max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), st.sampled_from(["full", "excerpt", "link"]))
def test_what_is_written_passes_the_check(sentences: list[str], rights: str) -> None:
    seeds = {"one": "\n".join(sentences)}
    brief = brief_of(documents_of(seeds, rights=rights))
    documents = documents_of(seeds, brief=brief, rights=rights)
    site, findings = resolve(documents)
    # A form that may be a name or a word is a finding of the article; the brief proposes how to settle it.
    assert [found.rule.name for found in (*findings, *run_checks(site)) if found.rule is not AMBIGUOUS_MENTION] == []
    assert formatted(documents.briefs[0].source, Brief).text == brief


@settings(derandomize=True, max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_what_is_proposed_passes_the_check_when_it_is_taken_as_it_is(sentences: list[str]) -> None:
    seeds = {"one": "\n".join(sentences)}
    brief = brief_of(documents_of(seeds))
    documents = check(seeds, accepted(brief))
    assert len(documents.briefs[0].brief.claims) == brief.count("#   - id: c")


# What articles are made of: letters that mislead, marks in any order, signs of YAML and of Markdown, long stretches.
PIECES = st.sampled_from(
    """السد آمن تماما¦الـ20¦بـ«السد»¦عام ١٤٤٥ هـ¦محطـــة¦محم\u0651\u064eد¦ا\u0654خير¦می\u200cخواهم¦الأمريکي¦20٢٤¦the dam
    ¦Ѕafa¦вебcайт¦ﻻ ﺳﺪ¦\u200f¦\u202e¦\ufeff¦\u00ad¦cafe\u0301¦yes¦12:30¦- ¦# ¦ #¦: ¦'¦"¦\\¦{x}¦[^1]¦*a*¦<b>¦|¦…¦ – ¦،
    ¦ السد آمن هذا العام كما قيل لأهل المدينة كلها مساء أمس وقبل ذلك بيومين في نشرة وزعت على البيوت والمتاجر والمدارس
    """.replace("\n    ", "").split("¦")
)
odd_words = st.lists(PIECES, min_size=1, max_size=6).map(" ".join)
FRAMES = (
    "قال كبير المهندسين إن {}.",
    "وأضاف: «{}».",
    "The ministry said that {}.",
    "وقالت وزارة الري إن {}\n\n{}.",
    "{}",
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FRAMES), odd_words, odd_words), min_size=1, max_size=4), odd_words)
def test_what_is_proposed_has_no_finding_and_is_in_the_house_style_whatever_the_article_is_made_of(
    sentences: list[tuple[str, str, str]], title: str
) -> None:
    text = "\n".join([title, *(frame.format(*words) for frame, *words in sentences), "انتهى."])
    brief = brief_of(documents_of({"flood": text}))
    for each in (brief, accepted(brief)):
        documents = check({"flood": text}, each)
        site, findings = resolve(documents)
        told = {finding.rule.name for finding in (*findings, *run_checks(site))}
        assert told <= {"unattributed-claim", "hidden-character", "ambiguous-mention", "near-name"}
        source = Source("briefs/b.yml", each)
        assert formatted(source, Brief).text == each


def test_long_statements_and_titles_are_folded() -> None:
    said = "the dam was safe for all the people of the city " * 6
    documents = documents_of({"flood": f"The ministry said that {said}and more.\n"}, language="en")
    taken = accepted(brief_of(documents))
    assert "statement: >-\n" in taken
    assert formatted(Source("briefs/b.yml", taken), Brief).text == taken


def test_nothing_that_is_proposed_is_in_the_brief() -> None:
    brief = documents_of({"one": "\n".join(SENTENCES)}, brief=brief_of(documents_of({"one": "\n".join(SENTENCES)})))
    assert brief.briefs[0].brief.annotations == brief.briefs[0].brief.mentions == ()


@given(st.lists(st.sampled_from(["a", "b", "ab", "c.", "ا", "وا"]), min_size=2, max_size=14), st.integers(0, 12))
def test_a_place_gets_the_shortest_context_that_tells_it_from_others(words: list[str], place: int) -> None:
    place %= len(words)
    text = " ".join(words)
    start = len(" ".join(words[:place])) + (place > 0)
    folded = fold(text)
    mine = (start, start + len(words[place].rstrip(".")))
    exact = text[slice(*mine)]
    wanted = None
    for count in range(len(words) + 1):
        before, behind = words[max(0, place - count) : place], words[place + 1 : place + 1 + count]
        if words[place].endswith(".") and count:
            behind = [".", *behind][:count]
        prefix, suffix = " ".join(before), " ".join(behind)
        for selector in (TextQuote(exact, prefix), TextQuote(exact, "", suffix), TextQuote(exact, prefix, suffix)):
            if wanted is None and find_places(folded, selector) == (mine,):
                wanted = selector
    assert Quotes(folded).of(mine) == wanted


def test_a_text_that_repeats_itself_is_read_in_time_with_its_length() -> None:
    text = SENTENCES[0] * 2 + " ".join([SENTENCES[0]] * 400)
    folded = fold(text)
    quotes = Quotes(folded)
    assert [quotes.of(statement.said) for statement in reported_speech(folded)].count(None) > 300


def test_is_written_in_the_house_style() -> None:
    seeds = {"one": "\n".join(SENTENCES[:1] + SENTENCES[2:5])}
    assert (
        brief_of(documents_of(seeds), schemas=True)
        == """\
# yaml-language-server: $schema=../schemas/brief.json
language: ar

title: عنوان

seeds:
  - one

default_seed: one

status: draft

# What a reader must know, in a few sentences. A claim or a note is cited by its id: [^c1]
# summary: >-
#   …

# Entities of the glossary that are mentioned, and how often; they are linked as they are.
#   mayor: 1
#   ministry: 1

# What the article reports that somebody says. Each is a proposal: it becomes a claim of the brief when you
# remove the marks at the beginnings of its lines and the [] below. Say it in your own words in `statement`,
# see that `speaker` is who says it (entities beside the verb are proposed), and delete what is no claim.
claims: []
#   - id: c1
#     # line 1: قال كبير المهندسين إن …
#     at: "السد آمن هذا العام"
#     statement: "السد آمن هذا العام"
#     speaker: mayor
#     assessment: unverified
#   - id: c2
#     # line 2: وأعلنت وزارة الري أن …
#     at: "الطريق مغلقة إلى الصباح"
#     statement: "الطريق مغلقة إلى الصباح"
#     speaker: ministry
#     assessment: unverified
#   - id: c3
#     # line 3: وأضاف …
#     at: "لن نغادر المدينة. سنبقى هنا"
#     statement: "لن نغادر المدينة. سنبقى هنا"
#     # as it seems, whoever spoke before:
#     speaker: ministry
#     assessment: unverified
"""
    )


def test_a_repeated_sentence_gets_context() -> None:
    seeds = {"one": "\n".join([SENTENCES[0], SENTENCES[4], SENTENCES[0]])}
    documents = check(seeds, accepted(brief_of(documents_of(seeds))))
    first, second = (claim.at for claim in documents.briefs[0].brief.claims)
    assert first is not None
    assert second is not None
    assert (first.exact, first.prefix, bool(first.suffix)) == ("السد آمن هذا العام", "", True)
    assert (second.exact, bool(second.prefix)) == ("السد آمن هذا العام", True)


def test_a_form_that_is_near_a_name_is_proposed_once() -> None:
    brief = brief_of(documents_of({"s": "وصل كبير المهندسسين أمس.\nثم غادر كبير المهندسسين القاهرة."}))
    assert brief.count("#     entity: mayor\n") == 1


def test_what_the_rights_do_not_allow_to_quote_stands_apart() -> None:
    filler = "ونزل المطر ثلاثة أيام على المدينة وما حولها من القرى. " * 4
    seeds = {"one": filler + " ".join(SENTENCES[:4])}
    within, _, beyond = brief_of(documents_of(seeds, rights="excerpt")).partition("# To quote these as well")
    assert (within.count("- id: c"), beyond.count("- id: c")) == (2, 2)
    documents = documents_of(seeds, brief=accepted(within), rights="excerpt")
    site, findings = resolve(documents)
    assert not has_errors((*findings, *run_checks(site)))


def test_what_other_briefs_quote_counts() -> None:
    seeds = {"one": "ونزل المطر ثلاثة أيام على المدينة. " * 4 + SENTENCES[0]}
    other = "language: ar\ntitle: غيره\nseeds:\n  - one\n"
    other += 'notes:\n  - id: n\n    at: "قال كبير المهندسين إن"\n    title: ا\n    body: ب\n'
    free = brief_of(documents_of(seeds, rights="excerpt"))
    taken = brief_of(documents_of(seeds, rights="excerpt", brief=other))
    assert "# To quote these" not in free
    assert "# To quote these" in taken


def test_a_doubtful_form_is_proposed_as_a_decision() -> None:
    brief = brief_of(documents_of({"one": SENTENCES[8]}))
    assert '\n# mentions:\n#   - at: "لعمر"\n#     entity: omar\n' in brief


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        # A dateline names neither who speaks nor what is said.
        ("القاهرة (رويترز) - قالت وزارة الري إن السد آمن اليوم.", "السد آمن اليوم", "ministry"),
        ("القاهرة (رويترز) - قال مسؤول كبير إن السد آمن اليوم.", "السد آمن اليوم", None),
        ("القاهرة 13-9-2023 (رويترز) – أعلنت وزارة الري خطة جديدة.", "أعلنت وزارة الري خطة جديدة", "ministry"),
        ("القاهرة - قال مسؤول كبير إن السد آمن اليوم.", "السد آمن اليوم", None),
        ("القاهرة/ رويترز: قال مسؤول كبير إن السد آمن اليوم.", "السد آمن اليوم", None),
        ("CAIRO, Sept 13 (Reuters) - An official said that the dam was safe.", "the dam was safe", None),
        ("CAIRO (Reuters) -- The dam is safe, an official said.", "The dam is safe", None),
        ("Cairo – An official said the dam was safe.", "the dam was safe", None),
        ("CAIRO, Sept. 13 – The Ministry of Irrigation said the dam was safe.", "the dam was safe", "ministry"),
        ("قال كبير المهندسين - وهو خبير - إن السد آمن اليوم.", "السد آمن اليوم", "mayor"),
        # Nor is the place where it was said, or whoever was told.
        ("قال مسؤول كبير في القاهرة إن السد آمن اليوم.", "السد آمن اليوم", None),
        ("قال كبير المهندسين في القاهرة إن السد آمن اليوم.", "السد آمن اليوم", "mayor"),
        ("An official told Reuters that the dam was safe.", "the dam was safe", None),
        ("Chief Engineer told Reuters in Cairo that the dam was safe.", "the dam was safe", "mayor"),
        # An attribution at the beginning or at the end, with the main half of its sentence.
        ("بحسب وزارة الري فقد انهار السد فجرا، كما غرقت قريتان.", "انهار السد فجرا، كما غرقت قريتان", "ministry"),
        ("ووفقا لوزارة الري فإن السد انهار فجرا، كما غرقت قريتان.", "السد انهار فجرا، كما غرقت قريتان", "ministry"),
        ("وفقا لوزارة الري فإنه انهار فجرا، حيث غرقت قريتان.", "فإنه انهار فجرا، حيث غرقت قريتان", "ministry"),
        ("بحسب وزارة الري، انهار السد فجرا، كما غرقت قريتان.", "انهار السد فجرا، كما غرقت قريتان", "ministry"),
        (
            "بحسب وزارة الري انهار السد، كما غرقت قرية.",
            "بحسب وزارة الري انهار السد، كما غرقت قرية",
            "ministry",
        ),
        ("بحسب وزارة الري انهار السد فجرا.", "بحسب وزارة الري انهار السد فجرا", "ministry"),
        ("انهار السد فجرا وغرقت قريتان، بحسب وزارة الري.", "انهار السد فجرا وغرقت قريتان", "ministry"),
        (
            "According to the Ministry of Irrigation, the dam broke, and villages drowned.",
            "the dam broke, and villages drowned",
            "ministry",
        ),
        ("According to Chief Engineer, Jill Harbor, the dam broke at dawn.", "the dam broke at dawn", "mayor"),
        ("The dam broke at dawn, according to the Ministry of Irrigation.", "The dam broke at dawn", "ministry"),
        # Who is quoted, and not who quotes.
        ("ونقلت رويترز عن وزارة الري قولها إن السد آمن اليوم.", "السد آمن اليوم", "ministry"),
        ("ونقلت رويترز عن كبير المهندسين: «لن نغادر المدينة أبدا».", "لن نغادر المدينة أبدا", "mayor"),
        # A quotation over paragraphs is one statement; an apostrophe opens none.
        (
            'Chief Engineer, Mr. O\'Neill-Hassan, told reporters: "The dam is safe.\n\n"We stay here," he added.',
            'The dam is safe.\n\n"We stay here',
            "mayor",
        ),
        ("قال كبير المهندسين: «السد آمن.\n\n«ونحن باقون هنا».", "السد آمن.\n\n«ونحن باقون هنا", "mayor"),
        ("قال كبير المهندسين: «السد آمن.\n\nونحن باقون هنا».", "السد آمن.\n\nونحن باقون هنا", "mayor"),
        (
            "Chief Engineer said: “The dam is safe.\n\n“We stay.\n\n“We all do.”",
            "The dam is safe.\n\n“We stay.\n\n“We all do",
            "mayor",
        ),
        # Lines of a wrapped text.
        (
            "خبر السد\nقال كبير المهندسين في مؤتمر صحفي عقده\nأمس إن السد آمن وإن المياه لن\nتصل إلى القرى.",
            "السد آمن وإن المياه لن\nتصل إلى القرى",
            "mayor",
        ),
        (
            "Dam news\n\nChief Engineer said that the\ndam was safe and that the\nvillages were, too.\n",
            "the\ndam was safe and that the\nvillages were, too",
            "mayor",
        ),
    ],
)
def test_who_said_what(text: str, said: str, speaker: str | None) -> None:
    (statement,) = reported_speech(fold(text))
    assert text[slice(*statement.said)] == said
    seeds = {"one": text}
    (claim,) = check(seeds, accepted(brief_of(documents_of(seeds)))).briefs[0].brief.claims
    assert (claim.speaker and claim.speaker.id) == speaker


def test_the_words_of_a_quotation_over_paragraphs_are_proposed_without_the_marks_between() -> None:
    text = "Chief Engineer said: “The dam is safe.\n\n“We stay.”"
    brief = brief_of(documents_of({"one": text}, language="en"))
    assert '#     at: "The dam is safe. “We stay"\n#     statement: "The dam is safe. We stay"\n' in brief


def test_several_seeds_are_named_in_every_anchor() -> None:
    seeds = {"one": SENTENCES[0], "two": SENTENCES[2]}
    documents = check(seeds, accepted(brief_of(documents_of(seeds))))
    homes = [claim.at.seed.id for claim in documents.briefs[0].brief.claims if claim.at and claim.at.seed]
    assert homes == ["one", "two"]


def test_several_names_before_a_verb_are_all_proposed() -> None:
    brief = brief_of(documents_of({"one": "لكن وزارة الري وكبير المهندسين قالا إن السد آمن هذا العام."}))
    assert "#     speaker: ministry\n#     # or speaker: mayor\n" in brief


def test_an_article_without_reported_speech_gives_no_claims() -> None:
    seeds = {"one": SENTENCES[4]}
    brief = brief_of(documents_of(seeds))
    assert "claims" not in brief
    check(seeds, brief)


def test_a_seed_that_was_changed_is_refused() -> None:
    documents = documents_of({"one": SENTENCES[0]})
    seed = documents.seeds[0]
    edited = type(seed)(seed.id, Source(seed.text.name, "نص آخر"), "0" * 64, seed.record)
    plan, findings = plan_brief("b", ["one"], Documents((edited,), (), ()), schemas=False)
    assert plan is None
    assert [finding.rule.name for finding in findings] == ["seed-changed"]


@pytest.mark.parametrize(
    ("id", "help"),
    [("My Brief.yml", "`my-brief`"), ("briefs/x.yml", "`x`"), ("a//b", "an id is"), ("glossary/x", "another id")],
)
def test_what_is_no_id_is_refused(id: str, help: str) -> None:
    with pytest.raises(RefusedError) as problem:
        check_brief_id(id)
    assert help in problem.value.help


def test_a_folder_may_be_part_of_an_id() -> None:
    check_brief_id("2023/summit-1")
