"""The language of an article: told where its words tell it, and never Arabic only because its letters are."""

from __future__ import annotations

import pytest

from mujaz.text.languages import languages_of

TEXTS = {
    "ar": [
        "وصلت السفينة إلى الميناء مساء، وقال الربان إن البحر هادئ.",
        "خبر عاجل",
        "السفينة (ship) وصلت",
        "قال المدير إن شركة پارس گستر وقعت العقد مع الوزارة في طهران، وهذه أول مرة.",
        "أعلنت الوزارة أن المصنع سيعمل في الصيف وأن العمال عادوا إليه بعد التوقف",
        "وصلت السفینة إلی المیناء مساء، وقال الربان إن البحر هادئ في کل مکان.",  # typed on a Persian keyboard
        "قَالَ المُدِيرُ إِنَّ المَصْنَعَ عَادَ إِلَى العَمَلِ",
    ],
    "fa": [
        "وزیر کشور گفت که این سد در سال گذشته برای کشاورزان ساخته شده است.",
        "وزير كشور گفت كه اين سد در سال گذشته براي كشاورزان ساخته شده است.",  # with Arabic letters
        "کارگران بندر از دو روز پیش به کار بازگشته‌اند و کشتی‌ها را بار می‌کنند.",
        "قطار تهران به مشهد با یک ساعت تأخیر رسید و مسافران را سوار کرد",
    ],
    "ur": [
        "وزیر نے کہا کہ یہ ڈیم گزشتہ سال کسانوں کے لیے بنایا گیا تھا۔",
        "بندرگاہ کے مزدور دو دن سے کام پر واپس آ گئے ہیں اور جہاز لاد رہے ہیں۔",
    ],
    "ps": [
        "وزیر وویل چې دا بند تېر کال د بزګرانو لپاره جوړ شوی دی.",
        "د بندر کارګران دوه ورځې مخکې کار ته ستانه شوي او بېړۍ باروي.",
    ],
    "ckb": [
        "وەزیر گوتی کە ئەم بەنداوە ساڵی ڕابردوو بۆ جووتیاران دروست کراوە.",
        "کرێکارانی بەندەر لە دوو ڕۆژ پێش ئێستا گەڕانەوە بۆ کارەکانیان.",
    ],
    "pnb": ["وزیر نے آکھیا اے کہ ایہہ بند پچھلے سال کساناں دے لئی بنایا گیا سی تے اوہ ہن وی کم کردا اے۔"],
    "skr": ["وزیر آکھیا ہے جو ایہ بند پچھلے سال کساناں کیتے بݨایا ڳیا ہا اتے ایں کنوں ہن پاݨی وی مل ڳیا ہے۔"],
    "ug": ["مىنىستىر بۇ توسمىنى ئۆتكەن يىلى دېھقانلار ئۈچۈن ياسىغانلىقىنى ئېيتتى ۋە بىر يىل ئۆتتى."],
    "sd": ["وزير چيو ته هي ڊيم گذريل سال هارين لاءِ ٺاهيو ويو آهي."],
    "en": ["The ship, السفينة, came in", "word", "The minister said that the dam was built for the farmers last year."],
    "fr": ["Le ministre a dit que le barrage est pour les agriculteurs et qu'il sera prêt dans une année."],
    "de": ["Der Minister sagte, dass die Talsperre für die Bauern ist und nicht in einem Jahr fertig wird."],
    "es": ["El ministro dijo que la presa es para los agricultores y que estará lista en un año."],
    "tr": ["Bakan, barajın çiftçiler için olduğunu ve bir yıl sonra hazır olacağını söyledi."],
    "ru": ["Министр сказал, что плотина была построена для крестьян и что она готова."],
    "uk": ["Міністр сказав, що греблю збудували для селян і що вона готова."],
    "he": ["השר אמר כי הסכר נבנה בשנה שעברה עבור החקלאים של העמק"],
    "el": ["Ο υπουργός είπε ότι το φράγμα είναι έτοιμο"],
    "ja": ["大臣はダムが完成したと述べた"],
    "zh": ["部长说大坝已经完工"],
    "ko": ["장관은 댐이 완성되었다고 말했다"],
    "hi": ["मंत्री ने कहा कि बांध पिछले साल किसानों के लिए बनाया गया था"],
    "ka": ["მინისტრმა თქვა"],
}


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in TEXTS.items() for text in texts])
def test_the_language_is_told(language: str, text: str) -> None:
    assert languages_of(text) == (language,)


@pytest.mark.parametrize(
    "text",
    [
        "پژوهش گسترده",  # Persian or Urdu by its letters
        "qwrt plok mnzx vbrt " * 6,
        "شيء پیچیده گوناگون",
    ],
)
def test_what_cannot_be_told_is_not(text: str) -> None:
    assert len(languages_of(text)) > 1


@pytest.mark.parametrize("text", ["", "123", "ᚠᚢᚦ", "Корабль корабль السفينة السفينة"])
def test_letters_that_tell_nothing(text: str) -> None:
    assert languages_of(text) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("he", "ראש העיר: הנמל ייפתח בקרוב. שר הים אמר כי ההסכם חשוב. דובר הנמל אמר: אנחנו מוכנים. כך לפי העיתון."),
        ("tr", "Başkan: Liman yakında açılacak. Bakan, “Hazırız” dedi. Sözcü, görüşmelerin süreceğini söyledi."),
        ("de", "Minister: „Wir sind bereit“. Der Minister sagte, das Abkommen werde unterzeichnet. „Ja“, sagte er."),
        ("fr", "Le ministre a déclaré que l'accord serait signé. « Nous sommes prêts », a dit le porte-parole."),
        ("ug", "مىنىستىر «بىز تەييار» دېدى. ئۇيغۇر ئاپتونوم رايونى، يىگىرمە ئادەم كەلدى."),
    ],
)
def test_a_short_piece_of_news_is_told_by_its_verbs_of_saying(language: str, text: str) -> None:
    assert languages_of(text) == (language,)
