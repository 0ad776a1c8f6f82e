"""A link never says something false: what speaks against a name is a doubt. ⟦ ⟧ mark links, ⟨ ⟩ doubts."""

from __future__ import annotations

import pytest

from mujaz.model import EntityType
from mujaz.resolve.gazetteer import Alias, Doubt, Hit
from mujaz.resolve.gazetteer.finder import Gazetteer
from mujaz.syntax.source import Source
from mujaz.text.fold import fold

GLOSSARY = Source("briefs/glossary/all.yml", "name")
PERSON, PLACE, ORGANIZATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION


def bare(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "⟦⟧⟨⟩")))


def hits(text: str, *entities: str, type: EntityType | None = PERSON) -> tuple[Hit, ...]:
    """What is found of some entities, each written as its name and aliases with | between them."""
    aliases = [
        Alias(entity, form, "und", False, GLOSSARY.span(0, 4), type)
        for entity in entities
        for form in entity.split("|")
    ]
    return Gazetteer(aliases).find(fold(text))


def marked(text: str, found: tuple[Hit, ...]) -> str:
    for hit in reversed(found):
        opening, closing = "⟦⟧" if hit.doubt is None else "⟨⟩"
        text = f"{text[: hit.start]}{opening}{text[hit.start : hit.end]}{closing}{text[hit.end :]}"
    return text


def check(expected: str, *entities: str, type: EntityType | None = PERSON) -> tuple[Hit, ...]:
    found = hits(bare(expected), *entities, type=type)
    assert marked(bare(expected), found) == expected
    return found


SMITH = "John Smith|Smith"


@pytest.mark.parametrize(
    "expected",
    [
        # somebody else's given name, initial, second surname or descendant
        "Jane ⟨Smith⟩, the wife of President ⟦Smith⟧, came. ⟦John Smith⟧ stayed away.",
        "We met Jane ⟨Smith⟩ and K. ⟨Smith⟩; J. ⟦Smith⟧ and J. K. ⟦Smith⟧ left.",
        "⟨Smith⟩ Miller and ⟨Smith⟩-Miller; ⟨John Smith⟩-Miller; John-Paul ⟨Smith⟩",
        "⟨Smith⟩ Jr. came, and ⟨John Smith⟩ III",
        "von ⟨Smith⟩ and O'⟨Smith⟩ and O’⟨Smith⟩",
        "They visited ⟨Smith⟩ Bridge and Adam ⟨Smith⟩ University.",
        "Mrs. ⟨Smith⟩ and Lady ⟨Smith⟩, then Mr. ⟦Smith⟧ and Dr ⟦Smith⟧",
        # what is no part of a name
        "President ⟦Smith⟧, Vice-President ⟦Smith⟧, Foreign Minister ⟦Smith⟧, Mayor-elect ⟦Smith⟧",
        "Yesterday ⟦Smith⟧ said. When ⟦Smith⟧ came, he left. But ⟦Smith⟧ stayed.",
        "On Monday ⟦Smith⟧ left; in May ⟦Smith⟧ came; ⟦Smith⟧ Tuesday spoke",
        "⟦Smith⟧'s Bridge, ⟦Smith⟧, Miller and (⟦Smith⟧) Miller, ⟦Smith⟧-led talks",
        "DOVER, May 3 – The ⟦Smith⟧ plan: The ⟦Smith⟧ papers — Old ⟦Smith⟧ was there. For ⟦Smith⟧ he spoke.",
        "Israel's ⟦Smith⟧, UN ⟦Smith⟧, the ⟦Smith⟧ family",
        "The text.\n⟦Smith⟧ Visits Two Ports Again After Long Break\nHe came.",
        "The text.\nJane ⟨Smith⟩ Visits Two Ports Again\nShe came.",
        "A visit to Dover\n⟦Smith⟧ came",
    ],
)
def test_a_surname_in_english(expected: str) -> None:
    check(expected, SMITH)


