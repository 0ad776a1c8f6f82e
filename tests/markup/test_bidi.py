"""Runs that the bidi algorithm would break are found, and then stand in the right order in a browser."""

from __future__ import annotations

from itertools import pairwise

import pytest
from babel import Locale, localedata
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.markup import Direction, direction_of, isolate, literal
from mujaz.markup.bidi import isolate_plain, isolate_title

# In right-to-left prose: a line, and the runs in it that must read from left to right.
HARD_LINES = [
    ("عُقد الاجتماع في 2023-09-13 في القاعدة", ["2023-09-13"]),
    ("و2023-09-13 موعده، ثم 13/09/2023", ["2023-09-13", "13/09/2023"]),
    ("بلغت الحرارة -5° مئوية", ["-5°"]),
    ("بين -5° و+12.5°C ليلا", ["-5°", "+12.5°C"]),
    ("تتراوح و-5 درجات", ["-5"]),
    ("الفترة 2019–2023 كلها", ["2019–2023"]),
    ("نسبة 50-60% تقريبا", ["50-60%"]),
    ("لغة C++ هنا", ["C++"]),
    ("الخيار --strict مطلوب", ["--strict"]),
    ("صاروخ HWASONG-18 (KN-23) جديد", ["HWASONG-18 (KN-23)"]),
    ("صاروخ «HWASONG-18 ICBM» جديد", ["HWASONG-18 ICBM"]),
    ("طائرة الـF-16 والـ3D", ["F-16", "3D"]),
    ("السفينة USS Ronald Reagan (CVN-76) أبحرت", ["USS Ronald Reagan (CVN-76)"]),
    ("هاتف +966 50 123 4567 للاستعلام", ["+966 50 123 4567"]),
    ("هاتف 050 123 4567 للاستعلام", ["050 123 4567"]),
    ("الإصدار v1.2.3-rc1 ثم 2.10.4", ["v1.2.3-rc1", "2.10.4"]),
    ("الساعة 10:30 إلى 11:45:30 صباحا", ["10:30", "11:45:30"]),
    ("الموقع 51.884°N, 128.334°E شرقا", ["51.884°N, 128.334°E"]),
    ("الموقع 51.8840, 128.3340 شرقا", ["51.8840, 128.3340"]),
    ("الملف /etc/mkdocs.yml هنا", ["/etc/mkdocs.yml"]),
    ("الملف docs/ar/index-2.md هنا", ["docs/ar/index-2.md"]),
    ("الرابط https://example.org/a_(b)?c=1&d=-2#x هنا", ["https://example.org/a_(b)?c=1&d=-2#x"]),
    ("البريد a.b-1@example.org هنا", ["a.b-1@example.org"]),
    ("قال مسؤول في U.S. أمس", ["U.S."]),
    ("بقيمة $5.5 مليون", ["$5.5"]),
    ("بقيمة US$ 4.6 million فقط", ["US$ 4.6 million"]),
    ("بقيمة 4.6 million US$ فقط", ["4.6 million US$"]),
    ("بقيمة $4.6m أو 5 € أو € 5–6", ["$4.6m", "5 €", "€ 5–6"]),
    ("بقيمة 1,234.56 USD أو QAR 20 فقط", ["1,234.56 USD", "QAR 20"]),
    ("على مسافة 30 km بقدرة 5 GW", ["30 km", "5 GW"]),
    ("بين -5 million و10–12 percent منه", ["-5 million", "10–12 percent"]),
    ("بنسبة 50 % منهم", ["50 %"]),
    ("في § 5 و§§ 5–6 والمادة 5(2)(b)", ["§ 5", "§§ 5–6", "5(2)(b)"]),
    ("المعيار ISO 8601-2:2019 وطائرة F-16 Block 50/52 معا", ["ISO 8601-2:2019", "F-16 Block 50/52"]),
    ("المعرف 10.1000/xyz(7) متاح", ["10.1000/xyz(7)"]),
    ("الإصدار 2.0.1-rc1 متاح", ["2.0.1-rc1"]),
    ("قالت قناة «2 News Nevada» أمس", ["2 News Nevada"]),
    ("قدرها ≥5.5 درجات", ["≥5.5"]),
    ("الوسم #tag2 منتشر", ["#tag2"]),
    ("وصل الوفد[^c3] ثم عاد[^other#c-2][^s1].", ["[^c3]", "[^other#c-2]", "[^s1]"]),
]
# Shown well by the algorithm itself, so not isolated.
PLAIN_LINES = [
    "عام 2023 كان حافلا",
    "في عام 2023 NATO قالت",
    "وفق No. 7 منه",
    "قطع 1,234,567 كم و3.5 متر",
    "بنسبة 5% أو ٥٪",
    "من ٢٠١٩-٢٠٢٣",
    "هواسونغ-18 وكوفيد-19",
    "الرئيس Vladimir Putin وصل",
    "مدينة Al-Quds (القدس)",
    "سطر بلا شيء",
    "",
]

