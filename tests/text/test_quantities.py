"""Amounts in Arabic and English prose, and those that a statement has in the place of its quote's."""

from __future__ import annotations

import pytest

from mujaz.text.quantities import quantities, restated


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("650 مليون دولار", [650_000_000]),
        ("ستمئة مليون دولار", [600_000_000]),
        ("ستمائة وخمسين مليون دولار", [650_000_000]),
        ("six hundred and fifty million dollars", [650_000_000]),
        ("600m dollars", [600_000_000]),
        ("١٬٢٥٠ قتيلا", [1250]),
        ("1,250 dead", [1250]),
        ("۱۲٫۵٪ من السكان", [12.5]),
        ("12.5 percent", [12.5]),
        ("12 في المئة", [12]),
        ("ألف مسافر", [1000]),
        ("خمسة آلاف مسافر", [5000]),
        ("ثلاثة عشر جنديا", [13]),
        ("خمسة وعشرين ألفا", [25000]),
        ("thousands of people, مئات وآلاف", []),
        ("on 19 July 2023, في 19 يوليو 2023", []),
        ("at 10:30 with a Su-57, Hwasong-18 and KN23", []),
        ("the 3rd time, المادة 12", []),
        ("يوم الاثنين والأربعاء والأحد", []),
        ("a line[^c3] of 40 km", [40]),
        ("half a million people", [500_000]),
        ("a quarter of a million", [250_000]),
        ("two and a half million", [2_500_000]),
        ("two million and a half", [2_500_000]),
        ("نصف مليون شخص", [500_000]),
        ("ربع المليون", [250_000]),
        ("ثلاثة أرباع المليون", [750_000]),
        ("مليون ونصف المليون", [1_500_000]),
        ("نصف السكان", [50]),
        ("a quarter of the voters", [25]),
        ("half of them, half the town", [50, 50]),
        ("ثلاثة أرباع الطلاب", [75]),
        ("in the first half of the year, half an hour, a half-time", []),
        ("the third of May, the third time, a third missile, the last quarter", []),
        ("نصف ساعة، ربع النهائي، النصف الأول، نصف العام", []),
        ("بیست و پنج هزار نفر", [25_000]),
        ("پنج میلیون و دویست هزار", [5_200_000]),
        ("۳۵ درصد", [35]),
    ],
)
def test_amounts(text: str, values: list[float]) -> None:
    assert [float(each.value) for each in quantities(text)] == values


