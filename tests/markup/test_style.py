"""One style of numbers and dates in what analysts write: by example, and as properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.labels import load_labels
from mujaz.markup.parse import parse_prose
from mujaz.markup.prose import plain_text
from mujaz.markup.style import in_style, prose_in_style

ARABIC = load_labels("ar").style
ENGLISH = load_labels("en").style


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("وقع في 13 سبتمبر 2023", "وقع في ١٣ سبتمبر ٢٠٢٣"),
        ("بلغ 2,500 طن و2.5 مليون و12%", "بلغ ٢٬٥٠٠ طن و٢٫٥ مليون و١٢٪"),
        ("عند 10:30 و١٤:٠٠", "عند ١٠:٣٠ و١٤:٠٠"),
        ("الساعة 14.30", "الساعة ١٤.٣٠"),
        ("في ۱۳۹۰ و1390", "في ١٣٩٠ و١٣٩٠"),
        ("صاروخ هواسونغ-18", "صاروخ هواسونغ-١٨"),
        ("صاروخا KN-23 وF-35 و(Su-57) في 2023", "صاروخا KN-23 وF-35 و(Su-57) في ٢٠٢٣"),
        ("رحلة Apollo 11 عام 1969", "رحلة Apollo 11 عام ١٩٦٩"),
        ("من https://example.org/2023/1 في 5", "من https://example.org/2023/1 في ٥"),
        ("الإصدار 1.2.3 يوم 13.9.2023", "الإصدار 1.2.3 يوم ١٣.٩.٢٠٢٣"),
        ("هاتف +218 21 333 4444", "هاتف +218 21 333 4444"),
        ("عند 32.8872, 13.1913", "عند 32.8872, 13.1913"),
        ("القرار S/RES/1234 وسم #2023", "القرار S/RES/1234 وسم #2023"),
        ("قال «بلغ 10» ثم 20", "قال «بلغ 10» ثم ٢٠"),
        ('قال "10" و“20” ثم 30', 'قال "10" و“20” ثم ٣٠'),
        ("«لم يُغلق 5", "«لم يُغلق ٥"),
        ("«قال «10» و20» ثم 30", "«قال «10» و20» ثم ٣٠"),
        ("قال ‹10› و„20“ و'نحو 30' و‘40’ ثم 50", "قال ‹10› و„20“ و'نحو 30' و‘40’ ثم ٥٠"),
        ("المادة 3.2 والفقرة 4.10 و§ 4.2", "المادة ٣.٢ والفقرة ٤.١٠ و§ ٤.٢"),
        ("عند 10.30 مساء، بعد 3.5 ساعات", "عند ١٠.٣٠ مساء، بعد ٣٫٥ ساعات"),
        ("بلغ 35 % و12%", "بلغ ٣٥ ٪ و١٢٪"),
        ("هاتف 0501234567 أو 050-123-4567", "هاتف 0501234567 أو 050-123-4567"),
        ("الكتاب 978-3-16-148410-0 من 3 أجزاء", "الكتاب 978-3-16-148410-0 من ٣ أجزاء"),
        ("ISBN 978 3 16 148410 0 عام 2020", "ISBN 978 3 16 148410 0 عام ٢٠٢٠"),
        ("DOI 10.1000/182 في 3 صفحات", "DOI 10.1000/182 في ٣ صفحات"),
        ("الحساب 1234567890 فيه 1,000,000", "الحساب 1234567890 فيه ١٬٠٠٠٬٠٠٠"),
        ("فاز 2-1 وتعادل 3:3", "فاز ٢-١ وتعادل ٣:٣"),
    ],
)
def test_arabic_words_have_the_numerals_of_the_edition(written: str, shown: str) -> None:
    assert in_style(written, ARABIC) == shown
    assert plain_text(prose_in_style(parse_prose(written)[0], ARABIC)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("On ١٣ September ٢٠٢٣", "On 13 September 2023"),
        ("It was ٢٫٥ of ١٬٢٣٤ (٥٪)", "It was 2.5 of 1,234 (5%)"),
        ("The sign “٢٠٢٣” and ٢٠٢٣", "The sign “٢٠٢٣” and 2023"),
        ("KN-23 in 2023", "KN-23 in 2023"),
        # Among words in Arabic they are part of these.
        ("١. أولا ٢. ثانيا", "١. أولا ٢. ثانيا"),
        ("A list: ١. أولا، and ٢ more", "A list: 1. أولا، and 2 more"),
        ("٢٠٢٣", "٢٠٢٣"),
    ],
)
def test_english_words_have_european_digits(written: str, shown: str) -> None:
    assert in_style(written, ENGLISH) == shown


# A date as it is typed, and in editions of three regions.
MONTHS = [
    ("في 13 سبتمبر 2023", "في ١٣ أيلول ٢٠٢٣", "في 13 شتنبر 2023", "في ١٣ سبتمبر ٢٠٢٣"),
    ("نشر في تشرين الثاني 2022", "نشر في تشرين الثاني ٢٠٢٢", "نشر في نونبر 2022", "نشر في نوفمبر ٢٠٢٢"),
    ("يوم الأربعاء 5 مارس", "يوم الأربعاء ٥ آذار", "يوم الأربعاء 5 مارس", "يوم الأربعاء ٥ مارس"),
    ("بآب 2020", "بآب ٢٠٢٠", "بغشت 2020", "بأغسطس ٢٠٢٠"),
    ("ثورة 25 يناير", "ثورة ٢٥ يناير", "ثورة 25 يناير", "ثورة ٢٥ يناير"),
    ("20 يوليو/تموز 1969", "٢٠ يوليو/تموز ١٩٦٩", "20 يوليو/تموز 1969", "٢٠ يوليو/تموز ١٩٦٩"),
    ("مارس عمله 20 عاما", "مارس عمله ٢٠ عاما", "مارس عمله 20 عاما", "مارس عمله ٢٠ عاما"),
    ("قال «في 13 سبتمبر 2023»", "قال «في 13 سبتمبر 2023»", "قال «في 13 سبتمبر 2023»", "قال «في 13 سبتمبر 2023»"),
]


@pytest.mark.parametrize(("written", "lebanon", "morocco", "plain"), MONTHS)
def test_dates_have_the_months_of_the_edition(written: str, lebanon: str, morocco: str, plain: str) -> None:
    found = [in_style(written, load_labels(tag).style) for tag in ("ar-LB", "ar-MA", "ar")]
    assert found == [lebanon, morocco, plain]


def test_quotations_over_marks_code_and_addresses_stay() -> None:
    text = (
        "قال «في *5* أيام [رابط 6](https://example.org/7)» ثم **8** و[9](https://example.org/10) و`11`[^n12]\n\n"
        "> نقل 13\n\n- بند 14\n\n<https://example.org/15>\n\n    16\n"
    )
    before, after = (prose for prose in (parse_prose(text)[0], prose_in_style(parse_prose(text)[0], ARABIC)))
    assert plain_text(after) == plain_text(before).replace("8", "٨").replace("و9", "و٩").replace("بند 14", "بند ١٤")
    assert after.references == before.references


@given(st.text('ابت 0123٤٥«»"KN-.,%:/', max_size=40))
def test_the_style_changes_digits_and_their_signs_only_and_is_stable(text: str) -> None:
    shown = in_style(text, ARABIC)
    plain = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬٪", "0123456789.,%")
    assert shown.translate(plain) == text.translate(plain)
    assert in_style(shown, ARABIC) == shown


@given(st.text("ab 0123\u0664\u0665.,%:/", max_size=40))
def test_an_english_text_in_european_digits_stays(text: str) -> None:
    plain = in_style(text, ENGLISH)
    assert in_style(plain, ENGLISH) == plain
    has_letters = not {*text}.isdisjoint("ab")
    assert plain.isascii() if has_letters else plain == text


NO_MONTHS = """
    مارس 2000 شخص الرياضة¦آب 2000 لاجئ إلى ديارهم¦زار مايو 2019 مرة¦سيارة نيسان 2019¦وآب 2000 لاجئ
    ثورة 25 يناير 2011¦حرب تموز 2006¦هجمات 11 أيلول 2001¦مدينة 6 أكتوبر 1973¦يوليو تموز 1969¦أيلول/سبتمبر 2020
    «في مايو 2020»¦الحركة التي مارس 1000 عضو فيها¦وقوى 14 آذار 2005
"""


@pytest.mark.parametrize("line", [line.strip() for row in NO_MONTHS.strip().split("\n") for line in row.split("¦")])
@pytest.mark.parametrize("region", ["ar-LB", "ar-MA", "ar-EG"])
def test_what_may_be_no_month_keeps_its_name(line: str, region: str) -> None:
    style = load_labels(region, "latn").style
    assert in_style(line, style) == line


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("في مارس 2020", "في آذار 2020"),
        ("مايو 2020: تصل السفينة", "أيار 2020: تصل السفينة"),
        ("منذ أوائل مايو 2020", "منذ أوائل أيار 2020"),
        ("بمارس 2020 وصلت", "بآذار 2020 وصلت"),
        ("(مايو 2020)", "(أيار 2020)"),
        ("وصلت سبتمبر 2020", "وصلت أيلول 2020"),
        ("بين مارس 2019 ومايو 2020", "بين آذار 2019 ومايو 2020"),
        ("وصلت 13 مايو 2020", "وصلت 13 أيار 2020"),
    ],
)
def test_what_can_only_be_a_month_has_the_name_of_the_region(written: str, shown: str) -> None:
    assert in_style(written, load_labels("ar-LB", "latn").style) == shown
