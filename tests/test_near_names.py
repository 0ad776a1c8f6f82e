"""Near names: a table for each kind of slip, and what is none. ⟨ ⟩ mark what is near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.gazetteer import Alias, Doubt, Gazetteer, Hit
from mujaz.model import EntityType
from mujaz.source import Source
from mujaz.text.fold import fold, fold_text

GLOSSARY = Source("briefs/glossary/all.yml", "names")
NAMES = {
    "haddad": (EntityType.PERSON, "ar", "سامي الحداد"),
    "haddad-en": (EntityType.PERSON, "en", "Sami Haddad"),
    "harbor": (EntityType.PERSON, "en", "Jill Harbor"),
    "kamal": (EntityType.PERSON, "ar", "كمال البناء"),
    "mauritania": (EntityType.PLACE, "ar", "موريتانيا"),
    "mauritania-en": (EntityType.PLACE, "en", "Mauritania"),
    "kremlin": (EntityType.PLACE, "ar", "الكرملين"),
    "pyongyang": (EntityType.PLACE, "ar", "بيونغ يانغ"),
    "south-korea": (EntityType.PLACE, "ar", "كوريا الجنوبية"),
    "korea": (EntityType.PLACE, "ar", "كوريا"),
    "health": (EntityType.ORGANIZATION, "ar", "منظمة الصحة العالمية"),
    "health-en": (EntityType.ORGANIZATION, "en", "World Health Organization"),
    "nations": (EntityType.ORGANIZATION, "en", "United Nations"),
    "council": (EntityType.ORGANIZATION, "ar", "مجلس الأمن"),
    "labour": (EntityType.ORGANIZATION, "ar", "وزارة العمل"),
    "rocket": (EntityType.PRODUCT, "en", "Hwasong-18"),
    "vladivostok": (EntityType.PLACE, "ru", "Владивосток"),
    "sanctions": (EntityType.CONCEPT, "en", "sanctions list"),
    "seoul-kr": (EntityType.PLACE, "ko", "블라디보스토크"),
}


def aliases() -> list[Alias]:
    return [
        Alias(entity, text, language, False, GLOSSARY.span(0, 5), type)
        for entity, (type, language, text) in NAMES.items()
    ]


FINDER = Gazetteer(aliases())


def near(text: str) -> tuple[Hit, ...]:
    return tuple(hit for hit in FINDER.find(fold(text)) if hit.doubt is Doubt.NEAR)


def marked(text: str) -> str:
    for hit in reversed(near(text)):
        text = f"{text[: hit.start]}⟨{text[hit.start : hit.end]}⟩{text[hit.end :]}"
    return text


def bare(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "⟨⟩")))


@pytest.mark.parametrize(
    "expected",
    [
        # a letter too many, one missing, another one, two in each other's place
        "⟨سامي الحدداد⟩ ⟨سامي الحدد⟩ ⟨سامي الحذاد⟩ ⟨سامي الحاداد⟩ ⟨سامي الحداقد⟩ ⟨سامي الحدادر⟩",
        "⟨موريتنيا⟩ ⟨موريتانبا⟩ ⟨مورتيانيا⟩ ⟨مموريتانيا⟩ ⟨منظمة الصحة العالمة⟩ ⟨منظمة الصحفة العالمية⟩",
        "⟨بيونع يانغ⟩ ⟨بيونغ يانع⟩ ⟨كوريا الجنوببة⟩ ⟨كوربا الجنوبية⟩",
        "⟨Sami Hadad⟩ ⟨Sami Hadadd⟩ ⟨Mauritana⟩ ⟨Mauritaina⟩ ⟨Untied Nations⟩ ⟨World Heath Organization⟩",
        "⟨Владивостк⟩ ⟨Владиовсток⟩",
        # with what is written together with a name
        "⟨وسامي الحدداد⟩ ⟨لموريتنيا⟩ ⟨وبموريتنيا⟩ ⟨ولمنظمة الصحة العالمة⟩",
        # a space
        "⟨موريت انيا⟩ ⟨WorldHealth Organization⟩",
        # signs beside it stay outside, and a line may end within it
        "«⟨سامي الحدداد⟩»، (⟨Mauritana⟩)! ⟨سامي\nالحدداد⟩",
    ],
)
def test_one_slip_is_near(expected: str) -> None:
    assert marked(bare(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        # another person: a given name of one letter's difference
        "جمال البناء",
        "Bill Harbor",
        # adjectives, plurals and other forms
        "موريتاني موريتانية موريتانيين",
        "الكوري الجنوبي",
        "Mauritanian Mauritanians",
        "United Nation",
        # words of every day
        "مجلس الأمة",
        "وزارة العدل وزارة النقل",
        # two slips
        "سامى الحذذاد",
        "Samy Hadad",
        # a short name has no near one
        "كوربا كرملين الكرملن",
        # designators
        "Hwasong-17 Hwasong-19 Hwasong-180 Hwasong",
        # small letters, and names in small letters
        "mauritana sanction list",
        # a sign for each syllable
        "블라디보스토쿠",
        # another name of the glossary
        "كوريا الشمالية",
        # a mark of punctuation is no letter
        "سامي، الحداد",
        "United, Nations",
        # a paragraph ends
        "",
    ],
)
def test_what_is_not_near(text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize("text", [text for _, _, text in NAMES.values()])
def test_a_name_itself_is_not_near(text: str) -> None:
    assert near(f"«{text}»") == ()
    assert near(f"x {text}, y") == ()


def test_what_is_near_two_names_names_both() -> None:
    (hit,) = Gazetteer(
        [
            Alias("north", "Upper Marsdam", "en", False, GLOSSARY.span(0, 5), EntityType.PLACE),
            Alias("south", "Upper Marsham", "en", False, GLOSSARY.span(0, 5), EntityType.PLACE),
        ]
    ).find(fold("He lives in Upper Marslam."))
    assert (hit.doubt, hit.entities) == (Doubt.NEAR, ("north", "south"))


def test_a_weak_alias_has_no_near_form() -> None:
    weak = Alias("haddad", "سامي الحداد", "ar", True, GLOSSARY.span(0, 5), EntityType.PERSON)
    assert Gazetteer([weak]).find(fold("سامي الحدداد")) == ()


LONG = [text for type, _, text in NAMES.values() if len(text) > 10 and type is not EntityType.CONCEPT]


@given(st.sampled_from([text for text in LONG if text[0] < "\u1100"]), st.data())
def test_a_letter_left_out_of_a_long_word_is_never_passed_over(name: str, data: st.DataObject) -> None:
    """Unless what is left is another form of the word: then the letter was its last."""
    places = [
        at for at in range(1, len(name) - 1) if name[at - 1 : at + 2].isalpha() and not name[at + 1 :].startswith(" ")
    ]
    at = data.draw(st.sampled_from(places))
    spoilt = name[:at] + name[at + 1 :]
    if len(max(name.split(), key=len)) < 7 or fold_text(spoilt) == fold_text(name):
        return
    found = FINDER.find(fold(f"x {spoilt} y"))
    assert found, spoilt
