"""Citations: what a bibliography prints of a publication, in each edition, and in which runs."""

from __future__ import annotations

import textwrap

import pytest

from mujaz.document.citing.entry import cite
from mujaz.document.citing.parts import CitationPart
from mujaz.document.citing.processor import load_style
from mujaz.labels import load_labels
from mujaz.model import Glossary, Publication
from mujaz.model.decode import decode
from mujaz.syntax.source import Source

JOURNAL = """
    type: article-journal
    title: موانئ الساحل
    author: [{family: الرفاعي, given: هند}, {family: آل سعيد, given: مازن}]
    container-title: مجلة البحار
    volume: "12"
    issue: "3"
    page: 12-34
    issued: 1999
    language: ar
"""
REPORT = """
    type: report
    title: 2 years of dredging
    author: [{literal: Harbour Board}]
    publisher: 2 News Nevada
    number: A/12/76
    issued: 2020-05-03
    DOI: 10.1000/xyz(7)
    language: en
"""


def read(yaml: str) -> Publication:
    """A publication of a glossary, from the keys below its id."""
    text = f"language: ar\nsources:\n  work:\n{textwrap.indent(textwrap.dedent(yaml.strip(chr(10))), '    ')}\n"
    glossary, findings = decode(Source("made.yml", text), Glossary)
    assert glossary is not None, findings
    return glossary.sources["work"]


def parts(yaml: str, edition: str, numerals: str | None = None, style: str = "") -> tuple[CitationPart, ...]:
    return cite(read(yaml), load_labels(edition, numerals, citation_style=style), edition)


def printed(yaml: str, edition: str, numerals: str | None = None, style: str = "") -> str:
    return "".join(part.text for part in parts(yaml, edition, numerals, style))


ENTRIES = [
    pytest.param(
        JOURNAL,
        "هند الرفاعي، مازن آل سعيد. «موانئ الساحل». مجلة البحار، المجلد ١٢، العدد ٣، ١٩٩٩، ص ١٢–٣٤.",
        "هند الرفاعي, مازن آل سعيد. “موانئ الساحل.” مجلة البحار, vol. 12, no. 3, 1999, pp. 12–34.",
        id="journal",
    ),
    pytest.param(
        REPORT,
        "Harbour Board. 2 years of dredging. A/12/76، 2 News Nevada، ٣ مايو ٢٠٢٠. https://doi.org/10.1000/xyz(7).",
        "Harbour Board. 2 years of dredging. A/12/76, 2 News Nevada, 3 May 2020. https://doi.org/10.1000/xyz(7).",
        id="report-with-doi",
    ),
    pytest.param(
        """
        type: chapter
        title: Piers?
        author: [{family: Gogh, given: Ada, non-dropping-particle: van, suffix: Jr.}]
        editor: [{family: Gray, given: Cy}, {literal: Quay Desk}]
        container-title: Harbours, Old & New
        publisher: Coast Inc.
        publisher-place: Derna
        page: "7"
        edition: "2"
        ISBN: 978-0-00-000000-2
        """,
        "Ada van Gogh Jr. «Piers?» Cy Gray، Quay Desk (تحرير). الطبعة ٢. Harbours, Old & New، "
        "Derna: Coast Inc.، بلا تاريخ، ص ٧. ISBN 978-0-00-000000-2.",
        "Ada van Gogh Jr. “Piers?” Cy Gray, Quay Desk (eds.). ed. 2. Harbours, Old & New, "
        "Derna: Coast Inc., n.d., p. 7. ISBN 978-0-00-000000-2.",
        id="chapter",
    ),
    pytest.param(
        """
        type: webpage
        title: The harbour, closed
        URL: https://example.org/a_b?c=1&d=2
        accessed: 2024-02-03
        """,
        "«The harbour, closed». بلا تاريخ. https://example.org/a_b?c=1&d=2. اطُّلع عليه في ٣ فبراير ٢٠٢٤.",
        "“The harbour, closed.” n.d. https://example.org/a_b?c=1&d=2. Accessed 3 February 2024.",
        id="web-page-without-author-or-date",
    ),
    pytest.param(
        """
        type: book
        title: {ar: تاريخ المرافئ, en: A History of Harbours}
        editor: [{family: Gray, given: Cy}]
        publisher: {ar: دار الساحل, en: Coast Press}
        issued: 1984~
        """,
        "Cy Gray (تحرير). تاريخ المرافئ. دار الساحل، نحو ١٩٨٤.",
        "Cy Gray (ed.). A History of Harbours. Coast Press, about 1984.",
        id="texts-by-language",
    ),
    pytest.param(
        """
        type: book
        title: A many-handed book.
        author: [{literal: A}, {literal: B}, {literal: C}, {literal: D}, {literal: E}, {literal: F},
                 {literal: G}, {literal: H}, {literal: I}, {literal: J}, {literal: K}]
        translator: [{literal: L}]
        issued: 2001-02
        volume: ١٢
        """,
        "A، B، C، D، E، F، G، وآخرون. A many-handed book. L (ترجمة). المجلد ١٢، فبراير ٢٠٠١.",
        "A, B, C, D, E, F, G, et al. A many-handed book. L (trans.). vol. 12, February 2001.",
        id="many-authors",
    ),
    pytest.param(
        """
        type: treaty
        title: معاهدة المرفأ
        number: XII
        authority: مجلس الساحل
        issued: 1990/1992
        """,
        "معاهدة المرفأ. XII، مجلس الساحل، من ١٩٩٠ إلى ١٩٩٢.",
        "معاهدة المرفأ. XII, مجلس الساحل, 1990 to 1992.",
        id="treaty",
    ),
    pytest.param(
        """
        type: patent
        title: "*Crane* <b>{{ hook }}</b>"
        number: US 7,123,456 B2
        issued: 2001
        """,
        "*Crane* <b>{{ hook }}</b>. US 7,123,456 B2، ٢٠٠١.",
        "*Crane* <b>{{ hook }}</b>. US 7,123,456 B2, 2001.",
        id="signs-of-markup-are-text",
    ),
    pytest.param(
        """
        type: paper-conference
        title: Tides
        event-title: Harbour Days 2019
        collection-title: Papers on Harbours
        genre: keynote
        page: 1, 4-5
        issued: 2019
        archive: Town Archive
        """,
        "«Tides». Papers on Harbours، Harbour Days 2019، keynote، ٢٠١٩، ص ١، ٤–٥، Town Archive.",
        "“Tides.” Papers on Harbours, Harbour Days 2019, keynote, 2019, pp. 1, 4–5, Town Archive.",
        id="conference",
    ),
    pytest.param(
        """
        type: software
        title: quaycheck
        version: "2.0"
        URL: https://doi.org/10.1000/7
        DOI: https://doi.org/10.1000/7
        issued: 2020
        """,
        "quaycheck. الإصدار 2.0، ٢٠٢٠. https://doi.org/10.1000/7.",
        "quaycheck. v. 2.0, 2020. https://doi.org/10.1000/7.",
        id="an-address-that-says-the-doi-again",
    ),
]


