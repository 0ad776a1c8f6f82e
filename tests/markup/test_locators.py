"""Places in sources: `[^rep, p. 12]` and its kin, how they are read and how an edition says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.labels import available, load_labels
from mujaz.markup.locators import LABELS, Locator, parse_locators
from mujaz.markup.parse import parse_prose
from mujaz.markup.prose import plain_text

PLACES = [
    # as written                as an English page says it    as an Arabic page says it
    ("p. 12", "p. 12", "ص ١٢"),
    ("pp. 12-14", "pp. 12–14", "ص ١٢–١٤"),
    ("pp. 3, 5 & 9", "pp. 3, 5 & 9", "ص ٣، ٥ & ٩"),
    ("12", "p. 12", "ص ١٢"),
    ("xii", "p. xii", "ص xii"),
    ("ص ١٢", "p. 12", "ص ١٢"),
    ("ص. 7", "p. 7", "ص ٧"),
    ("الصفحات 7–9", "pp. 7–9", "ص ٧–٩"),
    ("P.3", "p. 3", "ص ٣"),
    ("ch. 3, p. 40", "ch. 3, p. 40", "الفصل ٣، ص ٤٠"),
    ("para. 5", "para. 5", "الفقرة ٥"),
    ("¶¶ 5–6", "paras. 5–6", "الفقرات ٥–٦"),
    ("§ 4.2", "sec. 4.2", "القسم ٤.٢"),
    ("المادة 5", "art. 5", "المادة ٥"),
    ("art. 5(2)(b)", "art. 5(2)(b)", "المادة 5(2)(b)"),
    ("annex A-3", "app. A-3", "الملحق A-3"),
    ("fig. 2a", "fig. 2a", "الشكل 2a"),
    ("vol. 2، ص 9", "vol. 2, p. 9", "المجلد ٢، ص ٩"),
    ("00:12:30", "00:12:30", "٠٠:١٢:٣٠"),
    ("ص ص 12-14", "pp. 12–14", "ص ١٢–١٤"),
    ("ص.ص 12", "p. 12", "ص ١٢"),
    ("app. B", "app. B", "الملحق B"),
    ("الملحق أ", "app. أ", "الملحق أ"),
    ("at 12:30–13:05", "12:30–13:05", "١٢:٣٠–١٣:٠٥"),
]


@pytest.mark.parametrize(("written", "english", "arabic"), PLACES)
def test_a_place_is_said_in_the_words_of_the_edition(written: str, english: str, arabic: str) -> None:
    found = parse_locators(written)
    assert found is not None
    for language, said in (("en", english), ("ar", arabic)):
        labels = load_labels(language)
        comma = labels.text("locator_comma")
        assert comma.join(labels.locator(item.label, item.value, plural=item.plural) for item in found) == said


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "q. 3",
        "p.",
        "page",
        "p. twelve",
        "pp. 3-",
        "-3",
        "p. 3 p. 4",
        "p. 3,",
        "here",
        "12:3",
        "<b>",
        "p. 3; 4",
    ],
)
def test_what_names_no_place_is_none(written: str) -> None:
    assert parse_locators(written) is None


@pytest.mark.parametrize("language", available())
def test_every_kind_of_place_has_words(language: str) -> None:
    labels = load_labels(language, "latn")
    for label in LABELS:
        assert labels.locator(label, "3", plural=False).endswith("3")
        assert labels.locator(label, "3–4", plural=True).endswith("3–4")


def test_a_reference_with_a_place_is_a_reference_to_its_source() -> None:
    text = "It opened[^rep, p. 12], late [^rep،\nص ١٣][^c1]."
    prose, faults = parse_prose(text)
    assert not faults
    assert [(id, text[start:end]) for id, start, end in prose.references] == [
        ("rep", "[^rep, p. 12]"),
        ("rep", "[^rep،\nص ١٣]"),
        ("c1", "[^c1]"),
    ]
    assert prose.located == prose.references[:2]
    assert plain_text(prose) == "It opened, late."


@pytest.mark.parametrize(
    "text",
    [
        "[^rep p. 12]",
        "[^]",
        "[^ ]",
        "[^rep, ]",
        "[^, p. 3]",
        "[^rep, see p. 3]",
        "[^rep\n12]",
        "[^rep, p. [3]]",
        "[ ^rep]",
        "[^rep, p. 1,200]",
    ],
)
def test_no_reference_that_cannot_be_read_is_shown_in_silence(text: str) -> None:
    prose, faults = parse_prose(f"a {text} b")
    assert [(fault.rule_key, fault.start, fault.end) for fault in faults] == [("malformed-reference", 2, 2 + len(text))]
    assert "".join(text.split()) in "".join(plain_text(prose).split())


def test_a_reference_that_is_not_closed_is_told() -> None:
    prose, faults = parse_prose("It opened[^rep late, they *said*.")
    assert [(fault.rule_key, fault.start, fault.end) for fault in faults] == [("malformed-reference", 9, 14)]
    assert plain_text(prose) == "It opened[^rep late, they said."


@given(st.text(alphabet="pch.,،§ 012:-–()x٣ص", max_size=24))
def test_a_place_is_read_in_whole_or_told(place: str) -> None:
    prose, faults = parse_prose(f"a[^rep,{place}]")
    (node,) = [node for node in prose.root.children[0].children if node.kind == "reference"] or [None]
    assert bool(faults) == (node is None)
    if node is not None:
        read = "".join(locator.value for locator in node.locators)
        assert [char for char in read if char.isdigit()] == [char for char in place if char.isdigit()]
        assert all(isinstance(locator, Locator) and locator.label in LABELS for locator in node.locators)
