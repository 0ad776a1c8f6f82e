"""A small site of lines that are hard to set: Latin and Arabic, numbers and signs, in every place that a page has."""

from __future__ import annotations

from pathlib import Path

from literate import write_site

# In an Arabic line braces stand around what reads from left to right, in an English one around what reads from right to
# left; they nest. What is in no braces reads in the line's own direction. The Arabic edition has European digits, which
# order themselves in more ways than Arabic-Indic ones; those stand in a quotation, which stays as it is.
ARABIC = {
    "date": "وصل الوفد يوم {2023-09-13} إلى المدينة",
    "date-alone": "{2023-09-13}",
    "time": "بدأ اللقاء عند {10:30} وانتهى",
    "phone": "هاتف المكتب {+850 2 123 4567} للاستفسار",
    "minus": "بلغت الحرارة {-5°} ليلا",
    "range": "غاب {10–12} يوما عن المدينة",
    "percent": "أيّد القرار {59}% من الأعضاء",
    "decimal": "قطع {1,500.5} كيلومتر",
    "cplusplus": "كُتب البرنامج بلغة {C++} في سنة",
    "option": "شغّل الأمر بالخيار {--strict} ثم انتظر",
    "missile": "أطلقت صاروخ {HWASONG-18} صباحا",
    "missile-end": "أطلقت صاروخ {HWASONG-18}",
    "missile-first": "{S-300} منظومة للدفاع الجوي",
    "latin-end": "قال ذلك في {Vostochny}.",
    "latin-end-digits": "قال ذلك عن {S-300}.",
    "parentheses": "منظومة ({S-300}) للدفاع",
    "name-parentheses": "كيم جونغ أون ({Kim Jong Un}) في روسيا",
    "quotes": "قال: «سمعته يقول “نعم” أمس»",
    "latin-quotes": "كتب «{see “Annex B”}» في الهامش",
    "sentence": "قال بالإنكليزية: «{We have no comment at this time.}» ثم مضى",
    "arrow": "من بيونغ يانغ ← فلاديفوستوك",
    "url": "انظر {https://example.org/a/b-1.html?x=1} للتفصيل",
    "path": "الملف {/etc/mujaz/site.yml} مفقود",
    "hashtag": "انتشر الوسم {#Vostochny2023} أمس",
    "arabic-hashtag": "انتشر الوسم #قمة_فوستوشني أمس",
    "emoji": "شكرا 🙂 على القراءة",
    "arabic-digits": "قيل: «في سنة {٢٠٢٣} بلغ {٥٩}٪» أمس",
    "list": "قطعت {C++} و{Rust} و{S-300} الطريق",
    "version": "صدر الإصدار {2.10.3} اليوم",
    "coordinates": "الموقع {51.8844, 128.3339} تقريبا",
    "slash": "بحضور {and/or} غيابه",
    "money": "بكلفة {$5} فقط",
    "dollars": "بكلفة {US$ 4.6 million} فقط",
    "dollars-behind": "بكلفة {4.6 US$} فقط",
    "dollars-short": "بكلفة {$4.6m} فقط",
    "euro": "بكلفة {€ 5} أو {5 €} لكل فرد",
    "currency": "بلغت {1,234.56 USD} و{SAR 20} لكل فرد",
    "unit": "سار {30 km} ثم أنتج {5 GW} منها",
    "percent-apart": "أيد القرار {50 %} منهم",
    "clause": "البند {§ 5} والمادة {5(2)(b)} منه",
    "resolution": "القرار {A/RES/76/1} والمعيار {ISO 8601-2:2019} معا",
    "phone-brackets": "هاتف {+7 (495) 123-45-67} للاستعلام",
    "channel": "قالت قناة «{2 News Nevada}» أمس",
    "year-beside-name": "في عام {2023} {NATO} قالت",
    "doi": "المقال {10.1000/xyz(7)} متاح",
    "release": "صدر {2.0.1-rc1} أمس",
}
ENGLISH = {
    "word": "He said {نعم} and left.",
    "sentence": "The minister said “{لا تعليق لدينا الآن.}” and left.",
    "end": "The newspaper is called {الساحل}.",
    "quotes": "He wrote “{قال «نعم» أمس}” there.",
    "list": "Read {الساحل}, {البحر}, {النهر} first.",
    "name": "Kim Jong Un ({كيم جونغ أون}) arrived.",
    "first": "{الساحل} is a newspaper.",
    "number": "In {العدد {12} من الساحل} it says so.",
    "date": "On 2023-09-13 he met {الوزير}.",
    "arrow": "From {بيونغ يانغ} → Vostochny",
    "hashtag": "They used {#قمة} there.",
}