def test_a_family_name_that_stands_first() -> None:
    check("⟨Kim⟩ Yo Jong and ⟨Kim⟩ Jong Il; ⟦Kim⟧ said, leader ⟦Kim⟧ and ⟦Kim Jong Un⟧'s train", "Kim Jong Un|Kim")
    check(
        "قالت ⟨كيم⟩ يو جونغ إن ⟨كيم⟩ جونغ إيل غاب. وقال ⟦كيم⟧ إن ⟦كيم جونغ أون⟧ حضر، وزار ⟦كيم⟧ المصنع، و ⟦كيم⟧ يرى",
        "كيم جونغ أون|كيم",
    )


@pytest.mark.parametrize(
    "expected",
    [
        "عمرو ⟨النجار⟩ وسعيد ⟨النجار⟩، ومحمد بن ⟨النجار⟩، وأبو ⟨النجار⟩، وابن ⟨النجار⟩، ماهر-⟨النجار⟩",
        "ب. ⟨النجار⟩ وز. ⟦النجار⟧ ود. ⟦النجار⟧",
        "السيدة ⟨النجار⟩، والسيد ⟦النجار⟧، والرئيس ⟦النجار⟧، ووزير الخارجية ⟦النجار⟧، والرئيس السابق ⟦النجار⟧",
        "قال ⟦النجار⟧ إن زوجة ⟦النجار⟧ وتصريحات ⟦النجار⟧ وحكومة ⟦النجار⟧ ومستقبل ⟦النجار⟧ مهمة",
        "استضاف ⟦النجار⟧ الوفد، وعن ⟦النجار⟧ أمس، و«⟦النجار⟧» أيضا، وقال عمرو: ⟦النجار⟧ هنا",
        "⟦زيد النجار⟧ قال، محمد ⟨زيد النجار⟩، ⟨زيد النجار⟩ الابن، ابنه ⟦زيد النجار⟧",
        "زيلكوف ⟨النجار⟩",
    ],
)
def test_a_surname_in_arabic(expected: str) -> None:
    check(expected, "زيد النجار|النجار")


def test_a_given_name_in_arabic() -> None:
    check("⟨خالد⟩ بن سلمان، محمد ⟨خالد⟩، ⟨خالد⟩ العاروري، وقال ⟦خالد⟧ إنه بخير", "خالد مشعل|خالد")
    check("⟨محمد علي⟩ حسن، ⟨محمد علي⟩ بن سالم، أحمد ⟨محمد علي⟩، ⟦محمد علي⟧ في القاهرة", "محمد علي")


@pytest.mark.parametrize(
    "expected",
    [
        "افتتح مركز ⟨خالد مشعل⟩ أمس، وقال ⟦خالد مشعل⟧ إن الأمر تم",
        "في شارع ⟨مشعل⟩ وبجامعة ⟨مشعل⟩ ولمطار ⟨مشعل⟩ وكلية ⟨مشعل⟩ وبلدة ⟨مشعل⟩",
        "نال جائزة ⟨خالد مشعل⟩ في مدينة ⟨خالد مشعل⟩",
        "مكتب ⟦مشعل⟧ وحكومة ⟦مشعل⟧ وقرار ⟦مشعل⟧ وطائرة ⟦مشعل⟧ وحركة ⟦مشعل⟧",
        "في الشارع ⟦مشعل⟧ وحده، وسلم الجائزة ⟦مشعل⟧، وهذه جائزة ⟦لمشعل⟧",
        "المجامع ⟦مشعل⟧",
    ],
)
def test_what_is_named_after_a_person(expected: str) -> None:
    check(expected, "خالد مشعل|مشعل")


def test_a_woman_may_be_meant() -> None:
    check("Mrs ⟦Meyer⟧ and Ms. ⟦Meyer⟧", "Angela Meyer|Meyer")
    check("السيدة ⟦النجار⟧", "فاطمة النجار|النجار")


@pytest.mark.parametrize(
    ("expected", "entity"),
    [
        ("North ⟨Korea⟩ and New ⟨Korea⟩ Daily, in ⟦Korea⟧", "Korea"),
        ("we went to ⟦Derna⟧ City, read the ⟨Derna⟩ Times, met George ⟨Derna⟩ and came from ⟦Derna⟧", "Derna"),
        ("⟨كوريا⟩ الجنوبية، في ⟦كوريا⟧", "كوريا"),
        ("جورج ⟨واشنطن⟩ في ⟦واشنطن⟧، وغادر الوزير ⟦واشنطن⟧", "واشنطن"),
        ("the Bank of ⟦China⟧ and a university in ⟦China⟧", "China"),
        ("⟨北京⟩大学在⟦北京⟧", "北京"),
        ("القوة ⟨القاهرة⟩، والعاصمة ⟦القاهرة⟧، وفي ⟦القاهرة⟧", "القاهرة"),
    ],
)
def test_a_place_in_another_name(expected: str, entity: str) -> None:
    check(expected, entity, type=PLACE)


