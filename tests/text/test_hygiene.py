"""Odd characters: what misleads, and what a language spells with."""

from __future__ import annotations

import pytest

from mujaz.text.hygiene import Oddity, odd_places

JOINER, NON_JOINER = "\u200d", "\u200c"


def kinds(text: str, language: str = "und") -> set[Oddity]:
    return {place.kind for place in odd_places(text, language)}


@pytest.mark.parametrize(
    "text",
    [
        "عام ١٤٤٥ هـ",
        "سنة ١٤٤٥هـ.",
        "(1445 هـ)",
        "قمة الـ20",
        "مجموعة الـ٢٠",
        "على صلة بـ«الساحل الحر»",
        'وصفه بـ"الخطير"',
        "تابعة لـNASA",
        "كـ(مثال)",
        "وبـ**الساحل**",
        "والـ`port`",
        "للـ5",
        "بالـNATO",
        "بِـ«الساحل»",
        "فـ 20 منهم",
        "جـ ١، صـ ٥",
        "اللاحقة ـها",
        "NATOـي",
        "هـٰذا الرحمـٰن",
        "الفتحة ـَ",
    ],
)
def test_a_tatweel_that_is_spelling(text: str) -> None:
    assert kinds(text, "ar") == set()


@pytest.mark.parametrize(
    "text", ["محطـــة", "كتـاب", "بـكتاب", "الـــ20", "محطةـ20", "خبرـ", "ـــــ", "نص ـ نص", "مـُحمد", "الـمحطة"]
)
def test_a_tatweel_that_stretches(text: str) -> None:
    assert kinds(text, "ar") == {Oddity.TATWEEL}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"می{NON_JOINER}خواهم", "fa"),
        (f"می{NON_JOINER}خواهم", "ar"),  # a Persian name in an Arabic text
        (f"خانه{NON_JOINER}ها", "fa"),
        (f"خانه{NON_JOINER}ها", "fa-AF"),
        (f"خانه{NON_JOINER}ها", "en"),
        (f"۲۰{NON_JOINER}ساله", "fa"),
        (f"«ایران»{NON_JOINER}ها", "fa"),
        (f"بە{NON_JOINER}هێز", "ckb"),
        (f"پە{NON_JOINER}یوەندی", "ar"),
        (f"گفت{NON_JOINER}وگو", "ar"),
        (f"क्{NON_JOINER}ष", "hi"),
        (f"क्{JOINER}ष", "hi"),
        (f"ශ්{JOINER}රී", "si"),
        (f"👩{JOINER}🚒", "ar"),
        (f"❤\ufe0f{JOINER}🔥", "en"),
        (f"۱۴۰۲ ه{JOINER}.ش", "fa"),
        ("ក\u200bខ", "km"),
    ],
)
def test_a_joiner_that_is_spelling(text: str, language: str) -> None:
    assert kinds(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"خانه{NON_JOINER}ها", "ar"),
        (f"محطة{NON_JOINER}جديدة", "ar-EG"),
        (f"محطة{NON_JOINER}جديدة", "und"),
        (f"خانه{NON_JOINER} ها", "fa"),
        (f"{NON_JOINER}خانه", "fa"),
        (f"sta{NON_JOINER}tion", "en"),
        (f"sta{JOINER}tion", "en"),
        (f"محط{JOINER}ة", "ar"),
        ("محطة\u200f", "fa"),
    ],
)
def test_a_joiner_that_hides(text: str, language: str) -> None:
    assert kinds(text, language) == {Oddity.FORMAT_MARK}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("دایرةالمعارف", "fa"),
        ("کي", "ps"),
        ("کيږي", "ar"),
        ("ڪري کي", "sd"),
        ("COVIDом", "ru"),
        ("SMSка", "ru"),
        ("PRщик", "ru"),
        ("5 μm, 3 kΩ, ΔT", "en"),
        ("Сочи and Sochi", "en"),
    ],
)
def test_a_mixture_that_is_spelling(text: str, language: str) -> None:
    assert kinds(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("الأمريکي", "ar"),
        ("الأمريکي", "en"),
        ("Ѕafa", "en"),
        ("Μinistry", "en"),
        ("вебcайт", "ru"),
        ("Kиев", "ru"),
        ("ТВ-ТB", "ru"),
    ],
)
def test_a_mixture_that_disguises(text: str, language: str) -> None:
    assert kinds(text, language) == {Oddity.LOOK_ALIKE}