def logical(marked: str) -> str:
    """The line as it is written."""
    return marked.replace("{", "").replace("}", "")


def visual(marked: str, direction: str) -> str:
    """The characters of the line from left to right, as a reader is to see them."""
    position = 0

    def inside(rightward: bool) -> str:
        nonlocal position
        parts: list[str] = []
        while position < len(marked) and marked[position] != "}":
            if marked[position] == "{":
                position += 1
                parts.append(inside(not rightward))
                assert marked[position] == "}"
            else:
                parts.append(marked[position])
            position += 1
        return "".join(parts if rightward else reversed(parts))

    return inside(direction == "ltr")


_FRONT = """\
site_name: Desk
use_directory_urls: false
theme:
  name: material
  font: false
  features: [search.highlight]
plugins:
  - search
  - offline
  - mujaz
markdown_extensions:
  - attr_list
  - def_list
  - md_in_html
  - toc
nav:
  - index.md
  - ar/index.md
  - en/index.md
  - ar/briefs/ar-date.md
  - en/briefs/en-word.md
extra:
  alternate:
    - {lang: ar, name: العربية, numerals: latn, link: ar/index.html, title: المكتب}
    - {lang: en, name: English, link: en/index.html, title: The Desk}
"""


def _block(text: str, indent: int) -> str:
    lines = "\n".join(" " * indent + line for line in text.split("\n"))
    return f"|\n{lines}\n"


def _brief(language: str, key: str, line: str) -> str:
    text = logical(line)
    body = _block(f"{text}\n\n- {text}\n\n> {text}\n\n**{text}**", 6)
    return f"""\
language: {language}
title: {_block(text, 2)}seeds:
  - lines-{language}
summary: {_block(text, 2)}key_points:
  - {_block(text, 4)}status: published
published: 2023-09-15
entities:
  {language}-{key}:
    type: concept
    name:
      {language}: {_block(text, 8)}    gloss:
      {language}: {_block(text, 8)}notes:
  - id: note
    title: {_block(text, 6)}    body: {body}    entities:
      - {language}-{key}
claims:
  - id: claim
    statement: {_block(text, 6)}    rationale: {_block("A[^book], 2020[^book][^note].", 6)}    speaker: {language}-{key}
timeline:
  - date: 2023-09-13
    text: {_block(text, 6)}corrections:
  - date: 2023-09-16
    severity: minor
    text: {_block(text, 6)}sources:
  book: {{type: book, title: A book}}
"""


def write_lines(root: Path) -> None:
    """Write the site: for each line one brief that has it as title, summary, note, claim, event and name."""
    files = {"mkdocs.yml": _FRONT, "docs/index.md": "# Desk\n"}
    for language, lines in (("ar", ARABIC), ("en", ENGLISH)):
        files[f"seeds/lines-{language}.txt"] = "\n".join(map(logical, lines.values())) + "\n"
        files[f"seeds/lines-{language}.yml"] = (
            f"language: {language}\ntitle: Lines\npublisher: Desk\nsha256: {{sha256}}\n"
            "fold_sha256: {fold_sha256}\nrights: full\n"
        )
        for key, line in lines.items():
            files[f"briefs/{language}-{key}.yml"] = _brief(language, key, line)
    write_site(root, {name: text.encode() for name, text in files.items()})