@pytest.mark.parametrize(
    ("expected", "entity"),
    [
        ("⟦李明⟧说⟨李明⟩博在⟦李明⟧的车，总统⟦李明⟧，⟦李明⟧博士", "李明"),
        ("和李⟨明博⟩，⟦明博⟧说", "明博"),
        ("⟦安倍⟧首相は⟨安倍⟩晋三と⟦安倍⟧氏", "安倍"),
        ("⟦김⟧ 위원장과 ⟨김⟩ 여정", "김정은|김"),
        ("Игорь ⟨Путин⟩ и президент ⟦Путин⟧. Вчера ⟦Путин⟧ сказал", "Владимир Путин|Путин"),
        ("נשיא ⟦כהן⟧, ⟦יוסי כהן⟧, ורון ⟨כהן⟩ אמר", "יוסי כהן|כהן"),
        ("علی ⟨رضایی⟩ گفت، آقای ⟦رضایی⟧ رفت، ⟦محسن رضایی⟧", "محسن رضایی|رضایی"),
        ("Selon ⟦Macron⟧, Brigitte ⟨Macron⟩ et le président ⟦Macron⟧. Hier ⟦Macron⟧ a dit", "Emmanuel Macron|Macron"),
        ("⟦Γιάννης Ραΐδης⟧, Μαρία ⟨Ραΐδης⟩ και ο ⟦Ραΐδης⟧", "Γιάννης Ραΐδης|Ραΐδης"),
        ("นาย⟦สมชาย⟧กล่าว ⟨สมชาย⟩สุข", "สมชาย"),
    ],
)
def test_other_scripts(expected: str, entity: str) -> None:
    check(expected, entity)


def test_a_product_in_another_name() -> None:
    check("the ⟨Falcon⟩ Heavy and the ⟦Falcon⟧", "Falcon", type=EntityType.PRODUCT)


def test_the_finding_names_the_word_beside() -> None:
    (hit,) = hits("met Jane Smith", SMITH)
    assert (hit.doubt, hit.beside) == (Doubt.NEIGHBOUR, "Jane")
    assert hit.reason == "the word beside it, «Jane», may make it somebody else's name"


def test_words_of_every_day_in_another_spelling_are_no_names() -> None:
    text = "قال ⟦علي حسن⟧ إن الوضع على الحدود هادئ على العموم، والجيش على أهبة الاستعداد، وقال ⟦علي⟧ كذلك"
    check(text, "علي حسن|علي")
    (hit,) = check("⟨على حسن⟩ الجوار", "علي حسن")
    assert hit.doubt is Doubt.SPELLING


def test_a_name_that_is_a_word_of_every_day() -> None:
    found = check("⟨أمل⟩ كبير، وقالت ⟦أمل⟧، والسيدة ⟦أمل⟧", "أمل")
    assert found[0].doubt is Doubt.EVERYDAY
    check("في ⟨العين⟩، مدينة ⟦العين⟧", "العين", type=PLACE)
    check("بعد ⟨فتح⟩ الباب، حركة ⟦فتح⟧", "فتح", type=ORGANIZATION)
    check("In ⟨May⟩ it rained, and Prime Minister ⟦May⟧ left. ⟦May⟧ said so.", "Theresa May|May")
    check("⟨Hope⟩ is gone. We met ⟦Hope⟧ there.", "Hope")


def test_another_given_name_as_it_is_written() -> None:
    (hit,) = check("⟨يسرى⟩", "يسري")
    assert hit.doubt is Doubt.SPELLING


def test_ideas_and_things_are_found_as_they_stand() -> None:
    check("Old ⟦Hope⟧ Plan, القوة ⟦الأمل⟧", "Hope", "الأمل", type=EntityType.CONCEPT)