GLYPHS = """lines => {
    const results = [];
    for (const [html, direction, runs] of lines) {
        const line = document.createElement("p");
        line.dir = direction;
        line.style.whiteSpace = "nowrap";
        line.innerHTML = html;
        document.body.replaceChildren(line);
        const places = [];
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());) {
            for (let at = 0; at < node.length; at++) {
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                const box = range.getBoundingClientRect();
                places.push((box.left + box.right) / 2);
            }
        }
        results.push(runs.map(run => {
            const start = line.textContent.indexOf(run);
            return places.slice(start, start + run.length);
        }));
    }
    return results;
}"""


def positions(browser, lines: list[tuple[str, str, list[str]]]) -> list[list[list[float]]]:
    """For each line (HTML, direction, runs) and run: the horizontal centre of each character."""
    page = browser.new_page(viewport={"width": 1280, "height": 400})
    try:
        return page.evaluate(GLYPHS, lines)
    finally:
        page.close()


def reads_left_to_right(centres: list[float]) -> bool:
    return all(left < right for left, right in pairwise(centres))


@pytest.mark.parametrize(("line", "runs"), HARD_LINES, ids=[runs[0] for _, runs in HARD_LINES])
def test_finds_the_runs_of_right_to_left_prose(line, runs):
    assert [run.text for run in isolate(line, "rtl") if run.direction] == runs


@pytest.mark.parametrize("line", PLAIN_LINES)
def test_leaves_what_the_algorithm_shows_well(line):
    assert [run.text for run in isolate(line, "rtl") if run.direction] == []


def test_isolated_runs_read_from_left_to_right_in_a_browser(browser):
    shown = positions(browser, [(literal(line, base="rtl"), "rtl", runs) for line, runs in HARD_LINES])
    wrong = [line for (line, _), runs in zip(HARD_LINES, shown, strict=True) if not all(map(reads_left_to_right, runs))]
    assert wrong == []


def test_without_isolation_a_browser_breaks_them(browser):
    shown = positions(browser, [(literal(line), "rtl", runs) for line, runs in HARD_LINES])
    broken = {runs[0] for (_, runs), found in zip(HARD_LINES, shown, strict=True) if not reads_left_to_right(found[0])}
    assert broken >= {"2023-09-13", "-5°", "C++", "--strict", "2019–2023", "+966 50 123 4567", "/etc/mkdocs.yml"}


def test_numbers_left_alone_read_from_left_to_right_in_a_browser(browser):
    lines = [
        ("عام 2023 كان", "2023"),
        ("قطع 1,234,567 كم", "1,234,567"),
        ("نحو 3.5 متر", "3.5"),
        ("عام ٢٠٢٣ م", "٢٠٢٣"),
    ]
    shown = positions(browser, [(literal(line, base="rtl"), "rtl", [run]) for line, run in lines])
    assert all(reads_left_to_right(runs[0]) for runs in shown)


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("Kim (كيم جونغ أون) said «قال: نعم» twice", ["كيم جونغ أون", "قال: نعم"]),
        ("the words قال «نعم». in full", ["قال «نعم»"]),
        ("in القدس 2023 and بيروت, دمشق", ["القدس", "بيروت", "دمشق"]),
        ("plain English, 2023-09-13", []),
    ],
)
def test_finds_the_runs_of_left_to_right_prose(line, runs):
    found = [run for run in isolate(line, "ltr") if run.direction]
    assert [run.text for run in found] == runs
    assert all((run.direction, run.lang) == ("rtl", "ar") for run in found)


def test_arabic_in_left_to_right_prose_keeps_its_place_in_a_browser(browser):
    line = "in القدس 2023, then"
    isolated, plain = positions(
        browser, [(literal(line, base="ltr"), "ltr", ["القدس", "2023"]), (literal(line), "ltr", ["القدس", "2023"])]
    )
    assert max(isolated[0]) < min(isolated[1])
    assert max(plain[1]) < min(plain[0])
    assert isolated[0] == sorted(isolated[0], reverse=True)


