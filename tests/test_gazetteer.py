"""Names in text: a table for each rule. ⟦ ⟧ mark what is linked, ⟨ ⟩ what is in doubt."""

from __future__ import annotations

import pytest

from mujaz.model import EntityType
from mujaz.resolve.gazetteer import Alias, Doubt, Hit
from mujaz.resolve.gazetteer.collisions import collisions
from mujaz.resolve.gazetteer.finder import Gazetteer
from mujaz.syntax.source import Source
from mujaz.text.fold import fold

GLOSSARY = Source("briefs/glossary/all.yml", "\n".join(f"alias {number}" for number in range(200)))


def aliases(**entities: list[str]) -> list[Alias]:
    """Aliases by entity; a form that begins with `~` is weak."""
    forms = [(entity.replace("_", "-"), form) for entity, own in entities.items() for form in own]
    return [
        Alias(entity, form.lstrip("~"), "und", form.startswith("~"), GLOSSARY.span(number * 8, number * 8 + 5))
        for number, (entity, form) in enumerate(forms)
    ]


def hits(text: str, **entities: list[str]) -> tuple[Hit, ...]:
    """What is certain or ambiguous; `test_near_names` is about what is near."""
    found = Gazetteer(aliases(**entities)).find(fold(text))
    return tuple(hit for hit in found if hit.doubt is not Doubt.NEAR)


def marked(text: str, found: tuple[Hit, ...]) -> str:
    for hit in reversed(found):
        opening, closing = "⟦⟧" if hit.doubt is None else "⟨⟩"
        text = f"{text[: hit.start]}{opening}{text[hit.start : hit.end]}{closing}{text[hit.end :]}"
    return text


def bare(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "⟦⟧⟨⟩")))


PLACES = {
    "kremlin": ["الكرملين"],
    "north_korea": ["كوريا الشمالية"],
    "pyongyang": ["بيونغ يانغ"],
    "germany": ["ألمانيا"],
    "china": ["الصين"],
    "saud": ["آل سعود"],
}


@pytest.mark.parametrize(
    "expected",
    [
        # the alias as it is, and with each proclitic
        "⟦الكرملين⟧، ⟦والكرملين⟧، ⟦فالكرملين⟧، ⟦بالكرملين⟧، ⟦كالكرملين⟧",
        "⟦للكرملين⟧ ⟦وللكرملين⟧ ⟦فللكرملين⟧ ⟦وبالكرملين⟧ ⟦فبالكرملين⟧",
        "⟦كوريا الشمالية⟧ ⟦لكوريا الشمالية⟧ ⟦وكوريا الشمالية⟧ ⟦ولكوريا الشمالية⟧",
        "⟦وبيونغ يانغ⟧ ⟦ببيونغ يانغ⟧",
        # a short name that carries the article is safe
        "⟦بالصين⟧ ⟦والصين⟧ ⟦للصين⟧",
        # without its article, or with another, it is another word
        "كرملين وكرملين لكرملين",
        # the letters of ألمانيا are no article
        "⟦لألمانيا⟧ ⟦المانيا⟧ ⟦وألمانيا⟧ ومانيا للمانيا",
        "⟦لآل سعود⟧ سعود",
        # other letters are no proclitics
        "مالكرملين وفالكرملين بوالكرملين أكوريا الشمالية ككوريات الشمالية",
        # nor does an ending belong to a name
        "الكرملينية كوريا الشماليين",
        # spelling makes no difference
        "⟦وبـيونغ\u00a0يانغ⟧ ⟦الكِرِملين⟧ ⟦لالمانيا⟧ ⟦كوريا\nالشماليّة⟧",
        # signs beside the word stay outside
        "«⟦الكرملين⟧»، (⟦بالكرملين⟧)؛ ⟦الكرملين⟧:⟦الكرملين⟧",
        "لـ«⟦الكرملين⟧» ⟦لـكوريا الشمالية⟧",
        # a word of its own is no proclitic
        "و ⟦الكرملين⟧ ل ⟦كوريا الشمالية⟧",
    ],
)
def test_proclitics(expected: str) -> None:
    assert marked(bare(expected), hits(bare(expected), **PLACES)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "⟦المجلس الرئاسي⟧ ⟦مجلس الرئاسي⟧ ⟦للمجلس الرئاسي⟧ ⟦وبالمجلس الرئاسي⟧",
        "⟦صاروخ⟧ ⟦الصاروخ⟧ ⟦للصاروخ⟧ ⟦بصاروخ⟧ ⟦والصاروخ⟧ صواريخ",
    ],
)
def test_an_alias_without_the_article_also_stands_with_it(expected: str) -> None:
    found = hits(bare(expected), council=["مجلس الرئاسي"], missile=["صاروخ"])
    assert marked(bare(expected), found) == expected


