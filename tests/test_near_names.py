"""Near names: a table for each kind of slip, and what is none. ⟨ ⟩ mark what is near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from mujaz.model import EntityType
from mujaz.resolve.gazetteer import Alias, Doubt, Hit
from mujaz.resolve.gazetteer.finder import Gazetteer
from mujaz.syntax.source import Source
from mujaz.text.fold import fold, fold_text
from mujaz.text.names import name_key
from mujaz.text.words import is_boundary

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
        "⟨سامي الحدداد⟩ ⟨سامي الحدا⟩ ⟨سامي الحذاد⟩ ⟨سامي الحاداد⟩ ⟨سامي الحداقد⟩ ⟨سامي الحدادر⟩",
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
        # a short word of another script, in which a letter makes another name
        "Jall Harbor",
        "Jiell Harbor",
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


def test_a_shorter_name_within_what_is_near_is_not_linked() -> None:
    found = FINDER.find(fold("في كوريا الجنوببة وفي كوريا"))
    assert [(hit.entities, hit.doubt) for hit in found] == [(("south-korea",), Doubt.NEAR), (("korea",), None)]


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


# Words of seven letters and more, in which a slip is one wherever it is but at the end.
LONG = [
    (text, word)
    for _, _, text in NAMES.values()
    for word in text.split()
    if len(word) >= 7 and text != "الكرملين" and text[0].isupper() | (text[0] >= "\u0600") and text[0] < "\u1100"
]


@given(st.sampled_from(LONG), st.sampled_from(["add", "leave out", "another", "swap"]), st.data())
def test_a_slip_within_a_long_word_is_never_passed_over(name: tuple[str, str], slip: str, data: st.DataObject) -> None:
    text, word = name
    at = data.draw(st.integers(3, len(word) - 3))  # behind an article
    letter = data.draw(st.sampled_from("قظ" if word[0] >= "\u0600" else "фщ" if word[0] >= "\u0400" else "xq"))
    pair = word[at : at + 2]
    put = {"add": letter + pair, "leave out": pair[1:], "another": letter + pair[1:], "swap": pair[::-1]}[slip]
    spoilt = word[:at] + put + word[at + 2 :]
    if spoilt == word or "-" in word:
        return
    (hit,) = FINDER.find(fold(f"… {text.replace(word, spoilt)}, …"))
    assert (hit.doubt, hit.aliases[0].text) == (Doubt.NEAR, text)


PIECES = sorted({piece for _, _, text in NAMES.values() for piece in (*text.split(), *text)} | set("والبكل -.,\nXه"))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_near_is_whole_words_at_distance_one(text: str) -> None:
    folded = fold(text)
    for hit in near(text):
        first = folded.starts.index(hit.start)
        last = folded.ends.index(hit.end) + 1
        assert is_boundary(folded.text, first)
        assert is_boundary(folded.text, last)
        for reading in hit.readings:
            written = folded.text[first + len(reading.proclitic) : last]
            contracted = "ال" if reading.proclitic.endswith("لل") else ""
            keys = [name_key(fold_text(form)).lower() for form in (contracted + written, reading.alias.text)]
            assert OSA.distance(*keys) == 1