OTHER = [
    ("استثمرت الشركة 650 مليون دولار", "The company invested 600 million dollars."),
    ("استثمرت الشركة ستمئة وخمسين مليون دولار", "The company invested $600m."),
    ("قتل 45 شخصا", "54 people were killed."),
    ("قتل ٤٥ شخصا", "قُتل ٥٤ شخصا."),
    ("سينقل الخط ألف مسافر", "The line will carry two thousand passengers."),
    ("ارتفعت الأسعار 12%", "Prices rose by 21 percent."),
    ("ارتفعت الأسعار بنسبة ١٢٫٥٪", "Prices rose by 15.2%."),
    ("نزح 1,250 شخصا", "1,520 people were displaced."),
    ("نزح ١٬٢٥٠ شخصا", "نزح 1350 شخصا."),
    ("بلغ العدد ثلاثة آلاف", "It reached four thousand."),
    ("أطلقت ثلاثة صواريخ", "Four missiles were fired."),
    ("أطلقت 12 صاروخا", "أطلقت 13 صاروخا."),
    ("The plant employs 340 workers", "The plant employs 430 workers."),
    ("The plant employs 340 workers", "يعمل في المصنع ٤٣٠ عاملا."),
    ("a debt of 2.5 billion", "دين قدره 3.5 مليار"),
    ("طول الجسر 120 مترا", "The bridge is 140 metres long."),
    ("صوت لصالحه 77 نائبا", "It passed with 71 votes."),
    ("خمسة وعشرون جنديا", "35 soldiers"),
    ("نقل 650 راكبا و3 قطارات", "It carried 600 passengers on 3 trains."),
    ("قرابة 650 مليون", "about 500 million"),
    ("مئتا قتيل", "three hundred dead"),
    ("ثلث السكان", "half of the population"),
    ("نصف السكان", "a quarter of the population"),
    ("35% of the voters stayed away", "Half of the voters stayed away."),
    ("A third of the voters stayed away", "55% of the voters stayed away."),
    ("نصف مليون شخص", "a quarter of a million people"),
    ("نصف مليون شخص", "800,000 people"),
    ("مليون ونصف المليون شخص", "1.2 million people"),
    ("بیست و پنج هزار نفر", "35 thousand people"),
    ("۳۵ درصد", "53 percent"),
]
SAME = [
    ("استثمرت الشركة 650 مليون دولار", "The company invested 650 million dollars."),
    ("استثمرت الشركة ستمئة مليون دولار", "The company invested $600m."),
    ("استثمرت الشركة 648 مليون دولار", "The company invested about 650 million dollars."),
    ("استثمرت الشركة 650 مليون دولار", "The company invested a large sum."),
    ("قتل 45 شخصا بينهم 12 امرأة", "45 people were killed."),
    ("قتل 33 رجلا و12 امرأة", "45 people were killed."),
    ("كانوا 60 وصاروا 45", "15 of them left."),
    ("قتل ٤٥ شخصا", "قُتل 45 شخصا."),
    ("في 19 يوليو 2023 قتل 45 شخصا", "On 20 July 2022, 45 people were killed."),
    ("سينقل الخط ألف مسافر", "The line will carry 1,000 passengers."),
    ("أطلقت ثلاثة صواريخ Hwasong-18", "Three Hwasong-18 missiles were fired on 12 July."),
    ("ارتفعت الأسعار 12%", "Prices rose by twelve percent."),
    ("ارتفعت الأسعار 12%", "Prices rose by 12% in 5 cities."),
    ("نزح آلاف الأشخاص", "Thousands, perhaps 3,000, were displaced."),
    ("بلغ العدد أكثر من 3000", "More than 3,000 were counted."),
    ("The plant employs 340 workers", "يعمل في المصنع ٣٤٠ عاملا."),
    ("The plant employs 340 workers in 2 halls", "The plant has 340 workers and 30 windows."),
    ("a debt of 2.5 billion", "دين قدره ٢٫٥ مليار"),
    ("2500 million", "2.5 billion"),
    ("قال في الساعة 10:30 إن المادة 12 ملغاة", "He said at 11 that 3 articles are void."),
    ("وقع مليوني شخص", "Two million signed."),
    ("خمسة وعشرون جنديا", "25 soldiers"),
    ("ثلث السكان", "a third of the population"),
    ("35% of the voters stayed away", "A third of the voters stayed away."),
    ("نحو نصف السكان", "48 percent of the population"),
    ("نصف مليون شخص", "half a million people"),
    ("نصف مليون شخص", "500,000 people"),
    ("مليون ونصف المليون شخص", "1.5 million people"),
    ("two and a half million", "2.5 million"),
    ("قتل 45 شخصا في النصف الأول من العام", "45 were killed in the first half of the year."),
    ("قتل 45 شخصا خلال نصف ساعة", "45 were killed in half an hour."),
    ("A third of the 90 members voted", "30 of the 90 members voted."),
    ("بیست و پنج هزار نفر", "25,000 people"),
    ("۳۵ درصد", "٣٥٪"),
    ("تمتد على مسافة 85 كيلومترا", "It runs for about 53 miles."),
    ("اعتقلت الشرطة 117 متظاهرا", "More than a hundred protesters were arrested."),
    ("دمرت 1,800 منزل", "Nearly 2,000 homes were destroyed."),
    ("بدأ قبل أكثر من عشرين عاما", "It began more than two decades ago."),
    ("بسجن 12 مسؤولا مددا بين 9 سنوات و27 سنة", "It jails 12 officials and acquits four."),
    ("بسجن 12 مسؤولا مددا بين 9 سنوات و27 سنة", "تقضي بسجن 12 مسؤولا وتبرئ أربعة."),
]


def said(quote: str, statement: str) -> bool:
    same = ("\u0600" < quote[0] < "\u0700") == ("\u0600" < statement[0] < "\u0700")
    return restated(quote, statement, same_language=same) is not None


@pytest.mark.parametrize(("quote", "statement"), OTHER)
def test_another_amount_in_its_place(quote: str, statement: str) -> None:
    assert said(quote, statement)


@pytest.mark.parametrize(("quote", "statement"), SAME)
def test_the_same_amounts_or_none(quote: str, statement: str) -> None:
    assert not said(quote, statement)


@pytest.mark.parametrize(
    ("statement", "is_other"),
    [
        ("650 people", True),
        ("Some 650 thousand", True),
        ("6.5 million", True),
        ("Some 650 billion", True),
        ("Six hundred million", True),
        ("Some 600 million", True),
        ("Nearly 600 million", True),
        ("Over 600 million", False),
        ("Nearly 700 million", False),
        ("About 700 million", False),
        ("Some 650 million", False),
    ],
)
def test_an_amount_is_rounded_to_the_side_that_its_word_says(statement: str, is_other: bool) -> None:
    assert (restated("نحو 650 مليون", statement, same_language=False) is not None) == is_other
