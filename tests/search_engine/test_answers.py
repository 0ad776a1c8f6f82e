"""What the engine answers, on small collections in a real browser from `file://`."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.search import SearchPage, Section

PUTIN = ("فلاديمير بوتين", "بوتين", "Vladimir Putin", "Putin", "Путин")


def page(location: str, title: str, text: str, **options: Any) -> SearchPage:
    return SearchPage(location, title, (Section("", title, text),), **options)


PAGES = [
    page("rocket.html", "تجربة", "أطلق الجيش صاروخا من القاعدة الجوية وقال وزير إن العمل مستمر.", language="ar"),
    page("rockets.html", "إطلاق", "صواريخ كثيرة بلغت الأسلحة التي في مدن البلاد.", language="ar"),
    page("kremlin.html", "بيان", "نفى المتحدث باسم الكرملين ما قيل، وبالكرملين بدأ الاجتماع.", language="ar"),
    page("flood.html", "فيضان", "انهار السدّان فجر يوم ٥٩ في مدينة درنة، وقالت المسؤولة إنّهم مفقودون.", language="ar"),
    page("idea.html", "رأي", "الفكرة أن فكرة واحدة تكفي، وقد كتب بخطه: علی کتاب.", language="ar"),
    page("en.html", "Launch", "The launches of Hwasong-18 and S-300 cost 2,5 million on 13/9/2023; see C++ notes."),
    SearchPage(
        "meeting.html",
        "لقاء",
        (
            Section("", "لقاء", "التقى الرئيس ضيفه."),
            Section("claim-c1", "قال بوتين إن اللقاء ناجح.", "ونقلت عنه الوكالة.", True, {"putin": ("بوتين",)}),
        ),
        language="ar",
        kind="brief",
        group="briefs/meeting",
    ),
    SearchPage(
        "en/meeting.html",
        "Meeting",
        (Section("", "Meeting", "The president, Putin, met his guest.", False, {"putin": ("Putin",)}),),
        language="en",
        kind="brief",
        group="briefs/meeting",
    ),
    SearchPage(
        "putin.html",
        "فلاديمير بوتين",
        (Section("", "فلاديمير بوتين", "رئيس روسيا."),),
        language="ar",
        kind="entity",
        entity="putin",
        names=PUTIN,
    ),
]  # fmt: skip


def found(answer: dict[str, Any]) -> list[str]:
    return [page["location"] for page in answer["pages"]]


def marked(pieces: list[list[Any]]) -> list[str]:
    return [text for text, is_marked in pieces if is_marked]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("كرملين", {"kremlin.html"}),
        ("والكرملين", {"kremlin.html"}),
        ("للكرملين", {"kremlin.html"}),
        ("صاروخ", {"rocket.html", "rockets.html"}),
        ("الصواريخ", {"rocket.html", "rockets.html"}),
        ("صاروخين", {"rocket.html", "rockets.html"}),
        ("سلاح", {"rockets.html"}),
        ("مدينة", {"rockets.html", "flood.html"}),
        ("يطلق", {"rocket.html", "rockets.html"}),
        ("أطلقت", {"rocket.html", "rockets.html"}),
        ("وزراء", {"rocket.html"}),
        ("مسئوله", {"flood.html"}),
        ("المسوول", {"flood.html"}),
        ("درنه", {"flood.html"}),
        ("السَّدَّانِ", {"flood.html"}),
        ("59", {"flood.html"}),
        ("كتاب", {"idea.html"}),
        ("علي كتاب", {"idea.html"}),
        ("hwasong", {"en.html"}),
        ("hwasong18", {"en.html"}),
        ("HWASONG 18", {"en.html"}),
        ("s300", {"en.html"}),
        ("٢٫٥", {"en.html"}),
        ("2023-09-13", {"en.html"}),
        ("c++", {"en.html"}),
        ("launched", {"en.html"}),
        ("متى انهار السد في مدينة درنة ومن قال ذلك؟", {"flood.html"}),
    ],
)
def test_a_query_finds_pages(opened: Any, query: str, expected: set[str]) -> None:
    assert set(found(opened(PAGES)(query))) == expected


@pytest.mark.parametrize(
    "query", ["زرافة", "صراخ", "كرة", "كور", "هوا", "banana", "c#", "4711", "xyzzy كرملين", "", "؟!"]
)
def test_a_query_without_an_answer_finds_nothing(opened: Any, query: str) -> None:
    answer = opened(PAGES)(query)
    assert (answer["total"], answer["pages"]) == (0, [])
    assert answer["missing"] or not query.strip("؟!")


@pytest.mark.parametrize("query", [*PUTIN, "Poutine", "Bouteen", "وبوتين"])
def test_every_spelling_of_a_name_finds_the_same(opened: Any, query: str) -> None:
    answer = opened(PAGES)(query)
    assert found(answer) == ["putin.html", "meeting.html"]
    claim = answer["pages"][1]["sections"][0]
    assert (claim["location"], claim["kind"]) == ("meeting.html#claim-c1", "claim")
    assert marked(claim["title"]) == ["بوتين"]


SPELT = {
    "salim": ("أبو سالم", "أبي سالم"),
    "rahman": ("عبد الرحمن", "عبدالرحمن"),
    "abu-dhabi": ("أبوظبي", "أبو ظبي"),
    "elections": ("هيئة الانتخابات", "هيأة الانتخابات"),
    "rauf": ("عبد الرؤوف", "عبد الرءوف"),
}


@pytest.mark.parametrize(
    ("entity", "query"),
    [
        *((entity, form) for entity, forms in SPELT.items() for form in forms),
        ("salim", "أبا سالم"),
        ("salim", "ابو سالم"),
        ("rahman", "عبد الرحمان"),
        ("elections", "هياة الانتخابات"),
        ("rauf", "عبدالرؤوف"),
        ("rauf", "عبدالرءوف"),
    ],
)
def test_every_spelling_of_an_arabic_name_finds_the_same(opened: Any, entity: str, query: str) -> None:
    """As names are spelt in articles, by the same table; here the article has the second form, and is linked by it."""
    pages = [page("other.html", "خبر", "قال الأب والعبد إن الظبي سالم، وإن الرحمن رؤوف في الانتخابات.", language="ar")]
    for id, (name, form) in SPELT.items():
        text = f"قال {form} إن العمل مستمر."
        pages.append(SearchPage(f"{id}-brief.html", "لقاء", (Section("", "لقاء", text, False, {id: (form,)}),), "ar"))
        pages.append(
            SearchPage(f"{id}.html", name, (Section("", name, "من السجل."),), language="ar", kind="entity", entity=id)
        )
    assert found(opened(pages)(query))[:2] == [f"{entity}.html", f"{entity}-brief.html"]


def test_the_edition_of_the_reader_is_shown(opened: Any) -> None:
    assert "en/meeting.html" in found(opened(PAGES, language="en")("Putin"))
    answer = opened(PAGES)("Putin", languages=["en"])
    assert found(answer) == ["en/meeting.html"]
    assert answer["facets"]["languages"] == {"ar": 2, "en": 1}


def test_filters_by_kind(opened: Any) -> None:
    ask = opened(PAGES)
    assert ask("بوتين")["facets"]["kinds"] == {"entity": 1, "brief": 1, "claim": 1}
    assert found(ask("بوتين", kinds=["entity"])) == ["putin.html"]
    assert found(ask("بوتين", kinds=["claim"])) == ["meeting.html"]
    assert found(ask("بوتين", kinds=["source"])) == []


def test_a_title_comes_before_text_and_a_word_before_its_forms(opened: Any) -> None:
    pages = [
        page("text.html", "شيء", "القمر هنا. " + "كلام " * 40),
        page("form.html", "شيء", "أقمار هنا. " + "كلام " * 40),
        page("title.html", "القمر", "كلام " * 40),
    ]
    assert found(opened(pages)("القمر")) == ["title.html", "text.html", "form.html"]


def test_words_side_by_side_come_before_words_apart(opened: Any) -> None:
    apart = "البحر هائج، والشاطئ " + "كلام " * 5 + "أسود. " + "البحر. " * 9
    pages = [page("apart.html", "شيء", apart), page("phrase.html", "شيء", "كلام " * 80 + "البحر الأسود.")]
    assert found(opened(pages)("البحر الأسود")) == ["phrase.html", "apart.html"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("قضيب", ["rails.html"]),  # a plural in ان
        ("هرّب", ["books.html"]),  # the plural of a verb, without its alef before a pronoun
        ("يدعو", ["books.html"]),
        ("دراجة", []),  # ة is no letter of a root
        ("كنغر", []),  # no proclitic, no plural and no ending at once
        ("أمناء المكتبات", ["books.html"]),  # small words are no kin
    ],
)
def test_kin_is_near(opened: Any, query: str, expected: list[str]) -> None:
    pages = [
        page("rails.html", "سكة", "نزعوا القضبان من الأرض درجة درجة، وعلى الدرجات منصة «أنغارا»."),
        page("books.html", "كتب", "خشي أمناء المكتبات عليها فهرّبوها، ومن يدعوها كنوزا محق."),
        page("office.html", "مكتب", "من المكتب إلى المكتب."),
    ]
    answer = opened(pages)(query)
    assert ([] if answer["meant"] else found(answer)) == expected


def test_names_of_countries_are_known(opened: Any) -> None:
    pages = [page("de.html", "اقتصاد", "قالت ألمانيا إنها موافقة."), page("fr.html", "سياسة", "قالت فرنسا لا.")]
    ask = opened(pages, known=[["ألمانيا", "Germany", "Allemagne"], ["فرنسا", "France"]])
    assert found(ask("Germany")) == ["de.html"]
    assert marked(ask("Allemagne")["pages"][0]["text"]) == ["ألمانيا"]


def test_words_are_found_while_they_are_typed(opened: Any) -> None:
    ask = opened(PAGES)
    assert found(ask("كرمل")) == ["kremlin.html"]
    assert found(ask("Vladim")) == ["putin.html"]


def test_text_is_shown_as_written_around_the_match(opened: Any) -> None:
    text = "كلامٌ كثير. " * 60 + "ثم قال: «الكرملينُ» <b>غاضب</b> & كفى. " + "كلام آخر. " * 60
    answer = opened([page("long.html", "عنوان", text)])("كرملين")
    pieces = answer["pages"][0]["text"]
    shown = "".join(text for text, _ in pieces)
    assert marked(pieces) == ["الكرملينُ"]
    assert "<b>غاضب</b> & كفى." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300
    assert answer["words"] == ["الكرملينُ"]


def test_the_answer_counts_all_pages_and_shows_the_best(opened: Any) -> None:
    pages = [page(f"p{number}.html", f"صفحة {number}", "قمر " * (number + 1)) for number in range(40)]
    answer = opened(pages)("قمر", limit=5)
    assert (answer["total"], len(answer["pages"])) == (40, 5)


@pytest.mark.parametrize(("bearers", "is_name"), [(16, True), (17, False)])
def test_what_many_entities_are_called_names_none_of_them(opened: Any, bearers: int, is_name: bool) -> None:
    pages = [
        page(
            f"e{number}.html", f"Chair {number}", "", kind="entity", entity=f"e{number}", names=(f"شخص{number}", "رئيس")
        )
        for number in range(bearers)
    ]
    mention = Section("", "بيان", "كلام الضيف.", False, {"e3": ("الضيف",)})
    pages += [SearchPage("said.html", "بيان", (mention,)), page("word.html", "خبر", "قال رئيس اللجنة.")]
    answer = found(opened(pages)("رئيس", limit=50))
    assert "word.html" in answer
    assert ("said.html" in answer) == is_name


# A month by any of its names in Arabic.

MONTHS = [
    page("cairo.html", "بيان", "صدر البيان في ١٣ نوفمبر ٢٠٢٣ في العاصمة.", language="ar"),
    page("beirut.html", "خبر", "وقع الأمر في 5 تشرين الثاني 2022.", language="ar"),
    page("rabat.html", "تقرير", "نشر التقرير في 7 نونبر 2021.", language="ar"),
    page("floor.html", "مبنى", "في الطابق الثاني من المبنى، وكان تشرين الأول ماطرا.", language="ar"),
    page("spring.html", "ربيع", "بدأ العمل في ٣ آذار ٢٠٢٠.", language="ar"),
    page("practice.html", "مهنة", "مارس مهنته سنوات طويلة.", language="ar"),
    page("father.html", "أسرة", "هو أب لثلاثة أبناء.", language="ar"),
    page("summer.html", "صيف", "انتهى الأمر في 4 آب/أغسطس 2020.", language="ar"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("نوفمبر", {"cairo.html", "beirut.html", "rabat.html"}),
        ("تشرين الثاني", {"cairo.html", "beirut.html", "rabat.html"}),
        ("نونبر", {"cairo.html", "beirut.html", "rabat.html"}),
        ("في تشرين الثاني", {"cairo.html", "beirut.html", "rabat.html"}),
        ("13 تشرين الثاني 2023", {"cairo.html"}),
        ("نونبر 2022", {"beirut.html"}),
        ("أكتوبر", {"floor.html"}),
        ("مارس ٢٠٢٠", {"spring.html"}),
        ("آذار", {"spring.html"}),
        ("غشت", {"summer.html"}),
        ("أغسطس/آب", {"summer.html"}),
        ("5-نونبر-2022", {"beirut.html"}),
        ("كانون الأول", set()),
    ],
)
def test_a_month_is_found_by_any_of_its_names(opened: Any, query: str, expected: set[str]) -> None:
    assert {page["location"] for page in opened(MONTHS)(query)["pages"] if not page["lacks"]} == expected


@pytest.mark.parametrize(("query", "first"), [("مارس", "practice.html"), ("أب", "father.html")])
def test_a_word_that_may_be_a_month_is_found_as_the_word_first(opened: Any, query: str, first: str) -> None:
    assert found(opened(MONTHS)(query))[0] == first


def test_a_month_is_marked_in_the_name_that_the_page_has(opened: Any) -> None:
    answer = opened(MONTHS)("نونبر 2022")
    assert marked(answer["pages"][0]["text"]) == ["تشرين", "الثاني", "2022"]


# Days, in any usual writing.

DAYS = [
    page("met.html", "لقاء", "كان اللقاء في ١٣ أيلول ٢٠٢٣ في المطار.", language="ar"),
    page("landed.html", "Landing", "The probe landed on September 14th, 2023."),
    page("fifth.html", "Report", "The report of 5 August 2022 has 13 pages; 2023 copies."),
    SearchPage("event.html", "Flight", (Section("", "Flight", "It flew.", days=("20160428",)),), "en", "entity"),
    page("noise.html", "Numbers", "On 9 of 13 days, and 13 of 2023 cases, in September."),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        *((query, "met.html") for query in (
            "13-9-2023", "13/9/2023", "2023-09-13", "2023/9/13", "9/13/2023", "13.09.2023", "Sept 13", "sep 13, 2023",
            "13th September", "13th of September 2023", "September 13th, 2023", "١٣ أيلول ٢٠٢٣", "13 سبتمبر 2023",
            "١٣-٩-٢٠٢٣", "١٣ من شتنبر", "13 September 2023",
        )),
        *((query, "landed.html") for query in ("14-9-2023", "14th September", "١٤ أيلول", "Sep 14 2023")),
        *((query, "fifth.html") for query in ("Aug 5", "٥ آب ٢٠٢٢", "5/8/2022", "August 5th")),
        *((query, "event.html") for query in ("28-4-2016", "Apr 28", "28th April 2016", "٢٨ نيسان", "2016/4/28")),
    ],
)  # fmt: skip
def test_a_day_is_found_in_any_usual_writing(opened: Any, query: str, expected: str) -> None:
    assert found(opened(DAYS)(query))[:1] == [expected]


def test_a_day_is_one_thing_to_look_for_and_is_marked_whole(opened: Any) -> None:
    answer = opened(DAYS)("Sept 13, 2023")
    assert found(answer) == ["met.html"]
    assert marked(answer["pages"][0]["text"]) == ["١٣ أيلول ٢٠٢٣"]


@pytest.mark.parametrize("query", ["15-9-2023", "Sept 12", "٦ آب ٢٠٢٢"])
def test_a_day_on_which_nothing_was_finds_nothing(opened: Any, query: str) -> None:
    assert found(opened(DAYS)(query)) == []


# Typing errors.


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("القاعده الجوبة", {"الجوبه": "الجويه"}, {"rocket.html"}),
        ("المتحدذ", {"المتحدذ": "المتحدث"}, {"kremlin.html"}),
        ("الكرلمين", {"الكرلمين": "الكرملين"}, {"kremlin.html"}),  # two letters that changed places
        ("مفقودن", {"مفقودن": "مفقودون"}, {"flood.html"}),
        ("بالاسحا", {}, set()),  # more than one letter away
        ("lanuches", {"lanuches": "launches"}, {"en.html"}),
        ("millionn", {"millionn": "million"}, {"en.html"}),
        ("presdent", {"presdent": "president"}, {"en/meeting.html"}),
        ("zzz", {}, set()),  # too short to mean another word
        ("note", {}, {"en.html"}),  # a form of a word, which is no error
        ("idda", {}, set()),
    ],
)
def test_a_word_that_no_page_has_is_searched_as_one_a_letter_away(
    opened: Any, typed: str, meant: dict[str, str], expected: set[str]
) -> None:
    answer = opened(PAGES)(typed)
    assert set(found(answer)) == expected
    assert [pair["meant"] for pair in answer["meant"]] == list(meant.values())


def test_a_word_that_stands_there_is_not_mended(opened: Any) -> None:
    pages = [page("house.html", "House", "A house."), page("mouse.html", "Mouse", "A mouse and a mouse.")]
    answer = opened(pages)("house")
    assert found(answer) == ["house.html"]
    assert answer["meant"] == []


def test_of_several_words_the_one_of_most_sections_is_meant(opened: Any) -> None:
    pages = [
        page("a.html", "A", "The harbour."),
        page("b.html", "B", "The harbour again."),
        page("c.html", "C", "One arbour."),
    ]
    answer = opened(pages)("harbouz")
    assert [pair["meant"] for pair in answer["meant"]] == ["harbour"]
    assert set(found(answer)) == {"a.html", "b.html"}


# Phrases.

QUOTED = [
    page("offer.html", "Offer", "The union rejected an offer of the port on Monday."),
    page("other.html", "Other", "An offer was rejected; the offer of an union was no port."),
    page("note.html", "موقف", "قال المتحدث: لا نعلق على المعلومات الاستخبارية.", language="ar"),
    page("info.html", "خبر", "المعلومات لا نعلق عليها، ولا نعلق على غيرها.", language="ar"),
    SearchPage("parts.html", "Parts", (Section("", "Parts", "rejected"), Section("s", "an offer", "")), "en"),
]
MARKS = ["«»", '""', "“”", "„“", "”“", "»«", "‹›", "„”", "“„", '"”']


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("rejected an offer", ["offer.html"]),
        ("لا نعلق على المعلومات", ["note.html"]),
        ("an offer rejected", []),
        ("المعلومات نعلق لا", []),
    ],
)
def test_words_in_quotation_marks_stand_side_by_side_in_this_order(
    opened: Any, marks: str, phrase: str, expected: list[str]
) -> None:
    assert found(opened(QUOTED)(f"{marks[0]}{phrase}{marks[1]}")) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"Rejected AN offer"', {"offer.html"}),  # as any word is folded
        ('"على المعلومات" المتحدث', {"note.html"}),
        ('"of the port" "rejected an"', {"offer.html"}),
        ('"of the port" "was rejected"', set()),
        ('"an offer"', {"offer.html", "other.html", "parts.html"}),
        ('"offer"', {"offer.html", "other.html", "parts.html"}),  # a single word is a word like others
        ('"rejected an', {"offer.html", "other.html", "parts.html"}),  # not closed yet
        ('"reject an offer"', set()),  # no other forms
        ("«نعلق على المعلومة»", set()),
        ('"" offer', {"offer.html", "other.html", "parts.html"}),
    ],
)
def test_what_a_phrase_is(opened: Any, query: str, expected: set[str]) -> None:
    answer = opened(QUOTED)(query)
    assert {page["location"] for page in answer["pages"] if not page["lacks"]} == expected


def test_filters_count_only_pages_with_the_phrase(opened: Any) -> None:
    answer = opened(QUOTED)('"rejected an offer"')
    assert (answer["phrases"], answer["facets"]["kinds"]) == (["rejected an offer"], {"page": 1})


@pytest.mark.parametrize("query", ["🚀", "؟!", "«»", "…", "-", "👍🏽", "→", "٪", "()", "🇱🇧"])
def test_of_signs_alone_nothing_is_said_to_be_missing(opened: Any, query: str) -> None:
    answer = opened(QUOTED)(query)
    assert (answer["total"], answer["found"], answer["missing"]) == (0, [], [])


# Words that do not meet.


def test_pages_that_lack_a_word_stand_behind_those_that_have_all(opened: Any) -> None:
    pages = [
        page("both.html", "شيء", "كلام " * 60 + "السد في درنة."),
        page("rare.html", "درنة", "درنة ودرنة ثم درنة."),
        *(page(f"common{number}.html", "السد", "السد والسد والسد.") for number in range(3)),
    ]
    answer = opened(pages)("سد درنة")
    assert [(page["location"], page["lacks"]) for page in answer["pages"]] == [("both.html", []), ("rare.html", ["سد"])]


def test_what_sounds_alike_is_not_put_beside_a_word_of_the_pages(opened: Any) -> None:
    pages = [
        page("going.html", "Going", "We are going home."),
        SearchPage("kim.html", "Kim", (Section("", "Kim", "x"),), kind="entity", entity="kim", names=("Kim Jong Un",)),
    ]  # fmt: skip
    assert found(opened(pages)("going")) == ["going.html"]
