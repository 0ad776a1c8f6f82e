"""Names that are words of every day: what the words beside them say. ⟦ ⟧ mark links, ⟨ ⟩ doubts."""

from __future__ import annotations

import pytest

from mujaz.gazetteer import Alias, Gazetteer
from mujaz.model import EntityType
from mujaz.source import Source
from mujaz.text.fold import fold

GLOSSARY = Source("briefs/glossary/all.yml", "name")
PERSON, PLACE, ORGANIZATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION


def marked(text: str, name: str, type: EntityType) -> str:
    alias = Alias("entity", name, "und", False, GLOSSARY.span(0, 4), type)
    for hit in reversed(Gazetteer([alias]).find(fold(text))):
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
