"""Names that are words of every day: what the words beside them say. ⟦ ⟧ mark links, ⟨ ⟩ doubts."""

from __future__ import annotations

import pytest

from mujaz.model import EntityType
from mujaz.resolve.gazetteer import Alias
from mujaz.resolve.gazetteer.finder import Gazetteer
from mujaz.syntax.source import Source
from mujaz.text.fold import fold

GLOSSARY = Source("briefs/glossary/all.yml", "name")
PERSON, PLACE, ORGANIZATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION


def marked(text: str, name: str, type: EntityType) -> str:
    """The text with its links and doubts; `|` stands between names of different entities, `=` between those of one."""
    aliases = [
        Alias(forms, form, "und", False, GLOSSARY.span(0, 4), type)
        for forms in name.split("|")
        for form in forms.split("=")
    ]
    for hit in reversed(Gazetteer(aliases).find(fold(text))):
        opening, closing = "⟦⟧" if hit.doubt is None else "⟨⟩"
        text = f"{text[: hit.start]}{opening}{text[hit.start : hit.end]}{closing}{text[hit.end :]}"
    return text


@pytest.mark.parametrize(
    ("expected", "name", "type"),
    [
        # a preposition, also behind a title, unless a name follows
        ("وافق الرئيس على القرار، وحث الوزير على الحوار، ورد المدير على السؤال", "علي", PERSON),
        ("قال الرئيس ⟨على⟩ حسن، وقال ⟦علي⟧ إنه بخير", "علي", PERSON),
        ("كان ⟨علي⟩ أن أعود، ويجب ⟨علي⟩ ألا أتأخر، وحضر ⟦علي⟧ الحفل", "علي", PERSON),
        ("طلب المدير مني أن أنتظر، وشكرت ⟦منى⟧ الوزير", "منى", PERSON),
        # a noun behind what no name of a person follows
        ("سار بلا ⟨هدى⟩، وقدمت ⟦هدى⟧ عرضا", "هدى", PERSON),
        ("سار على ⟨هدى⟩، وهي ⟨هدى⟩ من الخبراء", "هدى", PERSON),
        ("وصل الحجاج إلى ⟨منى⟩ أمس، وشكرت ⟦منى⟧ الوزير", "منى", PERSON),
        # a month behind what stands before months, whatever the text says elsewhere
        ("⟦Theresa May⟧ said that in ⟨May⟩, ⟨May⟩ would come. ⟦May⟧ visited Rome.", "Theresa May=May", PERSON),
        ("بكل ⟨وفاء⟩، وقالت ⟦وفاء⟧ إنها بخير", "وفاء", PERSON),
        ("كل ⟨أمل⟩ ومزيد ⟨أمل⟩، وقالت ⟦أمل⟧ نعم", "أمل", PERSON),
        ("قطف ⟨وردة⟩ حمراء، وقالت ⟦وردة⟧ نعم", "وردة", PERSON),
        # two words that are written as one make no third
        ("على أساس القانون، وشاهد ⟦إس إس⟧", "إس إس", ORGANIZATION),
        # a word at the beginning of a sentence
        ("⟨Nice⟩ weather. The festival in ⟦Nice⟧ was long.", "Nice", PLACE),
        ("⟨Apple⟩ pie. Shares of ⟦Apple⟧ fell on Monday.", "Apple", ORGANIZATION),
        # capitals everywhere
        ("TELL ⟨US⟩ MORE. The ⟦US⟧ agreed.", "US", PLACE),
        ("ASK ⟨WHO⟩ PAID, said the ⟦WHO⟧", "WHO", ORGANIZATION),
        ("THE ⟦KREMLIN⟧ SAID NO", "Kremlin", PLACE),
        ("شارك خبراء من ⟦WHO⟧ والـUN", "WHO", ORGANIZATION),
        # a river is another place than the country
        ("The ⟨Jordan⟩ River is low, water is scarce in the ⟨Jordan⟩ Valley and all of ⟦Jordan⟧.", "Jordan", PLACE),
        ("from ⟦Derna⟧ City and ⟦Derna⟧ Province", "Derna", PLACE),
    ],
)
def test_the_words_beside_decide(expected: str, name: str, type: EntityType) -> None:
    assert marked(expected.translate(dict.fromkeys(map(ord, "⟦⟧⟨⟩"))), name, type) == expected