def test_the_name_of_a_person_or_place_takes_no_article_of_its_own() -> None:
    expected = "⟨السيول⟩ ⟨للسيول⟩ إلى ⟦سيول⟧، في ⟦سيول⟧. وصرحت ⟦سيول⟧"
    seoul = Alias("seoul", "سيول", "ar", False, GLOSSARY.span(0, 5), EntityType.PLACE)
    found = Gazetteer([seoul]).find(fold(bare(expected)))
    assert marked(bare(expected), found) == expected


@pytest.mark.parametrize(
    ("expected", "doubt"),
    [
        ("⟦كيم⟧ ⟨لكيم⟩ ⟨وكيم⟩ ⟨الكيم⟩ ⟨وللكيم⟩", Doubt.SHORT),
        ("⟦عمر⟧ ⟨وعمر⟩ ⟨العمر⟩ معمر", Doubt.SHORT),
        ("⟨سبوتين⟩ ⟨وسبوتين⟩ ⟦بوتين⟧ ⟦وبوتين⟧ ⟦لبوتين⟧", Doubt.PROCLITIC),
        ("⟨سكيم⟩", Doubt.PROCLITIC),
    ],
)
def test_doubtful_proclitics(expected: str, doubt: Doubt) -> None:
    found = hits(bare(expected), kim=["كيم", "كيم جونغ أون"], omar=["عمر"], putin=["بوتين"])
    assert marked(bare(expected), found) == expected
    assert {hit.doubt for hit in found} <= {doubt, None}


def test_two_ways_to_take_a_form_apart() -> None:
    (hit,) = hits("في لبنان", lebanon=["لبنان"], banan=["بنان"])
    assert hit.doubt is Doubt.PROCLITIC
    assert hit.entities == ("banan", "lebanon")
    assert set(hit.alternatives) == {"«لبنان» (`lebanon`)", "ل + «بنان» (`banan`)"}
    (same,) = hits("في لبنان", lebanon=["لبنان", "بنان"])
    assert same.doubt is None
    (short,) = hits("قال لكيم", kim=["كيم", "لكيم"])
    assert short.doubt is None
    (article,) = hits("قال الشرق", paper=["الشرق"], east=["شرق"])
    assert (article.doubt, article.entities) == (Doubt.PROCLITIC, ("east", "paper"))


def test_a_verb_is_no_reading_of_a_name() -> None:
    (hit,) = hits("جاء سالم", safe=["سالم"], pain=["الم"])
    assert (hit.doubt, hit.entities) == (None, ("safe",))


def test_a_shared_name() -> None:
    (hit,) = hits("وقال الأمين", omar=["الأمين"], secretary=["الأمين"])
    assert hit.doubt is Doubt.SHARED
    assert hit.entities == ("omar", "secretary")
    assert len(hit.aliases) == 2
    found = hits("قال بالأمين", omar=["الأمين"], secretary=["الأمين"])
    assert [hit.doubt for hit in found] == [Doubt.SHARED]


def test_a_form_written_twice_for_one_entity_is_one_hit() -> None:
    (hit,) = hits("موسكو", moscow=["موسكو", "مُوسكو"])
    assert hit.doubt is None
    assert len(hit.aliases) == 2


@pytest.mark.parametrize(
    ("expected", "entities"),
    [
        ("⟦كيم جونغ أون⟧ ثم ⟦كيم⟧", ["kim-jong-un", "kim"]),
        ("⟦وزير الدفاع الروسي⟧", ["minister"]),
        ("⟦وزير الدفاع⟧ التركي، ⟦الروسي⟧", ["defence", "russia"]),
        ("⟦بمركز الفضاء⟧ ⟦الفضاء⟧", ["centre", "space"]),
    ],
)
def test_the_longest_name_wins(expected: str, entities: list[str]) -> None:
    found = hits(
        bare(expected),
        kim=["كيم"],
        kim_jong_un=["كيم جونغ أون"],
        minister=["وزير الدفاع الروسي"],
        defence=["وزير الدفاع"],
        russia=["الروسي"],
        centre=["مركز الفضاء"],
        space=["الفضاء"],
    )
    assert marked(bare(expected), found) == expected
    assert [hit.entities for hit in found] == [(entity,) for entity in entities]


def test_a_doubtful_long_name_hides_a_sure_short_one() -> None:
    text = "مجلس الأمن القومي"
    (hit,) = hits(text, us_council=["مجلس الأمن القومي"], ru_council=["مجلس الأمن القومي"], un_council=["مجلس الأمن"])
    assert (hit.doubt, hit.start, hit.end) == (Doubt.SHARED, 0, len(text))
    assert "un-council" not in hit.entities