@pytest.mark.parametrize(("yaml", "arabic", "english"), ENTRIES)
def test_an_entry_has_the_signs_and_terms_of_the_edition(yaml: str, arabic: str, english: str) -> None:
    assert printed(yaml, "ar") == arabic
    assert printed(yaml, "en") == english


def test_numbers_follow_the_numerals_of_the_edition() -> None:
    assert "المجلد 12، العدد 3، 1999، ص 12–34" in printed(JOURNAL, "ar", "latn")
    assert "المجلد ۱۲" in printed(JOURNAL, "ar", "arabext")


def test_each_value_is_a_run_of_its_own_and_an_address_is_a_link() -> None:
    values = {part.text: part for part in parts(REPORT, "ar") if part.value}
    assert {"Harbour Board", "2 News Nevada", "A/12/76"} <= set(values)
    assert values["2 News Nevada"].language == "en"
    assert values["https://doi.org/10.1000/xyz(7)"].href == "https://doi.org/10.1000/xyz(7)"


def test_a_title_is_in_italics_where_the_style_has_it_so() -> None:
    assert [part.text for part in parts(REPORT, "en") if part.italic] == ["2 years of dredging"]
    assert [part.text for part in parts(JOURNAL, "ar") if part.italic] == ["مجلة البحار"]


@pytest.mark.parametrize("name", ["apa", "modern-language-association", "chicago-author-date", "ieee", "nature"])
def test_any_style_of_the_package_prints_each_value_and_arabic_separators(name: str) -> None:
    entry = printed(JOURNAL, "ar", style=name)
    for value in ("هند الرفاعي", "موانئ الساحل", "مجلة البحار", "١٢", "١٩٩٩"):
        assert value in entry
    assert "," not in entry


def test_a_style_turns_round_and_shortens_names_that_have_cases_and_no_others() -> None:
    mixed = """
        type: book
        title: Piers
        author: [{family: Gray, given: Cy Ann}, {family: الرفاعي, given: هند}]
        issued: 2020-05-03
    """
    assert printed(mixed, "en", style="apa") == "Gray, C. A., & هند الرفاعي. (2020). Piers."


@pytest.mark.parametrize("name", ["no-such-style", "../../etc/passwd", ""])
def test_what_is_no_style_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        load_style(name, "en")
