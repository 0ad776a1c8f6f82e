"""Names, speakers and dates that are proposed with an empty glossary; `benchmarks/propose` measures them."""

from __future__ import annotations

from datetime import date

import pytest

from mujaz.scaffold.days import dates_in
from mujaz.scaffold.names import propose_names
from mujaz.scaffold.propose import read_text
from mujaz.text.fold import fold


def names_of(text: str) -> dict[str, str]:
    return {
        next(iter(each.draft.names.values())): each.draft.type.value for each in propose_names(fold(text), ()).proposals
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قال وزير الدفاع الروسي سيرغي شويغو إن الأمر انتهى.", {"سيرغي شويغو": "person"}),
        ("وصل أنطونيو غوتيريش إلى مدينة بنغازي.", {"أنطونيو غوتيريش": "person", "بنغازي": "place"}),
        ("حذرت منظمة الصحة العالمية من الوباء.", {"منظمة الصحة العالمية": "organization"}),
        ("التقى سيرغي شويغو وفدا. وقال شويغو إن اللقاء مثمر.", {"سيرغي شويغو": "person"}),
        ("متطوعون معروفون باسم «الخوذ البيضاء» وصلوا.", {"الخوذ البيضاء": "concept"}),
        ("قال الزعيم إن النصر قريب.", {}),
        ("French President Emmanuel Macron arrived in Kourou.", {"Emmanuel Macron": "person", "Kourou": "place"}),
        ("The Canadian Space Agency built it.", {"Canadian Space Agency": "organization"}),
        ("Officials said on Monday that the dam was safe.", {}),
    ],
)
def test_names(text: str, names: dict[str, str]) -> None:
    assert names_of(text) == names


def test_a_short_form_is_an_alias() -> None:
    (proposal,) = propose_names(fold("التقى سيرغي شويغو وفدا. وقال شويغو إن اللقاء مثمر."), ()).proposals
    assert list(proposal.draft.aliases["ar"]) == ["شويغو"]
    assert len(proposal.places) == 2


def test_a_country_has_its_names_in_both_languages() -> None:
    (proposal,) = propose_names(fold("سافر إلى ألمانيا."), ()).proposals
    assert (proposal.packed, dict(proposal.draft.names)) == (True, {"ar": "ألمانيا", "en": "Germany"})


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("ويقول محللون إن الأزمة ستطول كثيرا.", "الأزمة ستطول كثيرا", "محللون"),
        ("ويشاع أن القطار بطيء جدا.", "القطار بطيء جدا", "ويشاع"),
        ("ودعت كندا إلى رفع الحصار فورا.", "ودعت كندا إلى رفع الحصار فورا", "كندا"),
        ("قالت مندوبة كندا آن تعبت من الانتظار.", None, None),
        ("Canada accused Norway of raising the price.", "accused Norway of raising the price", "Canada"),
        ("“It is late,” said Emmanuel Macron, “and old.”", "It is late,” said Emmanuel Macron, “and old", ""),
    ],
)
def test_claims(text: str, said: str | None, speaker: str | None) -> None:
    language = "en" if text.isascii() or text.startswith("“") else "ar"
    found = [(text[slice(*place)], who) for place, who in read_text(text, language, "2023-09-13").claims]
    if said is None:
        assert found == []
    else:
        assert [words for words, _ in found] == [said]
        assert speaker in found[0][1]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("يوم الثلاثاء", ["2023-09-12"]),
        ("الثلاثاء المقبل", ["2023-09-19"]),
        ("أمس", ["2023-09-12"]),
        ("في 24 أغسطس/آب الماضي", ["2023-08-24"]),
        ("في 6 تشرين الأول 1973", ["1973-10-06"]),
        ("أواخر الشهر الماضي", ["2023-08"]),
        ("عامي 2021 و2022", ["2021/2022"]),
        ("قبل ساعات من الاجتماع", ["2023-09-13~"]),
        ("قبل ثلاثة أيام", ["2023-09-10"]),
        ("منذ عام 1939", ["1939"]),
        ("last Thursday", ["2023-09-07"]),
        ("on 24 February", ["2024-02-24"]),
        ("September 13, 2023", ["2023-09-13"]),
        ("two years ago", ["2021~"]),
        ("the summer of 2022", ["2022-22"]),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [each.date for each in dates_in(fold(text), date(2023, 9, 13))] == dates


def test_a_date_that_counts_from_an_unknown_day_is_left_open() -> None:
    (dated,) = dates_in(fold("يوم الثلاثاء"), None)
    assert (dated.date, dated.computed) == ("", True)