def test_names_that_overlap() -> None:
    text = "قال وزير خارجية روسيا البيضاء أمس"
    (hit,) = hits(text, minister=["وزير خارجية روسيا"], belarus=["روسيا البيضاء"])
    assert (hit.doubt, hit.entities) == (Doubt.OVERLAP, ("belarus", "minister"))
    assert text[hit.start : hit.end] == "وزير خارجية روسيا البيضاء"
    (one,) = hits(text, minister=["وزير خارجية روسيا", "روسيا البيضاء"])
    assert (one.doubt, text[one.start : one.end]) == (None, "وزير خارجية روسيا البيضاء")
    (three,) = hits("أ ب ج د", x=["أ ب"], y=["ب ج"], z=["ج د"])
    assert (three.doubt, three.entities, three.end) == (Doubt.OVERLAP, ("x", "y", "z"), 7)


@pytest.mark.parametrize(
    "expected",
    [
        "⟦US⟧ troops told us, and U.S. too",
        "⟦Putin⟧ and ⟦PUTIN⟧, not putin nor Putins nor pUTIN",
        "⟦Putin⟧’s train, ⟦Putin⟧'s car",
        "⟦satellite⟧ ⟦Satellite⟧ ⟦SATELLITE⟧ satellites",
        "⟦Hwasong⟧ but Hwasong-18, and ⟦Hwasong⟧-type",
        "⟦AN-2⟧ not AN-26, nor AN-2-1",
        "⟦al-Quds⟧ ⟦Al-Quds⟧ ⟦AL-QUDS⟧",
        "⟦Путин⟧ и Путина",
        "⟦Élysée⟧ ⟦Elysee⟧ l’⟦Élysée⟧",
        "وزارة ⟦Putin⟧ ⟦وPutin⟧",
        "⟦김정은⟧ ⟦김정은은⟧ ⟦김정은에게는⟧ 김정은호 큰김정은",
        "⟦北京⟧ 在⟦北京⟧召开",
        "⟦ΟΔΟΣ⟧ ⟦Οδός⟧ οδοσ",
    ],
)
def test_other_scripts_and_case(expected: str) -> None:
    found = hits(
        bare(expected),
        us=["US"],
        putin=["Putin", "Путин"],
        satellite=["satellite"],
        missile=["Hwasong", "AN-2"],
        jerusalem=["al-Quds"],
        elysee=["Élysée"],
        kim=["김정은"],
        beijing=["北京"],
        street=["Οδός"],
    )
    assert marked(bare(expected), found) == expected


def test_one_syllable_with_a_particle_is_in_doubt() -> None:
    text = "김 김은"
    assert marked(text, hits(text, kim=["김"])) == "⟦김⟧ ⟨김은⟩"
    (sure,) = hits("김은", kim=["김", "김은"])
    assert sure.doubt is None
    (two_ways,) = hits("김정은", un=["김정은"], jong=["김정"])
    assert (two_ways.doubt, two_ways.entities) == (Doubt.PROCLITIC, ("jong", "un"))


def test_designators_in_arabic() -> None:
    text = "أطلقت هواسونغ-١٨ وهواسونغ-17 ثم هواسونغ"
    expected = "أطلقت ⟦هواسونغ-١٨⟧ وهواسونغ-17 ثم ⟦هواسونغ⟧"
    assert marked(text, hits(text, h18=["هواسونغ-18"], family=["هواسونغ"])) == expected


def test_weak_aliases_are_left_to_the_brief() -> None:
    assert hits("قال كيم", kim=["~كيم", "كيم جونغ أون"]) == ()
    (hit,) = hits("قال كيم", kim=["~كيم"], other=["كيم"])
    assert hit.entities == ("other",)


def test_a_name_inside_a_single_character_is_none() -> None:
    assert hits("قال ﷺ", god=["الله"]) == ()
    assert hits("x 👨‍👩‍👧", man=["x 👨"]) == ()


def test_no_aliases_and_aliases_without_letters() -> None:
    assert hits("نص") == ()
    assert hits("نص… ؟", dots=["…", "؟", " "]) == ()


def test_collisions_show_both_places() -> None:
    found = aliases(kim=["Kim", "كيم"], another=["kim", "~كيم"], third=["KIM"], fourth=["Kimm"])
    first, second = collisions(found)
    assert first.rule.name == "alias-collision"
    assert (first.span, [label.span for label in first.related]) == (found[2].span, [found[0].span])
    assert first.message == "«kim» names `another` and `kim`"
    assert (second.span, len(second.related)) == (found[4].span, 2)


def test_an_entity_does_not_collide_with_itself() -> None:
    assert collisions(aliases(kim=["كيم", "كِيم", "Kim", "KIM"], dots=["…"], more=["…"])) == ()