def test_markup_of_runs():
    assert literal("في 2023-09-13.", base="rtl") == 'في <bdi dir="ltr">2023-09-13</bdi>.'
    assert literal("by كيم too", base="ltr") == 'by <bdi dir="rtl" lang="ar">كيم</bdi> too'
    assert literal("by שלום too", base="ltr") == 'by <bdi dir="rtl">שלום</bdi> too'


def test_explicit_controls_stay_inside_an_isolate():
    assert literal("a \u202eb", base="ltr") == '<bdi dir="ltr">a \u202eb</bdi>'


@settings(deadline=None)
@given(st.text(st.sampled_from("aZ09٣كم- .,:/+°«»()\u202e\n"), max_size=30), st.sampled_from(["rtl", "ltr"]))
def test_runs_joined_are_the_text(text, base):
    assert "".join(run.text for run in isolate(text, base)) == text


def test_directions_agree_with_the_locale_data():
    languages_and_scripts = [
        name for name in localedata.locale_identifiers() if len(name.split("_")[-1]) != 2 or "_" not in name
    ]
    assert len(languages_and_scripts) > 200
    for name in languages_and_scripts:
        expected = "rtl" if Locale.parse(name).character_order == "right-to-left" else "ltr"
        assert direction_of(name) == expected, name


@pytest.mark.parametrize(
    ("tag", "direction"), [("ar-EG", "rtl"), ("AR", "rtl"), ("az-Arab", "rtl"), ("ks-Deva", "ltr"), ("arn", "ltr")]
)
def test_direction_of_a_tag(tag, direction):
    assert direction_of(tag) == direction


# Where no markup can stand: the isolates and marks are written ⟨LRI⟩ and so on.

NAMES = {"\u2066": "⟨LRI⟩", "\u2067": "⟨RLI⟩", "\u2069": "⟨PDI⟩", "\u200e": "⟨LRM⟩", "\u200f": "⟨RLM⟩"}


def spelled(text: str) -> str:
    return "".join(NAMES.get(char, char) for char in text)


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("بلا شيء", "rtl", "بلا شيء"),
        ("nothing at all", "ltr", "nothing at all"),
        ("A full stop.", "ltr", "⟨LRI⟩A full stop.⟨PDI⟩"),
        ("لغة C++ هنا", "rtl", "⟨RLI⟩لغة ⟨LRI⟩C++⟨PDI⟩ هنا⟨PDI⟩"),
        ("اسمه Kim هنا", "rtl", "⟨RLI⟩اسمه Kim هنا⟨PDI⟩"),
        ("called الساحل here", "ltr", "⟨LRI⟩called ⟨RLI⟩الساحل⟨PDI⟩ here⟨PDI⟩"),
        ("2023-09-13", "rtl", "⟨RLI⟩⟨LRI⟩2023-09-13⟨PDI⟩⟨PDI⟩"),
        ("", "rtl", ""),
    ],
)
def test_a_plain_text_is_enclosed_where_its_surroundings_could_break_it(
    text: str, base: Direction, expected: str
) -> None:
    assert spelled(isolate_plain(text, base)) == expected


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("لقاء - المكتب", "rtl", "لقاء - المكتب"),
        ("Kim في روسيا - المكتب", "rtl", "⟨RLM⟩Kim في روسيا - المكتب"),
        ("S-300 في روسيا", "rtl", "⟨LRI⟩S-300⟨PDI⟩ في روسيا"),
        ("الساحل: a newspaper", "ltr", "⟨RLI⟩الساحل⟨PDI⟩: a newspaper"),
        ("2023", "ltr", "⟨LRM⟩2023"),
    ],
)
def test_a_title_begins_in_its_own_direction(text: str, base: Direction, expected: str) -> None:
    assert spelled(isolate_title(text, base)) == expected


@pytest.mark.parametrize("part", ["a1-", "1-", "+1", "1(", "a.b/", "1.", "://"])
def test_a_word_that_nobody_writes_is_one_run(part: str) -> None:
    """What is in it is not looked for, which would take time with the square of its length."""
    word = f"a{part * 2_000}"
    assert [run.text for run in isolate(f"ورد {word} هنا", "rtl") if run.direction] == [word]