@pytest.mark.parametrize(
    ("expected", "name", "type"),
    [
        # a place or an organization is feminine, and no complement stands behind it
        ("رفضت ⟦حماس⟧ ذلك، وأثارت ⟨حماس⟩ الجمهور", "حماس", ORGANIZATION),
        ("حضر وفد من «⟦حماس⟧»، وغلب ⟨حماس⟩ اللاعبين", "حماس", ORGANIZATION),
        ("تسببت ⟨سيول⟩ في أضرار، وحذر من ⟨سيول⟩ جارفة", "سيول", PLACE),
        ("عدد سكان ⟦سيول⟧ كبير، وضربت ⟨سيول⟩ عنيفة القرية", "سيول", PLACE),
        ("استضافت ⟦قطر⟧ مؤتمرا، وبلغ ⟨قطر⟩ الأنبوب مترا", "قطر", PLACE),
        ("غرقت ⟨الجزيرة⟩ في الظلام، وقالت ⟦الجزيرة⟧ إنها باقية", "الجزيرة", ORGANIZATION),
        # what a text names surely in one place it names in another
        ("سافر إلى ⟦قطر⟧ أمس. ويدرس ابن ⟦قطر⟧ هناك، ثم ⟨قطر⟩ الدائرة درس آخر", "قطر", PLACE),
        ("وصل ⟦سامي النجار⟧. ثم تكلم ⟦النجار⟧ بعد ذلك", "سامي النجار=النجار", PERSON),
        # in a list of names of one kind
        ("تحدث عن ⟦فتح⟧ ⟦وحماس⟧ أمس", "فتح|حماس", ORGANIZATION),
        ("مع ⟦تشاد⟧ ⟦وقطر⟧ حدود، وقاس ⟨قطر⟩ الدائرة", "تشاد|قطر", PLACE),
        ("التقى ⟦بوتين⟧ ⟦وكيم⟧ صباحا، ثم غادر ⟨وكيم⟩ الضيوف", "بوتين|كيم", PERSON),
        ("بكل ⟨أمل⟩ ⟨ورضا⟩", "أمل|رضا", PERSON),
        # words that are names of people
        ("أبدى ⟨رضا⟩ واسعا، وصرح ⟦رضا⟧ بذلك", "رضا", PERSON),
        ("صنع ⟨حداد⟩ القرية الباب، وانتقد ⟦حداد⟧ ذلك", "رؤوف حداد=حداد", PERSON),
        # what is named after somebody
        ("أغلق شارع ⟨بوش⟩ أمس، وهبطت في مطار ⟨بوش⟩ وخرج ⟦بوش⟧", "جورج بوش=بوش", PERSON),
        # a word with Arabic sounds is no part of a foreign name; one without may be a given name
        ("امتعض ⟦شويغو⟧ ثم تجهم ⟦شويغو⟧ وقام ليديا ⟨شويغو⟩", "سيرغي شويغو=شويغو", PERSON),
        ("عطس ⟦ماكرون⟧، وغابت صولانج ⟨ماكرون⟩", "إيمانويل ماكرون=ماكرون", PERSON),
        # the accusative of a name
        ("رأيت ⟨محمدا⟩، وكلمت ⟨محمدًا⟩، وسافر ⟦محمد⟧ إلى بمحمدا", "محمد", PERSON),
    ],
)
def test_the_arabic_words_beside_decide(expected: str, name: str, type: EntityType) -> None:
    assert marked(expected.translate(dict.fromkeys(map(ord, "⟦⟧⟨⟩"))), name, type) == expected


@pytest.mark.parametrize(
    ("expected", "name", "type"),
    [
        # a capital that the sentence does not explain
        ("⟦WHO⟧ officials left. ⟨WHO⟩ is to blame?", "WHO", ORGANIZATION),
        ("⟦Turkey⟧'s offer stood. ⟨Turkey⟩ farms closed. A ⟦Turkey⟧ without coal.", "Turkey", PLACE),
        ("The dog barked; ⟦Apple⟧ fell.", "Apple", ORGANIZATION),
        ("⟨Cook⟩ the rice. A letter of J. ⟦Cook⟧ was sold.", "James Cook=Cook", PERSON),
        ("⟨Robin⟩ ⟨Cook⟩ left. ⟨Rice⟩ prices rose", "Robin|Cook|Rice", PERSON),
        # what a text surely names in another place
        ("⟦Condoleezza Rice⟧ came. ⟦Rice⟧ visited Rome. ⟨Rice⟩ prices rose.", "Condoleezza Rice=Rice", PERSON),
        ("⟦Turkey⟧ raised rates in ⟦Turkey⟧. ⟨Turkey⟩ farms closed.", "Turkey", PLACE),
        ("⟨Hope⟩ faded, and they met ⟦Hope⟧.", "Hope", PERSON),
        # two names of the glossary with a hyphen between them; one of somebody else
        ("the ⟦Putin⟧-⟦Macron⟧ summit, the ⟨Putin⟩-Miller plan", "Putin|Macron", PERSON),
        # what is named after somebody
        ("⟨Putin⟩ Bridge Closed, ⟨Putin⟩ University students", "Putin", PERSON),
        # the article of another language; the word before an abbreviation
        ("La ⟦Corée du Nord⟧ a tiré. San ⟨Corée du Nord⟩", "Corée du Nord", PLACE),
        ("Доклад ⟦ООН⟧ вышел.", "ООН", ORGANIZATION),
        # Turkish cases; another name with an apostrophe in it
        ("⟦Putin⟧'in, ⟦Putin⟧’e ve ⟦Putin⟧'den, Sana'a", "Putin|Sana", PERSON),
        ("⟦Türkiye⟧'nin ve ⟦Türkiye⟧’de, ⟦Türkiye⟧'ye", "Türkiye", PLACE),
        # a whole name in a headline of capitals
        ("⟦KIM JONG UN⟧ YODELS AGAIN", "Kim Jong Un=Kim", PERSON),
    ],
)
def test_capitals_decide(expected: str, name: str, type: EntityType) -> None:
    assert marked(expected.translate(dict.fromkeys(map(ord, "⟦⟧⟨⟩"))), name, type) == expected
